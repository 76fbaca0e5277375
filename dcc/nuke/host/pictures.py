"""A quick look at the script: small frames of what the viewer, or else a Write, looks at."""

from __future__ import annotations

from pathlib import Path

from dcc.nuke.host import outputs, paths
from dcc.nuke.host.faults import told
from dcc.nuke.scene import rendering
from studio_tools.host import Timeline
from studio_tools.host.previews import all_there, check_name

FILE_TYPES = {"png": "png", "exr": "exr", "jpg": "jpeg", "tif": "tiff"}


def preview(path: Path, timeline: Timeline, size: tuple[int, int]) -> list[Path]:
    """Write the frames of *timeline*; those there are written over. A script that shows nothing gives black."""
    found = check_name(path)
    with told("the preview cannot be made"):
        rendering.render_small(
            outputs.source(),
            paths.written(path),
            FILE_TYPES[found["picture"]],
            frames=(timeline.start, timeline.end),
            size=size,
            view=rendering.hero(),
        )
    return all_there(path, timeline, "Nuke")
