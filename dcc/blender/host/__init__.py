"""The host for Blender: `BlenderHost` is a Scene, and has Previews, a Window and a Thread."""

from __future__ import annotations

from dcc.blender.host.blender_host import BlenderHost

__all__ = ["BlenderHost"]
