"""Entity types and fields as frozen values, and the four ways in which a list of links is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Editable = Literal["always", "create", "never"]


@dataclass(frozen=True, slots=True)
class Via:
    """The links are rows of a connection entity, which can be queried like any other."""

    connection: str
    near: str
    far: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """The list is the other end of a single link: `Sequence.shots` is who says `Shot.sg_sequence`."""

    entity_type: str
    field_name: str


@dataclass(frozen=True, slots=True)
class Mirror:
    """The list is the other end of a list that another type owns, perhaps only some statuses of it."""

    entity_type: str
    field_name: str
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """The list has a link table of its own."""


Link = Via | Inverse | Mirror | Own


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one entity type."""

    entity_type: str
    name: str
    data_type: str
    label: str
    editable: Editable = "always"
    mandatory: bool = False
    unique: bool = False
    indexed: bool = False
    custom: bool = False
    default: object = None
    description: str = ""
    valid_types: tuple[str, ...] = ()
    valid_values: tuple[str, ...] = ()
    hidden_values: tuple[str, ...] = ()
    link: Link | None = None

    @property
    def path(self) -> str:
        """The field as messages name it."""
        return f"{self.entity_type}.{self.name}"

    @property
    def is_multi(self) -> bool:
        """Whether the value is a list of links."""
        return self.data_type in ("multi_entity", "addressing")

    @property
    def is_pair(self) -> bool:
        """Whether the single link may lead to several types, and so is stored as type and id."""
        return self.data_type == "entity" and len(self.valid_types) != 1

    @property
    def has_fold(self) -> bool:
        """Whether a folded shadow is stored beside the text, for comparisons that ignore case."""
        return self.data_type in ("text", "list", "status_list", "footage")

    @property
    def is_stored(self) -> bool:
        """Whether the field has a column in its type's table."""
        return not self.is_multi and self.data_type != "password"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType:
    """One entity type with its fields, in the order in which they were declared."""

    name: str
    label: str
    display: str | None
    """The field whose value is the display name."""
    is_scoped: bool = False
    """Whether a row belongs to a project and cannot be made without one."""
    is_connection: bool = False
    fields: Mapping[str, Field] = field(default_factory=dict)
