"""References in the simulated Maya, further: what may be done to them and what it leaves."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import Session


def test_an_unloaded_reference_cannot_be_imported(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.file(unloadReference="cRN")

    with pytest.raises(RuntimeError, match="not loaded"):
        cmds.file(importReference=True, referenceNode="cRN")


def test_nested_references_are_found_through_nodes_only(cmds: ModuleType, room: str, chair: str) -> None:
    cmds.file(room, reference=True, namespace="room")

    assert cmds.file(query=True, reference=True) == [room]
    assert cmds.file(room, query=True, reference=True) == [chair]
    assert cmds.ls(type="reference") == ["roomRN", "room:chairRN"]
    assert cmds.ls(references=True) == ["roomRN", "room:chairRN"]
    assert cmds.referenceQuery("room:chairRN", namespace=True) == ":room:chair"
    assert cmds.referenceQuery("room:chairRN", parentNamespace=True) == "room"
    assert cmds.referenceQuery("room:chairRN", parent=True, referenceNode=True) == "roomRN"
    assert cmds.referenceQuery("room:chair:seat", topReference=True, referenceNode=True) == "roomRN"
    assert cmds.referenceQuery("room:chairRN", isNodeReferenced=True) is True
    assert cmds.referenceQuery("roomRN", isNodeReferenced=True) is False
    assert cmds.referenceQuery("roomRN", child=True) == ["room:chairRN"]


def test_a_nested_reference_cannot_be_removed(cmds: ModuleType, room: str) -> None:
    cmds.file(room, reference=True, namespace="room")

    with pytest.raises(RuntimeError, match="nested"):
        cmds.file(removeReference=True, referenceNode="room:chairRN")


def test_unloading_the_outer_one_takes_the_inner_one(cmds: ModuleType, room: str) -> None:
    cmds.file(room, reference=True, namespace="room")

    cmds.file(unloadReference="roomRN")
    assert cmds.ls(type="reference") == ["roomRN"]
    cmds.file(loadReference="roomRN")

    assert cmds.objExists("room:chair:seat") is True


def test_importing_the_outer_one_leaves_the_inner_one_a_reference(cmds: ModuleType, room: str) -> None:
    cmds.file(room, reference=True, namespace="room")

    cmds.file(importReference=True, referenceNode="roomRN")

    assert cmds.ls(type="reference") == ["room:chairRN"]
    assert cmds.referenceQuery("room:chair:seat", isNodeReferenced=True) is True
    assert cmds.referenceQuery("room:floor", isNodeReferenced=True) is False


def test_how_deep_references_load_may_be_told(cmds: ModuleType, room: str) -> None:
    cmds.file(room, reference=True, namespace="room", loadReferenceDepth="topOnly")

    assert cmds.referenceQuery("roomRN", isLoaded=True) is True
    assert cmds.referenceQuery("room:chairRN", isLoaded=True) is False


def test_a_scene_may_open_without_its_references(cmds: ModuleType, room: str) -> None:
    cmds.file(room, open=True, loadReferenceDepth="none")

    assert cmds.referenceQuery("chairRN", isLoaded=True) is False
    assert cmds.ls("chair:*") == []


def test_an_unloaded_reference_stays_so_when_opened_again(cmds: ModuleType, room: str) -> None:
    cmds.file(room, open=True)
    cmds.file(unloadReference="chairRN")
    cmds.file(save=True)

    cmds.file(room, open=True)

    assert cmds.referenceQuery("chairRN", isLoaded=True) is False
    assert 'file -rdi 1 -ns "chair" -dr 1 -rfn "chairRN"' in Path(room).read_text()


def test_a_deferred_reference_is_not_loaded(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c", deferReference=True)

    assert cmds.referenceQuery("cRN", isLoaded=True) is False


def test_a_missing_file_leaves_its_reference_unloaded(maya: Session, cmds: ModuleType, room: str, chair: str) -> None:
    Path(chair).unlink()

    cmds.file(room, open=True)

    assert cmds.referenceQuery("chairRN", isLoaded=True) is False
    assert cmds.referenceQuery("chairRN", filename=True) == chair
    assert "Could not find" in maya.printed[-1][1]


def test_a_scene_that_references_itself_opens(maya: Session, cmds: ModuleType, chair: str) -> None:
    text = Path(chair).read_text()
    line = f'-ns "x" -rfn "xRN" -typ "mayaAscii" "{chair}";\n'
    Path(chair).write_text(text.replace("requires maya", f"file -rdi 1 {line}file -r {line}requires maya", 1))

    cmds.file(chair, open=True)

    assert cmds.objExists("x:seat") is True
    assert any("references itself" in text for _, text in maya.printed)


@pytest.mark.parametrize("node", ["sharedReferenceNode", "_UNKNOWN_REF_NODE_"])
def test_a_reference_node_without_a_file_raises(cmds: ModuleType, node: str) -> None:
    cmds.createNode("reference", name=node)

    assert node in cmds.ls(type="reference")
    assert node not in cmds.ls(references=True)
    with pytest.raises(RuntimeError, match="not associated with a reference file"):
        cmds.referenceQuery(node, filename=True)


def test_asking_of_what_is_not_referenced_raises(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="not from a referenced file"):
        cmds.referenceQuery("persp", filename=True)
    with pytest.raises(RuntimeError, match="Could not find"):
        cmds.referenceQuery("nothing", filename=True)
    assert cmds.referenceQuery("persp", isNodeReferenced=True) is False


def test_a_reference_below_a_group(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c", groupReference=True, groupName="props")

    assert cmds.ls("c:seat", long=True) == ["|props|c:seat"]


def test_the_namespace_of_a_reference_can_be_changed(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")

    cmds.file(chair, edit=True, namespace="d")

    assert cmds.referenceQuery("cRN", namespace=True) == ":d"
    assert cmds.objExists("d:seat") is True
    assert cmds.namespace(exists="c") is False


def test_references_of_one_scene_are_saved_and_come_back(cmds: ModuleType, chair: str, room: str) -> None:
    cmds.file(chair, reference=True, namespace="a")
    cmds.file(chair, reference=True, namespace="a")
    cmds.file(room, reference=True, namespace="r")
    cmds.file(rename="shot.ma")
    path = cmds.file(save=True, type="mayaAscii")
    nodes = sorted(cmds.ls())

    cmds.file(path, open=True)

    assert sorted(cmds.ls()) == nodes
    assert cmds.file(query=True, reference=True) == [chair, f"{chair}{{1}}", room]
    text = Path(path).read_text()
    assert text.count("file -rdi 1") == 3
    assert text.count("file -rdi 2") == 1
    assert text.count("file -r -ns") == 3


def test_a_nested_reference_stays_as_the_outer_scene_left_it(cmds: ModuleType, room: str) -> None:
    cmds.file(room, reference=True, namespace="room")
    cmds.file(unloadReference="room:chairRN")
    cmds.file(rename="shot.ma")
    path = cmds.file(save=True, type="mayaAscii")

    cmds.file(path, open=True)
    assert cmds.referenceQuery("roomRN", isLoaded=True) is True
    assert cmds.referenceQuery("room:chairRN", isLoaded=True) is False

    cmds.file(loadReference="room:chairRN")
    cmds.file(save=True)
    cmds.file(path, open=True)
    assert cmds.referenceQuery("room:chairRN", isLoaded=True) is True


def test_a_double_slash_marks_where_another_project_ended(cmds: ModuleType, chair: str) -> None:
    cmds.file("D:/old/project//scenes/chair.ma", reference=True, namespace="c")

    assert cmds.referenceQuery("cRN", filename=True) == chair
    assert cmds.referenceQuery("cRN", filename=True, unresolvedName=True) == "D:/old/project//scenes/chair.ma"
