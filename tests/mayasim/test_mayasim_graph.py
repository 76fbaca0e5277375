"""Cycles, layers of animation and matrices of a simulated Maya."""

from __future__ import annotations

from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session


@pytest.fixture
def nodes(cmds: ModuleType) -> ModuleType:
    for name in ("one", "two", "three"):
        cmds.createNode("transform", name=name)
    return cmds


# -- cycles, as the vendor's examples have them


def test_two_plugs_that_drive_each_other_are_a_cycle(nodes: ModuleType) -> None:
    assert nodes.cycleCheck(all=True) is False
    assert nodes.cycleCheck(all=True, list=True) is None
    nodes.connectAttr("one.translateX", "one.translateY")
    nodes.connectAttr("one.translateY", "one.translateX")
    assert nodes.cycleCheck(all=True, timeLimit="10sec") is True
    assert nodes.cycleCheck(all=True, list=True) == ["one.translateX", "one.translateY"]


def test_one_plug_of_each_node_is_told_where_asked(nodes: ModuleType) -> None:
    nodes.connectAttr("one.translateX", "two.translateX")
    nodes.connectAttr("two.translateX", "one.translateY")
    nodes.connectAttr("one.translateY", "one.translateX")
    assert nodes.cycleCheck(all=True, list=True, firstPlugPerNode=True) == ["one.translateX", "two.translateX"]


def test_what_computes_waits_for_all_its_inputs(nodes: ModuleType) -> None:
    nodes.createNode("multMatrix", name="sum")
    nodes.connectAttr("one.worldMatrix[0]", "sum.matrixIn[0]")
    nodes.connectAttr("sum.matrixSum", "one.offsetParentMatrix")
    assert nodes.cycleCheck(all=True, list=True) is None
    nodes.connectAttr("sum.matrixSum", "sum.matrixIn[1]")
    assert nodes.cycleCheck(all=True, list=True) == ["sum.matrixSum"]


def test_messages_wait_for_nobody(nodes: ModuleType) -> None:
    nodes.addAttr("one", longName="friend", attributeType="message")
    nodes.addAttr("two", longName="friend", attributeType="message")
    nodes.connectAttr("one.message", "two.friend")
    nodes.connectAttr("two.message", "one.friend")
    assert nodes.cycleCheck(all=True) is False


def test_cycles_of_some_nodes_are_not_simulated(nodes: ModuleType) -> None:
    with pytest.raises(NotSimulated):
        nodes.cycleCheck("one.translateX")


# -- layers


def test_the_first_layer_brings_the_one_at_the_root(nodes: ModuleType) -> None:
    assert nodes.animLayer(query=True, root=True) is None
    assert nodes.animLayer("hops") == "hops"
    assert nodes.animLayer(query=True, root=True) == "BaseAnimation"
    assert nodes.animLayer("BaseAnimation", query=True, children=True) == ["hops"]
    assert nodes.animLayer("hops", query=True, children=True) is None


def test_attributes_are_put_into_a_layer(nodes: ModuleType) -> None:
    nodes.animLayer("hops", attribute="one.translateY")
    assert nodes.animLayer("hops", query=True, attribute=True) == ["one.translateY"]
    nodes.animLayer("hops", edit=True, attribute=["two.translateX", "two.translateY"])
    assert nodes.animLayer("hops", query=True, attribute=True) == ["one.translateY", "two.translateX", "two.translateY"]
    nodes.undo()
    assert nodes.animLayer("hops", query=True, attribute=True) == ["one.translateY"]


def test_what_else_a_layer_knows_is_not_simulated(nodes: ModuleType) -> None:
    nodes.animLayer("hops")
    with pytest.raises(NotSimulated):
        nodes.animLayer("hops", query=True, weight=True)


# -- matrices


def matrix(cmds: ModuleType, node: str) -> list[float]:
    return [round(each, 6) + 0.0 for each in cmds.getAttr(f"{node}.worldMatrix[0]")]


def test_a_matrix_has_the_place_in_its_last_row(nodes: ModuleType) -> None:
    nodes.setAttr("one.translate", 1, 2, 3)
    assert matrix(nodes, "one") == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1]


@pytest.mark.parametrize(
    ("axis", "rows"),
    [
        ("rotateX", [1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0]),
        ("rotateY", [0, 0, -1, 0, 0, 1, 0, 0, 1, 0, 0, 0]),
        ("rotateZ", [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0]),
    ],
)
def test_a_quarter_turn_goes_by_the_right_hand(nodes: ModuleType, axis: str, rows: list[float]) -> None:
    nodes.setAttr(f"one.{axis}", 90)
    assert matrix(nodes, "one")[:12] == rows


def test_turns_are_about_x_then_y_then_z(nodes: ModuleType) -> None:
    nodes.setAttr("one.rotate", 90, 90, 0)
    assert matrix(nodes, "one")[:12] == [0, 0, -1, 0, 1, 0, 0, 0, 0, -1, 0, 0]


def test_what_is_above_turns_and_sizes_what_is_below(nodes: ModuleType) -> None:
    nodes.parent("one", "two")
    nodes.setAttr("one.translateX", 1)
    nodes.setAttr("two.rotateY", 90)
    nodes.setAttr("two.scale", 2, 2, 2)
    nodes.setAttr("two.translateY", 5)
    assert matrix(nodes, "one")[12:15] == [0, 5, -2]
    assert nodes.xform("one", query=True, matrix=True, worldSpace=True) == nodes.getAttr("one.worldMatrix[0]")


def test_a_matrix_is_told_of_another_time(nodes: ModuleType) -> None:
    for frame in (1, 5):
        nodes.setKeyframe("one", attribute="translateX", time=frame, value=frame)
    found = [nodes.getAttr("one.worldMatrix[0]", time=frame)[12] for frame in (1, 5)]
    assert (found, nodes.currentTime(query=True)) == ([1.0, 5.0], 1.0)


@pytest.mark.parametrize("attribute", ["rotatePivotX", "rotateOrder", "shearXY"])
def test_what_is_not_reckoned_with_is_not_simulated(nodes: ModuleType, attribute: str) -> None:
    nodes.setAttr(f"one.{attribute}", 1)
    with pytest.raises(NotSimulated, match="the matrix of one"):
        nodes.getAttr("one.worldMatrix[0]")


def test_a_node_that_arnold_brings_is_there_with_arnold(maya: Session, cmds: ModuleType) -> None:
    maya.installed = maya.installed | {"mtoa"}
    with pytest.raises(RuntimeError, match="Unknown object type"):
        cmds.createNode("aiImage")
    cmds.loadPlugin("mtoa", quiet=True)
    cmds.createNode("aiImage", name="dust")
    assert not cmds.getAttr("dust.filename")
