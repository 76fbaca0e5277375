"""A rename that was won, and whose flush failed, is no lost claim: whose id is inside tells."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.storage import RecordState
from studio_tools.testing.faulty_disk import Fault, FaultyDisk


def _unflushed(run: str = "*", times: int = 1) -> Fault:
    return Fault("sync_folder", f"*/runs/{run}", errno.EIO, times=times)


def test_a_generation_that_could_not_be_flushed_is_added_once(place: Any, caplog: Any) -> None:
    disk = FaultyDisk()
    claim = place.open(place.storage(disk=disk))
    disk.fail(_unflushed(claim.run))

    record = claim.advance(lambda record: replace(record, attempts=record.attempts + 1))

    assert (record.generation, record.attempts) == (2, 1)
    assert place.storage().runs("demo").load(claim.run) == record
    assert "may not be on the disk" in caplog.text


def test_a_commit_that_could_not_be_flushed_is_a_commit(place: Any) -> None:
    disk = FaultyDisk()
    claim, _ = place.reserve(place.storage(disk=disk))
    disk.fail(_unflushed(claim.run))

    claim.advance(lambda record: replace(record, state=RecordState.COMMITTED))

    assert claim.record.state is RecordState.COMMITTED
    assert claim.record.generation == 3


def test_a_run_that_could_not_be_flushed_is_open(place: Any) -> None:
    place.open().close()

    claim = place.open(place.storage(disk=FaultyDisk(faults=[_unflushed("20*", times=9)])))

    assert place.storage().runs("demo").load(claim.run).claim == claim.record.claim
    assert claim.beat()
    claim.close()


def test_a_run_that_could_not_be_flushed_is_taken_over(place: Any, dead: int) -> None:
    run = place.open(place.storage(pid=dead)).run

    taken = place.storage(disk=FaultyDisk(faults=[_unflushed(run)])).claims("demo").take_over(run)

    assert taken is not None
    assert place.storage().runs("demo").load(run).claim == taken.record.claim
    assert taken.beat()
    taken.close()


def test_a_flush_that_fails_after_somebody_elses_win_is_not_ours(place: Any) -> None:
    """The rename itself failed, and what stands there is another's: that is a lost race, not a won one."""
    old = place.open()
    disk = FaultyDisk().fail(Fault("rename_folder", "*/0002", errno.EIO))
    mine = place.storage(disk=disk).runs("demo")

    def first(operation: str, path: Path) -> None:
        if operation == "rename_folder" and path.name == "0002" and old.record.generation == 1:
            old.advance(lambda record: replace(record, comment="theirs"))

    disk.before = first
    mine.note(old.run, "mine")

    found = place.storage().runs("demo").load(old.run)
    assert (found.comment, found.notes, found.generation) == ("theirs", ("mine",), 3)
    old.close()


def _broken_after(place: Any, name: str) -> Any:
    """A storage that breaks for good once a generation of that name stands."""
    disk = FaultyDisk()
    path = f"*/{name}/record.json"

    def break_after(operation: str, target: Path) -> None:
        if operation == "rename_folder" and target.name == name:
            disk.fail(Fault("read", path, errno.EIO))

    disk.before = break_after
    return place.storage(disk=disk)


def test_a_run_that_was_opened_and_could_not_be_read_is_given_back(place: Any) -> None:
    with pytest.raises(StorageError):
        place.open(_broken_after(place, "0001"))

    (run,) = place.storage().runs("demo").names()
    assert place.storage().runs("demo").load(run).owner is None, "whoever resumes drops it at once"
    assert place.left("beats") == [run]
    assert place.left("staging") == []


def test_a_run_that_was_taken_and_could_not_be_read_is_given_back(place: Any, dead: int) -> None:
    old = place.open(place.storage(pid=dead))

    with pytest.raises(StorageError):
        _broken_after(place, "0002").claims("demo").take_over(old.run)

    found = place.storage().runs("demo").load(old.run)
    assert found.owner is None
    assert found.epoch == 2
    assert place.storage().claims("demo").take_over(old.run) is not None


@pytest.mark.parametrize("path", ["*/main", "*/render.main"], ids=["folder", "entry"])
def test_a_number_that_could_not_be_flushed_is_given_back_for_good(place: Any, path: str) -> None:
    place.sealed()
    storage = place.storage(disk=FaultyDisk(faults=[Fault("sync_folder", path, errno.EIO)]))
    claim = place.open(storage)
    with pytest.raises(StorageError):
        storage.numbers.reserve(claim.record.products[0].key, run=claim.run, bench=claim.bench)

    storage.undo.abandon(claim, "could not be flushed")

    assert place.folders() == ["v001"]
    assert place.reserve()[1] == 3
