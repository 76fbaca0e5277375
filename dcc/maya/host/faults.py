"""Maya's refusals in the artist's words."""

from __future__ import annotations

from contextlib import AbstractContextManager

from studio_tools.host.faults import refused

HINT = "Maya's own words are in the script editor."


def told(what: str) -> AbstractContextManager[None]:
    """Turn what Maya raises when it refuses into a HostError that begins with *what*."""
    return refused(what, hint=HINT)
