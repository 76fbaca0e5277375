"""What is published and what is learned of it: items, facts, findings, artifacts, the request and the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from studio_tools.frames import FramePattern, FrameRange
from studio_tools.host import Source
from studio_tools.model import ProductKey, Stamp, Version

__all__ = [
    "Artifact",
    "Describes",
    "Facts",
    "Finding",
    "Origin",
    "PublishItem",
    "PublishReport",
    "PublishRequest",
    "RunState",
    "Severity",
    "Source",
    "SourceFile",
    "SourceSet",
    "Sources",
    "Uses",
]

T = TypeVar("T")


class Severity(StrEnum):
    """ERROR blocks, WARNING asks, INFO tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Origin(StrEnum):
    """Who asked for the publish; a bounded tag."""

    CLI = "cli"
    LAUNCHER = "launcher"
    MAYA = "maya"
    NUKE = "nuke"
    BLENDER = "blender"
    FARM = "farm"
    REMEDY = "remedy"


class RunState(StrEnum):
    PUBLISHED = "PUBLISHED"
    DEFERRED = "DEFERRED"
    BLOCKED = "BLOCKED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class HandOverEnd(StrEnum):
    """What came of handing a publish over to a worker."""

    TAKEN = "taken"
    UNSTARTED = "unstarted"
    """No worker could be started, so the work was done here."""
    LATE = "late"
    """A worker was started and did not take the run in time, so the work was done here."""
    UNDONE = "undone"
    """The publish was cancelled, or broke, before a worker had it."""


@runtime_checkable
class Describes(Protocol):
    """A fact that is worth keeping: what it answers goes into the manifest and is compared by `--plan`."""

    def settings(self) -> Mapping[str, object]:
        """Plain JSON values by name."""
        ...


class Facts:
    """What collectors learned of an item: one value for each type. Immutable."""

    __slots__ = ("_values",)

    def __init__(self, *values: object) -> None:
        self._values: Mapping[type, object] = {type(value): value for value in values}

    def __getitem__(self, kind: type[T]) -> T:
        value = self._values[kind]
        assert isinstance(value, kind)  # noqa: S101 - the key is the value's own type
        return value

    def get(self, kind: type[T]) -> T | None:
        return self[kind] if kind in self._values else None

    def __contains__(self, kind: type) -> bool:
        return kind in self._values

    def __iter__(self) -> Iterator[object]:
        return iter(self._values.values())

    def having(self, *values: object) -> Facts:
        """These facts and *values*; a value replaces an older one of its type."""
        return Facts(*self, *values)

    def settings(self) -> dict[str, object]:
        """What the facts say for the manifest, sorted by name."""
        told: dict[str, object] = {}
        for fact in self:
            if isinstance(fact, Describes):
                told.update(fact.settings())
        return dict(sorted(told.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file on this machine, as it was when it was collected."""

    path: Path
    size: int
    modified: int
    """Nanoseconds since the epoch."""
    frame: int | None = None
    view: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSet:
    """One representation as it lies on this machine: one file, or the frames of one sequence."""

    path: str
    """As the person spelled it."""
    representation: str
    extension: str
    files: tuple[SourceFile, ...]
    frames: FrameRange | None = None
    pattern: FramePattern | None = None

    @property
    def size(self) -> int:
        """Bytes, of all files together."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Sources:
    """The fact every item from a host of files begins with: what was found under the names that were given."""

    sets: tuple[SourceSet, ...]

    def artifacts(self, item: str) -> tuple[Artifact, ...]:
        """The files as they lie, one artifact for each representation."""
        return tuple(
            Artifact(
                item=item,
                representation=form.representation,
                extension=form.extension,
                files=form.files,
                frames=form.frames,
                pattern=form.pattern,
            )
            for form in self.sets
        )


@dataclass(frozen=True, slots=True)
class Uses:
    """A fact: versions that a step found to be what the item was made from."""

    stamps: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One representation, ready to be filled into its version."""

    item: str
    representation: str
    extension: str
    files: tuple[SourceFile, ...]
    frames: FrameRange | None = None
    pattern: FramePattern | None = None
    """How the source spelled its frames; the published name uses %04d, or more digits where they were more."""


Artifacts = Mapping[ProductKey, tuple[Artifact, ...]]
"""All that one publish makes, by product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishItem:
    id: str
    """`render.main`; unique within a publish."""
    label: str
    kind: str
    variant: str
    members: tuple[str, ...]
    """Nodes or paths, in the host's own names."""
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    item: str
    step: str
    severity: Severity
    title: str
    detail: str = ""
    frames: FrameRange | None = None
    nodes: tuple[str, ...] = ()
    fixable: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "item": self.item,
            "step": self.step,
            "severity": self.severity.value,
            "title": self.title,
            "detail": self.detail,
            "frames": self.frames.text() if self.frames else None,
            "nodes": list(self.nodes),
            "fixable": self.fixable,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRequest:
    comment: str = ""
    origin: Origin = Origin.CLI
    uses: tuple[Stamp, ...] = ()
    """Versions it was made from, as the artist says."""
    items: frozenset[str] | None = None
    """Which items to publish; None means all."""
    accept_warnings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    run: str
    state: RunState
    versions: tuple[Version, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: Exception | None = None
    """What stopped it, where it failed."""
    seconds: float = 0.0
