"""What this machine brings: the interpreter, where our packages come from, the libraries, ffmpeg, the user."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import studio_tools
from studio_tools.doctor.line import Level, Line, advice_of
from studio_tools.errors import MediaError
from studio_tools.media import ffmpeg

_AREA = "machine"
_NEEDED = {"shotgun_api3": "shotgun_api3"}
_USEFUL = {
    "SQLAlchemy": "the embedded site",
    "OpenEXR": "looking inside EXR frames",
    "OpenImageIO": "looking inside other images",
    "blake3": "fast digests",
    "netflix-spectator-py": "measures",
}
_OURS = ("studio_tools", "telemetry", "dcc")


def machine_lines(login: str, *, program: str = "") -> Iterator[Line]:
    """Say what runs here, and what is missing for what. *program* is the studio's own ffmpeg."""
    yield _ok(f"studio_tools {studio_tools.__version__}, Python {platform.python_version()}, {platform.platform()}")
    yield _ok(f"works as {login or 'nobody'}, {sys.executable}")
    yield from _origins()
    for package in _NEEDED:
        yield _package(package, needed=True)
    for package, purpose in _USEFUL.items():
        yield _package(package, needed=False, purpose=purpose)
    yield _ffmpeg(program)


def _ok(text: str) -> Line:
    return Line(area=_AREA, level=Level.OK, text=text)


def _origins() -> Iterator[Line]:
    """`telemetry` and `dcc` are common names: another package of that name would be imported in silence."""
    home = Path(studio_tools.__file__).parents[1]
    for name in _OURS[1:]:
        spec = find_spec(name)
        places = [Path(place) for place in (spec.submodule_search_locations or ())] if spec is not None else []
        if places and all(place.parent != home for place in places):
            text = f"`{name}` is imported from {places[0]}, which is not ours"
            yield Line(area=_AREA, level=Level.WARN, text=text, advice=f"Take the other `{name}` off PYTHONPATH.")


def _package(name: str, *, needed: bool, purpose: str = "") -> Line:
    try:
        return _ok(f"{name} {version(name)}")
    except PackageNotFoundError:
        level = Level.FAIL if needed else Level.WARN
        text = f"{name} is not installed" + (f": without it there is no {purpose}" if purpose else "")
        return Line(area=_AREA, level=level, text=text, advice="Install it: pip install 'studio-tools[all]'.")


def _ffmpeg(program: str) -> Line:
    try:
        return _ok(f"ffmpeg {ffmpeg.find(program)}")
    except MediaError as error:
        text = f"{error.message}: movies are not looked into"
        level = Level.FAIL if program else Level.WARN
        return Line(area=_AREA, level=level, text=text, advice=advice_of(error))
