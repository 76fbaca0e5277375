"""What somebody may have meant: an unknown name is answered with those that look like it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from studio_tools.errors import ContextError


def nearest(word: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Up to *count* of *known* that look like *word*, the likeliest first; case does not matter."""
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    return [folded[match] for match in difflib.get_close_matches(word.casefold(), folded, n=count, cutoff=0.6)]


def unknown(what: str, word: str, known: Iterable[str], *, where: str = "") -> ContextError:
    """The error for a name nobody knows, with the nearest that are known."""
    close = nearest(word, known)
    message = f"no {what} {word!r}" + (f" in {where}" if where else "")
    hint = f"Did you mean {' or '.join(close)}?" if close else ""
    return ContextError(message, hint=hint, details={"unknown": word, "nearest": close})
