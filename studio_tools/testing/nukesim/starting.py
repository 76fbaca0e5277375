"""Start-up: `init.py` of every folder of the plug-in path in every mode, then `menu.py` of every one with a window.

Folders come from the end of the path to its front, so that the one in front has the last word.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from studio_tools.testing.nukesim.session import Session


def start_up(session: Session, folders: Sequence[Path]) -> None:
    """Run the start-up files of *folders*, the plug-in path as `NUKE_PATH` names it, within `installed`.

    An error in one is printed and goes on with a window; in a terminal it is raised, as RuntimeError: a farm's render
    would not start.
    """
    session.gizmos[:] = [*folders, *session.gizmos]
    sys.path[:0] = [each.as_posix() for each in folders if each.as_posix() not in sys.path]
    for name in ("init.py", "menu.py") if session.is_gui else ("init.py",):
        for folder in reversed(list(session.gizmos)):
            if session.faults.is_file((folder / name).as_posix()):
                run(session, folder / name)


def run(session: Session, file: Path) -> None:
    """Run one start-up file."""
    try:
        runpy.run_path(file.as_posix(), run_name="__main__")
    except Exception as error:
        session.say("error", f"{file.as_posix()}: {error}")
        if not session.is_gui:
            raise RuntimeError(f"{file.as_posix()}: {error}") from error
