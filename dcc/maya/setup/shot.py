"""What a shot and its show ask of a scene: rate, range, picture size, units, colours. Told first, then set.

Imports without Maya; the scene is asked when it is needed.
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
    """fps, range, resolution, colour-config, working-space, linear-unit or up-axis."""
    label: str
    found: str
    wanted: str
    mend: Callable[[], None]

    def __str__(self) -> str:
        return f"{self.label}: {self.found or 'none'} instead of {self.wanted}"


def differences(host: Scene, shot: Entity, show: ShowSettings) -> tuple[Difference, ...]:
    """What of the scene is not as *shot* and *show* ask. Changes nothing. Raises ConfigError for an impossible rate."""
    return (*_timing(host, shot, show), *_pictures(show), *_colours(show), *_units(show))


def apply(host: Scene, found: Iterable[Difference]) -> None:
    """Mend what was found, as one step of undo."""
    with host.group("Set up the scene"):
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


def _timing(host: Scene, shot: Entity, show: ShowSettings) -> Iterator[Difference]:
    now, rate = host.timeline(), rate_of(show)
    fps = rate or now.fps
    if fps != now.fps:
        yield Difference(
            key="fps",
            label="frames a second",
            found=f"{float(now.fps):g}",
            wanted=f"{float(fps):g}",
            mend=lambda: _retime(host, fps=fps),
        )
    if shot.cut is None:
        return
    full = shot.cut.full
    first, last = full.first, full.last
    if (now.start, now.end) != (first, last):
        yield Difference(
            key="range",
            label="range",
            found=f"{now.start}-{now.end}",
            wanted=f"{first}-{last}",
            mend=lambda: _retime(host, span=(first, last)),
        )


def _retime(host: Scene, *, fps: Fraction | None = None, span: tuple[int, int] | None = None) -> None:
    now = host.timeline()
    first, last = span or (now.start, now.end)
    host.set_timeline(Timeline(first, last, fps or now.fps))


def _pictures(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import survey

    now = survey.picture_size()
    width, height = show.width or now[0], show.height or now[1]
    wanted = (width, height, round(show.pixel_aspect, 3) or now[2])
    if wanted != now:
        yield Difference(
            key="resolution",
            label="picture size",
            found=_size(now),
            wanted=_size(wanted),
            mend=lambda: survey.set_picture_size(*wanted),
        )


def _size(size: tuple[int, int, float]) -> str:
    return f"{size[0]}x{size[1]}" + ("" if size[2] == 1 else f", pixels of {size[2]:g}")


def _colours(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import survey

    config = survey.colour_config()
    if show.colour_config and config != show.colour_config:
        yield Difference(
            key="colour-config",
            label="colour configuration",
            found=config,
            wanted=show.colour_config,
            mend=lambda: survey.set_colour_config(show.colour_config),
        )
    space = survey.working_space()
    if show.working_space and space != show.working_space:
        yield Difference(
            key="working-space",
            label="working space",
            found=space,
            wanted=show.working_space,
            mend=lambda: survey.set_working_space(show.working_space),
        )


def _units(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import survey

    unit, axis = survey.linear_unit(), survey.up_axis()
    if show.linear_unit and unit != show.linear_unit:
        yield Difference(
            key="linear-unit",
            label="unit of length",
            found=unit,
            wanted=show.linear_unit,
            mend=lambda: survey.set_linear_unit(show.linear_unit),
        )
    if show.up_axis and axis != show.up_axis:
        yield Difference(
            key="up-axis",
            label="axis that points up",
            found=axis,
            wanted=show.up_axis,
            mend=lambda: survey.set_up_axis(show.up_axis),
        )
