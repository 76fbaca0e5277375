"""OpenEXR headers and offset tables, read with the standard library: quick, and also where no wheel may go.

Pixels are not decoded here (see `images`). Scanline, tiled, deep and multi-part files, as the OpenEXR file layout
describes them: magic, version, headers, one table of chunk offsets for each part, chunks.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from studio_tools.media.exr_values import VALUES, Tiles
from studio_tools.media.facts import Window

MAGIC = b"\x76\x2f\x31\x01"
SINGLE_TILED, DEEP, MULTIPART = 0x200, 0x800, 0x1000
FIRST_READ = 16 * 1024
LARGEST_HEADER = 64 * 1024 * 1024
"""Previews and long ID manifests are megabytes; more than this is not a header any more."""

COMPRESSIONS = (
    *("none", "rle", "zips", "zip", "piz", "pxr24", "b44", "b44a", "dwaa", "dwab"),
    *("htj2k256", "htj2k32", "lj2k", "zstd"),
)
LINES_A_CHUNK = (1, 1, 1, 16, 32, 16, 32, 32, 32, 256, 256, 32)
"""By compression, for scanline parts. Newer ones are still moving, so their count is taken from the file alone."""

CHUNK = struct.Struct("<ii")
TILE = struct.Struct("<iiiii")
DEEP_CHUNK = struct.Struct("<iQQQ")
DEEP_TILE = struct.Struct("<iiiiQQQ")


class Broken(ValueError):
    """The bytes do not follow the layout; the text says how, in an artist's words."""


