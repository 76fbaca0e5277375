"""Frames: which ones (`FrameRange`), how their file names are spelled (`FramePattern`), what lies in a folder (`scan`).

Not here: what is inside a frame (media), which frames a shot should have (its cut).
"""

from __future__ import annotations

from studio_tools.frames.pattern import FramePattern, Match
from studio_tools.frames.ranges import FrameRange
from studio_tools.frames.sequences import Listing, Sequence, find, group, scan

__all__ = ["FramePattern", "FrameRange", "Listing", "Match", "Sequence", "find", "group", "scan"]
