"""Every change of a scene, each with its way back: what undo and the modified flag stand on.

The scene is changed through here only; a change made beside it could not be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Step:
    """One step of undo: a command's changes, or a chunk's."""

    name: str
    changes: list[tuple[Callable[[], None], Callable[[], None]]] = field(default_factory=list)
    """Pairs of the way back and the way forth."""


@dataclass(slots=True)
class Journal:
    """Changes in order. *is_on* is Maya's undo switch: off, changes are made and forgotten."""

    is_on: bool = True
    is_modified: bool = False
    past: list[Step] = field(default_factory=list)
    future: list[Step] = field(default_factory=list)
    open_steps: list[Step] = field(default_factory=list)

    def begin(self, name: str) -> None:
        """Open a step; one within another belongs to the outer one."""
        self.open_steps.append(Step(name))

    def end(self) -> None:
        """Close the innermost step. Raises RuntimeError when none is open."""
        if not self.open_steps:
            raise RuntimeError("No undo chunk is open.")
        step = self.open_steps.pop()
        if not step.changes:
            return
        if self.open_steps:
            self.open_steps[-1].changes += step.changes
        elif self.is_on:
            self.past.append(step)

    def do(self, forth: Callable[[], None], back: Callable[[], None], *, counts: bool = True) -> None:
        """Make a change and remember the way back. One that does not count leaves the scene unmodified."""
        forth()
        self.is_modified = self.is_modified or counts
        if self.open_steps and self.is_on:
            self.future.clear()
            self.open_steps[-1].changes.append((back, forth))

    def put(self, mapping: dict[K, V], key: K, value: V) -> None:
        """Set a mapping's entry."""
        if key in mapping:
            old = mapping[key]
            self.do(lambda: mapping.__setitem__(key, value), lambda: mapping.__setitem__(key, old))
        else:
            self.do(lambda: mapping.__setitem__(key, value), lambda: mapping.__delitem__(key))

    def drop(self, mapping: dict[K, V], key: K) -> None:
        """Remove a mapping's entry."""
        old = mapping[key]
        self.do(lambda: mapping.__delitem__(key), lambda: mapping.__setitem__(key, old))

    def set(self, owner: object, name: str, value: object, *, counts: bool = True) -> None:
        """Set a field of an object."""
        old = getattr(owner, name)
        self.do(lambda: setattr(owner, name, value), lambda: setattr(owner, name, old), counts=counts)

    def insert(self, items: list[V], value: V, index: int | None = None) -> None:
        """Add to a list, at its end unless told otherwise."""
        place = len(items) if index is None else index
        self.do(lambda: items.insert(place, value), lambda: items.__delitem__(place))

    def remove(self, items: list[V], value: V) -> None:
        """Take one item out of a list."""
        place = next(index for index, each in enumerate(items) if each is value)
        self.do(lambda: items.__delitem__(place), lambda: items.insert(place, value))

    def undo(self) -> str:
        """Take the last step back. Raises RuntimeError when there is none."""
        if not self.past:
            raise RuntimeError("There are no more commands to undo.")
        step = self.past.pop()
        for back, _ in reversed(step.changes):
            back()
        self.future.append(step)
        self.is_modified = True
        return step.name

    def redo(self) -> str:
        """Make the last undone step again. Raises RuntimeError when there is none."""
        if not self.future:
            raise RuntimeError("There are no more commands to redo.")
        step = self.future.pop()
        for _, forth in step.changes:
            forth()
        self.past.append(step)
        self.is_modified = True
        return step.name

    def forget(self) -> None:
        """Empty both ways, as opening another scene does. A chunk that is open stays open, empty."""
        self.past.clear()
        self.future.clear()
        for step in self.open_steps:
            step.changes.clear()
