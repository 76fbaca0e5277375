"""QuickTime and MP4 atoms, read with the standard library: whether a movie is whole, and what its picture track is.

Constant time: only atom headers and the index (`moov`) are read, never the media. Codec data is not decoded here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO, NamedTuple

from studio_tools.media.facts import MovieFacts

SUFFIXES = frozenset({".mov", ".mp4", ".m4v", ".qt"})
FIRST_ATOMS = frozenset(
    {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"moof", b"sidx", b"uuid"}
)
LARGEST_INDEX = 256 * 1024 * 1024
NO_INDEX = "it was never finished: its index (moov) is missing"


class Atom(NamedTuple):
    kind: bytes
    start: int
    """Where its content begins."""
    end: int


class NotAtoms(ValueError):
    """The bytes are no chain of atoms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie:
    problem: str = ""
    facts: MovieFacts | None = None


def look(path: Path) -> Movie:
    """Walk a movie's atoms. Raises OSError, and NotAtoms where it is no QuickTime or MP4 file."""
    with path.open("rb", buffering=0) as file:
        size = file.seek(0, 2)
        atoms = tuple(_top(file, size))
        if problem := _trouble(atoms, size):
            return Movie(problem=problem)
        index = next(atom for atom in atoms if atom.kind == b"moov")
        if index.end - index.start > LARGEST_INDEX:
            return Movie()
        file.seek(index.start)
        content = file.read(index.end - index.start)
    fragmented = any(atom.kind == b"moof" for atom in atoms)
    try:
        return Movie(facts=_facts(content, fragmented=fragmented))
    except (struct.error, ValueError, IndexError):
        return Movie(problem="its index (moov) is damaged")


def _top(file: BinaryIO, size: int) -> Iterator[Atom]:
    place = 0
    while place < size:
        file.seek(place)
        atom = _atom(file.read(16), place, size)
        if atom is None or (place == 0 and atom.kind not in FIRST_ATOMS):
            if place == 0:
                raise NotAtoms("it does not begin like a QuickTime or MP4 movie")
            return
        yield atom
        place = atom.end


def _atom(head: bytes, place: int, size: int) -> Atom | None:
    """The atom whose header is *head*; None where that is none (some writers pad the end of the file)."""
    if len(head) < 8:
        return None
    length, kind = struct.unpack_from(">I4s", head)
    start = place + 8
    if length == 1 and len(head) == 16:
        (length,) = struct.unpack_from(">Q", head, 8)
        start = place + 16
    end = place + length if length else size
    return Atom(kind, start, end) if end >= start and kind.isascii() and kind.strip(b"\0") else None


def _trouble(atoms: tuple[Atom, ...], size: int) -> str:
    short = max((atom.end - size for atom in atoms), default=0)
    if short > 0:
        return f"it is truncated: {short} byte{'s' if short > 1 else ''} short"
    return "" if any(atom.kind == b"moov" for atom in atoms) else NO_INDEX


def _children(content: bytes, start: int, end: int) -> Iterator[Atom]:
    place = start
    while place + 8 <= end:
        atom = _atom(content[place : place + 16], place, end)
        if atom is None or atom.end > end:
            return
        yield atom
        place = atom.end


def _find(content: bytes, within: Atom, *path: bytes) -> Atom | None:
    for kind in path:
        found = next((atom for atom in _children(content, within.start, within.end) if atom.kind == kind), None)
        if found is None:
            return None
        within = found
    return within


def _facts(content: bytes, *, fragmented: bool) -> MovieFacts | None:
    for track in _children(content, 0, len(content)):
        media = _find(content, track, b"mdia") if track.kind == b"trak" else None
        handler = _find(content, media, b"hdlr") if media else None
        if media and handler and content[handler.start + 8 : handler.start + 12] == b"vide":
            return _picture(content, media, fragmented=fragmented)
    return None


def _picture(content: bytes, media: Atom, *, fragmented: bool) -> MovieFacts:
    header, table = _find(content, media, b"mdhd"), _find(content, media, b"minf", b"stbl")
    sample = _find(content, table, b"stsd") if table else None
    if header is None or table is None or sample is None:
        raise ValueError("a track without its tables")
    scale, duration = _clock(content, header.start)
    codec, width, height = struct.unpack_from(">4s24xHH", content, sample.start + 12)
    frames, fps = (None, None) if fragmented else _timing(content, table, scale)
    return MovieFacts(
        container="mov",
        codec=codec.decode("latin-1").strip(),
        width=width,
        height=height,
        fps=fps,
        frames=frames,
        seconds=None if fragmented or not scale else round(duration / scale, 6),
    )


def _clock(content: bytes, start: int) -> tuple[int, int]:
    layout, place = (">IQ", start + 20) if content[start] == 1 else (">II", start + 12)
    scale, duration = struct.unpack_from(layout, content, place)
    return scale, duration


def _timing(content: bytes, table: Atom, scale: int) -> tuple[int | None, Fraction | None]:
    times = _find(content, table, b"stts")
    if times is None or not scale:
        return None, None
    (count,) = struct.unpack_from(">I", content, times.start + 4)
    if times.start + 8 + 8 * count > times.end:
        raise ValueError("a table of times that is too long")
    numbers = struct.unpack_from(f">{2 * count}I", content, times.start + 8)
    runs = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    # The last frame may be longer or shorter than the others: the longest run is what plays.
    usual = max(runs, default=(0, 0))[1]
    return sum(numbers[::2]), Fraction(scale, usual) if usual else None
