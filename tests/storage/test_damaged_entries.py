"""A damaged entry of the ledger keeps its number taken, and keeps nobody from ending well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import Tampered
from studio_tools.model import ProductKey, VersionStatus
from studio_tools.storage import RecordState
from studio_tools.testing.faulty_disk import Crashed, FaultyDisk

DAMAGE = ["", "{", '{"run"', "[]", "null", "{}", '{"address": "demo"}', '"text"']


def entry(storage: Any, key: ProductKey, number: int = 1) -> Path:
    found: Path = storage.layout.ledger(key) / f"v{number:03}" / "entry.json"
    return found


def damage(path: Path, text: str) -> None:
    path.chmod(0o664)
    path.write_text(text)


@pytest.mark.parametrize("text", DAMAGE, ids=repr)
def test_a_run_with_a_damaged_entry_is_abandoned_all_the_same(
    place: Any, storage: Any, key: ProductKey, text: str
) -> None:
    claim, number = place.reserve()
    damage(entry(storage, key), text)

    storage.undo.abandon(claim, "cancelled")

    assert place.folders() == []
    assert place.left("beats") == []
    assert storage.runs("demo").load(claim.run).state is RecordState.ABANDONED
    assert json.loads(entry(storage, key).read_text()) == {"run": claim.run, "address": key.address(number)}
    assert [found.status for found in storage.catalog.versions(key, all=True)] == [VersionStatus.ABANDONED]
    assert list(storage.catalog.damaged("demo")) == []


@pytest.mark.parametrize("text", DAMAGE, ids=repr)
def test_the_number_of_a_damaged_entry_is_never_given_again(
    place: Any, storage: Any, key: ProductKey, text: str
) -> None:
    claim, _ = place.reserve()
    damage(entry(storage, key), text)
    storage.undo.abandon(claim, "cancelled")

    assert place.reserve()[1] == 2


@pytest.mark.parametrize("text", DAMAGE, ids=repr)
def test_a_number_that_was_won_and_not_recorded_is_given_back_though_its_entry_is_damaged(
    place: Any, storage: Any, key: ProductKey, text: str
) -> None:
    claim = place.open()
    storage.numbers.reserve(key, run=claim.run, bench=claim.bench)
    damage(entry(storage, key), text)

    storage.undo.abandon(claim, "died")

    assert place.folders() == []
    assert place.reserve()[1] == 2


def test_an_entry_that_is_gone_is_written_anew(place: Any, storage: Any, key: ProductKey) -> None:
    claim, _ = place.reserve()
    entry(storage, key).unlink()

    storage.undo.abandon(claim, "cancelled")

    assert storage.ledger.run(key, 1) == claim.run
    assert place.reserve()[1] == 2


def test_an_entry_of_another_run_is_not_mended(place: Any, storage: Any, key: ProductKey) -> None:
    run = place.sealed()
    claim = place.open()

    storage.ledger.mend(key, 1, run=claim.run, bench=claim.bench)

    assert storage.ledger.run(key, 1) == run
    claim.close()


def test_a_committed_version_with_a_damaged_entry_is_told_and_not_mended_by_anybody(
    place: Any, storage: Any, key: ProductKey
) -> None:
    place.sealed()
    damage(entry(storage, key), "{")

    with pytest.raises(Tampered):
        storage.ledger.run(key, 1)
    assert [(number, path.name) for _, number, path in storage.catalog.damaged("demo")] == [(1, "v001")]
    assert place.reserve()[1] == 2


def test_a_reserver_meets_a_damaged_entry_and_takes_the_next_number(place: Any, storage: Any, key: ProductKey) -> None:
    """Its folder is gone and it is slow: it wins the folder, and the entry says that the number was given."""
    done: list[int] = []

    def meanwhile(operation: str, path: Path) -> None:
        if operation == "rename_folder" and path.name == "v001" and path.parent.name == "main" and not done:
            done.append(1)
            rival, _ = place.reserve()
            place.storage().undo.abandon(rival, "cancelled")
            damage(entry(storage, key), "{")

    slow = place.storage(disk=FaultyDisk(before=meanwhile))
    claim = place.open(slow)

    assert slow.numbers.reserve(key, run=claim.run, bench=claim.bench).number == 2
    assert place.folders() == ["v002"]


@pytest.mark.parametrize("change", range(0, 36, 2))
def test_mending_may_be_interrupted_anywhere(place: Any, storage: Any, key: ProductKey, dead: int, change: int) -> None:
    disk = FaultyDisk()
    claim, _ = place.reserve(place.storage(disk=disk, pid=dead))
    damage(entry(storage, key), "")
    disk.crash_at = len(disk.changes) + change
    try:
        place.storage(disk=disk).undo.abandon(claim, "cancelled")
    except Crashed:
        taken = storage.claims("demo").take_over(claim.run)
        if taken is not None:
            storage.undo.abandon(taken, "its process died")
        storage.runs("demo").settle(claim.run)

    assert place.folders() == []
    assert storage.ledger.run(key, 1) == claim.run
    assert place.left("beats") == []
    assert place.left("staging") == []
