"""What a shot and its show ask of a scene: told first as differences, then mended as one step of undo.

Rate and range are alike in every host; what else is asked, such as picture size or colours, a host compares itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from studio_tools.errors import ConfigError
from studio_tools.host import Scene, Timeline
from studio_tools.model import Entity

if TYPE_CHECKING:
    from studio_tools.config import ShowSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as the shot or the show asks."""

    key: str
    """fps, range, or one of the host's own."""
    label: str
    found: str
    wanted: str
    mend: Callable[[], None]

    def __str__(self) -> str:
        return f"{self.label}: {self.found or 'none'} instead of {self.wanted}"


def apply(host: Scene, found: Iterable[Difference], label: str = "Set up the scene") -> None:
    """Mend what was found, as one step of undo."""
    with host.group(label):
        for each in found:
            each.mend()


def unlike(key: str, label: str, found: str, wanted: str, mend: Callable[[str], None]) -> Iterator[Difference]:
    """One difference where something is wanted and not there; none else."""
    if wanted and found != wanted:
        yield Difference(key=key, label=label, found=found, wanted=wanted, mend=lambda: mend(wanted))


def rate_of(show: ShowSettings) -> Fraction | None:
    """The show's frames a second; None where it asks for none. Raises ConfigError."""
    if not show.fps:
        return None
    try:
        rate = Fraction(show.fps)
    except (ValueError, ZeroDivisionError):
        rate = Fraction(0)
    if rate <= 0:
        raise ConfigError(f"show.fps: {show.fps!r} is no rate", hint="Write it like 24 or 24000/1001.")
    return rate


def timing(host: Scene, entity: Entity, show: ShowSettings) -> Iterator[Difference]:
    """What of range and rate is not as asked. Raises ConfigError for an impossible rate."""
    now = host.timeline()
    fps = rate_of(show) or now.fps
    if fps != now.fps:
        yield Difference(
            key="fps",
            label="frames a second",
            found=f"{float(now.fps):g}",
            wanted=f"{float(fps):g}",
            mend=lambda: host.set_timeline(Timeline(host.timeline().start, host.timeline().end, fps)),
        )
    due = None if entity.cut is None else entity.cut.full
    if due is not None and (now.start, now.end) != (due.first, due.last):
        first, last = due.first, due.last
        yield Difference(
            key="range",
            label="range",
            found=f"{now.start}-{now.end}",
            wanted=f"{first}-{last}",
            mend=lambda: host.set_timeline(Timeline(first, last, host.timeline().fps)),
        )
