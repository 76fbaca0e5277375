"""Generations: a record is never changed, and of all who want to add the next generation one does."""

from __future__ import annotations

import errno
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from studio_tools.errors import ClaimLost, PublishError, StorageError, Tampered
from studio_tools.storage import RecordState
from studio_tools.testing.faulty_disk import Fault, FaultyDisk, its_own_winner, stale

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def record_path(place: Any, run: str, generation: int) -> Any:
    return place.home / "storage/demo/.studio/runs" / run / f"{generation:04}" / "record.json"


def test_a_run_begins_with_its_products_written_down(place: Any) -> None:
    claim = place.open()

    found = place.storage().runs("demo").load(claim.run)

    assert found == claim.record
    assert found.state is RecordState.OPEN
    assert found.generation == 1
    assert place.left("beats") == [claim.run]


def test_each_change_is_a_generation_of_its_own(place: Any) -> None:
    claim = place.open()

    claim.advance(lambda record: replace(record, state=RecordState.RESERVED))

    assert json.loads(record_path(place, claim.run, 1).read_text())["state"] == "OPEN"
    assert json.loads(record_path(place, claim.run, 2).read_text())["state"] == "RESERVED"


def test_an_unknown_run_is_none(storage: Any) -> None:
    assert storage.runs("demo").load("never") is None
    assert storage.runs("demo").names() == []
    assert storage.runs("demo").unsettled() == []


def test_of_many_who_add_the_same_generation_one_does(place: Any) -> None:
    runs = place.storage().runs("demo")
    run = place.open().run
    current = runs.load(run)

    def add(number: int) -> bool:
        bench = runs.bench(run, f"rival-{number}")
        return runs.add(replace(current, generation=2, nonce=f"n{number}", comment=str(number)), bench=bench)

    with ThreadPoolExecutor(16) as pool:
        won = [number for number, has_won in enumerate(pool.map(add, range(32))) if has_won]

    assert len(won) == 1
    assert runs.load(run).comment == str(won[0])


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTEMPTY, errno.ESTALE], ids=errno.errorcode.get)
def test_who_is_told_that_their_own_generation_exists_goes_on(place: Any, number: int) -> None:
    disk = FaultyDisk()
    claim = place.open(place.storage(disk=disk))
    disk.fail(its_own_winner("*/0002", number))

    claim.advance(lambda record: replace(record, state=RecordState.RESERVED))

    assert place.storage().runs("demo").load(claim.run).state is RecordState.RESERVED


def test_a_generation_that_could_not_be_added_is_an_error_and_not_a_lost_claim(place: Any) -> None:
    disk = FaultyDisk()
    claim = place.open(place.storage(disk=disk))
    disk.fail(Fault("rename_folder", "*/0002", errno.EIO))

    with pytest.raises(StorageError):
        claim.advance(lambda record: replace(record, state=RecordState.RESERVED))

    assert place.storage().runs("demo").load(claim.run).state is RecordState.OPEN


def test_stale_handles_while_reading_are_waited_out(place: Any) -> None:
    run = place.open().run
    disk = FaultyDisk(faults=[stale("read", "*/record.json", times=2), stale("scandir", "*", times=2)])

    assert place.storage(disk=disk).runs("demo").load(run) is not None


def test_a_generation_added_long_after_the_run_went_on_counts_for_nothing(place: Any) -> None:
    """A writer that slept through takeover and tidying finds its place free again."""
    storage = place.storage()
    runs, run = storage.runs("demo"), place.sealed(storage)
    newest = runs.load(run)

    bench = runs.bench(run, "sleeper")
    is_added = runs.add(replace(newest, generation=2, nonce="late", state=RecordState.COMMITTED), bench=bench)

    assert not is_added
    assert runs.load(run) == newest
    assert not record_path(place, run, 2).exists()


def test_a_settled_run_keeps_one_generation_and_nothing_else(place: Any) -> None:
    run = place.sealed()

    assert [path.name for path in record_path(place, run, 1).parent.parent.iterdir()] == ["0004"]
    assert place.left("beats") == []
    assert place.left("staging") == []


def test_settling_twice_is_settling_once(place: Any) -> None:
    run = place.sealed()

    place.storage().runs("demo").settle(run)

    assert place.storage().runs("demo").load(run).state is RecordState.SEALED


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": 1}', '{"format": 7}'], ids=repr)
def test_a_damaged_record_is_told_with_its_file(place: Any, content: str) -> None:
    run = place.sealed()
    record_path(place, run, 4).write_text(content)

    with pytest.raises(Tampered, match=run) as raised:
        place.storage().runs("demo").load(run)

    assert raised.value.details["path"].endswith("record.json")
    assert raised.value.exit_code == 42


def test_runs_are_listed_oldest_first(place: Any) -> None:
    made = [place.sealed() for _ in range(3)]

    assert place.storage().runs("demo").names() == sorted(made)
    assert [record.run for record in place.storage().runs("demo")] == sorted(made)


# -- amending


def retract(place: Any, run: str, **told: Any) -> Any:
    runs = place.storage().runs("demo")
    address = runs.load(run).addresses[0]
    return runs.retract(run, address, reason="wrong plate", by="boss", when=NOON, **told)


def test_a_retraction_is_appended_and_waits_to_be_told(place: Any) -> None:
    run = place.sealed()

    record = retract(place, run, replacement="demo/sq010/sh0010:render.main@v002")

    assert record.retractions[0].reason == "wrong plate"
    assert record.retractions[0].replacement == "demo/sq010/sh0010:render.main@v002"
    assert record.untold
    assert place.storage().runs("demo").unsettled() == [run]
    assert place.left("staging") == []


