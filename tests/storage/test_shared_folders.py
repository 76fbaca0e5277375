"""Folders that a group shares: nobody ever meets one that its maker died before opening, or did not open at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import ReadOnlyStorage, StorageError
from studio_tools.storage.disk import LocalDisk
from studio_tools.storage.door import OPEN_FOLDER, SafeDisk, owner_name
from studio_tools.testing import other_users
from studio_tools.testing.faulty_disk import Crashed, Fault, FaultyDisk

ANNE, BERT, CREW = 54_321, 54_322, 54_400
only_root = pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become others")


@contextmanager
def masked(umask: int = 0o077) -> Iterator[None]:
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def as_user(user: int, work: Callable[[], Any]) -> tuple[str, Any]:
    """Do *work* as *user*, of the crew."""
    return other_users.as_user(user, CREW, work)


@pytest.fixture
def ours() -> Iterator[Path]:
    """A folder of the crew, in which every user of this machine may look; pytest's own are their owner's alone."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        top.chmod(0o755)
        root = top / "storage"
        root.mkdir()
        os.chown(root, 0, CREW)
        root.chmod(OPEN_FOLDER)
        yield root


# -- making


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("change", range(10))
def test_a_death_while_folders_are_made_leaves_none_closed(tmp_path: Path, change: int, is_after: bool) -> None:
    disk = FaultyDisk(crash_at=change, is_after=is_after)
    with masked(), suppress(Crashed):
        SafeDisk(disk).make_folders(tmp_path / "a" / "b" / "c", below=tmp_path)

    named = [path for path in tmp_path.rglob("*") if not path.name.startswith(".new-")]
    assert all(mode(path) == OPEN_FOLDER for path in named)
    assert len(list(tmp_path.rglob(".new-*"))) <= 1


@pytest.mark.parametrize("change", range(10))
def test_what_the_dead_left_is_swept(tmp_path: Path, change: int) -> None:
    with masked(), suppress(Crashed):
        SafeDisk(FaultyDisk(crash_at=change)).make_folders(tmp_path / "a" / "b" / "c", below=tmp_path)

    for folder in (tmp_path, tmp_path / "a", tmp_path / "a" / "b"):
        SafeDisk().sweep_fresh(folder)

    assert list(tmp_path.rglob(".new-*")) == []


def test_who_is_swept_while_alive_makes_the_folder_all_the_same(tmp_path: Path) -> None:
    swept: list[str] = []

    def sweep(operation: str, path: Path) -> None:
        if operation == "rename_new" and len(swept) < 3:
            swept.append(path.name)
            SafeDisk().sweep_fresh(path.parent)

    SafeDisk(FaultyDisk(before=sweep)).make_folders(tmp_path / "a", below=tmp_path)

    assert len(swept) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_who_is_swept_again_and_again_says_so(tmp_path: Path) -> None:
    def sweep(operation: str, path: Path) -> None:
        if operation == "rename_new":
            SafeDisk().sweep_fresh(path.parent)

    with pytest.raises(StorageError, match="could not make"):
        SafeDisk(FaultyDisk(before=sweep)).make_folders(tmp_path / "a", below=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_who_makes_it_first_is_not_replaced(tmp_path: Path) -> None:
    made: list[int] = []

    def first(operation: str, path: Path) -> None:
        if operation == "rename_new":
            path.mkdir()
            made.append(path.stat().st_ino)

    SafeDisk(FaultyDisk(before=first)).make_folders(tmp_path / "a", below=tmp_path)

    assert [(tmp_path / "a").stat().st_ino] == made
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")

    with pytest.raises(StorageError):
        SafeDisk().make_folders(tmp_path / "a" / "b", below=tmp_path)


def test_a_disk_that_refuses_the_name_leaves_nothing(tmp_path: Path) -> None:
    disk = FaultyDisk(faults=[Fault("rename_new", "*", errno.EIO)])

    with pytest.raises(StorageError):
        SafeDisk(disk).make_folders(tmp_path / "a", below=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_winner_who_is_told_otherwise_has_its_folder(tmp_path: Path) -> None:
    disk = FaultyDisk(faults=[Fault("rename_new", "*", errno.EEXIST, is_done=True)])

    SafeDisk(disk).make_folders(tmp_path / "a" / "b", below=tmp_path)

    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP], ids=errno.errorcode.get)
