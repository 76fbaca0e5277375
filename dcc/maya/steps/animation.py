"""What moves: curves and visibility of animated items, and checks of them. Cameras are in `cameras`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcc.maya.steps.facts import Members, SceneFacts
from dcc.maya.steps.telling import short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator

FLAT = 1e-6
"""Values that differ less than this do not move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One animation curve."""

    node: str
    drives: tuple[str, ...]
    first: float
    last: float
    is_constant: bool
    is_referenced: bool


@dataclass(frozen=True, slots=True)
class Motion:
    """The fact: what moves the item, and which of its nodes on top are never seen."""

    channels: tuple[Channel, ...]
    hidden: tuple[str, ...]

    def settings(self) -> Mapping[str, object]:
        return {"anim_curves": len(self.channels)} if self.channels else {}


@collector("maya.motion", label="Animation", provides=(Motion,), needs=(Members, SceneFacts))
def motion(scope: Scope[Scene]) -> Iterator[Motion | None]:
    """Read the curves that move the item, and whether it is seen."""
    from dcc.maya.scene import mending
    from dcc.maya.scene import motion as moves

    members = scope.item.facts[Members]
    found = [
        Channel(
            node=each.node,
            drives=each.drives,
            first=min(each.times),
            last=max(each.times),
            is_constant=max(each.values) - min(each.values) < FLAT,
            is_referenced=mending.is_referenced(each.node),
        )
        for each in moves.curves_on(members.below)
        if each.times and each.values
    ]
    yield None
    first, last = _range(scope)
    hidden = [node for node in members.roots if not moves.is_ever_shown(node, range(first, last + 1))]
    yield Motion(tuple(found), tuple(hidden))


def _range(scope: Scope[Scene]) -> tuple[int, int]:
    """The cut and its handles; the scene's range where there is no cut."""
    scene, cut = scope.item.facts[SceneFacts], scope.cut
    return (scene.start, scene.end) if cut is None else (cut.full.first, cut.full.last)


@validator("maya.seen", label="It can be seen", needs=(Motion,))
def seen(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is published must be seen at a frame of the range, with all above it: hidden things make empty caches."""
    for node in scope.item.facts[Motion].hidden:
        yield scope.warning(f"{short(node)} is hidden all the time", nodes=[node])
    yield None


@validator("maya.keys-in-range", label="Keys within the range", needs=(Motion, SceneFacts), optional=True)
def keys_in_range(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Keys outside the cut and its handles are often those of another shot."""
    first, last = _range(scope)
    outside = [each for each in scope.item.facts[Motion].channels if each.last < first or each.first > last]
    if outside:
        title = f"{counted(len(outside), 'curve')} with all keys outside {first}-{last}"
        yield scope.warning(title, detail=listed(_driven(outside)), nodes=[each.node for each in outside])


def _delete(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    mending.delete(finding.nodes)


@validator("maya.constant-channels", label="No idle curves", needs=(Motion,), optional=True, fix=_delete)
def constant_channels(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Curves whose value never changes move nothing."""
    idle = [each for each in scope.item.facts[Motion].channels if each.is_constant and each.first != each.last]
    for found in ([each for each in idle if each.is_referenced is is_referenced] for is_referenced in (False, True)):
        if found:
            change = "changes" if len(found) == 1 else "change"
            title, nodes = f"{counted(len(found), 'curve')} that never {change}", [each.node for each in found]
            own = not found[0].is_referenced
            yield scope.info(title, detail=listed(_driven(found)), nodes=nodes, fixable=own)
    yield None


def _driven(channels: list[Channel]) -> Iterator[str]:
    return (", ".join(map(short, each.drives)) or each.node for each in channels)


STEPS = (motion, seen, keys_in_range, constant_channels)
