"""A filled folder of another user, made ours: whoever dies meanwhile, whatever fails, no file of a version is lost."""

from __future__ import annotations

import errno
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.model import ProductKey
from studio_tools.storage import RecordState
from studio_tools.storage.claims import ADOPTED, Claim
from studio_tools.storage.leftovers import seal_folder_of_another
from studio_tools.testing.faulty_disk import Crashed, Fault, FaultyDisk

NAMES = {"a.1001.exr", "a.1002.exr", "publish.json"}
OTHER = ProductKey("demo", "sq010/sh0010", "comp")
RENDER, COMP = (f"demo/sequences/sq010/sh0010/publish/{kind}/main/v001" for kind in ("render", "comp"))


def folders(place: Any) -> list[Path]:
    return [place.home / "storage" / path for path in (RENDER, COMP)]


@pytest.fixture
def filled(place: Any, key: ProductKey, dead: int) -> str:
    """A run of two products, that somebody filled and left to the group before they died."""
    storage = place.storage(pid=dead)
    claim = place.open(storage, key, OTHER)
    products = []
    for product in claim.record.products:
        won = storage.numbers.reserve(product.key, run=claim.run, bench=claim.bench)
        products.append(replace(product, number=won.number, folder=won.folder))
        for name in NAMES - {"publish.json"}:
            (storage.root.local(won.folder) / name).write_text(f"{name} of {product.key.kind}")
    claim.advance(lambda record: replace(record, state=RecordState.FILLED, products=tuple(products)))
    claim.close()
    return str(claim.run)


def content(place: Any) -> list[dict[str, str]]:
    return [{path.name: path.read_text() for path in folder.iterdir()} for folder in folders(place)]


def take(place: Any, run: str, *, disk: Any = None, pid: int | None = None) -> Claim:
    claim = place.storage(disk=disk, pid=pid).claims("demo").take_over(run)
    assert claim is not None
    claim.close()
    return claim


def seal(place: Any, claim: Claim) -> None:
    """What whoever finishes the run does, where neither folder can be closed otherwise."""
    for folder in folders(place):
        seal_folder_of_another(claim.runs.disk, folder, NAMES, bench=claim.bench)


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("change", range(14))
def test_who_takes_over_finds_every_file(place: Any, filled: str, dead: int, change: int, is_after: bool) -> None:
    before = content(place)
    disk = FaultyDisk()
    claim = take(place, filled, disk=disk, pid=dead)
    disk.crash_at, disk.is_after = len(disk.changes) + change, is_after
    with suppress(Crashed):
        seal(place, claim)

    take(place, filled)

    assert content(place) == before


@pytest.mark.parametrize("change", range(2, 40, 3))
def test_who_dies_while_they_take_over_loses_nothing_either(place: Any, filled: str, dead: int, change: int) -> None:
    before = content(place)
    _die_sealing(place, filled, dead)
    disk = FaultyDisk(crash_at=change)
    with suppress(Crashed):
        take(place, filled, disk=disk, pid=dead)
    with suppress(Crashed):
        place.storage(disk=FaultyDisk(crash_at=change), pid=dead).claims("demo").sweep()
    place.storage().claims("demo").sweep()

    take(place, filled)

    assert content(place) == before


def _die_sealing(place: Any, run: str, dead: int) -> None:
    """Die with half of the second folder's files moved out of it."""
    disk = FaultyDisk()
    claim = take(place, run, disk=disk, pid=dead)
    seal_folder_of_another(claim.runs.disk, folders(place)[0], NAMES, bench=claim.bench)
    disk.crash_at, disk.is_after = len(disk.changes) + 3, True
    with pytest.raises(Crashed):
        seal_folder_of_another(claim.runs.disk, folders(place)[1], NAMES, bench=claim.bench)
    assert len(list(folders(place)[1].iterdir())) < len(NAMES)


def test_two_folders_that_die_in_one_bench_are_told_apart(place: Any, filled: str, dead: int) -> None:
    before = content(place)
    disk = FaultyDisk(
        faults=[Fault("rename", f"*/{kind}/main/v001/*", errno.EIO, times=99) for kind in ("render", "comp")]
    )
    disk.faults += [Fault("rename_folder", "*/main/v001", errno.EIO, times=99)]
    claim = take(place, filled, disk=disk, pid=dead)
    for folder in folders(place):
        with pytest.raises(StorageError):
            seal_folder_of_another(claim.runs.disk, folder, NAMES, bench=claim.bench)
    assert content(place) == [{}, {}]

    take(place, filled)

    assert content(place) == before


def test_a_bench_with_files_is_not_swept_before_somebody_takes_the_run(place: Any, filled: str, dead: int) -> None:
    before = content(place)
    _die_sealing(place, filled, dead)
    storage = place.storage(pid=dead)
    stolen = storage.claims("demo").take_over(filled)
    assert stolen is not None
    stolen.close()

    place.storage().claims("demo").sweep()
    take(place, filled)

    assert content(place) == before


def test_what_cannot_be_brought_back_now_is_brought_back_later(place: Any, filled: str, dead: int) -> None:
    before = content(place)
    _die_sealing(place, filled, dead)
    disk = FaultyDisk(faults=[Fault("rename", "*/comp/main/v001/*", errno.EIO)])

    with pytest.raises(StorageError):
        place.storage(disk=disk, pid=dead).claims("demo").take_over(filled)
    take(place, filled)

    assert content(place) == before


def test_a_file_that_is_there_again_is_not_replaced(place: Any, filled: str, dead: int) -> None:
    _die_sealing(place, filled, dead)
    (folders(place)[1] / "a.1001.exr").write_text("by somebody else")

    take(place, filled)

    assert content(place)[1]["a.1001.exr"] == "by somebody else"


def test_who_is_handed_the_run_finds_every_file_as_well(place: Any, filled: str, dead: int) -> None:
    before = content(place)
    _die_sealing(place, filled, dead)
    storage = place.storage()
    record = storage.runs("demo").load(filled)

    claim = storage.claims("demo").adopt(filled, claim=record.claim, generation=record.generation)
    claim.close()

    assert (claim.bench / ADOPTED).is_dir()
    assert content(place) == before


def test_an_abandoned_run_leaves_none_of_them(place: Any, filled: str, dead: int) -> None:
    _die_sealing(place, filled, dead)

    place.storage().undo.abandon(take(place, filled), "discarded")

    assert [folder.exists() for folder in folders(place)] == [False, False]
    assert place.left("staging") == []
