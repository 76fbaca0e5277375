"""Rows to records: the requested fields of rows, links with their names, and what lies behind dotted paths.

Everything that a page links to is fetched per type and not per row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Table, select

from studio_tools.site.attachments import AttachmentBook
from studio_tools.site.call import Call
from studio_tools.site.edges import edges_of
from studio_tools.site.names import Ref, chunks
from studio_tools.site.schema import EntityType, Field

Record = dict[str, Any]
PASSWORD = "*******"  # noqa: S105 - what the protocol shows in place of one


@dataclass(slots=True)
class Plan:
    """Which fields of one type are wanted, sorted by how they are read."""

    kind: EntityType
    table: Table
    columns: list[Column[Any]]
    scalars: list[tuple[str, Field, int]] = field(default_factory=list)
    links: list[tuple[str, Field, int]] = field(default_factory=list)
    attachments: list[tuple[str, Field, int]] = field(default_factory=list)
    lists: list[tuple[str, Field]] = field(default_factory=list)
    behind: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    """Dotted paths by the link and type they go through: (whole path, rest)."""
    heads: dict[str, int] = field(default_factory=dict)


class Loader:
    """Reads records within one request."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._book = AttachmentBook(call)

    def plan(self, kind: EntityType, paths: Iterable[str]) -> Plan:
        """Sort out the requested paths; what does not exist is left out, as the protocol has it."""
        table = self._call.tables.entity(kind.name)
        plan = Plan(kind, table, [table.c.id])
        for path in dict.fromkeys(paths):
            if path in ("id", "type"):
                continue
            if "." in path:
                self._plan_dotted(plan, path)
            elif (found := kind.fields.get(path)) is not None:
                self._plan_field(plan, path, found)
        return plan

    def fetch(self, kind: EntityType, ids: Sequence[int], paths: Iterable[str]) -> dict[int, Record]:
        """The records of the live rows among *ids*."""
        plan = self.plan(kind, paths)
        rows: list[Sequence[Any]] = []
        for some in chunks(ids):
            query = select(*plan.columns).where(plan.table.c.id.in_(some), plan.table.c.retired.is_(False))
            rows.extend(self._call.connection.execute(query))
        return {record["id"]: record for record in self.records(plan, rows)}

    def records(self, plan: Plan, rows: Sequence[Sequence[Any]]) -> list[Record]:
        """Make records of rows that hold the plan's columns."""
        name = plan.kind.name
        records: list[Record] = [{"type": name, "id": row[0]} for row in rows]
        for path, found, at in plan.scalars:
            _fill_scalar(records, rows, path, found, at)
        self._fill_links(plan, rows, records)
        self._fill_attachments(plan, rows, records)
        for path, found in plan.lists:
            self._fill_list(records, path, found)
        for (head, type_name), paths in plan.behind.items():
            self._fill_behind(plan, rows, records, head, type_name, paths)
        return records

    def lists_of(self, found: Field, ids: Sequence[int]) -> dict[int, list[Ref]]:
        """The links of a list field by row, retired ones included, in no order."""
        edges = edges_of(self._call.tables, found)
        by_row: dict[int, list[Ref]] = {}
        for some in chunks(ids):
            query = select(edges.near_id, edges.far_type, edges.far_id).where(edges.near_id.in_(some))
            for near, far_type, far_id in self._call.connection.execute(query.where(*edges.conditions)):
                by_row.setdefault(near, []).append((far_type, far_id))
        return by_row

    def _plan_field(self, plan: Plan, path: str, found: Field) -> None:
        if found.is_multi:
            plan.lists.append((path, found))
        elif found.data_type == "entity":
            plan.links.append((path, found, self._plan_link(plan, found)))
        elif found.data_type in ("url", "image"):
            plan.attachments.append((path, found, _add(plan, f"{found.name}__id")))
        elif found.data_type == "password":
            plan.scalars.append((path, found, -1))
        else:
            plan.scalars.append((path, found, _add(plan, found.name)))

    def _plan_link(self, plan: Plan, found: Field) -> int:
        if found.name not in plan.heads:
            at = _add(plan, f"{found.name}__id")
            if found.is_pair:
                _add(plan, f"{found.name}__type")
            plan.heads[found.name] = at
        return plan.heads[found.name]

    def _plan_dotted(self, plan: Plan, path: str) -> None:
        head, _, tail = path.partition(".")
        type_name, _, rest = tail.partition(".")
        found = plan.kind.fields.get(head)
        if found is None or found.data_type != "entity" or not rest or type_name not in self._call.schema:
            return
        if found.valid_types and type_name not in found.valid_types:
            return
        if not self._exists(self._call.schema[type_name], rest):
            return
        self._plan_link(plan, found)
        plan.behind.setdefault((head, type_name), []).append((path, rest))

    def _exists(self, kind: EntityType, path: str) -> bool:
        if "." not in path:
            return path in kind.fields or path == "type"
        plan = Plan(kind, self._call.tables.entity(kind.name), [])
        self._plan_dotted(plan, path)
        return bool(plan.behind)

    def _ref(self, found: Field, row: Sequence[Any], at: int) -> Ref | None:
        if row[at] is None:
            return None
        return (row[at + 1] if found.is_pair else found.valid_types[0], row[at])

    def _fill_links(self, plan: Plan, rows: Sequence[Sequence[Any]], records: list[Record]) -> None:
        if not plan.links:
            return
        names = self._call.names
        names.learn({ref for _, found, at in plan.links for row in rows if (ref := self._ref(found, row, at))})
        for path, found, at in plan.links:
            for record, row in zip(records, rows, strict=True):
                ref = self._ref(found, row, at)
                record[path] = names.link(ref) if ref else None

    def _fill_attachments(self, plan: Plan, rows: Sequence[Sequence[Any]], records: list[Record]) -> None:
        if not plan.attachments:
            return
        self._book.learn(row[at] for _, _, at in plan.attachments for row in rows if row[at] is not None)
        for path, found, at in plan.attachments:
            read = self._book.image if found.data_type == "image" else self._book.value
            for record, row in zip(records, rows, strict=True):
                record[path] = None if row[at] is None else read(row[at])

    def _fill_list(self, records: list[Record], path: str, found: Field) -> None:
        by_row = self.lists_of(found, [record["id"] for record in records])
        self._call.names.learn({ref for refs in by_row.values() for ref in refs})
        for record in records:
            refs = sorted(set(by_row.get(record["id"], ())), key=lambda ref: ref[1])
            links = [link for ref in refs if (link := self._call.names.link(ref))]
            record[path] = sorted(links, key=lambda link: str(link["name"]).casefold())

    def _fill_behind(
        self,
        plan: Plan,
        rows: Sequence[Sequence[Any]],
        records: list[Record],
        head: str,
        type_name: str,
        paths: list[tuple[str, str]],
    ) -> None:
        found, at = plan.kind.fields[head], plan.heads[head]
        refs = [self._ref(found, row, at) for row in rows]
        ids = sorted({ref[1] for ref in refs if ref and ref[0] == type_name})
        behind = self.fetch(self._call.schema[type_name], ids, [rest for _, rest in paths])
        for record, ref in zip(records, refs, strict=True):
            far = behind.get(ref[1]) if ref and ref[0] == type_name else None
            for path, rest in paths:
                if far is None:
                    record[path] = None
                elif rest in far:
                    record[path] = far[rest]


def _add(plan: Plan, column: str) -> int:
    plan.columns.append(plan.table.c[column])
    return len(plan.columns) - 1


def _fill_scalar(records: list[Record], rows: Sequence[Sequence[Any]], path: str, found: Field, at: int) -> None:
    match found.data_type:
        case "password":
            for record in records:
                record[path] = PASSWORD
        case "serializable":
            for record, row in zip(records, rows, strict=True):
                record[path] = None if row[at] is None else json.loads(row[at])
        case "checkbox":
            for record, row in zip(records, rows, strict=True):
                record[path] = bool(row[at])
        case _:
            for record, row in zip(records, rows, strict=True):
                record[path] = row[at]
