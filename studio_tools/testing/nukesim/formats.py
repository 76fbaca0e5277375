"""Formats: width, height, the picture within, pixel aspect and a name; as objects and as scripts write them."""

# ruff: noqa: N802, N803 - Nuke's own names
from __future__ import annotations

import re

from studio_tools.testing.nukesim import schema

SIZES = re.compile(
    r"\s*(-?\d+)\s+(-?\d+)(?:\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+))?(?:\s+(\d+(?:\.\d*)?|\.\d+)(?=\s|$))?(.*)"
)


class Format(schema.Strict):
    """A format. Nuke hands out copies of the ones it knows."""

    def __init__(
        self, width: int, height: int, x: int = 0, y: int = 0, r: int = 0, t: int = 0, pixelAspect: float = 1.0
    ) -> None:
        self._width, self._height = width, height
        self._box = (x, y, r or width, t or height)
        self._aspect = float(pixelAspect)
        self._name = ""

    def width(self) -> int:
        """The width in pixels."""
        return self._width

    def height(self) -> int:
        """The height in pixels."""
        return self._height

    def x(self) -> int:
        """The left of the picture."""
        return self._box[0]

    def y(self) -> int:
        """The bottom of the picture."""
        return self._box[1]

    def r(self) -> int:
        """The right of the picture."""
        return self._box[2]

    def t(self) -> int:
        """The top of the picture."""
        return self._box[3]

    def pixelAspect(self) -> float:
        """The width of a pixel by its height."""
        return self._aspect

    def name(self) -> str | None:
        """The name; None for a format that has none."""
        return self._name or None

    def setName(self, name: str) -> None:
        """Name it."""
        self._name = name

    def setWidth(self, newWidth: int) -> None:
        """Set the width."""
        self._width = newWidth

    def setHeight(self, newHeight: int) -> None:
        """Set the height."""
        self._height = newHeight

    def setPixelAspect(self, aspectRatio: float) -> None:
        """Set the pixel aspect."""
        self._aspect = float(aspectRatio)

    def __repr__(self) -> str:
        return f"<Format {written(self)}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Format) and written(self) == written(other)

    def __hash__(self) -> int:
        return hash(written(self))


def written(format_: Format) -> str:
    """A format as scripts write it."""
    box = f"{format_.x()} {format_.y()} {format_.r()} {format_.t()}"
    return f"{format_.width()} {format_.height()} {box} {format_.pixelAspect():g} {format_.name() or ''}".rstrip()


def read(text: str) -> Format | None:
    """A format from what a script or `addFormat` says; None where it says none."""
    found = SIZES.fullmatch(text.strip())
    if found is None:
        return None
    width, height = int(found[1]), int(found[2])
    box = [int(each) for each in found.groups()[2:6]] if found[3] is not None else [0, 0, width, height]
    made = Format(width, height, box[0], box[1], box[2], box[3], float(found[7] or 1))
    made.setName(found[8].strip())
    return made


def stock() -> list[Format]:
    """The formats that every Nuke knows."""
    read_all = (read(text) for text in schema.read_table("nodes")["formats"])
    return [each for each in read_all if each is not None]
