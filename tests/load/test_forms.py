"""How a path spells a representation, and how another version is spelled in the same manner."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools.frames import FrameRange
from studio_tools.load.forms import Spelling, form_of, is_tiled, opened, respelled, spelling
from studio_tools.model import ProductKey, Representation, Stamp
from studio_tools.testing.builders import a_version

FRAMES = FrameRange.span(1001, 1010)


def form(name: str, frames: FrameRange | None = FRAMES) -> Representation:
    path = PurePosixPath("demo/publish") / name
    return Representation(name="exr", path=path, frames=frames if "%0" in name else None, files=10, size=10)


SEQUENCE, NEWER = form("sh_plate_v001.%04d.exr"), form("sh_plate_v002.%04d.exr", FrameRange.span(1001, 1020))


@pytest.mark.parametrize(
    ("name", "manner", "again"),
    [
        ("sh_plate_v001.%04d.exr", Spelling(mark="%04d"), "sh_plate_v002.%04d.exr"),
        ("sh_plate_v001.####.exr", Spelling(mark="####"), "sh_plate_v002.####.exr"),
        ("sh_plate_v001.@@@@.exr", Spelling(mark="@@@@"), "sh_plate_v002.@@@@.exr"),
        ("sh_plate_v001.$F4.exr", Spelling(mark="$F4"), "sh_plate_v002.$F4.exr"),
        ("sh_plate_v001.<f>.exr", Spelling(mark="<f>"), "sh_plate_v002.<f>.exr"),
        ("sh_plate_v001.<UDIM>.exr", Spelling(mark="<UDIM>"), "sh_plate_v002.<UDIM>.exr"),
        ("sh_plate_v001.1007.exr", Spelling(frame=1007), "sh_plate_v002.1007.exr"),
    ],
    ids=["printf", "hash", "at", "houdini", "any", "tiles", "one frame"],
)
def test_a_sequence_is_respelled_as_it_was_spelled(name: str, manner: Spelling, again: str) -> None:
    assert spelling(name, SEQUENCE) == manner
    assert respelled(NEWER, manner) == again


@pytest.mark.parametrize(
    "name",
    [
        "sh_plate_v002.%04d.exr",
        "sh_plate_v001.%04d.dpx",
        "other.1001.exr",
        "sh_plate_v001.exr",
        "sh_plate_v001.x.exr",
        "",
    ],
)
def test_another_file_spells_nothing(name: str) -> None:
    assert spelling(name, SEQUENCE) is None


def test_a_frame_that_the_other_version_has_not_cannot_be_spelled() -> None:
    assert respelled(SEQUENCE, Spelling(frame=1015)) is None


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [
        ("####", "v.#####.exr"),
        ("%04d", "v.%05d.exr"),
        ("@@@@", "v.@@@@@.exr"),
        ("$F4", "v.$F5.exr"),
        ("<f>", "v.<f>.exr"),
    ],
)
def test_another_padding_is_spelled_in_the_same_tongue(mark: str, wanted: str) -> None:
    assert respelled(form("v.%05d.exr"), Spelling(mark=mark)) == wanted


def test_a_single_file_is_spelled_by_its_name_alone() -> None:
    old, new = form("rig_v001.ma"), form("rig_v002.ma")

    assert spelling("rig_v001.ma", old) == Spelling()
    assert spelling("rig_v002.ma", old) is None
    assert respelled(new, Spelling()) == "rig_v002.ma"


def test_a_sequence_may_become_a_single_file_and_the_other_way_round() -> None:
    assert respelled(form("still_v002.exr"), Spelling(mark="####")) == "still_v002.exr"
    assert respelled(form("still_v002.exr"), Spelling(frame=1001)) == "still_v002.exr"
    assert respelled(NEWER, Spelling()) == "sh_plate_v002.%04d.exr"


@pytest.mark.parametrize(
    ("name", "manner", "again"),
    [
        ("a_%V_v001.%04d.exr", Spelling(mark="%04d", view="%V"), "a_%V_v002.%04d.exr"),
        ("a_left_v001.####.exr", Spelling(mark="####", view="left"), "a_left_v002.####.exr"),
        ("a_right_v001.1002.exr", Spelling(frame=1002, view="right"), "a_right_v002.1002.exr"),
        ("a_%V_v001.1002.exr", Spelling(frame=1002, view="%V"), "a_%V_v002.1002.exr"),
        ("a_%v_v001.%04d.exr", Spelling(mark="%04d", view="%v"), "a_%v_v002.%04d.exr"),
    ],
    ids=["left open", "one view", "one view and frame", "a frame of all views", "short"],
)
def test_views_are_kept_as_they_are_written(name: str, manner: Spelling, again: str) -> None:
    assert spelling(name, form("a_%V_v001.%04d.exr")) == manner
    assert respelled(form("a_%V_v002.%04d.exr"), manner) == again


def test_a_movie_of_one_view_is_told_apart() -> None:
    movie = form("a_%V_v001.mov")

    assert spelling("a_left_v001.mov", movie) == Spelling(view="left")
    assert spelling("a_v001.mov", movie) is None
    assert respelled(form("a_%V_v002.mov"), Spelling(view="left")) == "a_left_v002.mov"


def test_a_foreign_file_name_says_how_it_is_left_open() -> None:
    assert opened("plate.####.exr") == Spelling(mark="####")
    assert opened("plate_%V.%04d.exr") == Spelling(mark="%04d", view="%V")
    assert opened("plate.exr") is None


def test_the_representation_of_a_version_is_known_by_its_file() -> None:
    stamp = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=1)
    version = a_version(stamp, representations=(form("rig_v001.ma"), SEQUENCE))

    assert form_of("sh_plate_v001.####.exr", version) == (SEQUENCE, Spelling(mark="####"))
    assert form_of("nothing.exr", version) is None


@pytest.mark.parametrize(
    ("kind", "frames", "is_one"),
    [
        ("texture", FrameRange.span(1001, 1012), True),
        ("plate", FrameRange.span(1001, 1012), False),
        ("texture", FrameRange.span(1, 12), False),
        ("texture", None, False),
    ],
)
def test_the_numbers_of_a_texture_are_tiles(kind: str, frames: FrameRange | None, is_one: bool) -> None:
    version = a_version(Stamp(key=ProductKey("demo", "assets/dragon", kind), number=1))
    tiles = Representation(name="exr", path=PurePosixPath("a.%04d.exr"), frames=frames, files=1, size=1)

    assert is_tiled(version, tiles) is is_one


@given(
    some.sampled_from(["%04d", "####", "@@@@", "$F4", "<f>", "<UDIM>", "1004"]),
    some.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True),
    some.sampled_from(["exr", "dpx", "tif"]),
)
def test_going_on_and_back_again_spells_the_same(mark: str, stem: str, ending: str) -> None:
    old, new = form(f"{stem}_v001.%04d.{ending}"), form(f"{stem}_v002.%04d.{ending}")
    name = f"{stem}_v001.{mark}.{ending}"
    manner = spelling(name, old)
    assert manner is not None
    there = respelled(new, manner)
    assert there is not None
    back = spelling(there, new)
    assert back is not None
    assert respelled(old, back) == name
