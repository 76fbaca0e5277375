"""How we begin in Maya: with its window once it is idle, without it not at all. Nothing is ever raised into Maya.

Called by `startup/scripts/studio_tools_maya.py`, which alone lies on Maya's own path.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dcc.maya.scene import program

if TYPE_CHECKING:
    from dcc.maya.host import MayaHost
    from studio_tools.actions.beginning import Beginning

PACKAGE = "dcc.maya"


@cache
def host() -> MayaHost:
    """The host of this Maya: who listens to it is heard whatever is done with it."""
    from dcc.maya.host import MayaHost

    return MayaHost()


@cache
def begin() -> None:
    """Have Maya begin with us once it is idle; the second time, and without its window, nothing happens."""
    if not program.is_batch():
        program.defer(_begin)


def end() -> None:
    """Hear of nothing any more, as before this code is loaded anew. Repeatable."""
    beginning().end()


@cache
def beginning() -> Beginning:
    """What we have set up, or will."""
    from studio_tools.actions.beginning import Beginning

    return Beginning(host(), PACKAGE, os.environ)


def _begin() -> None:
    try:
        from studio_tools.actions.beginning import begin_quietly

        begin_quietly(beginning(), _complain)
        if warning := qt_warning(os.environ):
            program.say(warning, "warning")
    except Exception as error:  # whatever is wrong with us, Maya goes on
        _complain(f"studio_tools could not begin: {type(error).__name__}: {error}")


def _complain(text: str) -> None:
    program.say(text, "error")


def qt_warning(environ: Mapping[str, str]) -> str:
    """What to say of a PySide6 that is not Maya's own; "" where it is."""
    from studio_tools.actions.beginning import strange_qt

    spec = find_spec("PySide6")
    return strange_qt((spec.origin or "") if spec is not None else "", environ.get("MAYA_LOCATION", ""))
