"""Expressions for one of many names, decided letter by letter: what makes a search for hundreds of names fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def any_of(names: Iterable[str]) -> str:
    """An expression for any of *names* that decides letter by letter."""
    grown: dict[str, Any] = {}
    for name in names:
        at = grown
        for letter in name:
            at = at.setdefault(letter, {})
        at[""] = {}
    return _branch(grown)


def _branch(grown: dict[str, Any]) -> str:
    ends = "" in grown
    parts = [re.escape(letter) + _branch(rest) for letter, rest in sorted(grown.items()) if letter]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)})" + ("?" if ends else "")
