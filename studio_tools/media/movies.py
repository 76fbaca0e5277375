"""Movies: what they say of themselves, whether they are whole, and whether they decode to their end.

QuickTime and MP4 are walked by `atoms` first, which needs no program; ffmpeg tells the rest.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio_tools.errors import MediaError
from studio_tools.media import atoms, ffmpeg
from studio_tools.media.facts import Look, MovieFacts
from studio_tools.media.signatures import unlike

MOVIES = frozenset({".mov", ".mp4", ".m4v", ".qt", ".mkv", ".webm", ".avi", ".mxf", ".mpg", ".mpeg", ".wmv"})
ONE_FRAME = ("-c", "copy", "-frames:v", "1")
ALL_FRAMES = ("-c", "copy")
DECODED = ("-fps_mode", "passthrough")


def probe_movie(path: Path, *, program: str = "", timeout: float = ffmpeg.TIMEOUT) -> MovieFacts:
    """Read what a movie says of its picture track. Raises MediaError where it is broken or cannot be looked into."""
    found = look_at_movie(path, program=program, timeout=timeout)
    if isinstance(found.facts, MovieFacts) and not found.problem:
        return found.facts
    raise MediaError(f"{path.name}: {found.problem or found.unknown}", details={"path": str(path)})


def look_at_movie(path: Path, *, deep: bool = False, program: str = "", timeout: float = ffmpeg.TIMEOUT) -> Look:
    """Look into a movie once. *deep* decodes every frame. Never raises for what it finds in the file."""
    try:
        if not path.stat().st_size:
            return Look(problem="it is empty")
        if wrong := unlike(path):
            return Look(problem=wrong)
        walked = _walk(path)
    except OSError as error:
        return Look(problem=f"it cannot be read: {error.strerror or error}")
    if walked is not None and walked.problem:
        return Look(problem=walked.problem)
    indexed = walked.facts if walked is not None else None
    try:
        return _through_ffmpeg(path, indexed, deep=deep, program=program, timeout=timeout)
    except MediaError as error:
        return Look(facts=indexed, unknown=f"cannot look inside: {error.message}")


def _walk(path: Path) -> atoms.Movie | None:
    if path.suffix.lower() not in atoms.SUFFIXES:
        return None
    try:
        return atoms.look(path)
    except atoms.NotAtoms as error:
        return atoms.Movie(problem=str(error))


def _through_ffmpeg(path: Path, indexed: MovieFacts | None, *, deep: bool, program: str, timeout: float) -> Look:
    counted = indexed is not None and indexed.frames is not None
    options = DECODED if deep else ONE_FRAME if counted else ALL_FRAMES
    words = ffmpeg.read(path, options, program=program, timeout=timeout)
    facts = ffmpeg.movie_facts(words)
    if facts is None:
        return Look(facts=indexed, problem=f"it cannot be read as a movie: {_reason(words)}")
    if not facts.codec:
        return Look(facts=facts)  # sound alone, which is a movie to QuickTime
    facts = replace(
        facts,
        fps=indexed.fps if indexed is not None and indexed.fps else facts.fps,
        frames=indexed.frames if indexed is not None and counted else words.frames,
    )
    return Look(facts=facts, problem=_trouble(words, facts, deep=deep))


def _trouble(words: ffmpeg.Words, facts: MovieFacts, *, deep: bool) -> str:
    if words.is_cut_off or _ends_early(words, facts):
        return "it is truncated"
    if words.status or not words.frames:
        return f"its pictures cannot be read: {_reason(words)}"
    if deep and words.errors:
        return f"it does not decode to its end: {_reason(words)}"
    if deep and facts.frames and words.frames < facts.frames:
        return f"it does not decode to its end: {words.frames} of {facts.frames} frames"
    return ""


def _ends_early(words: ffmpeg.Words, facts: MovieFacts) -> bool:
    """An MXF file that was cut off has lost its index, and fewer frames than its header promises."""
    if "broken or empty index" not in words.said or not (facts.seconds and facts.fps and facts.frames):
        return False
    return facts.frames + 1 < facts.seconds * facts.fps


def _reason(words: ffmpeg.Words) -> str:
    return words.errors[0] if words.errors else "ffmpeg gives no reason"
