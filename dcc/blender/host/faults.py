"""Blender's refusals in the artist's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studio_tools.errors import HostError

HINT = "Blender's own words are in its Info editor and on the terminal it was started from."


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn what Blender raises when it refuses into a HostError.

    A TypeError is none of them: it says that we called Blender wrongly, which is a fault of ours.
    """
    try:
        yield
    except (OSError, RuntimeError, ValueError) as cause:
        reason = " ".join(str(cause).removeprefix("Error: ").split()).rstrip(".")
        raise HostError(f"{what}: {reason}", hint=HINT) from cause
