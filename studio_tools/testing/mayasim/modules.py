"""The modules that code imports as `maya`: put into `sys.modules` for a while, taken out again.

Code under test that was imported in one session holds that session's modules; so it is forgotten with them.
"""

from __future__ import annotations

import re
import shlex
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from studio_tools.testing.mayasim import api
from studio_tools.testing.mayasim.commands.exporting import fbx
from studio_tools.testing.mayasim.flags import read_table
from studio_tools.testing.mayasim.interface import MAIN_WINDOW, PLAYBACK_SLIDER, SHELF_TOP
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session

GLOBALS = {"gMainWindow": MAIN_WINDOW, "gPlayBackSlider": PLAYBACK_SLIDER, "gShelfTopLevel": SHELF_TOP}
GLOBAL = re.compile(r"^(?:global string \$\w+;\s*)?\$\w+\s*=\s*\$(\w+);?$")


class Api(ModuleType):
    """A module of the API: a class of Maya's that is not here is not simulated, any other name is an error."""

    def __init__(self, name: str, members: dict[str, object]) -> None:
        super().__init__(name)
        self.__dict__.update(members)

    def __getattr__(self, name: str) -> object:
        if name in str(read_table("nodes")["classes"]).split():
            raise NotSimulated(f"{self.__name__}.{name} is not simulated")
        raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'")


class Commands(ModuleType):
    """`maya.cmds`: a command is an attribute as long as there is one of that name."""

    def __init__(self, session: Session) -> None:
        super().__init__("maya.cmds")
        self._session = session

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__") or not self._session.is_known(name):
            raise AttributeError(f"module 'maya.cmds' has no attribute '{name}'")

        def command(*args: object, **flags: object) -> object:
            return self._session.call(name, args, flags)

        command.__name__ = name
        return command


def evaluate_mel(session: Session, text: str) -> object:
    """`mel.eval` of the few texts that a pipeline needs: global variables and FBX procedures."""
    found = GLOBAL.match(text.strip())
    if found is not None and found.group(1) in GLOBALS:
        return GLOBALS[found.group(1)] if session.is_gui else ""
    words = shlex.split(text.strip().rstrip(";"))
    if words and words[0].startswith("FBX"):
        return fbx(session, words[0], words[1:])
    raise NotSimulated(f"MEL is not run here: {text!r}")


def utils(session: Session) -> dict[str, object]:
    """What `maya.utils` has. Deferred calls wait until the loop is pushed."""

    def deferred(function: Any, *args: object, **kwargs: object) -> None:
        if callable(function):
            session.messages.idle.append(lambda: function(*args, **kwargs))
        else:
            session.messages.idle.append(lambda: session.run_python(function))

    def with_result(function: Any, *args: object, **kwargs: object) -> object:
        if threading.get_ident() == session.thread:
            return function(*args, **kwargs)
        return session.main_thread_call(lambda: function(*args, **kwargs))

    def idle_events() -> None:
        session.idle()

    return {
        "executeDeferred": deferred,
        "executeInMainThreadWithResult": with_result,
        "processIdleEvents": idle_events,
    }


def standalone(session: Session) -> dict[str, object]:
    """What `maya.standalone` has: only a program without interface starts so."""

    def initialize(name: str = "python") -> None:
        if session.is_gui:
            raise RuntimeError("maya.standalone.initialize is of no use within Maya.")

    def uninitialize() -> None:
        session.messages.send(session.numbers["kMayaExiting"])

    return {"initialize": initialize, "uninitialize": uninitialize}


def module(name: str, members: dict[str, object]) -> ModuleType:
    """Make a module."""
    made = ModuleType(name)
    made.__dict__.update(members)
    return made


def make_modules(session: Session) -> dict[str, ModuleType]:
    """Make all modules of a session by their full names."""
    made: dict[str, ModuleType] = {
        "maya": module("maya", {"__path__": []}),
        "maya.cmds": Commands(session),
        "maya.mel": module("maya.mel", {"eval": lambda text: evaluate_mel(session, text)}),
        "maya.utils": module("maya.utils", utils(session)),
        "maya.standalone": module("maya.standalone", standalone(session)),
        "maya.api": module("maya.api", {"__path__": []}),
        "maya.api.OpenMaya": Api("maya.api.OpenMaya", api.open_maya(session)),
        "maya.OpenMaya": Api("maya.OpenMaya", api.old_open_maya(session)),
        "maya.OpenMayaUI": Api("maya.OpenMayaUI", api.open_maya_ui(session)),
    }
    for name, each in made.items():
        parent, _, leaf = name.rpartition(".")
        if parent:
            setattr(made[parent], leaf, each)
    return made


@contextmanager
def installed(session: Session, *, forget: Sequence[str] = ("dcc.maya",)) -> Iterator[Session]:
    """Have `import maya` mean this session. Modules below *forget* are imported anew within, and gone afterwards."""
    names = ("maya", *forget)
    kept = taken_out(names)
    sys.modules.update(make_modules(session))
    try:
        yield session
    finally:
        taken_out(names)
        sys.modules.update(kept)


def taken_out(names: Sequence[str]) -> dict[str, ModuleType]:
    """Take modules of these names, and those below them, out of the imported ones."""
    found = [each for each in sys.modules if any(each == name or each.startswith(f"{name}.") for name in names)]
    return {each: sys.modules.pop(each) for each in found}
