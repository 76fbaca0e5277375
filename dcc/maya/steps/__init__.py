"""What is learned, checked and made when something is published from Maya. Imports without Maya.

`STEPS` is what the catalog finds. Not here: what runs for a kind, and in what order (`applications.maya.recipes`).
"""

from __future__ import annotations

from dcc.maya.steps import (
    animation,
    caches,
    collectors,
    lighting,
    look,
    member_checks,
    mesh_checks,
    model_facts,
    node_checks,
    playblast,
    rig,
    scene_checks,
    scene_files,
)
from studio_tools.publish.steps import AnyStep

STEPS: tuple[AnyStep, ...] = (
    *collectors.STEPS,
    model_facts.model,
    *member_checks.STEPS,
    *scene_checks.STEPS,
    *mesh_checks.STEPS,
    *node_checks.STEPS,
    *scene_files.STEPS,
    *animation.STEPS,
    *look.STEPS,
    *rig.STEPS,
    *lighting.STEPS,
    *caches.STEPS,
    *playblast.STEPS,
)

__all__ = ["STEPS"]
