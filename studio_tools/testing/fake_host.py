"""`FakeHost`: a host with a scene, a window and a thread, in memory, that reads and writes real files.

It obeys `host_contract` as a real one does, and holds whatever a test needs it to hold.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from studio_tools.errors import HostError, NotCapable, SceneUnsaved
from studio_tools.host import Can, Entry, How, Level, Loaded, Output, SceneEvent, Timeline
from studio_tools.model import Address, ProductKey, Stamp

T = TypeVar("T")

SUFFIX = ".fake"
_START = Timeline(1001, 1100, Fraction(24))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that a fake scene is; undo and saving are copies of it."""

    timeline: Timeline = _START
    loaded: tuple[Loaded, ...] = ()
    outputs: tuple[Output, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class FakeHost:
    """A scene in memory. *name* is the prefix of the steps that run in it."""

    name: str = "fake"
    version: str = "1.0"
    interactive: bool = True
    suffixes: tuple[str, ...] = (SUFFIX,)
    can: frozenset[Can] = frozenset(Can)
    document: Document = field(default_factory=Document)
    said: list[tuple[Level, str]] = field(default_factory=list)
    menus: dict[str, tuple[Entry | None, ...]] = field(default_factory=dict)
    docks: dict[str, tuple[str, str]] = field(default_factory=dict)
    _path: Path | None = None
    _saved: Document = field(default_factory=Document)
    _selection: tuple[str, ...] = ()
    _listeners: dict[SceneEvent, list[Callable[[], None]]] = field(default_factory=dict)
    _undo: list[Document] = field(default_factory=list)
    _later: list[Callable[[], None]] = field(default_factory=list)
    _main: int = field(default_factory=threading.get_ident)

    # --- the document

    def file(self) -> Path | None:
        return self._path

    def modified(self) -> bool:
        return self.document != self._saved

    def new(self, *, force: bool = False) -> None:
        self._leave(force)
        self._become(Document(), None)
        self._tell(SceneEvent.NEW)

    def open(self, path: Path, *, force: bool = False) -> None:
        self._leave(force)
        try:
            found = _read(path.read_text("utf-8"))
        except (OSError, ValueError, KeyError, TypeError) as cause:
            raise HostError(f"{path} cannot be opened: {cause}") from cause
        self._become(found, path)
        self._tell(SceneEvent.OPENED)

    def save(self, path: Path | None = None) -> Path:
        target = path or self._path
        if target is None:
            raise SceneUnsaved("the scene has no name yet")
        self._tell(SceneEvent.SAVING)
        try:
            target.write_text(_written(self.document), "utf-8")
        except OSError as cause:
            raise HostError(f"{target} cannot be written: {cause.strerror}") from cause
        self._path, self._saved = target, self.document
        self._tell(SceneEvent.SAVED)
        return target

    def _leave(self, force: bool) -> None:
        if self.modified() and not force:
            raise SceneUnsaved("the scene has changes that are not saved")

    def _become(self, document: Document, path: Path | None) -> None:
        self.document = self._saved = document
        self._path, self._selection = path, ()
        self._undo.clear()

    # --- time and what is loaded

    def timeline(self) -> Timeline:
        return self.document.timeline

    def set_timeline(self, timeline: Timeline) -> None:
        self.document = replace(self.document, timeline=timeline)

    def loaded(self) -> Sequence[Loaded]:
        return self.document.loaded

    def load(self, path: Path, how: How, *, name: str, stamp: Stamp | None) -> Loaded:
        self._need(path)
        taken = {one.id for one in self.document.loaded}
        unique = next(word for word in _words(name) if word not in taken)
        one = Loaded(id=unique, kind=how.value, path=path.as_posix(), resolved=path, label=name, stamp=stamp)
        self._replace_loaded((*self.document.loaded, one))
        return one

    def update(self, loaded: Loaded, path: Path, *, stamp: Stamp | None) -> Loaded:
        self._need(path)
        old = self._known(loaded)
        if not old.is_editable:
            raise NotCapable(f"{old.id} belongs to another reference")
        new = replace(old, path=path.as_posix(), resolved=path, stamp=stamp)
        self._replace_loaded(tuple(new if one.id == old.id else one for one in self.document.loaded))
        return new

    def remove(self, loaded: Loaded) -> None:
        old = self._known(loaded)
        self._replace_loaded(tuple(one for one in self.document.loaded if one.id != old.id))

    def _known(self, loaded: Loaded) -> Loaded:
        for one in self.document.loaded:
            if one.id == loaded.id:
                return one
        raise HostError(f"{loaded.id} is not in the scene")

    def _need(self, path: Path) -> None:
        if not path.exists():
            raise HostError(f"{path} does not exist")

    def _replace_loaded(self, loaded: tuple[Loaded, ...]) -> None:
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
        path.write_text(f"{timeline.start}-{timeline.end} {width}x{height}\n", "utf-8")
        return (path,)

    def note(self, key: str) -> str | None:
        return dict(self.document.notes).get(key)

    def set_note(self, key: str, value: str | None) -> None:
        notes = {name: text for name, text in self.document.notes if name != key}
        kept = notes if value is None else notes | {key: value}
        self.document = replace(self.document, notes=tuple(sorted(kept.items())))

    # --- events and undo

    def on(self, event: SceneEvent, call: Callable[[], None]) -> Callable[[], None]:
        listeners = self._listeners.setdefault(event, [])
        listeners.append(call)

        def end() -> None:
            if call in listeners:
                listeners.remove(call)

        return end

    def _tell(self, event: SceneEvent) -> None:
        for call in tuple(self._listeners.get(event, ())):
            call()

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        before, selection = self.document, self._selection
        try:
            yield
        finally:
            self._selection = selection
            if self.document != before:
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
        self.menus[title] = tuple(entries)

    def dock(self, key: str, title: str, make: str) -> None:
        self.docks[key] = (title, make)

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
        calls, self._later[:] = tuple(self._later), []
        for call in calls:
            call()
        return len(calls)


def _words(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _written(document: Document) -> str:
    timeline = document.timeline
    return json.dumps(
        {
            "timeline": [timeline.start, timeline.end, str(timeline.fps)],
            "loaded": [_loaded_json(one) for one in document.loaded],
            "outputs": [
                {"id": one.id, "label": one.label, "kind": one.kind, "variant": one.variant, "members": one.members}
                for one in document.outputs
            ],
            "notes": document.notes,
        },
        indent=1,
    )


def _loaded_json(one: Loaded) -> dict[str, object]:
    stamp = one.stamp
    return {
        "id": one.id,
        "kind": one.kind,
        "path": one.path,
        "label": one.label,
        "stamp": [stamp.address, stamp.representation] if stamp else None,
    }


def _read(text: str) -> Document:
    found = json.loads(text)
    start, end, fps = found["timeline"]
    return Document(
        timeline=Timeline(start, end, Fraction(fps)),
        loaded=tuple(_loaded(one) for one in found["loaded"]),
        outputs=tuple(Output(**one | {"members": tuple(one["members"])}) for one in found["outputs"]),
        notes=tuple((key, value) for key, value in found["notes"]),
    )


def _loaded(one: dict[str, Any]) -> Loaded:
    return Loaded(
        id=one["id"],
        kind=one["kind"],
        path=one["path"],
        resolved=Path(one["path"]),
        label=one["label"],
        stamp=_stamp(*one["stamp"]) if one["stamp"] else None,
    )


def _stamp(address: str, representation: str) -> Stamp:
    parsed = Address.parse(address)
    return Stamp(key=ProductKey.of(parsed), number=parsed.number or 0, representation=representation)
