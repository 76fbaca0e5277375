"""What there is: `ls` gives a list, its kin give None when there is nothing."""

from __future__ import annotations

from types import ModuleType

import pytest

from studio_tools.testing.mayasim import Session


@pytest.fixture
def tree(cmds: ModuleType) -> None:
    """|body|left|ball, |body|right and a cube beside them."""
    cmds.group(empty=True, name="body")
    cmds.group(empty=True, name="left", parent="body")
    cmds.group(empty=True, name="right", parent="body")
    cmds.polySphere(name="ball")
    cmds.parent("ball", "left")
    cmds.polyCube(name="box")
    cmds.select(clear=True)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (lambda cmds: cmds.ls("nothing"), []),
        (lambda cmds: cmds.ls(selection=True), []),
        (lambda cmds: cmds.ls(type="audio"), []),
        (lambda cmds: cmds.listRelatives("right"), None),
        (lambda cmds: cmds.listRelatives("body", parent=True), None),
        (lambda cmds: cmds.listRelatives("right", allDescendents=True), None),
        (lambda cmds: cmds.listConnections("right"), None),
        (lambda cmds: cmds.listConnections("right.translateX"), None),
        (lambda cmds: cmds.listAttr("right", userDefined=True), None),
        (lambda cmds: cmds.listSets(object="right"), None),
        (lambda cmds: cmds.sets("defaultLightSet", query=True), None),
        (lambda cmds: cmds.pluginInfo(query=True, listPlugins=True), None),
        (lambda cmds: cmds.unknownPlugin(query=True, list=True), None),
        (lambda cmds: cmds.namespaceInfo("UI", listNamespace=True), None),
        (lambda cmds: cmds.keyframe("ball", query=True, timeChange=True), None),
        (lambda cmds: cmds.optionVar(list=True), None),
        (lambda cmds: cmds.fileInfo(query=True), []),
        (lambda cmds: cmds.file(query=True, reference=True), []),
    ],
)
def test_the_empty_answer_is_mayas(cmds: ModuleType, ask: object, answer: object) -> None:
    assert callable(ask)

    assert ask(cmds) == answer


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("flags", "names"),
    [
        ({"type": "mesh"}, ["ballShape", "boxShape"]),
        ({"type": "shape", "exactType": "mesh"}, ["ballShape", "boxShape"]),
        ({"type": "mesh", "long": True}, ["|body|left|ball|ballShape", "|box|boxShape"]),
        ({"assemblies": True}, ["persp", "top", "front", "side", "body", "box"]),
        ({"cameras": True}, ["perspShape", "topShape", "frontShape", "sideShape"]),
        ({"geometry": True}, ["ballShape", "boxShape"]),
        ({"type": ["polySphere", "polyCube"]}, ["polySphere1", "polyCube1"]),
        ({"type": "mesh", "head": 1}, ["ballShape"]),
        ({"type": "mesh", "tail": 1}, ["boxShape"]),
        ({"type": "mesh", "showType": True}, ["ballShape", "mesh", "boxShape", "mesh"]),
    ],
    ids=str,
)
def test_listing_by_kind(cmds: ModuleType, flags: dict[str, object], names: list[str]) -> None:
    assert cmds.ls(**flags) == names


@pytest.mark.usefixtures("tree")
def test_a_type_that_there_is_not_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="Unknown object type: mehs"):
        cmds.ls(type="mehs")


@pytest.mark.usefixtures("tree")
def test_long_names_are_of_the_hierarchy_only(cmds: ModuleType) -> None:
    assert cmds.ls("ball", "polySphere1", long=True) == ["|body|left|ball", "polySphere1"]


@pytest.mark.usefixtures("tree")
def test_the_hierarchy_below(cmds: ModuleType) -> None:
    assert cmds.ls("left", dagObjects=True) == ["left", "ball", "ballShape"]
    assert cmds.ls("left", dagObjects=True, leaf=True) == ["ballShape"]
    assert cmds.ls("left", dagObjects=True, type="transform") == ["left", "ball"]


