"""OpenEXR's attribute types that say something to us, from bytes to plain values. Others are skipped by the reader."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from studio_tools.media.facts import Channel, Window

PIXEL_TYPES = ("uint", "half", "float")


@dataclass(frozen=True, slots=True)
class Tiles:
    """How a tiled part is cut up."""

    width: int
    height: int
    levels: int
    """0 one level, 1 mip map, 2 rip map."""
    rounds_up: bool

    def count(self, width: int, height: int) -> int:
        """The number of tiles of all levels for a data window of that size."""
        if self.levels == 0:
            return self._tiles(width, self.width) * self._tiles(height, self.height)
        if self.levels == 1:
            steps = range(self._depth(max(width, height)))
            return sum(
                self._tiles(self._level(width, step), self.width) * self._tiles(self._level(height, step), self.height)
                for step in steps
            )
        across = sum(self._tiles(self._level(width, step), self.width) for step in range(self._depth(width)))
        down = sum(self._tiles(self._level(height, step), self.height) for step in range(self._depth(height)))
        return across * down

    @staticmethod
    def _tiles(length: int, tile: int) -> int:
        return -(-length // tile)

    def _depth(self, length: int) -> int:
        return ((length - 1).bit_length() if self.rounds_up else length.bit_length() - 1) + 1

    def _level(self, length: int, step: int) -> int:
        extra = (1 << step) - 1 if self.rounds_up else 0
        return max(1, (length + extra) >> step)


def _window(data: bytes) -> Window:
    return Window(*struct.unpack("<4i", data))


def _channels(data: bytes) -> tuple[Channel, ...]:
    found, position = [], 0
    while data[position]:
        end = data.index(b"\0", position)
        (kind,) = struct.unpack_from("<i", data, end + 1)
        found.append(
            Channel(data[position:end].decode("utf-8", "replace"), PIXEL_TYPES[kind] if 0 <= kind < 3 else "?")
        )
        position = end + 17
    return tuple(found)


def _tiles(data: bytes) -> Tiles:
    width, height, mode = struct.unpack("<IIB", data)
    if not (width and height):
        raise ValueError("tiles without a size")
    return Tiles(width, height, mode & 0xF, bool(mode >> 4))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").rstrip("\0")


def _texts(data: bytes) -> tuple[str, ...]:
    found, position = [], 0
    while position < len(data):
        (size,) = struct.unpack_from("<i", data, position)
        if size < 0:
            raise ValueError("a negative length")
        found.append(_text(data[position + 4 : position + 4 + size]))
        position += 4 + size
    return tuple(found)


def _rational(data: bytes) -> Fraction | None:
    above, below = struct.unpack("<iI", data)
    return Fraction(above, below) if below else None


def _timecode(data: bytes) -> str:
    (packed, _) = struct.unpack("<II", data)
    hours, minutes, seconds, frames = (_decimal(packed >> shift & mask) for shift, mask in _FIELDS)
    return f"{hours:02}:{minutes:02}:{seconds:02}{';' if packed & 0x40 else ':'}{frames:02}"


_FIELDS = ((24, 0x3F), (16, 0x7F), (8, 0x7F), (0, 0x3F))


def _decimal(packed: int) -> int:
    return (packed >> 4) * 10 + (packed & 0xF)


def _numbers(shape: str) -> Callable[[bytes], object]:
    layout = struct.Struct(shape)

    def read(data: bytes) -> object:
        values = layout.unpack(data)
        return values[0] if len(values) == 1 else values

    return read


VALUES: Mapping[str, Callable[[bytes], object]] = {
    "box2i": _window,
    "chlist": _channels,
    "chromaticities": _numbers("<8f"),
    "compression": _numbers("<B"),
    "float": _numbers("<f"),
    "int": _numbers("<i"),
    "rational": _rational,
    "string": _text,
    "stringvector": _texts,
    "tiledesc": _tiles,
    "timecode": _timecode,
}
