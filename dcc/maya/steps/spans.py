"""Which frames of an item are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcc.maya.steps.facts import SceneFacts
from studio_tools.host import Scene
from studio_tools.publish.steps import Scope

if TYPE_CHECKING:
    from dcc.maya.scene.exchange import Span

STILL = frozenset({"model", "look", "rig"})
"""Kinds of one moment: their caches have one frame."""


def span_of(scope: Scope[Scene]) -> Span:
    """The cut and its handles, the scene's own range without a cut, one frame of what stands still."""
    from dcc.maya.scene.exchange import Span

    scene = scope.item.facts[SceneFacts]
    if scope.item.kind in STILL:
        return Span(first=scene.start, last=scene.start)
    if scope.cut is not None:
        return Span(first=scope.cut.full.first, last=scope.cut.full.last)
    return Span(first=scene.start, last=scene.end)
