"""The disk's door: errors in the house's words, stale handles, and the one rename that only one can win."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from studio_tools.errors import ConfigError, NoSpace, ReadOnlyStorage, StorageError
from studio_tools.storage.door import OPEN_FOLDER, SafeDisk, group_number
from studio_tools.testing.faulty_disk import Fault, FaultyDisk, its_own_winner, stale


def prepared(folder: Path, name: str = "prepared", content: str = "mine") -> Path:
    path = folder / name
    path.mkdir()
    (path / "mark").write_text(content)
    return path


def is_mine(path: Path) -> bool:
    return (path / "mark").exists() and (path / "mark").read_text() == "mine"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, NoSpace),
        (errno.EDQUOT, NoSpace),
        (errno.EFBIG, StorageError),
        (errno.EROFS, ReadOnlyStorage),
        (errno.EACCES, ReadOnlyStorage),
        (errno.EPERM, ReadOnlyStorage),
        (errno.EIO, StorageError),
    ],
    ids=lambda value: errno.errorcode.get(value, "") if isinstance(value, int) else value.__name__,
)
def test_an_error_of_the_system_becomes_one_of_the_house(tmp_path: Path, number: int, kind: type[StorageError]) -> None:
    disk = SafeDisk(FaultyDisk(faults=[Fault("open_new", "*", number)]))

    with pytest.raises(kind) as raised:
        disk.write(tmp_path / "file", b"text")

    assert type(raised.value) is kind
    assert raised.value.details["errno"] == errno.errorcode[number]
    assert isinstance(raised.value.__cause__, OSError)


def test_a_full_disk_is_told_in_the_middle_of_a_file(tmp_path: Path) -> None:
    disk = SafeDisk(FaultyDisk(room=3))

    with pytest.raises(NoSpace):
        disk.write(tmp_path / "file", b"longer than that")


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_stale_handle_is_tried_again(tmp_path: Path, times: int) -> None:
    (tmp_path / "file").write_text("text")
    disk = SafeDisk(FaultyDisk(faults=[stale("read", "*", times=times)]))

    assert disk.read(tmp_path / "file") == b"text"


def test_a_handle_that_stays_stale_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    disk = SafeDisk(FaultyDisk(faults=[stale("read", "*", times=99)]))

    with pytest.raises(StorageError, match="could not read"):
        disk.read(tmp_path / "file")


def test_what_is_not_there_is_a_value(tmp_path: Path) -> None:
    disk, gone = SafeDisk(), tmp_path / "gone"

    assert disk.read(gone) is None
    assert disk.read_json(gone) is None
    assert disk.stat(gone) is None
    assert disk.scandir(gone) == []
    assert disk.folders(gone) == []
    assert not disk.exists(gone)
    assert not disk.unlink(gone)
    assert not disk.touch(gone)
    assert not disk.move_away(gone, tmp_path / "target")
    disk.remove_tree(gone)


def test_a_written_file_is_never_overwritten(tmp_path: Path) -> None:
    disk = SafeDisk()
    disk.write(tmp_path / "file", b"first")

    with pytest.raises(StorageError):
        disk.write(tmp_path / "file", b"second")

    assert (tmp_path / "file").read_bytes() == b"first"


# -- modes


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_what_is_made_is_open_to_the_group_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    disk = SafeDisk()
    before = os.umask(umask)
    try:
        disk.make_folders(tmp_path / "a" / "b", below=tmp_path)
        disk.write(tmp_path / "a" / "b" / "file", b"")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == OPEN_FOLDER
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == OPEN_FOLDER
    assert stat.S_IMODE((tmp_path / "a" / "b" / "file").stat().st_mode) == 0o664


def test_the_configured_group_owns_what_is_made(tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root may give files to any group")
    disk = SafeDisk(group=12345)

    disk.mkdir(tmp_path / "folder")
    disk.write(tmp_path / "folder" / "file", b"")

    assert (tmp_path / "folder").stat().st_gid == 12345
    assert (tmp_path / "folder" / "file").stat().st_gid == 12345


def test_who_is_not_in_the_group_works_all_the_same(tmp_path: Path) -> None:
    disk = SafeDisk(FaultyDisk(faults=[Fault("chown", "*", errno.EPERM, times=9)]), group=12345)

    assert disk.mkdir(tmp_path / "folder")


def test_an_unknown_group_is_a_fault_of_the_settings() -> None:
    assert group_number("") is None
    with pytest.raises(ConfigError, match="no group 'nobody-has-this'"):
        group_number("nobody-has-this")


def test_a_missing_root_is_not_made(tmp_path: Path) -> None:
    disk = SafeDisk()

    with pytest.raises(StorageError, match="is not there") as raised:
        disk.make_folders(tmp_path / "unmounted" / "demo", below=tmp_path / "unmounted")

    assert "Mount it" in raised.value.hint
    assert not (tmp_path / "unmounted").exists()


# -- the one rename


def test_a_free_place_is_won(tmp_path: Path) -> None:
    assert SafeDisk().claim(prepared(tmp_path), tmp_path / "v001", is_mine=is_mine)
    assert is_mine(tmp_path / "v001")


def test_a_taken_place_is_lost(tmp_path: Path) -> None:
    prepared(tmp_path, "v001", "theirs")

    assert not SafeDisk().claim(prepared(tmp_path), tmp_path / "v001", is_mine=is_mine)
    assert (tmp_path / "v001" / "mark").read_text() == "theirs"


def test_a_file_in_the_place_is_lost_too(tmp_path: Path) -> None:
    (tmp_path / "v001").write_text("a file")

    assert not SafeDisk().claim(prepared(tmp_path), tmp_path / "v001", is_mine=is_mine)


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTEMPTY, errno.ESTALE, errno.EIO], ids=errno.errorcode.get)
def test_a_winner_who_is_told_otherwise_looks_inside(tmp_path: Path, number: int) -> None:
    disk = SafeDisk(FaultyDisk(faults=[its_own_winner("*/v001", number)]))

    assert disk.claim(prepared(tmp_path), tmp_path / "v001", is_mine=is_mine)


def test_an_error_that_leaves_the_place_free_is_raised(tmp_path: Path) -> None:
    disk = SafeDisk(FaultyDisk(faults=[Fault("rename_folder", "*", errno.EIO)]))

    with pytest.raises(StorageError):
        disk.claim(prepared(tmp_path), tmp_path / "v001", is_mine=is_mine)


def test_who_lost_what_they_prepared_wins_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        SafeDisk().claim(tmp_path / "taken-away", tmp_path / "v001", is_mine=is_mine)


# -- removing


def test_a_tree_is_removed_with_what_others_add_meanwhile(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "below").mkdir(parents=True)
    (tree / "file").write_text("")
    added: list[Path] = []

    def add(operation: str, path: Path) -> None:
        if operation == "rmdir" and path == tree and len(added) < 3:
            added.append(tree / f"late-{len(added)}")
            added[-1].write_text("")

    SafeDisk(FaultyDisk(before=add)).remove_tree(tree)

    assert len(added) == 3
    assert not tree.exists()


def test_a_read_only_folder_is_moved_and_removed(tmp_path: Path) -> None:
    folder = prepared(tmp_path, "v001")
    folder.chmod(0o555)
    disk = SafeDisk()

    assert disk.move_away(folder, tmp_path / "gone")
    (tmp_path / "gone").chmod(0o555)
    disk.remove_tree(tmp_path / "gone")

    assert list(tmp_path.iterdir()) == []


def test_removing_follows_no_link(tmp_path: Path) -> None:
    kept = prepared(tmp_path, "kept")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "link").symlink_to(kept)

    SafeDisk().remove_tree(tmp_path / "tree")

    assert is_mine(kept)
