"""Time and units: floats that hold each other in order, rates by their names, keys that keep their second."""

from __future__ import annotations

from fractions import Fraction
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.testing.mayasim import NotSimulated, Session, defaults

FLAGS = ("animationStartTime", "minTime", "maxTime", "animationEndTime")


def ranges(cmds: ModuleType) -> list[float]:
    return [cmds.playbackOptions(query=True, **{flag: True}) for flag in FLAGS]


def test_a_new_scene_has_mayas_ranges_as_floats(cmds: ModuleType) -> None:
    assert ranges(cmds) == [1.0, 1.0, 120.0, 200.0]
    assert all(isinstance(value, float) for value in ranges(cmds))


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ({"minTime": 1001, "maxTime": 1100}, [1.0, 1001.0, 1100.0, 1100.0]),
        ({"animationStartTime": 1001}, [1001.0, 1001.0, 1001.0, 1001.0]),
        ({"animationEndTime": 50}, [1.0, 1.0, 50.0, 50.0]),
        ({"maxTime": -5}, [-5.0, -5.0, -5.0, 200.0]),
        ({"minTime": 0.5}, [0.5, 0.5, 120.0, 200.0]),
    ],
    ids=str,
)
def test_the_ranges_give_way_to_each_other(cmds: ModuleType, flags: dict[str, float], expected: list[float]) -> None:
    cmds.playbackOptions(**flags)

    assert ranges(cmds) == expected


@given(st.lists(st.tuples(st.sampled_from(FLAGS), st.integers(-2000, 2000)), max_size=10))
def test_the_ranges_are_always_in_order(changes: list[tuple[str, int]]) -> None:
    from studio_tools.testing.mayasim.commands import times

    class Bare:
        def __init__(self) -> None:
            self.scene = defaults.fresh_scene()

    bare = Bare()
    for flag, value in changes:
        times.set_time(bare, times.TIMES[flag], float(value))  # type: ignore[arg-type]
        assert bare.scene.times[times.TIMES[flag]] == value

    held = [bare.scene.times[key] for key in ("start", "min", "max", "end")]
    assert held == sorted(held)


def test_times_may_be_given_in_seconds(cmds: ModuleType) -> None:
    cmds.playbackOptions(minTime="0sec", maxTime="2sec")

    assert ranges(cmds)[1:3] == [0.0, 48.0]


def test_other_options_are_kept(cmds: ModuleType) -> None:
    cmds.playbackOptions(loop="once", by=2)

    assert cmds.playbackOptions(query=True, loop=True) == "once"
    assert cmds.playbackOptions(query=True, by=True) == 2


@pytest.mark.parametrize(
    ("unit", "rate"),
    [
        ("game", 15),
        ("film", 24),
        ("pal", 25),
        ("ntsc", 30),
        ("show", 48),
        ("palf", 50),
        ("ntscf", 60),
        ("12fps", 12),
        ("80fps", 80),
        ("100fps", 100),
        ("125fps", 125),
        ("23.976fps", Fraction(24000, 1001)),
        ("29.97fps", Fraction(30000, 1001)),
        ("59.94fps", Fraction(60000, 1001)),
    ],
)
def test_a_rate_has_its_name(cmds: ModuleType, unit: str, rate: Fraction) -> None:
    cmds.currentUnit(time=unit, updateAnimation=False)

    assert cmds.currentUnit(query=True, time=True) == unit
    assert cmds.playbackOptions(query=True, framesPerSecond=True) == float(rate)


@pytest.mark.parametrize(("given", "called"), [("24fps", "film"), ("25fps", "pal"), ("30fps", "ntsc")])
def test_a_rate_with_a_name_of_its_own_is_called_by_it(cmds: ModuleType, given: str, called: str) -> None:
    cmds.currentUnit(time=given)

    assert cmds.currentUnit(query=True, time=True) == called


@pytest.mark.parametrize("unit", ["24", "movie", "fps", "7fps", "29.97"])
def test_a_rate_that_there_is_not_is_refused(cmds: ModuleType, unit: str) -> None:
    with pytest.raises(RuntimeError, match="Invalid time unit"):
        cmds.currentUnit(time=unit)


