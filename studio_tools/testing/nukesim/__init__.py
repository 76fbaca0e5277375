"""A strict simulated Nuke for tests: closed tables of functions, node classes and knobs, real `.nk` files, no licence.

    with installed(start(tmp_path)) as session:
        import nuke

What Nuke would refuse is refused in Nuke's words; what the simulator lacks raises `NotSimulated`, never a default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio_tools.testing.nukesim.building import new_root
from studio_tools.testing.nukesim.modules import installed
from studio_tools.testing.nukesim.refusals import NotSimulated, SimulatedHang, WrongThread
from studio_tools.testing.nukesim.session import Session
from studio_tools.testing.nukesim.starting import start_up

__all__ = ["NotSimulated", "Session", "SimulatedHang", "WrongThread", "installed", "start", "start_up"]


def start(folder: Path, **settings: Any) -> Session:
    """Start a simulated Nuke in *folder*; *settings* are those of `Session`."""
    session = Session(folder=folder, **settings)
    new_root(session)
    return session
