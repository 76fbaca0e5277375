"""Who wants to know what happens to the scene, and Blender's handlers behind it.

Blender is asked to tell only while somebody listens, so that no dead call is left in it. It tells of a save that it is
about to make, but cannot be kept from it: a veto counts for saves that go through the host.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dcc.blender.scene import document, program
from studio_tools.errors import HostError
from studio_tools.host import SceneEvent

LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Listeners:
    """All who listen, in the order they came. *loaded* gives what is loaded, to see whether undo changed it.

    *on_veto* is told of a save that a person began and somebody would have forbidden.
    """

    loaded: Callable[[], Hashable]
    on_veto: Callable[[HostError], None]
    _calls: dict[SceneEvent, list[tuple[Callable[[], None]]]] = field(default_factory=dict)
    _ends: list[Callable[[], None]] = field(default_factory=list)
    _quiet: int = 0
    """How many of our own changes run, which are told of once when they are done."""
    _before: Hashable = None

    def on(self, event: SceneEvent, call: Callable[[], None]) -> Callable[[], None]:
        """Listen; the answer ends it and may be called twice."""
        if not self._ends:
            self._ends = [program.handle(name, handler) for name, handler in self._handlers().items()]
        own, calls = (call,), self._calls.setdefault(event, [])
        calls.append(own)

        def end() -> None:
            calls[:] = [each for each in calls if each is not own]
            if not any(self._calls.values()):
                self.stop()

        return end

    def stop(self) -> None:
        """Have nobody listen any more."""
        for calls in self._calls.values():
            calls.clear()
        for end in self._ends:
            end()
        self._ends = []

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "load_pre": lambda: self.tell(SceneEvent.CLOSING),
            "load_post": lambda: self.tell(SceneEvent.OPENED if document.path() else SceneEvent.NEW),
            "exit_pre": lambda: self.tell(SceneEvent.CLOSING),
            "save_pre": self._saving,
            "save_post": lambda: self._unless_quiet(SceneEvent.SAVED),
            "blend_import_post": lambda: self._unless_quiet(SceneEvent.LOADED_CHANGED),
            "undo_pre": self._note_loaded,
            "undo_post": self._compare_loaded,
            "redo_pre": self._note_loaded,
            "redo_post": self._compare_loaded,
        }

    def _saving(self) -> None:
        if not self._quiet:
            try:
                self.ask()
            except HostError as veto:
                self.on_veto(veto)

    def _unless_quiet(self, event: SceneEvent) -> None:
        if not self._quiet:
            self.tell(event)

    def _note_loaded(self) -> None:
        self._before = self.loaded()

    def _compare_loaded(self) -> None:
        if self.loaded() != self._before:
            self.tell(SceneEvent.LOADED_CHANGED)

    def tell(self, event: SceneEvent) -> None:
        """Tell all who listen; who fails is noted and stops nobody."""
        for (call,) in tuple(self._calls.get(event, ())):
            try:
                call()
            except Exception:
                LOG.exception("a listener of %s failed", event)

    def ask(self) -> None:
        """Ask all whether the scene may be saved. Raises the HostError of the first that says no."""
        for (call,) in tuple(self._calls.get(SceneEvent.SAVING, ())):
            try:
                call()
            except HostError:
                raise
            except Exception:
                LOG.exception("a listener of %s failed", SceneEvent.SAVING)

    @contextmanager
    def telling(self, event: SceneEvent) -> Iterator[None]:
        """Do something that Blender tells of in its own way: told of once as *event*, when it went well."""
        with self.silence():
            yield
        self._unless_quiet(event)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Do something that Blender tells of, and nobody else is to hear of."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
