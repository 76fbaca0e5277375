"""One request's surroundings: who asks, when, on which connection, and how addresses are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from studio_tools.site.faults import SiteFault
from studio_tools.site.names import NameBook
from studio_tools.site.schema import EntityType, Schema
from studio_tools.site.store import Tables
from studio_tools.site.urls import Urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks: a person or a script, and what the site keeps of the occasion."""

    type: str
    id: int
    name: str
    logs_events: bool = True
    session_uuid: str | None = None
    sudo_by: tuple[int, str] | None = None
    """The script that acts for this person, as id and name."""

    @property
    def link(self) -> dict[str, object]:
        """The actor as a link value."""
        return {"type": self.type, "id": self.id, "name": self.name}


@dataclass(slots=True, kw_only=True)
class Call:
    """Everything that handling one request needs; lives as long as its transaction."""

    connection: Connection
    tables: Tables
    actor: Actor
    now: datetime
    urls: Urls
    thumbnail_delay: float = 0.0
    """Seconds until an uploaded image stops reading as pending."""
    names: NameBook = field(init=False)

    def __post_init__(self) -> None:
        self.names = NameBook(self.connection, self.tables)

    @property
    def schema(self) -> Schema:
        """The schema as of this transaction."""
        return self.tables.schema

    @property
    def stamp(self) -> str:
        """The moment of the call as date_time values are written."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def kind(self, name: object, method: str) -> EntityType:
        """The entity type of that name. Raises SiteFault when there is none."""
        if not isinstance(name, str) or name not in self.schema:
            raise SiteFault(f"API {method}() Entity type '{name}' doesn't exist.")
        return self.schema[name]
