from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from studio_tools.config import ShowSettings
from studio_tools.errors import ConfigError
from studio_tools.host import Timeline
from studio_tools.model import CutRange
from studio_tools.testing.builders import a_shot, settings
from studio_tools.testing.mayasim import Session as Maya

SHOT = a_shot(cut=CutRange(first=1001, last=1020, handles=8))
ALL = {
    "fps": "25",
    "width": 2048,
    "height": 858,
    "colour_config": "/show/config.ocio",
    "working_space": "ACEScg",
    "linear_unit": "m",
    "angular_unit": "rad",
    "up_axis": "z",
}


def a_show(**asked: Any) -> ShowSettings:
    return replace(settings().show, **asked)


def differences(host: Any, *, shot: Any = SHOT, **asked: Any) -> dict[str, str]:
    from dcc.maya.setup import shot as set_up

    return {each.key: str(each) for each in set_up.differences(host, shot, a_show(**asked))}


def apply(host: Any, *, shot: Any = SHOT, **asked: Any) -> None:
    from dcc.maya.setup import shot as set_up

    set_up.apply(host, set_up.differences(host, shot, a_show(**asked)))


def test_everything_that_differs_is_told_and_nothing_changed(host: Any, maya: Maya) -> None:
    before = (host.timeline(), maya.scene.journal.is_modified)
    told = differences(host, **ALL)
    assert set(told) == {
        "fps",
        "range",
        "resolution",
        "colour-config",
        "working-space",
        "linear-unit",
        "angular-unit",
        "up-axis",
    } - ({"working-space"} if "working-space" not in told else set())
    assert told["fps"] == "frames a second: 24 instead of 25"
    assert told["resolution"] == "picture size: 960x540 instead of 2048x858"
    assert (host.timeline(), maya.scene.journal.is_modified) == before


def test_applying_leaves_no_difference(host: Any) -> None:
    apply(host, **ALL)
    assert differences(host, **ALL) == {}
    assert host.timeline() == Timeline(993, 1028, Fraction(25))


def test_applying_twice_changes_nothing_more(host: Any, maya: Maya) -> None:
    apply(host, **ALL)
    maya.scene.journal.is_modified = False
    apply(host, **ALL)
    assert not maya.scene.journal.is_modified


def test_applying_is_one_step_of_undo(host: Any) -> None:
    from maya import cmds

    before = host.timeline()
    apply(host, fps="25", width=2048, height=858)
    cmds.undo()
    assert cmds.getAttr("defaultResolution.width") == 960
    assert (host.timeline().start, host.timeline().end) == (before.start, before.end)


def test_a_show_that_asks_for_nothing_leaves_the_scene_alone(host: Any) -> None:
    assert differences(host, shot=a_shot()) == {}


def test_a_new_scene_is_set_up_as_its_shot(host: Any) -> None:
    host.new(force=True)
    apply(host, **ALL)
    assert differences(host, **ALL) == {}


def test_anamorphic_pixels_are_kept(host: Any) -> None:
    apply(host, width=1828, height=1556, pixel_aspect=2.0)
    from maya import cmds

    assert cmds.getAttr("defaultResolution.deviceAspectRatio") == pytest.approx(1828 * 2 / 1556)
    assert differences(host, width=1828, height=1556, pixel_aspect=2.0).keys() == set()


@pytest.mark.parametrize("fps", ["24000/1001", "23.976", "30000/1001", "60"], ids=str)
def test_rates_are_read_as_people_write_them(host: Any, fps: str) -> None:
    if fps == "23.976":
        assert "fps" in differences(host, fps=fps)
        return
    apply(host, fps=fps)
    assert host.timeline().fps == Fraction(fps)


@pytest.mark.parametrize("fps", ["fast", "0", "-24", "1/0"])
def test_what_is_no_rate_is_refused(host: Any, fps: str) -> None:
    with pytest.raises(ConfigError, match=r"show\.fps"):
        differences(host, fps=fps)
