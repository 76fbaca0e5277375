"""What the core tells when something ends: frozen events, and the bus that hands them on.

Every event that can fail carries seconds and an error code ("" on success). No event holds a secret.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

LOG = logging.getLogger(__name__)

OUR_FAULT = "internal-error"
"""The error code of what is no StudioError: a bug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something ended. *run* ties the events of one publish together; it is never a metric's tag."""

    run: str = ""
    seconds: float = 0.0
    error: str = ""
    """The error's code, or "" where all went well."""

    @property
    def outcome(self) -> str:
        return "failure" if self.error else "success"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioOpened(Event):
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsCollected(Event):
    host: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinished(Event):
    step: str
    phase: str
    findings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsReported(Event):
    kind: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """A host gave a publish to a worker, or tried to; seconds went by until a worker had it, or until it was clear."""

    host: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionReserved(Event):
    kind: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFinished(Event):
    kind: str
    files: int
    size: int
    shared: int
    """Files that were linked to the previous version's instead of copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerCalled(Event):
    operation: str
    attempts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishFinished(Event):
    kind: str
    host: str
    origin: str
    state: str
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDeferred(Event):
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeFinished(Event):
    finished: int
    abandoned: int
    waiting: int
    oldest: float
    """Seconds that the oldest publish still waiting has waited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRetracted(Event):
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyFinished(Event):
    versions: int
    files: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatesFolded(Event):
    """A lost answer left records twice; the lowest id stayed."""

    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTakenOver(Event):
    """A run whose owner was gone was taken over."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductLoaded(Event):
    """A version was brought into a scene, or could not be; seconds are its share of all that came with it."""

    kind: str
    host: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedUpdated(Event):
    """What a scene reads was turned to other versions: all that was planned, or nothing."""

    host: str
    updated: int
    left: int
    """What has something newer and stays as it is."""


Listener = Callable[[Event], None]


class EventBus:
    """Hands each event to every listener; one that raises is logged once and no longer asked."""

    __slots__ = ("_broken", "_listeners")

    def __init__(self, listeners: Iterable[Listener] = ()) -> None:
        self._listeners = tuple(listeners)
        self._broken: set[int] = set()

    def __call__(self, event: Event) -> None:
        for position, listener in enumerate(self._listeners):
            if position in self._broken:
                continue
            try:
                listener(event)
            except Exception:
                self._broken.add(position)
                LOG.exception("a listener failed on %s and is switched off", type(event).__name__)


def as_mapping(event: Event) -> dict[str, object]:
    """The event as plain JSON values, with its name under `event`."""
    return {"event": type(event).__name__} | {field.name: getattr(event, field.name) for field in fields(event)}
