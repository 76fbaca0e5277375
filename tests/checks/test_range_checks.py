"""Holes, and frames that are short, shifted or surplus against the shot's cut and handles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.frames import FrameRange
from studio_tools.model import CutRange
from studio_tools.publish.checks.complete import fit, holes
from studio_tools.publish.checks.facts import FrameSet
from studio_tools.testing.builders import a_context, an_asset

CUT = CutRange(first=1001, last=1010)
WITH_HANDLES = CutRange(first=1001, last=1010, handles=4)


@pytest.mark.parametrize(
    ("frames", "missing"),
    [
        pytest.param("1001-1010", None, id="whole"),
        pytest.param("1001", None, id="one frame"),
        pytest.param("1001-1004,1006-1010", "1005", id="a hole"),
        pytest.param("1001,1003,1006-1010", "1002, 1004-1005", id="several holes"),
        pytest.param("-2-2", None, id="through zero"),
        pytest.param("-2,0,2", "-1, 1", id="holes through zero"),
    ],
)
def test_holes_are_errors_with_their_frames(desk: Any, told: Callable[..., Any], frames: str, missing: str) -> None:
    item = desk.item(desk.frames(frames), kind="render")

    found = desk.check("core.frames-complete", item)

    assert told(found) == ([("error", missing)] if missing else [])


def test_a_sequence_on_twos_is_told_to_be_one(desk: Any) -> None:
    (found,) = desk.check("core.frames-complete", desk.item(desk.frames("1001-1009x2"), kind="render"))

    assert found.frames == FrameRange.parse("1002-1008x2")
    assert "every 2. frame" in found.detail
    assert not found.fixable


@pytest.mark.parametrize(("how", "severity"), [("warning", "warning"), ("info", "info"), ("off", None)])
def test_the_studio_says_how_bad_holes_are(desk: Any, how: str, severity: str | None) -> None:
    item = desk.item(desk.frames("1001,1003"), kind="render")

    found = desk.check("core.frames-complete", item, checks__holes=how)

    assert [finding.severity.value for finding in found] == ([severity] if severity else [])


def test_tiles_of_a_texture_are_no_frames(desk: Any) -> None:
    desk.frames("1001,1003,1011", name="rock")

    for spelling in ("rock.<UDIM>.exr", "rock.%04d.exr"):
        item = desk.item(str(desk.folder / spelling), kind="texture")
        assert desk.check("core.frames-complete", item) == []


def test_one_view_that_lacks_frames_is_named(desk: Any) -> None:
    desk.frames("1001-1005", name="left")
    desk.frames("1001-1003", name="right")
    item = desk.item(str(desk.folder / "%V.%04d.exr"), kind="render")

    (found,) = desk.check("core.frames-complete", item)

    assert found.frames == FrameRange.parse("1004-1005")
    assert "exr right" in found.title


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        pytest.param("997-1014", [], id="the cut with its handles"),
        pytest.param("1001-1010", [("error", "997-1000, 1011-1014")], id="the bare cut"),
        pytest.param("999-1012", [("error", "997-998, 1013-1014")], id="half the handles"),
        pytest.param("997-1005", [("error", "1006-1014")], id="the end is missing"),
        pytest.param("1005-1014", [("error", "997-1004")], id="the beginning is missing"),
        pytest.param("1005", [("error", "997-1004, 1006-1014")], id="a single frame"),
        pytest.param("997-1016", [("warning", "1015-1016")], id="surplus behind"),
        pytest.param("990-1014", [("warning", "990-996")], id="surplus before"),
        pytest.param("998-1015", [("error", "997"), ("warning", "1015")], id="shifted by one"),
        pytest.param("1997-2014", [("error", "997-1014"), ("warning", "1997-2014")], id="somewhere else"),
        pytest.param("997-1000,1002-1014", [], id="a hole is another check's"),
    ],
)
def test_frames_are_held_against_the_cut_and_its_handles(
    desk: Any, told: Callable[..., Any], frames: str, expected: list[tuple[str, str]]
) -> None:
    item = desk.item(desk.frames(frames), kind="render")

    assert told(desk.check("core.cut-range", item, cut=WITH_HANDLES)) == expected


@pytest.mark.parametrize("frames", ["1001-1005", "1006-1010", "2001-2010", "1001"])
def test_what_others_let_through_is_an_error(desk: Any, frames: str) -> None:
    found = desk.check("core.cut-range", desk.item(desk.frames(frames), kind="render"), cut=CUT)

    assert found[0].severity.value == "error"
    assert found[0].frames


def test_missing_handles_are_called_by_their_name(desk: Any) -> None:
    (found,) = desk.check("core.cut-range", desk.item(desk.frames("1001-1010"), kind="render"), cut=WITH_HANDLES)

    assert "the handles are missing" in found.title
    assert "Due are 997-1014" in found.detail


def test_a_shift_is_called_by_its_name(desk: Any) -> None:
    found = desk.check("core.cut-range", desk.item(desk.frames("2001-2010"), kind="render"), cut=CUT)

    assert "shifted by +1000 frames" in found[0].title


def test_a_shot_without_a_cut_is_told_and_no_more(desk: Any, told: Callable[..., Any]) -> None:
    assert told(desk.check("core.cut-range", desk.item(desk.frames(), kind="render"))) == [("info", None)]


def test_an_asset_has_no_cut_to_speak_of(desk: Any) -> None:
    item = desk.item(desk.frames(), kind="render")

    assert desk.check("core.cut-range", item, context=a_context(an_asset())) == []


@pytest.mark.parametrize("kind", ["texture", "other", "cache", "image"])
def test_kinds_that_are_not_held_against_the_cut(desk: Any, kind: str) -> None:
    desk.file("a.0001.exr")
    item = desk.item(desk.frames("5-9", name="b") if kind != "cache" else desk.file("c.abc"), kind=kind)

    assert desk.check("core.cut-range", item, cut=CUT) == []


def test_the_studio_says_how_bad_a_short_range_is(desk: Any) -> None:
    item = desk.item(desk.frames("1001-1012"), kind="render")

    assert desk.check("core.cut-range", item, cut=CUT, checks__surplus="off") == []
    (found,) = desk.check("core.cut-range", item, cut=CUT, checks__surplus="error")
    assert found.severity.value == "error"


numbers = st.sets(st.integers(-60, 60), min_size=1)


@given(present=numbers, first=st.integers(-40, 40), length=st.integers(0, 40), handles=st.integers(0, 8))
def test_what_is_short_and_surplus_is_what_sets_say(present: set[int], first: int, length: int, handles: int) -> None:
    cut = CutRange(first=first, last=first + length, handles=handles)
    due = set(cut.full)

    found = fit(FrameRange.of(present), cut)

    assert set(found.surplus) == present - due
    assert set(found.short) == {frame for frame in due if not min(present) <= frame <= max(present)}
    assert not found.shift or found.short or found.surplus


@given(left=numbers, right=numbers)
def test_every_due_frame_of_a_view_is_there_or_a_hole(left: set[int], right: set[int]) -> None:
    sets = [
        FrameSet(representation="exr", view=view, frames=FrameRange.of(frames))
        for view, frames in (("left", left), ("right", right))
    ]

    everything = set(range(min(left | right), max(left | right) + 1))

    assert set(holes(sets[0], sets)) == everything - left
    assert set(holes(sets[1], sets)) == everything - right
