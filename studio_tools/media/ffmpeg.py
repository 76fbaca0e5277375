"""The one door to the ffmpeg program: found, started by list with bounded time, its words read.

Nothing is ever fetched over a network or named by a playlist: only local files may be opened.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from studio_tools.errors import MediaError
from studio_tools.media.facts import MovieFacts

TIMEOUT = 60.0
"""Seconds that one look into a movie may take."""

NOT_FOUND = "ffmpeg was not found"
CUT_OFF = re.compile(r"ended prematurely|partial file|corrupt input packet", re.IGNORECASE)
"""What ffmpeg says of a file that ends too early, while it answers that all went well."""

_INPUT = re.compile(r"Input #0, (\S+), from")
_VIDEO = re.compile(r"Stream #0:\d+\S*: Video: (\w+)[^,]*, (\w+)?.*?\b(\d{1,6})x(\d{1,6})\b")
_FPS = re.compile(r", ([0-9.]+)(k?) fps\b")
_DURATION = re.compile(r"Duration: (\d+):(\d+):([0-9.]+)")
_TIMECODE = re.compile(r"timecode +: (\S+)")
_FRAMES = re.compile(r"^frame=\s*(\d+)", re.MULTILINE)
_LEVEL = re.compile(r"^(?:\[[^\]]* @ [^\]]*\] )*\[(?:error|fatal)\] (.*)", re.MULTILINE)
EXACT = tuple(Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60, 120))


@dataclass(frozen=True, slots=True)
class Words:
    """What ffmpeg said and how it ended."""

    status: int
    said: str
    progress: str

    @property
    def errors(self) -> tuple[str, ...]:
        return tuple(_LEVEL.findall(self.said))

    @property
    def frames(self) -> int | None:
        counts = _FRAMES.findall(self.progress)
        return int(counts[-1]) if counts else None

    @property
    def is_cut_off(self) -> bool:
        return bool(CUT_OFF.search(self.said))


def find(program: str = "") -> str:
    """The ffmpeg to use: the one named, else the wheel's, else the system's. Raises MediaError."""
    if program:
        found = shutil.which(program)
        if found is None:
            raise MediaError(
                f"{NOT_FOUND} at {program}", hint="Correct media.ffmpeg in the configuration, or leave it empty."
            )
        return found
    if found := _wheel() or shutil.which("ffmpeg"):
        return found
    raise MediaError(NOT_FOUND, hint="Install imageio-ffmpeg, or put ffmpeg on the PATH.")


def _wheel() -> str | None:
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def read(path: Path, options: Sequence[str], *, program: str = "", timeout: float = TIMEOUT) -> Words:
    """Let ffmpeg read a movie's pictures into nothing. Raises MediaError where it is not there or takes too long."""
    command = [
        find(program),
        *("-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info", "-protocol_whitelist", "file"),
        *("-i", f"file:{path.absolute()}", "-map", "0:v:0", *options, "-f", "null", "-progress", "pipe:1", "-"),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=timeout, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as cause:
        raise MediaError(f"{path.name}: ffmpeg did not answer within {timeout:g} seconds") from cause
    except OSError as cause:
        raise MediaError(f"ffmpeg cannot be started: {cause.strerror}") from cause
    return Words(done.returncode, done.stderr.decode("utf-8", "replace"), done.stdout.decode("utf-8", "replace"))


def movie_facts(words: Words) -> MovieFacts | None:
    """What ffmpeg said of the first picture track, None where it found no track at all."""
    said = words.said.partition("Stream mapping:")[0]
    container, video, rate = _INPUT.search(said), _VIDEO.search(said), _FPS.search(said)
    if container is None or (video is None and "Audio:" not in said):
        return None
    timecode = _TIMECODE.search(said)
    return MovieFacts(
        container=container[1].partition(",")[0],
        codec=video[1] if video else "",
        width=int(video[3]) if video else 0,
        height=int(video[4]) if video else 0,
        fps=exact_fps(float(rate[1]) * (1000 if rate[2] else 1)) if rate else None,
        seconds=_seconds(said),
        pixel_format=(video[2] or "") if video else "",
        timecode=timecode[1] if timecode else "",
    )


def exact_fps(rounded: float) -> Fraction:
    """The rate that ffmpeg rounded to two digits: 23.98 is 24000/1001."""
    for rate in EXACT:
        if abs(float(rate) - rounded) < 0.006:
            return rate
    return Fraction(rounded).limit_denominator(100)


def _seconds(said: str) -> float | None:
    found = _DURATION.search(said)
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else None
