"""What an application is started in: who works on what, our start-up folder, and nothing of our own interpreter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ADDRESS, HOME, USER, PYTHON = "STUDIO_TOOLS_ADDRESS", "STUDIO_TOOLS_HOME", "STUDIO_TOOLS_USER", "STUDIO_TOOLS_PYTHON"
_OWN = frozenset({ADDRESS, HOME, "STUDIO_TOOLS_BUNDLE"})
"""Of an earlier launch; said anew or not at all. Settings and secrets (`STUDIO_TOOLS__…`) are handed on."""
_INTERPRETERS = frozenset({"PYTHONHOME", "PYTHONSAFEPATH", "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT", "__PYVENV_LAUNCHER__"})
"""What makes one Python find its own; another, as an application's, dies of it."""
_LISTS = frozenset(
    {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"}
)
"""Lists of folders, from which those of our own environment are taken."""


@dataclass(frozen=True, slots=True)
class Change:
    """One variable that an application gets otherwise than we have it; None is taken away."""

    name: str
    value: str | None


def surroundings(
    environ: Mapping[str, str],
    *,
    context: Mapping[str, str],
    startup: tuple[str, Path] | None,
    own: Path | None,
) -> dict[str, str]:
    """The environment of an application.

    *context* is said to it; *startup* is the variable that is given our start-up folder, in front of what it holds.
    What lies below *own*, the virtual environment that we run in, is taken off its lists of folders.
    """
    made = {name: text for name, text in environ.items() if name not in _OWN | _INTERPRETERS}
    for name in _LISTS & made.keys() if own is not None else ():
        kept = [entry for entry in made[name].split(os.pathsep) if not _is_below(entry, own)]
        made[name] = os.pathsep.join(kept)
        if not kept:
            del made[name]
    if startup is not None:
        variable, folder = startup
        others = [entry for entry in made.get(variable, "").split(os.pathsep) if entry and Path(entry) != folder]
        made[variable] = os.pathsep.join([str(folder), *others])
    return {**made, **context}


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """What differs, by name. Nothing else is told: the rest may hold secrets."""
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield Change(name, after.get(name))


def _is_below(entry: str, own: Path | None) -> bool:
    return own is not None and bool(entry) and Path(entry).is_relative_to(own)
