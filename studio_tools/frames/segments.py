"""Arithmetic on (first, last, step) segments, so that a million frames cost no more than two numbers.

An ordered list of segments never interleaves: each one ends before the next begins. Its canonical form depends on the
set of frames alone: consecutive frames are runs, three or more lonely frames at one distance are a stride, others stand
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import gcd

from studio_tools.errors import UsageError

Segment = tuple[int, int, int]

MOST_EXPANDED = 10_000_000
"""Strides that cut through each other are expanded frame by frame, up to this many."""


def segment(first: int, last: int, step: int) -> Segment:
    """Say the frames from *first* towards *last* by *step*, in ascending order."""
    if step == 0:
        raise UsageError("a frame range cannot advance by 0", hint="Write a step of 1 or more, as in 1001-1100x2.")
    step = abs(step)
    reach = abs(last - first) // step * step
    low, high = (first, first + reach) if first <= last else (first - reach, first)
    return (low, high, step if high > low else 1)


def count(piece: Segment) -> int:
    return (piece[1] - piece[0]) // piece[2] + 1


def of_frames(frames: Iterable[int]) -> tuple[Segment, ...]:
    """Canonical segments of any frames, in any order, repeated or not."""
    ordered = sorted(set(frames))
    if ordered and ordered[-1] - ordered[0] + 1 == len(ordered):  # the usual case, at no cost a frame
        return ((ordered[0], ordered[-1], 1),)
    return canonical((frame, frame, 1) for frame in ordered)


def of_segments(pieces: Iterable[Segment]) -> tuple[Segment, ...]:
    """Canonical segments of pieces that may overlap, interleave or run backwards."""
    ordered = sorted({segment(*piece) for piece in pieces})
    if all(before[1] < after[0] for before, after in pairwise(ordered)):
        return canonical(ordered)
    middle = len(ordered) // 2
    return combine(of_segments(ordered[:middle]), of_segments(ordered[middle:]), union)


def canonical(pieces: Iterable[Segment]) -> tuple[Segment, ...]:
    """Bring ordered pieces that do not interleave into the one form that their frames have."""
    result: list[Segment] = []
    lonely: list[Segment] = []
    for piece in _runs(_split(pieces)):
        if piece[2] == 1 and piece[1] > piece[0]:
            result.extend(_strides(lonely))
            lonely.clear()
            result.append(piece)
        else:
            lonely.append(piece)
    result.extend(_strides(lonely))
    return tuple(result)


def _split(pieces: Iterable[Segment]) -> Iterator[Segment]:
    """Cut the ends off strides: only an end can touch a neighbour and become part of its run."""
    for first, last, step in pieces:
        if step == 1 or first == last:
            yield (first, last, 1)
            continue
        yield (first, first, 1)
        if last - first > step:
            yield (first + step, last - step, step)
        yield (last, last, 1)


def _runs(pieces: Iterable[Segment]) -> Iterator[Segment]:
    """Join neighbours that follow each other without a gap."""
    held: Segment | None = None
    for piece in pieces:
        if held is not None and held[2] == piece[2] == 1 and held[1] + 1 == piece[0]:
            held = (held[0], piece[1], 1)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _strides(lonely: Sequence[Segment]) -> Iterator[Segment]:
    """Find equal distances between lonely frames, greedily from the left."""
    if not lonely:
        return
    at, gaps = lonely[0][0], _gaps(lonely)
    index = 0
    while index < len(gaps):
        gap, left = gaps[index]
        if left == 0:
            index += 1
        elif left == 1:
            yield (at, at, 1)
            at += gap
            gaps[index][1] = 0
        else:
            end = at + gap * left
            yield (at, end, gap)
            index += 1
            if index == len(gaps):
                return
            at = end + gaps[index][0]
            gaps[index][1] -= 1
    yield (at, at, 1)


def _gaps(lonely: Sequence[Segment]) -> list[list[int]]:
    """Distances between lonely frames as [distance, how often in a row]."""
    gaps: list[list[int]] = []

    def add(distance: int, times: int) -> None:
        if gaps and gaps[-1][0] == distance:
            gaps[-1][1] += times
        elif times:
            gaps.append([distance, times])

    before: Segment | None = None
    for piece in lonely:
        if before is not None:
            add(piece[0] - before[1], 1)
        add(piece[2], count(piece) - 1)
        before = piece
    return gaps


Operation = Callable[[Segment | None, Segment | None], Iterable[Segment]]


def combine(left: Sequence[Segment], right: Sequence[Segment], operation: Operation) -> tuple[Segment, ...]:
    """Apply *operation* window by window, where each side is one segment or nothing."""
    result: list[Segment] = []
    for one, other in _windows(left, right):
        result.extend(operation(one, other))
    return canonical(result)


def union(one: Segment | None, other: Segment | None) -> Iterable[Segment]:
    if one is None or other is None:
        return [piece for piece in (one, other) if piece]
    if other == intersection_of(one, other):
        return [one]
    if one == intersection_of(one, other):
        return [other]
    return of_frames([*_expanded(one), *_expanded(other)])


def intersection(one: Segment | None, other: Segment | None) -> Iterable[Segment]:
    shared = intersection_of(one, other) if one and other else None
    return [shared] if shared else []


def difference(one: Segment | None, other: Segment | None) -> Iterable[Segment]:
    if one is None:
        return []
    shared = intersection_of(one, other) if other else None
    if shared is None:
        return [one]
    if shared == one:
        return []
    return of_frames(set(_expanded(one)).difference(_expanded(shared)))


def intersection_of(one: Segment, other: Segment) -> Segment | None:
    """Frames that two segments share: again a segment, at the least common multiple of their steps."""
    shared = gcd(one[2], other[2])
    if (other[0] - one[0]) % shared:
        return None
    step = one[2] // shared * other[2]
    # Chinese remainders: the smallest frame that lies on both grids, then the first one that both reach.
    times = (other[0] - one[0]) // shared * pow(one[2] // shared, -1, other[2] // shared)
    start, low, high = one[0] + one[2] * times, max(one[0], other[0]), min(one[1], other[1])
    first = low + (start - low) % step
    return segment(first, high, step) if first <= high else None


def _expanded(piece: Segment) -> range:
    if count(piece) > MOST_EXPANDED:
        raise UsageError(f"too many frames between {piece[0]} and {piece[1]} to combine strides")
    return range(piece[0], piece[1] + 1, piece[2])


def _windows(left: Sequence[Segment], right: Sequence[Segment]) -> Iterator[tuple[Segment | None, Segment | None]]:
    """Cut the number line wherever a segment of either side begins or ends."""
    cuts = sorted({edge for first, last, _ in [*left, *right] for edge in (first, last + 1)})
    ours, theirs = _Cursor(left), _Cursor(right)
    for low, end in pairwise(cuts):
        one, other = ours.within(low, end - 1), theirs.within(low, end - 1)
        if one or other:
            yield one, other


class _Cursor:
    """Walk a side's segments once, handing out the part inside each window."""

    def __init__(self, pieces: Sequence[Segment]) -> None:
        self._pieces = pieces
        self._at = 0

    def within(self, low: int, high: int) -> Segment | None:
        while self._at < len(self._pieces) and self._pieces[self._at][1] < low:
            self._at += 1
        if self._at == len(self._pieces):
            return None
        first, last, step = self._pieces[self._at]
        start = first if first >= low else low + (first - low) % step
        end = min(last, high)
        return segment(start, end, step) if start <= end else None
