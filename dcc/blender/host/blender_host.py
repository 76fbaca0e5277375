"""`BlenderHost`: Blender behind the protocols of `studio_tools.host`. What each verb does is in the files beside."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dcc.blender import window
from dcc.blender.host import files, loading, outputs, pictures, timing
from dcc.blender.host.listeners import Listeners
from dcc.blender.scene import document, menus, program
from dcc.blender.thread import Line
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Can, Entry, Level, Output, Timeline
from studio_tools.host.main_thread import MainThread
from studio_tools.host.scene_host import SceneHost, Verbs

LOG = logging.getLogger(__name__)
LEVELS = {Level.INFO: logging.INFO, Level.WARNING: logging.WARNING, Level.ERROR: logging.ERROR}

PATIENCE = 120.0
"""Seconds that a call from another thread waits for Blender to begin with it."""
TURNS = 0.05
"""Seconds between two looks at what waits for the main thread."""


class BlenderHost(SceneHost):
    """The Blender that this runs in; to be made on its main thread. *patience* is in seconds, for calls from others.

    Without a window Blender has no main loop: who waits for another thread there calls `turn` meanwhile.
    """

    __slots__ = ("__weakref__", "_depth", "_end_turns", "_is_fresh", "_line")

    _called = "Blender"
    _start_it = "Start Blender without --background."
    _verbs = Verbs(files=files, loading=loading, outputs=outputs, timing=timing)

    def __init__(self, patience: float = PATIENCE) -> None:
        self._line = Line()
        super().__init__(
            Listeners(loaded=lambda: tuple(loading.everything()), on_veto=self._regret),
            MainThread(program="Blender", defer=self._line.put, patience=patience),
        )
        self._depth = 0
        self._is_fresh = False
        """Just saved or opened: Blender knows that itself only when its main loop has turned."""
        self._end_turns: Callable[[], object] = program.every(TURNS, self.turn) if self.interactive else lambda: None
        program.begin_undo()

    def __repr__(self) -> str:
        return f"BlenderHost({self.version})"

    @property
    def name(self) -> str:
        return "blender"

    @property
    def version(self) -> str:
        return program.version()

    @property
    def interactive(self) -> bool:
        return not program.is_background()

    @property
    def suffixes(self) -> tuple[str, ...]:
        return (files.SUFFIX,)

    @property
    def can(self) -> frozenset[Can]:
        """All but to know of changes where there is no window: Blender does not keep that then."""
        return frozenset(Can) if self.interactive else frozenset(Can) - {Can.MODIFIED}

    # -- the document

    def modified(self) -> bool:
        return not self.interactive or (document.is_modified() and not self._is_fresh)

    def new(self, *, force: bool = False) -> None:
        self._check_saved(force)
        files.begin()
        self._is_fresh = True

    def open(self, path: Path, *, force: bool = False) -> None:
        files.check_scene(path)
        self._check_saved(force)
        files.open_scene(path.absolute())
        self._is_fresh = True

    def _write(self, target: Path) -> None:
        super()._write(target)
        self._is_fresh = True

    def _regret(self, veto: HostError) -> None:
        """Blender saves when a person says so, whoever forbids it; then they are at least told."""
        self.say(f"Saved all the same: {veto.message}. {veto.hint}".strip(), Level.WARNING)

    # -- what leaves

    def export(self, output: Output, path: Path) -> Sequence[Path]:
        with self._selection_kept(), self._listeners.silence():
            return (outputs.export(output.id, path.absolute()),)

    def preview(self, path: Path, timeline: Timeline, *, width: int, height: int) -> Sequence[Path]:
        return pictures.preview(path.absolute(), timeline, (width, height))

    # -- selection, notes, events, undo

    def selection(self) -> Sequence[str]:
        """The selected objects, by name."""
        return tuple(document.selection())

    def select(self, ids: Iterable[str]) -> None:
        """Select objects, and those of what is loaded, as far as they are still there."""
        document.select(loading.object_names(list(ids)))

    def note(self, key: str) -> str | None:
        return files.note(key)

    def set_note(self, key: str, value: str | None) -> None:
        with self._step("Note"):
            files.set_note(key, value)

    def stop(self) -> None:
        """Have nobody listen and nothing turn any more: before this code is loaded anew, else dead calls stay."""
        super().stop()
        self._end_turns()

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        with self._selection_kept():
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                self._end_step(label)

    @contextmanager
    def _step(self, label: str) -> Iterator[None]:
        """One step of undo of ours. What is refused changed nothing, and leaves no step that would undo nothing."""
        self._depth += 1
        try:
            with self._selection_kept():
                yield
        finally:
            self._depth -= 1
        self._end_step(label)

    def _end_step(self, label: str) -> None:
        """End a step of undo; one within another belongs to the outer one."""
        if not self._depth:
            self._is_fresh = False
            program.push_undo(label)

    # -- window and thread

    def main(self) -> object | None:
        return menus.main_window()

    def menu(self, title: str, entries: Sequence[Entry | None]) -> None:
        """Show a menu in the top bar. An entry's icon and key are not used: Blender's own icons and keys are others."""
        self._need_person()
        menus.show(title, [None if each is None else (each.label, each.action) for each in entries], self._run)

    def _run(self, action: str) -> None:
        window.run(action, lambda text: self.say(text, Level.ERROR))

    def dock(self, key: str, title: str, make: str) -> None:
        """Refused: Blender draws its panels itself, and takes no widget into its window."""
        raise NotCapable("Blender has no room for a docked panel", hint="Open it from the menu, in its own window.")

    def say(self, text: str, level: Level = Level.INFO) -> None:
        LOG.log(LEVELS[level], "%s", text)
        if level is not Level.INFO and self.interactive:
            menus.pop_up(text, level.value)

    def turn(self) -> int:
        """Make the calls that wait for the main thread, on it; how many that were. With a window Blender does it."""
        self._is_fresh = False
        return self._line.turn()
