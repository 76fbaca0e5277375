"""Writing lists of links: what is added, what is removed, and what the other end learns of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, update

from studio_tools.site.call import Call
from studio_tools.site.drafts import ListChange, not_legal
from studio_tools.site.events import EventLog, Subject, links_of
from studio_tools.site.faults import NotServed
from studio_tools.site.load import Loader
from studio_tools.site.names import Ref
from studio_tools.site.schema import Field, Inverse, Mirror, Own, Schema, Via
from studio_tools.site.store import IdBlock
from studio_tools.site.values import fold

_DEPENDENCY = "finish-to-start-next-day"


@dataclass(slots=True)
class ListWriter:
    """Applies changes of lists within one transaction."""

    call: Call
    ids: IdBlock
    log: EventLog
    _projects: dict[Ref, int | None] = field(default_factory=dict)

    def forget(self, ref: Ref) -> None:
        """Note that the row's project may be another one now."""
        self._projects.pop(ref, None)

    def apply(self, subject: Subject, change: ListChange, *, in_create: bool = False) -> bool:
        """Bring the list to what was asked, tell both ends, and answer whether anything changed."""
        found, owner = change.field, (subject.kind.name, subject.id)
        self._check_loops(change, owner)
        current = [] if in_create else self._current(found, subject.id)
        added, removed = _difference(change, current)
        if not added and not removed:
            return False
        self._write(found, subject.id, added, removed)
        links = links_of(self.call, added), links_of(self.call, removed)
        self.log.relinked(subject, found, *links, in_create=in_create)
        self._tell_others(found, subject, added, removed)
        return True

    def tell_end(self, target: Ref, found: Field, added: list[Ref], removed: list[Ref]) -> None:
        """Log that a list at the far end of a link grew or shrank."""
        subject = self.subject(target)
        if subject is not None:
            self.log.relinked(subject, found, links_of(self.call, added), links_of(self.call, removed))

    def subject(self, ref: Ref) -> Subject | None:
        """A live row as the subject of events."""
        self.call.names.learn([ref])
        link = self.call.names.link(ref)
        if link is None:
            return None
        return Subject(
            kind=self.call.schema[ref[0]], id=ref[1], name=str(link["name"]), project_id=self._project_of(ref)
        )

    def _project_of(self, ref: Ref) -> int | None:
        if ref[0] == "Project":
            return ref[1]
        if "project" not in self.call.schema[ref[0]].fields:
            return None
        if ref not in self._projects:
            # A batch fills one sequence with hundreds of shots: each asks the same.
            table = self.call.tables.entity(ref[0])
            query = select(table.c.project__id).where(table.c.id == ref[1])
            self._projects[ref] = self.call.connection.execute(query).scalar()
        return self._projects[ref]

    def _current(self, found: Field, id_: int) -> list[Ref]:
        refs = Loader(self.call).lists_of(found, [id_]).get(id_, [])
        self.call.names.learn(refs)
        return [ref for ref in refs if self.call.names.is_live(ref)]

    def _check_loops(self, change: ListChange, owner: Ref) -> None:
        found = change.field
        if change.mode != "remove" and isinstance(found.link, Via) and owner in change.refs:
            raise not_legal(found, "a record cannot be linked to itself")

    def _write(self, found: Field, id_: int, added: Sequence[Ref], removed: Sequence[Ref]) -> None:
        match found.link:
            case Via() as via:
                self._write_via(via, id_, added, removed)
            case Inverse(owner, owned):
                self._write_inverse(found, owner, owned, id_, added, removed)
            case Mirror(owner, owned):
                table_field = self.call.schema[owner].fields[owned]
                pairs = [(ref[1], found.entity_type, id_) for ref in added]
                gone = [(ref[1], found.entity_type, id_) for ref in removed]
                self._write_own(table_field, pairs, gone)
            case Own():
                pairs = [(id_, *ref) for ref in added]
                self._write_own(found, pairs, [(id_, *ref) for ref in removed])
            case None:
                raise NotServed(f"Writing {found.path}")

    def _write_own(
        self, found: Field, added: Sequence[tuple[int, str, int]], removed: Sequence[tuple[int, str, int]]
    ) -> None:
        table = self.call.tables.links(found)
        keys = ("owner_id", "target_type", "target_id")
        for pair in removed:
            same = [table.c[key] == value for key, value in zip(keys, pair, strict=True)]
            self.call.connection.execute(delete(table).where(*same))
        for pair in added:
            # The pair may still be there, to a row that was retired and is back in this request.
            same = [table.c[key] == value for key, value in zip(keys, pair, strict=True)]
            self.call.connection.execute(delete(table).where(*same))
        if added:
            self.call.connection.execute(insert(table), [dict(zip(keys, pair, strict=True)) for pair in added])

    def _write_via(self, via: Via, id_: int, added: Sequence[Ref], removed: Sequence[Ref]) -> None:
        table = self.call.tables.entity(via.connection)
        near, far = table.c[f"{via.near}__id"], table.c[f"{via.far}__id"]
        if removed:
            ids = [ref[1] for ref in removed]
            self.call.connection.execute(delete(table).where(near == id_, far.in_(ids), table.c.retired.is_(False)))
        if added:
            self.connect(via.connection, [{via.near: id_, via.far: ref[1]} for ref in added])

    def connect(self, connection: str, ends: Sequence[dict[str, int]]) -> None:
        """Make rows of a connection entity."""
        kind, first = self.call.schema[connection], self.ids.take(len(ends))
        rows = []
        for at, pair in enumerate(ends):
            name = f"{kind.label} {first + at}"
            row: dict[str, object] = {f"{key}__id": value for key, value in pair.items()}
            row |= {
                "id": first + at,
                "retired": False,
                "cached_display_name": name,
                "cached_display_name__f": fold(name),
            }
            if connection == "TaskDependency":
                row |= {"dependency_type": "finish-to-start-next-day", "dependency_type__f": "finish-to-start-next-day"}
                row |= {"offset_days": 0}
            if "created_at" in kind.fields:
                row |= {"created_at": self.call.stamp}
            rows.append(row)
        self.call.connection.execute(insert(self.call.tables.entity(connection)), rows)

    def _write_inverse(
        self, found: Field, owner: str, owned: str, id_: int, added: Sequence[Ref], removed: Sequence[Ref]
    ) -> None:
        table, single = self.call.tables.entity(owner), self.call.schema[owner].fields[owned]
        stamp = {"updated_at": self.call.stamp} if "updated_at" in self.call.schema[owner].fields else {}
        for refs, ref in ((removed, None), (added, (found.entity_type, id_))):
            if refs:
                values: dict[str, object] = {f"{owned}__id": ref and ref[1], **stamp}
                if single.is_pair:
                    values[f"{owned}__type"] = ref and ref[0]
                ids = [far[1] for far in refs]
                self._tell_stolen(single, refs, ref)
                self.call.connection.execute(update(table).where(table.c.id.in_(ids)).values(values))

    def _tell_stolen(self, single: Field, refs: Sequence[Ref], new: Ref | None) -> None:
        """A single link moves: say so on the row itself and on the list it leaves."""
        loaded = Loader(self.call).fetch(self.call.schema[single.entity_type], [ref[1] for ref in refs], [single.name])
        self.call.names.learn([new] if new else [])
        for ref in refs:
            old = loaded.get(ref[1], {}).get(single.name)
            subject = self.subject(ref)
            if subject is not None:
                self.log.changed(subject, single, old, self.call.names.link(new) if new else None)
            if old is not None and new is not None:
                for end in self.call.schema.inverses_of(single.entity_type, single.name):
                    if end.entity_type == old["type"] and not _is_view(end):
                        self.tell_end((old["type"], old["id"]), end, [], [ref])

    def _tell_others(self, found: Field, subject: Subject, added: list[Ref], removed: list[Ref]) -> None:
        if isinstance(found.link, Inverse):
            return  # told where the single link moved
        me = (subject.kind.name, subject.id)
        for refs, is_new in ((added, True), (removed, False)):
            for ref in refs:
                end = opposite(self.call.schema, found, ref[0])
                if end is not None:
                    self.tell_end(ref, end, [me] if is_new else [], [] if is_new else [me])


def _is_view(found: Field) -> bool:
    return isinstance(found.link, Mirror) and bool(found.link.statuses)


def opposite(schema: Schema, found: Field, far_type: str) -> Field | None:
    """The list field of *far_type* that shows the same links from the other end."""
    match found.link:
        case Via(connection, near, far):
            wanted = Via(connection, far, near)
            return next((end for end in schema[far_type].fields.values() if end.link == wanted), None)
        case Mirror(owner, owned):
            return schema[owner].fields[owned]
        case Own():
            ends = schema.inverses_of(found.entity_type, found.name)
            return next((end for end in ends if end.entity_type == far_type and not _is_view(end)), None)
        case _:
            return None


def _difference(change: ListChange, current: Sequence[Ref]) -> tuple[list[Ref], list[Ref]]:
    have, asked = set(current), set(change.refs)
    if change.mode == "remove":
        return [], [ref for ref in current if ref in asked]
    added = [ref for ref in change.refs if ref not in have]
    if change.mode == "add":
        return added, []
    return added, [ref for ref in current if ref not in asked]
