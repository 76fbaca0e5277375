"""Relative dates at their edges: month ends, leap years, weeks, the year's turn."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.site import windows
from studio_tools.site.values import NotLegal, day, moment


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def shown(window: windows.Window) -> tuple[str, str]:
    return window[0].isoformat(), window[1].isoformat()


@pytest.mark.parametrize(
    ("now", "count", "unit", "first", "final"),
    [
        ("2024-03-13T12:00", 2, "HOUR", "2024-03-13T10:00:00", "2024-03-13T12:00:00"),
        ("2024-03-01T00:30", 1, "HOUR", "2024-02-29T23:30:00", "2024-03-01T00:30:00"),
        ("2024-03-13T12:00", 1, "DAY", "2024-03-12T00:00:00", "2024-03-13T23:59:59"),
        ("2024-03-01T12:00", 1, "DAY", "2024-02-29T00:00:00", "2024-03-01T23:59:59"),
        ("2024-03-13T12:00", 2, "WEEK", "2024-02-28T00:00:00", "2024-03-13T23:59:59"),
        ("2024-03-31T12:00", 1, "MONTH", "2024-02-29T00:00:00", "2024-03-31T23:59:59"),
        ("2023-03-31T12:00", 1, "MONTH", "2023-02-28T00:00:00", "2023-03-31T23:59:59"),
        ("2024-01-15T12:00", 3, "MONTH", "2023-10-15T00:00:00", "2024-01-15T23:59:59"),
        ("2024-02-29T12:00", 1, "YEAR", "2023-02-28T00:00:00", "2024-02-29T23:59:59"),
    ],
)
def test_the_last_so_many(now: str, count: int, unit: str, first: str, final: str) -> None:
    assert shown(windows.last(at(now), count, unit)) == (first, final)


@pytest.mark.parametrize(
    ("now", "count", "unit", "first", "final"),
    [
        ("2024-03-13T12:00", 2, "HOUR", "2024-03-13T12:00:00", "2024-03-13T14:00:00"),
        ("2024-12-31T12:00", 1, "DAY", "2024-12-31T00:00:00", "2025-01-01T23:59:59"),
        ("2024-01-31T12:00", 1, "MONTH", "2024-01-31T00:00:00", "2024-02-29T23:59:59"),
        ("2024-02-29T12:00", 1, "YEAR", "2024-02-29T00:00:00", "2025-02-28T23:59:59"),
    ],
)
def test_the_next_so_many(now: str, count: int, unit: str, first: str, final: str) -> None:
    assert shown(windows.following(at(now), count, unit)) == (first, final)


@pytest.mark.parametrize(
    ("now", "offset", "unit", "first", "final"),
    [
        ("2024-03-13T12:00", 0, "DAY", "2024-03-13T00:00:00", "2024-03-13T23:59:59"),
        ("2024-03-01T12:00", -1, "DAY", "2024-02-29T00:00:00", "2024-02-29T23:59:59"),
        ("2024-03-13T12:00", 0, "WEEK", "2024-03-11T00:00:00", "2024-03-17T23:59:59"),
        ("2024-03-11T00:00", 0, "WEEK", "2024-03-11T00:00:00", "2024-03-17T23:59:59"),
        ("2024-03-17T23:59", 0, "WEEK", "2024-03-11T00:00:00", "2024-03-17T23:59:59"),
        ("2024-01-01T12:00", -1, "WEEK", "2023-12-25T00:00:00", "2023-12-31T23:59:59"),
        ("2024-03-31T12:00", -1, "MONTH", "2024-02-01T00:00:00", "2024-02-29T23:59:59"),
        ("2024-03-31T12:00", 10, "MONTH", "2025-01-01T00:00:00", "2025-01-31T23:59:59"),
        ("2024-03-13T12:00", -24, "YEAR", "2000-01-01T00:00:00", "2000-12-31T23:59:59"),
    ],
)
def test_a_calendar_unit(now: str, offset: int, unit: str, first: str, final: str) -> None:
    assert shown(windows.calendar_unit(at(now), offset, unit)) == (first, final)


MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1))


@given(now=MOMENTS, unit=st.sampled_from(["DAY", "WEEK", "MONTH", "YEAR"]), offset=st.integers(-50, 50))
def test_calendar_units_follow_each_other_without_a_gap(now: datetime, unit: str, offset: int) -> None:
    _, final = windows.calendar_unit(now, offset, unit)
    first, _ = windows.calendar_unit(now, offset + 1, unit)

    assert first - final == timedelta(seconds=1)


@given(now=MOMENTS, unit=st.sampled_from(["DAY", "WEEK", "MONTH", "YEAR"]))
def test_now_lies_in_every_window_that_holds_it(now: datetime, unit: str) -> None:
    now = now.replace(microsecond=0)

    for first, final in (
        windows.calendar_unit(now, 0, unit),
        windows.last(now, 1, unit),
        windows.following(now, 1, unit),
    ):
        assert first <= now <= final


@given(now=MOMENTS, unit=st.sampled_from(windows.UNITS), count=st.integers(1, 40))
def test_a_longer_window_holds_the_shorter(now: datetime, unit: str, count: int) -> None:
    shorter, longer = windows.last(now, count, unit), windows.last(now, count + 1, unit)

    assert longer[0] < shorter[0]
    assert longer[1] == shorter[1]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2024-03-13T12:00:00Z", "2024-03-13T12:00:00Z"),
        ("2024-03-13T12:00:00", "2024-03-13T12:00:00Z"),
        ("2024-03-13 12:00", "2024-03-13T12:00:00Z"),
        ("2024-03-13 12:00:00 UTC", "2024-03-13T12:00:00Z"),
        ("2024-03-13", "2024-03-13T00:00:00Z"),
        ("2024-03-13T12:00:00+02:00", "2024-03-13T10:00:00Z"),
        ("2024-03-13T00:30:00+0100", "2024-03-12T23:30:00Z"),
        ("2024-12-31T23:00:00-05:00", "2025-01-01T04:00:00Z"),
        ("2024-03-13T12:00:00.999999Z", "2024-03-13T12:00:00Z"),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
    ],
)
def test_a_moment_is_kept_in_utc_to_the_second(written: str, kept: str) -> None:
    assert moment(written) == kept


@pytest.mark.parametrize(
    "written",
    ["", "now", "2024", "2024-13-01", "2024-02-30T00:00:00Z", "20240313", "2024-W11-3", "24-03-13", 1710331200, None,
     "2024-03-13T25:00:00Z", "2024-03-13T12:00:00Z trailing", "0001-01-01T00:00:00+23:00", True, ["2024-03-13"]],
)  # fmt: skip
def test_what_is_no_moment_is_refused(written: object) -> None:
    with pytest.raises(NotLegal):
        moment(written)


@pytest.mark.parametrize("written", ["2024-2-3", "2024-02-30", "13/03/2024", "", None, 5, "2024-03-13T00:00:00Z"])
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(NotLegal):
        day(written)


@given(when=MOMENTS, hours=st.integers(-12, 14))
def test_moments_sort_as_text_like_they_do_in_time(when: datetime, hours: int) -> None:
    later = when + timedelta(seconds=1 + abs(hours) * 977)

    assert moment(when.isoformat()) < moment(later.isoformat())