def test_a_file_server_that_knows_no_such_rename_is_asked_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("studio_tools.storage.disk._RENAME_NEW", lambda *_: -1)
    monkeypatch.setattr("ctypes.get_errno", lambda: number)
    (tmp_path / "one").mkdir()
    (tmp_path / "taken").mkdir()
    disk = LocalDisk()

    with pytest.raises(FileExistsError):
        disk.rename_new(tmp_path / "one", tmp_path / "taken")
    disk.rename_new(tmp_path / "one", tmp_path / "two")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken", "two"]


def test_an_empty_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    with pytest.raises(FileExistsError):
        LocalDisk().rename_new(tmp_path / "one", tmp_path / "two")


# -- mending


@pytest.mark.parametrize("closed", [0o700, 0o711, 0o755, 0o2755, 0o750], ids=oct)
def test_the_owner_of_a_closed_folder_opens_it_in_passing(tmp_path: Path, closed: int) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").mkdir()
    (tmp_path / "a").chmod(closed)

    SafeDisk().make_folders(tmp_path / "a" / "b", below=tmp_path)

    assert mode(tmp_path / "a") == OPEN_FOLDER


def test_a_folder_that_its_owner_may_not_write_was_closed_on_purpose(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a").chmod(0o555)

    SafeDisk().make_folders(tmp_path / "a", below=tmp_path)

    assert mode(tmp_path / "a") == 0o555


def test_the_root_itself_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    SafeDisk().make_folders(tmp_path / "a", below=tmp_path)

    assert mode(tmp_path) == 0o755


def test_a_link_on_the_way_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(tmp_path / "real")

    SafeDisk().make_folders(tmp_path / "link" / "b", below=tmp_path)

    assert mode(tmp_path / "real") == 0o755
    assert (tmp_path / "real" / "b").is_dir()


@only_root
@pytest.mark.parametrize("closed", [0o700, 0o755, 0o2700], ids=oct)
def test_an_empty_folder_that_a_colleague_left_closed_is_replaced(ours: Path, closed: int) -> None:
    def leave() -> None:
        (ours / "demo").mkdir()
        (ours / "demo").chmod(closed)

    assert as_user(ANNE, leave) == ("", None)

    assert as_user(BERT, lambda: SafeDisk().make_folders(ours / "demo" / "a", below=ours)) == ("", None)

    assert (ours / "demo").stat().st_uid == BERT
    assert mode(ours / "demo") == OPEN_FOLDER
    assert [path.name for path in ours.iterdir()] == ["demo"]


@only_root
def test_whose_folder_is_in_the_way_is_told(ours: Path) -> None:
    def leave() -> None:
        (ours / "demo").mkdir()
        (ours / "demo" / "inside").mkdir()
        (ours / "demo").chmod(0o700)

    assert as_user(ANNE, leave) == ("", None)

    code, words = as_user(BERT, lambda: SafeDisk().make_folders(ours / "demo" / "a", below=ours))

    assert code == ReadOnlyStorage.code
    assert f"user {ANNE}" in words
    assert str(ours / "demo") in words
    assert "chmod" in words


@only_root
def test_a_colleagues_closed_folder_that_need_not_be_written_is_no_obstacle(ours: Path) -> None:
    def leave() -> None:
        SafeDisk().make_folders(ours / "demo" / "inside", below=ours)
        (ours / "demo").chmod(0o755)

    assert as_user(ANNE, leave) == ("", None)

    assert as_user(BERT, lambda: SafeDisk().make_folders(ours / "demo" / "inside" / "a", below=ours)) == ("", None)


def test_a_refusal_that_no_folder_explains_says_only_what_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(OPEN_FOLDER)
    disk = SafeDisk(FaultyDisk(faults=[Fault("open_new", "*", errno.EACCES)]))

    with pytest.raises(ReadOnlyStorage) as raised:
        disk.write(tmp_path / "file", b"")

    assert "owner" not in raised.value.details


def test_users_are_called_by_name_where_they_have_one() -> None:
    assert owner_name(0) == "root"
    assert owner_name(ANNE) == f"user {ANNE}"


@only_root
def test_a_closed_empty_folder_of_a_colleague_is_removed_with_the_tree(ours: Path) -> None:
    def leave() -> None:
        SafeDisk().make_folders(ours / "bench", below=ours)
        (ours / "bench" / "half").mkdir(mode=0o700)

    assert as_user(ANNE, leave) == ("", None)

    assert as_user(BERT, lambda: SafeDisk().remove_tree(ours / "bench")) == ("", None)
    assert list(ours.iterdir()) == []


# -- what a run leans on


@pytest.fixture
def crew(place: Any, ours: Path) -> Any:
    """A place whose storage belongs to the crew. What root loads here first, nobody has to read later."""
    place.sealed()
    made = type(place)(ours.parent)
    made.storage().found()
    return made


def _die(place: Any, change: int, dead: int) -> None:
    disk = FaultyDisk(crash_at=change, is_after=True)
    with suppress(Crashed):
        claim, _ = place.reserve(place.storage(disk=disk, pid=dead, login="anne"))
        claim.close()


def _go_on(place: Any) -> list[str]:
    """What a colleague does next: finish what was left, then publish on."""
    storage = place.storage(login="bert")
    if storage.disk.exists(storage.layout.studio("demo")):
        for run in storage.runs("demo").unsettled():
            taken = storage.claims("demo").take_over(run)
            if taken is not None:
                storage.undo.abandon(taken, "its process died")
    claim, _ = place.reserve(storage)
    storage.undo.abandon(claim, "tried")
    storage.claims("demo").sweep()
    return [*place.left("staging"), *place.left("beats")]


def _crash_points(step: int) -> range:
    return range(0, 90, step)


@only_root
@pytest.mark.parametrize("change", _crash_points(6))
def test_a_colleague_goes_on_wherever_somebody_died(crew: Any, dead: int, change: int) -> None:
    assert as_user(ANNE, lambda: _die(crew, change, dead)) == ("", None)

    assert as_user(BERT, lambda: _go_on(crew)) == ("", [])

    assert [str(path) for path in (crew.home / "storage").rglob(".new-*")] == []


@only_root
@pytest.mark.long
@pytest.mark.parametrize("change", _crash_points(1))
def test_a_colleague_goes_on_wherever_exactly_somebody_died(crew: Any, dead: int, change: int) -> None:
    assert as_user(ANNE, lambda: _die(crew, change, dead)) == ("", None)

    assert as_user(BERT, lambda: _go_on(crew)) == ("", [])


@only_root
@pytest.mark.parametrize("name", ["beat", "clock"])
def test_a_file_that_a_colleague_left_closed_is_replaced(crew: Any, dead: int, name: str) -> None:
    """As an older release made it: created first, opened to the group afterwards."""

    def leave() -> str:
        claim = crew.open(crew.storage(pid=dead))
        claim.close()
        runs = crew.storage().runs("demo")
        runs.make_clock()
        path = runs.beat(claim.run) if name == "beat" else runs.layout.clock("demo")
        path.chmod(0o600)
        return str(claim.run)

    code, run = as_user(ANNE, leave)
    assert code == ""

    def go_on() -> tuple[bool, bool]:
        claims = crew.storage().claims("demo")
        silence = claims.silence(run)
        taken = claims.take_over(run)
        return 0 <= silence < 60, taken is not None and taken.beat()

    assert as_user(BERT, go_on) == ("", (True, True))
