"""One typed table per entity type, one per list of links, and the site's own few.

Tables are described when they are first needed: a command that reads one type pays for one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeEngine

from studio_tools.site.schema import EntityType, Field, Own, Schema

_KINDS: dict[str, type[TypeEngine[Any]]] = {
    "number": Integer,
    "duration": Integer,
    "percent": Integer,
    "timecode": Integer,
    "float": Float,
    "currency": Float,
    "checkbox": Boolean,
    "date": String,
    "date_time": String,
}
_UNINDEXED_LINKS = ("created_by", "updated_by", "path_cache_storage", "client_approved_by", "layout_project")


class Tables:
    """The tables of one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.metadata = MetaData()
        self._lock = threading.RLock()
        self._entities: dict[str, Table] = {}
        self._links: dict[tuple[str, str], Table] = {}
        self.meta = Table("site_meta", self.metadata, Column("key", String, primary_key=True), Column("value", Text))
        self.sequence = Table(
            "site_sequence",
            self.metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("next_id", Integer, nullable=False),
        )
        self.retired = Table(
            "site_retired",
            self.metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("type", String, primary_key=True),
        )
        self.cascade = Table(
            "site_cascade",
            self.metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("type", String, primary_key=True),
            Column("by_id", Integer, nullable=False, index=True),
        )
        self.secret = Table(
            "site_secret",
            self.metadata,
            Column("entity_id", Integer, primary_key=True, autoincrement=False),
            Column("kind", String, nullable=False),
            Column("salt", String, nullable=False),
            Column("digest", String, nullable=False),
        )
        self.session = Table(
            "site_session",
            self.metadata,
            Column("token_digest", String, primary_key=True),
            Column("user_type", String, nullable=False),
            Column("user_id", Integer, nullable=False),
            Column("expires_at", String, nullable=False),
        )
        self.field = Table(
            "site_field",
            self.metadata,
            Column("entity_type", String, primary_key=True),
            Column("name", String, primary_key=True),
            Column("is_deleted", Boolean, nullable=False),
            Column("spec", Text, nullable=False),
        )

    def entity(self, name: str) -> Table:
        """The table of an entity type."""
        found = self._entities.get(name)
        if found is None:
            with self._lock:
                if name not in self._entities:  # a table has no truth value to ask for
                    self._entities[name] = self._build_entity(self.schema[name])
                found = self._entities[name]
        return found

    def links(self, field: Field) -> Table:
        """The link table of a list that owns one."""
        key = (field.entity_type, field.name)
        found = self._links.get(key)
        if found is None:
            with self._lock:
                if key not in self._links:
                    self._links[key] = self._build_links(field)
                found = self._links[key]
        return found

    def build_all(self) -> None:
        """Describe every table, as a new database needs it."""
        for name in self.schema.type_names:
            self.entity(name)
            for field in self.schema[name].fields.values():
                if isinstance(field.link, Own):
                    self.links(field)

    def _build_entity(self, kind: EntityType) -> Table:
        columns: list[Column[object]] = [Column("id", Integer, primary_key=True, autoincrement=False)]
        indexes: list[Index] = []
        for field in kind.fields.values():
            if field.name != "id" and field.is_stored:
                columns.extend(field_columns(field))
                indexes.extend(_indexes(kind, field))
        if kind.name == "Attachment":
            columns.extend(Column(name, Text) for name in ATTACHMENT_FACTS)
        columns.append(Column("retired", Boolean, nullable=False, default=False))
        return Table(kind.name, self.metadata, *columns, *indexes)

    def _build_links(self, field: Field) -> Table:
        name = f"link_{field.entity_type}__{field.name}"
        return Table(
            name,
            self.metadata,
            Column("owner_id", Integer, primary_key=True, autoincrement=False),
            Column("target_id", Integer, primary_key=True, autoincrement=False),
            Column("target_type", String, primary_key=True),
            Index(f"{name}__back", "target_id", "target_type", "owner_id"),
        )


ATTACHMENT_FACTS = ("x_link_type", "x_url", "x_blob", "x_content_type", "x_relative_path", "x_stored_at")
"""What is known of an attachment's bytes besides its stock fields."""


def field_columns(field: Field) -> list[Column[object]]:
    """The columns in which a field's value is kept."""
    name = field.name
    match field.data_type:
        case "entity":
            pair: list[Column[object]] = [Column(f"{name}__id", Integer)]
            return [*pair, Column(f"{name}__type", String)] if field.is_pair else pair
        case "url" | "image":
            return [Column(f"{name}__id", Integer)]
        case data_type:
            kind = _KINDS.get(data_type, Text)
            column: Column[object] = Column(name, kind)
            return [column, Column(f"{name}__f", Text)] if field.has_fold else [column]


def _indexes(kind: EntityType, field: Field) -> Iterable[Index]:
    table = kind.name
    if field.data_type == "entity" and field.name not in _UNINDEXED_LINKS and not _is_event(kind, field):
        columns = (f"{field.name}__id", f"{field.name}__type") if field.is_pair else (f"{field.name}__id",)
        yield Index(f"{table}__{field.name}", *columns)
    elif field.indexed:
        yield Index(f"{table}__{field.name}", f"{field.name}__f")


def _is_event(kind: EntityType, field: Field) -> bool:
    # Most rows of a site are events: only what people search them by is worth an index.
    return kind.name == "EventLogEntry" and field.name != "entity"
