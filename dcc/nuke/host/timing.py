"""Range and rate of the script."""

from __future__ import annotations

from fractions import Fraction

from dcc.nuke.host.faults import told
from dcc.nuke.scene import document
from studio_tools.errors import HostError
from studio_tools.host import Timeline
from studio_tools.scenes.numbers import rate

FINEST = 1001
"""The largest denominator of a rate that a script keeps: television's."""


def timeline() -> Timeline:
    """The script's, with what its expressions give at this moment."""
    with told("the script's range or rate cannot be worked out"):
        first, last = document.frame_range()
        return Timeline(first, last, exactly(document.rate()))


def exactly(fps: float) -> Fraction:
    """The rate that is meant by what Nuke keeps of it: 23.976 is 24000/1001."""
    near = Fraction(fps).limit_denominator(FINEST)
    if abs(float(near) - fps) > 1e-9:
        near = Fraction(str(round(fps, 6)))
    known = rate(f"{float(near):.12f}".rstrip("0").rstrip(".")) if near.denominator > 1 else near
    return known if known is not None and known.denominator == FINEST else near


def set_timeline(wanted: Timeline) -> None:
    """Set range and rate. Raises HostError on what is no range, or no rate that a script keeps."""
    if wanted.end < wanted.start:
        raise HostError(f"{wanted.start} to {wanted.end} is no range", hint="The last frame comes after the first.")
    if wanted.fps <= 0 or exactly(float(wanted.fps)) != wanted.fps:
        raise HostError(
            f"Nuke keeps no rate of {wanted.fps} frames a second", hint="Ask for a rate like 24, 25 or 24000/1001."
        )
    with told("range and rate cannot be set"):
        document.set_rate(float(wanted.fps))
        document.set_range(wanted.start, wanted.end)
