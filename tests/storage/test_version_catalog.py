"""What is published: listed from records and ledger, so that no damage hides anything."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from studio_tools.errors import Tampered, VersionUnknown
from studio_tools.model import Address, ProductKey, Stamp, VersionStatus
from studio_tools.storage import RecordState

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
ADDRESS = "demo/sq010/sh0010:render.main"


def numbers(storage: Any, key: ProductKey, **asked: Any) -> list[int]:
    return [version.number for version in storage.catalog.versions(key, **asked)]


def retract(place: Any, run: str) -> None:
    runs = place.storage().runs("demo")
    runs.retract(run, runs.load(run).addresses[0], reason="wrong plate", by="boss", when=NOON)


def test_an_empty_storage_has_nothing(storage: Any, key: ProductKey) -> None:
    catalog = storage.catalog

    assert catalog.projects() == []
    assert catalog.products("demo") == []
    assert catalog.versions(key) == []
    assert catalog.latest(key) is None
    assert list(catalog.walk()) == []


def test_what_is_committed_is_listed_lowest_first(place: Any, storage: Any, key: ProductKey) -> None:
    for _ in range(3):
        place.sealed()

    assert numbers(storage, key) == [1, 2, 3]
    assert storage.catalog.latest(key).address == f"{ADDRESS}@v003"


def test_what_is_unfinished_is_listed_when_asked(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    place.reserve()
    claim, _ = place.reserve()
    claim.advance(lambda record: replace(record, state=RecordState.FILLED))
    gone, _ = place.reserve()
    storage.undo.abandon(gone, "cancelled")

    assert numbers(storage, key) == [1]
    found = storage.catalog.versions(key, all=True)
    assert [version.status for version in found] == [
        VersionStatus.SEALED,
        VersionStatus.RESERVED,
        VersionStatus.FILLED,
        VersionStatus.ABANDONED,
    ]
    assert found[3].reason == "cancelled"


def test_a_number_that_is_not_yet_in_its_record_is_reserved(place: Any, storage: Any, key: ProductKey) -> None:
    claim = place.open()
    storage.numbers.reserve(key, run=claim.run, bench=claim.bench)

    (version,) = storage.catalog.versions(key, all=True)

    assert version.status is VersionStatus.RESERVED
    assert version.folder.name == "v001"


def test_deferred_versions_count_as_the_latest(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    place.committed()

    assert storage.catalog.latest(key).number == 2
    assert storage.catalog.latest(key).status is VersionStatus.DEFERRED


def test_retracted_versions_are_listed_and_never_the_latest(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    retract(place, place.sealed())

    assert numbers(storage, key) == [1, 2]
    assert storage.catalog.latest(key).number == 1
    assert storage.catalog.version(Address.parse(f"{ADDRESS}@v002")).reason == "wrong plate"


def test_products_are_found_below_every_kind_of_entity(place: Any, storage: Any) -> None:
    keys = [
        ProductKey("demo", "sq010", "cut"),
        ProductKey("demo", "sq010/sh0010", "render", "beauty"),
        ProductKey("demo", "assets/dragon", "model"),
        ProductKey("demo", "sq010/sh0010", "plate"),
    ]
    for key in keys:
        place.sealed(storage, key)

    assert storage.catalog.products("demo") == sorted(keys)
    assert storage.catalog.products("demo", "sq010") == [keys[0]]
    assert storage.catalog.products("demo", "sq010/sh0010") == [keys[3], keys[1]]
    assert storage.catalog.products("demo", "sq099") == []
    assert [version.key for version in storage.catalog.walk("demo")] == sorted(keys)
    assert storage.catalog.projects() == ["demo"]


@pytest.mark.parametrize(
    ("asked", "number"),
    [(f"{ADDRESS}@v002", 2), (f"{ADDRESS}@latest", 3), (ADDRESS, 3), ("demo/sq010/sh0010:render", 3)],
)
def test_an_address_finds_its_version(place: Any, storage: Any, asked: str, number: int) -> None:
    for _ in range(3):
        place.sealed()

    assert storage.catalog.version(Address.parse(asked)).number == number


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        (f"{ADDRESS}@v009", f"{ADDRESS}@v002"),
        ("demo/sq010/sh0010:rendr.main@v001", ADDRESS),
        ("demo/sq010/sh0011:render.main@latest", ADDRESS),
    ],
)
def test_an_unknown_version_names_the_nearest(place: Any, storage: Any, asked: str, nearest: str) -> None:
    place.sealed()
    place.sealed()

    with pytest.raises(VersionUnknown) as raised:
        storage.catalog.version(Address.parse(asked))

    assert raised.value.details["nearest"] == nearest
    assert nearest in raised.value.hint
    assert raised.value.exit_code == 24


def test_an_address_without_a_product_is_refused(storage: Any) -> None:
    with pytest.raises(VersionUnknown, match="names no version"):
        storage.catalog.version(Address.parse("demo/sq010/sh0010"))


def test_a_stamp_finds_its_version_whatever_became_of_it(place: Any, storage: Any, key: ProductKey) -> None:
    gone, number = place.reserve()
    storage.undo.abandon(gone, "cancelled")

    assert storage.catalog.find(Stamp(key=key, number=number)).status is VersionStatus.ABANDONED
    assert storage.catalog.find(Stamp(key=key, number=99)) is None


# -- damage


def test_a_missing_or_damaged_manifest_hides_no_version(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    version = storage.catalog.latest(key)
    (storage.folder(version) / "publish.json").write_text("{")

    assert storage.catalog.latest(key) == version
    with pytest.raises(Tampered):
        storage.catalog.manifest(version)


def test_a_folder_that_is_gone_hides_no_version(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    folder = storage.folder(storage.catalog.latest(key))
    (folder / "publish.json").unlink()
    folder.rmdir()

    assert numbers(storage, key) == [1]


def test_a_damaged_record_hides_only_its_own_versions(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    broken = place.sealed()
    place.sealed()
    (record,) = (place.home / "storage/demo/.studio/runs" / broken).glob("*/record.json")
    record.write_text("{")

    assert numbers(storage, key) == [1, 3]
    assert storage.catalog.latest(key).number == 3


def test_a_damaged_ledger_entry_hides_only_its_own_version(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    place.sealed()
    (storage.layout.ledger(key) / "v001" / "entry.json").write_text(json.dumps({"no": "run"}))

    assert numbers(storage, key) == [2]


def test_a_run_whose_record_is_gone_is_told(place: Any, storage: Any, key: ProductKey) -> None:
    run = place.sealed()
    version = storage.catalog.latest(key)
    storage.disk.remove_tree(place.home / "storage/demo/.studio/runs" / run)

    with pytest.raises(VersionUnknown, match="gone"):
        storage.catalog.record(version)
    assert numbers(storage, key) == []


def test_a_foreign_folder_is_not_taken_for_a_version(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    (storage.layout.product_folder(key) / "v077").mkdir()

    assert numbers(storage, key, all=True) == [1]


def test_looking_changes_nothing(place: Any, storage: Any, key: ProductKey) -> None:
    place.sealed()
    before = sorted(str(path) for path in place.home.rglob("*"))

    list(storage.catalog.walk())
    storage.catalog.latest(key)
    storage.free_bytes()

    assert sorted(str(path) for path in place.home.rglob("*")) == before
