"""Beginning and ending a Maya without its interface, as mayapy does before any command is there."""

from __future__ import annotations

import maya.standalone


def begin() -> None:
    """Load what Maya brings. Once a process; nothing else of `maya` may be asked before."""
    maya.standalone.initialize(name="python")


def end() -> None:
    """Let go of it."""
    maya.standalone.uninitialize()
