"""Handing a run over: the next holder takes it from one who lives, and of all who try one wins."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from studio_tools.errors import ClaimLost, StorageError
from studio_tools.storage import RecordState
from studio_tools.storage.claims import ADOPTED, Claim
from studio_tools.testing.faulty_disk import Crashed, FaultyDisk

DEAD = 1 << 23


def adopt(place: Any, held: Claim, *, pid: int | None = None, **changed: Any) -> Claim | None:
    """Take a run as an order names it that was written now."""
    named = {"claim": held.record.claim, "generation": held.record.generation, **changed}
    return place.storage(pid=pid).claims("demo").adopt(held.run, **named)  # type: ignore[no-any-return]


def test_a_run_is_taken_from_a_holder_who_lives(place: Any) -> None:
    old, number = place.reserve()

    new = adopt(place, old)

    assert new is not None
    assert (new.record.state, new.record.epoch) == (RecordState.RESERVED, 2)
    assert new.record.products[0].number == number
    assert new.record.claim != old.record.claim


def test_who_handed_a_run_over_can_add_nothing_to_it(place: Any) -> None:
    old, _ = place.reserve()
    adopt(place, old)

    with pytest.raises(ClaimLost):
        old.advance(lambda record: replace(record, state=RecordState.FILLED))


def test_what_the_holder_prepared_moves_along(place: Any) -> None:
    old, _ = place.reserve()
    (old.bench / "stage").mkdir()
    (old.bench / "stage" / "a.txt").write_text("a")

    new = adopt(place, old)

    assert new is not None
    assert (new.bench / ADOPTED / "stage" / "a.txt").read_text() == "a"
    assert not old.bench.exists()


def test_other_benches_of_the_run_are_kept_apart_from_it(place: Any) -> None:
    old, _ = place.reserve()
    runs = place.storage().runs("demo")
    stray = runs.bench(old.run, "amend-somebody")
    (stray / "mark").touch()

    new = adopt(place, old)

    assert new is not None
    assert not (new.bench / ADOPTED / "mark").exists()
    assert not stray.exists()


def test_an_order_is_void_once_the_run_went_on(place: Any) -> None:
    old, _ = place.reserve()
    generation = old.record.generation
    old.advance(lambda record: record)

    assert adopt(place, old, generation=generation) is None
    assert old.refresh().epoch == 1


def test_an_order_that_names_another_claim_is_void(place: Any) -> None:
    old, _ = place.reserve()

    assert adopt(place, old, claim="somebody-else") is None


def test_a_run_that_is_not_there_cannot_be_taken(place: Any) -> None:
    old, _ = place.reserve()
    place.storage().undo.abandon(old, "cancelled")

    assert adopt(place, old) is None
    assert place.storage().claims("demo").adopt("no-such-run", claim="c", generation=1) is None


def test_nothing_is_left_by_who_came_too_late(place: Any) -> None:
    old, _ = place.reserve()
    first, generation, name = old.record, old.record.generation, old.record.claim
    adopt(place, old)
    benches = place.storage().runs("demo").benches(old.run)

    assert adopt(place, old, claim=name, generation=generation) is None
    assert place.storage().runs("demo").benches(old.run) == benches
    assert first.epoch == 1


def test_a_holder_who_takes_it_back_first_keeps_it(place: Any) -> None:
    """The worker has looked at the record, and the holder is quicker to the next generation."""
    old, _ = place.reserve()
    done = threading.Event()

    def before(operation: str, path: Any) -> None:
        if operation == "rename_folder" and path.parent.name == old.run and not done.is_set():
            done.set()
            old.advance(lambda record: record)

    storage = place.storage(disk=FaultyDisk(before=before))
    taken = storage.claims("demo").adopt(old.run, claim=old.record.claim, generation=old.record.generation)

    assert done.is_set()
    assert taken is None
    assert old.refresh().epoch == 1
    assert old.bench.exists()


def test_of_many_who_carry_out_the_same_order_one_wins(place: Any) -> None:
    for _ in range(5):
        old, _ = place.reserve()
        order = {"claim": old.record.claim, "generation": old.record.generation}
        start = threading.Barrier(4)

        def race(run: str = old.run, order: dict[str, Any] = order, start: threading.Barrier = start) -> Claim | None:
            start.wait()
            return place.storage().claims("demo").adopt(run, **order)  # type: ignore[no-any-return]

        with ThreadPoolExecutor(4) as pool:
            won = [found.result() for found in [pool.submit(race) for _ in range(4)]]

        assert len([claim for claim in won if claim is not None]) == 1


def test_the_space_that_was_kept_for_giving_up_is_handed_over(place: Any) -> None:
    old, _ = place.reserve()
    new = adopt(place, old)
    assert new is not None

    assert new.drop_ballast()
    assert not new.drop_ballast()


def test_the_next_holder_gives_signs_of_life(place: Any) -> None:
    old, _ = place.reserve(place.storage(pid=DEAD))
    new = adopt(place, old)
    assert new is not None

    assert place.storage().claims("demo").is_held(new.record)
    assert place.storage().claims("demo").silence(old.run) < 60
    assert place.storage().claims("demo").take_over(old.run) is None


def test_the_signs_of_life_of_who_handed_it_over_end_by_themselves(place: Any) -> None:
    old, _ = place.reserve()
    adopt(place, old)

    assert old.beat() is False


@pytest.mark.parametrize("change", range(16))
def test_whoever_dies_while_taking_a_run_leaves_it_to_a_resume(place: Any, change: int) -> None:
    old, _ = place.reserve(place.storage(pid=DEAD))
    disk = FaultyDisk(crash_at=change)
    claims = place.storage(pid=DEAD, disk=disk).claims("demo")
    try:
        taken = claims.adopt(old.run, claim=old.record.claim, generation=old.record.generation)
    except Crashed:
        taken = None
    if taken is not None:
        taken.close()
    disk.is_dead = True

    found = place.storage().claims("demo").take_over(old.run)

    assert found is not None
    assert found.record.state is RecordState.RESERVED
    place.storage().undo.abandon(found, "left")
    assert place.storage().runs("demo").benches(old.run) == []


def test_whoever_loses_while_they_prepare_has_lost_and_not_failed(place: Any) -> None:
    """The winner takes every bench of the run along, also one that was made and not opened to the group yet."""
    old, _ = place.reserve()
    named = {"claim": old.record.claim, "generation": old.record.generation}
    won: list[Claim | None] = []

    def before(operation: str, path: Any) -> None:
        if operation == "chmod" and path.parent.name == "staging" and path.name.startswith(old.run) and not won:
            won.append(place.storage().claims("demo").adopt(old.run, **named))

    late = place.storage(disk=FaultyDisk(before=before)).claims("demo").adopt(old.run, **named)

    assert late is None
    (winner,) = won
    assert winner is not None
    assert winner.refresh().epoch == 2
    assert place.storage().runs("demo").benches(old.run) == [winner.bench]


def test_an_amendment_goes_on_when_its_bench_is_taken_while_it_is_made(place: Any) -> None:
    old, _ = place.reserve()
    named = {"claim": old.record.claim, "generation": old.record.generation}
    won: list[Claim | None] = []

    def before(operation: str, path: Any) -> None:
        if operation == "chmod" and path.parent.name == "staging" and path.name.startswith(old.run) and not won:
            won.append(place.storage().claims("demo").adopt(old.run, **named))

    place.storage(disk=FaultyDisk(before=before)).runs("demo").note(old.run, "seen")

    (winner,) = won
    assert winner is not None
    assert winner.refresh().notes == ("seen",)


def test_a_staging_that_is_gone_is_no_lost_race(place: Any) -> None:
    old, _ = place.reserve()
    staging = place.storage().layout.staging("demo")

    def before(operation: str, path: Any) -> None:
        if operation == "mkdir" and path.parent == staging:
            staging.rename(staging.with_name("away"))

    with pytest.raises(StorageError):
        place.storage(disk=FaultyDisk(before=before)).runs("demo").note(old.run, "seen")
