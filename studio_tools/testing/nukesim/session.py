"""A simulated Nuke: one script, its interface, its loop. Two sessions know nothing of each other.

Here is what the parts share; nodes and functions lie above and are met as `Any`.
"""

from __future__ import annotations

import os
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio_tools.testing.mayasim.journal import Journal
from studio_tools.testing.nukesim import formats, schema
from studio_tools.testing.nukesim.callbacks import Callbacks
from studio_tools.testing.nukesim.faults import Faults
from studio_tools.testing.nukesim.formats import Format
from studio_tools.testing.nukesim.interface import Interface
from studio_tools.testing.nukesim.refusals import NotSimulated, WrongThread, no_window

VIEW = re.compile(r"^\s*\{?\s*\"?([^\s{}\"]+)", re.MULTILINE)
BRACED_VIEW = re.compile(r"\{\s*\"?([^\s{}\"]+)")
HINTS = {"int8Lut": 2, "int16Lut": 3, "logLut": 4, "floatLut": 5}
"""What default colour space mappers are told of a file's values; MONITOR is 0 and VIEWER 1."""
COLOUR_SPACE = re.compile(r"!<ColorSpace>\s*\n?\s*(?:\{\s*)?name:\s*\"?([^\n\",}]+)")


def refuse_code(code: str) -> None:
    """Refuse to run code given as text: a test hands in what runs it."""
    raise NotSimulated(f"code given as text is not run here: {code.splitlines()[0] if code else ''!r}")


