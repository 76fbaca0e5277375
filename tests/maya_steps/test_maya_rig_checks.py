from __future__ import annotations

from typing import Any

import pytest

from studio_tools.publish.items import Severity
from studio_tools.scenes import read


@pytest.fixture
def puppet(desk: Any) -> Any:
    """A control and a hidden joint below one node, marked as a rig."""
    from maya import cmds

    cmds.circle(name="hand_ctl")
    cmds.select(clear=True)
    cmds.joint(name="hand_jnt")
    cmds.setAttr("hand_jnt.drawStyle", 2)
    cmds.group("hand_ctl", "hand_jnt", name="puppet")
    desk.mark("rig", "puppet")
    return desk


@pytest.mark.parametrize("check", ["controls-at-rest", "controls-not-keyed", "joints-hidden", "one-top"])
def test_a_good_rig_has_nothing_wrong(puppet: Any, check: str) -> None:
    assert puppet.check(f"maya.{check}", "rig") == []


@pytest.mark.parametrize(
    ("attribute", "value"), [("translateX", 3.0), ("rotateY", 10.0), ("scaleZ", 2.0)], ids=["moved", "turned", "scaled"]
)
def test_a_control_is_put_to_rest_by_mending(puppet: Any, attribute: str, value: float) -> None:
    from maya import cmds

    cmds.setAttr(f"hand_ctl.{attribute}", value)
    (finding,) = puppet.check("maya.controls-at-rest", "rig")
    assert (finding.severity, puppet.selected(finding)) == (Severity.ERROR, ["|puppet|hand_ctl"])
    assert puppet.mend("maya.controls-at-rest", "rig") == []


def test_locked_channels_stay_as_they_are(puppet: Any) -> None:
    from maya import cmds

    cmds.setAttr("hand_ctl.translateX", 3.0)
    cmds.setAttr("hand_ctl.translateY", 4.0)
    cmds.setAttr("hand_ctl.translateX", lock=True)
    assert puppet.mend("maya.controls-at-rest", "rig")
    assert cmds.getAttr("hand_ctl.translate") == [(3.0, 0.0, 0.0)]


def test_keys_on_a_control_are_cut_by_mending(puppet: Any) -> None:
    from maya import cmds

    cmds.setKeyframe("hand_ctl", attribute="rotateX", time=1, value=0)
    (finding,) = puppet.check("maya.controls-not-keyed", "rig")
    assert puppet.selected(finding) == ["|puppet|hand_ctl"]
    assert puppet.mend("maya.controls-not-keyed", "rig") == []


def test_a_control_that_is_driven_is_not_forced_to_rest(puppet: Any) -> None:
    from maya import cmds

    cmds.spaceLocator(name="driver")
    cmds.setAttr("driver.translateX", 5.0)
    cmds.connectAttr("driver.translateX", "hand_ctl.translateX")
    (finding,) = puppet.check("maya.controls-at-rest", "rig")
    assert not finding.fixable
    assert puppet.check("maya.controls-not-keyed", "rig") == []


def test_drawn_joints_are_hidden_by_mending(puppet: Any) -> None:
    from maya import cmds

    cmds.setAttr("hand_jnt.drawStyle", 0)
    (finding,) = puppet.check("maya.joints-hidden", "rig")
    assert puppet.selected(finding) == ["|puppet|hand_jnt"]
    assert puppet.mend("maya.joints-hidden", "rig") == []


def test_joints_below_a_hidden_group_are_out_of_sight(puppet: Any) -> None:
    from maya import cmds

    cmds.setAttr("hand_jnt.drawStyle", 0)
    cmds.setAttr("puppet.visibility", False)
    assert puppet.check("maya.joints-hidden", "rig") == []


def test_a_rig_is_written_with_what_drives_it(puppet: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="body")
    cmds.parent("body", "puppet")
    (made,) = puppet.make("maya.flat-scene-file", "rig")
    text = made.files[0].path.read_text()
    assert "polyCube" in text
    assert read(made.files[0].path).references == ()


# -- visibility and skins


def test_a_control_that_can_be_hidden_is_locked_by_mending(puppet: Any) -> None:
    from maya import cmds

    (finding,) = puppet.check("maya.controls-locked", "rig")
    assert (finding.severity, finding.title) == (Severity.WARNING, "hand_ctl can be hidden")
    assert puppet.mend("maya.controls-locked", "rig") == []
    assert cmds.getAttr("hand_ctl.visibility", lock=True)
    cmds.undo()
    assert puppet.check("maya.controls-locked", "rig") == [finding]


def test_a_control_whose_visibility_is_driven_cannot_be_hidden(puppet: Any) -> None:
    from maya import cmds

    cmds.spaceLocator(name="switch")
    cmds.connectAttr("switch.visibility", "hand_ctl.visibility")
    assert puppet.check("maya.controls-locked", "rig") == []


SKINNED = (
    '//Maya ASCII 2025 scene\nrequires maya "2025";\n'
    'createNode transform -n "puppet";\n'
    'createNode joint -n "hand_jnt" -p "puppet";\n'
    'createNode joint -n "apart_jnt";\n'
    'createNode transform -n "body" -p "puppet";\n'
    'createNode mesh -n "bodyShape" -p "body";\n'
    'createNode skinCluster -n "skin";\n'
    'createNode objectSet -n "skinSet";\n'
    'connectAttr "skin.og[0]" "bodyShape.i";\n'
    'connectAttr "skin.msg" "skinSet.ub[0]";\n'
    "{more}"
    'createNode objectSet -n "publish_set";\n'
    '\taddAttr -ci true -sn "studioKind" -ln "studioKind" -dt "string";\n'
    '\tsetAttr ".studioKind" -type "string" "rig";\n'
    'connectAttr "puppet.iog" "publish_set.dsm" -na;\n'
)
JOINT = 'connectAttr "hand_jnt.wm" "skin.ma[0]";\n'
APART = 'connectAttr "apart_jnt.wm" "skin.ma[1]";\n'
INSIDE = 'connectAttr "bodyShape.iog" "skinSet.dsm" -na;\n'


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (JOINT + INSIDE, []),
        (INSIDE, ["bodyShape is bound to no joint"]),
        (JOINT + APART + INSIDE, ["bodyShape follows 1 joint outside the rig"]),
        (JOINT, ["bodyShape is not in the set of skin"]),
    ],
    ids=["whole", "no-joint", "joint-outside", "not-in-its-set"],
)
def test_a_skin_is_whole_within_its_rig(desk: Any, more: str, told: list[str]) -> None:
    desk.open(SKINNED.replace("{more}", more))
    findings = desk.check("maya.skins-whole", "rig")
    assert [each.title for each in findings] == told
    assert all(each.severity is Severity.ERROR and desk.selected(each) for each in findings)
    assert desk.item("rig").facts.settings()["rig_skins"] == 1
