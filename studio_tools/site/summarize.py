"""The protocol's `summarize`: totals of fields, whole and by groups; what is not counted here is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, case, func, literal, select

from studio_tools.site.call import Call
from studio_tools.site.edges import is_live
from studio_tools.site.faults import NotServed, SiteFault
from studio_tools.site.read import row_conditions
from studio_tools.site.relations import Condition
from studio_tools.site.schema import EntityType, Field

_NUMBERS = ("number", "float", "currency", "duration", "percent", "timecode")
_DATES = ("date", "date_time")
_GROUPABLE = ("text", "list", "status_list", "entity", "checkbox", "entity_type", *_NUMBERS, *_DATES)

_TOTALS: dict[str, tuple[tuple[str, ...] | None, Callable[[ColumnElement[Any]], ColumnElement[Any]]]] = {
    "record_count": (None, lambda column: func.count()),
    "count": (None, lambda column: func.count(column)),
    "sum": (_NUMBERS, lambda column: func.coalesce(func.sum(column), 0)),
    "maximum": (_NUMBERS, func.max),
    "minimum": (_NUMBERS, func.min),
    "average": (_NUMBERS, lambda column: func.avg(column)),
    "earliest": (_DATES, func.min),
    "latest": (_DATES, func.max),
    "checked": (("checkbox",), lambda column: func.count(case((column.is_(True), 1)))),
    "unchecked": (("checkbox",), lambda column: func.count(case((column.is_(False), 1)))),
}


@dataclass(frozen=True, slots=True)
class _Grouping:
    field: Field
    columns: tuple[ColumnElement[Any], ...]
    is_descending: bool


def summarize(call: Call, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer totals over the rows that match, and over each of their groups."""
    kind = call.kind(args.get("type"), "summarize")
    table = call.tables.entity(kind.name)
    totals = _totals(kind, table, args.get("summaries"))
    groupings = [_grouping(call, kind, table, one) for one in args.get("grouping") or []]
    conditions = row_conditions(call, kind, args)
    levels = [_level(call, table, conditions, totals, groupings[:depth]) for depth in range(len(groupings) + 1)]
    whole = levels[0].get((), dict.fromkeys(totals))
    return {"summaries": whole, "groups": _groups(call, groupings, levels, ())}


def _totals(kind: EntityType, table: Table, summaries: Any) -> dict[str, ColumnElement[Any]]:
    if not isinstance(summaries, list) or not summaries:
        raise SiteFault("API summarize() 'summaries' must be a non-empty array.")
    totals: dict[str, ColumnElement[Any]] = {}
    for one in summaries:
        name, how = (one.get("field"), one.get("type")) if isinstance(one, Mapping) else (None, None)
        field = _field(kind, name)
        if how not in _TOTALS:
            raise NotServed(f"API summarize() summary type '{how}'")
        data_types, total = _TOTALS[how]
        if data_types is not None and field.data_type not in data_types:
            raise SiteFault(f"API summarize() {field.path}'s '{field.data_type}' data type doesn't support '{how}'.")
        totals[field.name] = total(_column(table, field))
    return totals


def _field(kind: EntityType, name: Any) -> Field:
    field = kind.fields.get(name) if isinstance(name, str) else None
    if field is None:
        if isinstance(name, str) and "." in name:
            raise NotServed(f"API summarize() on the linked field {kind.name}.{name}")
        raise SiteFault(f"API summarize() {kind.name}.{name} doesn't exist.")
    if not field.is_stored:
        raise NotServed(f"API summarize() on the {field.data_type} field {field.path}")
    return field


def _column(table: Table, field: Field) -> ColumnElement[Any]:
    return table.c[f"{field.name}__id" if field.data_type in ("entity", "url", "image") else field.name]


def _grouping(call: Call, kind: EntityType, table: Table, asked: Any) -> _Grouping:
    if not isinstance(asked, Mapping):
        raise SiteFault("API summarize() 'grouping' must hold objects with 'field', 'type' and 'direction'.")
    field, how = _field(kind, asked.get("field")), asked.get("type", "exact")
    if how != "exact":
        raise NotServed(f"API summarize() grouping type '{how}'")
    if field.data_type not in _GROUPABLE:
        raise SiteFault(f"API summarize() cannot group by {field.path}: its data type is '{field.data_type}'.")
    return _Grouping(field, _group_columns(call, table, field), asked.get("direction") == "desc")


def _group_columns(call: Call, table: Table, field: Field) -> tuple[ColumnElement[Any], ...]:
    column = _column(table, field)
    if field.data_type != "entity":
        return (column,)
    type_: Any = table.c[f"{field.name}__type"] if field.is_pair else literal(field.valid_types[0])
    # A link to a retired row reads null, so it is in the group of those without one.
    live = is_live(call.tables, column, type_)
    return (case((live, column)), case((live & column.is_not(None), type_)))


def _level(
    call: Call,
    table: Table,
    conditions: Sequence[Condition],
    totals: Mapping[str, ColumnElement[Any]],
    groupings: Sequence[_Grouping],
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Totals by the values of the first groupings."""
    columns = [column for one in groupings for column in one.columns]
    labels = [column.label(f"group_{at}") for at, column in enumerate(columns)]
    query = select(*labels, *totals.values()).select_from(table).where(*conditions)
    rows = call.connection.execute(query.group_by(*labels) if labels else query)
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        values, key = list(row), []
        for one in groupings:
            width = len(one.columns)
            key.append(values[0] if width == 1 else (None if values[0] is None else (values[1], values[0])))
            del values[:width]
        found[tuple(key)] = dict(zip(totals, values, strict=True))
    return found


def _groups(
    call: Call,
    groupings: Sequence[_Grouping],
    levels: Sequence[Mapping[tuple[Any, ...], dict[str, Any]]],
    above: tuple[Any, ...],
) -> list[dict[str, Any]]:
    depth = len(above)
    if depth == len(groupings):
        return []
    keys = [key for key in levels[depth + 1] if key[:depth] == above]
    field = groupings[depth].field
    if field.data_type == "entity":
        call.names.learn([key[-1] for key in keys if key[-1] is not None])
    groups = []
    for key in keys:
        name, value = _described(call, field, key[-1])
        group = {"group_name": name, "group_value": value, "summaries": levels[depth + 1][key]}
        if depth + 1 < len(groupings):
            group["groups"] = _groups(call, groupings, levels, key)
        groups.append((_rank(key[-1], name), group))
    groups.sort(key=lambda pair: pair[0], reverse=groupings[depth].is_descending)
    return [group for _, group in groups]


def _described(call: Call, field: Field, value: Any) -> tuple[str, Any]:
    if field.data_type == "checkbox":
        return ("[X]", True) if value else ("[ ]", False)
    if value is None:
        return "", None
    if field.data_type == "entity":
        link = call.names.link(value) or {"type": value[0], "id": value[1], "name": ""}
        return str(link["name"]), {**link, "valid": "valid"}
    if field.data_type == "status_list":
        return call.schema.statuses.get(value, value), value
    return str(value), value


def _rank(value: Any, name: str) -> tuple[int, float, str]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 1, float(value), ""
    return (0 if value is None else 1), 0.0, name.casefold()
