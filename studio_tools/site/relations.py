"""What each relation means for each data type, on a field's own columns.

Only the positive relations are here. A negation is their exact complement, so that rows without a value are in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, and_, false, or_

from studio_tools.site import windows
from studio_tools.site.faults import SiteFault
from studio_tools.site.schema import Field
from studio_tools.site.values import NotLegal, boolean, day, decimal, fold, integer, moment

Condition = ColumnElement[bool]

NEGATIONS = {
    "is_not": "is",
    "not_in": "in",
    "not_contains": "contains",
    "not_in_last": "in_last",
    "not_in_next": "in_next",
    "type_is_not": "type_is",
    "name_not_contains": "name_contains",
}

_BASIC = ("is", "is_not", "in", "not_in")
_TEXT = (*_BASIC[:2], "contains", "not_contains", "starts_with", "ends_with", *_BASIC[2:])
_NUMBER = ("is", "is_not", "greater_than", "less_than", "between", "in", "not_in")
_CALENDAR = tuple(f"in_calendar_{unit}" for unit in ("day", "week", "month", "year"))
_MOMENT = (*_NUMBER, "in_last", "not_in_last", "in_next", "not_in_next", *_CALENDAR)
_LINK = (*_BASIC, "type_is", "type_is_not", "name_is", "name_contains", "name_not_contains")
_NUMBERS = ("number", "float", "currency", "duration", "percent", "timecode")

RELATIONS: dict[str, tuple[str, ...]] = {
    "text": _TEXT,
    "footage": _TEXT,
    **dict.fromkeys(_NUMBERS, _NUMBER),
    "date": _MOMENT,
    "date_time": _MOMENT,
    "checkbox": ("is", "is_not"),
    "list": _BASIC,
    "status_list": _BASIC,
    "entity_type": _BASIC,
    "uuid": _BASIC,
    "color": _BASIC,
    "entity": _LINK,
    "multi_entity": _LINK,
    "image": ("is", "is_not"),
}


@dataclass(frozen=True, slots=True)
class Test:
    """One relation with its values, on one field of one table, at one moment."""

    __test__ = False

    field: Field
    path: str
    relation: str
    values: Sequence[Any]
    now: datetime

    def refuse(self, why: str) -> SiteFault:
        """The fault for values that the relation cannot take."""
        return SiteFault(f"API read() {self.path} {self.field.data_type} '{self.relation}' {why}")

    def one(self) -> Any:
        """The relation's only value."""
        if len(self.values) != 1:
            raise self.refuse(f"expects 1 value, got {len(self.values)}.")
        return self.values[0]

    def several(self) -> Sequence[Any]:
        """The relation's values, of which there must be some."""
        values = self.values[0] if len(self.values) == 1 and isinstance(self.values[0], list) else self.values
        if not values:
            raise self.refuse("expects at least a 1-element array.")
        return values


def check_relation(field: Field, path: str, relation: object) -> None:
    """Raise SiteFault unless the field's data type knows the relation."""
    legal = RELATIONS.get(field.data_type)
    if legal is None:
        raise SiteFault(f"API read() {path}'s '{field.data_type}' data type cannot be used in a filter.")
    if relation not in legal:
        raise SiteFault(
            f"API read() {path}'s '{field.data_type}' data type doesn't support '{relation}' 'relation'. "
            f"Valid relations: {', '.join(legal)}"
        )


def scalar_condition(test: Test, table: FromClause) -> Condition:
    """The condition for a field that is neither a link nor a list; it is never NULL."""
    column = table.c[f"{test.field.name}__id" if test.field.data_type == "image" else test.field.name]
    if test.relation == "is" and _is_unset(test):
        return column.is_(None)
    return and_(column.is_not(None), _SCALARS[test.field.data_type](test, table))


def _is_unset(test: Test) -> bool:
    value = test.one()
    if test.field.data_type == "checkbox" and value is None:
        raise test.refuse("expects true or false.")
    blank = test.field.data_type in ("text", "footage", "uuid", "list", "status_list", "entity_type", "date")
    return value is None or (blank and value == "")


def _text_condition(test: Test, table: FromClause) -> Condition:
    column = table.c[f"{test.field.name}__f"]
    if test.relation == "in":
        wanted = [fold(_as_text(test, value)) for value in test.several() if value not in (None, "")]
        return column.in_(wanted) if wanted else false()
    value = fold(_as_text(test, test.one()))
    match test.relation:
        case "is":
            return column == value
        case "contains":
            return column.contains(value, autoescape=True)
        case "starts_with":
            return column.startswith(value, autoescape=True)
        case _:
            return column.endswith(value, autoescape=True)


def _as_text(test: Test, value: object) -> str:
    if value is None and test.relation in ("contains", "starts_with", "ends_with"):
        return ""
    if not isinstance(value, str):
        raise test.refuse(f"expects text, got {value!r}.")
    return value


