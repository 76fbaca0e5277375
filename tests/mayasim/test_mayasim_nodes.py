"""Nodes get the names that Maya gives, and refuse what Maya refuses."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.testing.mayasim import NotSimulated, Session, building, naming
from studio_tools.testing.mayasim.defaults import fresh_scene


def test_the_name_that_comes_back_is_the_real_one(cmds: ModuleType) -> None:
    assert cmds.createNode("transform", name="ball") == "ball"
    assert cmds.createNode("transform", name="ball") == "ball1"
    assert cmds.createNode("transform", name="ball1") == "ball2"


def test_a_node_without_a_name_is_called_by_its_type(cmds: ModuleType) -> None:
    assert [cmds.createNode("transform"), cmds.createNode("file")] == ["transform1", "file1"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [("a b", "a_b"), ("sh-010", "sh_010"), ("010", "_10"), ("é", "_"), ("a.b", "a_b")],
)
def test_illegal_letters_become_underscores(cmds: ModuleType, asked: str, given: str) -> None:
    if asked == "é":
        with pytest.raises(RuntimeError, match="no legal characters"):
            cmds.createNode("transform", name=asked)
    else:
        assert cmds.createNode("transform", name=asked) == given


def test_a_shape_without_a_parent_gets_a_transform(cmds: ModuleType) -> None:
    shape = cmds.createNode("mesh")

    assert shape == "polySurfaceShape1"
    assert cmds.listRelatives(shape, parent=True) == ["polySurface1"]


def test_a_shape_below_a_parent_makes_no_transform(cmds: ModuleType) -> None:
    above = cmds.createNode("transform", name="cam")

    cmds.createNode("camera", name="camShape", parent=above)

    assert cmds.listRelatives("cam", shapes=True) == ["camShape"]


def test_a_type_that_there_is_not_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="Unknown object type: transfrom"):
        cmds.createNode("transfrom")


def test_a_plug_ins_type_is_there_once_the_plug_in_is_loaded(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="Unknown object type: gpuCache"):
        cmds.createNode("gpuCache")

    cmds.loadPlugin("gpuCache", quiet=True)

    assert cmds.nodeType(cmds.createNode("gpuCache")) == "gpuCache"


def test_a_primitive_is_a_transform_a_shape_and_what_made_it(cmds: ModuleType) -> None:
    assert cmds.polySphere() == ["pSphere1", "polySphere1"]
    assert cmds.polySphere(name="ball") == ["ball", "polySphere2"]
    assert cmds.listRelatives("ball", shapes=True) == ["ballShape"]
    assert cmds.listConnections("ballShape.inMesh", plugs=True) == ["polySphere2.output"]


def test_a_primitive_without_history_has_no_maker(cmds: ModuleType) -> None:
    assert cmds.polyCube(name="box", constructionHistory=False) == ["box"]


def test_what_is_made_is_selected(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    assert cmds.ls(selection=True) == ["box"]


def test_making_without_selecting_leaves_the_selection(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")
    cmds.createNode("transform", skipSelect=True)

    assert cmds.ls(selection=True) == ["box"]


def test_a_shading_node_says_what_it_is_used_as(cmds: ModuleType) -> None:
    assert cmds.shadingNode("file", asTexture=True, name="wood") == "wood"
    with pytest.raises(RuntimeError, match="used as"):
        cmds.shadingNode("file")


def test_lights_cameras_and_locators_come_with_their_shapes(cmds: ModuleType) -> None:
    assert cmds.camera() == ["camera1", "cameraShape1"]
    assert cmds.camera(name="shot") == ["shot", "shotShape"]
    assert cmds.spaceLocator(name="here") == ["here"]
    assert cmds.pointLight() == "pointLightShape1"


def test_a_joint_goes_below_the_selected_one(cmds: ModuleType) -> None:
    cmds.select(clear=True)
    root = cmds.joint(name="root")

    cmds.joint(name="tip")

    assert cmds.listRelatives(root, children=True) == ["tip"]


def test_names_are_only_as_long_as_is_needed(cmds: ModuleType) -> None:
    cmds.group(empty=True, name="a")
    cmds.group(empty=True, name="b")

    assert cmds.createNode("transform", name="leaf", parent="a") == "leaf"
    assert cmds.createNode("transform", name="leaf", parent="b") == "b|leaf"
    assert cmds.ls("leaf") == ["a|leaf", "b|leaf"]
    assert cmds.ls("leaf", long=True) == ["|a|leaf", "|b|leaf"]


def test_a_short_name_that_two_nodes_have_is_an_error(cmds: ModuleType) -> None:
    for above in ("a", "b"):
        cmds.createNode("transform", name="leaf", parent=cmds.group(empty=True, name=above))

    with pytest.raises(ValueError, match="More than one object matches name: leaf"):
        cmds.getAttr("leaf.translateX")
    with pytest.raises(ValueError, match="More than one object matches name: leaf"):
        cmds.delete("leaf")


def test_a_world_node_is_told_from_one_below_by_its_bar(cmds: ModuleType) -> None:
    cmds.createNode("transform", name="leaf", parent=cmds.group(empty=True, name="a"))
    top = cmds.createNode("transform", name="leaf")

    assert top == "|leaf"
    assert cmds.listRelatives(top, parent=True) is None


def test_renaming_gives_the_real_name_and_renames_the_shape(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")
    cmds.polyCube(name="crate")

    assert cmds.rename("box", "crate") == "crate1"
    assert cmds.listRelatives("crate1", shapes=True) == ["crateShape1"]


def test_renaming_may_leave_the_shape(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    cmds.rename("box", "crate", ignoreShape=True)

    assert cmds.listRelatives("crate", shapes=True) == ["boxShape"]


def test_renaming_the_selected_one_needs_one_name_only(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    assert cmds.rename("crate") == "crate"


@pytest.mark.parametrize("name", ["persp", "time1", "defaultRenderGlobals", "lambert1"])
def test_mayas_own_nodes_can_be_neither_renamed_nor_deleted(cmds: ModuleType, name: str) -> None:
    with pytest.raises(RuntimeError, match="read only"):
        cmds.rename(name, "mine")
    with pytest.raises(RuntimeError, match="default node"):
        cmds.delete(name)


def test_deleting_takes_what_is_below(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")
    cmds.group("box", name="all")

    cmds.delete("all")

    assert cmds.ls("box*", "all") == []


def test_deleting_what_is_not_there_is_a_value_error(cmds: ModuleType) -> None:
    with pytest.raises(ValueError, match="No object matches name: nothing"):
        cmds.delete("nothing")


def test_deleting_by_pattern(cmds: ModuleType) -> None:
    for name in ("tmp_a", "tmp_b", "keep"):
        cmds.group(empty=True, name=name)

    cmds.delete("tmp_*")

    assert cmds.ls("tmp_*", "keep") == ["keep"]


def test_deleting_history_keeps_the_form(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    cmds.delete("box", constructionHistory=True)

    assert cmds.ls(type="polyCube") == []
    assert cmds.objExists("boxShape") is True


def test_a_locked_node_is_neither_deleted_nor_renamed(cmds: ModuleType) -> None:
    cmds.group(empty=True, name="fixed")
    cmds.lockNode("fixed", lock=True)

    assert cmds.lockNode("fixed", query=True) == [True]
    with pytest.raises(RuntimeError, match="locked"):
        cmds.delete("fixed")
    with pytest.raises(RuntimeError, match="locked"):
        cmds.rename("fixed", "loose")
    with pytest.raises(RuntimeError, match="locked"):
        cmds.addAttr("fixed", longName="mine", dataType="string")


def test_a_lock_can_be_taken_off(cmds: ModuleType) -> None:
    cmds.group(empty=True, name="fixed")
    cmds.lockNode("fixed", lock=True)

    cmds.lockNode("fixed", lock=False)
    cmds.delete("fixed")

    assert cmds.objExists("fixed") is False


def test_parenting_gives_names_and_refuses_circles(cmds: ModuleType) -> None:
    cmds.group(empty=True, name="a")
    cmds.group(empty=True, name="b")

    assert cmds.parent("b", "a") == ["b"]
    assert cmds.ls("b", long=True) == ["|a|b"]
    with pytest.raises(RuntimeError, match="one of its children"):
        cmds.parent("a", "b")
    assert cmds.parent("b", world=True) == ["b"]


def test_parenting_to_the_same_parent_only_warns(maya: Session, cmds: ModuleType) -> None:
    cmds.group(empty=True, name="a")
    cmds.group(empty=True, name="b", parent="a")

    cmds.parent("b", "a")

    assert "already a child" in maya.printed[-1][1]


def test_parenting_below_a_sibling_of_the_same_name_renames(cmds: ModuleType) -> None:
    cmds.group(empty=True, name="a")
    cmds.createNode("transform", name="leaf", parent="a")
    cmds.createNode("transform", name="leaf")

    assert cmds.parent("|leaf", "a") == ["leaf1"]


def test_grouping_puts_the_group_where_its_members_were(cmds: ModuleType) -> None:
    cmds.group(empty=True, name="top")
    cmds.createNode("transform", name="x", parent="top")

    assert cmds.group("x", name="g") == "g"
    assert cmds.ls("x", long=True) == ["|top|g|x"]


def test_a_copy_of_a_hierarchy_names_its_transforms(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")
    cmds.group("box", name="all")

    assert cmds.duplicate("all") == ["all1", "all1|box"]
    assert cmds.duplicate("all", returnRootsOnly=True) == ["all2"]


def test_a_copy_keeps_values_and_added_attributes(cmds: ModuleType) -> None:
    cmds.group(empty=True, name="a")
    cmds.addAttr("a", longName="note", dataType="string")
    cmds.setAttr("a.note", "hello", type="string")
    cmds.setAttr("a.translateX", 3)

    copy = cmds.duplicate("a")[0]

    assert cmds.getAttr(f"{copy}.note") == "hello"
    assert cmds.getAttr(f"{copy}.translateX") == 3.0


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        (("nodeType", "boxShape", {}), "mesh"),
        (("nodeType", "nothing", {}), None),
        (("objectType", "box", {}), "transform"),
        (("objectType", "boxShape", {"isType": "mesh"}), True),
        (("objectType", "boxShape", {"isAType": "shape"}), True),
        (("objectType", "boxShape", {"isAType": "transform"}), False),
    ],
)
def test_what_a_node_is(cmds: ModuleType, call: tuple[str, str, dict[str, object]], answer: object) -> None:
    cmds.polyCube(name="box")

    assert getattr(cmds, call[0])(call[1], **call[2]) == answer


def test_the_ancestry_of_a_type(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    assert cmds.nodeType("boxShape", inherited=True)[-1] == "mesh"
    assert "dagNode" in cmds.nodeType("boxShape", inherited=True)
    assert "joint" in cmds.nodeType("transform", derived=True, isTypeName=True)


def test_the_type_of_what_is_not_there_is_a_value_error(cmds: ModuleType) -> None:
    with pytest.raises(ValueError, match="No object matches name: nothing"):
        cmds.objectType("nothing")


def test_whether_something_exists(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    assert cmds.objExists("box") is True
    assert cmds.objExists("b*") is True
    assert cmds.objExists("box.translateX") is True
    assert cmds.objExists("box.tx") is True
    assert cmds.objExists("box.nope") is False
    assert cmds.objExists("nope.translateX") is False


def test_whether_an_attribute_exists_is_not_guessed_where_the_table_does_not_say(cmds: ModuleType) -> None:
    cmds.createNode("blendColors", name="mix")

    with pytest.raises(NotSimulated, match="blendColors"):
        cmds.objExists("mix.anything")


NAMES = st.sampled_from(["a", "b", "a1", "b|a", "x y", "7up", "ns:a"])


@given(st.lists(NAMES, min_size=1, max_size=12))
def test_every_shortest_name_means_its_own_node_only(names: list[str]) -> None:
    scene = fresh_scene()
    for asked in names:
        above, _, leaf = asked.rpartition("|")
        parents = naming.find(scene, above) if above else []
        parent = parents[0] if parents else None
        name = building.free_name(scene, building.full_name(scene, leaf), parent=parent, is_dag=True)
        building.add_node(scene, "transform", name, is_dag=True, parent=parent)

    for node in scene.all():
        assert naming.find(scene, naming.short_name(scene, node)) == [node]
        assert naming.find(scene, naming.path_name(node)) == [node]


@given(st.lists(st.sampled_from(["make", "rename", "move", "delete"]), max_size=15), st.randoms(use_true_random=False))
def test_undoing_everything_gives_the_scene_back(acts: list[str], chance: object) -> None:
    scene = fresh_scene()
    before = [(node.name, naming.path_name(node)) for node in scene.all()]
    scene.journal.begin("all")
    mine = []
    for number, act in enumerate(acts):
        alive = [node for node in mine if node.serial in scene.nodes]
        if act == "make" or not alive:
            mine.append(building.add_node(scene, "transform", f"n{number}", is_dag=True, parent=(alive or [None])[-1]))
        elif act == "rename":
            building.rename_node(scene, alive[0], f"r{number}")
        elif act == "move":
            building.move_node(scene, alive[-1], None)
        else:
            building.remove_node(scene, alive[0])
    after = [(node.name, naming.path_name(node)) for node in scene.all()]
    scene.journal.end()

    if scene.journal.past:
        scene.journal.undo()
        assert [(node.name, naming.path_name(node)) for node in scene.all()] == before
        scene.journal.redo()
    assert [(node.name, naming.path_name(node)) for node in scene.all()] == after
