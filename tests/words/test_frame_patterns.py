"""Frame patterns: every spelling a studio meets, written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import UsageError
from studio_tools.frames import FramePattern, Match

any_frame = st.integers(-9_999_999, 99_999_999)
widths = st.integers(1, 9)
plain = st.text(st.characters(blacklist_characters="%#@$<>/\\", blacklist_categories=("Cs",)), max_size=12)


def read(text: str) -> FramePattern:
    pattern = FramePattern.parse(text)
    assert pattern is not None
    return pattern


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("a.%04d.exr", 4, id="printf"),
        pytest.param("a.%d.exr", 1, id="printf without padding"),
        pytest.param("a.%01d.exr", 1, id="printf padded to one"),
        pytest.param("a.%010d.exr", 10, id="printf of ten digits"),
        pytest.param("a.####.exr", 4, id="hashes, one for each digit"),
        pytest.param("a.#.exr", 1, id="one hash is one digit, as in Nuke"),
        pytest.param("a.@@@@.exr", 4, id="at signs"),
        pytest.param("a.@.exr", 1, id="one at sign"),
        pytest.param("a.$F4.exr", 4, id="Houdini"),
        pytest.param("a.$F.exr", 1, id="Houdini without padding"),
        pytest.param("a.${F4}.exr", 4, id="Houdini in braces"),
        pytest.param("a.${F}.exr", 1, id="Houdini in braces without padding"),
        pytest.param("a.<f>.exr", 0, id="Maya's token takes any padding"),
        pytest.param("a_$F4_b.exr", 4, id="Houdini within a name"),
        pytest.param("####.exr", 4, id="nothing before it"),
        pytest.param("a.####", 4, id="nothing behind it"),
        pytest.param("a_####_beauty.exr", 4, id="not last in the name"),
        pytest.param("a####.exr", 4, id="not set apart"),
    ],
)
def test_every_spelling_is_read(text: str, width: int) -> None:
    pattern = read(text)

    assert pattern.width == width
    assert not pattern.udim


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a.exr", id="no number at all"),
        pytest.param("a.1001.exr", id="a number that is there"),
        pytest.param("a.%04d.%04d.exr", id="two numbers"),
        pytest.param("a.<UDIM>.%04d.exr", id="a tile and a frame"),
        pytest.param("a.%s.exr", id="another directive"),
        pytest.param("a.%4d.exr", id="padding with blanks"),
        pytest.param("a.$Foo.exr", id="another variable"),
        pytest.param("a.$F_x.exr", id="a variable that begins alike"),
        pytest.param("icon@2x.png", id="an at sign within a word"),
        pytest.param("take#2.mov", id="a hash within a word"),
        pytest.param("shots####/a.exr", id="hashes in a folder"),
        pytest.param("%04d/a.exr", id="a number in a folder"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_pattern_is_none(text: str) -> None:
    assert FramePattern.parse(text) is None


def test_a_hash_in_a_name_stays_beside_a_clearer_number() -> None:
    pattern = read("take_#.%04d.exr")

    assert pattern.head == "take_#."


def test_of_several_hashes_the_last_is_the_number() -> None:
    assert read("a##.####.exr").head == "a##."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("skin.<UDIM>.tx", id="Maya"),
        pytest.param("skin.<udim>.tx", id="small letters"),
        pytest.param("skin.%(UDIM)d.tx", id="Houdini and Mari"),
    ],
)
def test_tiles_are_told_from_frames(text: str) -> None:
    pattern = read(text)

    assert pattern.udim
    assert pattern.match("skin.1001.tx") == Match(1001)
    assert pattern.match("skin.0001.tx") is None
    assert pattern.match("skin.10010.tx") is None
    assert pattern.format(1012) == "skin.1012.tx"
    assert {pattern.spelled("printf"), pattern.spelled("hash"), str(pattern)} == {"skin.<UDIM>.tx"}


@pytest.mark.parametrize(
    ("spelling", "padded", "bare"),
    [
        pytest.param("printf", "a.%04d.exr", "a.%d.exr", id="printf"),
        pytest.param("hash", "a.####.exr", "a.#.exr", id="hash"),
        pytest.param("houdini", "a.$F4.exr", "a.$F.exr", id="houdini"),
        pytest.param("at", "a.@@@@.exr", "a.@.exr", id="at"),
    ],
)
def test_a_pattern_is_spelled_for_each_program(spelling: str, padded: str, bare: str) -> None:
    assert read("a.%04d.exr").spelled(spelling) == padded  # type: ignore[arg-type]
    assert read("a.%d.exr").spelled(spelling) == bare  # type: ignore[arg-type]


@given(widths, st.sampled_from(["printf", "hash", "houdini", "at"]))
def test_each_spelling_is_read_as_the_same_pattern(width: int, spelling: str) -> None:
    pattern = FramePattern(head="folder/a.", tail=".exr", width=width)

    assert FramePattern.parse(pattern.spelled(spelling)) == pattern  # type: ignore[arg-type]


@given(plain, plain, widths, any_frame, st.booleans())
def test_a_formatted_name_matches_with_its_frame(head: str, tail: str, width: int, frame: int, counts: bool) -> None:
    pattern = FramePattern(head=head, tail=tail, width=width, sign_counts=counts)

    assert pattern.match(pattern.format(frame)) == Match(frame)


@given(any_frame, widths)
def test_a_printf_pattern_writes_as_printf_does(frame: int, width: int) -> None:
    assert FramePattern(head="", tail="", width=width).format(frame) == f"%0{width}d" % frame


@pytest.mark.parametrize(
    ("name", "frame"),
    [
        pytest.param("a.1001.exr", 1001, id="an ordinary frame"),
        pytest.param("a.0001.exr", 1, id="a padded frame"),
        pytest.param("a.0000.exr", 0, id="frame zero"),
        pytest.param("a.12345.exr", 12345, id="a number wider than its padding"),
        pytest.param("a.-0001.exr", -1, id="a minus on top of the padding"),
        pytest.param("a.-001.exr", -1, id="a minus that counts for the padding"),
        pytest.param("a.-12345.exr", -12345, id="a wide negative number"),
    ],
)
def test_names_that_follow_a_padding_match(name: str, frame: int) -> None:
    assert read("a.%04d.exr").match(name) == Match(frame)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a.1.exr", id="too few digits"),
        pytest.param("a.00001.exr", id="too many zeros"),
        pytest.param("a.-01.exr", id="a minus and too few digits"),
        pytest.param("a..exr", id="no digits"),
        pytest.param("a.-.exr", id="only a minus"),
        pytest.param("a.10a1.exr", id="a letter among the digits"),
        pytest.param("a.+001.exr", id="a plus"),
        pytest.param("a.1001.exr.bak", id="more behind it"),
        pytest.param("b.1001.exr", id="another name"),
        pytest.param("a.1001.jpg", id="another ending"),
        pytest.param("a.exr", id="head and tail that overlap"),
        pytest.param("a.\u0661\u0661\u0661\u0661.exr", id="digits of another script"),
        pytest.param("a.1_00.exr", id="an underscore as Python reads it"),
    ],
)
def test_names_that_do_not_follow_a_padding_do_not_match(name: str) -> None:
    assert read("a.%04d.exr").match(name) is None


def test_a_pattern_without_padding_takes_no_padded_number() -> None:
    pattern = read("a.%d.exr")

    assert pattern.match("a.7.exr") == Match(7)
    assert pattern.match("a.0.exr") == Match(0)
    assert pattern.match("a.0007.exr") is None


def test_mayas_token_takes_any_padding() -> None:
    pattern = read("a.<f>.exr")

    assert pattern.match("a.7.exr") == Match(7)
    assert pattern.match("a.0007.exr") == Match(7)


def test_the_way_a_sign_is_written_is_kept() -> None:
    on_top = FramePattern(head="a.", tail=".exr", width=4, sign_counts=False)

    assert on_top.format(-1) == "a.-0001.exr"
    assert read("a.%04d.exr").format(-1) == "a.-001.exr"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("my shot", id="blanks"),
        pytest.param("gr\u00fcn_\u5f71", id="unicode"),
        pytest.param("two\nlines", id="a newline"),
        pytest.param("(a+b)[c]*", id="marks of regular expressions"),
    ],
)
def test_odd_names_are_taken_literally(name: str) -> None:
    pattern = read(f"{name}.%04d.exr")

    assert pattern.match(f"{name}.1001.exr") == Match(1001)
    assert pattern.match(f"{name}x.1001.exr") is None


def test_views_are_named_in_order() -> None:
    assert read("%V/a_%v.%04d.exr").views == ("%V", "%v")
    assert read("a.%04d.exr").views == ()


def test_a_percent_sign_before_a_word_is_no_view() -> None:
    assert read("50%view.%04d.exr").views == ()


def test_a_view_is_written_whole_and_as_a_letter() -> None:
    assert read("%V/a_%v.%04d.exr").format(1001, "left") == "left/a_l.1001.exr"


def test_a_view_is_read_back() -> None:
    pattern = read("%V/a_%v.%04d.exr")

    assert pattern.match("right/a_r.1001.exr") == Match(1001, "right")
    assert pattern.match("right/a_l.1001.exr") is None
    assert pattern.match("right/a_r.1.exr") is None


def test_a_short_view_alone_is_read_as_its_letter() -> None:
    assert read("a_%v.%04d.exr").match("a_l.1001.exr") == Match(1001, "l")


def test_a_view_that_stands_twice_must_agree() -> None:
    pattern = read("%V/a_%V.%04d.exr")

    assert pattern.match("left/a_left.1001.exr") == Match(1001, "left")
    assert pattern.match("left/a_right.1001.exr") is None


def test_a_view_may_stand_behind_the_number() -> None:
    assert read("a.%04d.%V.exr").match("a.1001.left.exr") == Match(1001, "left")


def test_a_pattern_with_views_does_not_guess_one() -> None:
    with pytest.raises(UsageError, match="view"):
        read("a_%V.%04d.exr").format(1001)


def test_an_empty_view_is_refused() -> None:
    with pytest.raises(UsageError, match="view"):
        read("a_%V.%04d.exr").viewed("")


def test_the_pattern_of_one_view_has_none_left() -> None:
    left = read("%V/a_%v.%04d.exr").viewed("left")

    assert left == FramePattern(head="left/a_l.", tail=".exr", width=4)
    assert left.views == ()


def test_the_folder_is_kept_apart_from_the_name() -> None:
    pattern = read("/shots/sh 10/a.%04d.exr")

    assert pattern.folder == "/shots/sh 10/"
    assert pattern.name == FramePattern(head="a.", tail=".exr", width=4)


def test_a_bare_name_has_no_folder() -> None:
    assert read("a.%04d.exr").folder == ""


def test_a_path_of_windows_is_divided_as_well() -> None:
    pattern = read("D:\\shots\\a.%04d.exr")

    assert pattern.name.head == "a."
    assert pattern.folder == "D:\\shots\\"


def test_patterns_that_mean_the_same_are_equal() -> None:
    assert read("a.%04d.exr") == read("a.####.exr") == read("a.$F4.exr") == read("a.@@@@.exr")
    assert hash(read("a.%04d.exr")) == hash(read("a.####.exr"))
