"""Alembic archives (Ogawa): what hangs on top, which times were sampled, and whether all that is pointed at is there.

Only the frame of an archive is read, never its samples: the time is the same for any size. Old archives (HDF5) are
not read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAGIC = b"Ogawa"
FINISHED, ROOT_AT = 5, 8
"""Where the header says that the archive was closed, and where its first group lies."""
IS_DATA = 1 << 63
VERSION, LIBRARY, TOP, ABOUT, TIMES, SHARED = range(6)
"""The children of the first group."""
OLDEST, ACYCLIC = 9999, 1e300
"""The first library version; a time a cycle beyond this stands for times without a cycle."""
HASHES, NAMED_INLINE = 32, 0xFF
MOST_CHILDREN, MOST_BYTES = 10_000_000, 256 * 1024 * 1024
"""No archive has more children in a group, or more bytes in a header: what says so is damaged."""


class Broken(Exception):
    """The archive is damaged; says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """Times that something was sampled at, in seconds."""

    number: int
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What the frame of an archive tells."""

    library: int
    """Of the writer, as 10804."""
    about: str
    tops: tuple[str, ...]
    samplings: tuple[Sampling, ...]

    @property
    def span(self) -> tuple[float, float] | None:
        """The first and last time that anything moving was sampled at, in seconds; None of what stands still."""
        moving = [each for each in self.samplings if each.number > 1]
        return (min(each.first for each in moving), max(each.last for each in moving)) if moving else None


def read(file: BinaryIO, size: int) -> Archive:
    """Read the frame of an archive. Raises Broken."""
    try:
        return _Reader(file, size).archive()
    except struct.error:
        raise Broken("it is truncated") from None


@dataclass(frozen=True, slots=True)
class _Reader:
    file: BinaryIO
    size: int

    def archive(self) -> Archive:
        head = self._bytes(0, 16)
        if not head.startswith(MAGIC):
            raise Broken("it is no Alembic archive")
        if head[FINISHED] != 0xFF:
            raise Broken("it was never finished: whatever wrote it did not close it")
        children = self._group(struct.unpack_from("<Q", head, ROOT_AT)[0])
        kinds = [bool(child & IS_DATA) for child in children[: SHARED + 1]]
        if kinds != [True, True, False, True, True, True]:
            raise Broken("it is an Ogawa file, but no Alembic archive")
        library = self._data(children[LIBRARY])
        if len(library) != 4 or struct.unpack("<i", library)[0] < OLDEST:
            raise Broken("its version cannot be read")
        return Archive(
            library=struct.unpack("<i", library)[0],
            about=self._data(children[ABOUT]).decode("utf-8", "replace"),
            tops=tuple(self._names(children[TOP])),
            samplings=tuple(_samplings(self._data(children[TIMES]))),
        )

    def _names(self, place: int) -> Iterator[str]:
        """The names of the objects in a group: its last child lists them."""
        children = self._group(place) if place else ()
        if not children or not children[-1] & IS_DATA:
            return
        listed = self._data(children[-1])[:-HASHES]
        at = 0
        while at < len(listed):
            (length,) = struct.unpack_from("<I", listed, at)
            name = listed[at + 4 : at + 4 + length]
            at += 4 + length
            (about,) = struct.unpack_from("<B", listed, at)
            at += 1
            if about == NAMED_INLINE:
                at += 4 + struct.unpack_from("<I", listed, at)[0]
            yield name.decode("utf-8", "replace")

    def _group(self, place: int) -> tuple[int, ...]:
        """The children of a group: each a place, data with its highest bit set."""
        (number,) = struct.unpack("<Q", self._bytes(place, 8))
        if number > MOST_CHILDREN:
            raise Broken("it is damaged: a group counts more than there can be")
        children = struct.unpack(f"<{number}Q", self._bytes(place + 8, 8 * number))
        if any((child & ~IS_DATA) >= self.size for child in children):
            raise Broken("it is truncated")
        return children

    def _data(self, child: int) -> bytes:
        place = child & ~IS_DATA
        if not place:
            return b""
        (length,) = struct.unpack("<Q", self._bytes(place, 8))
        if length > MOST_BYTES:
            raise Broken("it is damaged: a header is larger than there can be")
        return self._bytes(place + 8, length)

    def _bytes(self, place: int, length: int) -> bytes:
        """Exactly so many bytes; what is not there is truncated, and read as such by struct."""
        if place + length > self.size:
            raise Broken("it is truncated")
        self.file.seek(place)
        return self.file.read(length)


def _samplings(told: bytes) -> Iterator[Sampling]:
    at = 0
    while at < len(told):
        number, cycle, stored = struct.unpack_from("<IdI", told, at)
        if at + 16 + 8 * stored > len(told):
            raise Broken("it is damaged: its times cannot be read")
        times = struct.unpack_from(f"<{stored}d", told, at + 16)
        at += 16 + 8 * stored
        if number and times:
            yield Sampling(number=number, first=times[0], last=_last(number, cycle, times))


def _last(number: int, cycle: float, times: tuple[float, ...]) -> float:
    if cycle > ACYCLIC:
        return times[min(number, len(times)) - 1]
    turns, rest = divmod(number - 1, len(times))
    return times[rest] + turns * cycle
