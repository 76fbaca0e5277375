"""The program a person works in, as the core sees it: a tiny Host, and capabilities asked by `isinstance`.

A host that has files named to it is `Files`, one with a scene is `Scene`, one with a user interface is `Window`,
one that lets its interpreter be used from one thread only is `Thread`. No type of Qt or of a DCC appears here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from studio_tools.model import Stamp

T = TypeVar("T")


class Can(StrEnum):
    """What a scene offers; faces grey out the rest instead of failing."""

    OPEN = "open"
    SAVE = "save"
    LOAD = "load"
    UPDATE = "update"
    EXPORT = "export"
    PREVIEW = "preview"
    UNDO = "undo"
    MODIFIED = "modified"
    """It knows whether it holds changes; one that does not counts as changed, always."""


class How(StrEnum):
    """In what way a product is brought into a scene."""

    REFERENCE = "reference"
    IMPORT = "import"
    OPEN_AS = "open-as"
    TEXTURE = "texture"
    READ = "read"
    CAMERA = "camera"


class SceneEvent(StrEnum):
    """What a scene tells of itself, whoever changed it. A listener may veto SAVING by raising HostError.

    A listener that fails otherwise is noted in the log and spoils nothing. What SAVING is about, `saving` tells.
    """

    NEW = "new"
    OPENED = "opened"
    SAVING = "saving"
    SAVED = "saved"
    LOADED_CHANGED = "loaded-changed"
    CLOSING = "closing"
    """The scene that is open is about to go: another is opened, a new one begun, or the program ends."""


class Level(StrEnum):
    """How loudly a window says something."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a person named on the command line or dropped on a window: a path, as they spelled it, and what it is."""

    path: str
    kind: str = ""
    """"" lets the extension decide."""
    variant: str = "main"


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a shot asks of a scene."""

    start: int
    end: int
    fps: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One thing that was brought into the scene."""

    id: str
    """Stable in the session: a reference node, a Read's full name, a library's name."""
    kind: str
    path: str
    """As the scene writes it."""
    resolved: Path | None = None
    """None: cannot be resolved here."""
    is_loaded: bool = True
    is_editable: bool = True
    """False when nested in another reference."""
    label: str = ""
    stamp: Stamp | None = None
    """Which version and representation it came from; survives saving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One thing that a scene could publish: the file itself, a Write node, a camera, a set."""

    id: str
    label: str
    kind: str
    variant: str = "main"
    members: tuple[str, ...] = ()
    """Nodes or paths, in the host's own names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One menu entry as data; *action* is `module:function`, imported when it is chosen."""

    label: str
    action: str
    icon: str = ""
    key: str = ""


class Host(Protocol):
    """The least that is known of any host. *name* is also the prefix of its steps."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def interactive(self) -> bool:
        """Whether a person sits before it."""
        ...


@runtime_checkable
class Files(Host, Protocol):
    """A host that was handed files instead of a scene."""

    def sources(self) -> Sequence[Source]: ...


@runtime_checkable
class Scene(Host, Protocol):
    """A host with a document; works without a user interface. Raises HostError and its kinds."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What its own files end in, with the dot."""
        ...

    @property
    def can(self) -> frozenset[Can]: ...

    @property
    def hows(self) -> frozenset[How]:
        """The ways of loading that it offers; the others raise NotCapable."""
        ...

    def file(self) -> Path | None:
        """Its own file. While SAVING is told of that is still the one that it had before."""
        ...

    def saving(self) -> Path | None:
        """The file that is about to be written, while SAVING is told of; None at all other times."""
        ...

    def modified(self) -> bool:
        """Whether changes would be lost; True where it cannot know."""
        ...

    def new(self, *, force: bool = False) -> None:
        """Empty the scene. Raises SceneUnsaved unless *force* throws changes away."""
        ...

    def open(self, path: Path, *, force: bool = False) -> None:
        """Read *path* in place of the scene. Raises SceneUnsaved unless *force* throws changes away."""
        ...

    def save(self, path: Path | None = None) -> Path:
        """Write the scene, to *path* where one is given. Raises SceneUnsaved where it has none.

        What is marked read-only is never written over: that is how published files are kept.
        """
        ...

    def timeline(self) -> Timeline: ...

    def set_timeline(self, timeline: Timeline) -> None:
        """Set range and rate; frames keep their numbers. Raises HostError on what it cannot keep exactly."""
        ...

    def loaded(self) -> Sequence[Loaded]:
        """All that was brought in, nested things too."""
        ...

    def load(self, path: Path, how: How, *, name: str, stamp: Stamp | None) -> Loaded:
        """Bring *path* in; *name* is what a person calls it. Raises HostError where it is missing."""
        ...

    def update(self, loaded: Loaded, path: Path, *, stamp: Stamp | None) -> Loaded:
        """Point what is loaded at *path*; edits made on it in the scene stay. Raises NotCapable on what is nested."""
        ...

    def remove(self, loaded: Loaded) -> None:
        """Take it out of the scene. Raises NotCapable on what is nested in another."""
        ...

    def selection(self) -> Sequence[str]: ...

    def select(self, ids: Iterable[str]) -> None: ...

    def outputs(self) -> Sequence[Output]: ...

    def export(self, output: Output, path: Path) -> Sequence[Path]:
        """Write one output to *path* and return the files that were made."""
        ...

    def note(self, key: str) -> str | None: ...

    def set_note(self, key: str, value: str | None) -> None:
        """Keep a value of ours in the file; None forgets it."""
        ...

    def on(self, event: SceneEvent, call: Callable[[], None]) -> Callable[[], None]:
        """Listen; the answer ends it and may be called twice."""
        ...

    def group(self, label: str) -> AbstractContextManager[None]:
        """One undo step; selection stays as it was."""
        ...


@runtime_checkable
class Previews(Protocol):
    """A scene that can render a quick movie or sequence of itself."""

    def preview(self, path: Path, timeline: Timeline, *, width: int, height: int) -> Sequence[Path]:
        """Render *timeline*: with `%04d` in the name a file a frame, else a movie. The files that were made."""
        ...


@runtime_checkable
class Window(Protocol):
    """A host with a user interface. *main* is its main window in the host's own toolkit, opaque to the core.

    Without a person before it, menus and docks raise NotCapable; what is said goes to the log.
    """

    def main(self) -> object | None: ...

    def menu(self, title: str, entries: Sequence[Entry | None]) -> None:
        """Show a menu, replacing one of the same title; None is a separator."""
        ...

    def dock(self, key: str, title: str, make: str) -> None:
        """Dock what `module:callable` makes; it is imported again when the layout is restored."""
        ...

    def say(self, text: str, level: Level = Level.INFO) -> None: ...


@runtime_checkable
class Thread(Protocol):
    """A host that may be touched on its main thread only."""

    def soon(self, call: Callable[[], None]) -> None:
        """Run on the main thread, later and in order; from any thread. What fails goes to the log."""
        ...

    def now(self, call: Callable[[], T]) -> T:
        """Run on the main thread and wait; directly where already there. What it raises, the caller gets."""
        ...
