"""Relative dates of filters: what "in the last two weeks" means at a given moment, in UTC."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

UNITS = ("HOUR", "DAY", "WEEK", "MONTH", "YEAR")
Window = tuple[datetime, datetime]
"""First and last second, both included."""


def last(now: datetime, count: int, unit: str) -> Window:
    """From *count* units ago until now, today included."""
    if unit == "HOUR":
        return now - timedelta(hours=count), now
    return _start(_shifted(now.date(), -count, unit)), _end(now.date())


def following(now: datetime, count: int, unit: str) -> Window:
    """From now until *count* units ahead, today included."""
    if unit == "HOUR":
        return now, now + timedelta(hours=count)
    return _start(now.date()), _end(_shifted(now.date(), count, unit))


def calendar_unit(now: datetime, offset: int, unit: str) -> Window:
    """The whole day, week (from Monday), month or year that lies *offset* units from now."""
    today = now.date()
    if unit == "DAY":
        day = today + timedelta(days=offset)
        return _start(day), _end(day)
    if unit == "WEEK":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        return _start(monday), _end(monday + timedelta(days=6))
    if unit == "MONTH":
        first = _shifted(today.replace(day=1), offset, "MONTH")
        return _start(first), _end(first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    year = today.year + offset
    return _start(date(year, 1, 1)), _end(date(year, 12, 31))


def _shifted(day: date, count: int, unit: str) -> date:
    if unit == "DAY":
        return day + timedelta(days=count)
    if unit == "WEEK":
        return day + timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + (count if unit == "MONTH" else 12 * count)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _end(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59)
