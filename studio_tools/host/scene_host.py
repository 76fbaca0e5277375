"""What hosts of programs with a scene have alike: a change is one step and told of once, a save is asked for.

What a verb does in a program is in the modules that each host names.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

from studio_tools.errors import NotCapable, SceneUnsaved
from studio_tools.host import How, Level, Loaded, Output, SceneEvent, Timeline
from studio_tools.host.listeners import Call, Listeners
from studio_tools.host.loading import Wanted
from studio_tools.host.main_thread import MainThread
from studio_tools.model import Stamp

T = TypeVar("T")


class FileVerbs(Protocol):
    """The scene's own file."""

    def current(self) -> Path | None: ...

    def check_target(self, path: Path) -> None: ...

    def save(self, path: Path) -> Path: ...


class LoadVerbs(Protocol):
    """What was brought in."""

    @property
    def WAYS(self) -> Collection[How]: ...  # noqa: N802 - a module's constant

    def everything(self) -> Iterable[Loaded]: ...

    def load(self, how: How, wanted: Wanted) -> Loaded: ...

    def update(self, ident: str, path: Path, stamp: Stamp | None) -> Loaded: ...

    def remove(self, ident: str) -> None: ...


class OutputVerbs(Protocol):
    """What could leave."""

    def everything(self) -> Iterable[Output]: ...


class TimeVerbs(Protocol):
    """Range and rate."""

    def timeline(self) -> Timeline: ...

    def set_timeline(self, wanted: Timeline) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """The modules of a host that do what is asked of it."""

    files: FileVerbs
    loading: LoadVerbs
    outputs: OutputVerbs
    timing: TimeVerbs


class SceneHost(ABC):
    """A host with a scene, a window and a thread, as far as these are alike. It asks the program on its main thread."""

    __slots__ = ("_listeners", "_thread")

    _called: ClassVar[str]
    """What a person calls the program."""
    _document: ClassVar[str] = "scene"
    """What a person calls its document."""
    _start_it: ClassVar[str]
    """How a person starts it with a window."""
    _verbs: ClassVar[Verbs]

    def __init__(self, listeners: Listeners, thread: MainThread) -> None:
        self._listeners = listeners
        self._thread = thread

    @property
    @abstractmethod
    def interactive(self) -> bool: ...

    @property
    def hows(self) -> frozenset[How]:
        return frozenset(self._verbs.loading.WAYS)

    # -- the document

    @abstractmethod
    def modified(self) -> bool: ...

    def file(self) -> Path | None:
        asked = self._listeners.asked
        return self._verbs.files.current() if asked is None else asked.scene

    def saving(self) -> Path | None:
        asked = self._listeners.asked
        return None if asked is None else asked.target

    def save(self, path: Path | None = None) -> Path:
        target = path or self._verbs.files.current()
        if target is None:
            raise SceneUnsaved(f"the {self._document} has no name yet")
        target = target.absolute()
        self._verbs.files.check_target(target)
        self._listeners.ask(self._verbs.files.current(), target)
        with self._listeners.telling(SceneEvent.SAVED, SceneEvent.SAVING):
            self._write(target)
        return target

    def _write(self, target: Path) -> None:
        self._verbs.files.save(target)

    def _check_saved(self, force: bool) -> None:
        if not force and self.modified():
            raise SceneUnsaved(f"the {self._document} has changes that are not saved")

    # -- time, what is loaded, what leaves

    def timeline(self) -> Timeline:
        return self._verbs.timing.timeline()

    def set_timeline(self, timeline: Timeline) -> None:
        with self._step("Set range and rate"):
            self._verbs.timing.set_timeline(timeline)

    def loaded(self) -> Sequence[Loaded]:
        return tuple(self._verbs.loading.everything())

    def load(self, path: Path, how: How, *, name: str, stamp: Stamp | None) -> Loaded:
        with self._changing(f"Load {name}"):
            return self._verbs.loading.load(how, Wanted(path.absolute(), name, stamp))

    def update(self, loaded: Loaded, path: Path, *, stamp: Stamp | None) -> Loaded:
        with self._changing(f"Update {loaded.label}"):
            return self._verbs.loading.update(loaded.id, path.absolute(), stamp)

    def remove(self, loaded: Loaded) -> None:
        with self._changing(f"Remove {loaded.label}"):
            self._verbs.loading.remove(loaded.id)

    @contextmanager
    def _changing(self, label: str) -> Iterator[None]:
        with self._listeners.telling(SceneEvent.LOADED_CHANGED), self._step(label):
            yield

    def outputs(self) -> Sequence[Output]:
        return tuple(self._verbs.outputs.everything())

    # -- selection, events, undo

    @abstractmethod
    def selection(self) -> Sequence[str]: ...

    @abstractmethod
    def select(self, ids: Iterable[str]) -> None:
        """Select what is still there of *ids*."""

    def on(self, event: SceneEvent, call: Call) -> Call:
        return self._listeners.on(event, call)

    def stop(self) -> None:
        """Have nobody listen any more: before this code is loaded anew, else dead calls stay in the program."""
        self._listeners.stop()

    @abstractmethod
    def group(self, label: str) -> AbstractContextManager[None]: ...

    def _step(self, label: str) -> AbstractContextManager[None]:
        """One step of undo of what is refused or done whole."""
        return self.group(label)

    @contextmanager
    def _selection_kept(self) -> Iterator[None]:
        """Leave the selection as it was, as far as it is still there."""
        before = self.selection()
        try:
            yield
        finally:
            self.select(before)

    # -- window and thread

    @abstractmethod
    def say(self, text: str, level: Level = Level.INFO) -> None: ...

    def _need_person(self) -> None:
        if not self.interactive:
            raise NotCapable(f"this {self._called} runs without a window", hint=self._start_it)

    def soon(self, call: Callable[[], None]) -> None:
        self._thread.soon(call)

    def now(self, call: Callable[[], T]) -> T:
        return self._thread.now(call)
