"""Delete and revive: a row is retired, some others go with it, and the same ones return."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update

from studio_tools.site.call import Call
from studio_tools.site.events import EventLog, Subject
from studio_tools.site.faults import SiteFault
from studio_tools.site.names import Ref, chunks
from studio_tools.site.schema import EntityType

_TAKES: dict[str, tuple[tuple[str, str], ...]] = {
    "Shot": (("Version", "entity"),),
    "Task": (("TaskDependency", "task"), ("TaskDependency", "dependent_task")),
    "TaskTemplate": (("Task", "task_template"),),
}
"""Which rows a retirement takes along: the rows of a type that link to the retired one by a field."""

_CLASSES_KEPT = ("EventLogEntry",)


class Retirer:
    """Retires and revives within one transaction."""

    def __init__(self, call: Call, log: EventLog) -> None:
        self._call = call
        self._log = log

    def delete(self, args: Mapping[str, Any]) -> bool:
        """Retire a record; False when it already was. Raises SiteFault when it never existed."""
        kind, id_, is_retired = self._found(args, "delete")
        if is_retired:
            return False
        self._retire(kind, [id_])
        for ref in self._taken_by(kind, id_):
            self._retire(self._call.schema[ref[0]], [ref[1]])
            row = {"id": ref[1], "type": ref[0], "by_id": id_}
            self._call.connection.execute(insert(self._call.tables.cascade), [row])
        return True

    def revive(self, args: Mapping[str, Any]) -> bool:
        """Bring a retired record back with all that went with it; False when it is live."""
        kind, id_, is_retired = self._found(args, "revive")
        if not is_retired:
            return False
        self._revive(kind, [id_])
        cascade = self._call.tables.cascade
        rows = self._call.connection.execute(select(cascade.c.type, cascade.c.id).where(cascade.c.by_id == id_)).all()
        for type_name, other in rows:
            self._revive(self._call.schema[type_name], [other])
        self._call.connection.execute(delete(cascade).where(or_(cascade.c.by_id == id_, _same(cascade, kind, id_))))
        return True

    def _found(self, args: Mapping[str, Any], method: str) -> tuple[EntityType, int, bool]:
        kind, id_ = self._call.kind(args.get("type"), method), args.get("id")
        if kind.name in _CLASSES_KEPT:
            raise SiteFault(f"API {method}() {kind.name} cannot be deleted.")
        if isinstance(id_, bool) or not isinstance(id_, int):
            raise SiteFault(f"API {method}() {kind.name} needs a whole number as 'id', got {id_!r}.")
        table = self._call.tables.entity(kind.name)
        retired = self._call.connection.execute(select(table.c.retired).where(table.c.id == id_)).scalar()
        if retired is None:
            raise SiteFault(f"API {method}() {kind.name} with id {id_} doesn't exist.")
        return kind, id_, bool(retired)

    def _taken_by(self, kind: EntityType, id_: int) -> list[Ref]:
        refs: dict[Ref, None] = {}
        for type_name, field_name in _TAKES.get(kind.name, ()):
            table, field = self._call.tables.entity(type_name), self._call.schema[type_name].fields[field_name]
            condition = table.c[f"{field_name}__id"] == id_
            if field.is_pair:
                condition = and_(condition, table.c[f"{field_name}__type"] == kind.name)
            query = select(table.c.id).where(condition, table.c.retired.is_(False)).order_by(table.c.id)
            refs.update(((type_name, other), None) for other in self._call.connection.execute(query).scalars())
        return list(refs)

    def _retire(self, kind: EntityType, ids: list[int]) -> None:
        for subject in self._subjects(kind, ids):
            self._log.retired(subject)
        self._flag(kind, ids, is_retired=True)
        rows = [{"id": id_, "type": kind.name} for id_ in ids]
        self._call.connection.execute(insert(self._call.tables.retired), rows)

    def _revive(self, kind: EntityType, ids: list[int]) -> None:
        self._refuse_taken(kind, ids)
        retired = self._call.tables.retired
        for id_ in ids:
            self._call.connection.execute(delete(retired).where(_same(retired, kind, id_)))
        self._flag(kind, ids, is_retired=False)
        for subject in self._subjects(kind, ids):
            self._log.revived(subject)

    def _refuse_taken(self, kind: EntityType, ids: list[int]) -> None:
        """A name that must be unique may have gone to another row meanwhile."""
        table = self._call.tables.entity(kind.name)
        for field in kind.fields.values():
            if not (field.unique and field.has_fold):
                continue
            column = table.c[f"{field.name}__f"]
            wanted = select(column).where(table.c.id.in_(ids), column.is_not(None))
            other = select(table.c.id).where(column.in_(wanted), table.c.retired.is_(False), table.c.id.not_in(ids))
            taken = self._call.connection.execute(other).scalar()
            if taken is not None:
                raise SiteFault(f"API revive() {field.path} must be unique, and {kind.name} {taken} has it now.")

    def _flag(self, kind: EntityType, ids: list[int], *, is_retired: bool) -> None:
        table = self._call.tables.entity(kind.name)
        for some in chunks(ids):
            self._call.connection.execute(update(table).where(table.c.id.in_(some)).values(retired=is_retired))
        for id_ in ids:
            self._call.names.forget((kind.name, id_))

    def _subjects(self, kind: EntityType, ids: list[int]) -> list[Subject]:
        table = self._call.tables.entity(kind.name)
        columns = [table.c.id, table.c.cached_display_name]
        has_project = "project" in kind.fields
        if has_project:
            columns.append(table.c.project__id)
        subjects = []
        for row in self._call.connection.execute(select(*columns).where(table.c.id.in_(ids))):
            project_id = row[0] if kind.name == "Project" else (row[2] if has_project else None)
            subjects.append(Subject(kind=kind, id=row[0], name=row[1] or "", project_id=project_id))
        return subjects


def _same(table: Any, kind: EntityType, id_: int) -> Any:
    return and_(table.c.id == id_, table.c.type == kind.name)
