"""Media: what images, movies, scenes and caches say of themselves, and whether they are whole.

The only rooms that meet OpenEXR, OpenImageIO and ffmpeg, each imported when it is first needed. Not here: what a shot
asks of its frames (publish.checks).
"""

from __future__ import annotations

from pathlib import Path

from studio_tools.media.endings import half_written
from studio_tools.media.facts import Channel, ImageFacts, Look, MovieFacts, Window
from studio_tools.media.headers import IMAGES, decodes, is_complete, look_at_image, probe_image
from studio_tools.media.movies import MOVIES, look_at_movie, probe_movie
from studio_tools.media.signatures import strange, unlike

__all__ = [
    "IMAGES",
    "MOVIES",
    "Channel",
    "ImageFacts",
    "Look",
    "MovieFacts",
    "Window",
    "decodes",
    "half_written",
    "is_complete",
    "look_at",
    "look_at_image",
    "look_at_movie",
    "probe_image",
    "probe_movie",
]


def look_at(path: Path, *, deep: bool = False, program: str = "") -> Look:
    """Look into any file by what its name says it is. Never raises for what it finds in the file.

    *program* is the studio's own ffmpeg. Files of formats nobody here knows are only looked at for being empty.
    """
    suffix = path.suffix.lower()
    if suffix in IMAGES:
        return look_at_image(path, deep=deep)
    if suffix in MOVIES:
        return look_at_movie(path, deep=deep, program=program)
    return _look_at_other(path)


def _look_at_other(path: Path) -> Look:
    try:
        if not path.stat().st_size:
            return Look(problem="it is empty")
        if problem := unlike(path) or half_written(path):
            return Look(problem=problem)
        return Look(unknown=strange(path))
    except OSError as error:
        return Look(problem=f"it cannot be read: {error.strerror or error}")
