from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.publish.items import Severity
from studio_tools.testing.mayasim import Session as Maya


@pytest.fixture
def pair(desk: Any) -> Any:
    """Two locators, of which one is published as an animation."""
    from maya import cmds

    cmds.spaceLocator(name="one")
    cmds.spaceLocator(name="two")
    desk.mark("anim", "one")
    return desk


@pytest.mark.parametrize("check", ["no-cycles", "empty-anim-layers", "plugin-paths"])
def test_a_plain_scene_has_nothing_wrong(pair: Any, check: str) -> None:
    assert pair.check(f"maya.{check}", "anim") == pair.check(f"maya.{check}") == []


def test_one_node_that_drives_another_is_no_cycle(pair: Any) -> None:
    from maya import cmds

    cmds.connectAttr("one.translateX", "two.translateX")
    cmds.connectAttr("two.translateY", "one.translateY")
    assert pair.check("maya.no-cycles", "anim") == []


def test_two_nodes_that_wait_for_each_other_are_told_and_selected(pair: Any) -> None:
    from maya import cmds

    cmds.connectAttr("one.translateX", "two.translateX")
    cmds.connectAttr("two.translateX", "one.translateX")
    (finding,) = pair.check("maya.no-cycles", "anim")
    assert (finding.severity, finding.title) == (Severity.WARNING, "2 nodes in a cycle")
    assert sorted(finding.detail.split("\n")) == ["one.translateX", "two.translateX"]
    assert sorted(pair.selected(finding)) == ["|one", "|two"]


def test_a_cycle_through_a_whole_and_its_part_is_one(pair: Any) -> None:
    from maya import cmds

    cmds.connectAttr("one.translate", "two.translate")
    cmds.connectAttr("two.translateZ", "one.translateZ")
    assert len(pair.check("maya.no-cycles", "anim")) == 1


def test_a_cycle_elsewhere_is_told_of_the_scene_and_not_of_the_item(desk: Any) -> None:
    from maya import cmds

    for name in ("one", "two", "apart"):
        cmds.spaceLocator(name=name)
    cmds.connectAttr("one.translateX", "two.translateX")
    cmds.connectAttr("two.translateX", "one.translateX")
    desk.mark("anim", "apart")
    assert desk.check("maya.no-cycles", "anim") == []
    assert desk.titles("maya.no-cycles") == ["2 nodes in a cycle"]


def test_a_rig_may_have_no_cycle_at_all(desk: Any) -> None:
    from maya import cmds

    cmds.circle(name="hand_ctl")
    cmds.connectAttr("hand_ctl.rotatePivotX", "hand_ctl.rotatePivotY")
    cmds.connectAttr("hand_ctl.rotatePivotY", "hand_ctl.rotatePivotX")
    desk.mark("rig", "hand_ctl")
    assert desk.check("maya.no-cycles", "rig")[0].severity is Severity.ERROR


def test_empty_animation_layers_are_deleted_by_mending(pair: Any) -> None:
    from maya import cmds

    cmds.animLayer("hops", attribute="one.translateY")
    cmds.animLayer("left_over")
    (finding,) = pair.check("maya.empty-anim-layers")
    assert (finding.severity, pair.selected(finding)) == (Severity.INFO, ["left_over"])
    assert pair.mend("maya.empty-anim-layers") == []
    assert cmds.ls(exactType="animLayer") == ["BaseAnimation", "hops"]
    cmds.undo()
    assert pair.check("maya.empty-anim-layers") == [finding]


@pytest.fixture
def image(desk: Any, maya: Maya) -> Any:
    """A picture that Arnold reads with a node of its own."""
    from maya import cmds

    maya.installed = maya.installed | {"mtoa"}
    cmds.loadPlugin("mtoa", quiet=True)
    cmds.createNode("aiImage", name="dust")
    return desk


def test_a_file_that_a_node_of_a_plug_in_names_must_be_there(image: Any, tmp_path: Path) -> None:
    from maya import cmds

    path = tmp_path / "dust.exr"
    cmds.setAttr("dust.filename", path.as_posix(), type="string")
    (finding,) = image.check("maya.plugin-paths")
    assert finding.title == "1 file that nodes of plug-ins name is not there"
    assert image.selected(finding) == ["dust"]
    path.touch()
    assert image.check("maya.plugin-paths") == []


@pytest.mark.parametrize("named", ["/gone/dust.<udim>.exr", "/gone/dust.####.exr", "$GONE/dust.exr", ""])
def test_what_is_no_one_file_is_not_looked_for(image: Any, named: str) -> None:
    from maya import cmds

    cmds.setAttr("dust.filename", named, type="string")
    assert image.check("maya.plugin-paths") == []
