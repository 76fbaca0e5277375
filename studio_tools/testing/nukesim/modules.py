"""The modules that code imports as `nuke` and `nukescripts`: put into `sys.modules` for a while, taken out again.

Code under test that was imported in one session holds that session's modules; so it is forgotten with them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from studio_tools.testing.nukesim import building, functions, panels, program, schema
from studio_tools.testing.nukesim.formats import Format
from studio_tools.testing.nukesim.groups import FACES
from studio_tools.testing.nukesim.interface import Menu, MenuItem, ToolBar
from studio_tools.testing.nukesim.knobs.knob import Knob
from studio_tools.testing.nukesim.knobs.making import CLASSES
from studio_tools.testing.nukesim.knobs.texts import OutputContext
from studio_tools.testing.nukesim.ranges import FrameRange, FrameRanges
from studio_tools.testing.nukesim.refusals import NotSimulated
from studio_tools.testing.nukesim.session import Session

CONSTANTS = {
    "ADD_VIEWS": 0, "ALL": 1, "ALWAYS_SAVE": 0x100000, "DISABLED": 0x80, "DO_NOT_WRITE": 0x200, "ENDLINE": 0x2000,
    "EXPRESSIONS": 1, "INPUTS": 2, "HIDDEN_INPUTS": 4, "LINKINPUTS": 8, "LINKNODE_INPUTS": 16, "MONITOR": 0,
    "VIEWER": 1, "INT8": 2, "INT16": 3, "LOG": 4, "FLOAT": 5, "FONT": 4, "GEO": 16, "IMAGE": 1, "INVISIBLE": 0x400,
    "NO_ANIMATION": 0x100, "NO_UNDO": 0x80000, "PYTHON": 32, "READ_ONLY": 0x10000000, "REPLACE": 1, "SCRIPT": 2,
    "STARTLINE": 0x1000, "TABBEGINGROUP": 1, "TABBEGINCLOSEDGROUP": 2, "TABENDGROUP": -1, "TABKNOB": 0,
    "TO_SCRIPT": 1, "TO_VALUE": 2, "WRITE_ALL": 8, "WRITE_NON_DEFAULT_ONLY": 16, "WRITE_USER_KNOB_DEFS": 4,
    "PLUGIN_EXT": "so", "untitled": "Untitled", "NUM_CPUS": 1, "THREADS": 1,
}  # fmt: skip
"""Constants; those of flags are the program's, of others only that they differ is sure."""


class Nodes:
    """`nuke.nodes`: a constructor for every class."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def construct(**options: Any) -> Any:
            return building.construct(self._session, name, options)

        return construct


def root_class(session: Session) -> type:
    """`nuke.Root`: called, it gives the script; and the script is an instance of it."""

    class Meta(type):
        def __call__(cls) -> Any:
            return session.root

        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, FACES["Root"])

    return Meta("Root", (), {})


class Nuke(ModuleType):
    """`nuke`: what it has and we lack is `NotSimulated`, any other name an AttributeError."""

    def __init__(self, members: dict[str, object]) -> None:
        super().__init__("nuke")
        self.__dict__.update(members)

    def __getattr__(self, name: str) -> object:
        if name in schema.functions():
            raise NotSimulated(f"nuke.{name} is not simulated")
        raise AttributeError(f"module 'nuke' has no attribute '{name}'")


def members(session: Session) -> dict[str, object]:
    """Everything that `nuke` has here."""
    major, minor, release = program.version(session)
    classes = {
        each.__name__: each for each in (Format, FrameRange, FrameRanges, Menu, MenuItem, OutputContext, ToolBar)
    }
    return {
        **CONSTANTS,
        **{name: face for name, face in FACES.items() if name != "Node"},
        **CLASSES,
        **classes,
        "Node": FACES["Node"],
        "Root": root_class(session),
        "Knob": Knob,
        "GUI": session.is_gui,
        "INTERACTIVE": session.is_gui,
        "NUKE_VERSION_MAJOR": major,
        "NUKE_VERSION_MINOR": minor,
        "NUKE_VERSION_RELEASE": release,
        "NUKE_VERSION_PHASE": "",
        "NUKE_VERSION_STRING": session.version,
        "rawArgs": list(session.raw_args),
        "env": program.environment(session),
        "EXE_PATH": program.environment(session)["ExecutablePath"],
        "nodes": Nodes(session),
        **functions.functions(session),
        **program.functions(session),
        "__path__": [],
    }


def make_modules(session: Session) -> dict[str, ModuleType]:
    """Make all modules of a session by their full names."""
    panel = ModuleType("nukescripts.panels")
    panel.__dict__.update(panels.functions(session))
    scripts = ModuleType("nukescripts")
    shared = {name: vars(panel)[name] for name in ("PythonPanel", "registerPanel", "restorePanel")}
    scripts.__dict__.update({"__path__": [], "panels": panel, **shared})
    scripts.__dict__["clear_selection_recursive"] = lambda group=None: clear_selection(session, group)
    return {"nuke": Nuke(members(session)), "nukescripts": scripts, "nukescripts.panels": panel}


def clear_selection(session: Session, group: Any) -> None:
    """Select nothing, in a group and in all that is in it."""
    for node in (group or session.root).nodes():
        if node.isSelected():
            node.setSelected(False)
        if hasattr(node, "nodes"):
            clear_selection(session, node)


@contextmanager
def installed(session: Session, *, forget: Sequence[str] = ("dcc.nuke",)) -> Iterator[Session]:
    """Have `import nuke` mean this session. Modules below *forget* are imported anew within, and gone afterwards."""
    names = ("nuke", "nukescripts", *forget)
    kept = taken_out(names)
    paths = list(sys.path)
    sys.modules.update(make_modules(session))
    try:
        yield session
    finally:
        taken_out(names)
        sys.modules.update(kept)
        sys.path[:] = paths


def taken_out(names: Sequence[str]) -> dict[str, ModuleType]:
    """Take modules of these names, and those below them, out of the imported ones."""
    found = [each for each in sys.modules if any(each == name or each.startswith(f"{name}.") for name in names)]
    return {each: sys.modules.pop(each) for each in found}
