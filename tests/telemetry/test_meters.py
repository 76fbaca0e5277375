"""The table: every event has its row, every name is lawful, nothing can grow without bound."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields

import pytest

from studio_tools import errors, events
from telemetry.meters import TABLE, UNMEASURED, Kind, Meter
from telemetry.recorder import FOLDED, LOST
from telemetry.tags import FORBIDDEN, Tag, closed, opened

NAME = re.compile(r"studio(\.[a-z][A-Za-z0-9]*){2}")
EVERY = [meter for row in TABLE.values() for meter in row] + [FOLDED, LOST]
TIMED = {Kind.TIMER, Kind.PERCENTILES}


def event_types() -> list[type[events.Event]]:
    """Every event there is."""
    known = [one for one in vars(events).values() if isinstance(one, type) and issubclass(one, events.Event)]
    return sorted((one for one in known if one is not events.Event), key=lambda one: one.__name__)


def ids(meter: Meter) -> str:
    return meter.name


@pytest.mark.parametrize("kind", event_types(), ids=lambda one: one.__name__)
def test_every_event_is_measured_or_said_not_to_be(kind: type[events.Event]) -> None:
    assert (kind in TABLE) != (kind in UNMEASURED)


@pytest.mark.parametrize("kind", list(TABLE), ids=lambda one: one.__name__)
def test_a_row_uses_only_what_its_event_tells(kind: type[events.Event]) -> None:
    known = {field.name for field in fields(kind)} | {"outcome"}
    used = {tag.key for meter in TABLE[kind] for tag in meter.tags}
    used |= {meter.value for meter in TABLE[kind] if meter.value}

    assert used <= known


@pytest.mark.parametrize("meter", EVERY, ids=ids)
def test_a_meter_makes_at_most_two_thousand_series(meter: Meter) -> None:
    assert meter.series <= 2000


def test_the_whole_table_stays_affordable() -> None:
    assert sum(meter.series for meter in EVERY) <= 10_000


@pytest.mark.parametrize("meter", EVERY, ids=ids)
def test_a_name_is_lawful_for_atlas_and_the_house(meter: Meter) -> None:
    assert NAME.fullmatch(meter.name)
    assert 2 <= len(meter.name) <= 255


@pytest.mark.parametrize("meter", EVERY, ids=ids)
def test_a_meter_has_few_tags_and_none_of_them_watches_people(meter: Meter) -> None:
    keys = [tag.key for tag in meter.tags]

    assert len(keys) == len(set(keys)) <= 4
    assert not FORBIDDEN & set(keys)


@pytest.mark.parametrize("meter", EVERY, ids=ids)
def test_the_values_of_closed_tags_are_lawful(meter: Meter) -> None:
    for tag in meter.tags:
        assert all(re.fullmatch(r"[-._A-Za-z0-9~^]{1,40}", value) for value in tag.values)


def test_no_name_is_used_twice() -> None:
    names = [meter.name for meter in EVERY]

    assert len(names) == len(set(names))


def test_at_most_two_meters_keep_percentiles() -> None:
    assert sum(meter.kind is Kind.PERCENTILES for meter in EVERY) <= 2


@pytest.mark.parametrize("meter", [one for one in EVERY if one.kind in TIMED], ids=ids)
def test_what_is_timed_are_seconds(meter: Meter) -> None:
    assert meter.value == "seconds"


def test_every_error_of_the_house_has_its_value() -> None:
    meter = next(one for one in EVERY if one.name == "studio.publish.failures")
    tag = next(tag for tag in meter.tags if tag.key == "error")

    assert {errors.NoSpace.code, errors.Blocked.code, errors.TrackerUnavailable.code, "internal-error"} <= tag.values


def test_every_failure_can_be_told_apart_from_success() -> None:
    for kind, row in TABLE.items():
        told = {tag.key for meter in row for tag in meter.tags}
        assert told & {"outcome", "error", "state"} or not _can_fail(kind), kind.__name__


def _can_fail(kind: type[events.Event]) -> bool:
    """Findings, deferrals, duplicates: these are news, not attempts."""
    return kind not in {events.FindingsReported, events.PublishDeferred, events.DuplicatesFolded}


def test_every_event_can_be_made_from_its_own_fields_alone() -> None:
    for kind in TABLE:
        needed = [field.name for field in fields(kind) if field.default is MISSING]
        assert "seconds" not in needed
        assert "error" not in needed


@pytest.mark.parametrize(
    ("tag", "bound"),
    [(closed("error", {"a", "b"}), 4), (opened("kind", 24), 26)],
    ids=["closed: values, none, others", "open: the first ones, none, others"],
)
def test_a_tag_knows_how_many_values_it_may_have(tag: Tag, bound: int) -> None:
    assert tag.bound == bound
