"""Which sequences lie in a folder: one pass over its names, grouped by what stands around the frame number.

The frame is the last number before the extension, so version digits stay in the name. A lone file is a sequence of one
only where a dot sets its number apart. Not here: opening files (media), what a kind of product expects (checks).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio_tools.errors import SourceError, UsageError
from studio_tools.frames.pattern import FramePattern
from studio_tools.frames.ranges import FrameRange

_DIGITS = "0123456789"
_MOST_DIGITS = 9
"""Longer numbers are dates, hashes or time stamps, and no frames."""
_WRAPPED = frozenset({"sc", "gz", "zst", "bz2"})
"""Endings that stand behind another extension: `a.0001.bgeo.sc`, `a.0001.ass.gz`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """One numbered run of files in one folder."""

    pattern: FramePattern
    """Of the file name; it spells every frame exactly as it is on disk."""
    frames: FrameRange
    folder: Path = Path()
    sizes: Mapping[int, int] = field(default_factory=dict, compare=False, repr=False)
    """Bytes of each frame, where they were asked for."""

    @property
    def size(self) -> int:
        """Bytes of all frames together."""
        return sum(self.sizes.values())

    @property
    def zero(self) -> FrameRange:
        """Frames whose file is empty."""
        return FrameRange.of(frame for frame, size in self.sizes.items() if size == 0)

    def path(self, frame: int) -> Path:
        """Where one frame lies."""
        return self.folder / self.pattern.format(frame)

    def paths(self) -> Iterator[Path]:
        """Every frame's file, in order."""
        return map(self.path, self.frames)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a folder holds: sequences by name, and the names that are none."""

    sequences: tuple[Sequence, ...]
    singles: tuple[str, ...]

    def __iter__(self) -> Iterator[Sequence]:
        return iter(self.sequences)

    def __len__(self) -> int:
        return len(self.sequences)


def scan(folder: str | os.PathLike[str], *, sizes: bool = False) -> Listing:
    """List the sequences and single files of *folder*, not of the folders below. Raises SourceError."""
    names = _files(folder, sizes)
    listing = group(names)
    found = (replace(each, folder=Path(folder), sizes=_sizes(each, names, sizes)) for each in listing)
    return Listing(sequences=tuple(found), singles=listing.singles)


def find(
    pattern: FramePattern, folder: str | os.PathLike[str], *, view: str | None = None, sizes: bool = True
) -> Sequence | None:
    """Find the frames of *pattern*'s file name in *folder*; None where there is not one.

    The answer's pattern spells what is on disk: signs and paddings that *pattern* leaves open are settled.
    Raises SourceError, UsageError where the pattern names views and *view* is not given.
    """
    wanted = pattern.name if view is None else pattern.name.viewed(view)
    if wanted.views:
        raise UsageError(f'"{pattern}" stands for several views', hint="Name one of them, as left or right.")
    names = _files(folder, sizes)
    open_part = slice(len(wanted.head), -len(wanted.tail) or None)
    numbers = [name[open_part] for name in names if wanted.match(name)]
    found = _largest(wanted, numbers)
    if found is None:
        return None
    return replace(found, folder=Path(folder), sizes=_sizes(found, names, sizes))


def group(names: Iterable[str]) -> Listing:
    """Group file names into sequences, without looking at any disk."""
    singles: list[str] = []
    sequences: list[Sequence] = []
    for (head, tail), numbers in _signed(_split(names, singles)).items():
        frames = _frames(head, numbers)
        if len(frames) < len(numbers):
            singles.extend(f"{head}{number}{tail}" for number in set(numbers).difference(frames))
        for width, sign_counts, members in _paddings(frames):
            if len(members) > 1 or (head.endswith(".") and tail and not tail.endswith("~")):
                pattern = FramePattern(head=head, tail=tail, width=width, sign_counts=sign_counts)
                sequences.append(Sequence(pattern=pattern, frames=FrameRange.of(map(int, members))))
            else:
                singles.append(f"{head}{members[0]}{tail}")
    sequences.sort(key=lambda each: (each.pattern.head, each.pattern.tail, each.pattern.width))
    return Listing(sequences=tuple(sequences), singles=tuple(sorted(singles)))


_Groups = dict[tuple[str, str], list[str]]
"""The numbers found between each head and tail."""


def _split(names: Iterable[str], singles: list[str]) -> _Groups:
    """Sort names by head and tail; this loop is all that a large folder costs."""
    groups: _Groups = {}
    for name in names:
        stem, _, extension = name.rpartition(".")
        head = stem.rstrip(_DIGITS)
        at = len(head)
        if at == len(stem):
            at, end = _unusual(name, extension)
            if at == end:
                singles.append(name)
                continue
            key, digits = (name[:at], name[end:]), name[at:end]
        else:
            key, digits = (head, name[len(stem) :]), stem[at:]
        try:
            groups[key].append(digits)
        except KeyError:
            groups[key] = [digits]
    return groups


def _unusual(name: str, extension: str) -> tuple[int, int]:
    """Where the number lies in a name without one before its extension: `a.0001`, `a.0001.bgeo.sc`."""
    end = len(name)
    if extension in _WRAPPED:
        end = name[: end - len(extension) - 1].rfind(".")
    return (len(name[:end].rstrip(_DIGITS)), end) if end > 0 else (0, 0)


def _signed(groups: _Groups) -> _Groups:
    """Take a dash right after a dot for a minus: `a.-0001.exr` belongs to `a.0001.exr`."""
    for head, tail in [key for key in groups if key[0].endswith(".-")]:
        numbers = groups.pop((head, tail))
        groups.setdefault((head[:-1], tail), []).extend(f"-{number}" for number in numbers if int(number))
        if zeros := [number for number in numbers if not int(number)]:
            groups[head, tail] = zeros
    return {key: numbers for key, numbers in groups.items() if numbers}


def _frames(head: str, numbers: list[str]) -> list[str]:
    """Those of the numbers after *head* that are frames, and not a version (`a_v001`) or a date."""
    if head[-1:] in ("v", "V") and (len(head) == 1 or head[-2] in "._- "):
        return []
    if len(max(numbers, key=len)) <= _MOST_DIGITS:
        return numbers
    return [number for number in numbers if len(number) <= _MOST_DIGITS]


def _paddings(numbers: list[str]) -> Iterable[tuple[int, bool, list[str]]]:
    """Divide numbers by how they are padded: width, whether a minus counts for it, the numbers."""
    lengths = set(map(len, numbers))
    if not numbers:
        return []
    if len(lengths) == 1 and not any(number[0] == "-" for number in numbers):
        return [(lengths.pop(), True, numbers)]
    widths = _widths(numbers)
    if not any(number[0] in "-0" for number in numbers):
        return [(widths[0] if widths else 1, True, numbers)]
    groups: dict[tuple[int, bool | None], list[str]] = {}
    for number in numbers:
        groups.setdefault(_padding(number, widths), []).append(number)
    return _merged(groups)


def _widths(numbers: list[str]) -> list[int]:
    """Paddings that are beyond doubt, largest first: a leading zero says so, one length for all, or none below four."""
    plain = [number for number in numbers if number[0] != "-"]
    widths = {len(number) for number in plain if number[0] == "0" and len(number) > 1}
    if not widths and plain:
        lengths = set(map(len, plain))
        widths = {min(lengths)} if len(lengths) == 1 or min(lengths) >= 4 else set()
    minus = [len(number) for number in numbers if number.startswith("-0")]
    widths |= {length - 1 for length in minus if length not in widths}
    return sorted(widths, reverse=True)


def _padding(number: str, widths: list[int]) -> tuple[int, bool | None]:
    """The width of one number, and whether its minus counts; None where both ways write the same."""
    length = len(number)
    if number[0] != "-":
        padded = number[0] == "0" and length > 1
        return length if padded else next((width for width in widths if width <= length), 1), None
    if number[1] == "0":
        return (length, True) if length in widths else (length - 1, False)
    width = next((width for width in widths if width <= length), 1)
    return width, True if length - 1 < width else None


def _merged(groups: Mapping[tuple[int, bool | None], list[str]]) -> Iterator[tuple[int, bool, list[str]]]:
    """Let numbers that say nothing of the sign join those of their width that do."""
    for width in sorted({width for width, _ in groups}):
        inside, outside = groups.get((width, True), []), groups.get((width, False), [])
        neutral = groups.get((width, None), [])
        if outside and not inside:
            yield width, False, neutral + outside
            continue
        if outside:
            yield width, False, outside
        if neutral or inside:
            yield width, True, neutral + inside


def _largest(wanted: FramePattern, numbers: list[str]) -> Sequence | None:
    """The frames that follow *wanted* once its open padding and sign are settled; the most, where ways differ."""
    ways = [wanted]
    if wanted.width == 0:
        ways = [replace(wanted, width=width, sign_counts=counts) for width, counts, _ in _paddings(numbers)]
    elif any(number[0] == "-" for number in numbers):
        ways.append(replace(wanted, sign_counts=False))
    found = [Sequence(pattern=way, frames=FrameRange.of(_spelled_by(way, numbers))) for way in ways]
    return max((each for each in found if each.frames), key=lambda each: len(each.frames), default=None)


def _spelled_by(way: FramePattern, numbers: list[str]) -> Iterator[int]:
    bare = replace(way, head="", tail="")
    return (frame for number in numbers if bare.format(frame := int(number)) == number)


def _files(folder: str | os.PathLike[str], sizes: bool) -> dict[str, int]:
    """File names and their sizes (0 where not asked for) in *folder*; what vanishes meanwhile was not there."""
    names: dict[str, int] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_file():
                    continue
                try:
                    names[entry.name] = entry.stat().st_size if sizes else 0
                except FileNotFoundError:
                    continue
    except OSError as cause:
        reason = (cause.strerror or "it cannot be read").lower()
        raise SourceError(f'cannot list the folder "{os.fspath(folder)}": {reason}') from cause
    return names


def _sizes(found: Sequence, names: Mapping[str, int], wanted: bool) -> dict[int, int]:
    return {frame: names[found.pattern.format(frame)] for frame in found.frames} if wanted else {}
