"""Checks of what is in the set that is published."""

from __future__ import annotations

from collections.abc import Iterator

from dcc.maya.steps.facts import Members
from dcc.maya.steps.telling import short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator

OWN_CAMERAS = frozenset({"persp", "top", "front", "side", "perspShape", "topShape", "frontShape", "sideShape"})


@validator("maya.has-members", label="Something to publish", needs=(Members,))
def has_members(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A set must hold what is published as it, and all of it must be there."""
    members = scope.item.facts[Members]
    if members.gone:
        yield scope.error(f"{counted(len(members.gone), 'member')} gone from the scene", detail=listed(members.gone))
    if not members.nodes:
        where = f"{members.group} is empty" if members.group else "the scene is empty"
        yield scope.error(
            where, detail="Put what is to be published into it.", nodes=[members.group] * bool(members.group)
        )


def _take_out(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import hierarchy

    hierarchy.take_out(scope.item.facts[Members].group, finding.nodes)


@validator("maya.no-own-cameras", label="None of Maya's own cameras", needs=(Members,), fix=_take_out)
def no_own_cameras(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Maya's own cameras are in every scene; they are not published."""
    found = [node for node in scope.item.facts[Members].nodes if short(node) in OWN_CAMERAS]
    if found:
        yield scope.error(f"Maya's own camera is in the set: {short(found[0])}", nodes=found, fixable=True)


STEPS = (has_members, no_own_cameras)
