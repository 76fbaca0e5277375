"""Undo: every change has its way back, and steps hold several."""

from __future__ import annotations

from types import ModuleType

import pytest


def test_a_change_outside_of_a_step_is_one(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    node["file"].setValue("a.exr")
    node["file"].setValue("b.exr")
    nuke.undo()

    assert node["file"].value() == "a.exr"
    nuke.redo()
    assert node["file"].value() == "b.exr"


def test_a_step_holds_several(nuke: ModuleType) -> None:
    nuke.Undo.begin("load")
    node = nuke.createNode("Read")
    node["file"].setValue("a.exr")
    node.addKnob(nuke.String_Knob("stamp"))
    node["stamp"].setValue("x")
    nuke.Undo.end()
    nuke.undo()

    assert nuke.allNodes() == []
    nuke.redo()
    assert nuke.toNode("Read1")["stamp"].value() == "x"
    assert nuke.toNode("Read1") is node


def test_an_instance_does_the_same(nuke: ModuleType) -> None:
    nuke.Undo().begin("x")
    nuke.nodes.Read()
    nuke.nodes.Read()
    nuke.Undo().end()

    assert nuke.Undo.undoSize() == 1


def test_it_is_a_context_too(nuke: ModuleType) -> None:
    with nuke.Undo():
        nuke.nodes.Read()
        nuke.nodes.Blur()
    nuke.Undo.undo()

    assert nuke.allNodes() == []
    assert nuke.Undo.redoSize() == 1


def test_a_context_ends_with_an_error(nuke: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="Unknown command"), nuke.Undo():
        nuke.createNode("Nope")
    nuke.nodes.Blur()
    nuke.nodes.Blur()

    assert nuke.Undo.undoSize() == 2


def test_a_step_may_be_cancelled(nuke: ModuleType) -> None:
    nuke.Undo.begin("x")
    nuke.nodes.Read()
    nuke.Undo.cancel()

    assert nuke.allNodes() == []
    assert nuke.Undo.redoSize() == 0


def test_a_deleted_node_comes_back_with_its_wires(nuke: ModuleType) -> None:
    read = nuke.nodes.Read()
    grade = nuke.nodes.Grade(inputs=[read])
    write = nuke.nodes.Write(inputs=[grade])
    nuke.delete(grade)
    nuke.undo()

    assert write.input(0) is grade
    assert grade.input(0) is read
    assert grade.name() == "Grade1"


def test_names_wires_places_and_types_come_back(nuke: ModuleType) -> None:
    one, node = nuke.nodes.Read(), nuke.nodes.Write(name="W")
    nuke.Undo.begin()
    node.setName("Other")
    node.setInput(0, one)
    node.setXYpos(5, 6)
    node["file_type"].setValue("exr")
    node["compression"].setValue("none")
    nuke.Undo.end()
    nuke.undo()

    assert (node.name(), node.input(0), node.xpos(), node["file_type"].getValue()) == ("W", None, 0, 0.0)
    assert node.knob("compression") is None
    nuke.redo()
    assert node["compression"].value() == "none"


def test_a_removed_knob_comes_back_in_its_place(nuke: ModuleType) -> None:
    node = nuke.nodes.NoOp()
    for name in ("a", "b", "c"):
        node.addKnob(nuke.String_Knob(name))
    knob = node["b"]
    node.removeKnob(knob)
    nuke.undo()

    assert node["b"] is knob
    assert list(node.knobs())[-3:] == ["a", "b", "c"]


def test_nothing_is_remembered_while_it_is_off(nuke: ModuleType) -> None:
    nuke.Undo.disable()
    assert nuke.Undo.disabled()
    nuke.nodes.Read()
    nuke.Undo.enable()
    nuke.undo()

    assert len(nuke.allNodes()) == 1


def test_nothing_to_undo_is_no_error(nuke: ModuleType) -> None:
    nuke.undo()
    nuke.redo()
    nuke.Undo.undo()
    nuke.Undo.redo()


def test_a_new_change_forgets_what_could_be_done_again(nuke: ModuleType) -> None:
    nuke.nodes.Read()
    nuke.undo()
    nuke.nodes.Blur()
    nuke.redo()

    assert [node.Class() for node in nuke.allNodes()] == ["Blur"]


def test_another_script_forgets_all(nuke: ModuleType) -> None:
    nuke.nodes.Read()
    nuke.scriptClear()
    nuke.undo()

    assert nuke.allNodes() == []
