"""Range and rate as Maya has them: by names, in floats, with keys that must not move."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import Timeline
from studio_tools.scenes import read


@pytest.mark.parametrize(
    ("fps", "unit"),
    [
        (Fraction(15), "game"),
        (Fraction(24), "film"),
        (Fraction(25), "pal"),
        (Fraction(30), "ntsc"),
        (Fraction(48), "show"),
        (Fraction(50), "palf"),
        (Fraction(60), "ntscf"),
        (Fraction(12), "12fps"),
        (Fraction(100), "100fps"),
        (Fraction(24000, 1001), "23.976fps"),
        (Fraction(30000, 1001), "29.97fps"),
        (Fraction(48000, 1001), "47.952fps"),
        (Fraction(60000, 1001), "59.94fps"),
    ],
    ids=str,
)
def test_a_rate_is_set_by_mayas_name_and_read_back_exactly(fps: Fraction, unit: str, host: Any) -> None:
    from maya import cmds

    host.set_timeline(Timeline(1001, 1100, fps))
    assert cmds.currentUnit(query=True, time=True) == unit
    assert host.timeline() == Timeline(1001, 1100, fps)


@pytest.mark.parametrize("fps", [Fraction(7), Fraction(24, 7), Fraction(0), Fraction(-24)], ids=str)
def test_a_rate_that_maya_does_not_have_is_refused(fps: Fraction, host: Any) -> None:
    before = host.timeline()
    with pytest.raises(HostError, match="Maya has no rate"):
        host.set_timeline(Timeline(1001, 1100, fps))
    assert host.timeline() == before


def test_another_rate_moves_no_keys(host: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="body")
    cmds.setKeyframe("body", attribute="translateX", time=1010)
    host.set_timeline(Timeline(1001, 1100, Fraction(30)))
    assert cmds.keyframe("body", attribute="translateX", query=True, timeChange=True) == [1010.0]


def test_the_range_of_the_animation_counts_and_not_what_is_looped_over(host: Any) -> None:
    from maya import cmds

    host.set_timeline(Timeline(1001, 1100, Fraction(24)))
    cmds.playbackOptions(minTime=1020, maxTime=1030)
    assert host.timeline() == Timeline(1001, 1100, Fraction(24))


def test_setting_a_range_loops_over_all_of_it(host: Any) -> None:
    from maya import cmds

    host.set_timeline(Timeline(1001, 1100, Fraction(24)))
    assert cmds.playbackOptions(query=True, minTime=True) == 1001.0
    assert cmds.playbackOptions(query=True, maxTime=True) == 1100.0


def test_a_range_between_frames_is_widened(host: Any) -> None:
    from maya import cmds

    cmds.playbackOptions(animationStartTime=0.5, minTime=0.5, maxTime=46.6666666667, animationEndTime=46.6666666667)
    assert (host.timeline().start, host.timeline().end) == (0, 47)


def test_setting_both_is_one_step_of_undo(host: Any) -> None:
    from maya import cmds

    before = host.timeline()
    host.set_timeline(Timeline(1001, 1100, Fraction(25)))
    cmds.undo()
    assert host.timeline() == before


def test_the_reader_finds_what_was_set(host: Any, tmp_path: Any) -> None:
    host.set_timeline(Timeline(1001, 1100, Fraction(24000, 1001)))
    scene = read(host.save(tmp_path / "timed.ma"))
    assert scene.fps == Fraction(24000, 1001)
    assert scene.animation_range == (1001, 1100)
