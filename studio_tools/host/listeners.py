"""Who wants to know what happens to a scene: alike in every host, whatever its program tells of itself.

A program is asked to tell only while somebody listens, so that no dead call is left in it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from studio_tools.errors import HostError
from studio_tools.host import SceneEvent

LOG = logging.getLogger(__name__)
Call = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A save that listeners are asked about."""

    scene: Path | None
    """The scene's file as it was before."""
    target: Path


def _note(veto: HostError) -> None:
    LOG.warning("a save that somebody forbade: %s", veto)


class Listeners:
    """All who listen, in the order they came. *on_veto* is told of a save that a person began and somebody forbade.

    A host overrides `begin` where its program tells of what a person does.
    """

    __slots__ = ("_calls", "_ends", "_on_veto", "_silent", "asked")

    def __init__(self, on_veto: Callable[[HostError], None] = _note) -> None:
        self._on_veto = on_veto
        self._calls: dict[SceneEvent, list[tuple[Call]]] = {}
        self._ends: dict[SceneEvent, list[Call]] = {}
        self._silent: Counter[SceneEvent] = Counter()
        """Of how many things that we do ourselves an event would tell; they are told of once, when they are done."""
        self.asked: Asked | None = None
        """The save that listeners are asked about at this moment."""

    def begin(self, event: SceneEvent) -> Iterable[Call]:
        """Have the program tell of an event; what ends that."""
        return ()

    def on(self, event: SceneEvent, call: Call) -> Call:
        """Listen; the answer ends it and may be called twice."""
        own = (call,)
        calls = self._calls.setdefault(event, [])
        if not calls:
            self._ends[event] = list(self.begin(event))
        calls.append(own)

        def end() -> None:
            kept = [each for each in calls if each is not own]
            if calls and not kept:
                self._end(event)
            calls[:] = kept

        return end

    def stop(self) -> None:
        """Have nobody listen any more."""
        for event, calls in self._calls.items():
            calls.clear()
            self._end(event)

    def _end(self, event: SceneEvent) -> None:
        for end in self._ends.pop(event, []):
            end()

    def count(self, event: SceneEvent) -> int:
        """How many listen."""
        return len(self._calls.get(event, ()))

    # -- what the program tells

    def is_silent(self, event: SceneEvent) -> bool:
        """Whether what would be told now is something that we do ourselves."""
        return self._silent[event] > 0

    def pass_on(self, event: SceneEvent) -> None:
        """Tell what the program told, unless it is something that we do ourselves."""
        if not self.is_silent(event):
            self.tell(event)

    def may_save(self, scene: Path | None, target: Path) -> bool:
        """Ask about a save that a person began; False, and the veto is told, where somebody forbids it."""
        if self.is_silent(SceneEvent.SAVING):
            return True
        try:
            self.ask(scene, target)
        except HostError as veto:
            self._on_veto(veto)
            return False
        return True

    # -- what we do

    def tell(self, event: SceneEvent) -> None:
        """Tell all who listen; who fails is noted and stops nobody."""
        for (call,) in tuple(self._calls.get(event, ())):
            try:
                call()
            except Exception:
                LOG.exception("a listener of %s failed", event)

    def ask(self, scene: Path | None, target: Path) -> None:
        """Ask whether *scene* may be written to *target*. Raises the HostError of the first that says no."""
        before, self.asked = self.asked, Asked(scene=scene, target=target)
        try:
            for (call,) in tuple(self._calls.get(SceneEvent.SAVING, ())):
                self._ask_one(call)
        finally:
            self.asked = before

    def _ask_one(self, call: Call) -> None:
        try:
            call()
        except HostError:
            raise
        except Exception:
            LOG.exception("a listener of %s failed", SceneEvent.SAVING)

    @contextmanager
    def telling(self, event: SceneEvent, *also: SceneEvent) -> Iterator[None]:
        """Do what the program tells of in its own way, perhaps as *also*: told once, as *event*, when it went well."""
        with self.silence(event, *also):
            yield
        self.pass_on(event)

    @contextmanager
    def silence(self, *events: SceneEvent) -> Iterator[None]:
        """Do what the program tells of, and nobody is to hear of as these events; as any, where none is named."""
        silent = events or tuple(SceneEvent)
        self._silent.update(silent)
        try:
            yield
        finally:
            self._silent.subtract(silent)
