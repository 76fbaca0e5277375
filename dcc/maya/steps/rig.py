"""Rigs: controls at rest, without keys, and locked where they should be; joints out of sight; whole skins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dcc.maya.steps.facts import Members
from dcc.maya.steps.rig_facts import RigSets
from dcc.maya.steps.telling import short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator

NEAR = 1e-5
NOT_DRAWN = 2
"""The draw style of a joint that is not drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What an animator moves: what the set of controls says, else each transform with a curve for its handle."""

    node: str
    is_at_rest: bool
    is_referenced: bool
    driven: tuple[str, ...]
    keyed: tuple[str, ...]
    """The animation curves on it."""
    hides: bool = False
    """Whether an animator can switch it off by accident: its visibility is neither locked nor driven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """What binds one mesh to joints."""

    node: str
    shape: str
    joints: tuple[str, ...]
    lacking: tuple[str, ...]
    """The sets that it works on and that the mesh is not in."""


@dataclass(frozen=True, slots=True)
class Rig:
    """The fact: the controls, the joints that are drawn, and what binds meshes."""

    controls: tuple[Control, ...]
    drawn_joints: tuple[str, ...]
    skins: tuple[Skin, ...] = ()
    curves: tuple[str, ...] = ()
    """The transforms with a curve, be it a handle or not."""

    def settings(self) -> dict[str, object]:
        return {"rig_controls": len(self.controls), "rig_skins": len(self.skins)}


@collector("maya.rig", label="Rig", provides=(Rig,), needs=(Members,))
def rig(scope: Scope[Scene]) -> Iterator[Rig | None]:
    """Find the rig's controls and how they stand, and its joints."""
    from dcc.maya.scene import hierarchy
    from dcc.maya.scene import motion as moves

    below = scope.item.facts[Members].below
    curves = [each.rpartition("|")[0] for each in hierarchy.of_type("nurbsCurve", below)]
    above = tuple(dict.fromkeys(curves))
    sets, controls = scope.item.facts.get(RigSets), []
    held = hierarchy.of_type("transform", sets.controls.members) if sets and sets.controls else []
    for node in held or above:
        yield None
        controls.append(_control(node))
    joints = hierarchy.of_type("joint", below)
    drawn = tuple(each for each in joints if moves.number(each, "drawStyle") != NOT_DRAWN and moves.is_shown(each))
    yield Rig(tuple(controls), drawn, tuple(_skins(below)), above)


def _skins(below: Sequence[str]) -> Iterator[Skin]:
    from dcc.maya.scene import graph, meshes

    for shape in meshes.shapes(below):
        for node in graph.skins_of(shape):
            joints, lacking = graph.joints_of(node), graph.sets_lacking(shape, node)
            yield Skin(node=node, shape=shape, joints=tuple(joints), lacking=tuple(lacking))


def _control(node: str) -> Control:
    from dcc.maya.scene import mending, meshes
    from dcc.maya.scene import motion as moves

    rest = (
        *meshes.vector(node, "translate"),
        *meshes.vector(node, "rotate"),
        *(each - 1.0 for each in meshes.vector(node, "scale")),
    )
    return Control(
        node=node,
        is_at_rest=all(abs(each) < NEAR for each in rest),
        is_referenced=mending.is_referenced(node),
        driven=tuple(meshes.driven(node)),
        keyed=tuple(each.node for each in moves.curves_on([node])),
        hides=moves.is_free(node, "visibility"),
    )


def _to_rest(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.to_rest(node)


@validator("maya.controls-at-rest", label="Controls at rest", needs=(Rig,), fix=_to_rest)
def controls_at_rest(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Controls are published at rest: no place, no turn, no scale."""
    for each in scope.item.facts[Rig].controls:
        if not each.is_at_rest:
            yield scope.error(f"{short(each.node)} is not at rest", nodes=[each.node], fixable=not each.driven)
    yield None


def _cut_keys(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.cut_keys(node)


@validator("maya.controls-not-keyed", label="Controls without keys", needs=(Rig,), fix=_cut_keys)
def controls_not_keyed(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Animation on controls would come along with every character."""
    for each in scope.item.facts[Rig].controls:
        if each.keyed:
            title = f"{short(each.node)} has keys"
            yield scope.error(title, detail=listed(each.keyed), nodes=[each.node], fixable=not each.is_referenced)
    yield None


def _hide(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.set_number(node, "drawStyle", NOT_DRAWN)


@validator("maya.joints-hidden", label="Joints out of sight", needs=(Rig,), optional=True, fix=_hide)
def joints_hidden(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Joints are not for animators: they are not drawn."""
    drawn = scope.item.facts[Rig].drawn_joints
    if drawn:
        title = f"{counted(len(drawn), 'joint')} {'is' if len(drawn) == 1 else 'are'} drawn"
        yield scope.warning(title, detail=listed(drawn), nodes=drawn, fixable=True)


def _lock(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.lock(node, "visibility")


@validator("maya.controls-locked", label="Controls cannot be hidden", needs=(Rig,), optional=True, fix=_lock)
def controls_locked(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A control whose visibility is not locked gets lost with one stray key."""
    for each in scope.item.facts[Rig].controls:
        if each.hides:
            own = not each.is_referenced
            yield scope.warning(f"{short(each.node)} can be hidden", nodes=[each.node], fixable=own)
    yield None


@validator("maya.skins-whole", label="Skins are whole", needs=(Rig, Members))
def skins_whole(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A skin follows joints of the rig itself, and works on the mesh that it is on: else other programs lose it."""
    below = {*scope.item.facts[Members].below}
    for each in scope.item.facts[Rig].skins:
        name, nodes = short(each.shape), [each.shape]
        outside = [joint for joint in each.joints if joint not in below]
        if not each.joints:
            yield scope.error(f"{name} is bound to no joint", detail=each.node, nodes=nodes)
        if outside:
            title = f"{name} follows {counted(len(outside), 'joint')} outside the rig"
            yield scope.error(title, detail=listed(outside), nodes=outside)
        if each.lacking:
            yield scope.error(f"{name} is not in the set of {each.node}", detail=listed(each.lacking), nodes=nodes)
    yield None


STEPS = (rig, controls_at_rest, controls_not_keyed, controls_locked, joints_hidden, skins_whole)
