"""What Maya tells of the scene, for those who listen to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from dcc.maya.host import files
from dcc.maya.scene import program
from studio_tools.errors import HostError
from studio_tools.host import SceneEvent, listeners

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
NAMED_ANEW = ("kAfterNew", "kAfterOpen", "kAfterSave")
"""After these the scene's name is that of its file. A person who saves under another one renames the scene first."""


def _print(error: HostError) -> None:
    program.say(error.message, "error")


class Listeners(listeners.Listeners):
    """All who listen to Maya's scene. A veto stops a person's save as well."""

    __slots__ = ("_is_reading", "_scene")

    def __init__(self, on_veto: Callable[[HostError], None] = _print) -> None:
        super().__init__(on_veto)
        self._is_reading = False
        self._scene: Path | None = None
        """The scene's file, known only while somebody listens to SAVING."""

    def begin(self, event: SceneEvent) -> Iterator[listeners.Call]:
        if event is SceneEvent.SAVING:
            self._note_scene()
            yield program.on_check("kBeforeSaveCheck", self._person_saves)
            yield from (program.on_message(name, self._note_scene) for name in NAMED_ANEW)
        elif event is SceneEvent.LOADED_CHANGED:
            yield from (program.on_message(name, self._changed) for name in MESSAGES[event])
            yield from (program.on_message(name, self._reading_begins) for name in READING_BEGINS)
            yield from (program.on_message(name, self._reading_ends) for name in READING_ENDS)
        else:
            yield from (program.on_message(name, partial(self.pass_on, event)) for name in MESSAGES[event])

    def _note_scene(self) -> None:
        self._scene = files.current()

    def _person_saves(self) -> bool:
        written = program.written_file()
        target = Path(written) if written else files.current()
        return target is None or self.may_save(self._scene, target)

    def _changed(self) -> None:
        if not self._is_reading:
            self.pass_on(SceneEvent.LOADED_CHANGED)

    def _reading_begins(self) -> None:
        self._is_reading = True

    def _reading_ends(self) -> None:
        self._is_reading = False
