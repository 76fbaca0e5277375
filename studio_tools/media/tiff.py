"""TIFF directories, as far as it takes to see that every strip and tile lies within the file."""

from __future__ import annotations

import struct
from typing import BinaryIO, NamedTuple

STRIP_OFFSETS, STRIP_SIZES, TILE_OFFSETS, TILE_SIZES = 273, 279, 324, 325
WIDTHS = {3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
"""Field types that hold offsets and sizes."""
CUT = "it is truncated"


class _Layout(NamedTuple):
    order: str
    big: bool
    first: int

    @property
    def field(self) -> struct.Struct:
        return struct.Struct(self.order + ("HHQ8s" if self.big else "HHI4s"))

    @property
    def entries(self) -> str:
        return self.order + ("Q" if self.big else "H")


def shortage(file: BinaryIO, size: int) -> str:
    """Say that the first image of an open TIFF does not lie wholly within *size* bytes, "" where it does.

    Raises struct.error where the file ends within its directory.
    """
    layout = _layout(file)
    if not 8 <= layout.first < size:
        return CUT
    fields = _directory(file, layout)
    for offsets, sizes in ((STRIP_OFFSETS, STRIP_SIZES), (TILE_OFFSETS, TILE_SIZES)):
        places, lengths = fields.get(offsets, ()), fields.get(sizes, ())
        if any(place + length > size for place, length in zip(places, lengths, strict=False)):
            return CUT
        if any(not place for place, length in zip(places, lengths, strict=False) if length):
            return "it was never finished: parts of it were not written"
    return ""


def _layout(file: BinaryIO) -> _Layout:
    file.seek(0)
    head = file.read(16)
    order = "<" if head.startswith(b"II") else ">"
    big = struct.unpack_from(order + "H", head, 2)[0] == 43
    (first,) = struct.unpack_from(order + ("Q" if big else "I"), head, 8 if big else 4)
    return _Layout(order, big, first)


def _directory(file: BinaryIO, layout: _Layout) -> dict[int, tuple[int, ...]]:
    file.seek(layout.first)
    (count,) = struct.unpack(layout.entries, file.read(struct.calcsize(layout.entries)))
    field = layout.field
    raw = file.read(field.size * min(count, 4096))
    wanted = {STRIP_OFFSETS, STRIP_SIZES, TILE_OFFSETS, TILE_SIZES}
    entries = (field.unpack_from(raw, field.size * number) for number in range(min(count, 4096)))
    return {
        tag: _values(file, layout, WIDTHS[kind], number, inline)
        for tag, kind, number, inline in entries
        if tag in wanted and kind in WIDTHS
    }


def _values(file: BinaryIO, layout: _Layout, letter: str, number: int, inline: bytes) -> tuple[int, ...]:
    number = min(number, 1_000_000)
    shape = struct.Struct(f"{layout.order}{number}{letter}")
    if shape.size <= len(inline):
        return shape.unpack_from(inline)
    (place,) = struct.unpack(layout.order + ("Q" if layout.big else "I"), inline)
    file.seek(place)
    return shape.unpack(file.read(shape.size))
