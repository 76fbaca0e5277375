"""What is asked of a quick look that a program writes frame by frame: a name for it, and that no frame is missing."""

from __future__ import annotations

import re
from pathlib import Path

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Timeline

NAME = re.compile(r"(?P<stem>.+)\.%0(?P<padding>[1-9])d\.(?P<picture>png|exr|jpg|tif)")


def check_name(path: Path) -> re.Match[str]:
    """The stem, padding and picture of a preview's name. Raises NotCapable for another, HostError without a folder."""
    found = NAME.fullmatch(path.name)
    if found is None:
        raise NotCapable(
            f"{path.name} is no name for a preview",
            hint="Write it like shot.%04d.png; a movie is made from the frames.",
        )
    if not path.parent.is_dir():
        raise HostError(f"{path.parent} is not there", hint="Make the folder first.")
    return found


def all_there(path: Path, timeline: Timeline, program: str) -> list[Path]:
    """The frames of a preview. Raises HostError where one is not on the disk."""
    frames = [path.with_name(path.name % number) for number in range(timeline.start, timeline.end + 1)]
    missing = [frame.name for frame in frames if not frame.is_file()]
    if missing:
        raise HostError(f"{program} left out {len(missing)} frames of the preview, {missing[0]} first")
    return frames
