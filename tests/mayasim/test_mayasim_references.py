"""References: names, copies, nesting, loading, edits, and what may not be done to what they bring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


def test_a_reference_brings_its_nodes_in_a_namespace(cmds: ModuleType, chair: str) -> None:
    assert cmds.file(chair, reference=True, namespace="blue") == chair

    assert cmds.ls(type="reference") == ["blueRN"]
    assert cmds.objExists("blue:seat") is True
    assert cmds.listConnections("blue:seatShape.inMesh") == ["blue:polyCube1"]
    assert cmds.file(query=True, modified=True) is True


def test_a_reference_may_give_its_nodes(cmds: ModuleType, chair: str) -> None:
    made = cmds.file(chair, reference=True, namespace="blue", returnNewNodes=True)

    assert {"blue:seat", "blue:seatShape", "blue:polyCube1"} <= set(made)


def test_without_a_namespace_the_files_name_is_taken(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True)

    assert cmds.referenceQuery("chairRN", namespace=True) == ":chair"


def test_a_second_copy_gets_numbers_everywhere_but_in_its_path(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="chair")

    assert cmds.file(chair, reference=True, namespace="chair") == f"{chair}{{1}}"

    assert cmds.ls(type="reference") == ["chairRN", "chairRN1"]
    assert cmds.namespace(exists="chair1") is True
    assert cmds.referenceQuery("chairRN1", filename=True) == f"{chair}{{1}}"
    assert cmds.referenceQuery("chairRN1", filename=True, withoutCopyNumber=True) == chair
    assert cmds.file(query=True, reference=True) == [chair, f"{chair}{{1}}"]
    assert cmds.file(query=True, reference=True, withoutCopyNumber=True) == [chair, chair]
    assert cmds.referenceQuery(f"{chair}{{1}}", referenceNode=True) == "chairRN1"


def test_a_reference_may_use_no_namespace(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace=":")

    assert cmds.objExists("seat") is True
    assert cmds.referenceQuery("seat", isNodeReferenced=True) is True
    assert cmds.referenceQuery("seat", namespace=True) == ":"


def test_a_reference_may_use_a_prefix(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, renamingPrefix="old")

    assert cmds.objExists("old_seat") is True
    assert cmds.file("oldRN", query=True, usingNamespaces=True) is False


def test_namespace_and_node_may_differ_in_name(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="Stalagmite_4", referenceNode="Stalagmite_1RN1")

    assert cmds.referenceQuery("Stalagmite_1RN1", namespace=True) == ":Stalagmite_4"
    assert cmds.referenceQuery("Stalagmite_4:seat", referenceNode=True) == "Stalagmite_1RN1"


def test_a_file_that_is_not_there_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="File not found"):
        cmds.file("nothing.ma", reference=True)

    assert cmds.ls(type="reference") == []


def test_the_stored_path_is_kept_as_written(cmds: ModuleType, chair: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSETS", Path(chair).parent.as_posix())

    cmds.file("$ASSETS/chair.ma", reference=True, namespace="c")

    assert cmds.referenceQuery("cRN", filename=True) == chair
    assert cmds.referenceQuery("cRN", filename=True, unresolvedName=True) == "$ASSETS/chair.ma"
    assert cmds.file(query=True, reference=True, unresolvedName=True) == ["$ASSETS/chair.ma"]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda cmds: cmds.delete("c:seat"), "delete"),
        (lambda cmds: cmds.rename("c:seat", "mine"), "rename"),
        (lambda cmds: cmds.lockNode("c:seat", lock=True), "lockNode"),
        (lambda cmds: cmds.namespace(moveNamespace=("c", ":"), force=True), "namespace"),
        (lambda cmds: cmds.delete("cRN"), "locked"),
        (lambda cmds: cmds.namespace(removeNamespace="c", mergeNamespaceWithRoot=True), "in use"),
    ],
    ids=["delete", "rename", "lock", "move namespace", "reference node", "remove namespace"],
)
def test_what_a_reference_brings_is_protected(cmds: ModuleType, chair: str, act: object, words: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    assert callable(act)

    with pytest.raises(RuntimeError, match=words):
        act(cmds)

    assert cmds.objExists("c:seat") is True


def test_deleting_a_group_around_referenced_nodes_is_refused(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.group("c:seat", name="g")

    with pytest.raises(RuntimeError, match="referenced"):
        cmds.delete("g")


def test_an_unloaded_reference_keeps_its_node_only(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")

    cmds.file(unloadReference="cRN")

    assert cmds.ls(type="reference") == ["cRN"]
    assert cmds.referenceQuery("cRN", isLoaded=True) is False
    assert cmds.referenceQuery("cRN", nodes=True) is None
    assert cmds.objExists("c:seat") is False
    assert cmds.referenceQuery("cRN", filename=True) == chair
    assert cmds.file(chair, query=True, deferReference=True) is True


def test_loading_brings_the_nodes_and_their_edits_back(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.setAttr("c:seat.translate", 1, 2, 3, type="double3")
    cmds.setAttr("c:seat.visibility", False)
    cmds.setAttr("c:seat.rotateX", lock=True)
    cmds.addAttr("c:seat", longName="note", dataType="string")
    cmds.setAttr("c:seat.note", "kept", type="string")
    cmds.file(unloadReference="cRN")

    cmds.file(loadReference="cRN")

    assert cmds.getAttr("c:seat.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("c:seat.visibility") is False
    assert cmds.getAttr("c:seat.rotateX", lock=True) is True
    assert cmds.getAttr("c:seat.note") == "kept"


def test_connections_with_own_nodes_come_back(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.spaceLocator(name="here")
    cmds.connectAttr("here.translateX", "c:seat.translateX")
    cmds.connectAttr("c:seat.translateY", "here.translateY")
    cmds.file(unloadReference="cRN")
    assert cmds.listConnections("here") is None

    cmds.file(loadReference="cRN")

    assert cmds.listConnections("here", plugs=True) == ["c:seat.translateY", "c:seat.translateX"]


def test_edits_are_told(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.setAttr("c:seat.scale", 5, 5, 5, type="double3")
    cmds.setAttr("c:seat.scale", 6, 6, 6, type="double3")

    assert cmds.referenceQuery("cRN", editStrings=True) == ['setAttr c:seat.scale -type "double3" 6 6 6']
    assert cmds.referenceQuery("cRN", editNodes=True, editAttrs=True) == ["c:seat.scale"]
    assert cmds.reference(referenceNode="cRN", query=True, editCommand=True) == [
        'setAttr c:seat.scale -type "double3" 6 6 6'
    ]


def test_edits_are_cleaned_of_unloaded_references_only(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.setAttr("c:seat.translateX", 5)
    with pytest.raises(RuntimeError, match="loaded"):
        cmds.file(cleanReference="cRN", editCommand="setAttr")

    cmds.file(unloadReference="cRN")
    cmds.file(cleanReference="cRN", editCommand="setAttr")
    cmds.file(loadReference="cRN")

    assert cmds.getAttr("c:seat.translateX") == 0.0


def test_edits_are_saved_with_the_scene(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.setAttr("c:seat.translate", 1, 2, 3, type="double3")
    cmds.addAttr("c:seat", longName="note", dataType="string")
    cmds.setAttr("c:seat.note", 'a "b"', type="string")
    cmds.spaceLocator(name="here")
    cmds.connectAttr("here.translateX", "c:seat.rotateX")
    cmds.file(rename="shot.ma")

    cmds.file(cmds.file(save=True, type="mayaAscii"), open=True)

    assert cmds.getAttr("c:seat.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("c:seat.note") == 'a "b"'
    assert cmds.listConnections("c:seat.rotateX") == ["here"]
    assert len(cmds.referenceQuery("cRN", editStrings=True)) == 3


def test_switching_the_file_keeps_namespace_node_and_edits(
    cmds: ModuleType, chair: str, saved: Callable[..., str]
) -> None:
    other = saved("chair_v2.ma", lambda: (cmds.polyCube(name="seat"), cmds.polyCube(name="back")))
    cmds.file(chair, reference=True, namespace="c")
    cmds.setAttr("c:seat.translateX", 4)

    assert cmds.file(other, loadReference="cRN", type="mayaAscii") == other

    assert cmds.ls(type="reference") == ["cRN"]
    assert cmds.referenceQuery("cRN", filename=True) == other
    assert cmds.objExists("c:back") is True
    assert cmds.getAttr("c:seat.translateX") == 4.0


def test_switching_without_loading(cmds: ModuleType, chair: str, saved: Callable[..., str]) -> None:
    other = saved("chair_v2.ma")
    cmds.file(chair, reference=True, namespace="c")

    cmds.file(other, loadReference="cRN", loadReferenceDepth="none")

    assert cmds.referenceQuery("cRN", filename=True) == other
    assert cmds.referenceQuery("cRN", isLoaded=True) is False


def test_switching_to_what_is_not_there_leaves_everything(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")

    with pytest.raises(RuntimeError, match="File not found"):
        cmds.file("nothing.ma", loadReference="cRN")

    assert cmds.referenceQuery("cRN", filename=True) == chair
    assert cmds.objExists("c:seat") is True


def test_removing_takes_node_content_and_namespace(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")

    assert cmds.file(removeReference=True, referenceNode="cRN") == chair

    assert cmds.ls(type="reference") == []
    assert cmds.namespace(exists="c") is False
    assert cmds.ls("c:*") == []


def test_removing_by_the_files_name(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.file(chair, reference=True, namespace="c")

    cmds.file(f"{chair}{{1}}", removeReference=True)

    assert cmds.ls(type="reference") == ["cRN"]


def test_own_nodes_below_a_removed_reference_stay(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.group(empty=True, name="mine", parent="c:seat")

    cmds.file(removeReference=True, referenceNode="cRN")

    assert cmds.ls("mine", long=True) == ["|mine"]


def test_importing_a_reference_makes_its_nodes_the_scenes_own(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")

    cmds.file(chair, importReference=True)

    assert cmds.ls(type="reference") == []
    assert cmds.referenceQuery("c:seat", isNodeReferenced=True) is False
    cmds.rename("c:seat", "mine")
    cmds.delete("mine")
