"""Nodes made, named, wired, selected, unmade."""

from __future__ import annotations

from types import ModuleType

import pytest

from studio_tools.testing.nukesim import NotSimulated, Session
from studio_tools.testing.nukesim.schema import node_class, read_table


@pytest.mark.parametrize(
    ("class_name", "name"),
    [("Read", "Read1"), ("Merge2", "Merge1"), ("Camera3", "Camera1"), ("CheckerBoard2", "CheckerBoard1")],
)
def test_a_node_is_named_after_its_class(nuke: ModuleType, class_name: str, name: str) -> None:
    assert nuke.createNode(class_name).name() == name


@pytest.mark.parametrize("class_name", sorted(set(read_table("nodes")["classes"]) - {"Root", "Preferences"}))
def test_every_class_of_the_table_is_made_with_its_knobs(nuke: ModuleType, class_name: str) -> None:
    node = getattr(nuke.nodes, class_name)()

    kind = node_class(class_name)
    assert kind is not None
    assert set(kind.knobs) <= set(node.knobs())
    assert node.Class() == class_name
    for name, knob in node.knobs().items():
        assert knob.name() == name
        assert knob._is_default() or name == "name"
        assert knob.toScript() is not None


def test_an_unknown_class_is_an_unknown_command(nuke: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="Nope: Unknown command"):
        nuke.createNode("Nope")
    with pytest.raises(RuntimeError, match="Nope: Unknown command"):
        nuke.nodes.Nope()


def test_a_class_that_we_lack_is_not_simulated(nuke: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="Kronos"):
        nuke.createNode("Kronos")


def test_a_name_that_is_taken_gets_a_number(nuke: ModuleType) -> None:
    first, second = nuke.nodes.Read(name="plate"), nuke.nodes.Read(name="plate")
    third = nuke.nodes.Read()
    third.setName("plate")

    assert [each.name() for each in (first, second, third)] == ["plate", "plate1", "plate2"]
    with pytest.raises(ValueError, match="is taken"):
        third.setName("plate", uncollide=False)


def test_illegal_letters_of_a_name_become_underscores(nuke: ModuleType) -> None:
    node = nuke.nodes.Read(name="a b-c")
    node["name"].setValue("1st")

    assert node.name() == "_1st"


def test_missing_nodes_are_none(nuke: ModuleType) -> None:
    assert nuke.toNode("Nope") is None
    assert not nuke.exists("Nope")
    with pytest.raises(ValueError, match="no node selected"):
        nuke.selectedNode()


def test_a_node_and_a_knob_exist(nuke: ModuleType) -> None:
    nuke.nodes.Read(name="R")

    assert nuke.exists("R")
    assert nuke.exists("R.file")
    assert not nuke.exists("R.nope")


def test_there_are_preferences(nuke: ModuleType) -> None:
    assert nuke.toNode("preferences") is not None
    assert nuke.allNodes() == []


def test_the_newest_node_comes_first(nuke: ModuleType) -> None:
    made = [nuke.nodes.Read() for _ in range(3)]

    assert nuke.allNodes() == made[::-1]


def test_nodes_are_asked_by_class(nuke: ModuleType) -> None:
    nuke.nodes.Read()
    grade = nuke.nodes.Grade()

    assert nuke.allNodes("Grade") == [grade]
    with pytest.raises(TypeError, match="expected str"):
        nuke.allNodes(3)


def test_a_made_node_is_connected_and_selected(nuke: ModuleType) -> None:
    read = nuke.createNode("Read")
    grade = nuke.createNode("Grade")

    assert grade.input(0) is read
    assert nuke.selectedNodes() == [grade]


def test_a_constructed_node_is_neither(nuke: ModuleType) -> None:
    read = nuke.createNode("Read")
    grade = nuke.nodes.Grade()

    assert grade.input(0) is None
    assert nuke.selectedNodes() == [read]


def test_a_read_is_connected_to_nothing(nuke: ModuleType) -> None:
    nuke.createNode("Grade")

    assert nuke.createNode("Read").inputs() == 0


