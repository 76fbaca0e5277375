from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import How
from studio_tools.publish.items import Severity


@pytest.fixture
def ball(desk: Any) -> Any:
    """A ball that moves within the cut, marked as an animation."""
    from maya import cmds

    cmds.polySphere(name="ball")
    cmds.setKeyframe("ball", attribute="translateX", time=1001, value=0)
    cmds.setKeyframe("ball", attribute="translateX", time=1010, value=5)
    desk.mark("anim", "ball")
    desk.cut(1001, 1010, handles=4)
    return desk


@pytest.fixture
def shot_camera(desk: Any) -> Any:
    """A camera with a film of the pictures' shape, marked as a camera."""
    from maya import cmds

    cmds.camera(name="shot_cam", horizontalFilmAperture=1.6, verticalFilmAperture=0.9, nearClipPlane=0.1)
    desk.mark("camera", "shot_cam")
    return desk


@pytest.mark.parametrize("check", ["seen", "keys-in-range", "constant-channels"])
def test_a_good_animation_has_nothing_wrong(ball: Any, check: str) -> None:
    assert ball.check(f"maya.{check}", "anim") == []


def test_what_is_hidden_all_the_time_is_told(ball: Any) -> None:
    from maya import cmds

    cmds.setAttr("ball.visibility", False)
    (finding,) = ball.check("maya.seen", "anim")
    assert (finding.severity, ball.selected(finding)) == (Severity.WARNING, ["|ball"])


def test_what_is_hidden_by_its_group_is_told(ball: Any) -> None:
    from maya import cmds

    group = cmds.group("ball", name="props")
    cmds.setAttr(f"{group}.visibility", False)
    assert ball.check("maya.seen", "anim")[0].title == "ball is hidden all the time"


def test_what_is_switched_on_later_is_seen(ball: Any) -> None:
    from maya import cmds

    cmds.setKeyframe("ball", attribute="visibility", time=1, value=0)
    cmds.setKeyframe("ball", attribute="visibility", time=1005, value=1)
    assert ball.check("maya.seen", "anim") == []


def test_what_is_switched_on_in_another_shot_alone_is_told(ball: Any) -> None:
    from maya import cmds

    cmds.setKeyframe("ball", attribute="visibility", time=1, value=1)
    cmds.setKeyframe("ball", attribute="visibility", time=900, value=0)
    assert ball.check("maya.seen", "anim")[0].title == "ball is hidden all the time"


def test_what_is_switched_on_below_a_hidden_group_is_told(ball: Any) -> None:
    from maya import cmds

    cmds.setKeyframe("ball", attribute="visibility", time=1001, value=1)
    cmds.setAttr(f"{cmds.group('ball', name='props')}.visibility", False)
    assert ball.check("maya.seen", "anim")[0].title == "ball is hidden all the time"


@pytest.mark.parametrize(("off", "told"), [(1008, []), (1004, ["ball is hidden all the time"])])
def test_what_and_its_group_must_be_seen_in_the_same_frame(ball: Any, off: int, told: list[str]) -> None:
    from maya import cmds

    group = cmds.group("ball", name="props")
    cmds.setKeyframe(group, attribute="visibility", time=1001, value=1)
    cmds.setKeyframe(group, attribute="visibility", time=off, value=0)
    cmds.setKeyframe("ball", attribute="visibility", time=990, value=0)
    cmds.setKeyframe("ball", attribute="visibility", time=1005, value=1)
    assert ball.titles("maya.seen", "anim") == told


def test_keys_of_another_shot_are_told(ball: Any) -> None:
    ball.cut(2001, 2010)
    (finding,) = ball.check("maya.keys-in-range", "anim")
    assert finding.title == "1 curve with all keys outside 2001-2010"
    assert "translateX" in finding.detail
    assert ball.selected(finding) == list(finding.nodes)


