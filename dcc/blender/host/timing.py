"""Range and rate, as Blender keeps them: whole frames from 0 on, and a whole rate over a divisor."""

from __future__ import annotations

from fractions import Fraction

from dcc.blender.scene import document
from studio_tools.errors import HostError
from studio_tools.host import Timeline

LAST_FRAME, HIGHEST_RATE = 1_048_574, 32_767
NTSC, NTSC_BASE = 1001, 1.001
"""24000/1001 is written as an artist knows it from Blender's own list: 24 over 1.001."""


def timeline() -> Timeline:
    """The scene's range and rate."""
    first, last = document.frames()
    return Timeline(first, last, document.rate())


def set_timeline(wanted: Timeline) -> None:
    """Set range and rate; the frames of keys stay. Raises HostError on what Blender cannot keep exactly."""
    check_range(wanted)
    rate, base = written(wanted.fps)
    if not 0 < rate <= HIGHEST_RATE:
        raise HostError(f"Blender cannot keep {wanted.fps} frames a second", hint="Use a rate up to 32767.")
    before = document.written_rate()
    document.set_rate(rate, base)
    if document.rate() != wanted.fps:
        document.set_rate(*before)
        raise HostError(f"Blender cannot keep {wanted.fps} frames a second exactly", hint="Use a usual rate.")
    document.set_frames(wanted.start, wanted.end)


def check_range(wanted: Timeline) -> None:
    """Raise HostError on what is no range, or none that Blender has."""
    if wanted.end < wanted.start or wanted.fps <= 0:
        raise HostError(f"{wanted.start} to {wanted.end} at {wanted.fps} is no timeline")
    if wanted.start < 0 or wanted.end > LAST_FRAME:
        raise HostError(
            f"Blender has no frames {wanted.start} to {wanted.end}", hint=f"Keep them between 0 and {LAST_FRAME}."
        )


def written(fps: Fraction) -> tuple[int, float]:
    """A rate as Blender's whole number and its divisor."""
    if fps.denominator == NTSC and fps.numerator % 1000 == 0:
        return fps.numerator // 1000, NTSC_BASE
    return fps.numerator, float(fps.denominator)
