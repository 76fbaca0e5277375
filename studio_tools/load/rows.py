"""The rows of an inventory: what a scene reads, what storage thinks of it, and how that is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studio_tools.load.pins import Pin
from studio_tools.load.reading import Origin
from studio_tools.model import Version


class State(StrEnum):
    """How things stand with one thing that a scene reads; of several that are true, the worst."""

    MISSING = "MISSING"
    """Files are not where the scene looks for them."""
    UNRESOLVED = "UNRESOLVED"
    """Nobody can say on this machine which file is meant."""
    UNKNOWN = "UNKNOWN"
    """It bears a version's stamp, or lies where one would, and storage does not have that version."""
    RETRACTED = "RETRACTED"
    PINNED = "PINNED"
    """It is to stay at its version."""
    OUTDATED = "OUTDATED"
    UNLOADED = "UNLOADED"
    """The newest version, and not loaded now."""
    CURRENT = "CURRENT"
    UNPUBLISHED = "UNPUBLISHED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that a scene reads."""

    id: str
    kind: str
    label: str
    path: str
    """As the scene writes it."""
    resolved: Path | None
    state: State
    origin: Origin
    is_loaded: bool = True
    is_editable: bool = True
    """False for what came with something else that is loaded."""
    version: Version | None = None
    """None for what is not published, or not known."""
    address: str = ""
    """Of the version; also of one that storage does not have."""
    representation: str = ""
    latest: Version | None = None
    """The latest live version of the product."""
    replacement: Version | None = None
    """What to use instead of a retracted version, where that is live."""
    pin: Pin | None = None
    note: str = ""
    """What else a person should know."""

    @property
    def target(self) -> Version | None:
        """What an update would bring: another version than this; None where there is none."""
        wanted = self.replacement or self.latest
        if wanted is None or self.version is None:
            return None
        return None if (wanted.key, wanted.number) == (self.version.key, self.version.number) else wanted

    @property
    def is_behind(self) -> bool:
        """Whether an update has something to bring, pinned or not."""
        return self.target is not None

    @property
    def words(self) -> str:
        """What a person should know of it, in a line."""
        said = [self.note] if self.note else []
        if self.version is not None and self.version.reason:
            said.append(f"retracted: {self.version.reason}")
        if self.target is not None:
            said.append(f"use {self.target.address}" if self.replacement else f"newest is {self.target.address}")
        if self.pin is not None:
            said.append("pinned" + (f": {self.pin.reason}" if self.pin.reason else ""))
        if not self.is_loaded:
            said.append("not loaded")
        return "; ".join(said)

    def as_json(self) -> dict[str, object]:
        """The row as `studio updates` answers it; paths are as they are on this machine."""
        version = self.version
        return {
            "node": self.id,
            "kind": self.kind,
            "label": self.label,
            "path": self.path,
            "resolved": str(self.resolved) if self.resolved is not None else None,
            "state": self.state.value,
            "address": self.address or None,
            "representation": self.representation or None,
            "newest": self.latest.address if self.latest is not None else None,
            "target": self.target.address if self.target is not None else None,
            "reason": version.reason or None if version is not None else None,
            "replacement": version.replacement or None if version is not None else None,
            "pin": self.pin.as_json() if self.pin is not None else None,
            "loaded": self.is_loaded,
            "editable": self.is_editable,
            "origin": self.origin.value,
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Everything that a scene reads."""

    file: Path | None
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """What hindered the list from being complete."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are in each state that occurs."""
        found = Counter(row.state for row in self.rows)
        return {state.value: found[state] for state in State if found[state]}

    def row(self, ident: str) -> Row | None:
        """The row of what is loaded under an id."""
        return next((row for row in self.rows if row.id == ident and row.origin is Origin.SCENE), None)

    def as_json(self) -> dict[str, object]:
        """The list as `studio updates` answers it for one file."""
        return {
            "file": str(self.file) if self.file is not None else None,
            "counts": self.counts,
            "rows": [row.as_json() for row in self.rows],
            "notes": list(self.notes),
        }
