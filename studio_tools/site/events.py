"""The event log: one row for a record that came, went or returned, and one for each attribute that changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studio_tools.site.call import Call
from studio_tools.site.names import Ref
from studio_tools.site.schema import EntityType, Field
from studio_tools.site.store import IdBlock
from studio_tools.site.store.bulk import insert_rows
from studio_tools.site.values import fold

_COLUMNS = (
    "id",
    "created_at",
    "attribute_name",
    "attribute_name__f",
    "description",
    "description__f",
    "entity__id",
    "entity__type",
    "event_type",
    "event_type__f",
    "meta",
    "project__id",
    "session_uuid",
    "user__id",
    "user__type",
    "retired",
)
_encode = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The record that an event is about."""

    kind: EntityType
    id: int
    name: str
    project_id: int | None


@dataclass(slots=True)
class EventLog:
    """Collects the events of one transaction and writes them in the order in which things happened."""

    call: Call
    ids: IdBlock
    _rows: list[tuple[Any, ...]] = field(default_factory=list)

    def created(self, subject: Subject) -> None:
        """Note that a record was made."""
        self._add(subject, "New", None, {"type": "new_entity"}, f'created new {subject.kind.label} "{subject.name}"')

    def retired(self, subject: Subject) -> None:
        """Note that a record was deleted."""
        meta = {"type": "entity_retirement", "class_name": subject.kind.name, "id": subject.id}
        self._add(subject, "Retirement", None, meta, f'deleted {subject.kind.label} "{subject.name}"')

    def revived(self, subject: Subject) -> None:
        """Note that a deleted record returned."""
        meta = {"type": "entity_revival", "class_name": subject.kind.name, "id": subject.id}
        self._add(subject, "Revival", None, meta, f'restored {subject.kind.label} "{subject.name}"')

    def changed(self, subject: Subject, found: Field, old: object, new: object, *, in_create: bool = False) -> None:
        """Note that an attribute has another value."""
        meta = {"old_value": old, "new_value": new}
        text = f'changed "{found.label}" from "{_shown(old)}" to "{_shown(new)}" on {subject.kind.label}'
        self._change(subject, found, meta, f'{text} "{subject.name}"', in_create)

    def relinked(
        self,
        subject: Subject,
        found: Field,
        added: list[dict[str, object]],
        removed: list[dict[str, object]],
        *,
        in_create: bool = False,
    ) -> None:
        """Note that a list of links grew or shrank."""
        meta = {"added": added, "removed": removed}
        said = [f"{verb} {_names(links)}" for verb, links in (("added", added), ("removed", removed)) if links]
        text = f'{" and ".join(said)} in "{found.label}" on {subject.kind.label} "{subject.name}"'
        self._change(subject, found, meta, text, in_create)

    def flush(self) -> None:
        """Write what was collected."""
        if self._rows:
            first = self.ids.take(len(self._rows))
            rows = [(first + at, *row) for at, row in enumerate(self._rows)]
            insert_rows(self.call.connection, self.call.tables.entity("EventLogEntry"), _COLUMNS, rows)
            self._rows.clear()

    def _change(self, subject: Subject, found: Field, meta: Mapping[str, object], text: str, in_create: bool) -> None:
        facts = {"type": "attribute_change", "attribute_name": found.name, "field_data_type": found.data_type, **meta}
        if in_create:
            facts["in_create"] = True
        self._add(subject, "Change", found.name, facts, text)

    def _add(self, subject: Subject, what: str, attribute: str | None, meta: dict[str, Any], text: str) -> None:
        actor = self.call.actor
        if not actor.logs_events or subject.kind.name == "EventLogEntry":
            return
        meta["entity_type"] = subject.kind.name
        meta["entity_id"] = subject.id
        if actor.sudo_by is not None:
            meta["sudo_actual_user"] = {"type": "ApiUser", "id": actor.sudo_by[0], "name": actor.sudo_by[1]}
        event_type = f"Shotgun_{subject.kind.name}_{what}"
        text = f"{actor.name} {text}"
        self._rows.append(
            (
                self.call.stamp,
                attribute,
                attribute,
                text,
                fold(text),
                subject.id,
                subject.kind.name,
                event_type,
                event_type.lower(),
                _encode(meta),
                subject.project_id,
                actor.session_uuid,
                actor.id,
                actor.type,
                False,
            )
        )


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name"))
    return "" if value is None else str(value)


def _names(links: list[dict[str, object]]) -> str:
    return ", ".join(str(link["name"]) for link in links)


def links_of(call: Call, refs: list[Ref]) -> list[dict[str, object]]:
    """Links for events; a row that is gone keeps its type and id."""
    call.names.learn(refs)
    return [call.names.link(ref) or {"type": ref[0], "id": ref[1], "name": ""} for ref in refs]
