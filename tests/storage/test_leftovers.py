"""What others leave in a version folder: a desktop's droppings, and a folder that is another user's."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.storage.door import OPEN_FOLDER, SafeDisk
from studio_tools.storage.leftovers import is_dropping, seal_folder_of_another
from studio_tools.testing.faulty_disk import Fault, FaultyDisk

NAMES = {"a.1001.exr", "a.1002.exr", "publish.json"}


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "Thumbs.db",
        "thumbs.db",
        "desktop.ini",
        "Desktop.ini",
        ".directory",
        "._a.1001.exr",
        "._.DS_Store",
        ".nfs000000000a1b2c3d00000001",
    ],
)
def test_what_desktops_and_file_servers_leave_is_known(name: str) -> None:
    assert is_dropping(name)


@pytest.mark.parametrize(
    "name",
    ["a.1001.exr", "publish.json", "Thumbs.db.exr", "my.DS_Store", ".nfs", ".nfs_notes", "directory", ".hidden", "_a"],
)
def test_nothing_else_is_one(name: str) -> None:
    assert not is_dropping(name)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A filled folder that is open to the group."""
    folder = tmp_path / "main" / "v001"
    folder.mkdir(parents=True)
    folder.chmod(OPEN_FOLDER)
    for name in NAMES:
        (folder / name).write_text(name)
        (folder / name).chmod(0o444)
    (tmp_path / "bench").mkdir()
    return folder


def seal(filled: Path, disk: Any = None) -> bool:
    return seal_folder_of_another(SafeDisk(disk or FaultyDisk()), filled, NAMES, bench=filled.parents[1] / "bench")


def test_the_files_move_into_a_folder_that_is_closed(filled: Path) -> None:
    before, files = filled.stat().st_ino, {path.name: path.stat().st_ino for path in filled.iterdir()}

    assert seal(filled)

    assert filled.stat().st_ino != before
    assert {path.name: path.stat().st_ino for path in filled.iterdir()} == files
    assert filled.stat().st_mode & 0o7777 == 0o555
    assert list((filled.parents[1] / "bench").iterdir()) == []


def test_the_manifest_goes_last(filled: Path) -> None:
    disk = FaultyDisk()

    seal(filled, disk)

    assert [name for operation, name in disk.changes if operation == "rename"][-1] == "publish.json"


@pytest.mark.parametrize("mode", [0o555, 0o755, 0o700], ids=oct)
def test_a_folder_that_is_not_open_is_left_alone(filled: Path, mode: int) -> None:
    filled.chmod(mode)
    before = filled.stat().st_ino

    assert not seal(filled)

    assert filled.stat().st_ino == before
    filled.chmod(0o755)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_file_that_cannot_be_moved_leaves_all_where_it_was(filled: Path, name: str) -> None:
    with pytest.raises(StorageError):
        seal(filled, FaultyDisk(faults=[Fault("rename", f"*/own-*/{name}", errno.EACCES)]))

    assert {path.name for path in filled.iterdir()} == NAMES


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTEMPTY], ids=errno.errorcode.get)
def test_where_no_folder_is_replaced_the_empty_one_is_removed_first(filled: Path, number: int) -> None:
    assert seal(filled, FaultyDisk(faults=[Fault("rename_folder", "*/v001", number)]))

    assert {path.name for path in filled.iterdir()} == NAMES


def test_what_came_in_meanwhile_is_not_lost_unseen(filled: Path) -> None:
    def drop(operation: str, path: Path) -> None:
        if operation == "rename_folder":
            (path / "late").write_text("")

    with pytest.raises(StorageError):
        seal(filled, FaultyDisk(before=drop))

    assert {path.name for path in filled.iterdir()} == NAMES | {"late"}


@pytest.mark.parametrize("is_done", [False, True], ids=["not-done", "done"])
@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_a_folder_that_cannot_take_the_place_gives_all_back(filled: Path, number: int, is_done: bool) -> None:
    with pytest.raises(StorageError):
        seal(filled, FaultyDisk(faults=[Fault("rename_folder", "*/v001", number, is_done=is_done)]))

    assert {path.name for path in filled.iterdir()} == NAMES
    assert seal(filled)


def test_a_place_that_was_emptied_and_removed_is_filled_again(filled: Path) -> None:
    """SMB: the empty folder is removed first, and then ours cannot be renamed."""
    refused = Fault("rename_folder", "*/v001", errno.EEXIST), Fault("rename_folder", "*/v001", errno.EIO)
    with pytest.raises(StorageError):
        seal(filled, FaultyDisk(faults=list(refused)))

    assert {path.name for path in filled.iterdir()} == NAMES
    assert seal(filled)


def test_what_cannot_be_flushed_is_told_and_all_is_there(filled: Path) -> None:
    with pytest.raises(StorageError):
        seal(filled, FaultyDisk(faults=[Fault("sync_folder", "*/main", errno.EIO)]))

    assert {path.name for path in filled.iterdir()} == NAMES
    assert seal(filled)
