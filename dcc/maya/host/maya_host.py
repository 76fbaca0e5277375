"""`MayaHost`: Maya behind the protocols of `studio_tools.host`. What each verb does in Maya is in the files beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dcc.maya import window
from dcc.maya.host import files, loading, outputs, pictures, timing
from dcc.maya.host.listeners import Listeners
from dcc.maya.scene import document, program
from studio_tools.errors import NotCapable, SceneUnsaved
from studio_tools.host import Can, Entry, How, Level, Loaded, Output, SceneEvent, Timeline
from studio_tools.host.main_thread import MainThread
from studio_tools.model import Stamp

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds that a call from another thread waits for Maya to begin with it."""


@dataclass(frozen=True, slots=True)
class MayaHost:
    """The Maya that this runs in. *patience* is in seconds, for calls from other threads."""

    patience: float = PATIENCE
    _listeners: Listeners = field(default_factory=Listeners, repr=False)

    @property
    def name(self) -> str:
        return "maya"

    @property
    def version(self) -> str:
        return program.version()

    @property
    def interactive(self) -> bool:
        return not program.is_batch()

    @property
    def suffixes(self) -> tuple[str, ...]:
        return tuple(files.FILE_TYPES)

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
        files.begin()

    def open(self, path: Path, *, force: bool = False) -> None:
        files.check_scene(path)
        self._check_saved(force)
        files.open_scene(path)

    def save(self, path: Path | None = None) -> Path:
        target = path or files.current()
        if target is None:
            raise SceneUnsaved("the scene has no name yet")
        with self._listeners.saving():
            return files.save(target.absolute())

    def _check_saved(self, force: bool) -> None:
        if not force and document.is_modified():
            raise SceneUnsaved("the scene has changes that are not saved")

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
        with self._selection_kept():
            return (outputs.export(output.id, path.absolute()),)

    def preview(self, path: Path, timeline: Timeline, *, width: int, height: int) -> Sequence[Path]:
        return pictures.preview(path.absolute(), timeline, (width, height))

    # -- selection, notes, events, undo

    def selection(self) -> Sequence[str]:
        return tuple(document.selection())

    def select(self, ids: Iterable[str]) -> None:
        """Select what is still there of *ids*."""
        document.select(document.existing(ids))

    def note(self, key: str) -> str | None:
        return files.note(key)

    def set_note(self, key: str, value: str | None) -> None:
        files.set_note(key, value)

    def on(self, event: SceneEvent, call: Callable[[], None]) -> Callable[[], None]:
        return self._listeners.on(event, call)

    def stop(self) -> None:
        """Have nobody listen any more: before this code is loaded anew, else dead calls stay in Maya."""
        self._listeners.stop()

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        document.open_chunk(label)
        try:
            with self._selection_kept():
                yield
        finally:
            document.close_chunk()

    @contextmanager
    def _selection_kept(self) -> Iterator[None]:
        """Leave the selection as it was, as far as it is still there."""
        before = document.selection()
        try:
            yield
        finally:
            kept = document.existing(before)
            if document.selection() != kept:
                document.select(kept)

    # -- window and thread

    def main(self) -> object | None:
        address = program.main_window()
        return None if address is None else window.widget(address)

    def menu(self, title: str, entries: Sequence[Entry | None]) -> None:
        """Show a menu. An entry's key is not bound: keys in Maya are the person's own."""
        self._need_person()
        name = window.menu_name(title)
        program.make_menu(name, title)
        for entry in entries:
            if entry is None:
                program.add_divider(name)
            else:
                program.add_entry(name, entry.label, self._action(entry), icon=entry.icon)

    def _action(self, entry: Entry) -> Callable[[], None]:
        return lambda: window.run(entry.action, lambda text: self.say(text, Level.ERROR))

    def dock(self, key: str, title: str, make: str) -> None:
        self._need_person()
        program.make_panel(window.panel_name(key), title, window.panel_script(key, make))

    def say(self, text: str, level: Level = Level.INFO) -> None:
        program.say(text, level.value)
        if level is not Level.INFO and self.interactive:
            program.show(text)

    def _need_person(self) -> None:
        if not self.interactive:
            raise NotCapable("this Maya runs without a window", hint="Start Maya itself instead of mayapy.")

    def soon(self, call: Callable[[], None]) -> None:
        MainThread(program="Maya", defer=program.defer, patience=self.patience).soon(call)

    def now(self, call: Callable[[], T]) -> T:
        return MainThread(program="Maya", defer=program.defer, patience=self.patience).now(call)
