"""Which installations of an application this machine has: the studio's own first, then where they usually lie."""

from __future__ import annotations

import glob
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from studio_tools.config import LaunchSettings, ProgramSettings
from studio_tools.errors import ConfigError, HostError, UsageError

_PLATFORMS = {"darwin": "macos", "win32": "windows"}
_DIGITS = re.compile(r"\d+")
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One program that can be started."""

    program: str
    """Its name in the settings: `maya`."""
    version: str
    """As its path spells it; "" where it does not."""
    path: Path
    origin: str
    """What led to it: a setting, or a variable."""

    def as_json(self) -> dict[str, object]:
        return {"program": self.program, "version": self.version, "path": str(self.path), "origin": self.origin}


def here(name: str = sys.platform) -> str:
    """This platform as the settings call it: linux, macos or windows."""
    return _PLATFORMS.get(name, "linux")


def program_of(settings: LaunchSettings, name: str) -> ProgramSettings:
    """The settings of an application. Raises UsageError naming those there are."""
    if name not in settings.programs:
        known = ", ".join(sorted(settings.programs))
        raise UsageError(
            f"{name!r} is no application that is known here", hint=f"Known are {known}; more by launch.programs."
        )
    return settings.programs[name]


def find(
    settings: LaunchSettings, name: str, environ: Mapping[str, str], *, platform: str = ""
) -> tuple[Installation, ...]:
    """Every installation there is, the one to be preferred first; older ones than are supported are left out.

    Raises UsageError for an application that nobody configured, ConfigError where its version's pattern is none.
    """
    program = program_of(settings, name)
    found: dict[Path, Installation] = {}
    for origin, pattern in _places(program, name, environ, platform or here()):
        for path in sorted(_programs(pattern, environ), key=_newness, reverse=True):
            version = _version(program, name, path)
            if _is_young_enough(version, program.oldest):
                real = Path(os.path.realpath(path))
                found.setdefault(real, Installation(program=name, version=version, path=path, origin=origin))
    return tuple(found.values())


def choose(
    settings: LaunchSettings, name: str, environ: Mapping[str, str], *, version: str = "", platform: str = ""
) -> Installation:
    """The installation to start: the first, or the first of *version*. Raises HostError naming where it looked."""
    found = find(settings, name, environ, platform=platform)
    for each in found:
        if not version or each.version == version or each.version.startswith(f"{version}."):
            return each
    program = program_of(settings, name)
    places = [pattern for _, pattern in _places(program, name, environ, platform or here())]
    if found:
        there = ", ".join(each.version or str(each.path) for each in found)
        raise HostError(f"{program.label} {version} was not found", hint=f"There are: {there}.")
    least = f" {program.oldest} or newer" if program.oldest else ""
    raise HostError(
        f"no {program.label}{least} was found on this machine",
        hint=f"Name it by launch.programs.{name}.executables. Looked in: {', '.join(places) or 'no place at all'}.",
        details={"program": name, "looked": places},
    )


def _places(
    program: ProgramSettings, name: str, environ: Mapping[str, str], platform: str
) -> Iterator[tuple[str, str]]:
    """What led to a place, and the place: a path, a pattern of paths, or a program's bare name."""
    for pattern in program.executables:
        yield f"launch.programs.{name}.executables", pattern
    folder = environ.get(program.variable, "") if program.variable else ""
    for inside in program.inside if folder else ():
        yield program.variable, f"{glob.escape(folder)}/{inside}"
    for pattern in getattr(program, platform):
        yield f"launch.programs.{name}.{platform}", pattern


def _programs(pattern: str, environ: Mapping[str, str]) -> Iterator[Path]:
    """The programs that a pattern leads to; a bare name is looked for on the PATH."""
    if Path(pattern).name == pattern and not _MAGIC & set(pattern):
        if found := shutil.which(pattern, path=environ.get("PATH", "")):
            yield Path(found)
        return
    for each in glob.iglob(str(Path(pattern).expanduser())):  # noqa: PTH207 - a pattern from its root on
        if Path(each).is_file() and os.access(each, os.X_OK):
            yield Path(each)


def _version(program: ProgramSettings, name: str, path: Path) -> str:
    try:
        found = re.findall(program.version, path.as_posix()) if program.version else []
    except re.error as cause:
        raise ConfigError(f"launch.programs.{name}.version is no regular expression: {cause}") from cause
    return str(found[0]) if found and isinstance(found[0], str) else ""


def _newness(path: Path) -> tuple[int, ...]:
    return _numbers(path.as_posix())


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, _DIGITS.findall(text)))


def _is_young_enough(version: str, oldest: str) -> bool:
    """Whether a version may be started; one that its path does not tell is the studio's own affair."""
    return not version or not oldest or _numbers(version) >= _numbers(oldest)
