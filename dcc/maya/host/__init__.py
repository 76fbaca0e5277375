"""The host for Maya: `MayaHost` is a Scene, and has Previews, a Window and a Thread."""

from __future__ import annotations

from dcc.maya.host.maya_host import MayaHost

__all__ = ["MayaHost"]
