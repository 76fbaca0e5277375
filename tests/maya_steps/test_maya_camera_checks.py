from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import PublishError
from studio_tools.host import How
from studio_tools.publish.items import Severity
from studio_tools.scenes import read


@pytest.fixture
def shot_camera(desk: Any) -> Any:
    """A camera with a key a frame, marked as a camera."""
    from maya import cmds

    cmds.camera(name="shot_cam", horizontalFilmAperture=1.6, verticalFilmAperture=0.9)
    for frame in (1001, 1002, 1003):
        cmds.setKeyframe("shot_cam", attribute="translateX", time=frame, value=frame - 1000)
    desk.mark("camera", "shot_cam")
    desk.cut(1001, 1003)
    return desk


def shape() -> str:
    from maya import cmds

    found: str = cmds.listRelatives("shot_cam", shapes=True, fullPath=True)[0]
    return found


@pytest.mark.parametrize("check", ["camera-plain", "camera-alone", "film-back"])
def test_a_plain_camera_has_nothing_wrong(shot_camera: Any, check: str) -> None:
    assert shot_camera.check(f"maya.{check}", "camera") == []


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("filmRollValue", 5.0), ("shakeEnabled", True), ("preScale", 2.0), ("cameraScale", 0.5)],
)
def test_a_view_that_is_bent_in_maya_alone_is_put_to_rest_by_mending(
    shot_camera: Any, attribute: str, value: float
) -> None:
    from maya import cmds

    cmds.setAttr(f"{shape()}.{attribute}", value)
    (finding,) = shot_camera.check("maya.camera-plain", "camera")
    assert (finding.severity, finding.detail) == (Severity.WARNING, f"{attribute} {value:g}")
    assert shot_camera.selected(finding) == [shape()]
    assert shot_camera.mend("maya.camera-plain", "camera") == []
    cmds.undo()
    assert cmds.getAttr(f"{shape()}.{attribute}") == value


def test_a_shifted_film_is_right_since_others_read_it(shot_camera: Any) -> None:
    from maya import cmds

    cmds.setAttr(f"{shape()}.horizontalFilmOffset", 0.2)
    assert shot_camera.check("maya.camera-plain", "camera") == []


def test_what_is_locked_is_told_but_not_mended(shot_camera: Any) -> None:
    from maya import cmds

    cmds.setAttr(f"{shape()}.preScale", 2.0)
    cmds.setAttr(f"{shape()}.preScale", lock=True)
    (finding,) = shot_camera.check("maya.camera-plain", "camera")
    assert not finding.fixable


def test_a_mesh_beside_the_camera_is_told(shot_camera: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    cmds.sets("crate", addElement="publish_set")
    (finding,) = shot_camera.check("maya.camera-alone", "camera")
    assert (finding.severity, finding.title) == (Severity.WARNING, "1 shape beside the camera")
    assert shot_camera.selected(finding) == cmds.listRelatives("crate", shapes=True, fullPath=True)


def test_an_image_plane_belongs_to_a_camera(shot_camera: Any, tmp_path: Path) -> None:
    from maya import cmds

    cmds.imagePlane(camera="shot_cam", name="plate", fileName=(tmp_path / "plate.exr").as_posix())
    assert shot_camera.check("maya.camera-alone", "camera") == []


# -- the show's film


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"film_width": 24.89}, "width of the film: 40.64 mm instead of 24.89 mm"),
        ({"film_height": 18.66}, "height of the film: 22.86 mm instead of 18.66 mm"),
        ({"near_clip": 1.0}, "near clip: 0.1 instead of 1"),
        ({"far_clip": 50000.0}, "far clip: 10000 instead of 50000"),
    ],
    ids=["width", "height", "near", "far"],
)
def test_film_and_clipping_are_made_those_of_the_show_by_mending(
    shot_camera: Any, asked: dict[str, float], told: str
) -> None:
    from maya import cmds

    cmds.setAttr(f"{shape()}.nearClipPlane", 0.1)
    cmds.setAttr(f"{shape()}.farClipPlane", 10000)
    shot_camera.show(**asked)
    (finding,) = shot_camera.check("maya.film-back", "camera")
    assert (finding.severity, finding.detail) == (Severity.ERROR, told)
    assert shot_camera.selected(finding) == [shape()]
    assert shot_camera.mend("maya.film-back", "camera") == []
    cmds.undo()
    assert shot_camera.check("maya.film-back", "camera") == [finding]