@dataclass(slots=True, kw_only=True)
class Session:
    """One running Nuke. `is_gui` False is `nuke -t`."""

    is_gui: bool = False
    version: str = "16.0v4"
    folder: Path
    """Where Nuke was started: relative names are tried there."""
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    run_python: Callable[[str], object] = refuse_code
    """Runs code given as text: in knobs, in menus."""
    ocio: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The colour spaces of OCIO configurations by their names, for those that are no file."""
    picture_size: tuple[int, int] | None = (16, 9)
    """How large rendered pictures are; None for as large as the format says."""
    raw_args: tuple[str, ...] = ()
    gizmos: list[Path] = field(default_factory=list)
    """The plug-in path: folders in which gizmos are looked for, the first first."""
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    callbacks: Callbacks = field(default_factory=Callbacks)
    interface: Interface = field(default_factory=Interface)
    formats: list[Format] = field(default_factory=formats.stock)
    clipboard: str = ""
    knob_defaults: dict[str, str] = field(default_factory=dict)
    printed: list[tuple[str, str]] = field(default_factory=list)
    """What Nuke would print: level and text."""
    opened_elsewhere: list[str] = field(default_factory=list)
    """Scripts that Nuke would have opened in a window of their own."""
    rendered: list[str] = field(default_factory=list)
    rendered_views: list[str] = field(default_factory=list)
    """Of which view each of the rendered files is."""
    drawn: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By a rendered file what Text2 nodes wrote into it and OCIODisplay nodes turned it to, the nearest first."""
    reloaded: list[str] = field(default_factory=list)
    """Full names of nodes whose file was loaded anew."""
    touched: dict[str, Any] = field(default_factory=dict)
    """Nodes that changed since the loop was idle."""
    idle_calls: deque[Callable[[], object]] = field(default_factory=deque)
    thread: int = field(default_factory=threading.get_ident)
    root: Any = None
    preferences: Any = None
    scopes: list[Any] = field(default_factory=list)
    """Groups in whose context code runs, the innermost last."""
    view: str = "main"
    at_frame: float | None = None
    """The frame that is being rendered."""
    depth: int = 0
    """How deep the evaluation of knobs is."""
    selections: int = 0
    serials: int = 0
    clones: int = 0
    """How many clones were made: where none was, nobody looks for them."""
    is_closed: bool = False

    # -- where things are

    @property
    def frame(self) -> float:
        """The current frame."""
        if self.at_frame is not None:
            return self.at_frame
        held = self.root._knobs["frame"]._state if self.root is not None else (1.0,)
        return held[0] if isinstance(held, tuple) and isinstance(held[0], float) else 1.0

    def group(self) -> Any:
        """The group in whose context code runs."""
        if self.callbacks.about and not self.scopes:
            node = self.callbacks.about[-1][0]
            return node._parent or self.root
        return self.scopes[-1] if self.scopes else self.root

    def views(self) -> list[str]:
        """The script's views."""
        text = str(self.root._knobs["views"]._state)
        return BRACED_VIEW.findall(text) or VIEW.findall(text)

    def path(self, text: str) -> Path:
        """A file as this program opens it."""
        path = Path(text)
        return path if path.is_absolute() else self.folder / path

    def serial(self) -> int:
        """A fresh number for a node."""
        self.serials += 1
        return 0x10000000 + self.serials * 0x100

    # -- colour

    def colour_spaces(self) -> tuple[str, ...]:
        """The colour spaces there are. Raises NotSimulated for a configuration that nobody handed in."""
        knobs = self.root._knobs
        if knobs["colorManagement"]._state[0] != "OCIO":
            return schema.luts()
        config, custom = knobs["OCIO_config"]._state[0], self.root["customOCIOConfigPath"].evaluate()
        if config == "custom" and self.faults.is_file(custom):
            text = Path(custom).read_text(encoding="utf-8", errors="replace")
            return tuple(each.strip() for each in COLOUR_SPACE.findall(text))
        if config in self.ocio or custom in self.ocio:
            return self.ocio[config if config in self.ocio else custom]
        raise NotSimulated(f"the colour spaces of the OCIO configuration {config!r} are not known: hand them in")

    def usual_colour_space(self, node: Any) -> str:
        """The colour space that `default` means for a Read or a Write, by the type of its file."""
        kind = node._knobs["file_type"]._state[0].strip() if "file_type" in node._knobs else ""
        ending = kind or str(node._knobs["file"]._state).rpartition(".")[2].lower()
        lut = "floatLut" if ending in ("exr", "hdr", "") else "logLut" if ending in ("cin", "dpx") else "int8Lut"
        if ending in ("tiff", "tif", "sgi"):
            lut = "int16Lut"
        return self.callbacks.mapped(node, str(self.root._knobs[lut]._state[0]), HINTS[lut])

    # -- saying

    def say(self, level: str, text: str) -> None:
        """Print as Nuke does."""
        self.printed.append((level, text))

    def need_window(self) -> None:
        """Refuse what needs the interface. Raises RuntimeError in a terminal."""
        if not self.is_gui:
            raise no_window()

    def press(self, knob: Any) -> None:
        """Press a button: a file is loaded anew, Python runs, TCL does not."""
        if knob._name == "reload" and not knob._is_user:
            self.reloaded.append(knob.node().fullName())
            return
        if knob.Class() != "PyScript_Knob":
            raise NotSimulated(f"{knob._spoken()}: the button runs TCL")
        self.callbacks.about.append((knob.node(), knob))
        try:
            self.run_python(knob.value())
        finally:
            self.callbacks.about.pop()

    # -- changing

    def check_thread(self, what: str) -> None:
        """Refuse what other threads may not do."""
        if threading.get_ident() != self.thread:
            raise WrongThread(f"{what} was called outside the main thread")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Make what is done within one step of undo."""
        self.check_thread(name)
        self.journal.begin(name)
        try:
            yield
        finally:
            if self.journal.open_steps:
                self.journal.end()

    @contextmanager
    def rendering(self, frame: float, view: str) -> Iterator[None]:
        """Make a frame and a view the current ones for a while."""
        before = (self.at_frame, self.view)
        self.at_frame, self.view = frame, view
        try:
            yield
        finally:
            self.at_frame, self.view = before

    def idle(self) -> int:
        """Push the idle loop: changed nodes update, and what other threads handed in is called. Tells how many."""
        count = 0
        touched = [node for node in self.touched.values() if not node._is_dead]
        self.touched.clear()
        for node in touched if self.is_gui else ():
            self.callbacks.fire("updateUI", node)
        while self.idle_calls:
            self.idle_calls.popleft()()
            count += 1
        return count
