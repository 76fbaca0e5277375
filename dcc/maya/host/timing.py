"""Range and rate of the scene: Maya knows its rates by names, and only these."""

from __future__ import annotations

import math
from fractions import Fraction

from dcc.maya.host.faults import told
from dcc.maya.scene import document
from studio_tools.errors import HostError
from studio_tools.host import Timeline
from studio_tools.scenes.numbers import rate_of_unit

NAMES = {
    Fraction(15): "game",
    Fraction(24): "film",
    Fraction(25): "pal",
    Fraction(30): "ntsc",
    Fraction(48): "show",
    Fraction(50): "palf",
    Fraction(60): "ntscf",
    Fraction(24000, 1001): "23.976fps",
    Fraction(30000, 1001): "29.97fps",
    Fraction(48000, 1001): "47.952fps",
    Fraction(60000, 1001): "59.94fps",
}


def timeline() -> Timeline:
    """The scene's; a range that ends between frames is widened to whole ones."""
    unit = document.time_unit()
    fps = rate_of_unit(unit)
    if fps is None:
        raise HostError(f"the scene's rate {unit!r} is none we know", hint="Choose another in Maya's preferences.")
    first, last = document.animation_range()
    return Timeline(math.floor(first), math.ceil(last), fps)


def set_timeline(wanted: Timeline) -> None:
    """Set range and rate. Raises HostError on what is no range, or no rate of Maya's."""
    if wanted.end < wanted.start:
        raise HostError(f"{wanted.start} to {wanted.end} is no range", hint="The last frame comes after the first.")
    with told(f"Maya has no rate of {float(wanted.fps):g} frames a second"):
        document.set_time_unit(unit_of(wanted.fps))
    with told("the range cannot be set"):
        document.set_ranges(wanted.start, wanted.end)


def unit_of(fps: Fraction) -> str:
    """What Maya calls a rate; it refuses numbers that it does not know. Raises ValueError on broken ones."""
    if fps in NAMES:
        return NAMES[fps]
    if fps.denominator != 1 or fps <= 0:
        raise ValueError("it is not among those that Maya offers")
    return f"{fps.numerator}fps"
