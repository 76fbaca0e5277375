"""What is to go wrong goes wrong as in Nuke, and leaves what was there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import Session


@pytest.fixture
def saved(nuke: ModuleType, tmp_path: Path) -> Path:
    """A script that was saved, and changed since."""
    path = tmp_path / "a.nk"
    nuke.scriptSaveAs(path.as_posix())
    nuke.nodes.Blur()
    return path


def test_a_missing_script_is_missing(session: Session, nuke: ModuleType, saved: Path) -> None:
    session.faults.missing.append("*/a.nk")
    nuke.scriptClear()

    with pytest.raises(RuntimeError, match="No such file"):
        nuke.scriptOpen(saved.as_posix())


def test_a_read_only_file_is_not_saved(session: Session, nuke: ModuleType, saved: Path) -> None:
    before = saved.read_bytes()
    session.faults.read_only.append("*/a.nk")

    with pytest.raises(RuntimeError, match="Permission denied"):
        nuke.scriptSave()
    assert saved.read_bytes() == before
    assert nuke.modified()


def test_a_files_own_mode_counts(nuke: ModuleType, saved: Path) -> None:
    saved.chmod(0o444)

    with pytest.raises(RuntimeError, match="Permission denied"):
        nuke.scriptSave()


def test_a_folder_that_is_not_there_is_no_place(nuke: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="No such file or directory"):
        nuke.scriptSaveAs((tmp_path / "gone" / "a.nk").as_posix())

    assert nuke.root().name() == "Root", "the name stays where the save fails"


def test_a_full_disk_leaves_the_old_script(session: Session, nuke: ModuleType, saved: Path) -> None:
    before = saved.read_bytes()
    session.faults.room = 10

    with pytest.raises(RuntimeError, match="No space left"):
        nuke.scriptSave()
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == ["a.nk"]


@pytest.fixture
def write(nuke: ModuleType, frames: Callable[..., str], tmp_path: Path):  # type: ignore[no-untyped-def]
    """A Write below a Read with its frames."""
    read = nuke.nodes.Read(name="R", first=1001, last=1004)
    read["file"].setValue(frames())
    node = nuke.nodes.Write(inputs=[nuke.nodes.Grade(name="G", inputs=[read])], name="W", file_type="png")
    node["file"].setValue(f"{tmp_path.as_posix()}/x.%04d.png")
    return node


def test_without_a_licence_nothing_renders(session: Session, nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    session.faults.has_licence = False

    with pytest.raises(RuntimeError, match="license"):
        nuke.execute(write, 1001, 1001)
    assert session.rendered == []


def test_a_node_in_error_stops_a_render(session: Session, nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    session.faults.error_nodes.append("G")

    assert nuke.toNode("G").hasError()
    assert not write.hasError()
    assert write.treeHasError()
    with pytest.raises(RuntimeError, match="error while rendering frame 1001"):
        nuke.execute(write, 1001, 1001)


def test_a_missing_frame_stops_a_render(session: Session, nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    session.faults.missing.append("*plate.1003.png")

    with pytest.raises(RuntimeError, match="1003"):
        nuke.execute(write, 1001, 1004)
    assert len(session.rendered) == 2


def test_a_render_may_go_on_after_an_error(session: Session, nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    session.faults.failing_frames.append(1002)
    nuke.execute(write, 1001, 1004, continueOnError=True)

    assert len(session.rendered) == 3


def test_a_missing_frame_may_be_black(session: Session, nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    session.faults.missing.append("*plate.1003.png")
    nuke.toNode("R")["on_error"].setValue("black")
    nuke.execute(write, 1001, 1004)

    assert len(session.rendered) == 4


def test_a_full_disk_stops_a_render(session: Session, nuke: ModuleType, write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    session.faults.room = 150

    with pytest.raises(RuntimeError, match="No space left"):
        nuke.execute(write, 1001, 1004)
    assert 0 < len(session.rendered) < 4
    assert not list(tmp_path.glob("*.part"))


def test_a_write_without_input_or_name_renders_nothing(nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    write.setInput(0, None)
    with pytest.raises(RuntimeError, match="no input"):
        nuke.execute(write, 1, 1)
    write["file"].setValue("")
    with pytest.raises(RuntimeError, match="no file name"):
        nuke.execute(write, 1, 1)


def test_a_read_is_in_error_only_where_its_file_is_missing(nuke: ModuleType, write) -> None:  # type: ignore[no-untyped-def]
    read = nuke.toNode("R")
    nuke.frame(1001)
    assert not read.hasError()
    read["file"].setValue("/gone.####.exr")
    assert read.hasError()
    assert read.error()
    read["disable"].setValue(True)
    assert not read.hasError()
