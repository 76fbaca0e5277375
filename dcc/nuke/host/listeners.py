"""Who wants to know what happens to the script, and Nuke's callbacks behind it.

A callback is asked of Nuke only while somebody listens. Nuke does not let one forbid a save: it prints what a callback
raises and saves all the same. So our own `save` asks first; of a save by Ctrl+S a veto is said, loudly, and no more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dcc.nuke.host.readers import CLASSES
from dcc.nuke.scene import document, program
from studio_tools.errors import HostError
from studio_tools.host import SceneEvent

LOG = logging.getLogger(__name__)
Call = Callable[[], None]
FILES = frozenset(CLASSES.values()) | {"disable", "read_from_file"}
"""Knobs whose change is one of what is loaded."""


class Listeners:
    """All who listen, in the order they came.

    *soon* makes a call when Nuke is idle; *on_veto* is told of a save that a person began and somebody forbade.
    """

    __slots__ = ("_calls", "_ends", "_later", "_on_veto", "_quiet", "_soon")

    def __init__(self, soon: Callable[[Call], None], on_veto: Callable[[HostError], None]) -> None:
        self._soon, self._on_veto = soon, on_veto
        self._calls: dict[SceneEvent, list[tuple[Call]]] = {}
        self._ends: dict[SceneEvent, list[Call]] = {}
        self._later: set[SceneEvent] = set()
        """What is told of once Nuke is idle: then the change is whole, and many are one."""
        self._quiet = 0
        """How many of our own changes run, which are told of once when they are done."""

    def on(self, event: SceneEvent, call: Call) -> Call:
        """Listen; the answer ends it and may be called twice."""
        own = (call,)
        calls = self._calls.setdefault(event, [])
        if not calls:
            self._ends[event] = list(self._begin(event))
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

    def _begin(self, event: SceneEvent) -> Iterator[Call]:
        if event is SceneEvent.SAVING:
            yield program.on("saving", "Root", self._person_saves)
        elif event is SceneEvent.SAVED:
            yield program.on("saving", "Root", self._will_be_saved)
        elif event is SceneEvent.CLOSING:
            yield program.on("closing", "Root", self._closes)
        elif event is SceneEvent.OPENED:
            yield program.on("opened", "Root", self._opened)
        elif event is SceneEvent.NEW:
            yield program.on("created", "Root", self._begun)
            yield program.on("opened", "Root", self._was_no_new_one)
        else:
            yield program.on("opened", "Root", self._was_no_change)
            for node_class in CLASSES:
                yield program.on("created", node_class, self._changed)
                yield program.on("destroyed", node_class, self._changed)
                yield program.on("changed", node_class, self._knob_changed)

    # -- what a person does

    def _person_saves(self) -> None:
        if self._quiet:
            return
        try:
            self.ask()
        except HostError as veto:
            self._on_veto(veto)

    def _will_be_saved(self) -> None:
        self._tell_later(SceneEvent.SAVED)

    def _closes(self) -> None:
        if not self._quiet:
            self._later.clear()
            self.tell(SceneEvent.CLOSING)

    def _opened(self) -> None:
        if not self._quiet:
            self.tell(SceneEvent.OPENED)

    def _begun(self) -> None:
        self._tell_later(SceneEvent.NEW)

    def _was_no_new_one(self) -> None:
        self._later.discard(SceneEvent.NEW)

    def _was_no_change(self) -> None:
        self._later.discard(SceneEvent.LOADED_CHANGED)

    def _changed(self) -> None:
        self._tell_later(SceneEvent.LOADED_CHANGED)

    def _knob_changed(self) -> None:
        if program.changed_knob() in FILES:
            self._changed()

    def _tell_later(self, event: SceneEvent) -> None:
        if self._quiet or event in self._later:
            return
        self._later.add(event)
        self._soon(lambda: self._tell_now(event))

    def _tell_now(self, event: SceneEvent) -> None:
        if event not in self._later:
            return
        self._later.discard(event)
        is_undone = event is SceneEvent.SAVED and document.is_modified()
        if not is_undone and not (event is SceneEvent.NEW and document.path()):
            self.tell(event)

    # -- what we do

    def tell(self, event: SceneEvent) -> None:
        """Tell all who listen; who fails is noted and stops nobody."""
        for (call,) in tuple(self._calls.get(event, ())):
            try:
                call()
            except Exception:
                LOG.exception("a listener of %s failed", event)

    def ask(self) -> None:
        """Ask all whether the script may be saved. Raises the HostError of the first that says no."""
        for (call,) in tuple(self._calls.get(SceneEvent.SAVING, ())):
            try:
                call()
            except HostError:
                raise
            except Exception:
                LOG.exception("a listener of %s failed", SceneEvent.SAVING)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change what is loaded: told of once, when it went well."""
        with self.quietly():
            yield
        if not self._quiet:
            self.tell(SceneEvent.LOADED_CHANGED)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Do what is not told of, or is told of when it is done."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
