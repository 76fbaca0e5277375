"""Quick pictures of the scene, for review."""

from __future__ import annotations

from pathlib import Path

from dcc.blender.host import timing
from dcc.blender.host.faults import told
from dcc.blender.scene import document, render
from studio_tools import frames
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Timeline
from studio_tools.host.targets import check_writable

MOVIES = frozenset(render.CONTAINERS)


def preview(path: Path, timeline: Timeline, size: tuple[int, int]) -> list[Path]:
    """Render frames, or a movie where *path* has no frame pattern. The files that were made."""
    suffix = path.suffix.lower()
    pattern = frames.FramePattern.parse(path.as_posix())
    if suffix not in render.FORMATS or (suffix in MOVIES) is (pattern is not None):
        raise NotCapable(
            f"Blender cannot make a preview called {path.name}",
            hint=f"Name frames like view.%04d.png, or a movie in {', '.join(sorted(MOVIES))}.",
        )
    check_writable(path, set(render.FORMATS))
    if timeline.end < timeline.start:
        raise HostError(f"{timeline.start} to {timeline.end} is no range")
    with told("the preview cannot be rendered"):
        return _movie(path, timeline, size) if pattern is None else _frames(pattern, timeline, size, suffix)


def _frames(pattern: frames.FramePattern, timeline: Timeline, size: tuple[int, int], suffix: str) -> list[Path]:
    numbers = range(timeline.start, timeline.end + 1)
    made = [Path(pattern.format(number)) for number in numbers]
    for path in made:
        check_writable(path, {suffix})
    with render.prepared(*size, suffix):
        for number, path in zip(numbers, made, strict=True):
            render.frame(number, path.as_posix())
    return made


def _movie(path: Path, timeline: Timeline, size: tuple[int, int]) -> list[Path]:
    width, height = (each + each % 2 for each in size)  # what encodes it halves both
    with render.prepared(width, height, path.suffix.lower()):
        document.set_rate(*timing.written(timeline.fps))
        render.movie(timeline.start, timeline.end, path.as_posix(), path.suffix.lower())
    return [path]
