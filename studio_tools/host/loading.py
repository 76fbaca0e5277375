"""What every host asks before it brings something in: which way, under which name, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How
from studio_tools.model import Stamp

W = TypeVar("W")

_ILLEGAL = re.compile(r"[^A-Za-z0-9_]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be loaded."""

    path: Path
    name: str
    stamp: Stamp | None

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


def legal(name: str) -> str:
    """A name as programs take it that know no other letters than those of ASCII."""
    made = _ILLEGAL.sub("_", name) or "loaded"
    return f"_{made}" if made[0].isdigit() else made


def way(ways: Mapping[How, W], how: How, program: str) -> W:
    """The one of a program's ways that is asked for. Raises NotCapable."""
    if how not in ways:
        raise NotCapable(f"{program} does not load as {how}", hint=f"It loads as {', '.join(sorted(ways))}.")
    return ways[how]


def check_suffix(path: Path, suffixes: Collection[str], program: str) -> None:
    """Raise NotCapable where a program cannot load a file of this name in the way that was asked for."""
    if path.suffix.lower() not in suffixes:
        raise NotCapable(
            f"{program} cannot load {path.name} like this", hint=f"It takes {', '.join(sorted(suffixes))}."
        )


def missing(path: Path) -> HostError:
    """What is raised where there is nothing to load."""
    return HostError(f"{path} is not there", hint="It may have been moved or withdrawn; pick another version.")


def vanished(ident: str, document: str) -> HostError:
    """What is raised where what was loaded is gone."""
    return HostError(f"{ident} is not in the {document} any more", hint="Refresh the list and try again.")


def check_turnable(label: str, kind: str, document: str) -> None:
    """Raise NotCapable on what was imported: it can be turned to no other file."""
    if kind == "import":
        raise NotCapable(f"{label} was imported and is the {document}'s own now", hint="Remove it and load it anew.")
