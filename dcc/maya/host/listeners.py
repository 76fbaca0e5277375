"""Who wants to know what happens to the scene, and Maya's messages behind it.

A message is asked of Maya only while somebody listens, so that no dead call is left in it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dcc.maya.scene import program
from studio_tools.errors import HostError
from studio_tools.host import SceneEvent

LOG = logging.getLogger(__name__)

MESSAGES = {
    SceneEvent.NEW: ("kAfterNew",),
    SceneEvent.OPENED: ("kAfterOpen",),
    SceneEvent.SAVED: ("kAfterSave",),
    SceneEvent.CLOSING: ("kBeforeNew", "kBeforeOpen", "kMayaExiting"),
    SceneEvent.LOADED_CHANGED: (
        "kAfterCreateReference",
        "kAfterLoadReference",
        "kAfterUnloadReference",
        "kAfterRemoveReference",
        "kAfterImportReference",
    ),
}
READING_BEGINS, READING_ENDS = ("kBeforeOpen",), ("kAfterOpen", "kAfterNew", "kSceneUpdate")


def _print(error: HostError) -> None:
    program.say(error.message, "error")


@dataclass(slots=True)
class Listeners:
    """All who listen, in the order they came. *on_veto* is told of a save that a person began and somebody forbade."""

    on_veto: Callable[[HostError], None] = _print
    _calls: dict[SceneEvent, list[tuple[Callable[[], None]]]] = field(default_factory=dict)
    _numbers: dict[SceneEvent, list[int]] = field(default_factory=dict)
    _quiet: int = 0
    """How many of our own changes run, which are told of once when they are done."""
    _is_reading: bool = False
    _saves: list[list[HostError]] = field(default_factory=list)
    """The vetoes of each save of ours that runs."""

    def on(self, event: SceneEvent, call: Callable[[], None]) -> Callable[[], None]:
        """Listen; the answer ends it and may be called twice."""
        own = (call,)
        calls = self._calls.setdefault(event, [])
        if not calls:
            self._numbers[event] = self._begin(event)
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

    def _begin(self, event: SceneEvent) -> list[int]:
        if event is SceneEvent.SAVING:
            return [program.on_check("kBeforeSaveCheck", self._ask)]
        if event is not SceneEvent.LOADED_CHANGED:
            return [program.on_message(name, lambda: self.tell(event)) for name in MESSAGES[event]]
        numbers = [program.on_message(name, self._changed) for name in MESSAGES[event]]
        numbers += [program.on_message(name, self._reading_begins) for name in READING_BEGINS]
        return numbers + [program.on_message(name, self._reading_ends) for name in READING_ENDS]

    def _end(self, event: SceneEvent) -> None:
        for number in self._numbers.pop(event, []):
            program.end_message(number)

    def _changed(self) -> None:
        if not self._quiet and not self._is_reading:
            self.tell(SceneEvent.LOADED_CHANGED)

    def _reading_begins(self) -> None:
        self._is_reading = True

    def _reading_ends(self) -> None:
        self._is_reading = False

    def tell(self, event: SceneEvent) -> None:
        """Tell all who listen; who fails is noted and stops nobody."""
        for (call,) in tuple(self._calls.get(event, ())):
            try:
                call()
            except Exception:
                LOG.exception("a listener of %s failed", event)

    def _ask(self) -> bool:
        """Ask all whether the scene may be saved; the first that says no is heard."""
        for (call,) in tuple(self._calls.get(SceneEvent.SAVING, ())):
            try:
                call()
            except HostError as veto:
                if self._saves:
                    self._saves[-1].append(veto)
                else:
                    self.on_veto(veto)
                return False
            except Exception:
                LOG.exception("a listener of %s failed", SceneEvent.SAVING)
        return True

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change what is loaded: told of once, when it went well."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
        if not self._quiet:
            self.tell(SceneEvent.LOADED_CHANGED)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Save. A veto is raised in its own words instead of Maya's."""
        vetoes: list[HostError] = []
        self._saves.append(vetoes)
        try:
            yield
        except Exception:
            if vetoes:
                raise vetoes[0] from None
            raise
        finally:
            self._saves.pop()
