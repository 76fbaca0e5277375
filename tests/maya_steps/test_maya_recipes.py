"""Which checks run for which kind, as they are shipped."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from studio_tools.config import Settings
from studio_tools.publish.steps import AnyStep

KINDS = {"scene", "model", "rig", "look", "layout", "anim", "cache", "camera", "light", "review"}
SETS = KINDS - {"scene"}
WHERE = {
    "saved": KINDS,
    "files-there": KINDS,
    "files-published": KINDS,
    "files-current": KINDS,
    "references-loaded": KINDS,
    "unknown-nodes": KINDS,
    "unknown-plugins": KINDS,
    "allowed-plugins": KINDS,
    "safe": KINDS,
    "empty-layers": KINDS,
    "empty-anim-layers": KINDS,
    "plugin-paths": KINDS,
    "no-cycles": KINDS,
    "fps": KINDS,
    "range": KINDS,
    "units": KINDS,
    "has-members": KINDS,
    "no-own-cameras": SETS,
    "overlapping-uvs": {"model"},
    "uv-tiles": {"model"},
    "unlocked-normals": {"model"},
    "no-tweaks": {"model"},
    "one-shape": {"model"},
    "shading-links": {"model"},
    "no-ghosts": {"model"},
    "renderer-flags": {"model"},
    "suffixes": {"model"},
    "node-ids": {"model"},
    "unique-ids": {"model"},
    "related-ids": {"rig", "look", "anim", "cache"},
    "unedited-ids": {"look"},
    "controls-at-rest": {"rig"},
    "controls-locked": {"rig"},
    "skins-whole": {"rig"},
    "joints-hidden": {"rig"},
    "rig-controls": {"rig"},
    "rig-out": {"rig"},
    "rig-out-ids": {"rig"},
    "one-top": {"model", "rig"},
    "unique-names": {"model", "rig", "look"},
    "tx": {"look", "light"},
    "shaded": {"look"},
    "seen": {"anim", "cache", "layout"},
    "keys-in-range": {"anim", "cache", "camera"},
    "constant-channels": {"anim"},
    "camera-plain": {"camera"},
    "camera-alone": {"camera"},
    "film-back": {"camera"},
    "camera-sane": {"camera"},
    "render-camera": {"light"},
    "image-rule": {"light"},
    "render-version": {"light"},
    "clashing-names": {"anim", "cache"},
}
MADE = {
    "scene": ["maya.scene-file"],
    "model": ["maya.clean-scene-file", "maya.alembic", "maya.usd"],
    "rig": ["maya.flat-scene-file"],
    "look": ["maya.look-files"],
    "layout": ["maya.scene-file", "maya.gpu-cache"],
    "anim": ["maya.scene-file", "maya.alembic"],
    "cache": ["maya.alembic", "maya.usd"],
    "camera": ["maya.baked-camera", "maya.alembic"],
    "light": ["maya.scene-file"],
    "review": ["maya.playblast"],
}
NOT_IN_ANY = {"maya.fbx", "maya.obj"}
"""What a studio puts into a recipe where it wants it."""


def kinds_with(shipped: Settings, step: str) -> set[str]:
    recipes = shipped.applications["maya"].recipes
    return {kind for kind, recipe in recipes.items() if step in recipe.validate}


@pytest.mark.parametrize(("check", "kinds"), WHERE.items(), ids=WHERE)
def test_a_check_runs_for_the_kinds_that_it_is_about(shipped: Settings, check: str, kinds: set[str]) -> None:
    assert kinds_with(shipped, f"maya.{check}") == kinds


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_written_in_its_forms(shipped: Settings, kind: str) -> None:
    assert list(shipped.applications["maya"].recipes[kind].extract) == MADE[kind]


def test_every_step_of_maya_runs_for_some_kind(shipped: Settings, steps: Mapping[str, AnyStep]) -> None:
    recipes = shipped.applications["maya"].recipes.values()
    used = {step for recipe in recipes for step in (*recipe.collect, *recipe.validate, *recipe.extract)}
    assert {step for step in steps if step.startswith("maya.")} - used == NOT_IN_ANY


def test_every_fact_is_collected_before_it_is_asked_for(shipped: Settings, steps: Mapping[str, AnyStep]) -> None:
    for recipe in shipped.applications["maya"].recipes.values():
        known: set[type] = set()
        for name in recipe.collect:
            assert {each for each in steps[name].needs if each.__name__ != "Output"} <= known, name
            known |= {*steps[name].provides}
        for name in (*recipe.validate, *recipe.extract):
            needed = {each for each in steps[name].needs if each.__name__ not in ("Output", "Uses")}
            assert needed <= known, name


def test_no_step_runs_twice_for_a_kind(shipped: Settings) -> None:
    for kind, recipe in shipped.applications["maya"].recipes.items():
        names = [*recipe.collect, *recipe.validate, *recipe.extract]
        assert len(names) == len({*names}), kind
