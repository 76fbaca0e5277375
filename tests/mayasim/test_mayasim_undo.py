"""Undo: a command is a step, a chunk is one step, questions are none."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from studio_tools.testing.mayasim.journal import Journal


@pytest.mark.parametrize(
    "act",
    [
        lambda cmds: cmds.polySphere(name="new"),
        lambda cmds: cmds.rename("box", "crate"),
        lambda cmds: cmds.delete("box"),
        lambda cmds: cmds.parent("box", "g"),
        lambda cmds: cmds.group("box"),
        lambda cmds: cmds.duplicate("box"),
        lambda cmds: cmds.setAttr("box.translate", 1, 2, 3, type="double3"),
        lambda cmds: cmds.setAttr("box.translateX", lock=True),
        lambda cmds: cmds.addAttr("box", longName="note", dataType="string"),
        lambda cmds: cmds.connectAttr("g.translateX", "box.translateX"),
        lambda cmds: cmds.disconnectAttr("polyCube1.output", "boxShape.inMesh"),
        lambda cmds: cmds.sets("box", name="s"),
        lambda cmds: cmds.setKeyframe("box", attribute="translateX", time=3, value=1),
        lambda cmds: cmds.playbackOptions(minTime=50),
        lambda cmds: cmds.currentUnit(time="pal"),
        lambda cmds: cmds.fileInfo("a", "b"),
        lambda cmds: cmds.namespace(addNamespace="n"),
        lambda cmds: cmds.lockNode("box", lock=True),
        lambda cmds: cmds.select("g"),
        lambda cmds: cmds.delete("box", constructionHistory=True),
        lambda cmds: cmds.file(cmds.file(query=True, sceneName=True), i=True),
        lambda cmds: cmds.createDisplayLayer("box"),
        lambda cmds: cmds.sound(file="a.wav", offset=3),
    ],
    ids=lambda act: ".".join(name for name in act.__code__.co_names),
)
def test_a_command_is_undone_and_done_again(cmds: ModuleType, act: Callable[[ModuleType], object]) -> None:
    cmds.polyCube(name="box")
    cmds.group(empty=True, name="g")
    cmds.select("box")
    cmds.file(rename="a.ma")
    cmds.file(save=True, type="mayaAscii")
    before = picture(cmds)

    act(cmds)
    after = picture(cmds)
    assert after != before

    cmds.undo()
    assert picture(cmds) == before
    cmds.redo()
    assert picture(cmds) == after


def picture(cmds: ModuleType) -> object:
    """What a scene looks like from without."""
    plugs = [f"{node}.{path}" for node in ("box", "crate") for path in ("translateX", "translateY", "note")]
    return (
        sorted(cmds.ls(long=True)),
        cmds.ls(selection=True),
        [cmds.getAttr(plug) for plug in plugs if cmds.objExists(plug)],
        [cmds.getAttr(plug, lock=True) for plug in plugs if cmds.objExists(plug)],
        {node: cmds.listConnections(node, plugs=True) for node in ("box", "boxShape") if len(cmds.ls(node)) == 1},
        cmds.playbackOptions(query=True, minTime=True),
        cmds.currentUnit(query=True, time=True),
        cmds.fileInfo(query=True),
        cmds.namespaceInfo(listOnlyNamespaces=True),
        cmds.lockNode("box", query=True) if cmds.objExists("box") else None,
    )


def test_a_chunk_is_one_step(cmds: ModuleType) -> None:
    cmds.undoInfo(openChunk=True, chunkName="bring in")
    cmds.polyCube(name="a")
    cmds.polyCube(name="b")
    cmds.undoInfo(closeChunk=True)

    assert cmds.undoInfo(query=True, undoName=True) == "bring in"
    cmds.undo()

    assert cmds.ls("a", "b") == []


def test_chunks_within_chunks_belong_to_the_outer_one(cmds: ModuleType) -> None:
    cmds.undoInfo(openChunk=True, chunkName="outer")
    cmds.undoInfo(openChunk=True, chunkName="inner")
    cmds.polyCube(name="a")
    cmds.undoInfo(closeChunk=True)
    cmds.polyCube(name="b")
    cmds.undoInfo(closeChunk=True)

    cmds.undo()

    assert cmds.ls("a", "b") == []


def test_closing_what_is_not_open_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="No undo chunk"):
        cmds.undoInfo(closeChunk=True)


def test_a_question_is_no_step(cmds: ModuleType) -> None:
    cmds.polyCube(name="a")

    cmds.ls()
    cmds.getAttr("a.tx")
    cmds.file(query=True, sceneName=True)
    cmds.undo()

    assert cmds.ls("a") == []


def test_nothing_left_to_undo_is_an_error(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="no more commands to undo"):
        cmds.undo()
    with pytest.raises(RuntimeError, match="no more commands to redo"):
        cmds.redo()


def test_a_new_change_ends_what_could_be_redone(cmds: ModuleType) -> None:
    cmds.polyCube(name="a")
    cmds.undo()
    cmds.polyCube(name="b")

    assert cmds.undoInfo(query=True, redoQueueEmpty=True) is True


def test_opening_a_scene_forgets_what_could_be_undone(cmds: ModuleType, chair: str) -> None:
    cmds.polyCube(name="a")

    cmds.file(chair, open=True, force=True)

    assert cmds.undoInfo(query=True, undoQueueEmpty=True) is True


def test_a_chunk_that_is_open_survives_the_opening_of_a_scene(cmds: ModuleType, chair: str) -> None:
    cmds.undoInfo(openChunk=True, chunkName="x")
    cmds.file(chair, open=True, force=True)

    cmds.undoInfo(closeChunk=True)


def test_undo_may_be_off(cmds: ModuleType) -> None:
    cmds.undoInfo(state=False)
    cmds.polyCube(name="a")

    assert cmds.undoInfo(query=True, state=True) is False
    assert cmds.undoInfo(query=True, undoQueueEmpty=True) is True


def test_switched_off_without_flushing_the_rest_stays(cmds: ModuleType) -> None:
    cmds.polyCube(name="a")
    cmds.undoInfo(stateWithoutFlush=False)
    cmds.setAttr("a.translateX", 3)
    cmds.undoInfo(stateWithoutFlush=True)

    cmds.undo()

    assert cmds.ls("a") == []


def test_a_failed_command_leaves_one_step_of_what_it_had_done(cmds: ModuleType) -> None:
    cmds.polyCube(name="a")
    with pytest.raises(ValueError, match="No object"):
        cmds.select("a", "nothing")

    cmds.undo()

    assert cmds.ls("a") == []


@pytest.mark.parametrize(
    "act",
    [
        lambda cmds, path: cmds.file(path, reference=True, namespace="new"),
        lambda cmds, path: cmds.file(unloadReference="oldRN"),
        lambda cmds, path: cmds.file(path, loadReference="oldRN"),
        lambda cmds, path: cmds.file(removeReference=True, referenceNode="oldRN"),
        lambda cmds, path: cmds.file(importReference=True, referenceNode="oldRN"),
    ],
    ids=["reference", "unload", "switch", "remove", "import"],
)
def test_references_are_undone_and_done_again(
    cmds: ModuleType, chair: str, room: str, act: Callable[[ModuleType, str], object]
) -> None:
    cmds.file(chair, reference=True, namespace="old")
    cmds.setAttr("old:seat.translateX", 4)
    before = referenced(cmds)

    act(cmds, room)
    after = referenced(cmds)
    assert after != before

    cmds.undo()
    assert referenced(cmds) == before
    cmds.redo()
    assert referenced(cmds) == after


def referenced(cmds: ModuleType) -> object:
    nodes = cmds.ls(references=True)
    return (
        sorted(cmds.ls(long=True)),
        cmds.file(query=True, reference=True),
        {node: cmds.referenceQuery(node, isLoaded=True) for node in nodes},
        {node: cmds.referenceQuery(node, nodes=True) for node in nodes},
        {node: cmds.referenceQuery(node, editStrings=True) for node in nodes},
        sorted(cmds.namespaceInfo(listOnlyNamespaces=True, recurse=True)),
    )


def test_a_change_beside_any_step_is_made_and_forgotten() -> None:
    journal, held = Journal(), {"a": 1}

    journal.put(held, "a", 2)

    assert held == {"a": 2}
    assert journal.past == []
    assert journal.is_modified is True
