"""A list of links as rows of (near, far), however it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, literal, select

from studio_tools.site.schema import Field, Inverse, Mirror, Own, Via
from studio_tools.site.store import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Columns and conditions that read a list of links."""

    near_id: ColumnElement[Any]
    far_id: ColumnElement[Any]
    far_type: ColumnElement[Any]
    conditions: tuple[ColumnElement[bool], ...]
    fixed_type: str | None
    """The one type that the links lead to, where there is only one."""


def edges_of(tables: Tables, field: Field) -> Edges:
    """How the list *field* is read; the rows it leads to may be retired."""
    match field.link:
        case Via(connection, near, far):
            return _through(tables, field, connection, near, far)
        case Inverse(owner, owned):
            return _inverse(tables, field, owner, owned)
        case Mirror(owner, owned, statuses):
            return _mirror(tables, field, owner, owned, statuses)
        case _:
            return _own(tables, field)


def _through(tables: Tables, field: Field, connection: str, near: str, far: str) -> Edges:
    table = tables.entity(connection).alias()
    near_id = table.c[f"{near}__id"]
    far_type = field.valid_types[0]
    return Edges(
        near_id=near_id,
        far_id=table.c[f"{far}__id"],
        far_type=literal(far_type),
        conditions=(near_id.is_not(None), table.c[f"{far}__id"].is_not(None), table.c.retired.is_(False)),
        fixed_type=far_type,
    )


def _inverse(tables: Tables, field: Field, owner: str, owned: str) -> Edges:
    table = tables.entity(owner).alias()
    near_id = table.c[f"{owned}__id"]
    conditions: list[ColumnElement[bool]] = [near_id.is_not(None), table.c.retired.is_(False)]
    if tables.schema[owner].fields[owned].is_pair:
        conditions.append(table.c[f"{owned}__type"] == field.entity_type)
    return Edges(
        near_id=near_id, far_id=table.c.id, far_type=literal(owner), conditions=tuple(conditions), fixed_type=owner
    )


def _mirror(tables: Tables, field: Field, owner: str, owned: str, statuses: tuple[str, ...]) -> Edges:
    table = tables.links(tables.schema[owner].fields[owned]).alias()
    conditions: list[ColumnElement[bool]] = [table.c.target_type == field.entity_type]
    if statuses:
        rows = tables.entity(owner).alias()
        conditions.append(table.c.owner_id.in_(select(rows.c.id).where(rows.c.sg_status_list.in_(statuses))))
    return Edges(
        near_id=table.c.target_id,
        far_id=table.c.owner_id,
        far_type=literal(owner),
        conditions=tuple(conditions),
        fixed_type=owner,
    )


def _own(tables: Tables, field: Field) -> Edges:
    assert isinstance(field.link, Own) or field.is_multi  # noqa: S101 - callers ask for lists only
    table = tables.links(field).alias()
    fixed = field.valid_types[0] if len(field.valid_types) == 1 else None
    return Edges(
        near_id=table.c.owner_id,
        far_id=table.c.target_id,
        far_type=table.c.target_type,
        conditions=(),
        fixed_type=fixed,
    )


def is_live(tables: Tables, id_: ColumnElement[Any], type_: ColumnElement[Any] | str) -> ColumnElement[bool]:
    """A condition: the row that a link leads to is not retired."""
    retired = tables.retired.alias()
    return ~exists(select(retired.c.id).where(retired.c.id == id_, retired.c.type == type_))