class Unfinished(Broken):
    """The bytes end before what they announce."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part's header: attributes of known types decoded, others absent."""

    attributes: Mapping[str, object]
    is_tiled: bool
    is_deep: bool

    @property
    def data(self) -> Window:
        return self._window("dataWindow")

    @property
    def display(self) -> Window:
        return self._window("displayWindow")

    @property
    def compression(self) -> int:
        value = self.attributes.get("compression")
        return value if isinstance(value, int) else -1

    def _window(self, name: str) -> Window:
        value = self.attributes.get(name)
        if not isinstance(value, Window) or value.width < 1 or value.height < 1:
            raise Broken(f"its header has no usable {name}")
        return value

    def chunks(self) -> int | None:
        """How many chunks the part has; None where only a newer reader could tell."""
        told = self.attributes.get("chunkCount")
        if isinstance(told, int):
            return told
        tiles = self.attributes.get("tiles")
        if self.is_tiled:
            if not isinstance(tiles, Tiles):
                raise Broken("its header describes no tiles")
            return tiles.count(self.data.width, self.data.height)
        if 0 <= self.compression < len(LINES_A_CHUNK):
            return -(-self.data.height // LINES_A_CHUNK[self.compression])
        return None


class Header(NamedTuple):
    parts: tuple[Part, ...]
    is_multipart: bool
    end: int
    """Where the headers end and the offset tables begin."""


def read_header(file: BinaryIO, size: int) -> Header:
    """Read the headers of an open file of *size* bytes. Raises Broken."""
    wanted = FIRST_READ
    while True:
        file.seek(0)
        start = file.read(wanted)
        try:
            return _parse(start)
        except (Unfinished, struct.error) as cause:
            if len(start) >= size or wanted >= LARGEST_HEADER:
                raise Unfinished("it ends within its header") from cause
            wanted *= 8


def _parse(start: bytes) -> Header:
    if len(start) < 8:
        raise Broken("it is too short to be an OpenEXR file") if start[:4] != MAGIC else Unfinished("")
    if not start.startswith(MAGIC):
        raise Broken("it is full of zeros" if not any(start[:4096]) else "it is not an OpenEXR file")
    flags = struct.unpack_from("<I", start, 4)[0]
    if flags & 0xFF != 2:
        raise Broken(f"it is of version {flags & 0xFF} of OpenEXR, which nobody knows")
    position, many = 8, bool(flags & MULTIPART)
    parts: list[Part] = []
    while not parts or many:
        attributes, position = _attributes(start, position)
        if not attributes and many and parts:
            break
        parts.append(_part(attributes, flags))
    return Header(tuple(parts), many, position)


def _part(attributes: Mapping[str, object], flags: int) -> Part:
    kind = str(attributes.get("type", ""))
    single = not flags & MULTIPART
    return Part(
        attributes=attributes,
        is_tiled="tile" in kind or (single and bool(flags & SINGLE_TILED)),
        is_deep=kind.startswith("deep") or (single and not kind and bool(flags & DEEP)),
    )


def _attributes(start: bytes, position: int) -> tuple[dict[str, object], int]:
    found: dict[str, object] = {}
    while True:
        name, position = _word(start, position)
        if not name:
            return found, position
        kind, position = _word(start, position)
        (size,) = struct.unpack_from("<i", start, position)
        position += 4
        if size < 0:
            raise Broken(f"its header is damaged at {name!r}")
        if position + size > len(start):
            raise Unfinished("")
        if kind in VALUES:
            found[name] = _value(name, kind, start[position : position + size])
        position += size


def _value(name: str, kind: str, data: bytes) -> object:
    try:
        return VALUES[kind](data)
    except (struct.error, ValueError, IndexError) as cause:
        raise Broken(f"its header is damaged at {name!r}") from cause


def _word(start: bytes, position: int) -> tuple[str, int]:
    end = start.find(b"\0", position, position + 256)
    if end >= 0:
        return start[position:end].decode("utf-8", "replace"), end + 1
    if position + 256 > len(start):
        raise Unfinished("")
    raise Broken("its header is damaged")


def missing(file: BinaryIO, size: int, header: Header) -> str:
    """Say what an open file lacks to be whole, "" for nothing.

    Constant time: reads the offset tables and the head of the chunk that lies last. A writer that died leaves zeros
    in the table; a copy that stopped leaves the last chunk beyond the end; one that made room first and then died
    leaves zeros where that chunk should begin.
    """
    place = header.end
    last, owner = 0, header.parts[0]
    for part in header.parts:
        count = part.chunks() or _counted(file, place, size, part)
        if not count:
            return ""
        table = _table(file, place, count, size)
        place += 8 * count
        if unwritten := sum(1 for offset in table if not offset):
            return f"it was never finished: {unwritten} of {count} chunks were not written"
        if max(table) > last:
            last, owner = max(table), part
        if min(table) < header.end:
            return "its table of chunks is damaged"
    return _chunk(file, size, last, owner, header.is_multipart)


def _counted(file: BinaryIO, place: int, size: int, part: Part) -> int:
    """The length of a table that nothing announces, told from where its first chunk lies; 0 where that says nothing."""
    if place + 8 > size:
        raise Unfinished("it ends within its table of chunks")
    file.seek(place)
    (first,) = struct.unpack("<Q", file.read(8))
    count, rest = divmod(first - place, 8)
    if not first:
        return 1
    return count if not rest and 0 < count <= part.data.height and first <= size else 0


def _table(file: BinaryIO, place: int, count: int, size: int) -> tuple[int, ...]:
    if count < 1:
        raise Broken("its header names no chunks")
    if place + 8 * count > size:
        raise Unfinished("it ends within its table of chunks")
    file.seek(place)
    return struct.unpack(f"<{count}Q", file.read(8 * count))


def _chunk(file: BinaryIO, size: int, offset: int, part: Part, is_multipart: bool) -> str:
    lead = 4 if is_multipart else 0
    shape = (DEEP_TILE if part.is_tiled else DEEP_CHUNK) if part.is_deep else (TILE if part.is_tiled else CHUNK)
    if offset + lead + shape.size > size:
        return "it is truncated: its last chunks lie beyond its end"
    file.seek(offset + lead)
    values = shape.unpack(file.read(shape.size))
    length = sum(values[-3:-1]) if part.is_deep else values[-1]
    if length <= 0 or not _belongs(values, part):
        return "its last chunk was never written"
    short = offset + lead + shape.size + length - size
    return f"it is truncated: {short} byte{'s' if short > 1 else ''} short" if short > 0 else ""


def _belongs(values: tuple[int, ...], part: Part) -> bool:
    if part.is_tiled:
        return all(value >= 0 for value in values[:4])
    return part.data.top <= values[0] <= part.data.bottom


def spell_compression(parts: tuple[Part, ...]) -> str:
    """The parts' compressions by name, each once: `zip`, `zip+dwaa`."""
    return "+".join(dict.fromkeys(_named(part.compression) for part in parts))


def _named(number: int) -> str:
    return COMPRESSIONS[number] if 0 <= number < len(COMPRESSIONS) else f"compression {number}"
