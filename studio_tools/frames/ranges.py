"""`FrameRange`: a set of frames that is cheap, frozen and has one spelling.

The syntax is fileseq's: `1001-1100`, `1001-1100x2` (every second), `1-10y3` (all but every third), `1-10:3`, joined by
commas. The order in which frames are written does not matter. Not here: file names (pattern).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

from studio_tools.errors import UsageError
from studio_tools.frames import segments as arithmetic
from studio_tools.frames.segments import Segment

_PART = re.compile(r"\s*(-?[0-9]{1,9})(?:\s*-\s*(-?[0-9]{1,9})(?:\s*([xy:])\s*(-?[0-9]{1,9}))?)?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class FrameRange:
    """Some frames, in ascending order; equal ranges have equal segments, whatever they were made from."""

    segments: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "segments", arithmetic.of_segments(self.segments))

    @classmethod
    def parse(cls, text: str) -> FrameRange:
        """Read `1001-1100x2,1105,-5--1`; blank text is the empty range. Raises UsageError."""
        result = cls()
        plain: list[Segment] = []
        for part in text.split(",") if text.strip() else ():
            first, last, mark, step = _read(part, text)
            if mark == "y":
                result |= cls(((first, last, 1),)) - cls(((first, last, step),))
            elif mark == ":":  # staggered: by step, by step - 1 ... by 1, which in the end is every frame
                plain.append((first, last, 1))
            else:
                plain.append((first, last, step))
        return result | cls(tuple(plain)) if result else cls(tuple(plain))

    @classmethod
    def span(cls, first: int, last: int, step: int = 1) -> FrameRange:
        """All frames from *first* to *last*, both included."""
        return cls(((first, last, step),))

    @classmethod
    def of(cls, frames: Iterable[int]) -> FrameRange:
        """The range of any frames, in any order."""
        return cls._trusted(arithmetic.of_frames(frames))

    @classmethod
    def _trusted(cls, canonical: tuple[Segment, ...]) -> FrameRange:
        made = cls.__new__(cls)
        object.__setattr__(made, "segments", canonical)
        return made

    @property
    def first(self) -> int:
        """The lowest frame. Raises ValueError where there is none."""
        return self._edges()[0][0]

    @property
    def last(self) -> int:
        """The highest frame. Raises ValueError where there is none."""
        return self._edges()[-1][1]

    @property
    def step(self) -> int:
        """The largest step on whose grid every frame lies; 1 where fewer than two frames say so."""
        steps = [piece[2] for piece in self.segments if piece[1] > piece[0]]
        return gcd(*steps, *(after[0] - before[1] for before, after in pairwise(self.segments))) or 1

    def _edges(self) -> tuple[Segment, ...]:
        if not self.segments:
            raise ValueError("an empty frame range has no first and no last frame")
        return self.segments

    def holes(self, step: int = 1) -> FrameRange:
        """Frames missing between first and last; pass `step=frames.step` to allow for a regular stride."""
        return FrameRange.span(self.first, self.last, step) - self if self else self

    def shifted(self, offset: int) -> FrameRange:
        """The same frames, *offset* later."""
        return self._trusted(tuple((first + offset, last + offset, step) for first, last, step in self.segments))

    def text(self, sep: str = ", ") -> str:
        """Spell the range for people: `1050, 1060-1062`."""
        return sep.join(map(_spelled, self.segments))

    def __str__(self) -> str:
        return self.text(",")

    def __len__(self) -> int:
        return sum(map(arithmetic.count, self.segments))

    def __bool__(self) -> bool:
        return bool(self.segments)

    def __iter__(self) -> Iterator[int]:
        for first, last, step in self.segments:
            yield from range(first, last + 1, step)

    def __contains__(self, frame: object) -> bool:
        if not isinstance(frame, int):
            return False
        at = bisect_right(self.segments, frame, key=lambda piece: piece[0]) - 1
        if at < 0:
            return False
        first, last, step = self.segments[at]
        return frame <= last and (frame - first) % step == 0

    def __or__(self, other: FrameRange) -> FrameRange:
        return self._trusted(arithmetic.combine(self.segments, other.segments, arithmetic.union))

    def __and__(self, other: FrameRange) -> FrameRange:
        return self._trusted(arithmetic.combine(self.segments, other.segments, arithmetic.intersection))

    def __sub__(self, other: FrameRange) -> FrameRange:
        return self._trusted(arithmetic.combine(self.segments, other.segments, arithmetic.difference))


def _read(part: str, text: str) -> tuple[int, int, str | None, int]:
    found = _PART.fullmatch(part)
    if found is None:
        raise UsageError(
            f'"{text}" is not a frame range: "{part.strip()}" cannot be read',
            hint="Write frames as 1001-1100, 1001-1100x2 or 1001,1005,1010-1020.",
            details={"range": text, "part": part},
        )
    first, last, mark, step = found.groups()
    return int(first), int(last or first), mark, int(step or 1)


def _spelled(piece: Segment) -> str:
    first, last, step = piece
    if first == last:
        return str(first)
    return f"{first}-{last}" if step == 1 else f"{first}-{last}x{step}"
