"""The simulated programs as a replay calls them: none is put in the place of a real one that may be running."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from studio_tools.testing import mayasim, nukesim
from studio_tools.testing.mayasim.modules import make_modules as make_maya
from studio_tools.testing.nukesim.modules import make_modules as make_nuke
from studio_tools.testing.selftest.tape import Tape

MAYA_DOORS = {"cmds": "maya.cmds", "mel": "maya.mel", "utils": "maya.utils", "om": "maya.api.OpenMaya"}
"""The modules that probes call, by the names that they have in a transcript."""
NUKE_DOORS = {"nuke": "nuke", "nukescripts": "nukescripts"}


def maya(folder: Path, *, interactive: bool) -> Tape:
    """A tape of a simulated Maya."""
    session = mayasim.start(folder / "project", is_gui=interactive)
    return Tape(_doors(MAYA_DOORS, make_maya(session)), folder, session.idle)


def nuke(folder: Path, *, interactive: bool) -> Tape:
    """A tape of a simulated Nuke."""
    session = nukesim.start(folder, is_gui=interactive, environment={})
    return Tape(_doors(NUKE_DOORS, make_nuke(session)), folder, session.idle)


def _doors(names: Mapping[str, str], modules: Mapping[str, Any]) -> dict[str, Any]:
    return {name: modules[module] for name, module in names.items()}


SIMULATORS: Mapping[str, Callable[..., Tape]] = {"maya": maya, "nuke": nuke}
