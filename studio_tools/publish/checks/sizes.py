"""Frames whose size stands out: far smaller than the frames around them, as an empty or broken render is.

The rule, made to stay quiet on ordinary variation (fades, cuts to black, grain that comes and goes, strobes):
a frame stands out when it is smaller than a given part of what is usual just before it AND of what is usual just after
it, in a run of at most two such frames, and when hardly any frame of the sequence is like that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from studio_tools.frames import FrameRange
from studio_tools.publish.checks.facts import Media
from studio_tools.publish.checks.severity import counted, judged
from studio_tools.publish.items import Finding, SourceFile, Sources
from studio_tools.publish.steps import Scope, validator

AROUND = 5
"""How many frames on each side say what is usual there."""
LONGEST_RUN = 2
"""More small frames in a row are content: a cut to black, a fade."""
STEEP = 0.5
"""The frame next to one that stands out must itself be of at least this part of what is usual: a fade comes slowly."""
RARE = 0.05
"""The part of all frames that may stand out at most; where more do, the picture flickers."""
FEWEST = 5
"""Shorter sequences say nothing about what is usual."""


@validator("core.frame-sizes", label="Sizes of frames", needs=(Sources, Media), optional=True)
def frame_sizes(scope: Scope[Any]) -> Iterator[Finding | None]:
    """A frame far smaller than those around it is often an empty or broken render."""
    for found in scope.item.facts[Sources].sets:
        for view in dict.fromkeys(file.view for file in found.files):
            files = _whole(scope, [file for file in found.files if file.view == view and file.frame is not None])
            ratio = scope.settings.checks.outlier_ratio
            odd = outliers([file.size for file in files], ratio)
            if odd:
                yield from _findings(scope, files, odd)


def _findings(scope: Scope[Any], files: Sequence[SourceFile], odd: list[int]) -> Iterator[Finding]:
    usual = median(file.size for file in files)
    numbers = [files[place].frame for place in odd]
    frames = FrameRange.of(number for number in numbers if number is not None)
    told = "\n".join(f"{files[place].path.name}: {files[place].size:,} bytes" for place in odd)
    yield from judged(
        scope,
        scope.settings.checks.outliers,
        f"{counted(len(odd), 'frame')} far smaller than the frames around: {frames.text()}",
        detail=f"{told}\nUsual are {int(usual):,} bytes.",
        frames=frames,
    )


def _whole(scope: Scope[Any], files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files in order of their frames, without those that are known to be broken."""
    broken = {file.path for file, look in scope.item.facts[Media].of(files) if look.problem}
    return sorted((file for file in files if file.path not in broken), key=lambda file: file.frame or 0)


def outliers(sizes: Sequence[int], ratio: float) -> list[int]:
    """The places in *sizes*, which are in order of frames, that stand out by the rule above."""
    if len(sizes) < FEWEST:
        return []
    small = [place for place in range(len(sizes)) if _is_small(sizes, place, ratio)]
    return small if len(small) <= max(LONGEST_RUN, RARE * len(sizes)) else []


def _is_small(sizes: Sequence[int], place: int, ratio: float) -> bool:
    """Whether a place lies in a short run of small frames between usual ones."""
    for start in range(max(1, place - LONGEST_RUN + 1), place + 1):
        for end in range(place + 1, min(start + LONGEST_RUN, len(sizes) - 1) + 1):
            before, after = sizes[max(0, start - AROUND) : start], sizes[end : end + AROUND]
            usual = min(median(before), median(after))
            if max(sizes[start:end]) < ratio * usual and min(before[-1], after[0]) > STEEP * usual:
                return True
    return False
