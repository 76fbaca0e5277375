"""What a shot and its show ask of a script: rate, range, format, colours. Told first, then set as one step of undo.

Imports without Nuke; the script is asked when it is needed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
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
    """fps, range, format, colour-config or working-space."""
    label: str
    found: str
    wanted: str
    mend: Callable[[], None]

    def __str__(self) -> str:
        return f"{self.label}: {self.found or 'none'} instead of {self.wanted}"


def differences(host: Scene, entity: Entity, show: ShowSettings) -> tuple[Difference, ...]:
    """What of the script is not as *entity* and *show* ask. Changes nothing. Raises ConfigError on an odd rate."""
    return (*_timing(host, entity, show), *_pictures(show), *_colours(show))


def apply(host: Scene, found: Iterable[Difference]) -> None:
    """Mend what was found, as one step of undo. Raises HostError."""
    from dcc.nuke.host.faults import told

    with host.group("Set up the script"), told("the script cannot be set up"):
        for each in found:
            each.mend()


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


def _timing(host: Scene, entity: Entity, show: ShowSettings) -> Iterator[Difference]:
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


def _pictures(show: ShowSettings) -> Iterator[Difference]:
    from dcc.nuke.scene import survey

    width, height, aspect = survey.picture_size()
    wanted = (show.width or width, show.height or height, show.pixel_aspect or aspect)
    if wanted != (width, height, aspect):
        yield Difference(
            key="format",
            label="format",
            found=_spelled(width, height, aspect),
            wanted=_spelled(*wanted),
            mend=lambda: survey.set_picture_size(*wanted),
        )


def _spelled(width: int, height: int, aspect: float) -> str:
    return f"{width}x{height}" + ("" if aspect == 1 else f", pixels {aspect:g} wide")


def _colours(show: ShowSettings) -> Iterator[Difference]:
    from dcc.nuke.scene import survey

    config, space = survey.colour_config(), survey.working_space()
    if show.colour_config and show.colour_config != config:
        yield Difference(
            key="colour-config",
            label="colour configuration",
            found=config or "Nuke's own",
            wanted=show.colour_config,
            mend=lambda: survey.set_colour_config(show.colour_config),
        )
    if show.working_space and show.working_space != space:
        yield Difference(
            key="working-space",
            label="working space",
            found=space,
            wanted=show.working_space,
            mend=lambda: survey.set_working_space(show.working_space),
        )


def is_private(path: str) -> bool:
    """Whether a path is of this machine or person alone: a drive's letter, a home, a folder for what is temporary."""
    if path[1:2] == ":":
        return True
    own = (Path.home().as_posix(), tempfile.gettempdir())
    return any(path == each or path.startswith(f"{each}/") for each in own if each not in ("", "/"))
