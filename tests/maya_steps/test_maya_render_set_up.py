from __future__ import annotations

from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.publish.items import Severity
from studio_tools.testing.mayasim import Session as Maya

ASKED = {
    "renderer": "arnold",
    "render_prefix": "<Scene>/<RenderLayer>",
    "render_layers": ("characters", "sets"),
}


@pytest.fixture
def lit(desk: Any) -> Any:
    """A lighting scene with one rendered camera, marked as lighting."""
    from maya import cmds

    cmds.pointLight(name="key")
    camera = cmds.camera(name="shot_cam")[1]
    cmds.setAttr("perspShape.renderable", False)
    cmds.setAttr(f"{camera}.renderable", True)
    desk.mark("light", "shot_cam")
    return desk


def test_all_that_the_show_asks_is_told_before_anything_is_changed(lit: Any, maya: Maya) -> None:
    lit.show(**ASKED)
    lit.cut(1001, 1010, handles=2)
    before = maya.scene.journal.is_modified
    (finding,) = lit.check("maya.render-set-up", "light")
    for words in ("renderer", "<Scene>/<RenderLayer>", "render layer: none instead of sets", "instead of 999"):
        assert words in finding.detail
    assert maya.scene.journal.is_modified == before


def test_render_settings_are_set_up_by_mending(lit: Any) -> None:
    from maya import cmds

    lit.show(**ASKED)
    lit.cut(1001, 1010, handles=2)
    assert lit.mend("maya.render-set-up", "light") == []
    assert cmds.getAttr("defaultRenderGlobals.imageFilePrefix") == "<Scene>/<RenderLayer>"
    assert cmds.getAttr("defaultRenderGlobals.startFrame") == 999.0
    assert {"characters", "sets"} <= set(cmds.ls(type="renderLayer"))
    first = cmds.renderSettings(firstImageName=True)[0]
    assert first.endswith(".0999.exr")


def test_setting_up_is_one_step_of_undo(lit: Any) -> None:
    from maya import cmds

    lit.show(**ASKED)
    lit.mend("maya.render-set-up", "light")
    cmds.undo()
    assert cmds.ls(type="renderLayer") == ["defaultRenderLayer"]
    assert not cmds.getAttr("defaultRenderGlobals.imageFilePrefix")


def test_a_layer_that_was_switched_off_is_switched_on(lit: Any) -> None:
    from maya import cmds

    cmds.createRenderLayer(name="sets", empty=True)
    cmds.setAttr("sets.renderable", False)
    lit.show(render_layers=("sets",))
    assert (
        "render layer sets: switched off instead of switched on" in lit.check("maya.render-set-up", "light")[0].detail
    )
    assert lit.mend("maya.render-set-up", "light") == []
    assert cmds.getAttr("sets.renderable")


def test_aovs_are_made_and_hung_into_arnold(lit: Any, maya: Maya) -> None:
    from maya import cmds

    maya.installed = maya.installed | {"mtoa"}
    lit.show(aovs=("N", "Z"))
    assert lit.mend("maya.render-set-up", "light") == []
    assert cmds.ls(exactType="aiAOV") == ["aiAOV_N", "aiAOV_Z"]
    assert cmds.listConnections("aiAOV_Z", source=False, destination=True) == ["defaultArnoldRenderOptions"]
    assert lit.item("light").facts.settings()["aovs"] == ["N", "Z"]


def test_without_arnold_the_artist_is_told(lit: Any) -> None:
    lit.show(aovs=("N",))
    with pytest.raises(HostError, match="AOV N cannot be made"):
        lit.mend("maya.render-set-up", "light")


def test_one_rendered_camera_is_right(lit: Any) -> None:
    assert lit.check("maya.render-camera", "light") == []


@pytest.mark.parametrize(
    ("switched", "title"),
    [
        ({"perspShape": True}, "2 cameras rendered instead of one"),
        ({"shot_cam": False}, "no camera is rendered"),
        ({"perspShape": True, "shot_cam": False}, "Maya's own camera is rendered: perspShape"),
    ],
    ids=["two", "none", "maya's-own"],
)
def test_other_than_one_rendered_camera_is_told(lit: Any, switched: dict[str, bool], title: str) -> None:
    from maya import cmds

    for name, is_on in switched.items():
        shape = name if name == "perspShape" else cmds.listRelatives(name, shapes=True)[0]
        cmds.setAttr(f"{shape}.renderable", is_on)
    (finding,) = lit.check("maya.render-camera", "light")
    assert (finding.severity, finding.title) == (Severity.ERROR, title)
    assert lit.selected(finding) == list(finding.nodes)


def test_a_scene_in_which_no_layer_is_rendered_is_told(lit: Any) -> None:
    from maya import cmds

    assert lit.check("maya.some-layer", "light") == []
    cmds.setAttr("defaultRenderLayer.renderable", False)
    assert lit.check("maya.some-layer", "light")[0].title == "no render layer is switched on"
