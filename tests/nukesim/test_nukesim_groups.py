"""Groups: what code sees within them, full names, copies of what is in them."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import Session


@pytest.fixture
def nest(nuke: ModuleType) -> ModuleType:
    """A group in a group, each with a read."""
    outer = nuke.nodes.Group(name="Outer")
    with outer:
        nuke.nodes.Read()
        with nuke.nodes.Group(name="Inner"):
            nuke.nodes.Read()
    return nuke


def test_full_names_tell_the_way(nest: ModuleType) -> None:
    names = {node.fullName() for node in nest.allNodes(recurseGroups=True)}

    assert names == {"Outer", "Outer.Read1", "Outer.Inner", "Outer.Inner.Read1"}


def test_names_are_their_own_within_a_group(nest: ModuleType) -> None:
    with nest.toNode("Outer"):
        assert nest.nodes.Read().name() == "Read2"
    assert nest.nodes.Read().name() == "Read1"


def test_only_the_current_group_is_listed(nest: ModuleType) -> None:
    assert [node.name() for node in nest.allNodes()] == ["Outer"]
    with nest.toNode("Outer"):
        assert [node.name() for node in nest.allNodes()] == ["Inner", "Read1"]
    assert [node.name() for node in nest.allNodes("Read", nest.toNode("Outer"))] == ["Read1"]


def test_nodes_are_found_by_their_way(nest: ModuleType) -> None:
    inner = nest.toNode("Outer.Inner.Read1")

    assert inner.parent() is nest.toNode("Outer.Inner")
    assert nest.toNode("root.Outer.Read1") is nest.toNode("Outer.Read1")
    assert nest.toNode("Outer.Gone.Read1") is None
    assert nest.toNode("Outer").node("Inner.Read1") is inner


def test_within_a_group_short_names_are_its_own_first(nest: ModuleType) -> None:
    nest.nodes.Read(name="Top")
    with nest.toNode("Outer"):
        assert nest.toNode("Read1").fullName() == "Outer.Read1"
        assert nest.toNode("Top") is not None


def test_begin_and_end_are_the_same_as_with(nest: ModuleType) -> None:
    group = nest.toNode("Outer")
    group.begin()
    made = nest.createNode("Blur")
    group.end()

    assert made.fullName() == "Outer.Blur1"
    assert nest.thisGroup() is nest.root()


def test_an_error_within_leaves_the_group(nest: ModuleType) -> None:
    with pytest.raises(RuntimeError), nest.toNode("Outer"):
        nest.createNode("Nope")

    assert nest.thisGroup() is nest.root()


def test_something_is_run_within(nest: ModuleType) -> None:
    assert nest.toNode("Outer").run(lambda: len(nest.allNodes())) == 2


def test_a_group_knows_its_nodes(nest: ModuleType) -> None:
    outer = nest.toNode("Outer")
    with outer:
        output = nest.nodes.Output()

    assert outer.numNodes() == 3
    assert outer.output() is output
    assert isinstance(outer, nest.Group)
    assert isinstance(outer, nest.Node)
    assert not isinstance(outer, nest.Root)


def test_selection_is_of_a_group(nest: ModuleType) -> None:
    outer = nest.toNode("Outer")
    outer.node("Read1").setSelected(True)

    assert nest.selectedNodes() == []
    assert outer.selectedNode() is outer.node("Read1")
    with outer:
        assert nest.selectedNode() is outer.node("Read1")


def test_deleting_a_group_deletes_what_is_in_it(nest: ModuleType) -> None:
    inner = nest.toNode("Outer.Inner.Read1")
    nest.delete(nest.toNode("Outer"))

    with pytest.raises(ValueError, match="not attached"):
        inner.name()


def test_groups_survive_a_script(nest: ModuleType, tmp_path: Path) -> None:
    with nest.toNode("Outer.Inner") as inner:
        start = nest.nodes.Input()
        grade = nest.nodes.Grade(inputs=[start])
        nest.nodes.Output(inputs=[grade])
    inner.setInput(0, nest.toNode("Outer.Read1"))
    names = sorted(node.fullName() for node in nest.allNodes(recurseGroups=True))
    path = (tmp_path / "a.nk").as_posix()
    nest.scriptSaveAs(path)
    nest.scriptClear()
    nest.scriptReadFile(path)

    assert sorted(node.fullName() for node in nest.allNodes(recurseGroups=True)) == names
    assert nest.toNode("Outer.Inner").input(0) is nest.toNode("Outer.Read1")
    assert nest.toNode("Outer.Inner.Output1").input(0) is nest.toNode("Outer.Inner.Grade1")


def test_the_selection_is_cleared_at_every_depth(nest: ModuleType) -> None:
    import nukescripts

    for node in nest.allNodes(recurseGroups=True):
        node.setSelected(True)
    nukescripts.clear_selection_recursive()

    assert not [node for node in nest.allNodes(recurseGroups=True) if node.isSelected()]


def test_the_root_is_a_group_and_the_script(nuke: ModuleType, session: Session) -> None:
    root = nuke.root()

    assert isinstance(root, nuke.Root)
    assert isinstance(root, nuke.Group)
    assert root.name() == "Root"
    assert root.fullName() == "root"
    assert root.parent() is None
    assert nuke.toNode("root") is root


def test_the_root_has_its_usual_values(nuke: ModuleType) -> None:
    root = nuke.root()

    assert (root.firstFrame(), root.lastFrame(), root.fps(), root.realFps()) == (1, 100, 24, 24.0)
    assert root["name"].value() == ""
    assert nuke.views() == ["main"]
    assert (nuke.animationStart(), nuke.animationEnd()) == (1.0, 100.0)


def test_views_are_added_and_removed(nuke: ModuleType) -> None:
    nuke.addView("left")
    nuke.root().addView("right")
    nuke.deleteView("main")

    assert nuke.views() == ["left", "right"]
    with pytest.raises(ValueError, match="no view 'main'"):
        nuke.deleteView("main")
    with pytest.raises(ValueError, match="already"):
        nuke.addView("left")


def test_a_group_has_an_input_for_each_input_in_it(nuke: ModuleType) -> None:
    source, group = nuke.nodes.Read(), nuke.nodes.Group()
    assert not group.setInput(0, source)
    assert group.maxInputs() == 0
    with group:
        nuke.nodes.Input()

    assert group.setInput(0, source)
    assert not group.setInput(1, source)


@pytest.fixture
def through(nuke: ModuleType) -> ModuleType:
    """A group between a read and a write, with a grade in it."""
    read = nuke.nodes.Read(name="R", first=5, last=9, format="HD_720")
    other = nuke.nodes.Read(name="Other", first=1, last=2)
    group = nuke.nodes.Group(name="G")
    with group:
        nuke.nodes.Input(name="B", number=1)
        start = nuke.nodes.Input(name="A", number=0)
        grade = nuke.nodes.Grade(name="In", inputs=[start])
        nuke.nodes.Output(inputs=[grade])
    group.setInput(0, read)
    group.setInput(1, other)
    nuke.nodes.Write(name="W", inputs=[group])
    return nuke


def test_frames_and_formats_come_through_groups(through: ModuleType) -> None:
    write, inside = through.toNode("W"), through.toNode("G.In")

    assert (write.firstFrame(), write.lastFrame()) == (5, 9)
    assert (inside.firstFrame(), inside.width()) == (5, 1280)
    assert through.toNode("G.B").lastFrame() == 2
    assert write.width() == 1280


def test_errors_come_through_groups(through: ModuleType, session: Session) -> None:
    through.toNode("R")["on_error"].setValue("black")
    through.toNode("Other")["on_error"].setValue("black")
    assert not through.toNode("W").treeHasError()
    session.faults.error_nodes.append("G.In")

    assert through.toNode("W").treeHasError()


@pytest.mark.parametrize("class_name", ["Precomp", "LiveGroup"])
def test_what_lies_in_a_file_of_its_own_is_not_read(nuke: ModuleType, class_name: str) -> None:
    from studio_tools.testing.nukesim import NotSimulated

    node = getattr(nuke.nodes, class_name)(file="/gone.nk")

    assert node.hasError()
    with pytest.raises(NotSimulated, match="is not read"):
        node.firstFrame()
