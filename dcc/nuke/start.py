"""How we begin in Nuke: with its window from `menu.py`, in a terminal not at all. Nothing is ever raised into Nuke.

Called by `startup/studio_tools_nuke.py`; of ours only that folder lies on Nuke's own path.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dcc.nuke.host import NukeHost
    from studio_tools.actions.beginning import Beginning

PACKAGE = "dcc.nuke"


@cache
def host() -> NukeHost:
    """The host of this Nuke: who listens to it is heard whatever is done with it."""
    from dcc.nuke.host import NukeHost

    return NukeHost()


@cache
def begin() -> None:
    """Begin in Nuke's window; the second time nothing happens."""
    try:
        from dcc.nuke.scene import program
        from studio_tools.actions.beginning import begin_quietly

        begin_quietly(beginning(), _complain)
        if warning := qt_warning(program.executable()):
            _complain(warning)
    except Exception as error:  # whatever is wrong with us, Nuke goes on
        _complain(f"studio_tools could not begin: {type(error).__name__}: {error}")


def end() -> None:
    """Hear of nothing any more, as before this code is loaded anew. Repeatable."""
    beginning().end()


@cache
def beginning() -> Beginning:
    """What we have set up, or will."""
    from studio_tools.actions.beginning import Beginning

    return Beginning(host(), PACKAGE, os.environ)


def _complain(text: str) -> None:
    """Say it in Nuke's console: its own messages would have to be clicked away."""
    sys.stderr.write(f"{text}\n")


def qt_warning(executable: str) -> str:
    """What to say of a PySide6 that lies elsewhere than this program; "" where it is its own."""
    from studio_tools.actions.beginning import strange_qt

    spec = find_spec("PySide6")
    return strange_qt(
        (spec.origin or "") if spec is not None else "", str(Path(executable).parent) if executable else ""
    )
