"""Warnings while they are gathered: places as offsets first, as lines when the reading is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio_tools.scenes.scene import Warned
from studio_tools.scenes.window import lines_at

_MOST = 200
"""A damaged file can be wrong in a million places; nobody reads more than these."""


class Reports:
    """Collects what is wrong with one file."""

    __slots__ = ("_found", "_more")

    def __init__(self) -> None:
        self._found: list[Warned] = []
        self._more = 0

    def warn(self, message: str, offset: int | None = None) -> None:
        """Remember *message* and the byte it is about."""
        if len(self._found) < _MOST:
            self._found.append(Warned(message, offset=offset))
        else:
            self._more += 1

    def warn_once(self, message: str, offset: int | None = None) -> None:
        """Remember *message*, unless the same has been said."""
        if all(each.message != message for each in self._found):
            self.warn(message, offset)

    @property
    def any(self) -> bool:
        return bool(self._found)

    def by_offset(self) -> tuple[Warned, ...]:
        """What was found, with bytes as places."""
        rest = (Warned(f"and {self._more} more like these"),) if self._more else ()
        return (*self._found, *rest)

    def by_line(self, path: Path) -> tuple[Warned, ...]:
        """What was found, with lines of the text file *path* as places."""
        lines = lines_at(path, (each.offset for each in self._found if each.offset is not None))
        return tuple(
            each if each.offset is None else replace(each, line=lines.get(each.offset), offset=None)
            for each in self.by_offset()
        )
