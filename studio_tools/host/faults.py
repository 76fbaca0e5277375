"""A program's refusals in the artist's words: what it raises becomes a HostError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studio_tools.errors import HostError


@contextmanager
def refused(what: str, *, hint: str, kinds: tuple[type[Exception], ...] = (RuntimeError, ValueError)) -> Iterator[None]:
    """Turn what a program raises when it refuses into a HostError that begins with *what*.

    A TypeError or a NameError is none of them: it says that we called the program wrongly, which is a fault of ours.
    """
    try:
        yield
    except kinds as cause:
        reason = " ".join(str(cause).removeprefix("Error: ").split()).rstrip(".")
        raise HostError(f"{what}: {reason}", hint=hint) from cause
