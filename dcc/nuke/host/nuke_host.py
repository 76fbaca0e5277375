"""`NukeHost`: Nuke behind the protocols of `studio_tools.host`. What each verb does in Nuke is in the files beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TypeVar

from dcc.nuke import window
from dcc.nuke.host import files, loading, marks, outputs, pictures, timing
from dcc.nuke.host.listeners import Listeners
from dcc.nuke.scene import document, program
from dcc.nuke.thread import Line
from studio_tools.errors import HostError, NotCapable, SceneUnsaved
from studio_tools.host import Can, Entry, How, Level, Loaded, Output, SceneEvent, Timeline
from studio_tools.host.entries import run
from studio_tools.host.main_thread import MainThread
from studio_tools.model import Stamp

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds that a call from another thread waits for Nuke to begin with it."""


class NukeHost:
    """The Nuke that this runs in. *patience* is in seconds, for calls from other threads."""

    __slots__ = ("_listeners", "_thread")

    def __init__(self, patience: float = PATIENCE) -> None:
        self._thread = MainThread(program="Nuke", defer=Line(program.hand_over).put, patience=patience)
        self._listeners = Listeners(self._thread.soon, self._not_forbidden)

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

    @property
    def hows(self) -> frozenset[How]:
        return frozenset(loading.WAYS)

    # -- the document

    def file(self) -> Path | None:
        return files.current()

    def modified(self) -> bool:
        return document.is_modified()

    def new(self, *, force: bool = False) -> None:
        self._check_saved(force)
        self._listeners.tell(SceneEvent.CLOSING)
        with self._listeners.quietly():
            files.begin()
        self._listeners.tell(SceneEvent.NEW)

    def open(self, path: Path, *, force: bool = False) -> None:
        files.check_script(path)
        self._check_saved(force)
        self._listeners.tell(SceneEvent.CLOSING)
        with self._listeners.quietly():
            files.open_script(path.absolute())
        self._listeners.tell(SceneEvent.OPENED)

    def save(self, path: Path | None = None) -> Path:
        """Write the script. A listener's veto is heard here, and only here: Nuke lets nobody forbid a Ctrl+S."""
        target = path or files.current()
        if target is None:
            raise SceneUnsaved("the script has no name yet")
        self._listeners.ask()
        with self._listeners.quietly():
            saved = files.save(target.absolute())
        self._listeners.tell(SceneEvent.SAVED)
        return saved

    def _check_saved(self, force: bool) -> None:
        if not force and document.is_modified():
            raise SceneUnsaved("the script has changes that are not saved")

    def _not_forbidden(self, veto: HostError) -> None:
        self.say(f"Nuke saved, although: {veto.message}. {veto.hint}".strip(), Level.ERROR)

    # -- time, what is loaded, what leaves

    def timeline(self) -> Timeline:
        return timing.timeline()

    def set_timeline(self, timeline: Timeline) -> None:
        with self.group("Set range and rate"):
            timing.set_timeline(timeline)

    def loaded(self) -> Sequence[Loaded]:
        return tuple(loading.everything())

    def load(self, path: Path, how: How, *, name: str, stamp: Stamp | None) -> Loaded:
        with self._listeners.changing(), self.group(f"Load {name}"):
            return loading.load(how, loading.Wanted(path.absolute(), name, stamp))

    def update(self, loaded: Loaded, path: Path, *, stamp: Stamp | None) -> Loaded:
        with self._listeners.changing(), self.group(f"Update {loaded.label}"):
            return loading.update(loaded.id, path.absolute(), stamp)

    def remove(self, loaded: Loaded) -> None:
        with self._listeners.changing(), self.group(f"Remove {loaded.label}"):
            loading.remove(loaded.id)

    def outputs(self) -> Sequence[Output]:
        return tuple(outputs.everything())

    def export(self, output: Output, path: Path) -> Sequence[Path]:
        with self._listeners.quietly(), self._selection_kept():
            return tuple(outputs.export(output.id, path.absolute()))

    def preview(self, path: Path, timeline: Timeline, *, width: int, height: int) -> Sequence[Path]:
        with self._listeners.quietly(), self._selection_kept():
            return pictures.preview(path.absolute(), timeline, (width, height))

    # -- selection, notes, events, undo

    def selection(self) -> Sequence[str]:
        return tuple(document.selection())

    def select(self, ids: Iterable[str]) -> None:
        """Select what is still there of *ids*."""
        document.select(ids)

    def note(self, key: str) -> str | None:
        return marks.notes().get(key)

    def set_note(self, key: str, value: str | None) -> None:
        marks.set_note(key, value)

    def on(self, event: SceneEvent, call: Callable[[], None]) -> Callable[[], None]:
        return self._listeners.on(event, call)

    def stop(self) -> None:
        """Have nobody listen any more: before this code is loaded anew, else dead calls stay in Nuke."""
        self._listeners.stop()

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        document.open_step(label)
        try:
            with self._selection_kept():
                yield
        finally:
            document.close_step()

    @contextmanager
    def _selection_kept(self) -> Iterator[None]:
        """Leave the selection as it was, as far as it is still there."""
        before = document.selection()
        try:
            yield
        finally:
            document.select(before)

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

    def _need_person(self) -> None:
        if not self.interactive:
            raise NotCapable("this Nuke runs without a window", hint="Start Nuke itself instead of nuke -t.")

    def soon(self, call: Callable[[], None]) -> None:
        self._thread.soon(call)

    def now(self, call: Callable[[], T]) -> T:
        return self._thread.now(call)
