"""Claims: who may go on with a run, signs of life by the file server's clock, and fencing out whoever slept."""

from __future__ import annotations

import errno
import gc
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import ClaimLost, StorageError
from studio_tools.storage import RecordState
from studio_tools.testing.faulty_disk import Fault, FaultyDisk

DEAD = 1 << 23


def beat_path(place: Any, run: str) -> Path:
    return place.home / "storage/demo/.studio/beats" / run


def age(place: Any, run: str, seconds: float) -> None:
    """Make the owner's last sign of life that much older."""
    then = time.time() - seconds
    os.utime(beat_path(place, run), (then, then))


def elsewhere(place: Any, run: str) -> None:
    """Pretend that the run is held on another machine, of which nothing is known from here."""
    place.storage().runs("demo").amend(
        run, lambda record: replace(record, owner=replace(record.owner, machine="another"))
    )


def test_a_run_of_somebody_alive_is_left_alone(place: Any) -> None:
    run = place.open().run

    assert place.storage().claims("demo").take_over(run) is None


def test_a_run_of_a_dead_process_is_taken_over_at_once(place: Any) -> None:
    old = place.open(place.storage(pid=DEAD))

    new = place.storage().claims("demo").take_over(old.run)

    assert new is not None
    assert new.record.epoch == 2
    assert new.record.owner.pid == os.getpid()


def test_a_run_that_was_given_back_is_taken_over_at_once(place: Any) -> None:
    claim = place.committed()
    claim.release(lambda record: replace(record, reason="the site is away"))

    new = place.storage().claims("demo").take_over(claim.run)

    assert new is not None
    assert new.record.reason == "the site is away"


def test_a_run_given_back_leaves_nothing_in_staging(place: Any) -> None:
    claim = place.committed()

    claim.release()

    assert place.left("staging") == []
    assert place.left("beats") == [claim.run]


def test_another_machine_is_waited_for_until_its_lease_is_over(place: Any) -> None:
    run = place.open().run
    elsewhere(place, run)
    claims = place.storage(lease_seconds=120.0).claims("demo")

    age(place, run, 100)
    assert claims.take_over(run) is None

    age(place, run, 140)
    assert claims.take_over(run) is not None


def test_a_living_process_that_was_silent_for_a_lease_has_lost_its_run(place: Any) -> None:
    run = place.open().run

    age(place, run, 1000)

    assert place.storage().claims("demo").take_over(run) is not None


def test_only_the_file_servers_clock_counts(place: Any) -> None:
    """A server an hour ahead of this machine: beats and probe are both of its time."""
    ahead = time.time() + 3600

    class ServerAhead(FaultyDisk):
        def touch(self, path: Path) -> None:
            self.inner.touch(path)
            os.utime(path, (ahead, ahead))

    claims = place.storage(disk=ServerAhead(), lease_seconds=60.0).claims("demo")
    run = place.open().run
    os.utime(beat_path(place, run), (ahead - 30, ahead - 30))
    assert -1 < claims.silence(run) - 30 < 1
    assert claims.is_held(claims.runs.load(run))

    os.utime(beat_path(place, run), (ahead - 61, ahead - 61))
    assert not claims.is_held(claims.runs.load(run))


def test_a_run_without_a_beat_was_never_heard_of(place: Any) -> None:
    assert place.storage().claims("demo").silence("never") == float("inf")


def test_of_two_takers_one_takes(place: Any) -> None:
    run = place.open(place.storage(pid=DEAD)).run

    def take(_: int) -> bool:
        return place.storage().claims("demo").take_over(run) is not None

    for _ in range(3):
        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(take, range(16))) == 1
        place.storage().runs("demo").amend(run, lambda record: replace(record, owner=None))


def test_taking_over_competes_with_progress_for_one_rename(place: Any) -> None:
    old = place.open(place.storage(pid=DEAD))

    def progress(operation: str, path: Path) -> None:
        if operation == "rename_folder" and path.name == "0002" and old.record.generation == 1:
            old.advance(lambda record: replace(record, state=RecordState.RESERVED))

    taken = place.storage(disk=FaultyDisk(before=progress)).claims("demo").take_over(old.run)

    assert taken is None
    assert place.storage().runs("demo").load(old.run).state is RecordState.RESERVED
    assert old.bench.is_dir(), "who lost the race takes nothing away"


def test_a_suspended_owner_that_wakes_finds_its_claim_lost(place: Any) -> None:
    old = place.open(place.storage(pid=DEAD))
    place.storage().claims("demo").take_over(old.run)

    with pytest.raises(ClaimLost):
        old.advance(lambda record: replace(record, state=RecordState.COMMITTED))
    with pytest.raises(ClaimLost):
        old.refresh()

    assert place.storage().runs("demo").load(old.run).state is RecordState.OPEN


