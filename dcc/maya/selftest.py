"""`mayapy …/dcc/maya/selftest.py`: tries in a real Maya what we need of it, and writes a transcript.

In a Maya with its window, from its script editor: `from dcc.maya import selftest; selftest.main(["--transcript", …])`.
Nothing of ours must be configured. What is asked, and how, is in `studio_tools.testing.selftest`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if not globals().get("__package__"):  # run as a file: we are found by its place, its neighbours not by their bare names
    _FILE = Path(globals().get("__file__") or sys.argv[0]).resolve()
    sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != _FILE.parent]
    sys.path.append(str(_FILE.parents[2]))

from studio_tools.errors import NotCapable
from studio_tools.testing.selftest.command import main as run
from studio_tools.testing.selftest.for_maya import MAYA
from studio_tools.testing.selftest.for_maya.kit import kit
from studio_tools.testing.selftest.probes import Subject
from studio_tools.testing.selftest.transcript import SIMULATOR

if TYPE_CHECKING:
    from dcc.maya.host import MayaHost


@contextmanager
def maya(own: Path) -> Iterator[Subject]:
    """The Maya that runs; where none has begun yet, one with preferences of its own, which go afterwards."""
    try:
        from dcc.maya.scene import standalone
    except ImportError as cause:
        raise NotCapable("this Python has no Maya", hint="Start it with mayapy, Maya's own Python.") from cause
    if has_begun():
        host = maya_host()
        yield subject(host)
        host.new(force=True)  # nothing of ours is left open; after an error it may be a person's scene, and stays
        return
    own.mkdir(parents=True)
    before = os.environ.get("MAYA_APP_DIR")
    os.environ["MAYA_APP_DIR"] = str(own)  # read when Maya begins: a person's own preferences are not touched
    standalone.begin()
    try:
        yield subject(maya_host())
    finally:
        standalone.end()
        restored(before)


def restored(before: str | None) -> None:
    """Put the environment back as it was."""
    del os.environ["MAYA_APP_DIR"]
    if before is not None:
        os.environ["MAYA_APP_DIR"] = before


def has_begun() -> bool:
    """Whether this Python is a Maya's that runs: before, mayapy has none of its commands."""
    from maya import cmds

    return hasattr(cmds, "about") and not cmds.about(batch=True)


def maya_host() -> MayaHost:
    """Our host, once this Maya has begun."""
    from dcc.maya.host import MayaHost

    return MayaHost()


def subject(host: MayaHost) -> Subject:
    """What this Maya is asked through."""
    from maya import cmds, mel, utils
    from maya.api import OpenMaya

    from dcc.maya.window import menu_name

    cmds.undoInfo(state=True)  # Maya without a window begins without undo
    doors: dict[str, object] = {"cmds": cmds, "mel": mel, "utils": utils, "om": OpenMaya}
    return Subject(
        questions=MAYA,
        made_by=made_by(cmds, cmds.about(version=True), cmds.about(apiVersion=True)),
        host=host,
        kit=kit(host, cmds, turn=utils.processIdleEvents, menu_name=menu_name),
        doors=doors,
        is_modified=host.modified,
    )


def made_by(commands: object, version: str, api: int) -> dict[str, str]:
    """Which Maya this is. A simulated one says what it is, whatever it answers."""
    is_simulated = type(commands).__module__.startswith("studio_tools.")
    program = SIMULATOR if is_simulated else "Autodesk Maya"
    return {"program": program, "host_version": version, "api": str(api)}


def main(argv: Sequence[str] = ()) -> int:
    """Run the self-test; the exit code."""
    return run(argv, MAYA, maya)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
