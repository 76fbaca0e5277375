"""The sets of a rig: what animators move and what caches are made of, and who reads them afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dcc.maya.steps.facts import Members
from studio_tools.host import How
from studio_tools.model import Stamp
from studio_tools.publish.items import Severity, Uses
from studio_tools.testing.builders import a_stamp


def inside(group: str) -> list[str]:
    from maya import cmds

    return cmds.sets(group, query=True) or []


CHECKS = ["rig-controls", "rig-out", "rig-out-ids", "one-top", "has-members", "unique-names"]


@pytest.mark.parametrize("check", CHECKS)
def test_a_rig_with_its_sets_has_nothing_wrong(rigged: Any, check: str) -> None:
    assert rigged.check(f"maya.{check}", "rig") == []


def test_what_is_cached_is_noted(rigged: Any) -> None:
    assert rigged.item("rig").facts.settings()["rig_out"] == ["handShape"]


@pytest.mark.parametrize("name", ["hero_controls_SET", "hero:controls_SET", "hero:left_controls_SET"])
def test_a_set_may_have_more_before_its_name(rigged: Any, name: str) -> None:
    from maya import cmds

    space = name.rpartition(":")[0]
    if space:
        cmds.namespace(addNamespace=space)
    cmds.rename("controls_SET", name)
    assert rigged.check("maya.rig-controls", "rig") == []


def test_a_name_that_ends_alike_by_chance_is_another_one(rigged: Any) -> None:
    from maya import cmds

    cmds.rename("out_SET", "layout_SET")
    assert rigged.titles("maya.rig-out", "rig") == ["the rig has no set called out_SET"]


def test_a_show_may_call_them_otherwise(rigged: Any) -> None:
    from maya import cmds

    rigged.show(rig_controls_set="anim_grp", rig_out_set="cache_grp")
    assert rigged.titles("maya.rig-controls", "rig") == ["the rig has no set called anim_grp"]
    cmds.rename("controls_SET", "anim_grp")
    cmds.rename("out_SET", "cache_grp")
    assert rigged.titles("maya.rig-controls", "rig") == rigged.titles("maya.rig-out", "rig") == []


@pytest.mark.parametrize("check", ["rig-controls", "rig-out", "rig-out-ids"])
def test_a_show_may_ask_for_none(rigged: Any, check: str) -> None:
    from maya import cmds

    cmds.delete("controls_SET", "out_SET")
    rigged.show(rig_controls_set="", rig_out_set="")
    assert rigged.check(f"maya.{check}", "rig") == []


# -- controls


def test_a_set_that_is_missing_is_made_of_the_controls_by_mending(rigged: Any) -> None:
    from maya import cmds

    cmds.delete("controls_SET")
    (finding,) = rigged.check("maya.rig-controls", "rig")
    assert (finding.severity, finding.title) == (Severity.WARNING, "the rig has no set called controls_SET")
    assert rigged.mend("maya.rig-controls", "rig") == []
    assert inside("controls_SET") == ["hand_ctl"]
    assert "controls_SET" in inside("publish_set")
    cmds.undo()
    assert rigged.check("maya.rig-controls", "rig") == [finding]
    assert not cmds.objExists("controls_SET")


def test_without_controls_a_set_is_not_made(rigged: Any) -> None:
    from maya import cmds

    cmds.delete("controls_SET", "hand_ctl")
    (finding,) = rigged.check("maya.rig-controls", "rig")
    assert not finding.fixable


def test_a_set_is_not_made_where_something_else_is_called_so(rigged: Any) -> None:
    from maya import cmds

    cmds.delete("controls_SET")
    cmds.group(name="controls_SET", empty=True, parent="puppet")
    (finding,) = rigged.check("maya.rig-controls", "rig")
    assert not finding.fixable


@pytest.mark.parametrize(("group", "check"), [("controls_SET", "rig-controls"), ("out_SET", "rig-out")])
def test_a_set_beside_the_rig_is_published_with_it_by_mending(rigged: Any, group: str, check: str) -> None:
    from maya import cmds

    cmds.sets(group, remove="publish_set")
    (finding,) = rigged.check(f"maya.{check}", "rig")
    assert (finding.severity, finding.title) == (Severity.ERROR, f"{group} is not published with the rig")
    assert finding.detail == "Put it into publish_set."
    assert rigged.selected(finding) == [group]
    assert rigged.mend(f"maya.{check}", "rig") == []
    cmds.undo()
    assert rigged.check(f"maya.{check}", "rig") == [finding]


def test_which_of_two_sets_is_meant_is_not_guessed(rigged: Any) -> None:
    from maya import cmds

    cmds.sets("hand_ctl", name="left_controls_SET")
    cmds.sets("controls_SET", remove="publish_set")
    (beside,) = rigged.check("maya.rig-controls", "rig")
    assert (beside.fixable, len(beside.nodes)) == (False, 2)
    cmds.sets(["controls_SET", "left_controls_SET"], addElement="publish_set")
    assert rigged.check("maya.rig-controls", "rig") == []
    cmds.namespace(addNamespace="hero")
    cmds.rename("left_controls_SET", "hero:controls_SET")
    (twice,) = rigged.check("maya.rig-controls", "rig")
    assert (twice.severity, twice.title, twice.fixable) == (Severity.ERROR, "2 sets are called controls_SET", False)


def test_the_sets_of_a_rigs_parts_are_one(rigged: Any) -> None:
    from maya import cmds

    cmds.circle(name="foot_ctl")
    cmds.parent("foot_ctl", "puppet")
    cmds.rename("controls_SET", "arm_controls_SET")
    cmds.sets("foot_ctl", name="leg_controls_SET")
    cmds.sets("leg_controls_SET", addElement="publish_set")
    assert rigged.check("maya.rig-controls", "rig") == []
    assert rigged.item("rig").facts.settings()["rig_controls"] == 2


def test_a_curve_outside_of_the_set_is_told_and_nothing_is_made_of_it(rigged: Any) -> None:
    from maya import cmds

    cmds.circle(name="spine_path")
    cmds.parent("spine_path", "puppet")
    cmds.setAttr("spine_path.translateX", 5.0)
    (finding,) = rigged.check("maya.rig-controls", "rig")
    told = (finding.severity, finding.title, finding.fixable)
    assert told == (Severity.INFO, "1 node with a curve is not in controls_SET", False)
    assert rigged.selected(finding) == ["|puppet|spine_path"]
    assert rigged.check("maya.controls-at-rest", "rig") == []


def test_what_a_shading_group_holds_is_not_published_with_it(rigged: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="other")
    cmds.sets("other", name="woodSG", renderable=True, noSurfaceShader=True)
    cmds.sets("woodSG", addElement="publish_set")
    assert cmds.nodeType("woodSG") == "shadingEngine"
    assert "|other" not in rigged.item("rig").facts[Members].below
    assert rigged.check("maya.one-top", "rig") == []


def test_sets_in_the_set_are_looked_into(rigged: Any) -> None:
    from maya import cmds

    cmds.circle(name="foot_ctl")
    cmds.parent("foot_ctl", "puppet")
    cmds.sets(cmds.sets("foot_ctl", name="feet"), addElement="controls_SET")
    assert rigged.check("maya.rig-controls", "rig") == []


def test_a_part_of_the_set_may_end_in_its_name_too(rigged: Any) -> None:
    from maya import cmds

    cmds.sets("hand_ctl", remove="controls_SET")
    cmds.sets(cmds.sets("hand_ctl", name="left_controls_SET"), addElement="controls_SET")
    assert rigged.check("maya.rig-controls", "rig") == []


def test_sets_that_lie_in_a_set_of_sets_are_found(rigged: Any) -> None:
    from maya import cmds

    cmds.sets(["controls_SET", "out_SET"], remove="publish_set")
    cmds.sets(cmds.sets("controls_SET", "out_SET", name="sets"), addElement="publish_set")
    assert rigged.check("maya.rig-controls", "rig") == rigged.check("maya.rig-out", "rig") == []


def test_what_is_no_transform_is_taken_out_by_mending(rigged: Any) -> None:
    from maya import cmds

    cmds.shadingNode("lambert", asShader=True, name="wood")
    cmds.sets(cmds.sets("wood", name="left"), addElement="controls_SET")
    (finding,) = [each for each in rigged.check("maya.rig-controls", "rig") if "transform" in each.title]
    assert (finding.severity, finding.title) == (Severity.ERROR, "1 member of controls_SET is no transform")
    assert rigged.selected(finding) == ["wood"]
    assert rigged.mend("maya.rig-controls", "rig") == []
    assert (inside("left"), inside("controls_SET")) == ([], ["hand_ctl", "left"])


def test_a_control_of_something_else_is_taken_out_by_mending(rigged: Any) -> None:
    from maya import cmds

    cmds.circle(name="other_ctl")
    cmds.sets("other_ctl", addElement="controls_SET")
    (finding,) = rigged.check("maya.rig-controls", "rig")
    assert finding.title == "1 member of controls_SET is not of the rig"
    assert rigged.mend("maya.rig-controls", "rig") == []
    assert inside("controls_SET") == ["hand_ctl"]


def test_a_joint_in_the_set_is_a_control_as_others(rigged: Any) -> None:
    from maya import cmds

    cmds.select("puppet")
    cmds.joint(name="head_jnt")
    cmds.sets("head_jnt", addElement="controls_SET")
    assert rigged.check("maya.rig-controls", "rig") == []
    cmds.setAttr("head_jnt.rotateY", 20.0)
    assert rigged.titles("maya.controls-at-rest", "rig") == ["head_jnt is not at rest"]


def test_a_set_of_a_reference_is_told_and_left_alone(desk: Any, rigged: Any, tmp_path: Path) -> None:
    from maya import cmds

    source = desk.save("rigged.ma")
    desk.host.new(force=True)
    desk.host.load(source, How.REFERENCE, name="hero", stamp=None)
    desk.mark("rig", "hero:puppet", "hero:controls_SET", "hero:out_SET", name="hero_set")
    assert desk.titles("maya.rig-controls", "rig") == desk.titles("maya.rig-out", "rig") == []
    cmds.circle(name="foot_ctl")
    cmds.parent("foot_ctl", "hero:puppet")
    (finding,) = desk.check("maya.rig-controls", "rig")
    assert (finding.title, finding.fixable) == ("1 node with a curve is not in hero:controls_SET", False)


# -- what is cached


def test_an_out_set_that_is_missing_is_told_and_not_guessed(rigged: Any) -> None:
    from maya import cmds

    cmds.delete("out_SET")
    (finding,) = rigged.check("maya.rig-out", "rig")
    assert (finding.severity, finding.title) == (Severity.WARNING, "the rig has no set called out_SET")
    assert not finding.fixable
    assert "meshes" in finding.detail


def test_an_empty_out_set_is_told(rigged: Any) -> None:
    from maya import cmds

    cmds.sets("hand", remove="out_SET")
    (finding,) = rigged.check("maya.rig-out", "rig")
    assert (finding.title, finding.fixable, rigged.selected(finding)) == ("out_SET is empty", False, ["out_SET"])


def test_a_rig_without_meshes_needs_no_out_set(rigged: Any) -> None:
    from maya import cmds

    cmds.delete("out_SET", "hand")
    assert rigged.check("maya.rig-out", "rig") == []


def test_what_has_no_mesh_is_taken_out_by_mending(rigged: Any) -> None:
    from maya import cmds

    cmds.sets("hand_ctl", addElement="out_SET")
    (finding,) = rigged.check("maya.rig-out", "rig")
    assert (finding.severity, finding.title) == (Severity.ERROR, "1 member of out_SET is without a mesh")
    assert rigged.selected(finding) == ["|puppet|hand_ctl"]
    assert rigged.mend("maya.rig-out", "rig") == []
    assert inside("out_SET") == ["hand"]
    cmds.undo()
    assert rigged.check("maya.rig-out", "rig") == [finding]


def test_shapes_and_groups_of_meshes_are_fine(rigged: Any) -> None:
    from maya import cmds

    shape = cmds.listRelatives("hand", shapes=True)[0]
    cmds.sets("hand", remove="out_SET")
    cmds.sets([shape, "puppet"], addElement="out_SET")
    assert rigged.check("maya.rig-out", "rig") == []


# -- ids of what is cached


def give(**ids: str) -> None:
    from dcc.maya.scene import identity

    identity.give(ids)


@pytest.fixture
def pair(rigged: Any) -> Any:
    """A second mesh in the out set."""
    from maya import cmds

    cmds.polyCube(name="nail", constructionHistory=False)
    cmds.parent("nail", "puppet")
    cmds.sets("nail", addElement="out_SET")
    return rigged


def test_a_cached_mesh_without_an_id_among_others_is_told(pair: Any) -> None:
    give(handShape="a1")
    (finding,) = pair.check("maya.rig-out-ids", "rig")
    assert (finding.severity, finding.title) == (Severity.WARNING, "1 cached mesh without an id")
    assert (finding.detail, pair.selected(finding)) == ("nailShape", ["|puppet|nail|nailShape"])
    give(nailShape="b2")
    assert pair.check("maya.rig-out-ids", "rig") == []


def test_two_cached_meshes_of_one_id_are_told(pair: Any) -> None:
    give(handShape="a1", nailShape="a1")
    (finding,) = pair.check("maya.rig-out-ids", "rig")
    assert (finding.severity, finding.title) == (Severity.ERROR, "nailShape has the id of handShape")


def test_meshes_that_are_not_cached_may_be_copies(pair: Any) -> None:
    from maya import cmds

    give(handShape="a1", nailShape="a1")
    cmds.sets("nail", remove="out_SET")
    assert pair.check("maya.rig-out-ids", "rig") == []


def ids_of_model(desk: Any, facts: Mapping[str, object]) -> list[str]:
    """What is said when the rig is made from a version that noted such facts."""
    model: Stamp = a_stamp("model.main")
    desk.world = replace(desk.world, facts=lambda stamp: facts if stamp == model else {})
    item = desk.item("rig")
    item = replace(item, facts=item.facts.having(Uses((model,))))
    return [each.title for each in desk.run("maya.rig-out-ids", item) if each is not None]


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ({"node_ids": {"handShape": "a1", "nailShape": "b2"}}, []),
        ({"node_ids": {"handShape": "a1"}}, ["1 cached mesh with ids of no model that the rig reads"]),
        ({"node_ids": {"lidShape": "c3"}}, ["2 cached meshes with ids of no model that the rig reads"]),
        ({}, []),
    ],
    ids=["the-model-s", "one-of-no-model", "of-another-model", "nothing-noted"],
)
def test_ids_of_what_is_cached_are_those_of_the_model(pair: Any, noted: Mapping[str, object], told: list[str]) -> None:
    give(handShape="a1", nailShape="b2")
    assert ids_of_model(pair, noted) == told
