"""A quick look at the scene: a picture a frame, from the view."""

from __future__ import annotations

from pathlib import Path

from dcc.maya.host.faults import told
from dcc.maya.scene import document
from studio_tools.host import Timeline
from studio_tools.host.previews import all_there, check_name


def preview(path: Path, timeline: Timeline, size: tuple[int, int]) -> list[Path]:
    """Write the frames of *timeline*; those there are written over."""
    found = check_name(path)
    with told("the preview cannot be made"):
        document.playblast(
            (path.parent / found["stem"]).as_posix(),
            found["picture"],
            frames=(timeline.start, timeline.end),
            size=size,
            padding=int(found["padding"]),
        )
    return all_there(path, timeline, "Maya")
