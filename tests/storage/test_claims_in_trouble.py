"""Claims when the artist interrupts, a bench is taken away, or one cannot be removed."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.faulty_disk import Fault, FaultyDisk

OLD = "20260101t000000000-aaaaaaaaaa"
OLDER = "20250101t000000000-bbbbbbbbbb"


def _beat(place: Any, run: str) -> Path:
    path: Path = place.home / "storage/demo/.studio/beats" / run
    return path


@pytest.mark.parametrize("change", range(6))
def test_an_interrupted_beginning_leaves_no_trace(place: Any, change: int) -> None:
    place.open().close()  # everything around it exists already
    before = {name: place.left(name) for name in ("runs", "beats", "staging")}
    counted = [0]

    def interrupt(operation: str, path: Path) -> None:
        if operation in {"open_new", "rename_folder"} and not path.name.startswith("clock"):
            counted[0] += 1
            if counted[0] == change + 1:
                raise KeyboardInterrupt

    storage = place.storage(disk=FaultyDisk(before=interrupt))
    try:
        claim = place.open(storage)
    except KeyboardInterrupt:
        assert {name: place.left(name) for name in before} == before
    else:
        claim.close()
        assert change >= 3, "opening a run writes its ballast, its beat and its record"


# -- signs of life


def test_who_lost_the_bench_gives_no_more_signs_of_life(place: Any) -> None:
    claim = place.open()
    shutil.rmtree(claim.bench)
    os.utime(_beat(place, claim.run), (1, 1))

    assert not claim.beat()

    assert _beat(place, claim.run).stat().st_mtime == 1
    claim.close()


def test_who_holds_the_bench_gives_signs_of_life(place: Any) -> None:
    claim = place.open()
    os.utime(_beat(place, claim.run), (1, 1))

    assert claim.beat()

    assert _beat(place, claim.run).stat().st_mtime > 1
    claim.close()


def test_the_background_thread_ends_with_its_bench(place: Any) -> None:
    claim = place.open(place.storage(lease_seconds=0.1))
    thread = claim._beating
    shutil.rmtree(claim.bench)

    thread.join(10)

    assert not thread.is_alive()
    claim.close()


def test_the_loser_of_a_takeover_does_not_speak_for_the_winner(place: Any, dead: int) -> None:
    loser = place.open(place.storage(pid=dead))
    winner = place.storage().claims("demo").take_over(loser.run)

    assert not loser.beat()
    assert winner.beat()

    loser.close()
    winner.close()


# -- sweeping


def _two_benches(place: Any, dead: int) -> None:
    storage = place.storage(pid=dead)
    for run in (OLD, OLDER):
        storage.runs("demo").bench(run, f"{storage.machine.myself('artist').mark}-0123")


@pytest.mark.parametrize("stuck", [OLD, OLDER])
def test_one_bench_that_cannot_be_removed_does_not_stop_the_sweep(
    place: Any, dead: int, stuck: str, caplog: Any
) -> None:
    _two_benches(place, dead)
    disk = FaultyDisk().fail(Fault("rmdir", f"*/staging/{stuck}.*", errno.EACCES, times=99))

    place.storage(disk=disk).claims("demo").sweep()

    assert [name.partition(".")[0] for name in place.left("staging")] == [stuck]
    assert "could not be swept" in caplog.text


def test_what_could_not_be_swept_goes_the_next_time(place: Any, dead: int) -> None:
    _two_benches(place, dead)
    disk = FaultyDisk().fail(Fault("rmdir", "*/staging/*", errno.EACCES))
    claims = place.storage(disk=disk).claims("demo")

    claims.sweep()
    assert len(place.left("staging")) == 1
    claims.sweep()

    assert place.left("staging") == []


def test_one_beat_that_cannot_be_removed_does_not_stop_the_sweep(place: Any) -> None:
    for run in (OLD, OLDER):
        place.storage().runs("demo").unsettle(run)
    disk = FaultyDisk().fail(Fault("unlink", f"*/beats/{OLDER}", errno.EACCES))

    place.storage(disk=disk).claims("demo").sweep()

    assert place.left("beats") == [OLDER]
