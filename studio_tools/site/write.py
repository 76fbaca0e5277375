"""The protocol's create and update: drafts become rows, links and events, many at a time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from studio_tools.site import secrets
from studio_tools.site.call import Call
from studio_tools.site.drafts import Draft, Drafter, not_legal, refuse_unserved
from studio_tools.site.events import EventLog, Subject
from studio_tools.site.faults import SiteFault, WriteFault
from studio_tools.site.lists import ListWriter
from studio_tools.site.load import Loader, Record
from studio_tools.site.mint import Minter
from studio_tools.site.names import Ref, chunks
from studio_tools.site.schema import EntityType, Field
from studio_tools.site.store import IdBlock
from studio_tools.site.store.bulk import insert_dicts
from studio_tools.site.values import fold

_READ_ONLY_TYPES = ("EventLogEntry",)


class Writer:
    """Everything that is written within one transaction."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.ids = IdBlock(call.connection, call.tables)
        self.log = EventLog(call, self.ids)
        self.lists = ListWriter(call, self.ids, self.log)
        self.minter = Minter(call, self.ids, self.log)

    def create(self, requests: Sequence[Mapping[str, Any]]) -> list[Record]:
        """Make records of one type; the answers hold what was sent and what was asked for."""
        kind = self._writable(requests[0].get("type"), "create")
        drafter = Drafter(self.call, "create")
        drafts = [drafter.draft(kind, request.get("fields")) for request in requests]
        drafter.check_links(drafts)
        ids = self._insert(kind, drafts)
        for id_, draft in zip(ids, drafts, strict=True):
            self._after_insert(kind, id_, draft)
        self.minter.flush()
        return self._answers(kind, ids, drafts, requests)

    def update(self, request: Mapping[str, Any]) -> Record:
        """Change a record; the answer holds what was sent. Raises SiteFault when there is no such record."""
        kind = self._writable(request.get("type"), "update")
        id_, row = self._row(kind, request.get("id"), "update")
        draft = Drafter(self.call, "update").draft(kind, request.get("fields"))
        refuse_unserved(draft)
        Drafter(self.call, "update").check_links([draft])
        self._complete_person(kind, draft, row)
        self._check_unique(kind, [draft], id_)
        self._apply(kind, id_, draft, row)
        self.minter.flush()
        return self._answers(kind, [id_], [draft], [{}])[0]

    def set_attachment(self, kind: EntityType, id_: int, column: str, attachment_id: int | None) -> None:
        """Point a url or image field at an attachment that was made from an upload."""
        table = self.call.tables.entity(kind.name)
        stamp = self._stamp(kind)
        self.call.connection.execute(
            update(table).where(table.c.id == id_).values({f"{column}__id": attachment_id, **stamp})
        )
        subject = self.lists.subject((kind.name, id_))
        if subject is not None:
            new = None if attachment_id is None else {"type": "Attachment", "id": attachment_id}
            self.log.changed(subject, kind.fields[column], None, new)

    def finish(self) -> None:
        """Write what was collected; the last thing before the commit."""
        self.minter.flush()
        self.log.flush()
        self.ids.settle()

    def _writable(self, name: object, method: str) -> EntityType:
        kind = self.call.kind(name, method)
        if kind.name in _READ_ONLY_TYPES:
            raise SiteFault(f"API {method}() {kind.name} cannot be written.")
        return kind

    def _row(self, kind: EntityType, id_: object, method: str) -> tuple[int, Mapping[str, Any]]:
        if isinstance(id_, bool) or not isinstance(id_, int):
            raise SiteFault(f"API {method}() {kind.name} needs a whole number as 'id', got {id_!r}.")
        table = self.call.tables.entity(kind.name)
        query = select(table).where(table.c.id == id_, table.c.retired.is_(False))
        row = self.call.connection.execute(query).mappings().first()
        if row is None:
            raise SiteFault(f"API {method}() {kind.name} with id {id_} doesn't exist.")
        return id_, dict(row)

    def _insert(self, kind: EntityType, drafts: Sequence[Draft]) -> list[int]:
        first = self.ids.take(len(drafts))
        base = self._base(kind)
        rows = []
        for at, draft in enumerate(drafts):
            refuse_unserved(draft)
            self._complete(kind, draft, first + at)
            for name, url in draft.urls.items():
                if url is not None:
                    project_id = self._project(kind, first + at, draft)
                    draft.columns[f"{name}__id"] = self.minter.mint(kind.fields[name], url, project_id)
            rows.append({**base, **draft.columns, "id": first + at})
        self._check_unique(kind, drafts, None)
        insert_dicts(self.call.connection, self.call.tables.entity(kind.name), rows)
        return list(range(first, first + len(drafts)))

    def _base(self, kind: EntityType) -> dict[str, Any]:
        """What every new row starts with: defaults, who and when."""
        base: dict[str, Any] = {"retired": False}
        for field in kind.fields.values():
            if field.data_type == "checkbox":
                base[field.name] = bool(field.default)
            elif field.default is not None and field.is_stored and field.data_type not in ("entity", "url", "image"):
                base[field.name] = field.default
                if field.has_fold:
                    base[f"{field.name}__f"] = fold(str(field.default))
        for name in ("created_at", "updated_at"):
            if name in kind.fields:
                base[name] = self.call.stamp
        for name in ("created_by", "updated_by"):
            if name in kind.fields:
                base |= {f"{name}__id": self.call.actor.id, f"{name}__type": self.call.actor.type}
        return base

    def _complete(self, kind: EntityType, draft: Draft, id_: int) -> None:
        """Fill in what the protocol fills in: names, the project's duty, the caller."""
        if kind.is_scoped and draft.links.get("project") is None and draft.links.get("task_template") is None:
            sent = ", ".join(draft.sent) or "nothing"
            raise SiteFault(f"API create() missing 'project' attribute: {kind.name} was sent {sent}.")
        if kind.name == "HumanUser":
            self._complete_person(kind, draft, {})
        identity = kind.fields.get(kind.display or "")
        if identity is not None and not draft.columns.get(identity.name):
            draft.put(identity, f"New {kind.label} {id_}")
        if kind.name == "Version" and "user" not in draft.links:
            draft.put_link(kind.fields["user"], (self.call.actor.type, self.call.actor.id))
        if kind.name == "LocalStorage":
            draft.columns["uuid"] = str(uuid.uuid4())
        name = self._display(kind, id_, draft.columns)
        draft.columns["cached_display_name"] = name
        draft.columns["cached_display_name__f"] = fold(name)
        self.call.names.set((kind.name, id_), name)

    def _complete_person(self, kind: EntityType, draft: Draft, row: Mapping[str, Any]) -> None:
        """A person's name is first and last name, whichever of them was written."""
        if kind.name != "HumanUser" or not {"name", "firstname", "lastname"} & draft.values.keys():
            return
        if draft.values.get("name"):
            first, _, last = str(draft.values["name"]).partition(" ")
            draft.put(kind.fields["firstname"], first)
            draft.put(kind.fields["lastname"], last.strip() or None)
            return
        parts = [draft.columns.get(part, row.get(part)) for part in ("firstname", "lastname")]
        draft.put(kind.fields["name"], " ".join(str(part) for part in parts if part) or None)

    def _display(self, kind: EntityType, id_: int, columns: Mapping[str, Any]) -> str:
        if kind.display is None:
            return f"{kind.label} {id_}"
        text = str(columns.get(kind.display) or "")
        return f"#{id_}: {text}" if kind.name == "Delivery" else text

    def _check_unique(self, kind: EntityType, drafts: Sequence[Draft], own_id: int | None) -> None:
        for field in kind.fields.values():
            if field.unique and field.has_fold:
                values = [str(text) for draft in drafts if (text := draft.columns.get(f"{field.name}__f")) is not None]
                if values:
                    self._refuse_taken(kind, field, values, own_id)

    def _refuse_taken(self, kind: EntityType, field: Field, values: list[str], own_id: int | None) -> None:
        taken = f"is not unique: another {kind.label} has it"
        if len(set(values)) < len(values):
            raise not_legal(field, f"{field.label} {taken}")
        table = self.call.tables.entity(kind.name)
        for some in chunks(values):
            query = select(table.c.id, table.c[field.name]).where(
                table.c[f"{field.name}__f"].in_(some), table.c.retired.is_(False)
            )
            for id_, value in self.call.connection.execute(query):
                if id_ != own_id:
                    raise not_legal(field, f"'{value}' {taken}")

    def _after_insert(self, kind: EntityType, id_: int, draft: Draft) -> None:
        """Attachments, link lists, secrets and events of a new row."""
        subject = Subject(
            kind=kind, id=id_, name=draft.columns["cached_display_name"], project_id=self._project(kind, id_, draft)
        )
        self.log.created(subject)
        for name, value in draft.values.items():
            if value is not None and value is not False:
                self.log.changed(subject, kind.fields[name], None, value, in_create=True)
        for name, ref in draft.links.items():
            if ref is not None:
                self._log_link(subject, kind.fields[name], None, ref, in_create=True)
        for name, url in draft.urls.items():
            if url is not None:
                link = {"type": "Attachment", "id": draft.columns[f"{name}__id"]}
                self.log.changed(subject, kind.fields[name], None, link, in_create=True)
        for change in draft.lists:
            self.lists.apply(subject, change, in_create=True)
        for secret in draft.secrets.values():
            secrets.keep(self.call.connection, self.call.tables, kind.name, id_, secret)

    def _project(self, kind: EntityType, id_: int, draft: Draft) -> int | None:
        if kind.name == "Project":
            return id_
        ref = draft.links.get("project")
        return ref[1] if ref else None

    def _log_link(self, subject: Subject, field: Field, old: Ref | None, new: Ref | None, *, in_create: bool) -> None:
        names = self.call.names
        names.learn([ref for ref in (old, new) if ref is not None])
        before, after = (names.link(ref) if ref else None for ref in (old, new))
        self.log.changed(subject, field, before, after, in_create=in_create)
        me = (subject.kind.name, subject.id)
        for end in self.call.schema.inverses_of(field.entity_type, field.name):
            if old is not None and end.entity_type == old[0]:
                self.lists.tell_end(old, end, [], [me])
            if new is not None and end.entity_type == new[0]:
                self.lists.tell_end(new, end, [me], [])

    def _apply(self, kind: EntityType, id_: int, draft: Draft, row: Mapping[str, Any]) -> None:
        """Write what differs from the row, and log it."""
        project_id = id_ if kind.name == "Project" else row.get("project__id")
        subject = Subject(kind=kind, id=id_, name=row["cached_display_name"] or "", project_id=project_id)
        for name, url in draft.urls.items():
            draft.columns[f"{name}__id"] = None if url is None else self.minter.mint(kind.fields[name], url, project_id)
        self.minter.flush()
        changes = {key: value for key, value in draft.columns.items() if row.get(key) != value}
        if kind.display in changes or f"{kind.display}__f" in changes:
            self._rename(kind, id_, draft, row, changes)
        changed = bool(changes)
        if changes:
            table = self.call.tables.entity(kind.name)
            self.call.connection.execute(
                update(table).where(table.c.id == id_).values({**changes, **self._stamp(kind)})
            )
            self.lists.forget((kind.name, id_))
            self._log_changes(subject, draft, row, changes)
        for change in draft.lists:
            changed = self.lists.apply(subject, change) or changed
        if draft.lists and changed and not changes:
            self._touch(kind, id_)
        for secret in draft.secrets.values():
            secrets.keep(self.call.connection, self.call.tables, kind.name, id_, secret)

    def _rename(
        self, kind: EntityType, id_: int, draft: Draft, row: Mapping[str, Any], changes: dict[str, Any]
    ) -> None:
        identity = kind.fields[kind.display or ""]
        if not draft.columns.get(identity.name) and identity.mandatory:
            raise WriteFault(f"Update failed for [{identity.path}]: Value is not legal. (it cannot be empty)")
        name = self._display(kind, id_, {**row, **draft.columns})
        changes |= {"cached_display_name": name, "cached_display_name__f": fold(name)}
        self.call.names.set((kind.name, id_), name)

    def _log_changes(self, subject: Subject, draft: Draft, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        fields = subject.kind.fields
        for name, value in draft.values.items():
            if name in changes or f"{name}__id" in changes:
                old = row.get(name) if name in changes else None
                self.log.changed(subject, fields[name], old, value)
        for name, ref in draft.links.items():
            if f"{name}__id" in changes or f"{name}__type" in changes:
                self._log_link(subject, fields[name], _old_ref(fields[name], row), ref, in_create=False)
        for name, url in draft.urls.items():
            if f"{name}__id" in changes:
                new = None if url is None else {"type": "Attachment", "id": changes[f"{name}__id"]}
                self.log.changed(subject, fields[name], None, new)

    def _stamp(self, kind: EntityType) -> dict[str, Any]:
        stamp: dict[str, Any] = {}
        if "updated_at" in kind.fields:
            actor = self.call.actor
            stamp = {"updated_at": self.call.stamp, "updated_by__id": actor.id, "updated_by__type": actor.type}
        return stamp

    def _touch(self, kind: EntityType, id_: int) -> None:
        stamp = self._stamp(kind)
        if stamp:
            table = self.call.tables.entity(kind.name)
            self.call.connection.execute(update(table).where(table.c.id == id_).values(stamp))

    def _answers(
        self, kind: EntityType, ids: list[int], drafts: Sequence[Draft], requests: Sequence[Mapping[str, Any]]
    ) -> list[Record]:
        loader = Loader(self.call)
        wanted = [_wanted(draft, request) for draft, request in zip(drafts, requests, strict=True)]
        every = dict.fromkeys(path for paths in wanted for path in paths)
        records = loader.fetch(kind, ids, every)
        answers = []
        for id_, paths in zip(ids, wanted, strict=True):
            record, allowed = records[id_], {"type", "id", *paths}
            answers.append(record if len(record) <= len(allowed) else {k: v for k, v in record.items() if k in allowed})
        return answers


def _wanted(draft: Draft, request: Mapping[str, Any]) -> list[str]:
    asked = request.get("return_fields")
    extra = [name for name in asked if isinstance(name, str)] if isinstance(asked, list) else []
    return [*draft.sent, *extra]


def _old_ref(field: Field, row: Mapping[str, Any]) -> Ref | None:
    id_ = row.get(f"{field.name}__id")
    if id_ is None:
        return None
    return (row[f"{field.name}__type"] if field.is_pair else field.valid_types[0], id_)
