"""Scenes that real Mayas saved: every collector and check of every kind runs on them, and names what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.publish.items import Finding
from studio_tools.testing.mayasim import NotSimulated

COLLECTED = Path(__file__).parents[2].parent / "shared" / "data" / "real" / "maya"
FILES = sorted(COLLECTED.glob("*.ma")) if COLLECTED.is_dir() else []
KINDS = ("scene", "model", "rig", "look", "anim", "cache", "layout", "camera", "light", "review")

pytestmark = pytest.mark.skipif(not FILES, reason="the collected scenes are not beside the house")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def opened(request: pytest.FixtureRequest, desk: Any) -> Any:
    """A desk with the scene open, all in its world in one set."""
    from maya import cmds

    cmds.file(request.param.as_posix(), open=True, force=True)
    return desk


def run(desk: Any, kind: str) -> list[Finding]:
    """What all checks of a kind say."""
    recipe, item = desk.settings.applications["maya"].recipes[kind], desk.item(kind)
    return [each for step in recipe.validate for each in desk.run(step, item) if isinstance(each, Finding)]


def mark(desk: Any, kind: str) -> None:
    """Put all in the world into a set, but the meshes whose form the simulator cannot reckon."""
    from maya import cmds

    from dcc.maya.scene import hierarchy, meshes

    beyond = set()
    for shape in meshes.shapes(cmds.ls(type="mesh", long=True)):
        try:
            meshes.faces(shape)
        except NotSimulated:
            beyond.add(shape.split("|")[1])
    desk.mark(kind, *(node for node in hierarchy.in_the_world() if node[1:] not in beyond), name=f"{kind}_set")


def test_every_check_of_every_kind_runs_and_names_nodes_that_are_there(opened: Any) -> None:
    from maya import cmds

    for kind in KINDS:
        if kind != "scene":
            mark(opened, kind)
        for finding in run(opened, kind):
            assert finding.title.strip(), finding.step
            assert [node for node in finding.nodes if not cmds.objExists(node)] == [], finding.step


def test_asking_changes_nothing(opened: Any) -> None:
    from maya import cmds

    before = cmds.ls(long=True)
    run(opened, "scene")
    assert cmds.ls(long=True) == before
    assert not opened.host.modified()
