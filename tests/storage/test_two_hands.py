"""One hand retracts while another settles, and either may die anywhere: what is to be told is never forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StudioError
from studio_tools.testing.faulty_disk import CHANGES, Crashed, FaultyDisk

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
Hand = Callable[[Any, str], object]


def retract(storage: Any, run: str) -> None:
    runs = storage.runs("demo")
    runs.retract(run, runs.load(run).addresses[0], reason="wrong plate", by="boss", when=NOON)


def settle(storage: Any, run: str) -> None:
    storage.runs("demo").settle(run)


def sweep(storage: Any, _: str) -> None:
    storage.claims("demo").sweep()


def take_over(storage: Any, run: str) -> None:
    claim = storage.claims("demo").take_over(run)
    if claim is not None:
        claim.release()


class Table:
    """Fresh copies of a storage with one sealed run, and two processes at it."""

    def __init__(self, place: Any, dead: int) -> None:
        self.place, self.dead = place, dead
        self.run = place.sealed()
        self.kept = place.home / "kept"
        shutil.copytree(place.home / "storage", self.kept)

    def fresh(self) -> None:
        shutil.rmtree(self.place.home / "storage")
        shutil.copytree(self.kept, self.place.home / "storage")

    def alone(self, hand: Hand) -> tuple[int, int]:
        """How many operations, and how many changes, a hand makes alone."""
        self.fresh()
        operations: list[str] = []
        disk = FaultyDisk(before=lambda operation, path: operations.append(operation))
        hand(self.place.storage(disk=disk, pid=self.dead), self.run)
        return len(operations), sum(operation in CHANGES for operation in operations)

    def play(self, outer: Hand, inner: Hand, *, at: int, inner_dies: int | None, outer_dies: int | None) -> None:
        """*inner* acts before the operation *at* of *outer*; each dies at its change of that number, or not at all."""
        self.fresh()
        count = [0]

        def meanwhile(operation: str, path: Path) -> None:
            count[0] += 1
            if count[0] == at + 1:
                disk = FaultyDisk(crash_at=inner_dies, is_after=True)
                with suppress(Crashed, StudioError):
                    inner(self.place.storage(disk=disk, pid=self.dead), self.run)
                if outer_dies is not None:
                    first.crash_at = len(first.changes) + outer_dies

        first = FaultyDisk(before=meanwhile, is_after=True)
        with suppress(Crashed, StudioError):
            outer(self.place.storage(disk=first, pid=self.dead), self.run)

    def judge(self, words: str) -> None:
        """Whoever comes next finds what is to be told, and nothing else; doing it again changes nothing."""
        storage = self.place.storage()
        runs = storage.runs("demo")
        is_done = runs.load(self.run).is_done
        assert is_done or runs.unsettled() == [self.run], f"forgotten: {words}"
        for _ in range(2):
            if is_done:
                for run in runs.unsettled():
                    runs.settle(run)
            storage.claims("demo").sweep()
        assert runs.unsettled() == ([] if is_done else [self.run]), words
        assert self.place.left("beats") == ([] if is_done else [self.run]), words
        assert self.place.left("staging") == [], words
        assert runs.load(self.run).is_done == is_done


@pytest.fixture
def table(place: Any, dead: int) -> Table:
    return Table(place, dead)


def deaths(most: int, step: int) -> Iterator[int | None]:
    yield None
    yield from range(0, most, step)


HANDS = [
    pytest.param(retract, settle, id="settled in a retraction"),
    pytest.param(settle, retract, id="retracted in a settling"),
    pytest.param(settle, settle, id="settled in a settling"),
    pytest.param(retract, sweep, id="swept in a retraction"),
    pytest.param(sweep, retract, id="retracted in a sweep"),
    pytest.param(retract, take_over, id="taken over in a retraction"),
    pytest.param(retract, retract, id="retracted in a retraction"),
]


def play_all(table: Table, outer: Hand, inner: Hand, *, step: int) -> None:
    operations, _ = table.alone(outer)
    _, changes = table.alone(inner)
    for at in range(0, operations, step):
        for inner_dies in deaths(changes, step * 2 - 1):
            for outer_dies in (None, 0, 1, 3):
                table.play(outer, inner, at=at, inner_dies=inner_dies, outer_dies=outer_dies)
                table.judge(f"at {at}, the inner dies at {inner_dies}, the outer at {outer_dies}")


@pytest.mark.parametrize(("outer", "inner"), HANDS)
def test_a_retraction_is_never_forgotten(table: Table, outer: Hand, inner: Hand) -> None:
    play_all(table, outer, inner, step=11)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("outer", "inner"), HANDS[:5])
def test_a_retraction_is_never_forgotten_whoever_dies_wherever(table: Table, outer: Hand, inner: Hand) -> None:
    play_all(table, outer, inner, step=1)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("outer", "inner"), HANDS[5:])
def test_two_who_keep_a_retraction_may_die_nearly_anywhere(table: Table, outer: Hand, inner: Hand) -> None:
    play_all(table, outer, inner, step=4)


def test_a_retractor_that_died_before_it_could_say_so_is_found(table: Table) -> None:
    """It died between the generation and the beat, which somebody had taken away: its bench tells."""
    disk = FaultyDisk()

    def die(operation: str, path: Path) -> None:
        if operation == "sync_folder" and path.name == table.run:
            (table.place.home / "storage/demo/.studio/beats" / table.run).unlink()
            disk.is_dead = True

    disk.before = die
    with pytest.raises(Crashed):
        retract(table.place.storage(disk=disk, pid=table.dead), table.run)

    assert table.place.left("beats") == []
    assert table.place.storage().runs("demo").unsettled() == [table.run]
    table.judge("the beat was taken away")


def test_a_settler_that_lost_its_bench_takes_no_beat(table: Table) -> None:
    """It slept with its bench; another settled, somebody retracted. Its beat stays where it is."""
    done: list[str] = []

    def sleep(operation: str, path: Path) -> None:
        if operation == "rename" and path.name == "beat" and not done:
            done.append(path.name)
            settle(table.place.storage(), table.run)
            retract(table.place.storage(), table.run)

    table.place.storage().runs("demo").unsettle(table.run)
    settle(table.place.storage(disk=FaultyDisk(before=sleep)), table.run)

    assert done
    assert table.place.left("beats") == [table.run]


def test_what_a_settler_takes_away_is_never_half_a_record(table: Table) -> None:
    """A settler empties a bench while its owner is about to rename what it prepared: it is fenced out first."""
    acted: list[str] = []

    def settle_now(operation: str, path: Path) -> None:
        if operation == "unlink" and path.name == "record.json" and not acted:
            acted.append(path.name)
            storage = table.place.storage()
            assert storage.runs("demo").load(table.run) is not None
            assert all("amend-" in name for name in table.place.left("staging"))
            assert not (amender / path.parent.name).exists(), "its owner could rename it half emptied"

    runs = table.place.storage().runs("demo")
    amender = runs.bench(table.run, f"amend-{runs.mark()}-0123")
    (amender / "record-0123").mkdir()
    (amender / "record-0123" / "record.json").write_text("{}")
    settle(table.place.storage(disk=FaultyDisk(before=settle_now)), table.run)

    assert acted
    assert table.place.left("staging") == []


def test_a_refused_amendment_leaves_no_trace(table: Table) -> None:
    def refuse(record: Any) -> Any:
        raise StudioError("no")

    with pytest.raises(StudioError, match="no"):
        table.place.storage().runs("demo").amend(table.run, refuse)

    assert table.place.left("staging") == []
    assert table.place.left("beats") == []


def test_a_note_on_a_settled_run_leaves_it_settled(table: Table) -> None:
    runs = table.place.storage().runs("demo")

    runs.note(table.run, "seen")

    assert runs.unsettled() == []
    assert runs.load(table.run).notes == ("seen",)
