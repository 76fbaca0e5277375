"""The protocol's `read`: filter, sort, page and load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, func, literal, select

from studio_tools.site.call import Call
from studio_tools.site.faults import NotServed, SiteFault
from studio_tools.site.filters import FilterCompiler
from studio_tools.site.load import Loader
from studio_tools.site.relations import Condition
from studio_tools.site.schema import EntityType, Field

PAGE = 500
MAX_PAGE = 5000
_UNSORTABLE = ("url", "image", "password", "serializable", "multi_entity", "summary")


def read(call: Call, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one page of the records that match."""
    kind = call.kind(args.get("type"), "read")
    if args.get("additional_filter_presets"):
        raise NotServed("API read() 'additional_filter_presets'")
    size, page = _paging(args.get("paging"))
    loader = Loader(call)
    plan = loader.plan(kind, _return_fields(args))
    query = select(*plan.columns).where(*row_conditions(call, kind, args))
    query = _sorted(call, kind, plan.table, query, args.get("sorts"))
    # One row more than the page tells whether another page follows, without counting.
    rows = call.connection.execute(query.limit(size + 1).offset((page - 1) * size)).all()
    info = {"current_page": page, "entities_per_page": size, "has_next_page": len(rows) > size}
    return {"entities": loader.records(plan, rows[:size]), "paging_info": info | _count(call, kind, args)}


def row_conditions(call: Call, kind: EntityType, args: Mapping[str, Any]) -> list[Condition]:
    """Which rows a request is about: live or retired, of archived projects or not, and its filters."""
    table = call.tables.entity(kind.name)
    which = args.get("return_only", "active")
    if which not in ("active", "retired"):
        raise SiteFault(f"API read() 'return_only' must be 'active' or 'retired', got {which!r}.")
    conditions: list[Condition] = [table.c.retired.is_(which == "retired")]
    compiler = FilterCompiler(call, kind)
    conditions.append(compiler.compile(args.get("filters")))
    if args.get("include_archived_projects", True) is False:
        if kind.name == "Project":
            conditions.append(compiler.leaf("archived", "is_not", [True]))
        elif "project" in kind.fields:
            conditions.append(compiler.leaf("project.Project.archived", "is_not", [True]))
    return conditions


def _count(call: Call, kind: EntityType, args: Mapping[str, Any]) -> dict[str, int]:
    # Clients of old servers ask for totals; the others are spared the price of counting.
    if args.get("return_paging_info") is not True:
        return {}
    table = call.tables.entity(kind.name)
    query = select(func.count()).select_from(table).where(*row_conditions(call, kind, args))
    return {"entity_count": int(call.connection.execute(query).scalar_one())}


def _return_fields(args: Mapping[str, Any]) -> list[str]:
    fields = args.get("return_fields") or ["id"]
    if not isinstance(fields, list):
        raise SiteFault("API read() 'return_fields' must be an array.")
    return [name for name in fields if isinstance(name, str)]


def _paging(paging: Any) -> tuple[int, int]:
    asked = paging if isinstance(paging, Mapping) else {}
    size, page = asked.get("entities_per_page", PAGE), asked.get("current_page", 1)
    if not isinstance(size, int) or not isinstance(page, int) or size < 1 or page < 1:
        raise SiteFault("API read() 'paging' needs positive 'entities_per_page' and 'current_page'.")
    if size > MAX_PAGE:
        raise SiteFault(f"API read() 'entities_per_page' may be {MAX_PAGE} at most.")
    return size, page


def _sorted(call: Call, kind: EntityType, table: FromClause, query: Select[Any], sorts: Any) -> Select[Any]:
    for sort in sorts or []:
        if not isinstance(sort, Mapping):
            raise SiteFault("API read() 'sorts' must hold objects with 'field_name' and 'direction'.")
        direction = sort.get("direction", "asc")
        if direction not in ("asc", "desc"):
            raise SiteFault(f"API read() 'direction' must be 'asc' or 'desc', got {direction!r}.")
        key = _sort_key(call, kind, table, str(sort.get("field_name") or sort.get("column")).split("."))
        if key is not None:
            ordered = key.asc() if direction == "asc" else key.desc()
            query = query.order_by(ordered.nulls_last())
    return query.order_by(table.c.id)


def _sort_key(call: Call, kind: EntityType, table: FromClause, parts: list[str]) -> ColumnElement[Any] | None:
    found = kind.fields.get(parts[0])
    if found is None or found.data_type in _UNSORTABLE:
        return None
    if len(parts) == 1:
        return _link_key(call, table, found) if found.data_type == "entity" else _own_key(table, found)
    if len(parts) < 3 or found.data_type != "entity" or parts[1] not in call.schema:
        return None
    inner = call.tables.entity(parts[1]).alias()
    key = _sort_key(call, call.schema[parts[1]], inner, parts[2:])
    return None if key is None else _far_key(table, found, parts[1], inner, key)


def _own_key(table: FromClause, found: Field) -> ColumnElement[Any]:
    return table.c[f"{found.name}__f" if found.has_fold else found.name]


def _link_key(call: Call, table: FromClause, found: Field) -> ColumnElement[Any]:
    keys = []
    for name in found.valid_types or call.schema.type_names:
        inner = call.tables.entity(name).alias()
        keys.append((name, _far_key(table, found, name, inner, inner.c.cached_display_name__f)))
    if not found.is_pair:
        return keys[0][1]
    type_ = table.c[f"{found.name}__type"]
    return case(*((type_ == name, key) for name, key in keys), else_=literal(None))


def _far_key(
    table: FromClause, found: Field, type_name: str, inner: FromClause, key: ColumnElement[Any]
) -> ColumnElement[Any]:
    query = select(key).where(inner.c.id == table.c[f"{found.name}__id"], inner.c.retired.is_(False))
    if found.is_pair:
        query = query.where(table.c[f"{found.name}__type"] == type_name)
    elif type_name != found.valid_types[0]:
        return literal(None)
    return query.correlate(table).scalar_subquery()
