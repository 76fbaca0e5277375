"""A run's record: what it holds survives its JSON, and says what its versions are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.frames import FrameRange
from studio_tools.model import CutRange, ProductKey, Representation, Stamp, User, VersionStatus
from studio_tools.storage.owner import Machine
from studio_tools.storage.records import ProductRecord, RecordState, Retraction, RunRecord, new_run_id

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
KEY = ProductKey("demo", "sq010/sh0010", "render")
PLATE = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=2, representation="exr")


def a_record(**changed: Any) -> RunRecord:
    form = Representation(
        name="exr",
        path=PurePosixPath("demo/x/v003/x.%04d.exr"),
        frames=FrameRange.parse("-5--1,1001-1100x2"),
        files=55,
        size=1234,
        record=7,
    )
    product = ProductRecord(
        key=KEY,
        upstream=(PLATE,),
        facts={"resolution": [2048, 1152], "colour": "ACEScg"},
        cut=CutRange(first=1001, last=1100, handles=8),
        number=3,
        folder=PurePosixPath("demo/x/v003"),
        representations=(form,),
        digest="abc",
    )
    values: dict[str, Any] = {
        "run": "20260115t120000000-0123456789",
        "state": RecordState.COMMITTED,
        "project": "demo",
        "entity": "sq010/sh0010",
        "task": "comp",
        "author": User(login="artist", name="An Artist", id=5),
        "origin": "cli",
        "comment": "grain matched\nand denoised, grün",
        "created": NOON,
        "products": (product,),
        "generation": 4,
        "nonce": "n",
        "claim": "c",
        "epoch": 2,
        "owner": Machine().myself("artist"),
        "committed": NOON + timedelta(seconds=5),
        "attempts": 1,
        "asked": NOON,
        "history": ("a", "b"),
        "is_doubtful": True,
        "is_undone": True,
        "reason": "the site is away",
        "retractions": (
            Retraction(address=product.address, reason="wrong plate", replacement="", by="boss", when=NOON),
        ),
        "notes": ("waived: short handles",),
    }
    return RunRecord(**values | changed)


def test_a_record_survives_its_json() -> None:
    record = a_record()

    assert RunRecord.of(record.as_json()) == record


@given(st.text(max_size=40), st.sampled_from(RecordState), st.integers(1, 10**6), st.booleans())
def test_any_record_survives_its_json(comment: str, state: RecordState, number: int, is_bare: bool) -> None:
    record = a_record(comment=comment, state=state, owner=None if is_bare else Machine().myself("artist"))
    record = record.with_product(
        replace(record.products[0], number=number, cut=None if is_bare else CutRange(first=1, last=2))
    )

    assert RunRecord.of(record.as_json()) == record


@pytest.mark.parametrize("missing", ["run", "state", "products", "format", "created"])
def test_a_damaged_record_is_refused(missing: str) -> None:
    value = a_record().as_json()
    del value[missing]

    with pytest.raises((KeyError, TypeError, ValueError)):
        RunRecord.of(value)


def test_a_record_of_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="format 99"):
        RunRecord.of(a_record().as_json() | {"format": 99})


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (RecordState.OPEN, VersionStatus.RESERVED),
        (RecordState.RESERVED, VersionStatus.RESERVED),
        (RecordState.FILLED, VersionStatus.FILLED),
        (RecordState.COMMITTED, VersionStatus.DEFERRED),
        (RecordState.SEALED, VersionStatus.SEALED),
        (RecordState.ABANDONED, VersionStatus.ABANDONED),
    ],
)
def test_the_state_of_a_run_is_the_status_of_its_versions(state: RecordState, status: VersionStatus) -> None:
    record = a_record(state=state, retractions=())

    assert record.versions()[0].status is status


def test_a_retracted_version_says_why() -> None:
    version = a_record().versions()[0]

    assert version.status is VersionStatus.RETRACTED
    assert version.reason == "wrong plate"


def test_an_uncommitted_version_cannot_be_retracted() -> None:
    assert a_record(state=RecordState.FILLED).versions()[0].status is VersionStatus.FILLED


def test_an_abandoned_version_says_why() -> None:
    assert a_record(state=RecordState.ABANDONED, reason="cancelled").versions()[0].reason == "cancelled"


def test_a_product_without_a_number_is_no_version() -> None:
    record = a_record()
    record = record.with_product(replace(record.products[0], number=None, folder=None))

    assert record.versions() == ()
    with pytest.raises(ValueError, match="has no number"):
        record.version(record.products[0])


def test_what_the_tracker_was_told_is_kept_apart() -> None:
    record = a_record()
    address = record.products[0].address

    told = record.having_told(record.untold)

    assert [gone.address for gone in record.untold] == [address]
    assert told.untold == ()
    assert told.having_told(record.retractions) is told


def test_run_ids_sort_by_time_and_never_repeat() -> None:
    ids = [new_run_id(NOON + timedelta(milliseconds=at)) for at in range(200)]

    assert ids == sorted(ids)
    assert len({new_run_id(NOON) for _ in range(1000)}) == 1000
    assert all(id_.replace("-", "").isalnum() and "." not in id_ for id_ in ids)


def test_no_secret_has_a_place_in_a_record() -> None:
    assert not [name for name in a_record().as_json() if "key" in name or "secret" in name or "password" in name]
