"""The mark of a storage: an empty mount point is none, and nothing is ever written into it."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.model import ProductKey, Project
from studio_tools.storage import Storage
from studio_tools.testing.faulty_disk import Fault, FaultyDisk


@pytest.fixture
def root(place: Any) -> Path:
    """The mount point, with nothing mounted."""
    path: Path = place.home / "storage"
    shutil.rmtree(path)
    path.mkdir()
    return path


WRITES: dict[str, Callable[[Any, Storage], object]] = {
    "a run": lambda place, storage: place.open(storage),
    "a bench": lambda place, storage: storage.runs("demo").bench("run", "claim"),
    "a beat": lambda place, storage: storage.runs("demo").unsettle("run"),
    "a record": lambda place, storage: storage.runs("demo").ensure("run"),
    "the cache": lambda place, storage: storage.cache.remember(Project(code="demo")),
    "a number": lambda place, storage: storage.numbers.reserve(
        ProductKey("demo", "sq010/sh0010", "render"), run="r", bench=_bench(place)
    ),
    "an entry": lambda place, storage: storage.ledger.give(
        ProductKey("demo", "sq010/sh0010", "render"), 1, run="r", bench=_bench(place)
    ),
}


def _bench(place: Any) -> Path:
    path: Path = place.home / "bench"
    path.mkdir()
    return path


@pytest.mark.parametrize("what", WRITES)
def test_nothing_is_written_into_an_empty_mount_point(place: Any, root: Path, what: str) -> None:
    with pytest.raises(StorageError, match="is not there") as raised:
        WRITES[what](place, place.storage())

    assert raised.value.hint.startswith("A folder is there, but no storage was made in it: is its disk mounted? ")
    assert "studio init" in raised.value.hint
    assert list(root.iterdir()) == []


@pytest.mark.parametrize("what", WRITES)
def test_nothing_is_written_where_even_the_mount_point_is_gone(place: Any, root: Path, what: str) -> None:
    root.rmdir()

    with pytest.raises(StorageError, match="is not there") as raised:
        WRITES[what](place, place.storage())

    assert raised.value.hint.startswith("Is it mounted? ")
    assert not root.exists()


def test_reading_an_empty_mount_point_does_not_pass_for_a_storage_without_versions(place: Any, root: Path) -> None:
    catalog = place.storage().catalog

    with pytest.raises(StorageError, match="is not there"):
        catalog.projects()
    with pytest.raises(StorageError, match="is not there"):
        list(catalog.walk())

    assert list(root.iterdir()) == []


def test_a_mount_that_comes_back_is_as_it_was(place: Any) -> None:
    run = place.sealed()
    root, away = place.home / "storage", place.home / "away"
    root.rename(away)
    root.mkdir()
    with pytest.raises(StorageError):
        place.open()
    root.rmdir()
    away.rename(root)

    assert place.storage().runs("demo").names() == [run]
    assert place.reserve()[1] == 2


def test_a_founded_folder_is_a_storage(place: Any, root: Path) -> None:
    storage = place.storage()

    storage.found()
    storage.require()

    told = json.loads((root / ".studio" / "storage.json").read_text())
    assert told["format"] == 1
    assert len(told["id"]) == 32
    assert storage.catalog.projects() == []
    assert place.reserve()[1] == 1


def test_founding_again_changes_nothing(place: Any, root: Path) -> None:
    place.storage().found()
    before = (root / ".studio" / "storage.json").read_text()

    place.storage().found()

    assert (root / ".studio" / "storage.json").read_text() == before


def test_many_who_found_at_once_found_one(place: Any, root: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: place.storage().found(), range(16)))

    assert [path.name for path in (root / ".studio").iterdir()] == ["storage.json"]


def test_a_folder_that_is_not_there_cannot_be_founded(place: Any, root: Path) -> None:
    root.rmdir()

    with pytest.raises(StorageError, match="not there"):
        place.storage().found()


def test_a_storage_that_cannot_be_founded_says_why(place: Any, root: Path) -> None:
    with pytest.raises(StorageError):
        place.storage(disk=FaultyDisk(faults=[Fault("write", "*/storage.json", errno.EIO)])).found()

    place.storage().found()
    place.storage().require()


@pytest.mark.parametrize("way", ["require", "publish"])
def test_a_storage_of_before_there_were_marks_gets_one(place: Any, way: str) -> None:
    place.sealed()
    mark = place.home / "storage" / ".studio" / "storage.json"
    shutil.rmtree(mark.parent)

    if way == "require":
        place.storage().require()
    else:
        assert place.reserve()[1] == 2

    assert mark.is_file()


def test_reading_writes_no_mark(place: Any) -> None:
    place.sealed()
    shutil.rmtree(place.home / "storage" / ".studio")

    assert place.storage().catalog.projects() == ["demo"]
    assert len(list(place.storage().catalog.walk())) == 1

    assert not (place.home / "storage" / ".studio").exists()


def test_a_storage_of_before_that_may_not_be_marked_is_used_all_the_same(place: Any) -> None:
    place.sealed()
    shutil.rmtree(place.home / "storage" / ".studio")
    storage = place.storage(disk=FaultyDisk(faults=[Fault("write", "*/storage.json", errno.EACCES, times=99)]))

    assert place.reserve(storage)[1] == 2


def _unmark(place: Any) -> Path:
    shutil.rmtree(place.home / "storage" / ".studio")
    root: Path = place.home / "storage"
    return root


def _left_open(place: Any) -> None:
    place.open().close()


def _left_reserved(place: Any) -> None:
    place.reserve()[0].close()


def _given_up(place: Any) -> None:
    place.storage().undo.abandon(place.reserve()[0], "cancelled")


def _published_elsewhere(place: Any) -> None:
    place.sealed()
    (place.home / "storage" / "demo" / "sequences").rename(place.home / "elsewhere")


def _of_the_cache(place: Any) -> None:
    place.storage().cache.remember(Project(code="demo"))


LEFT: dict[str, Callable[[Any], None]] = {
    "an open run": _left_open,
    "a reserved run": _left_reserved,
    "a run that was given up": _given_up,
    "a version whose folder is not there": _published_elsewhere,
    "a memory of the site": _of_the_cache,
}


@pytest.mark.parametrize("left", LEFT)
def test_what_lies_below_a_mount_point_is_no_storage_of_before(place: Any, left: str) -> None:
    LEFT[left](place)
    root = _unmark(place)
    before = sorted(root.rglob("*"))

    with pytest.raises(StorageError, match="is not there") as raised:
        place.open()
    with pytest.raises(StorageError, match="is not there"):
        place.storage().catalog.projects()

    assert "studio init" in raised.value.hint
    assert sorted(root.rglob("*")) == before


def test_one_version_among_much_that_is_damaged_makes_a_storage_of_before(place: Any) -> None:
    _left_reserved(place)
    damaged = place.sealed()
    place.sealed()
    (record,) = (place.home / "storage/demo/.studio/runs" / damaged).glob("*/record.json")
    record.chmod(0o644)
    record.write_text("{")
    (place.home / "storage" / "aaa" / ".studio" / "runs" / "empty").mkdir(parents=True)
    _unmark(place)

    place.storage().require()

    assert (place.home / "storage" / ".studio" / "storage.json").is_file()


def test_who_looks_for_a_storage_of_before_reads_no_further_than_one_version(place: Any) -> None:
    for _ in range(3):
        place.sealed()
    _unmark(place)
    disk = FaultyDisk()
    read: list[str] = []
    disk.before = lambda operation, path: read.append(path.name) if operation == "read" else None

    place.storage(disk=disk).catalog.projects()

    assert read == ["record.json"]


def test_a_folder_of_something_else_is_no_storage(place: Any, root: Path) -> None:
    (root / "lost+found").mkdir()
    (root / "photos" / "2026").mkdir(parents=True)

    with pytest.raises(StorageError, match="is not there"):
        place.storage().require()


def test_the_mark_is_no_project(place: Any) -> None:
    place.sealed()

    assert place.storage().catalog.projects() == ["demo"]
