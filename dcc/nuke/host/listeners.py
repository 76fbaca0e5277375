"""What Nuke tells of the script, for those who listen to it.

Nuke does not let one forbid a save: it prints what a callback raises and saves all the same. So our own `save` asks
first; of a save by Ctrl+S a veto is said, loudly, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dcc.nuke.host import files
from dcc.nuke.host.readers import CLASSES
from dcc.nuke.scene import document, program
from studio_tools.errors import HostError
from studio_tools.host import SceneEvent, listeners
from studio_tools.host.listeners import Call

FILES = frozenset(CLASSES.values()) | {"disable", "read_from_file"}
"""Knobs whose change is one of what is loaded."""


class Listeners(listeners.Listeners):
    """All who listen to Nuke's script. *soon* makes a call when Nuke is idle."""

    __slots__ = ("_later", "_scene", "_soon")

    def __init__(self, soon: Callable[[Call], None], on_veto: Callable[[HostError], None]) -> None:
        super().__init__(on_veto)
        self._soon = soon
        self._later: set[SceneEvent] = set()
        """What is told of once Nuke is idle: then the change is whole, and many are one."""
        self._scene: Path | None = None
        """The script's file, known only while somebody listens to SAVING."""

    def begin(self, event: SceneEvent) -> Iterator[Call]:
        if event is SceneEvent.SAVING:
            self._note_script()
            yield program.on("saving", "Root", self._person_saves)
            yield program.on("opened", "Root", self._note_script)
            yield program.on("created", "Root", self._note_script)
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

    def tell(self, event: SceneEvent) -> None:
        self._note_script()
        super().tell(event)

    def _note_script(self) -> None:
        self._scene = files.current()

    def _person_saves(self) -> None:
        """Ask of a save that is told of when the script bears its new name already."""
        if self.is_silent(SceneEvent.SAVING):
            return
        self.may_save(self._scene, Path(document.path()))
        self._note_script()
        self._soon(self._note_script)  # a save that fails gives the name back

    def _will_be_saved(self) -> None:
        self._tell_later(SceneEvent.SAVED)

    def _closes(self) -> None:
        if not self.is_silent(SceneEvent.CLOSING):
            self._later.clear()
            self.tell(SceneEvent.CLOSING)

    def _opened(self) -> None:
        self.pass_on(SceneEvent.OPENED)

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
        if self.is_silent(event) or event in self._later:
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
