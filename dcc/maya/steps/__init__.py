"""What is learned, checked and made when something is published from Maya. Imports without Maya.

`STEPS` is what the catalog finds. Not here: what runs for a kind, and in what order (`applications.maya.recipes`).
"""

from __future__ import annotations

from dcc.maya.steps import (
    animation,
    caches,
    cameras,
    collectors,
    graph_checks,
    identity,
    lighting,
    look,
    member_checks,
    mesh_checks,
    model_facts,
    node_checks,
    playblast,
    rig,
    rig_facts,
    rig_sets,
    scene_checks,
    scene_files,
    surface_checks,
    textures,
)
from studio_tools.publish.steps import AnyStep

STEPS: tuple[AnyStep, ...] = (
    *collectors.STEPS,
    model_facts.model,
    *member_checks.STEPS,
    *scene_checks.STEPS,
    *graph_checks.STEPS,
    *mesh_checks.STEPS,
    *surface_checks.STEPS,
    *node_checks.STEPS,
    *scene_files.STEPS,
    *identity.STEPS,
    *animation.STEPS,
    *cameras.STEPS,
    *look.STEPS,
    rig_facts.rig_sets,
    *rig.STEPS,
    *rig_sets.STEPS,
    *lighting.STEPS,
    *textures.STEPS,
    *caches.STEPS,
    *playblast.STEPS,
)

__all__ = ["STEPS"]
