"""`NukeHost`: Nuke behind the protocols of `studio_tools.host`. What each verb does in Nuke is in the files beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path

from dcc.nuke import window
from dcc.nuke.host import files, loading, marks, outputs, pictures, timing
from dcc.nuke.host.listeners import Listeners
from dcc.nuke.scene import document, program
from dcc.nuke.thread import Line
from studio_tools.errors import HostError
from studio_tools.host import Can, Entry, Level, Output, SceneEvent, Timeline
from studio_tools.host.entries import run
from studio_tools.host.main_thread import MainThread
from studio_tools.host.scene_host import SceneHost, Verbs

PATIENCE = 120.0
"""Seconds that a call from another thread waits for Nuke to begin with it."""


class NukeHost(SceneHost):
    """The Nuke that this runs in. *patience* is in seconds, for calls from other threads.

    A listener's veto is heard by `save`, and there only: Nuke lets nobody forbid a Ctrl+S.
    """

    __slots__ = ()

    _called = "Nuke"
    _document = "script"
    _start_it = "Start Nuke itself instead of nuke -t."
    _verbs = Verbs(files=files, loading=loading, outputs=outputs, timing=timing)

    def __init__(self, patience: float = PATIENCE) -> None:
        thread = MainThread(program="Nuke", defer=Line(program.hand_over).put, patience=patience)
        super().__init__(Listeners(thread.soon, self._not_forbidden), thread)

    def __repr__(self) -> str:
        return f"NukeHost({self.version})"

    @property
    def name(self) -> str:
        return "nuke"

    @property
    def version(self) -> str:
        return program.version()

    @property
    def interactive(self) -> bool:
        return program.is_interactive()

    @property
    def suffixes(self) -> tuple[str, ...]:
        return files.SUFFIXES

    @property
    def can(self) -> frozenset[Can]:
        return frozenset(Can)

    # -- the document

    def modified(self) -> bool:
        return document.is_modified()

    def new(self, *, force: bool = False) -> None:
        self._check_saved(force)
        self._listeners.tell(SceneEvent.CLOSING)
        with self._listeners.silence():
            files.begin()
        self._listeners.tell(SceneEvent.NEW)

    def open(self, path: Path, *, force: bool = False) -> None:
        files.check_script(path)
        self._check_saved(force)
        self._listeners.tell(SceneEvent.CLOSING)
        with self._listeners.silence():
            files.open_script(path.absolute())
        self._listeners.tell(SceneEvent.OPENED)

    def _not_forbidden(self, veto: HostError) -> None:
        self.say(f"Nuke saved, although: {veto.message}. {veto.hint}".strip(), Level.ERROR)

    # -- what leaves

    def export(self, output: Output, path: Path) -> Sequence[Path]:
        with self._listeners.silence(), self._selection_kept():
            return tuple(outputs.export(output.id, path.absolute()))

    def preview(self, path: Path, timeline: Timeline, *, width: int, height: int) -> Sequence[Path]:
        with self._listeners.silence(), self._selection_kept():
            return pictures.preview(path.absolute(), timeline, (width, height))

    # -- selection, notes, undo

    def selection(self) -> Sequence[str]:
        return tuple(document.selection())

    def select(self, ids: Iterable[str]) -> None:
        """Select what is still there of *ids*."""
        document.select(ids)

    def note(self, key: str) -> str | None:
        return marks.notes().get(key)

    def set_note(self, key: str, value: str | None) -> None:
        marks.set_note(key, value)

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        document.open_step(label)
        try:
            with self._selection_kept():
                yield
        finally:
            document.close_step()

    # -- window and thread

    def main(self) -> object | None:
        return window.main_window() if self.interactive else None

    def menu(self, title: str, entries: Sequence[Entry | None]) -> None:
        """Show a menu beside Nuke's own."""
        self._need_person()
        made = program.make_menu(window.spelled(title))
        for entry in entries:
            if entry is None:
                program.add_divider(made)
            else:
                program.add_entry(
                    made, window.spelled(entry.label), self._action(entry), icon=entry.icon, key=entry.key
                )

    def _action(self, entry: Entry) -> Callable[[], None]:
        return lambda: run(entry.action, lambda text: self.say(text, Level.ERROR))

    def dock(self, key: str, title: str, make: str) -> None:
        self._need_person()
        program.make_panel(key, title, window.widget_name(make))

    def say(self, text: str, level: Level = Level.INFO) -> None:
        """Print it; an error is shown as well, to be clicked away."""
        if level is Level.INFO:
            program.tell(text)
        else:
            program.warn(text)
        if level is Level.ERROR and self.interactive:
            program.show(escape(text, quote=False))
