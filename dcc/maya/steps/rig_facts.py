"""What is learned of a rig's sets: those that say what animators move, and what caches are made of.

Not here: the checks of them (`rig_sets`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dcc.maya.steps.facts import Members
from dcc.maya.steps.telling import bare
from studio_tools.host import Scene
from studio_tools.publish.steps import Scope, collector


@dataclass(frozen=True, slots=True, kw_only=True)
class RigSet:
    """One of a rig's sets: those that are called so, and what they hold."""

    called: str
    found: tuple[str, ...]
    """Those in what is published."""
    loose: tuple[str, ...]
    """The scene's own ones beside it."""
    members: tuple[str, ...]
    strange: tuple[str, ...]
    """Members of another kind than the set is for."""
    outside: tuple[str, ...]
    """Members of the right kind that do not belong to the rig."""
    is_fixed: bool
    """Whether it came with a reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigSets:
    """The fact: the rig's sets; None for one that the show does not ask for."""

    controls: RigSet | None
    out: RigSet | None
    cached: tuple[str, ...]
    """The shapes that caches are made of."""
    has_meshes: bool

    def settings(self) -> dict[str, object]:
        return {"rig_out": sorted(map(bare, self.cached))} if self.cached else {}


@collector("maya.rig-sets", label="Sets of a rig", provides=(RigSets,), needs=(Members,))
def rig_sets(scope: Scope[Scene]) -> Iterator[RigSets | None]:
    """Find the sets that say what animators move and what caches are made of."""
    from dcc.maya.scene import hierarchy, meshes

    show, below = scope.settings.show, scope.item.facts[Members].below
    yield None
    controls = _read(scope, show.rig_controls_set, lambda each: bool(hierarchy.of_type("transform", [each])))
    out = _read(scope, show.rig_out_set, _has_mesh)
    cached = meshes.shapes(hierarchy.with_all_below(out.members)) if out else []
    yield RigSets(controls=controls, out=out, cached=tuple(cached), has_meshes=bool(meshes.shapes(below)))


def _read(scope: Scope[Scene], called: str, suits: Callable[[str], bool]) -> RigSet | None:
    from dcc.maya.scene import hierarchy, nodes

    if not called:
        return None
    members = scope.item.facts[Members]
    published = hierarchy.sets_among(members.nodes)
    direct = hierarchy.plain_sets(members.nodes)
    found = _meant(direct, called) or _meant(published, called)
    others = (each for each in nodes.of_type("objectSet") if each not in published and each != members.group)
    held = hierarchy.inside(found)
    strange = [each for each in held if not suits(each)]
    return RigSet(
        called=called,
        found=tuple(found),
        loose=tuple(each for each in others if _is_called(each, called) and not nodes.is_referenced(each)),
        members=tuple(held),
        strange=tuple(strange),
        outside=tuple(each for each in held if each not in strange and not _belongs(scope, each)),
        is_fixed=any(map(nodes.is_referenced, found)),
    )


def _meant(groups: Sequence[str], called: str) -> list[str]:
    """The set of this very name, else all that end so, as the sets of a rig's parts do."""
    return [each for each in groups if bare(each) == called] or [each for each in groups if _is_called(each, called)]


def _is_called(group: str, called: str) -> bool:
    """Whether a set is called so, or ends so, as `hero_out_SET`; namespaces are left out."""
    return bare(group) == called or bare(group).endswith(f"_{called}")


def _has_mesh(node: str) -> bool:
    from dcc.maya.scene import hierarchy, meshes

    return bool(meshes.shapes(hierarchy.with_all_below([node])))


def _belongs(scope: Scope[Scene], node: str) -> bool:
    """Whether a node is published by itself, not only because a set holds it."""
    hung = [each for each in scope.item.facts[Members].nodes if each.startswith("|")]
    return any(node == each or node.startswith(f"{each}|") for each in hung)
