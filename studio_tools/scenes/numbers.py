"""Numbers as the two programs write them: frames, frame rates and time units, exactly."""

from __future__ import annotations

import math
import re
from fractions import Fraction

_NUMBER = re.compile(r"[+-]?(?:\d{1,32}(?:\.\d{0,64})?|\.\d{1,64})(?:[eE][+-]?\d{1,3})?")
_UNIT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(?:fps|df)")

_NAMED = {
    "game": 15,
    "film": 24,
    "pal": 25,
    "ntsc": 30,
    "show": 48,
    "palf": 50,
    "ntscf": 60,
    "sec": 1,
    "millisec": 1000,
}
_SLOW = {"min": Fraction(1, 60), "hour": Fraction(1, 3600)}

_BROADCAST = tuple(Fraction(whole * 1000, 1001) for whole in (12, 15, 24, 30, 48, 60, 72, 90, 96, 120, 240))
_NEAR = Fraction(1, 200)
"""23.98 and 23.976 both mean 24000/1001."""


def number(text: str) -> int | float | None:
    """*text* as a number: an int where it is whole. None where it is none, or not finite."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def rate(text: str) -> Fraction | None:
    """Frames a second, exactly: `23.976` is 24000/1001. None for what is no rate."""
    if not _NUMBER.fullmatch(text):
        return None
    value = Fraction(text)
    if value <= 0 or value > 10**9:
        return None
    return next((each for each in _BROADCAST if value.denominator > 1 and abs(value - each) < _NEAR), value)


def rate_of_unit(unit: str) -> Fraction | None:
    """The rate of a Maya time unit: `film` 24, `ntsc` 30, `23.976fps` 24000/1001. None for an unknown one."""
    if unit in _NAMED:
        return Fraction(_NAMED[unit])
    if unit in _SLOW:
        return _SLOW[unit]
    found = _UNIT.fullmatch(unit)
    return rate(found[1]) if found else None
