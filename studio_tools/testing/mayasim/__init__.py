"""A strict simulated Maya for tests: closed tables of commands, flags and node types, real `.ma` files, no licence.

    with installed(start(tmp_path)) as maya:
        from maya import cmds

What Maya would refuse is refused in Maya's words; what the simulator lacks raises `NotSimulated`, never a default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio_tools.testing.mayasim.commands import COMMANDS
from studio_tools.testing.mayasim.modules import installed
from studio_tools.testing.mayasim.refusals import NotSimulated, WrongThread
from studio_tools.testing.mayasim.session import Session

__all__ = ["NotSimulated", "Session", "WrongThread", "installed", "start"]


def start(project: Path, **settings: Any) -> Session:
    """Start a simulated Maya whose project lies in *project*; *settings* are those of `Session`."""
    for folder in ("scenes", "images", "cache/alembic", "sourceimages"):
        (project / folder).mkdir(parents=True, exist_ok=True)
    return Session(project=project, commands=COMMANDS, **settings)
