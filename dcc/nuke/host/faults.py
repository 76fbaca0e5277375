"""Nuke's refusals in the artist's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studio_tools.errors import HostError

HINT = "Nuke's own words are in the error console."


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn what Nuke raises when it refuses into a HostError.

    A TypeError or a NameError is none of them: it says that we called Nuke wrongly, which is a fault of ours.
    """
    try:
        yield
    except (RuntimeError, ValueError) as cause:
        raise HostError(f"{what}: {str(cause).strip().rstrip('.')}", hint=HINT) from cause