def test_a_made_node_takes_its_place_downstream(nuke: ModuleType) -> None:
    read = nuke.createNode("Read")
    write = nuke.createNode("Write")
    read.selectOnly()
    grade = nuke.createNode("Grade")

    assert write.input(0) is grade
    assert grade.input(0) is read


def test_a_merge_is_connected_to_all_that_is_selected(nuke: ModuleType) -> None:
    back, front = nuke.nodes.Read(), nuke.nodes.Read()
    back.setSelected(True)
    front.setSelected(True)
    merge = nuke.createNode("Merge2")

    assert (merge.input(0), merge.input(1)) == (back, front)


def test_knobs_are_given_with_the_command(nuke: ModuleType) -> None:
    node = nuke.createNode("Read", 'file "/a b.exr" first 3 name plate', inpanel=False)

    assert (node.name(), node["file"].value(), node["first"].value()) == ("plate", "/a b.exr", 3)
    with pytest.raises(RuntimeError, match="no such knob: nope"):
        nuke.createNode("Read", "nope 1")


def test_knobs_are_given_to_the_constructor(nuke: ModuleType) -> None:
    read = nuke.nodes.Read(file="/x.exr")
    node = nuke.nodes.Write(inputs=[read], file="/y.exr", file_type="exr", name="W")

    assert (node.input(0), node["file_type"].value(), node.name()) == (read, "exr", "W")
    with pytest.raises(NameError, match="knob nope does not exist"):
        nuke.nodes.Read(nope=1)


def test_wires_are_set_and_asked(nuke: ModuleType) -> None:
    read, merge = nuke.nodes.Read(), nuke.nodes.Merge2()

    assert merge.setInput(1, read)
    assert merge.inputs() == 2
    assert merge.input(0) is None
    assert merge.dependencies() == [read]
    assert read.dependent() == [merge]
    assert merge.setInput(1, None)
    assert merge.inputs() == 0


def test_what_cannot_be_wired_is_refused(nuke: ModuleType) -> None:
    read, grade = nuke.nodes.Read(), nuke.nodes.Grade()
    below = nuke.nodes.Grade(inputs=[grade])
    group = nuke.nodes.Group()
    with group:
        inside = nuke.nodes.Grade()

    assert not read.setInput(0, grade), "it takes no input"
    assert not grade.setInput(0, below), "a circle"
    assert not grade.setInput(0, grade)
    assert not grade.setInput(0, inside), "another group"
    assert not grade.setInput(7, read)
    assert grade.inputs() == 0


def test_the_next_free_input_is_found(nuke: ModuleType) -> None:
    one, two, merge = nuke.nodes.Read(), nuke.nodes.Read(), nuke.nodes.Merge2()
    merge.connectInput(0, one)
    merge.connectInput(0, two)

    assert (merge.input(0), merge.input(1)) == (one, two)


def test_dependencies_are_of_kinds(nuke: ModuleType) -> None:
    read, other = nuke.nodes.Read(), nuke.nodes.Switch(name="Other")
    node = nuke.nodes.Switch(inputs=[read])
    node["which"].setExpression("Other.which")

    assert node.dependencies(nuke.INPUTS) == [read]
    assert node.dependencies(nuke.EXPRESSIONS) == [other]
    assert other.dependent(nuke.EXPRESSIONS) == [node]
    assert nuke.dependencies([node], nuke.INPUTS | nuke.EXPRESSIONS) == [read, other]
    assert nuke.dependentNodes(nuke.INPUTS, [read]) == [node]
    node["hide_input"].setValue(True)
    assert node.dependencies(nuke.INPUTS) == []
    assert node.dependencies(nuke.HIDDEN_INPUTS) == [read]


