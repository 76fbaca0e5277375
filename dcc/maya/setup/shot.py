"""What a shot and its show ask of a scene: rate, range, picture size, units, colours. Told first, then set.

Imports without Maya; the scene is asked when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio_tools.host import Scene
from studio_tools.host.setting_up import Difference, apply, timing, unlike
from studio_tools.model import Entity

if TYPE_CHECKING:
    from studio_tools.config import ShowSettings

__all__ = ["apply", "differences"]


def differences(host: Scene, shot: Entity, show: ShowSettings) -> tuple[Difference, ...]:
    """What of the scene is not as *shot* and *show* ask. Changes nothing. Raises ConfigError for an impossible rate."""
    return (*timing(host, shot, show), *_pictures(show), *_colours(show), *_units(show))


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

    config, space = survey.colour_config(), survey.working_space()
    yield from unlike("colour-config", "colour configuration", config, show.colour_config, survey.set_colour_config)
    yield from unlike("working-space", "working space", space, show.working_space, survey.set_working_space)


def _units(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import survey

    yield from unlike("linear-unit", "unit of length", survey.linear_unit(), show.linear_unit, survey.set_linear_unit)
    yield from unlike(
        "angular-unit", "unit of angles", survey.angular_unit(), show.angular_unit, survey.set_angular_unit
    )
    yield from unlike("up-axis", "axis that points up", survey.up_axis(), show.up_axis, survey.set_up_axis)
