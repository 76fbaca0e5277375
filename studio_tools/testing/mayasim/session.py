"""A simulated Maya: one scene, its plug-ins, its interface, its loop. Two sessions know nothing of each other.

Here is what the parts share and how a command is called; the commands themselves are in `commands`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from studio_tools.testing.mayasim import defaults, flags, plugs, schema
from studio_tools.testing.mayasim.faults import Faults
from studio_tools.testing.mayasim.flags import Call, Table
from studio_tools.testing.mayasim.interface import Interface
from studio_tools.testing.mayasim.messages import Messages
from studio_tools.testing.mayasim.model import Node, Requirement, Scene
from studio_tools.testing.mayasim.refusals import NotSimulated, WrongThread
from studio_tools.testing.mayasim.schema import Schema

T = TypeVar("T")

INSTALLED = frozenset(
    {
        "AbcExport",
        "AbcImport",
        "gpuCache",
        "mayaUsdPlugin",
        "fbxmaya",
        "objExport",
        "stereoCamera",
        "modelingToolkit",
        "renderSetup.py",
    }
)
"""The plug-ins that every installation brings; a renderer is installed by the test that wants it."""


def message_numbers() -> Mapping[str, int]:
    """The numbers of the scene messages, as the API counts them."""
    enums = flags.read_table("nodes")["enums"]
    assert isinstance(enums, dict)
    numbers: Mapping[str, int] = enums["MSceneMessage"]
    return numbers


def plug_in_entry(name: str) -> Mapping[str, Any]:
    """What the table says of a plug-in; nothing of one that it does not know."""
    plugins = flags.read_table("plugins")["plugins"]
    assert isinstance(plugins, dict)
    entry: Mapping[str, Any] = plugins.get(name, {})
    return entry


def words(text: str) -> frozenset[str]:
    """The flags of a command, in a row."""
    return frozenset(text.split())


def refuse_python(code: str) -> None:
    """Refuse to run code given as text: a test hands in what runs it."""
    raise NotSimulated(f"code given as text is not run here: {code.splitlines()[0] if code else ''!r}")


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What a command does, and with which of its flags: the others are refused as not simulated."""

    call: Callable[[Session, Call], object]
    flags: frozenset[str]
    needs_window: bool = False
    is_silent: bool = False
    """It changes nothing that undo knows of."""


