"""The knobs that hold numbers, by what the numbers mean: counts, switches, places, sizes, colours."""

# ruff: noqa: N801, N802 - Nuke's own names
from __future__ import annotations

import math
from typing import Any, ClassVar

from studio_tools.testing.nukesim.knobs.arrays import Array_Knob, channels


class Double_Knob(Array_Knob):
    """A number."""

    CODE = 7


class Int_Knob(Array_Knob):
    """A whole number."""

    CODE = 3

    def _shown(self, number: float) -> int:
        return math.trunc(number)


class Unsigned_Knob(Int_Knob):
    """A whole number that is not negative."""


class ColorChip_Knob(Unsigned_Knob):
    """A colour as one whole number, 0xRRGGBBAA."""

    CODE = 40

    def _plain(self, number: float) -> str:
        return f"0x{int(number):x}" if number else "0"

    def getValue(self, index: int | None = None, view: str | None = None) -> Any:
        """The number."""
        return self.value(index, view)


class Boolean_Knob(Array_Knob):
    """Yes or no."""

    CODE = 6

    def __init__(self, name: str, label: str | None = None, value: bool = False) -> None:
        super().__init__(name, label)
        self._state = (float(bool(value)),)
        self._is_set = bool(value)

    def _shown(self, number: float) -> bool:
        return bool(number)

    def _plain(self, number: float) -> str:
        return "true" if number else "false"


class Disable_Knob(Boolean_Knob):
    """Whether the node passes its input on untouched."""


class XY_Knob(Array_Knob):
    """A place."""

    EMPTY: ClassVar[Any] = (0.0, 0.0)
    CODE, SIZE = 12, 2

    def x(self) -> float:
        """The first."""
        return float(self.getValue(0))

    def y(self) -> float:
        """The second."""
        return float(self.getValue(1))


class UV_Knob(XY_Knob):
    """A place in texture coordinates."""

    CODE = 30


class WH_Knob(XY_Knob):
    """A size; one number may stand for both."""

    EMPTY: ClassVar[Any] = (0.0,)
    CODE, CAN_BE_ONE = 14, True


class XYZ_Knob(Array_Knob):
    """A place in space."""

    CODE, SIZE, EMPTY = 13, 3, (0.0, 0.0, 0.0)


class Scale_Knob(XYZ_Knob):
    """A scale in space."""

    CODE = 42


class BBox_Knob(Array_Knob):
    """A rectangle: x, y, r, t."""

    CODE, SIZE, EMPTY = 15, 4, (0.0, 0.0, 0.0, 0.0)


class Color_Knob(Array_Knob):
    """Red, green, blue; one number may stand for all."""

    CODE, SIZE, CAN_BE_ONE = 18, 3, True


class AColor_Knob(Color_Knob):
    """Red, green, blue, alpha; one number may stand for all."""

    CODE, SIZE = 19, 4


class Eyedropper_Knob(AColor_Knob):
    """A picked colour and where it was picked."""

    CODE, SIZE = 36, 4

    def _read(self, text: str) -> Any:
        return channels(text) or self.EMPTY


class IArray_Knob(Array_Knob):
    """Whole numbers in a grid."""
