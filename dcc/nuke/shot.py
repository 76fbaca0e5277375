"""What a shot and its show ask of a script: rate, range, format, colours. Told first, then set as one step of undo.

Imports without Nuke; the script is asked when it is needed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from studio_tools.host import Scene, setting_up
from studio_tools.host.setting_up import Difference, timing, unlike
from studio_tools.model import Entity

if TYPE_CHECKING:
    from studio_tools.config import ShowSettings


def differences(host: Scene, entity: Entity, show: ShowSettings) -> tuple[Difference, ...]:
    """What of the script is not as *entity* and *show* ask. Changes nothing. Raises ConfigError on an odd rate."""
    return (*timing(host, entity, show), *_pictures(show), *_colours(show))


def apply(host: Scene, found: Iterable[Difference]) -> None:
    """Mend what was found, as one step of undo. Raises HostError."""
    from dcc.nuke.host.faults import told

    with told("the script cannot be set up"):
        setting_up.apply(host, found, "Set up the script")


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

    config, space = survey.colour_config() or "Nuke's own", survey.working_space()
    yield from unlike("colour-config", "colour configuration", config, show.colour_config, survey.set_colour_config)
    yield from unlike("working-space", "working space", space, show.working_space, survey.set_working_space)
    views = survey.looked_through()
    yield from unlike("view", "viewers", ", ".join(views), show.view if views else "", survey.look_through)


def is_private(path: str) -> bool:
    """Whether a path is of this machine or person alone: a drive's letter, a home, a folder for what is temporary."""
    if path[1:2] == ":":
        return True
    own = (Path.home().as_posix(), tempfile.gettempdir())
    return any(path == each or path.startswith(f"{each}/") for each in own if each not in ("", "/"))
