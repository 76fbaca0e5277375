"""`MayaHost`: Maya behind the protocols of `studio_tools.host`. What each verb does in Maya is in the files beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dcc.maya import window
from dcc.maya.host import files, loading, outputs, pictures, timing
from dcc.maya.host.listeners import Listeners
from dcc.maya.scene import document, program
from studio_tools.host import Can, Entry, Level, Output, Timeline
from studio_tools.host.main_thread import MainThread
from studio_tools.host.scene_host import SceneHost, Verbs

PATIENCE = 120.0
"""Seconds that a call from another thread waits for Maya to begin with it."""


class MayaHost(SceneHost):
    """The Maya that this runs in. *patience* is in seconds, for calls from other threads."""

    __slots__ = ()

    _called = "Maya"
    _start_it = "Start Maya itself instead of mayapy."
    _verbs = Verbs(files=files, loading=loading, outputs=outputs, timing=timing)

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__(Listeners(), MainThread(program="Maya", defer=program.defer, patience=patience))

    def __repr__(self) -> str:
        return f"MayaHost({self.version})"

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

    # -- the document

    def modified(self) -> bool:
        return document.is_modified()

    def new(self, *, force: bool = False) -> None:
        self._check_saved(force)
        files.begin()

    def open(self, path: Path, *, force: bool = False) -> None:
        files.check_scene(path)
        self._check_saved(force)
        files.open_scene(path)

    # -- what leaves

    def export(self, output: Output, path: Path) -> Sequence[Path]:
        with self._selection_kept():
            return (outputs.export(output.id, path.absolute()),)

    def preview(self, path: Path, timeline: Timeline, *, width: int, height: int) -> Sequence[Path]:
        return pictures.preview(path.absolute(), timeline, (width, height))

    # -- selection, notes, undo

    def selection(self) -> Sequence[str]:
        return tuple(document.selection())

    def select(self, ids: Iterable[str]) -> None:
        """Select what is still there of *ids*."""
        wanted = document.existing(ids)
        if document.selection() != wanted:
            document.select(wanted)

    def note(self, key: str) -> str | None:
        return files.note(key)

    def set_note(self, key: str, value: str | None) -> None:
        files.set_note(key, value)

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        document.open_chunk(label)
        try:
            with self._selection_kept():
                yield
        finally:
            document.close_chunk()

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
