"""The tracker's door, in our words. The one adapter is `tracker.shotgrid`; nothing else speaks to a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studio_tools.frames import FrameRange
from studio_tools.model import Address, Context, CutRange, Entity, ProductKey, Project, Stamp, Task, User

__all__ = [
    "Address",
    "Draft",
    "EntityDraft",
    "Record",
    "SiteFacts",
    "Tracker",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What a site says of itself. *where* is its URL, or `embedded`."""

    where: str
    version: str
    authentication: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One representation to be registered: all that a PublishedFile record needs.

    Its identity on the site is (entity, name, number, code); no custom field is asked of the site.
    """

    key: ProductKey
    number: int
    representation: str
    code: str
    """The file's name, a sequence with %04d."""
    path: Path
    """Local and absolute; a sequence with %04d."""
    file_type: str
    """`Rendered Image`, `Maya Scene` …"""
    comment: str = ""
    task: str = ""
    author: str = ""
    """The login of who published."""
    frames: FrameRange | None = None
    upstream: tuple[Stamp, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One PublishedFile as the site has it."""

    id: int
    key: ProductKey
    number: int
    code: str
    status: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityDraft:
    """A project, sequence, shot, asset, task or user to be created, or to be told more about."""

    address: Address
    cut: CutRange | None = None
    asset_type: str = ""
    step: str = ""
    description: str = ""


class Tracker(Protocol):
    """All that the pipeline asks of a site. Missing things are None or absent keys; only broken calls raise.

    Raises TrackerUnavailable (worth another try), TrackerDenied, TrackerRefused. Every call ends in bounded time.
    """

    def facts(self) -> SiteFacts: ...

    def projects(self) -> Sequence[Project]: ...

    def project(self, code: str) -> Project | None: ...

    def entity(self, address: Address) -> Entity | None:
        """The shot, asset or sequence an address names."""
        ...

    def entities(self, project: str) -> Sequence[Entity]:
        """Every shot, asset and sequence of a project, in one bounded number of calls."""
        ...

    def tasks(self, entity: Entity) -> Sequence[Task]: ...

    def user(self, login: str) -> User | None: ...

    def create_project(self, code: str, *, name: str = "") -> Project:
        """Make a project; one that is there is returned as it is."""
        ...

    def create_entity(self, draft: EntityDraft) -> Entity:
        """Make an entity; one that is there is told only what the draft says."""
        ...

    def create_task(self, draft: EntityDraft) -> Task: ...

    def create_user(self, login: str, *, name: str = "", password: str = "") -> User: ...

    def create_playlist(self, project: str, code: str) -> int: ...

    def highest_number(self, key: ProductKey) -> int:
        """The highest version number any record of the product carries, visible or not; 0 without one."""
        ...

    def prepare(self, drafts: Sequence[Draft], *, root: Path) -> None:
        """Make what records lean on: the file types and the local storage at *root*. Repeatable."""
        ...

    def find(self, drafts: Sequence[Draft]) -> Mapping[Draft, tuple[Record, ...]]:
        """The live records of each draft, lowest id first; more than one where a lost answer left duplicates."""
        ...

    def create_pending(self, drafts: Sequence[Draft]) -> Sequence[int]:
        """Create records with the pending status in one batch, all or none; their ids. Not repeatable: look first."""
        ...

    def retire(self, records: Sequence[Record]) -> None:
        """Take records off the site (they can be revived by hand). Repeatable."""
        ...

    def publish(self, links: Mapping[int, Sequence[int]]) -> None:
        """In one batch set each record's upstream records and flip its status to published. Repeatable."""
        ...

    def link(self, links: Mapping[int, Sequence[int]]) -> None:
        """In one batch set each record's upstream records, and leave its status as it is. Repeatable."""
        ...

    def withdraw(self, records: Sequence[int], *, reason: str) -> None:
        """Mark records as retracted: they are no longer visible as published. Repeatable."""
        ...

    def context(self, address: Address, *, login: str) -> Context:
        """Resolve an address with its project, entity, task and user. Raises ContextError naming the nearest."""
        ...