def test_a_deleted_node_is_dead(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    nuke.delete(node)

    assert nuke.allNodes() == []
    for ask in (node.name, node.Class, node.knobs, lambda: node["file"], node.inputs):
        with pytest.raises(ValueError, match="A PythonObject is not attached to a node"):
            ask()


def test_a_knob_of_a_deleted_node_cannot_be_set(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    knob = node["file"]
    nuke.delete(node)

    with pytest.raises(ValueError, match="not attached"):
        knob.setValue("x")


def test_what_took_from_a_deleted_node_takes_from_above(nuke: ModuleType) -> None:
    read = nuke.nodes.Read()
    grade = nuke.nodes.Grade(inputs=[read])
    write = nuke.nodes.Write(inputs=[grade])
    nuke.delete(grade)

    assert write.input(0) is read


@pytest.mark.parametrize("what", [None, "Read1", 3], ids=str)
def test_only_nodes_are_deleted(nuke: ModuleType, what: object) -> None:
    with pytest.raises(TypeError):
        nuke.delete(what)
    with pytest.raises(ValueError, match="cannot be deleted"):
        nuke.delete(nuke.root())


def test_the_last_selected_comes_first(nuke: ModuleType) -> None:
    one, two = nuke.nodes.Read(), nuke.nodes.Read()
    two.setSelected(True)
    one.setSelected(True)

    assert nuke.selectedNodes() == [one, two]
    assert nuke.selectedNode() is one
    nuke.invertSelection()
    assert not nuke.nodesSelected()
    nuke.selectAll()
    assert nuke.nodeDelete()
    assert nuke.allNodes() == []


def test_selecting_changes_nothing_that_is_saved_first(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    nuke.root().setModified(False)
    node.setSelected(True)

    assert not nuke.root().modified()


def test_nodes_are_placed(nuke: ModuleType, session: Session) -> None:
    read = nuke.createNode("Read")
    read.setXYpos(100, 200)
    grade = nuke.createNode("Grade")

    assert (grade.xpos(), grade.ypos()) == (100, 250)
    assert (grade.screenWidth(), grade.screenHeight()) == ((80, 18) if session.is_gui else (0, 0))


def test_a_backdrop_holds_what_lies_on_it(nuke: ModuleType) -> None:
    backdrop = nuke.nodes.BackdropNode(bdwidth=200, bdheight=100)
    inside, outside = nuke.nodes.Dot(xpos=50, ypos=50), nuke.nodes.Dot(xpos=500, ypos=50)
    backdrop.selectNodes()

    assert backdrop.getNodes() == [inside]
    assert inside.isSelected()
    assert not outside.isSelected()


@pytest.mark.parametrize(
    ("mode", "frame", "span"), [("start at", "101", (101, 110)), ("offset", "10", (-9, 0)), ("expression", "", (1, 10))]
)
def test_a_read_lies_where_its_frame_mode_says(nuke: ModuleType, mode: str, frame: str, span: tuple[int, int]) -> None:
    node = nuke.nodes.Read(first=1, last=10, frame_mode=mode, frame=frame)

    assert (node.firstFrame(), node.lastFrame()) == span
    assert (node.frameRange().first(), node.frameRange().last()) == span


def test_frames_come_down_the_tree(nuke: ModuleType) -> None:
    one, two = nuke.nodes.Read(first=1, last=10), nuke.nodes.Read(first=5, last=20)
    merge = nuke.nodes.Merge2(inputs=[one, two])
    moved = nuke.nodes.TimeOffset(inputs=[merge], time_offset=100)
    write = nuke.nodes.Write(inputs=[moved])

    assert (write.firstFrame(), write.lastFrame()) == (101, 120)
    write["use_limit"].setValue(True)
    write["first"].setValue(105)
    write["last"].setValue(106)
    assert (write.firstFrame(), write.lastFrame()) == (105, 106)


def test_frames_through_a_retime_are_not_simulated(nuke: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="Retime"):
        nuke.nodes.Retime(inputs=[nuke.nodes.Read()]).firstFrame()


def test_a_node_on_its_own_has_the_scripts_frames(nuke: ModuleType) -> None:
    nuke.root()["last_frame"].setValue(42)

    assert nuke.nodes.Constant().lastFrame() == 42
