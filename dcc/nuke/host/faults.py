"""Nuke's refusals in the artist's words."""

from __future__ import annotations

from contextlib import AbstractContextManager

from studio_tools.host.faults import refused

HINT = "Nuke's own words are in the error console."


def told(what: str) -> AbstractContextManager[None]:
    """Turn what Nuke raises when it refuses into a HostError that begins with *what*."""
    return refused(what, hint=HINT)
