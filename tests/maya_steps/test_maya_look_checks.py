from __future__ import annotations

import json
from typing import Any

import pytest

from studio_tools.publish.items import Severity
from studio_tools.scenes import read


@pytest.fixture
def crate(desk: Any) -> Any:
    """A crate of wood, marked as a look."""
    from maya import cmds

    cmds.polyCube(name="crate")
    shaded("crate", "wood")
    desk.mark("look", "crate")
    return desk


def shaded(node: str, shader: str, group: str = "") -> str:
    """Put a shader of its own on a node; its shading group."""
    from maya import cmds

    made = cmds.shadingNode("lambert", asShader=True, name=shader)
    engine: str = cmds.sets(name=group or f"{shader}SG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.connectAttr(f"{made}.outColor", f"{engine}.surfaceShader")
    cmds.sets(cmds.listRelatives(node, shapes=True)[0], edit=True, forceElement=engine)
    return engine


@pytest.mark.parametrize("check", ["shaded", "one-shader", "shading-names"])
def test_a_good_look_has_nothing_wrong(crate: Any, check: str) -> None:
    assert crate.check(f"maya.{check}", "look") == []


def test_maya_s_default_shader_is_no_look(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    desk.mark("look", "crate")
    (finding,) = desk.check("maya.shaded", "look")
    assert finding.severity is Severity.ERROR
    assert finding.title.endswith("has only Maya's default shader")
    assert desk.selected(finding) == cmds.listRelatives("crate", shapes=True, fullPath=True)


def test_a_group_without_a_shader_is_told(crate: Any) -> None:
    from maya import cmds

    cmds.disconnectAttr("wood.outColor", "woodSG.surfaceShader")
    (finding,) = crate.check("maya.shaded", "look")
    assert finding.title == "woodSG shows no shader"
    assert crate.selected(finding) == ["woodSG"]


def test_shading_groups_are_called_after_their_shaders_by_mending(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    shaded("crate", "wood", "blinn1SG")
    desk.mark("look", "crate")
    (finding,) = desk.check("maya.shading-names", "look")
    assert (finding.title, desk.selected(finding)) == ("blinn1SG is not called woodSG", ["blinn1SG"])
    assert desk.mend("maya.shading-names", "look") == []
    assert cmds.objExists("woodSG")


def test_a_look_is_written_as_shaders_and_their_assignment(crate: Any) -> None:
    from maya import cmds

    texture = cmds.shadingNode("file", asTexture=True, name="planks")
    cmds.connectAttr(f"{texture}.outColor", "wood.color")
    shaders, assignment = crate.make("maya.look-files", "look")
    text = shaders.files[0].path.read_text()
    assert read(shaders.files[0].path).references == ()
    assert all(f'"{name}"' in text for name in ("wood", "woodSG", "planks"))
    assert "createNode mesh" not in text
    shape = cmds.listRelatives("crate", shapes=True)[0]
    assert json.loads(assignment.files[0].path.read_text()) == {
        "schema": 1,
        "shaders": {"woodSG": "wood"},
        "assigned": {shape: ["woodSG"]},
    }


def test_the_manifest_names_the_shaders(crate: Any) -> None:
    assert crate.item("look").facts.settings()["look_shaders"] == ["wood"]


def test_a_look_names_the_ids_of_its_shapes(crate: Any) -> None:
    from maya import cmds

    from dcc.maya.scene import identity

    shape = cmds.listRelatives("crate", shapes=True)[0]
    identity.give({shape: "a1"})
    _, assignment = crate.make("maya.look-files", "look")
    assert json.loads(assignment.files[0].path.read_text())["ids"] == {shape: "a1"}
