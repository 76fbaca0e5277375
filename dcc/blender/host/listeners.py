"""What Blender tells of the scene, for those who listen to it.

It tells of a save that it is about to make, but cannot be kept from it: a veto counts for saves of the host alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

from dcc.blender.host import files
from dcc.blender.scene import program
from studio_tools.errors import HostError
from studio_tools.host import SceneEvent, listeners

LOADED = SceneEvent.LOADED_CHANGED


class Listeners(listeners.Listeners):
    """All who listen to Blender's scene. *loaded* gives what is loaded, to see whether undo changed it."""

    __slots__ = ("_before", "_loaded")

    def __init__(self, loaded: Callable[[], Hashable], on_veto: Callable[[HostError], None]) -> None:
        super().__init__(on_veto)
        self._loaded = loaded
        self._before: Hashable = None

    def begin(self, event: SceneEvent) -> Iterator[listeners.Call]:
        for name, handler in self._handlers(event).items():
            yield program.handle(name, handler)

    def _handlers(self, event: SceneEvent) -> dict[str, Callable[[str], None]]:
        handlers: dict[SceneEvent, dict[str, Callable[[str], None]]] = {
            SceneEvent.CLOSING: {"load_pre": self._closes, "exit_pre": self._closes},
            SceneEvent.OPENED: {"load_post": lambda _: self._read(is_new=False)},
            SceneEvent.NEW: {"load_post": lambda _: self._read(is_new=True)},
            SceneEvent.SAVING: {"save_pre": self._person_saves},
            SceneEvent.SAVED: {"save_post": lambda _: self.pass_on(SceneEvent.SAVED)},
            LOADED: {
                "blend_import_post": lambda _: self.pass_on(LOADED),
                "undo_pre": self._note_loaded,
                "undo_post": self._compare_loaded,
                "redo_pre": self._note_loaded,
                "redo_post": self._compare_loaded,
            },
        }
        return handlers[event]

    def _closes(self, _: str) -> None:
        self.tell(SceneEvent.CLOSING)

    def _read(self, *, is_new: bool) -> None:
        if (files.current() is None) is is_new:
            self.tell(SceneEvent.NEW if is_new else SceneEvent.OPENED)

    def _person_saves(self, path: str) -> None:
        target = Path(path) if path else files.current()
        if target is not None:  # the person's own start-up file is no scene
            self.may_save(files.current(), target)

    def _note_loaded(self, _: str) -> None:
        self._before = self._loaded()

    def _compare_loaded(self, _: str) -> None:
        if self._loaded() != self._before:
            self.tell(LOADED)