@pytest.mark.usefixtures("tree")
def test_stars_stop_at_namespaces(cmds: ModuleType) -> None:
    cmds.namespace(addNamespace="ns")
    cmds.group(empty=True, name=":ns:ball")

    assert cmds.ls("ball*") == ["ball", "ballShape"]
    assert cmds.ls("*:ball") == ["ns:ball"]
    assert cmds.ls("ball", recursive=True) == ["ball", "ns:ball"]


@pytest.mark.usefixtures("tree")
def test_a_path_pattern_matches_parents(cmds: ModuleType) -> None:
    assert cmds.ls("left|*") == ["ball"]
    assert cmds.ls("|*|left") == ["left"]


@pytest.mark.usefixtures("tree")
def test_the_selection_is_listed_in_its_order(cmds: ModuleType) -> None:
    cmds.select("right", "left")

    assert cmds.ls(selection=True) == ["right", "left"]
    assert cmds.ls("l*", selection=True) == ["left"]
    assert cmds.ls(selection=True, type="mesh") == []


@pytest.mark.usefixtures("tree")
def test_selecting_changes_the_selection(cmds: ModuleType) -> None:
    cmds.select("left")
    cmds.select("right", add=True)
    assert cmds.ls(selection=True) == ["left", "right"]

    cmds.select("left", toggle=True)
    assert cmds.ls(selection=True) == ["right"]

    cmds.select("right", deselect=True)
    assert cmds.ls(selection=True) == []


@pytest.mark.usefixtures("tree")
def test_selecting_what_is_not_there_is_a_value_error(cmds: ModuleType) -> None:
    with pytest.raises(ValueError, match="No object matches name: nothing"):
        cmds.select("nothing")
    with pytest.raises(TypeError):
        cmds.select()


@pytest.mark.usefixtures("tree")
def test_selecting_does_not_modify_the_scene(maya: Session, cmds: ModuleType) -> None:
    cmds.file(modified=False)

    cmds.select("left")

    assert cmds.file(query=True, modified=True) is False


@pytest.mark.usefixtures("tree")
def test_a_set_stands_for_its_members_when_selected(cmds: ModuleType) -> None:
    cmds.sets("left", "right", name="both")

    cmds.select("both")
    assert cmds.ls(selection=True) == ["left", "right"]

    cmds.select("both", noExpand=True)
    assert cmds.ls(selection=True) == ["both"]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("name", "flags", "names"),
    [
        ("body", {}, ["left", "right"]),
        ("body", {"children": True, "fullPath": True}, ["|body|left", "|body|right"]),
        ("ball", {"shapes": True}, ["ballShape"]),
        ("ball", {"parent": True, "fullPath": True}, ["|body|left"]),
        ("ballShape", {"parent": True}, ["ball"]),
        ("|body", {"allDescendents": True}, ["right", "ballShape", "ball", "left"]),
        ("|body", {"allDescendents": True, "type": "mesh"}, ["ballShape"]),
        ("ball", {"shapes": True, "noIntermediate": True}, ["ballShape"]),
    ],
    ids=str,
)
def test_relatives(cmds: ModuleType, name: str, flags: dict[str, object], names: list[str]) -> None:
    assert cmds.listRelatives(name, **flags) == names


@pytest.mark.usefixtures("tree")
def test_relatives_of_what_is_not_there_is_a_value_error(cmds: ModuleType) -> None:
    with pytest.raises(ValueError, match="No object matches name: nothing"):
        cmds.listRelatives("nothing")


@pytest.mark.usefixtures("tree")
def test_connections_by_side_plug_and_type(cmds: ModuleType) -> None:
    assert cmds.listConnections("ballShape", source=True, destination=False) == ["polySphere1"]
    assert cmds.listConnections("ballShape", type="shadingEngine") == ["initialShadingGroup"]
    assert cmds.listConnections("ballShape.inMesh", plugs=True, connections=True) == [
        "ballShape.inMesh",
        "polySphere1.output",
    ]
    assert cmds.listConnections("polySphere1.output", source=False, plugs=True) == ["ballShape.inMesh"]
    assert cmds.listConnections("initialShadingGroup", type="mesh") == ["ball", "box"]
    assert cmds.listConnections("initialShadingGroup", type="mesh", shapes=True) == ["ballShape", "boxShape"]


