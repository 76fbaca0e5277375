"""A quick look at the script: small frames of what the viewer, or else a Write, looks at."""

from __future__ import annotations

import re
from pathlib import Path

from dcc.nuke.host import outputs, paths
from dcc.nuke.host.faults import told
from dcc.nuke.scene import rendering
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Timeline

NAME = re.compile(r".+\.%0[1-9]d\.(?P<picture>png|exr|jpg|tif)")
FILE_TYPES = {"png": "png", "exr": "exr", "jpg": "jpeg", "tif": "tiff"}


def preview(path: Path, timeline: Timeline, size: tuple[int, int]) -> list[Path]:
    """Write the frames of *timeline*; those there are written over. A script that shows nothing gives black."""
    found = NAME.fullmatch(path.name)
    if found is None:
        raise NotCapable(
            f"{path.name} is no name for a preview",
            hint="Write it like shot.%04d.png; a movie is made from the frames.",
        )
    if not path.parent.is_dir():
        raise HostError(f"{path.parent} is not there", hint="Make the folder first.")
    with told("the preview cannot be made"):
        rendering.render_small(
            outputs.source(),
            paths.written(path),
            FILE_TYPES[found["picture"]],
            frames=(timeline.start, timeline.end),
            size=size,
        )
    return all_there([path.with_name(path.name % number) for number in range(timeline.start, timeline.end + 1)])


def all_there(frames: list[Path]) -> list[Path]:
    """Raise HostError where a frame is not on the disk."""
    missing = [frame.name for frame in frames if not frame.is_file()]
    if missing:
        raise HostError(f"Nuke left out {len(missing)} frames of the preview, {missing[0]} first")
    return frames
