"""What a full disk or a death in the middle of a reservation leaves behind harms nobody's number."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import NoSpace, StorageError
from studio_tools.model import ProductKey
from studio_tools.testing.faulty_disk import Crashed, Fault, FaultyDisk


def _entries(place: Any) -> list[Path]:
    return [path for path in (place.home / "storage").rglob("entry.json") if "numbers" in path.parts]


def test_an_entry_that_could_not_be_written_never_gets_into_the_ledger(place: Any, key: ProductKey) -> None:
    storage = place.storage(disk=FaultyDisk().fail(Fault("write", "*/entry.json", errno.ENOSPC)))
    claim = place.open(storage)
    with pytest.raises(NoSpace):
        storage.numbers.reserve(key, run=claim.run, bench=claim.bench)

    storage.undo.abandon(claim, "full")

    assert storage.ledger.run(key, 1) == claim.run
    assert all(json.loads(entry.read_text()) for entry in _entries(place))
    assert place.folders() == []


@pytest.mark.parametrize("operation", ["write", "sync"])
def test_a_file_that_could_not_be_finished_is_not_there(place: Any, operation: str) -> None:
    storage = place.storage(disk=FaultyDisk().fail(Fault(operation, "*/half.json", errno.ENOSPC)))
    path = place.home / "storage" / "half.json"

    with pytest.raises(NoSpace):
        storage.disk.write_json(path, {"a": 1})

    assert not path.exists()


def test_a_failure_to_remove_half_a_file_does_not_hide_why_it_is_half(place: Any) -> None:
    disk = FaultyDisk().fail(Fault("write", "*/half.json", errno.ENOSPC), Fault("unlink", "*/half.json", errno.EIO))

    with pytest.raises(NoSpace):
        place.storage(disk=disk).disk.write_json(place.home / "storage" / "half.json", {})


def test_a_file_that_was_there_before_is_not_removed(place: Any, storage: Any) -> None:
    path = place.home / "storage" / "kept.json"
    path.write_text("{}")

    with pytest.raises(StorageError):
        storage.disk.write_json(path, {"a": 1})

    assert path.read_text() == "{}"


def test_a_damaged_entry_of_another_run_does_not_keep_a_run_from_being_abandoned(
    place: Any, storage: Any, key: ProductKey
) -> None:
    place.sealed()
    [entry] = _entries(place)
    entry.chmod(0o664)
    entry.write_text("")
    claim, number = place.reserve()

    storage.undo.abandon(claim, "cancelled")

    assert number == 2
    assert place.folders() == ["v001"]


def test_a_reserver_that_died_with_an_abandoned_number_leaves_no_folder(
    place: Any, storage: Any, key: ProductKey, dead: int
) -> None:
    """It wins v001 long after v001 was abandoned, and dies before it can give the folder back."""
    disk = FaultyDisk()
    done: list[int] = []

    def meanwhile(operation: str, path: Path) -> None:
        if operation == "rename_folder" and path.name == "v001" and path.parent.name == "main" and not done:
            done.append(1)
            rival, _ = place.reserve()
            place.storage().undo.abandon(rival, "cancelled")
        elif operation == "rename_folder" and done and path.name.startswith("folder-"):
            disk.is_dead = True

    disk.before = meanwhile
    late = place.storage(disk=disk, pid=dead)
    claim = place.open(late)
    with pytest.raises(Crashed):
        late.numbers.reserve(key, run=claim.run, bench=claim.bench)
    claim.close()
    assert place.folders() == ["v001"]

    taken = storage.claims("demo").take_over(claim.run)
    storage.undo.abandon(taken, "its process died")

    assert place.folders() == []
    assert storage.ledger.run(key, 1) != claim.run


def test_a_copied_folder_under_another_runs_number_is_not_removed(place: Any, storage: Any, key: ProductKey) -> None:
    """Only what is still reserved is given back: a complete folder belongs to the run in the ledger."""
    place.sealed()
    claim, _ = place.reserve()
    folder = storage.layout.product_folder(key) / "v001"
    folder.chmod(0o775)
    (folder / "publish.json").chmod(0o664)
    (folder / "publish.json").write_text(json.dumps({"state": "complete", "run": claim.run}))

    assert storage.numbers.held_by(key, claim.run) == [2]
    claim.close()