def test_a_camera_of_a_reference_is_told_but_not_mended(desk: Any, tmp_path: Path) -> None:
    source = tmp_path / "cam.ma"
    source.write_text(
        '//Maya ASCII 2025 scene\nrequires maya "2025";\n'
        'createNode transform -n "cam";\ncreateNode camera -n "camShape" -p "cam";\n'
    )
    desk.host.load(source, How.REFERENCE, name="cam", stamp=None)
    desk.mark("camera", "cam:cam")
    desk.show(film_width=24.89)
    assert not desk.check("maya.film-back", "camera")[0].fixable


# -- baked


def keys_in(path: Path, curve: str) -> list[str]:
    """The times and values that a scene's file writes of a curve."""
    _, _, text = path.read_text().partition(f'-n "{curve}";')
    return text.partition(".ktv[")[2].partition("]")[2].partition(";")[0].strip('" ').split()


def test_a_camera_is_baked_with_a_key_a_frame_in_the_world(shot_camera: Any) -> None:
    from maya import cmds

    cmds.group("shot_cam", name="rail")
    cmds.setAttr("rail.translate", 10, 0, 0)
    (made,) = shot_camera.make("maya.baked-camera", "camera")
    path = made.files[0].path
    assert (made.representation, read(path).references) == ("ma", ())
    assert keys_in(path, "shot_cam_baked_translateX") == ["1001", "11", "1002", "12", "1003", "13"]
    assert "rail" not in path.read_text()


def test_turns_of_what_is_above_go_into_the_keys(shot_camera: Any) -> None:
    from maya import cmds

    cmds.group("shot_cam", name="crane")
    cmds.setAttr("crane.rotateY", 90)
    (made,) = shot_camera.make("maya.baked-camera", "camera")
    turns = keys_in(made.files[0].path, "shot_cam_baked_rotateY")
    assert [round(float(each), 6) for each in turns[1::2]] == [90.0, 90.0, 90.0]
    places = keys_in(made.files[0].path, "shot_cam_baked_translateZ")
    assert [round(float(each), 6) for each in places[1::2]] == [-1.0, -2.0, -3.0]


def test_what_the_camera_sees_with_comes_along(shot_camera: Any) -> None:
    from maya import cmds

    cmds.setAttr(f"{shape()}.focalLength", 85)
    for frame in (1001, 1002, 1003):
        cmds.setKeyframe(shape(), attribute="focusDistance", time=frame, value=frame)
    (made,) = shot_camera.make("maya.baked-camera", "camera")
    text = made.files[0].path.read_text()
    assert '".fl" 85' in text
    assert "shot_cam_bakedShape_focalLength" not in text
    assert keys_in(made.files[0].path, "shot_cam_bakedShape_focusDistance")[1::2] == ["1001", "1002", "1003"]


def test_baking_leaves_no_trace_in_the_scene(shot_camera: Any) -> None:
    from maya import cmds

    shot_camera.save()
    before, undo = cmds.ls(long=True), cmds.undoInfo(query=True, undoName=True)
    shot_camera.make("maya.baked-camera", "camera")
    assert (cmds.ls(long=True), cmds.undoInfo(query=True, undoName=True)) == (before, undo)
    assert not shot_camera.host.modified()
    assert cmds.undoInfo(query=True, state=True)


def test_changes_that_were_there_stay_changes(shot_camera: Any) -> None:
    shot_camera.make("maya.baked-camera", "camera")
    assert shot_camera.host.modified()


def test_without_a_camera_nothing_is_baked(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    desk.mark("camera", "crate")
    with pytest.raises(PublishError, match="there is no camera"):
        desk.make("maya.baked-camera", "camera")
