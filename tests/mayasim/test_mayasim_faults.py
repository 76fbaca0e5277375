"""What goes wrong when it is told to: missing files, failed loads, full disks, files that may not be written."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import Session


def test_a_file_that_is_there_can_be_missing(maya: Session, cmds: ModuleType, chair: str) -> None:
    maya.faults.missing.append("*/chair.ma")

    assert cmds.file(chair, query=True, exists=True) is False
    with pytest.raises(RuntimeError, match="File not found"):
        cmds.file(chair, open=True)


def test_a_reference_that_goes_missing_is_not_loaded(maya: Session, cmds: ModuleType, chair: str, room: str) -> None:
    maya.faults.missing.append("*/chair.ma")

    cmds.file(room, open=True)

    assert cmds.referenceQuery("chairRN", isLoaded=True) is False


LOADS = {
    "open": lambda cmds, path: cmds.file(path, open=True, force=True),
    "reference": lambda cmds, path: cmds.file(path, reference=True, namespace="c"),
    "load": lambda cmds, path: cmds.file(loadReference="cRN"),
    "import": lambda cmds, path: cmds.file(path, i=True, namespace="c"),
}


@pytest.mark.parametrize("how", LOADS)
def test_a_load_may_raise_although_it_went_well(maya: Session, cmds: ModuleType, chair: str, how: str) -> None:
    if how == "load":
        cmds.file(chair, reference=True, namespace="c")
        cmds.file(unloadReference="cRN")
    maya.faults.load_errors.append("*/chair.ma")

    with pytest.raises(RuntimeError, match="Errors have occurred"):
        LOADS[how](cmds, chair)

    assert cmds.ls("seat", "c:seat") in (["seat"], ["c:seat"])


def test_a_file_that_may_not_be_written_stays(maya: Session, cmds: ModuleType, chair: str) -> None:
    before = Path(chair).read_bytes()
    Path(chair).chmod(0o444)
    cmds.file(chair, open=True)
    cmds.group(empty=True)

    with pytest.raises(RuntimeError, match="read-only"):
        cmds.file(save=True)

    assert Path(chair).read_bytes() == before
    assert cmds.file(query=True, modified=True) is True
    assert cmds.file(query=True, writable=True) is False


def test_a_path_may_be_read_only_by_fault(maya: Session, cmds: ModuleType) -> None:
    maya.faults.read_only.append("*/locked/*")
    (maya.project / "locked").mkdir()
    cmds.file(rename=f"{maya.project.as_posix()}/locked/a.ma")

    with pytest.raises(RuntimeError, match="read-only"):
        cmds.file(save=True, type="mayaAscii")


def test_a_folder_that_is_missing_is_not_made(maya: Session, cmds: ModuleType) -> None:
    cmds.file(rename=f"{maya.project.as_posix()}/nowhere/a.ma")

    with pytest.raises(RuntimeError, match="folder is missing"):
        cmds.file(save=True, type="mayaAscii")


def test_a_full_disk_leaves_the_old_file_whole(maya: Session, cmds: ModuleType, chair: str) -> None:
    before = Path(chair).read_bytes()
    cmds.file(chair, open=True)
    cmds.group(empty=True)
    maya.faults.room = 100

    with pytest.raises(RuntimeError, match="no space left"):
        cmds.file(save=True)

    assert Path(chair).read_bytes() == before
    assert cmds.file(query=True, modified=True) is True
    assert list(Path(chair).parent.glob("*.part")) == []


def test_room_is_used_up(maya: Session, cmds: ModuleType) -> None:
    cmds.file(rename="a.ma")
    cmds.file(save=True, type="mayaAscii")
    size = (maya.project / "scenes" / "a.ma").stat().st_size
    maya.faults.room = size + 1

    cmds.file(save=True)

    assert maya.faults.room == 1
    with pytest.raises(RuntimeError, match="no space left"):
        cmds.file(save=True)


WRITES = {
    "export": lambda cmds, folder: cmds.file("x.ma", exportAll=True, type="mayaAscii"),
    "usd": lambda cmds, folder: cmds.mayaUSDExport(file=f"{folder}/x.usda"),
    "playblast": lambda cmds, folder: cmds.playblast(
        filename=f"{folder}/x", format="image", compression="png", offScreen=True
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_other_files_meet_the_same_disk(maya: Session, cmds: ModuleType, what: str, tmp_path: Path) -> None:
    cmds.polyCube()
    cmds.loadPlugin("mayaUsdPlugin", quiet=True)
    maya.faults.room = 10

    with pytest.raises(RuntimeError, match="no space left"):
        WRITES[what](cmds, tmp_path.as_posix())
