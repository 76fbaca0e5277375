"""Extractors in trouble: what fails is told, and the scene is as it was."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studio_tools.errors import HostError, PublishError
from studio_tools.host import How
from studio_tools.testing.mayasim import Session as Maya

LID = '//Maya ASCII 2025 scene\nrequires maya "2025";\ncreateNode transform -n "lid";\n'


@pytest.fixture
def cmds(host: Any) -> ModuleType:
    from maya import cmds

    module: ModuleType = cmds
    return module


@pytest.fixture
def everything(desk: Any, cmds: ModuleType) -> Any:
    """Something of each kind."""
    cmds.polyCube(name="crate", constructionHistory=False)
    wood = cmds.shadingNode("lambert", asShader=True, name="wood")
    engine = cmds.sets(name="woodSG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.connectAttr(f"{wood}.outColor", f"{engine}.surfaceShader")
    cmds.sets(cmds.listRelatives("crate", shapes=True)[0], edit=True, forceElement=engine)
    cmds.group("crate", name="prop")
    cmds.camera(name="shot_cam")
    for kind in ("model", "look", "anim", "cache", "layout", "rig", "light", "review"):
        desk.mark(kind, "prop", name=f"{kind}_set")
    desk.mark("camera", "shot_cam", name="camera_set")
    desk.cut(1001, 1003)
    desk.save("all.ma")
    return desk


MADE = [
    ("maya.scene-file", "layout"),
    ("maya.clean-scene-file", "model"),
    ("maya.flat-scene-file", "rig"),
    ("maya.look-files", "look"),
    ("maya.alembic", "anim"),
    ("maya.usd", "cache"),
    ("maya.fbx", "anim"),
    ("maya.obj", "model"),
    ("maya.gpu-cache", "layout"),
    ("maya.baked-camera", "camera"),
    ("maya.playblast", "review"),
]


@pytest.mark.parametrize(("step", "kind"), MADE)
def test_an_export_leaves_nodes_selection_time_and_undo_as_they_were(
    everything: Any, cmds: ModuleType, step: str, kind: str
) -> None:
    cmds.select("wood", replace=True)
    cmds.currentTime(7)
    everything.save("all.ma")
    before = [cmds.ls(long=True), cmds.ls(selection=True), cmds.currentTime(query=True)]
    everything.make(step, kind)
    assert [cmds.ls(long=True), cmds.ls(selection=True), cmds.currentTime(query=True)] == before
    assert cmds.undoInfo(query=True, state=True)


@pytest.mark.parametrize(("step", "kind"), MADE)
def test_a_full_disk_is_told_and_the_scene_is_as_it_was(
    everything: Any, cmds: ModuleType, maya: Maya, step: str, kind: str
) -> None:
    before = [cmds.ls(long=True), cmds.ls(selection=True)]
    maya.faults.room = 3
    with pytest.raises((HostError, PublishError)) as told:
        everything.make(step, kind)
    assert told.value.hint
    assert [cmds.ls(long=True), cmds.ls(selection=True)] == before
    assert cmds.undoInfo(query=True, state=True)


@pytest.mark.parametrize(
    ("step", "kind", "plug_in"),
    [
        ("maya.alembic", "anim", "AbcExport"),
        ("maya.usd", "cache", "mayaUsdPlugin"),
        ("maya.fbx", "anim", "fbxmaya"),
        ("maya.obj", "model", "objExport"),
        ("maya.gpu-cache", "layout", "gpuCache"),
    ],
)
def test_a_plug_in_that_is_not_installed_is_named(
    everything: Any, maya: Maya, step: str, kind: str, plug_in: str
) -> None:
    maya.installed = maya.installed - {plug_in}
    with pytest.raises(HostError, match=plug_in):
        everything.make(step, kind)


def test_a_camera_of_a_reference_is_baked_as_well(desk: Any, cmds: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "cam.ma"
    source.write_text(LID.replace('"lid"', '"cam"') + 'createNode camera -n "camShape" -p "cam";\n')
    desk.host.load(source, How.REFERENCE, name="cam", stamp=None)
    desk.mark("camera", "cam:cam")
    desk.cut(1001, 1002)
    (made,) = desk.make("maya.baked-camera", "camera")
    text = made.files[0].path.read_text()
    assert 'createNode camera -n "cam_bakedShape" -p "cam_baked"' in text
    assert "cam:cam" not in text


def test_two_cameras_are_baked_beside_each_other(desk: Any, cmds: ModuleType) -> None:
    for name in ("left", "right"):
        cmds.camera(name=name)
    desk.mark("camera", "left", "right")
    desk.cut(1001, 1002)
    (made,) = desk.make("maya.baked-camera", "camera")
    assert made.files[0].path.read_text().count("createNode camera") == 2


def test_a_name_that_is_taken_is_not_taken_away(desk: Any, cmds: ModuleType) -> None:
    cmds.camera(name="shot_cam")
    cmds.spaceLocator(name="shot_cam_baked")
    desk.mark("camera", "shot_cam")
    desk.cut(1001, 1002)
    desk.make("maya.baked-camera", "camera")
    assert cmds.ls("shot_cam_baked*", type="transform") == ["shot_cam_baked"]


def test_a_broken_bake_leaves_nothing_behind(
    everything: Any, cmds: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dcc.maya.scene import baking

    def broken(*_: object) -> None:
        raise RuntimeError("the lens broke")

    monkeypatch.setattr(baking, "_bake_lens", broken)
    before = cmds.ls(long=True)
    with pytest.raises(HostError, match="cannot be baked"):
        everything.make("maya.baked-camera", "camera")
    assert cmds.ls(long=True) == before
    assert cmds.undoInfo(query=True, state=True)
    assert not everything.host.modified()


def test_undo_that_was_switched_off_stays_off(everything: Any, cmds: ModuleType) -> None:
    cmds.undoInfo(state=False)
    everything.make("maya.baked-camera", "camera")
    assert not cmds.undoInfo(query=True, state=True)
