"""How much the catalog reads: each record once, for one product no other's; of an absent root nothing is believed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from studio_tools.errors import StorageError, Tampered, VersionUnknown
from studio_tools.model import Address, ProductKey, Stamp
from studio_tools.storage import Storage
from studio_tools.storage.catalog import Catalog
from studio_tools.testing.faulty_disk import FaultyDisk
from studio_tools.versions.scope import one

KEY = ProductKey("demo", "sq010/sh0010", "render")
OTHER = ProductKey("demo", "sq010/sh0010", "comp")
ADDRESS = "demo/sq010/sh0010:render.main"


@pytest.fixture
def many(place: Any) -> Any:
    """Three versions of one product, and five of another."""
    for key, count in ((KEY, 3), (OTHER, 5)):
        for _ in range(count):
            place.sealed(key=key)
    return place


def counted(place: Any) -> tuple[Storage, list[str]]:
    """A storage, and the names of the files that are read of it."""
    read: list[str] = []

    def count(operation: str, path: Any) -> None:
        if operation == "read":
            read.append(path.name)

    return place.storage(disk=FaultyDisk(before=count)), read


def scoped(storage: Storage, address: str) -> object:
    session: Any = SimpleNamespace(storage=storage)
    return one(session, Address.parse(address))


def test_one_record_of_two_products_is_read_once_for_both(place: Any) -> None:
    claim = place.open(None, KEY, OTHER)
    storage, read = counted(place)
    for key in (KEY, OTHER):
        place.storage().numbers.reserve(key, run=claim.run, bench=claim.bench)
    claim.close()

    assert list(storage.catalog.damaged("demo")) == []

    assert sorted(read) == ["entry.json", "entry.json", "record.json"]


def test_a_mistyped_number_costs_what_its_own_product_costs(many: Any) -> None:
    storage, read = counted(many)

    with pytest.raises(VersionUnknown, match="v009") as raised:
        scoped(storage, f"{ADDRESS}@v009")

    assert raised.value.details["nearest"] == f"{ADDRESS}@v003"
    assert read.count("record.json") == 3


def test_a_damaged_number_is_told_and_no_other_is_looked_at(many: Any) -> None:
    run = many.storage().ledger.run(KEY, 2)
    shutil.rmtree(many.home / "storage/demo/.studio/runs" / str(run))
    storage, read = counted(many)

    with pytest.raises(Tampered, match="v002") as raised:
        scoped(storage, f"{ADDRESS}@v002")

    assert str(run) in raised.value.hint
    assert read.count("record.json") == 2, "those beside it, to name the nearest"


def test_of_all_that_are_damaged_the_highest_is_told(many: Any) -> None:
    for number in (1, 2, 3):
        shutil.rmtree(many.home / "storage/demo/.studio/runs" / str(many.storage().ledger.run(KEY, number)))

    with pytest.raises(Tampered, match="v003"):
        scoped(many.storage(), ADDRESS)


def test_the_damage_of_a_number_is_where_it_lies(many: Any) -> None:
    catalog, folder = many.storage().catalog, many.home / "storage/demo/.studio"
    run = many.storage().ledger.run(KEY, 2)
    shutil.rmtree(folder / "runs" / str(run))
    entry = folder / "numbers/sq010/sh0010/render.main/v003"
    (entry / "entry.json").chmod(0o644)
    (entry / "entry.json").write_text("{")

    assert [catalog.damage(KEY, number) for number in (1, 2, 3, 9)] == [None, folder / "runs" / str(run), entry, None]
    assert [number for _, number, _ in catalog.damaged("demo")] == [2, 3]


ASKED: dict[str, Callable[[Catalog], object]] = {
    "version": lambda catalog: catalog.version(Address.parse(f"{ADDRESS}@v001")),
    "latest of an address": lambda catalog: catalog.version(Address.parse(ADDRESS)),
    "latest": lambda catalog: catalog.latest(KEY),
    "find": lambda catalog: catalog.find(Stamp(key=KEY, number=1)),
    "versions": lambda catalog: catalog.versions(KEY),
    "products": lambda catalog: catalog.products("demo"),
    "products of an entity": lambda catalog: catalog.products("demo", "sq010/sh0010"),
    "damaged": lambda catalog: list(catalog.damaged("demo")),
    "strays": lambda catalog: list(catalog.strays("demo")),
    "walk": lambda catalog: list(catalog.walk("demo")),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("is_there", [True, False], ids=["empty", "gone"])
def test_what_is_not_found_in_a_storage_that_is_away_is_not_unknown(many: Any, asked: str, is_there: bool) -> None:
    root = many.home / "storage"
    root.rename(many.home / "away")
    if is_there:
        root.mkdir()

    with pytest.raises(StorageError, match="is not there"):
        ASKED[asked](many.storage().catalog)

    assert not is_there or list(root.iterdir()) == []


def test_a_storage_is_asked_for_without_leaving_a_mark(many: Any) -> None:
    shutil.rmtree(many.home / "storage" / ".studio")

    many.storage().require(may_write=False)

    assert not (many.home / "storage" / ".studio").exists()
