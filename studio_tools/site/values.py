"""Values of every data type: what a write accepts and how it is stored, and dates as text.

Links are checked where writes are made; how a value compares is with the relations.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from studio_tools.site.faults import WriteFault
from studio_tools.site.schema import Field

_INT_MAX = 2**31 - 1
_CURRENCY_MAX = 9_999_999_999_999.99
_COLOR = re.compile(r"^\d{1,3},\d{1,3},\d{1,3}$")
_FOOTAGE = re.compile(r"^-?\d+-\d{2}$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$")
_INTEGER_TEXT = re.compile(r"^\s*[+-]?\d+\s*$")


class NotLegal(ValueError):
    """A value that the data type cannot take."""


def fold(text: str) -> str:
    """Text as comparisons see it."""
    return text.casefold()


def stored(field: Field, value: object) -> object:
    """What is kept in the column for *value*. Raises WriteFault when the field cannot take it."""
    try:
        return _WRITERS[field.data_type](field, value)
    except NotLegal as error:
        raise WriteFault(str(error) or f"Update failed for [{field.path}]: Value is not legal.") from error
    except KeyError as error:
        raise WriteFault(f"API update() {field.path} is read only.") from error


def _text(_: Field, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotLegal
    return value.strip() or None


def integer(value: object) -> int | None:
    """A whole number of 32 bits; numeric text is taken. Raises NotLegal."""
    if value is None:
        return None
    if isinstance(value, str) and _INTEGER_TEXT.match(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not -_INT_MAX - 1 <= value <= _INT_MAX:
        raise NotLegal
    return value


def _number(_: Field, value: object) -> int | None:
    return integer(value)


def _duration(_: Field, value: object) -> int | None:
    return integer(int(value) if isinstance(value, float) and math.isfinite(value) else value)


def decimal(value: object) -> float | None:
    """A finite number. Raises NotLegal."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError as error:
            raise NotLegal from error
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NotLegal
    return float(value)


def _float(_: Field, value: object) -> float | None:
    number = decimal(value)
    return None if number is None else round(number, 6)


def _currency(_: Field, value: object) -> float | None:
    number = decimal(value)
    if number is not None and abs(number) > _CURRENCY_MAX:
        raise NotLegal
    return None if number is None else round(number, 2)


def boolean(value: object) -> bool:
    """True or false, also as text; never null. Raises NotLegal."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise NotLegal


def _checkbox(_: Field, value: object) -> bool:
    return boolean(value)


def day(value: object) -> str:
    """A date as text. Raises NotLegal."""
    if not isinstance(value, str) or not _DATE.match(value):
        raise NotLegal
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise NotLegal from error
    return value


def moment(value: object) -> str:
    """A moment as text in UTC, to the second; a date alone is its midnight. Raises NotLegal."""
    if not isinstance(value, str) or not _MOMENT.match(value):
        raise NotLegal
    try:
        parsed = datetime.fromisoformat(value.replace(" UTC", "Z").replace("UTC", "Z"))
        parsed = parsed.astimezone(UTC) if parsed.tzinfo is not None else parsed
    except (ValueError, OverflowError) as error:
        raise NotLegal from error
    return parsed.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _date(_: Field, value: object) -> str | None:
    return None if value in (None, "") else day(value)


def _date_time(_: Field, value: object) -> str | None:
    return None if value is None else moment(value)


def _list(field: Field, value: object) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise NotLegal
    if value not in field.valid_values:
        valid = ", ".join(field.valid_values)
        what = "status. Valid statuses" if field.data_type == "status_list" else "value. Valid values"
        raise NotLegal(f"Update failed for [{field.path}]: '{value}' is not a valid {what}: {valid}")
    return value


def _color(field: Field, value: object) -> str | None:
    if value in (None, "") and field.entity_type != "Task":
        return None
    if value == "pipeline_step" and field.entity_type == "Task":
        return "pipeline_step"
    if not isinstance(value, str) or not _COLOR.match(value) or any(int(part) > 255 for part in value.split(",")):
        raise NotLegal
    return value


def _serializable(_: Field, value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _footage(_: Field, value: object) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or not _FOOTAGE.match(value):
        raise NotLegal
    return value


def _entity_type(field: Field, value: object) -> str | None:
    # Whether the type exists is checked by the writer, which knows the schema.
    return _text(field, value)


_WRITERS: dict[str, Callable[[Field, object], object]] = {
    "text": _text,
    "number": _number,
    "percent": _number,
    "timecode": _number,
    "duration": _duration,
    "float": _float,
    "currency": _currency,
    "checkbox": _checkbox,
    "date": _date,
    "date_time": _date_time,
    "list": _list,
    "status_list": _list,
    "color": _color,
    "serializable": _serializable,
    "footage": _footage,
    "entity_type": _entity_type,
}
WRITABLE_TYPES = frozenset(_WRITERS) | {"entity", "multi_entity", "url", "image", "password"}