def test_the_same_reason_again_changes_nothing(place: Any) -> None:
    run = place.sealed()
    first = retract(place, run, replacement="demo/x:y.z@v002")

    assert retract(place, run) == first


def test_another_reason_is_appended_and_stands(place: Any) -> None:
    run = place.sealed()
    first = retract(place, run, replacement="demo/x:y.z@v002")
    (address,) = first.addresses
    runs = place.storage().runs("demo")
    runs.told(run, first.untold)

    second = runs.retract(run, address, reason="another", by="else", when=NOON)

    assert [gone.reason for gone in second.retractions] == ["wrong plate", "another"]
    assert [(gone.reason, gone.replacement, gone.by) for gone in second.untold] == [
        ("another", "demo/x:y.z@v002", "else")
    ]
    assert second.versions()[0].reason == "another"
    assert runs.unsettled() == [run]


def test_what_was_said_while_the_tracker_heard_the_first_is_still_to_be_told(place: Any) -> None:
    run = place.sealed()
    first = retract(place, run)
    runs = place.storage().runs("demo")
    second = runs.retract(run, first.addresses[0], reason="another", by="else", when=NOON)

    heard_first = runs.told(run, first.untold)
    heard_all = runs.told(run, second.untold)

    assert [gone.reason for gone in heard_first.untold] == ["another"]
    assert heard_all.untold == ()


def test_a_word_on_a_retraction_of_which_nobody_heard_yet_leaves_a_doubt(place: Any) -> None:
    """The tracker may be on its way to hear the first, and do so after the second."""
    run = place.sealed()
    first = retract(place, run)
    runs = place.storage().runs("demo")
    second = runs.retract(run, first.addresses[0], reason="another", by="else", when=NOON)

    runs.told(run, second.untold)

    assert (first.is_doubtful, second.is_doubtful) == (False, True)
    assert (first.amended, second.amended) == (frozenset(), {first.addresses[0]})
    assert place.left("beats") == [run]


def test_a_word_on_a_retraction_that_was_heard_leaves_no_doubt(place: Any) -> None:
    run = place.sealed()
    first = retract(place, run)
    runs = place.storage().runs("demo")
    runs.told(run, first.untold)

    second = runs.retract(run, first.addresses[0], reason="another", by="else", when=NOON)
    runs.told(run, second.untold)

    assert not second.is_doubtful
    assert place.left("beats") == []


def test_what_was_told_settles_the_run_again(place: Any) -> None:
    run = place.sealed()
    record = retract(place, run)

    place.storage().runs("demo").told(run, record.untold)

    assert place.storage().runs("demo").load(run).untold == ()
    assert place.left("beats") == []


def test_what_is_not_published_cannot_be_retracted(place: Any) -> None:
    claim, _ = place.reserve()

    with pytest.raises(PublishError, match="not published"):
        retract(place, claim.run)


def test_a_version_of_another_run_cannot_be_retracted_in_this_one(place: Any) -> None:
    run = place.sealed()

    with pytest.raises(PublishError):
        place.storage().runs("demo").retract(run, "demo/x:y.z@v001", reason="r", by="b", when=NOON)


def test_an_unknown_run_cannot_be_amended(storage: Any) -> None:
    with pytest.raises(PublishError, match="no run"):
        storage.runs("demo").note("never", "text")


def test_a_holder_goes_on_from_what_others_amended(place: Any) -> None:
    claim = place.committed()
    retract(place, claim.run)

    claim.advance(lambda record: replace(record, state=RecordState.SEALED, claim="", owner=None))

    found = place.storage().runs("demo").load(claim.run)
    assert found.state is RecordState.SEALED
    assert len(found.retractions) == 1


def test_a_retraction_met_while_settling_is_not_forgotten(place: Any) -> None:
    claim = place.committed()
    claim.advance(lambda record: replace(record, state=RecordState.SEALED, claim="", owner=None))
    retract(place, claim.run)

    claim.settle()

    assert place.storage().runs("demo").unsettled() == [claim.run]


def test_many_notes_at_once_are_all_kept(place: Any) -> None:
    run = place.sealed()
    runs = place.storage().runs("demo")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: runs.note(run, f"note {number}"), range(24)))

    assert sorted(runs.load(run).notes) == sorted(f"note {number}" for number in range(24))
    assert place.left("staging") == []


def test_an_amendment_whose_bench_is_swept_is_made_again(place: Any) -> None:
    run = place.sealed()
    swept: list[str] = []

    def sweep(operation: str, path: Any) -> None:
        if operation == "rename_folder" and path.name == "0005" and not swept:
            swept.append(path.name)
            place.storage().runs("demo").settle(run)

    record = place.storage(disk=FaultyDisk(before=sweep)).runs("demo").note(run, "kept")

    assert swept
    assert record.notes == ("kept",)


def test_endless_change_ends_in_an_error(place: Any) -> None:
    run = place.sealed()
    storage = place.storage()

    def quicker(operation: str, path: Any) -> None:
        if operation == "rename_folder" and path.parent.name == run:
            storage.runs("demo").note(run, "quicker")

    with pytest.raises(ClaimLost, match="too quickly"):
        place.storage(disk=FaultyDisk(before=quicker)).runs("demo").note(run, "slower")


def test_a_generation_that_others_built_upon_at_once_was_added(place: Any) -> None:
    """Between our rename and our look somebody appends to what we wrote: ours stands, and is not added again."""
    run = place.sealed()
    built: list[str] = []

    def build(operation: str, path: Any) -> None:
        if operation == "sync_folder" and path.name == run and not built:
            built.append(run)
            place.storage().runs("demo").note(run, "on top")

    place.storage(disk=FaultyDisk(before=build)).runs("demo").note(run, "first")

    assert place.storage().runs("demo").load(run).notes == ("first", "on top")
