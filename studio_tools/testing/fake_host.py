"""`FakeHost`: a host with a scene, a window and a thread, in memory, that reads and writes real files.

It obeys `host_contract` as a real one does, and holds whatever a test needs it to hold.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from studio_tools.errors import HostError, NotCapable, SceneUnsaved
from studio_tools.host import Can, Entry, How, Level, Loaded, Output, SceneEvent, Timeline
from studio_tools.host.listeners import Listeners
from studio_tools.host.targets import check_readable, check_writable
from studio_tools.model import Stamp
from studio_tools.scenes.paths import there, tidy
from studio_tools.testing.fake_document import SUFFIX, Document, is_within, nested, read, written

T = TypeVar("T")

LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class FakeHost:
    """A scene in memory. *name* is the prefix of the steps that run in it."""

    name: str = "fake"
    version: str = "1.0"
    interactive: bool = True
    suffixes: tuple[str, ...] = (SUFFIX,)
    can: frozenset[Can] = frozenset(Can)
    hows: frozenset[How] = frozenset(How)
    document: Document = field(default_factory=Document)
    said: list[tuple[Level, str]] = field(default_factory=list)
    menus: dict[str, tuple[Entry | None, ...]] = field(default_factory=dict)
    docks: dict[str, tuple[str, str]] = field(default_factory=dict)
    _path: Path | None = None
    _saved: Document = field(default_factory=Document)
    _selection: tuple[str, ...] = ()
    _listeners: Listeners = field(default_factory=Listeners)
    _undo: list[Document] = field(default_factory=list)
    _later: deque[Callable[[], None]] = field(default_factory=deque)
    _main: int = field(default_factory=threading.get_ident)
    _depth: int = 0

    # --- the document

    def file(self) -> Path | None:
        return self._path

    def saving(self) -> Path | None:
        asked = self._listeners.asked
        return None if asked is None else asked.target

    def modified(self) -> bool:
        return Can.MODIFIED not in self.can or self.document != self._saved

    def new(self, *, force: bool = False) -> None:
        self._check_saved(force)
        self._become(Document(), None)
        self._tell(SceneEvent.NEW)

    def open(self, path: Path, *, force: bool = False) -> None:
        check_readable(path)
        self._check_saved(force)
        try:
            found = read(path.read_text("utf-8"))
        except (OSError, ValueError, KeyError, TypeError) as cause:
            raise HostError(f"{path} cannot be opened: {cause}") from cause
        self._become(found, path)
        self._tell(SceneEvent.OPENED)

    def save(self, path: Path | None = None) -> Path:
        target = path or self._path
        if target is None:
            raise SceneUnsaved("the scene has no name yet")
        check_writable(target, self.suffixes)
        self._listeners.ask(self._path, target)
        try:
            target.write_text(written(self.document), "utf-8")
        except OSError as cause:
            raise HostError(f"{target} cannot be written: {cause.strerror}") from cause
        self._path, self._saved = target, self.document
        self._tell(SceneEvent.SAVED)
        return target

    def _check_saved(self, force: bool) -> None:
        if self.modified() and not force:
            raise SceneUnsaved("the scene has changes that are not saved")

    def _become(self, document: Document, path: Path | None) -> None:
        self._tell(SceneEvent.CLOSING)
        self.document = self._saved = document
        self._path, self._selection = path, ()
        self._undo.clear()

    # --- time and what is loaded

    def timeline(self) -> Timeline:
        return self.document.timeline

    def set_timeline(self, timeline: Timeline) -> None:
        if timeline.end < timeline.start or timeline.fps <= 0:
            raise HostError(f"{timeline.start} to {timeline.end} at {timeline.fps} is no timeline")
        with self._step():
            self.document = replace(self.document, timeline=timeline)

    def loaded(self) -> Sequence[Loaded]:
        return self.document.loaded

    def load(self, path: Path, how: How, *, name: str, stamp: Stamp | None) -> Loaded:
        if how not in self.hows:
            raise NotCapable(f"{how} is not offered here")
        self._need(path)
        taken = {one.id for one in self.document.loaded}
        unique = next(word for word in _words(name) if word not in taken)
        one = Loaded(id=unique, kind=how.value, path=path.as_posix(), resolved=path, label=name, stamp=stamp)
        self._replace_loaded((*self.document.loaded, one, *nested(one)))
        return one

    def update(self, loaded: Loaded, path: Path, *, stamp: Stamp | None) -> Loaded:
        self._need(path)
        old = self._own(loaded)
        new = replace(old, path=path.as_posix(), resolved=path, stamp=stamp)
        kept = tuple(new if one is old else one for one in self.document.loaded if not is_within(one, old))
        self._replace_loaded((*kept, *nested(new)))
        return new

    def remove(self, loaded: Loaded) -> None:
        old = self._own(loaded)
        kept = tuple(one for one in self.document.loaded if one is not old and not is_within(one, old))
        self._selection = tuple(ident for ident in self._selection if ident in {one.id for one in kept})
        self._replace_loaded(kept)

    def _own(self, loaded: Loaded) -> Loaded:
        for one in self.document.loaded:
            if one.id == loaded.id:
                if not one.is_editable:
                    raise NotCapable(f"{one.id} belongs to another reference")
                return one
        raise HostError(f"{loaded.id} is not in the scene")

    def _need(self, path: Path) -> None:
        if not there(tidy(path.as_posix())):
            raise HostError(f"{path} does not exist")

    def _replace_loaded(self, loaded: tuple[Loaded, ...]) -> None:
        with self._step():
            self.document = replace(self.document, loaded=loaded)
        self._tell(SceneEvent.LOADED_CHANGED)

    # --- selection, outputs, notes

    def selection(self) -> Sequence[str]:
        return self._selection

    def select(self, ids: Iterable[str]) -> None:
        self._selection = tuple(ids)

    def outputs(self) -> Sequence[Output]:
        return self.document.outputs

    def export(self, output: Output, path: Path) -> Sequence[Path]:
        if output.id not in {one.id for one in self.document.outputs}:
            raise HostError(f"{output.id} is not in the scene")
        path.write_text(f"{output.id}\n", "utf-8")
        return (path,)

    def preview(self, path: Path, timeline: Timeline, *, width: int, height: int) -> Sequence[Path]:
        if not path.parent.is_dir():
            raise HostError(f"{path.parent} does not exist")
        numbers = range(timeline.start, timeline.end + 1)
        frames = [path.with_name(path.name % number) for number in numbers] if "%" in path.name else [path]
        for frame in frames:
            frame.write_text(f"{timeline.start}-{timeline.end} {width}x{height}\n", "utf-8")
        return frames

    def note(self, key: str) -> str | None:
        return dict(self.document.notes).get(key)

    def set_note(self, key: str, value: str | None) -> None:
        notes = {name: text for name, text in self.document.notes if name != key}
        kept = notes if value is None else notes | {key: value}
        with self._step():
            self.document = replace(self.document, notes=tuple(sorted(kept.items())))

    # --- events and undo

    def on(self, event: SceneEvent, call: Callable[[], None]) -> Callable[[], None]:
        return self._listeners.on(event, call)

    def _tell(self, event: SceneEvent) -> None:
        self._listeners.tell(event)

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        selection, before = self._selection, {one.id for one in self.document.loaded}
        try:
            with self._step():
                yield
        finally:
            gone = before - {one.id for one in self.document.loaded}
            self._selection = tuple(ident for ident in selection if ident not in gone)

    @contextmanager
    def _step(self) -> Iterator[None]:
        """One step of undo; one within another belongs to the outer one."""
        before, self._depth = self.document, self._depth + 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self.document != before:
                self._undo.append(before)

    def undo(self) -> None:
        """Take the last group back. Raises HostError where there is none."""
        if not self._undo:
            raise HostError("there is nothing to undo")
        self.document = self._undo.pop()

    # --- window and thread

    def main(self) -> object | None:
        return self if self.interactive else None

    def menu(self, title: str, entries: Sequence[Entry | None]) -> None:
        self._need_person()
        self.menus[title] = tuple(entries)

    def dock(self, key: str, title: str, make: str) -> None:
        self._need_person()
        self.docks[key] = (title, make)

    def _need_person(self) -> None:
        if not self.interactive:
            raise NotCapable("nobody sits before it")

    def say(self, text: str, level: Level = Level.INFO) -> None:
        self.said.append((level, text))

    def soon(self, call: Callable[[], None]) -> None:
        self._later.append(call)

    def now(self, call: Callable[[], T]) -> T:
        if threading.get_ident() == self._main:
            return call()
        done, answer = threading.Event(), list[Any]()

        def run() -> None:
            try:
                answer.append((call(), None))
            except BaseException as error:
                answer.append((None, error))
            done.set()

        self.soon(run)
        done.wait()
        value, error = answer[0]
        if error is not None:
            raise error
        result: T = value
        return result

    def turn(self) -> int:
        """Run what `soon` and `now` left for the main thread; how many calls that were."""
        count = 0
        while self._later:
            self._run(self._later.popleft())
            count += 1
        return count

    def _run(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:
            LOG.exception("a call that was left for later failed")


def _words(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1
