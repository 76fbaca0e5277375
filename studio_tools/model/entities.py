"""Projects, entities, tasks, users, and the context that binds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from studio_tools.frames import FrameRange


class EntityType(StrEnum):
    """What a product hangs below; the values are ShotGrid's type names."""

    SHOT = "Shot"
    ASSET = "Asset"
    SEQUENCE = "Sequence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    code: str
    name: str = ""
    id: int | None = None
    """The tracker's id; None while the tracker has not been asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRange:
    """What a shot should show: first and last frame of the cut, and handles on both sides."""

    first: int
    last: int
    handles: int = 0

    @property
    def full(self) -> FrameRange:
        """The frames to be delivered, handles included."""
        return FrameRange.span(self.first - self.handles, self.last + self.handles)

    @property
    def bare(self) -> FrameRange:
        """The frames of the cut alone."""
        return FrameRange.span(self.first, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    type: EntityType
    project: str
    code: str
    sequence: str | None = None
    """The sequence's code, for shots."""
    cut: CutRange | None = None
    id: int | None = None

    @property
    def path(self) -> str:
        """The entity below its project, as an address spells it: `sq010/sh0010`, `assets/dragon`, `sq010`."""
        match self.type:
            case EntityType.SHOT:
                return f"{self.sequence}/{self.code}"
            case EntityType.ASSET:
                return f"assets/{self.code}"
            case EntityType.SEQUENCE:
                return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    name: str
    id: int | None = None
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    login: str
    name: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who works on what; resolved once, passed by hand."""

    project: Project
    entity: Entity
    user: User
    task: Task | None = None
