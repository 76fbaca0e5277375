"""What a scene reads, as the open program lists it and as its saved file says: one list without doubles.

Not here: what storage thinks of it (inventory).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studio_tools import scenes
from studio_tools.host import Loaded
from studio_tools.model import Stamp
from studio_tools.scenes.paths import there, tidy

GIZMO = "gizmo"
"""A node's class in Nuke: a file of that name may stand anywhere, and the script does not say where."""


class Origin(StrEnum):
    """Who told of it."""

    SCENE = "scene"
    """The open program lists it."""
    FILE = "file"
    """Only the file says so: as it was last saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One thing that a scene reads."""

    id: str
    """The host's own, or the node in the file."""
    kind: str
    path: str
    """As the scene writes it."""
    resolved: Path | None
    label: str = ""
    is_loaded: bool = True
    is_editable: bool = True
    stamp: Stamp | None = None
    origin: Origin = Origin.SCENE

    def is_there(self, listed: dict[str, tuple[str, ...]] | None = None) -> bool:
        """Whether the file, or one of the frames or tiles it stands for, is on this machine's disk.

        *listed* remembers folders between calls, for the asker who has many of them.
        """
        return self.resolved is not None and there(tidy(str(self.resolved)), listed=listed)


def listed(loaded: Iterable[Loaded]) -> list[Mention]:
    """What the program lists."""
    return [
        Mention(
            id=one.id,
            kind=one.kind,
            path=one.path,
            resolved=one.resolved,
            label=one.label or one.id,
            is_loaded=one.is_loaded,
            is_editable=one.is_editable,
            stamp=one.stamp,
        )
        for one in loaded
    ]


def said(scene: scenes.Scene) -> Iterator[Mention]:
    """What the file says, in its order; what comes nested in a reference is not the scene's own to change."""
    for each in scene.references:
        yield Mention(
            id=each.node,
            kind="reference",
            path=each.path,
            resolved=_path(each.resolved),
            label=each.namespace or each.node,
            is_loaded=each.loaded is not False,
            is_editable=each.depth == 1,
            origin=Origin.FILE,
        )
    for other in scene.dependencies:
        if other.kind != GIZMO:
            yield Mention(
                id=other.node,
                kind=other.kind,
                path=other.path,
                resolved=_path(other.resolved),
                label=other.node,
                origin=Origin.FILE,
            )


def _path(resolved: str | None) -> Path | None:
    return None if resolved is None else Path(resolved)


def joined(program: Sequence[Mention], file: Iterable[Mention]) -> list[Mention]:
    """What the program lists, then what only the file says.

    They are one by their node, else by their path: one of the file for one of the program.
    """
    ids = {one.id for one in program} | {one.id.rpartition("|")[2] for one in program}
    rest = list(file)
    named = {one.id for one in rest}
    unnamed: dict[str, int] = {}
    for one in program:
        if one.id not in named and one.id.rpartition("|")[2] not in named:
            unnamed[_key(one)] = unnamed.get(_key(one), 0) + 1
    more: list[Mention] = []
    for one in rest:
        if one.id in ids:
            continue
        if unnamed.get(_key(one), 0):
            unnamed[_key(one)] -= 1
            continue
        more.append(one)
    return [*program, *more]


def _key(one: Mention) -> str:
    return tidy(str(one.resolved)) if one.resolved is not None else one.path
