"""The host for Nuke: `NukeHost` is a Scene, and has Previews, a Window and a Thread."""

from __future__ import annotations

from dcc.nuke.host.nuke_host import NukeHost

__all__ = ["NukeHost"]