def test_keys_in_the_handles_are_right(ball: Any) -> None:
    ball.cut(1012, 1020, handles=2)
    assert ball.check("maya.keys-in-range", "anim") == []


def test_idle_curves_are_deleted_by_mending(ball: Any) -> None:
    from maya import cmds

    cmds.setKeyframe("ball", attribute="translateY", time=1001, value=2)
    cmds.setKeyframe("ball", attribute="translateY", time=1010, value=2)
    (finding,) = ball.check("maya.constant-channels", "anim")
    assert (finding.severity, len(finding.nodes)) == (Severity.INFO, 1)
    assert ball.mend("maya.constant-channels", "anim") == []
    assert cmds.keyframe("ball", attribute="translateX", query=True, keyframeCount=True) == 2


def test_idle_curves_of_a_reference_are_told_apart_and_left_alone(ball: Any, tmp_path: Path) -> None:
    from maya import cmds

    for frame in (1001, 1010):
        cmds.setKeyframe("ball", attribute="translateY", time=frame, value=2)
    source = ball.host.save(tmp_path / "source.ma")
    ball.host.new(force=True)
    ball.host.load(source, How.REFERENCE, name="ref", stamp=None)
    cmds.spaceLocator(name="own")
    for frame in (1001, 1010):
        cmds.setKeyframe("own", attribute="translateX", time=frame, value=1)
    ball.mark("anim", "ref:ball", "own")
    own, other = ball.check("maya.constant-channels", "anim")
    assert (own.detail, own.fixable) == ("own.translateX", True)
    assert (other.detail, other.fixable) == ("ref:ball.translateY", False)


# -- cameras


@pytest.mark.parametrize("check", ["one-camera", "camera-sane"])
def test_a_good_camera_has_nothing_wrong(shot_camera: Any, check: str) -> None:
    assert shot_camera.check(f"maya.{check}", "camera") == []


def test_a_second_camera_is_told(shot_camera: Any) -> None:
    from maya import cmds

    cmds.camera(name="witness")
    cmds.sets("witness", addElement="publish_set")
    (finding,) = shot_camera.check("maya.one-camera", "camera")
    assert finding.title == "2 cameras instead of one"
    assert len(shot_camera.selected(finding)) == 2


def test_a_set_without_a_camera_is_told(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    desk.mark("camera", "crate")
    assert desk.check("maya.one-camera", "camera")[0].title == "there is no camera in it"


@pytest.mark.parametrize(
    ("attribute", "value", "title"),
    [
        ("shot_camShape.nearClipPlane", 20000.0, "clips from 20000 to 10000"),
        ("shot_cam.scaleX", 2.0, "is scaled"),
        ("shot_camShape.verticalFilmAperture", 1.2, "has not the pictures' shape"),
    ],
    ids=["clipping", "scale", "film"],
)
def test_a_camera_that_frames_otherwise_elsewhere_is_told(
    shot_camera: Any, attribute: str, value: float, title: str
) -> None:
    from maya import cmds

    shape = cmds.listRelatives("shot_cam", shapes=True)[0]
    cmds.setAttr(attribute.replace("shot_camShape", shape), value)
    (finding,) = shot_camera.check("maya.camera-sane", "camera")
    assert title in finding.title
    assert shot_camera.selected(finding) == [f"|shot_cam|{shape}"]


# -- playblasts


def test_a_playblast_has_every_frame_of_the_cut_in_the_scene_s_size(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    cmds.setAttr("defaultResolution.width", 64)
    cmds.setAttr("defaultResolution.height", 36)
    desk.mark("review", "crate")
    desk.cut(1001, 1003, handles=1)
    (made,) = desk.make("maya.playblast", "review")
    assert made.frames.text() == "1000-1004"
    assert [file.frame for file in made.files] == [1000, 1001, 1002, 1003, 1004]
    head = made.files[0].path.read_bytes()[16:24]
    assert (int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")) == (64, 36)
