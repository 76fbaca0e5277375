"""Tags and their bounds. No tag ever holds a person, a shot, a path or a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NONE = "none"
OTHERS = "others"

_KEY = re.compile(r"[-._A-Za-z0-9~^]{2,60}")
_VALUE = re.compile(r"[-._A-Za-z0-9~^]{1,40}")
FORBIDDEN = frozenset(
    {
        "user",
        "login",
        "email",
        "artist",
        "person",
        "shot",
        "asset",
        "task",
        "sequence",
        "scene",
        "path",
        "file",
        "folder",
    }
    | {"message", "reason", "comment", "run", "frame", "job", "uuid", "host.name", "hostname", "machine", "address"}
)
"""Keys that would watch people or never stop growing."""
RESERVED = ("nf.", "atlas.")
"""Beginnings of keys that Atlas keeps for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One declared dimension: an attribute of the event, and all that it may say.

    A closed tag lists its values; an open one takes the first so many it meets. What is beyond is `others`.
    """

    key: str
    values: frozenset[str] = frozenset()
    first: int = 0

    def __post_init__(self) -> None:
        if bool(self.values) == bool(self.first):
            raise ValueError(f"the tag {self.key} needs either values or a bound")
        if not is_lawful_key(self.key):
            raise ValueError(f"{self.key!r} may not be a tag")

    @property
    def bound(self) -> int:
        """How many different values can leave this process."""
        return len(self.values | {NONE, OTHERS}) if self.values else self.first + 2


def closed(key: str, values: Iterable[str]) -> Tag:
    return Tag(key=key, values=frozenset(values))


def opened(key: str, first: int) -> Tag:
    return Tag(key=key, first=first)


def is_lawful_key(key: str) -> bool:
    """Whether Atlas takes the key and it watches nobody."""
    return bool(_KEY.fullmatch(key)) and key.lower() not in FORBIDDEN and not key.startswith(RESERVED)


def is_lawful_value(value: str) -> bool:
    return bool(_VALUE.fullmatch(value))


class Folder:
    """Keeps every tag within its bound. Used by one thread."""

    __slots__ = ("_met", "folded")

    def __init__(self) -> None:
        self._met: dict[str, set[str]] = {}
        self.folded = 0
        """How often a value was replaced by `others` since it was last read."""

    def value(self, tag: Tag, told: object) -> str:
        """The value to send: what was told, `none` for nothing, `others` beyond the tag's bound."""
        text = "" if told is None else str(told)
        if not text:
            return NONE
        if self._is_within(tag, text):
            return text
        self.folded += 1
        return OTHERS

    def _is_within(self, tag: Tag, text: str) -> bool:
        if tag.values:
            return text in tag.values
        met = self._met.setdefault(tag.key, set())
        if text in met:
            return True
        if not is_lawful_value(text) or len(met) >= tag.first:
            return False
        met.add(text)
        return True


def common(configured: Mapping[str, str]) -> dict[str, str]:
    """The configured tags that may go on every measure; at most five, the rest is left out."""
    lawful = {key: value for key, value in configured.items() if is_lawful_key(key) and is_lawful_value(str(value))}
    return dict(sorted(lawful.items())[:5])
