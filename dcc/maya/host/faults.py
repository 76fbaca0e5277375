"""Maya's refusals in the artist's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studio_tools.errors import HostError

HINT = "Maya's own words are in the script editor."


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn what Maya raises when it refuses into a HostError.

    A TypeError is none of them: it says that we called Maya wrongly, which is a fault of ours.
    """
    try:
        yield
    except (RuntimeError, ValueError) as cause:
        raise HostError(f"{what}: {str(cause).strip().rstrip('.')}", hint=HINT) from cause