def test_a_suspended_owner_has_lost_what_it_prepared(place: Any) -> None:
    """It cannot even rename a folder it had prepared: the taker took its bench away before anything else."""
    old = place.open(place.storage(pid=DEAD))
    (old.bench / "prepared").mkdir()

    new = place.storage().claims("demo").take_over(old.run)

    assert not old.bench.exists()
    assert (new.bench / "former-0" / "prepared").is_dir() or (new.bench / "former-1" / "prepared").is_dir()


def test_a_claim_lost_after_tidying_is_still_lost(place: Any) -> None:
    old = place.committed(place.storage(pid=DEAD))
    new = place.storage().claims("demo").take_over(old.run)
    new.advance(lambda record: replace(record, state=RecordState.SEALED, claim="", owner=None))
    new.settle()

    with pytest.raises(ClaimLost):
        old.advance(lambda record: replace(record, state=RecordState.ABANDONED))

    assert place.storage().runs("demo").load(old.run).state is RecordState.SEALED


# -- opening


@pytest.mark.parametrize("change", range(12))
def test_a_run_that_could_not_begin_leaves_no_trace(place: Any, change: int) -> None:
    place.open().close()  # everything around it exists already
    before = {name: place.left(name) for name in ("runs", "beats", "staging")}
    counted = [0]

    def fail(operation: str, path: Path) -> None:
        if operation in {"mkdir", "open_new", "rename_folder"}:
            counted[0] += 1
            if counted[0] == change + 1:
                raise OSError(errno.EIO, os.strerror(errno.EIO))

    try:
        place.open(place.storage(disk=FaultyDisk(before=fail)))
    except StorageError:
        assert {name: place.left(name) for name in before} == before


# -- signs of life


def test_signs_of_life_are_given_in_the_background(place: Any) -> None:
    claim = place.open(place.storage(lease_seconds=0.2))
    age(place, claim.run, 1000)

    deadline = time.monotonic() + 60
    while place.storage().claims("demo").silence(claim.run) > 500 and time.monotonic() < deadline:
        os.sched_yield()

    assert place.storage().claims("demo").silence(claim.run) < 500
    claim.close()


def test_a_closed_claim_is_silent(place: Any) -> None:
    claim = place.open()
    claim.close()
    claim.close()

    assert claim._beating is None


def test_a_forgotten_claim_stops_by_itself(place: Any) -> None:
    claim = place.open()
    thread = claim._beating
    assert thread is not None
    assert thread.is_alive()

    del claim
    gc.collect()
    thread.join(10)

    assert not thread.is_alive()


def test_a_beat_that_cannot_be_given_is_no_error_of_the_publish(place: Any, caplog: Any) -> None:
    disk = FaultyDisk()
    claim = place.open(place.storage(disk=disk, lease_seconds=0.1))
    disk.fail(Fault("touch", "*/beats/*", errno.EIO, times=99))

    deadline = time.monotonic() + 60
    while not caplog.records and time.monotonic() < deadline:
        os.sched_yield()
    claim.close()

    assert "no sign of life" in caplog.text


# -- sweeping


def test_what_the_dead_left_in_staging_is_swept_at_once(place: Any) -> None:
    storage = place.storage(pid=DEAD)
    runs = storage.runs("demo")
    runs.bench("20260101t000000000-aaaaaaaaaa", f"{storage.machine.myself('artist').mark}-0123")
    runs.bench("20260101t000000000-aaaaaaaaaa", f"amend-{storage.machine.myself('artist').mark}-0123")

    place.storage().claims("demo").sweep()

    assert place.left("staging") == []


def test_what_the_living_prepare_is_not_swept(place: Any) -> None:
    claim = place.open()
    runs = place.storage().runs("demo")
    runs.bench("20260101t000000000-aaaaaaaaaa", f"amend-{runs.mark()}-0123")

    place.storage().claims("demo").sweep()

    assert len(place.left("staging")) == 2
    assert claim.bench.is_dir()


def test_what_nobody_can_be_asked_about_is_swept_after_a_lease(place: Any) -> None:
    bench = place.storage().runs("demo").bench("20260101t000000000-aaaaaaaaaa", "elsewhere-1-1-0123")
    claims = place.storage(lease_seconds=60.0).claims("demo")

    claims.sweep()
    assert bench.is_dir()

    then = time.time() - 61
    os.utime(bench, (then, then))
    claims.sweep()
    assert not bench.exists()


def test_a_beat_of_a_run_that_never_began_is_swept(place: Any) -> None:
    place.storage().runs("demo").unsettle("20260101t000000000-aaaaaaaaaa")
    place.storage().runs("demo").ensure("20260101t000000000-aaaaaaaaaa")

    place.storage().claims("demo").sweep()

    assert place.left("beats") == []
    assert place.left("runs") == []