def _coded_condition(test: Test, table: FromClause) -> Condition:
    """Lists and statuses: case does not matter, an unknown value is nobody's."""
    column = table.c[f"{test.field.name}__f"]
    values = test.several() if test.relation == "in" else [test.one()]
    wanted = [fold(_as_text(test, value)) for value in values if value not in (None, "")]
    return column.in_(wanted) if wanted else false()


def _exact_condition(test: Test, table: FromClause) -> Condition:
    values = test.several() if test.relation == "in" else [test.one()]
    wanted = [_as_text(test, value) for value in values if value is not None]
    return table.c[test.field.name].in_(wanted) if wanted else false()


def _ordered(test: Test, table: FromClause, read: Callable[[object], Any]) -> Condition:
    column: ColumnElement[Any] = table.c[test.field.name]
    match test.relation:
        case "is":
            return cast(Condition, column == _read(test, read, test.one()))
        case "in":
            return column.in_([_read(test, read, value) for value in test.several()])
        case "greater_than" | "less_than":
            edge = _read(test, read, test.one())
            if edge is None:
                return false()
            over: Condition = column > edge
            return over if test.relation == "greater_than" else column < edge
        case _:
            return _between(test, column, read)


def _between(test: Test, column: ColumnElement[Any], read: Callable[[object], Any]) -> Condition:
    ends = [_read(test, read, value) for value in test.several()]
    if len(ends) != 2:
        raise test.refuse(f"expects 2 values, got {len(ends)}.")
    if None in ends:
        return false()
    return column.between(min(ends), max(ends))


def _read(test: Test, read: Callable[[object], Any], value: object) -> Any:
    if value is None:
        if test.relation == "in":
            raise test.refuse("does not take null; ask with 'is'.")
        return None
    try:
        return read(value)
    except NotLegal as error:
        raise test.refuse(f"cannot take {value!r}.") from error


def _number_condition(test: Test, table: FromClause) -> Condition:
    whole = test.field.data_type not in ("float", "currency")

    def read(value: object) -> Any:
        # A fraction is a fair bound for whole numbers, it just equals none of them.
        return integer(value) if whole and not isinstance(value, float) else decimal(value)

    return _ordered(test, table, read)


def _moment_condition(test: Test, table: FromClause) -> Condition:
    column = table.c[test.field.name]
    is_day = test.field.data_type == "date"
    if test.relation in ("in_last", "in_next") or test.relation in _CALENDAR:
        first, final = _window(test)
        shape = "%Y-%m-%d" if is_day else "%Y-%m-%dT%H:%M:%SZ"
        return column.between(first.strftime(shape), final.strftime(shape))
    return _ordered(test, table, day if is_day else moment)


def _window(test: Test) -> windows.Window:
    try:
        if test.relation in _CALENDAR:
            offset = integer(test.one())
            if offset is None:
                raise NotLegal
            return windows.calendar_unit(test.now, offset, test.relation.rsplit("_", 1)[1].upper())
        return _relative(test)
    except (NotLegal, ValueError, OverflowError) as error:
        raise test.refuse(f"cannot take {list(test.values)!r}; units are {', '.join(windows.UNITS)}.") from error


def _relative(test: Test) -> windows.Window:
    values = test.several()
    if len(values) != 2 or values[1] not in windows.UNITS:
        raise NotLegal
    count = integer(values[0])
    if count is None or count < 1:
        raise NotLegal
    make = windows.last if test.relation == "in_last" else windows.following
    return make(test.now, count, values[1])


def _checkbox_condition(test: Test, table: FromClause) -> Condition:
    try:
        return table.c[test.field.name].is_(boolean(test.one()))
    except NotLegal as error:
        raise test.refuse("expects true or false.") from error


def _image_condition(test: Test, _: FromClause) -> Condition:
    raise test.refuse("takes null only.")


_SCALARS: dict[str, Callable[[Test, FromClause], Condition]] = {
    "text": _text_condition,
    "footage": _text_condition,
    **dict.fromkeys(_NUMBERS, _number_condition),
    "date": _moment_condition,
    "date_time": _moment_condition,
    "checkbox": _checkbox_condition,
    "list": _coded_condition,
    "status_list": _coded_condition,
    "entity_type": _exact_condition,
    "uuid": _exact_condition,
    "color": _exact_condition,
    "image": _image_condition,
}


def name_condition(test: Test, column: ColumnElement[Any]) -> Condition:
    """The condition on a linked row's folded display name."""
    value = test.one()
    if not isinstance(value, str):
        raise test.refuse(f"expects text, got {value!r}.")
    if test.relation == "name_is":
        return column == fold(value)
    return column.contains(fold(value), autoescape=True)


def any_of(conditions: Sequence[Condition]) -> Condition:
    """One of the conditions holds; none holds when there is none."""
    return or_(false(), *conditions)
