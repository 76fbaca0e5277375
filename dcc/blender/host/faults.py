"""Blender's refusals in the artist's words."""

from __future__ import annotations

from contextlib import AbstractContextManager

from studio_tools.host.faults import refused

HINT = "Blender's own words are in its Info editor and on the terminal it was started from."


def told(what: str) -> AbstractContextManager[None]:
    """Turn what Blender raises when it refuses into a HostError that begins with *what*."""
    return refused(what, hint=HINT, kinds=(OSError, RuntimeError, ValueError))
