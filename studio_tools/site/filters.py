"""The filter tree of the protocol, compiled to one SQL condition.

A dotted path becomes a chain of `IN (SELECT …)`, which lets the database start from the far end and needs no joins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, false, literal, or_, select, true

from studio_tools.site.call import Call
from studio_tools.site.edges import edges_of, is_live
from studio_tools.site.faults import SiteFault
from studio_tools.site.relations import (
    NEGATIONS,
    Condition,
    Test,
    any_of,
    check_relation,
    name_condition,
    scalar_condition,
)
from studio_tools.site.schema import EntityType, Field

MAX_DEPTH = 100
MAX_LEAVES = 5000


class FilterCompiler:
    """Compiles the filters of one request."""

    def __init__(self, call: Call, kind: EntityType) -> None:
        self._call = call
        self._kind = kind
        self._table = call.tables.entity(kind.name)
        self._leaves = 0

    def compile(self, tree: object) -> Condition:
        """The condition for a whole filter tree; an empty one holds for every row."""
        if tree is None or tree == []:
            return true()
        return self._group(tree, 0)

    def leaf(self, path: str, relation: str, values: Sequence[Any]) -> Condition:
        """The condition for one relation on a path."""
        parts = path.split(".")
        field = self._leaf_field(path, parts)
        check_relation(field, f"{self._kind.name}.{path}", relation)
        positive = NEGATIONS.get(relation, relation)
        test = Test(field, f"{self._kind.name}.{path}", positive, values, self._call.now.replace(tzinfo=None))
        asks_unset = positive == "is" and len(values) == 1 and (values[0] is None or values[0] == "")
        if asks_unset and field.data_type != "checkbox":
            # "Has no value" is the complement of "has one", also at the end of a path that leads nowhere.
            return self._unset(test, parts, relation)
        condition = self._walk(self._kind, self._table, parts, test)
        return ~condition if relation in NEGATIONS else condition

    def _unset(self, test: Test, parts: list[str], relation: str) -> Condition:
        if test.values[0] == "" and test.field.data_type not in _BLANKS:
            raise test.refuse("cannot take an empty text; ask with null.")
        has_value = Test(test.field, test.path, "is", [_ANY], test.now)
        condition = self._walk(self._kind, self._table, parts, has_value)
        return condition if relation in NEGATIONS else ~condition

    def _group(self, node: object, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise SiteFault(f"API read() filters are nested deeper than {MAX_DEPTH} groups.")
        if not isinstance(node, Mapping):
            raise SiteFault(f"API read() invalid filter: {node!r}")
        if "path" in node:
            return self._wire_leaf(node)
        conditions = node.get("conditions")
        operator = node.get("logical_operator")
        if operator not in ("and", "or") or not isinstance(conditions, list):
            raise SiteFault("API read() a filter group needs 'logical_operator' ('and' or 'or') and 'conditions'.")
        if not conditions:
            return true()
        parts = [self._group(child, depth + 1) for child in conditions]
        return and_(*parts) if operator == "and" else or_(*parts)

    def _wire_leaf(self, node: Mapping[str, Any]) -> Condition:
        self._leaves += 1
        if self._leaves > MAX_LEAVES:
            raise SiteFault(f"API read() more than {MAX_LEAVES} conditions in one request.")
        path, relation, values = node.get("path"), node.get("relation"), node.get("values")
        if not isinstance(path, str) or not isinstance(relation, str) or "values" not in node:
            raise SiteFault(f"API read() invalid condition: {dict(node)!r}")
        return self.leaf(path, relation, values if isinstance(values, list) else [values])

    def _leaf_field(self, path: str, parts: list[str]) -> Field:
        kind = self._kind
        for position in range(0, len(parts) - 1, 2):
            head = kind.fields.get(parts[position])
            follows = parts[position + 1]
            if head is None or head.data_type not in ("entity", "multi_entity") or follows not in self._call.schema:
                raise SiteFault(f"API read() {self._kind.name}.{path} doesn't exist.")
            kind = self._call.schema[follows]
        field = kind.fields.get(parts[-1]) if len(parts) % 2 else None
        if field is None:
            raise SiteFault(f"API read() {self._kind.name}.{path} doesn't exist.")
        return field

    def _walk(self, kind: EntityType, table: FromClause, parts: list[str], test: Test) -> Condition:
        if len(parts) == 1:
            return self._own_condition(table, test)
        head = kind.fields[parts[0]]
        target = self._call.schema[parts[1]]
        inner = self._call.tables.entity(target.name).alias()
        condition = self._walk(target, inner, parts[2:], test)
        rows = select(inner.c.id).where(inner.c.retired.is_(False), condition)
        if head.is_multi:
            edges = edges_of(self._call.tables, head)
            near = select(edges.near_id).where(*edges.conditions, edges.far_type == target.name, edges.far_id.in_(rows))
            return table.c.id.in_(near)
        return and_(self._leads_to(head, table, target.name), table.c[f"{head.name}__id"].in_(rows))

    def _leads_to(self, head: Field, table: FromClause, type_name: str) -> Condition:
        has_link = table.c[f"{head.name}__id"].is_not(None)
        if head.is_pair:
            return and_(has_link, table.c[f"{head.name}__type"] == type_name)
        return has_link if head.valid_types[0] == type_name else false()

    def _own_condition(self, table: FromClause, test: Test) -> Condition:
        if test.field.is_multi:
            return self._list_condition(table, test)
        if test.field.data_type == "entity":
            return self._link_condition(table, test)
        if test.values and test.values[0] is _ANY:
            suffix = "__id" if test.field.data_type == "image" else ""
            return table.c[test.field.name + suffix].is_not(None)
        return scalar_condition(test, table)

    def _link_condition(self, table: FromClause, test: Test) -> Condition:
        field = test.field
        id_ = table.c[f"{field.name}__id"]
        type_ = table.c[f"{field.name}__type"] if field.is_pair else literal(field.valid_types[0])
        fixed = None if field.is_pair else field.valid_types[0]
        types = field.valid_types or self._call.schema.type_names
        return and_(id_.is_not(None), is_live(self._call.tables, id_, type_), self._far(test, id_, type_, fixed, types))

    def _list_condition(self, table: FromClause, test: Test) -> Condition:
        edges = edges_of(self._call.tables, test.field)
        types = test.field.valid_types or self._call.schema.type_names
        far = self._far(test, edges.far_id, edges.far_type, edges.fixed_type, types)
        live = is_live(self._call.tables, edges.far_id, edges.far_type)
        near = select(edges.near_id).where(*edges.conditions, far, live)
        return table.c.id.in_(near)

    def _far(
        self,
        test: Test,
        id_: ColumnElement[Any],
        type_: ColumnElement[Any],
        fixed: str | None,
        types: Sequence[str],
    ) -> Condition:
        """What the relation asks of the linked row."""
        if test.values and test.values[0] is _ANY:
            return true()
        if test.relation == "type_is":
            return _type_is(self._call, test, type_, fixed)
        if test.relation in ("name_is", "name_contains"):
            return any_of([self._named(test, id_, type_, fixed, name) for name in types])
        values = test.several() if test.relation == "in" else [test.one()]
        return _refers(test, id_, type_, fixed, values)

    def _named(
        self, test: Test, id_: ColumnElement[Any], type_: ColumnElement[Any], fixed: str | None, name: str
    ) -> Condition:
        inner = self._call.tables.entity(name).alias()
        condition = name_condition(test, inner.c.cached_display_name__f)
        rows = select(inner.c.id).where(inner.c.cached_display_name__f.is_not(None), condition)
        return id_.in_(rows) if fixed else and_(type_ == name, id_.in_(rows))


_ANY: Any = object()
"""Stands for "whatever value, as long as there is one"."""

_BLANKS = ("text", "footage", "uuid", "list", "status_list", "entity_type", "date")


def _type_is(call: Call, test: Test, type_: ColumnElement[Any], fixed: str | None) -> Condition:
    name = test.one()
    if not isinstance(name, str) or name not in call.schema:
        raise test.refuse(f"expects an entity type, got {name!r}.")
    if fixed:
        return true() if fixed == name else false()
    return type_ == name


def _refers(
    test: Test, id_: ColumnElement[Any], type_: ColumnElement[Any], fixed: str | None, values: Sequence[Any]
) -> Condition:
    by_type: dict[str, list[int]] = {}
    for value in values:
        if not isinstance(value, Mapping) or not isinstance(value.get("type"), str) or not _is_id(value.get("id")):
            raise test.refuse(f"expects a link with 'type' and 'id', got {value!r}.")
        by_type.setdefault(value["type"], []).append(value["id"])
    if fixed:
        return id_.in_(by_type.get(fixed, [])) if fixed in by_type else false()
    return any_of([and_(type_ == name, id_.in_(ids)) for name, ids in by_type.items()])


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
