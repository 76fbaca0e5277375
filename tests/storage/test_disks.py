"""The lower door does what the system does, and its faulty twin fails as it is told."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from studio_tools.storage import disk as disks
from studio_tools.storage.disk import FileHandle, LocalDisk
from studio_tools.testing.faulty_disk import CHANGES, Crashed, Fault, FaultyDisk, refused_links, stale


@pytest.fixture(params=["local", "faulty"])
def disk(request: pytest.FixtureRequest) -> Any:
    """The real disk, and the faulty one without a fault: they do the same."""
    return LocalDisk() if request.param == "local" else FaultyDisk()


def test_a_file_is_written_once_and_read(disk: Any, tmp_path: Path) -> None:
    handle = disk.open_new(tmp_path / "a")
    assert handle.write(memoryview(b"hello")) == 5
    handle.begin_sync()
    handle.sync()
    assert handle.stat().size == 5
    handle.close()
    disk.sync_file(tmp_path / "a")

    assert disk.read(tmp_path / "a") == b"hello"
    with pytest.raises(FileExistsError):
        disk.open_new(tmp_path / "a")


def test_a_file_is_read_into_what_is_handed_in(disk: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abcdef")
    handle, room = disk.open_read(tmp_path / "a"), memoryview(bytearray(4))

    assert [handle.readinto(room), bytes(room)] == [4, b"abcd"]
    assert [handle.readinto(room), bytes(room[:2])] == [2, b"ef"]
    assert handle.readinto(room) == 0
    handle.close()


def test_a_handle_may_be_closed_twice(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    handle = LocalDisk().open_read(tmp_path / "a")

    handle.close()
    handle.close()

    with pytest.raises(OSError, match="Bad file descriptor"):
        handle.readinto(memoryview(bytearray(1)))


def test_where_the_system_cannot_read_into_a_buffer_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    monkeypatch.delattr(os, "readv")
    handle, room = LocalDisk().open_read(tmp_path / "a"), memoryview(bytearray(8))

    assert handle.readinto(room) == 3
    assert bytes(room[:3]) == b"abc"
    handle.close()


def test_without_the_early_flush_everything_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disks, "_SYNC_RANGE", None)
    handle = LocalDisk().open_new(tmp_path / "a")
    assert isinstance(handle, FileHandle)

    handle.begin_sync()
    handle.sync()
    handle.close()


def test_folders_are_renamed_only_onto_what_is_free(disk: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()

    with pytest.raises(OSError, match="not empty"):
        disk.rename_folder(tmp_path / "one", tmp_path / "two")
    disk.rename_folder(tmp_path / "one", tmp_path / "three")

    assert sorted(entry.name for entry in disk.scandir(tmp_path)) == ["three", "two"]


def test_a_file_is_renamed_onto_another(disk: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("new")
    (tmp_path / "b").write_text("old")

    disk.rename(tmp_path / "a", tmp_path / "b")

    assert (tmp_path / "b").read_text() == "new"


def test_links_are_looked_at_and_not_followed(disk: Any, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")

    found = {entry.name: entry.is_folder for entry in disk.scandir(tmp_path)}

    assert found == {"folder": True, "link": False, "broken": False}
    assert not disk.stat(tmp_path / "link").is_folder
    assert not disk.stat(tmp_path / "link").is_file
    assert disk.stat(tmp_path / "folder").is_folder


def test_a_hard_link_is_the_same_file(disk: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")

    disk.link(tmp_path / "a", tmp_path / "b")

    assert disk.stat(tmp_path / "a").inode == disk.stat(tmp_path / "b").inode


def test_a_reflink_is_a_copy_or_refused(disk: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    refusal: int | None = None
    try:
        disk.clone(tmp_path / "a", tmp_path / "b")
    except OSError as refused:
        refusal = refused.errno

    assert refusal in {None, errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.EXDEV}
    assert refusal is not None or (tmp_path / "b").read_text() == "x"


def test_the_rest_is_what_the_system_does(disk: Any, tmp_path: Path) -> None:
    disk.mkdir(tmp_path / "folder")
    disk.chmod(tmp_path / "folder", 0o2775)
    assert (tmp_path / "folder").stat().st_mode & 0o7777 == 0o2775
    os.utime(tmp_path / "folder", (1, 1))
    disk.touch(tmp_path / "folder")
    assert disk.stat(tmp_path / "folder").modified > 10**18
    disk.chown(tmp_path / "folder", os.getgid())
    disk.sync_folder(tmp_path)
    assert disk.free(tmp_path) > 0
    disk.rmdir(tmp_path / "folder")
    (tmp_path / "file").touch()
    disk.unlink(tmp_path / "file")
    assert disk.scandir(tmp_path) == []


# -- the faulty one


def change(disk: FaultyDisk, path: Path) -> None:
    disk.mkdir(path / f"folder-{len(disk.changes)}")


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
def test_a_process_dies_at_the_change_that_was_named(tmp_path: Path, is_after: bool) -> None:
    disk = FaultyDisk(crash_at=2, is_after=is_after)
    change(disk, tmp_path)
    change(disk, tmp_path)

    with pytest.raises(Crashed):
        change(disk, tmp_path)

    assert len(list(tmp_path.iterdir())) == 2 + is_after


def test_the_dead_do_nothing_any_more(tmp_path: Path) -> None:
    disk = FaultyDisk(crash_at=0)
    with pytest.raises(Crashed):
        change(disk, tmp_path)

    for act in (lambda: disk.read(tmp_path / "x"), lambda: disk.mkdir(tmp_path / "y"), lambda: disk.touch(tmp_path)):
        with pytest.raises(Crashed):
            act()
    assert list(tmp_path.iterdir()) == []


def test_looking_is_no_change(tmp_path: Path) -> None:
    disk = FaultyDisk(crash_at=0)

    disk.scandir(tmp_path)
    disk.stat(tmp_path)

    assert disk.changes == []
    assert "scandir" not in CHANGES


def test_a_fault_strikes_as_often_as_it_was_told(tmp_path: Path) -> None:
    disk = FaultyDisk().fail(stale("stat", "*", times=2))

    for _ in range(2):
        with pytest.raises(OSError, match=r"[Ss]tale"):
            disk.stat(tmp_path)
    assert disk.stat(tmp_path).is_folder


def test_a_fault_may_lie_about_what_happened(tmp_path: Path) -> None:
    disk = FaultyDisk(faults=[Fault("mkdir", "*", errno.EEXIST, is_done=True)])

    with pytest.raises(FileExistsError):
        disk.mkdir(tmp_path / "made")

    assert (tmp_path / "made").is_dir()


def test_a_fault_strikes_only_where_it_was_told(tmp_path: Path) -> None:
    disk = FaultyDisk(faults=[Fault("mkdir", "*/there", errno.EIO)])

    disk.mkdir(tmp_path / "here")
    with pytest.raises(OSError, match="Input/output"):
        disk.mkdir(tmp_path / "there")


def test_room_is_used_up_and_given_back(tmp_path: Path) -> None:
    disk = FaultyDisk(room=5)
    handle = disk.open_new(tmp_path / "a")
    assert handle.write(memoryview(b"1234567")) == 5
    with pytest.raises(OSError, match="No space"):
        handle.write(memoryview(b"67"))
    handle.close()

    disk.unlink(tmp_path / "a")

    assert disk.room == 5


def test_links_may_be_refused_of_both_kinds(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    disk = FaultyDisk(faults=list(refused_links()))

    for link in (disk.link, disk.clone):
        with pytest.raises(OSError, match="not"):
            link(tmp_path / "a", tmp_path / "b")
