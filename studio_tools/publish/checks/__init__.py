"""Checks and collectors that need no application: files and frames, and what a shot asks of them.

`STEPS` is what the catalog finds. Not here: which of them run for a kind, and in what order (its recipe).
"""

from __future__ import annotations

from studio_tools.publish.checks.collectors import copy, files, media, sequence
from studio_tools.publish.checks.complete import cut_range, frames_complete
from studio_tools.publish.checks.content import already_published
from studio_tools.publish.checks.freshness import freshness
from studio_tools.publish.checks.naming import naming
from studio_tools.publish.checks.pictures import channels, data_window, pixels
from studio_tools.publish.checks.readable import frames_readable
from studio_tools.publish.checks.sameness import frame_format
from studio_tools.publish.checks.scene_files import scene, scene_files, scene_safe
from studio_tools.publish.checks.scene_place import scene_place
from studio_tools.publish.checks.sizes import frame_sizes
from studio_tools.publish.checks.space import free_space
from studio_tools.publish.checks.upstream import stamps
from studio_tools.publish.steps import AnyStep

STEPS: tuple[AnyStep, ...] = (
    files,
    sequence,
    media,
    scene,
    naming,
    frames_complete,
    frames_readable,
    frame_sizes,
    frame_format,
    channels,
    data_window,
    pixels,
    cut_range,
    freshness,
    free_space,
    already_published,
    stamps,
    scene_files,
    scene_safe,
    scene_place,
    copy,
)

__all__ = ["STEPS"]