def test_units_have_short_and_full_names(cmds: ModuleType) -> None:
    assert cmds.currentUnit(query=True, linear=True) == "cm"
    assert cmds.currentUnit(query=True, linear=True, fullName=True) == "centimeter"
    assert cmds.currentUnit(query=True, angle=True) == "deg"

    cmds.currentUnit(linear="in")

    assert cmds.currentUnit(query=True, linear=True, fullName=True) == "inch"


def test_a_unit_that_there_is_not_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="Invalid linear unit"):
        cmds.currentUnit(linear="parsec")


def test_another_rate_keeps_what_happens_at_its_second(cmds: ModuleType) -> None:
    cmds.spaceLocator(name="here")
    cmds.setKeyframe("here", attribute="translateX", time=24, value=1)

    cmds.currentUnit(time="show")

    assert cmds.keyframe("here", query=True, timeChange=True) == [48.0]
    assert ranges(cmds) == [2.0, 2.0, 240.0, 400.0]


def test_another_rate_may_leave_frames_alone(cmds: ModuleType) -> None:
    cmds.spaceLocator(name="here")
    cmds.setKeyframe("here", attribute="translateX", time=24, value=1)

    cmds.currentUnit(time="show", updateAnimation=False)

    assert cmds.keyframe("here", query=True, timeChange=True) == [24.0]
    assert ranges(cmds) == [1.0, 1.0, 120.0, 200.0]


def test_the_current_time_is_a_float(cmds: ModuleType) -> None:
    assert cmds.currentTime(query=True) == 1.0
    assert cmds.currentTime(1001) == 1001.0
    assert cmds.currentTime(query=True) == 1001.0
    with pytest.raises(RuntimeError):
        cmds.currentTime()


def test_keys_are_set_asked_and_cut(cmds: ModuleType) -> None:
    cmds.spaceLocator(name="here")
    for frame, value in ((1, 0), (10, 5), (20, 7)):
        assert cmds.setKeyframe("here", attribute="translateX", time=frame, value=value) == 1

    assert cmds.keyframe("here.tx", query=True, keyframeCount=True) == 3
    assert cmds.keyframe("here", query=True, attribute="tx", valueChange=True) == [0.0, 5.0, 7.0]
    assert cmds.keyframe("here", query=True, time=(5, 15), timeChange=True) == [10.0]
    assert cmds.cutKey("here", attribute="tx", time=(5, 15)) == 1
    assert cmds.cutKey("here") == 2
    assert cmds.keyframe("here", query=True, timeChange=True) is None
    assert cmds.ls(type="animCurve") == []


def test_a_keyed_attribute_has_its_value_on_its_keys(cmds: ModuleType) -> None:
    cmds.spaceLocator(name="here")
    cmds.setKeyframe("here", attribute="translateX", time=1, value=3)
    cmds.setKeyframe("here", attribute="translateX", time=10, value=5)

    cmds.currentTime(10)
    assert cmds.getAttr("here.translateX") == 5.0
    assert cmds.getAttr("here.translateX", time=1) == 3.0
    assert cmds.getAttr("here.translateX", time=99) == 5.0
    with pytest.raises(NotSimulated, match="curves are not evaluated"):
        cmds.getAttr("here.translateX", time=5)


def test_what_is_on_or_off_keeps_the_value_of_the_key_before(cmds: ModuleType) -> None:
    cmds.spaceLocator(name="here")
    for frame, value in ((1, 0), (10, 1), (20, 0)):
        cmds.setKeyframe("here", attribute="visibility", time=frame, value=value)

    assert [bool(cmds.getAttr("here.visibility", time=frame)) for frame in (0, 9, 10, 19, 20, 99)] == [
        False, False, True, True, False, False,
    ]  # fmt: skip


def test_a_key_takes_the_value_of_now(cmds: ModuleType) -> None:
    cmds.spaceLocator(name="here")
    cmds.setAttr("here.translateX", 4)

    cmds.setKeyframe("here", attribute="translateX")

    assert cmds.keyframe("here", query=True, valueChange=True) == [4.0]
    assert cmds.nodeType("here_translateX") == "animCurveTL"


def test_a_frame_reached_is_told_to_the_interface(window: Session) -> None:
    from maya import cmds

    seen: list[float] = []
    cmds.scriptJob(event=["timeChanged", lambda: seen.append(cmds.currentTime(query=True))])

    cmds.currentTime(5)
    window.idle()

    assert seen == [5.0]