@pytest.mark.usefixtures("tree")
def test_a_compound_lists_the_connections_of_its_children(cmds: ModuleType) -> None:
    cmds.connectAttr("left.translateX", "right.translateX")

    assert cmds.listConnections("right.translate", plugs=True) == ["left.translateX"]


@pytest.mark.usefixtures("tree")
def test_history_is_what_made_a_node(cmds: ModuleType) -> None:
    assert cmds.listHistory("ball") == ["ballShape", "polySphere1"]
    assert cmds.listHistory("ballShape", pruneDagObjects=True) == ["polySphere1"]
    assert cmds.listHistory("polySphere1", future=True)[:2] == ["polySphere1", "ballShape"]


@pytest.mark.usefixtures("tree")
def test_a_node_is_found_by_its_id(cmds: ModuleType) -> None:
    found = cmds.ls("ball", uuid=True)

    assert cmds.ls(found) == ["ball"]


@pytest.mark.usefixtures("tree")
def test_sets_hold_members_and_tell_them(cmds: ModuleType) -> None:
    assert cmds.sets(name="mine", empty=True) == "mine"
    cmds.sets("left", "right", addElement="mine")

    assert cmds.sets("mine", query=True) == ["left", "right"]
    assert cmds.sets("mine", query=True, size=True) == 2
    assert cmds.sets("left", isMember="mine") is True
    assert cmds.sets("box", isMember="mine") is False
    assert cmds.listSets(object="left") == ["mine"]

    cmds.sets("left", remove="mine")
    assert cmds.sets("mine", query=True) == ["right"]

    cmds.sets(clear="mine")
    assert cmds.sets("mine", query=True) is None


@pytest.mark.usefixtures("tree")
def test_a_set_is_made_of_the_selection(cmds: ModuleType) -> None:
    cmds.select("left")

    assert cmds.sets(name="mine") == "mine"
    assert cmds.sets("mine", query=True) == ["left"]


def test_asking_a_node_that_is_no_set_is_a_type_error(cmds: ModuleType) -> None:
    with pytest.raises(TypeError, match="Cannot find set: persp"):
        cmds.sets("persp", query=True)


@pytest.mark.usefixtures("tree")
def test_a_materials_set_takes_a_shape_from_another(cmds: ModuleType) -> None:
    group = cmds.sets(renderable=True, noSurfaceShader=True, empty=True, name="woodSG")

    cmds.sets("ballShape", forceElement=group)

    assert cmds.sets("woodSG", query=True) == ["ballShape"]
    assert cmds.sets("initialShadingGroup", query=True) == ["boxShape"]


@pytest.mark.usefixtures("tree")
def test_deleting_a_member_takes_it_out_of_its_sets(cmds: ModuleType) -> None:
    cmds.sets("left", "right", name="mine")

    cmds.delete("right")

    assert cmds.sets("mine", query=True) == ["left"]


@pytest.mark.usefixtures("tree")
def test_a_transform_is_moved_and_measured(cmds: ModuleType) -> None:
    cmds.xform("left", translation=(1, 2, 3))
    cmds.move(1, 1, 1, "left", relative=True)
    cmds.move(5, 0, 0, "ball")

    assert cmds.xform("left", query=True, translation=True) == [2.0, 3.0, 4.0]
    assert cmds.xform("ball", query=True, translation=True, worldSpace=True) == [7.0, 3.0, 4.0]
    assert cmds.xform("left", query=True, matrix=True)[12:15] == [2.0, 3.0, 4.0]


@pytest.mark.usefixtures("tree")
def test_hidden_nodes_are_not_visible(cmds: ModuleType) -> None:
    cmds.hide("left")

    assert "ball" not in cmds.ls(visible=True)
    cmds.showHidden("left")
    assert "ball" in cmds.ls(visible=True)