@dataclass(slots=True, kw_only=True)
class Session:
    """One running Maya. `is_gui` False is mayapy and `maya -batch`."""

    is_gui: bool = False
    version: str = "2025"
    project: Path
    commands: Mapping[str, Simulated]
    """What each command does."""
    installed: frozenset[str] = INSTALLED
    window: int | None = None
    """The address of the main window's widget, for code that wraps it."""
    run_python: Callable[[str], object] = refuse_python
    """Runs code given as text (`uiScript`, `evalDeferred`)."""
    clock: Callable[[], datetime] = now
    faults: Faults = field(default_factory=Faults)
    scene: Scene = field(default_factory=defaults.fresh_scene)
    writing: str = ""
    """The file that callbacks before a save are about: the scene's own, or that of an automatic save."""
    messages: Messages = field(default_factory=Messages)
    interface: Interface = field(default_factory=Interface)
    option_vars: dict[str, list[object]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=lambda: dict(defaults.RULES))
    loaded: dict[str, str] = field(default_factory=dict)
    """Loaded plug-ins with their paths."""
    printed: list[tuple[str, str]] = field(default_factory=list)
    """What Maya would print: level (info, warning, error) and text."""
    calls: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    """Every command called, for tests that ask how often."""
    settings: dict[str, object] = field(default_factory=dict)
    """Preferences that are of no scene: colour management, directory maps, FBX."""
    table: Table = field(default_factory=flags.load_table)
    base: Schema = field(default_factory=schema.load_schema)
    numbers: Mapping[str, int] = field(default_factory=message_numbers)
    thread: int = field(default_factory=threading.get_ident)
    _schema: Schema | None = None

    def replace_scene(self, scene: Scene) -> None:
        """Turn to another scene: what could be undone is forgotten, an open chunk stays open."""
        scene.journal = self.scene.journal
        scene.journal.forget()
        scene.journal.is_modified = False
        self.scene = scene
        for job in [each for each in self.messages.jobs.values() if each.dies_with_scene]:
            del self.messages.jobs[job.number]

    def schema(self) -> Schema:
        """The node types of Maya and of the plug-ins that are loaded."""
        if self._schema is None:
            self._schema = self.base.with_types(self.plug_in_types())
        return self._schema

    def plug_in_types(self) -> dict[str, str]:
        """The node types of loaded plug-ins with their parents."""
        parents = flags.read_table("written")["plug_in_types"]
        assert isinstance(parents, dict)
        return {name: parents[name] for plugin in self.loaded for name in self.types_of(plugin)}

    def types_of(self, plug_in: str) -> list[str]:
        """The node types that a plug-in brings."""
        return list(plug_in_entry(plug_in).get("types") or ())

    def version_of(self, plug_in: str) -> str:
        """The version that a plug-in says it has."""
        return str(plug_in_entry(plug_in).get("version", "1.0"))

    def plug_ins_changed(self) -> None:
        """Learn anew which types there are."""
        self._schema = None

    def has_plug_in(self, name: str) -> bool:
        """Whether a plug-in is installed."""
        return name in self.installed

    def need_plug_in(self, requirement: Requirement) -> None:
        """Load what a file asks for, where it is installed; Maya goes on without what is not."""
        if requirement.plug_in in self.loaded:
            return
        if self.has_plug_in(requirement.plug_in):
            self.load_plug_in(requirement.plug_in)
        else:
            self.warn(f"The plug-in {requirement.plug_in} is not installed; its nodes are unknown.")

    def load_plug_in(self, name: str) -> None:
        """Load an installed plug-in."""
        self.loaded[name] = f"/usr/autodesk/maya{self.version}/plug-ins/{name}.so"
        self.plug_ins_changed()

    def members(self, group: Node) -> list[Node]:
        """The members of a set, in the order they came."""
        arriving = self.scene.connections.get(group.serial, {})
        inside = [each for path, each in arriving.items() if path.startswith(("dagSetMembers", "dnSetMembers"))]
        return list(dict.fromkeys(each.source for each in inside))

    def setting(self, plug: str) -> object:
        """What one of the scene's own nodes holds."""
        name, _, path = plug.partition(".")
        return plugs.get(self.schema(), self.scene, self.scene.named(name)[0], path)

    def expand(self, text: str) -> str:
        """Fill in environment variables and the home folder, as Maya does in paths."""
        return os.path.expandvars(os.path.expanduser(text))  # noqa: PTH111 - a text, not always a path

    def resolve(self, path: str) -> str:
        """Where a stored path leads: variables filled in, relative ones tried in the project and its scenes.

        A double slash marks where the project ended when the path was stored: the rest is tried in this project.
        """
        head, mark, rest = self.expand(path).rpartition("//")
        expanded = f"{head}/{rest}" if mark and not head.endswith(":") else f"{head}{mark}{rest}"
        if mark and not self.faults.is_file(expanded) and self.faults.is_file((self.project / rest).as_posix()):
            return (self.project / rest).as_posix()
        if Path(expanded).is_absolute() or (len(expanded) > 1 and expanded[1] == ":"):
            return expanded
        places = [self.project / self.rules["scene"] / expanded, self.project / expanded]
        found = next((place for place in places if self.faults.is_file(place.as_posix())), places[0])
        return found.as_posix()

    def path(self, text: str) -> Path:
        """A file as this program opens it."""
        return Path(self.expand(text))

    # -- saying

    def say(self, level: str, text: str) -> None:
        """Print as Maya does."""
        self.printed.append((level, text))

    def warn(self, text: str) -> None:
        """Print a warning."""
        self.say("warning", text)

    # -- calling

    def is_known(self, name: str) -> bool:
        """Whether `maya.cmds` has a command of this name now."""
        home = self.table.plugins.get(name)
        return home in self.loaded if home else name in self.table.names

    def call(self, name: str, args: tuple[object, ...], written: Mapping[str, object]) -> object:
        """Call a command as `maya.cmds` does, and as one step of undo."""
        if threading.get_ident() != self.thread:
            raise WrongThread(f"cmds.{name} was called outside the main thread")
        simulated, command = self.commands.get(name), self.table.commands.get(name)
        if simulated is None or command is None:
            raise NotSimulated(f"cmds.{name} is not simulated")
        checked = flags.check(command, args, written)
        self.calls.append((name, dict(checked.flags)))
        if simulated.needs_window and not self.is_gui:
            raise RuntimeError(f"{name}: the command is not available in batch mode.")
        surplus = set(checked.flags) - simulated.flags - {"query"}
        if surplus:
            raise NotSimulated(f"cmds.{name}: {', '.join(sorted(surplus))} is not simulated")
        if checked.is_query or simulated.is_silent:
            return simulated.call(self, checked)
        with self.step(name):
            return simulated.call(self, checked)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Make what is done within one step of undo."""
        journal = self.scene.journal
        journal.begin(name)
        try:
            yield
        finally:
            if journal.open_steps:
                journal.end()

    def idle(self) -> int:
        """Push the idle loop: deferred calls and script jobs run now. Tells how many."""
        return self.messages.run_idle()

    def main_thread_call(self, call: Callable[[], T]) -> T:
        """Have the main thread make a call when it pushes the loop, and wait for what comes of it."""
        done = threading.Event()
        kept: list[T] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                kept.append(call())
            except BaseException as error:  # handed to the thread that waits
                failed.append(error)
            finally:
                done.set()

        self.messages.idle.append(run)
        done.wait()
        if failed:
            raise failed[0]
        return kept[0]
