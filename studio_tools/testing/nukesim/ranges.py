"""Frame ranges as Nuke writes them: `1-10`, `1-10x2`, several of them in a row."""

# ruff: noqa: N802 - Nuke's own names
from __future__ import annotations

import re
from collections.abc import Iterator

from studio_tools.testing.nukesim.schema import Strict

WRITTEN = re.compile(r"(-?\d+)(?:-(-?\d+)(?:x(-?\d+))?)?")


class FrameRange(Strict):
    """One range of frames; both ends belong to it."""

    def __init__(self, first: str | int | float = 1, last: float | None = None, increment: int = 1) -> None:
        if isinstance(first, str):
            found = WRITTEN.fullmatch(first.strip())
            if found is None or last is not None:
                raise RuntimeError(f"Frame Range invalid ({first})")
            self._first, self._last = int(found[1]), int(found[2] or found[1])
            self._increment = int(found[3] or 1) or 1
        else:
            self._first, self._last = int(first), int(first if last is None else last)
            self._increment = int(increment) or 1

    def first(self) -> int:
        """The first frame."""
        return self._first

    def last(self) -> int:
        """The last frame."""
        return self._last

    def increment(self) -> int:
        """The step."""
        return self._increment

    def stepFrame(self) -> int:
        """The step, as a positive number."""
        return abs(self._increment)

    def frames(self) -> int:
        """How many frames there are."""
        return len(self._all())

    def minFrame(self) -> int:
        """The lowest frame."""
        return min(self._first, self._last)

    def maxFrame(self) -> int:
        """The highest frame."""
        return max(self._first, self._last)

    def getFrame(self, n: int) -> int:
        """The frame at a place, counted from 0."""
        return self._all()[n]

    def isInRange(self, n: int) -> bool:
        """Whether a frame is among them."""
        return n in self._all()

    def setFirst(self, n: int) -> None:
        """Set the first frame."""
        self._first = int(n)

    def setLast(self, n: int) -> None:
        """Set the last frame."""
        self._last = int(n)

    def setIncrement(self, n: int) -> None:
        """Set the step."""
        self._increment = int(n) or 1

    def _all(self) -> range:
        step = abs(self._increment)
        return (
            range(self._first, self._last + 1, step)
            if self._first <= self._last
            else range(self._first, self._last - 1, -step)
        )

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def __str__(self) -> str:
        if self._first == self._last:
            return str(self._first)
        return f"{self._first}-{self._last}" + (f"x{self._increment}" if self._increment != 1 else "")

    __repr__ = __str__


class FrameRanges(Strict):
    """Several ranges in a row."""

    def __init__(self, *ranges: object) -> None:
        self._ranges: list[FrameRange] = []
        for each in ranges:
            self._take(each)

    def _take(self, given: object) -> None:
        if isinstance(given, str):
            self._ranges += [FrameRange(word) for word in given.replace(",", " ").split()]
        elif isinstance(given, FrameRange):
            self._ranges.append(given)
        elif isinstance(given, list | tuple):
            for each in given:
                self._take(FrameRange(each) if isinstance(each, int) else each)
        else:
            raise TypeError(f"no frame range: {given!r}")

    def add(self, r: FrameRange) -> None:
        """Add a range."""
        self._take(r)

    def clear(self) -> None:
        """Forget all."""
        self._ranges.clear()

    def size(self) -> int:
        """How many ranges there are."""
        return len(self._ranges)

    def getRange(self, n: int) -> FrameRange:
        """The range at a place."""
        return self._ranges[n]

    def minFrame(self) -> int:
        """The lowest frame."""
        return min(each.minFrame() for each in self._ranges)

    def maxFrame(self) -> int:
        """The highest frame."""
        return max(each.maxFrame() for each in self._ranges)

    def toFrameList(self) -> list[int]:
        """Every frame once, in order."""
        return sorted({frame for each in self._ranges for frame in each})

    def __iter__(self) -> Iterator[FrameRange]:
        return iter(self._ranges)

    def __str__(self) -> str:
        return " ".join(str(each) for each in self._ranges)

    __repr__ = __str__
