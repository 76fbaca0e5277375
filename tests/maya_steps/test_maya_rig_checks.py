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
