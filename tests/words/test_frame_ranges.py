"""Frame ranges: their arithmetic against Python's sets, their syntax against fileseq."""

from __future__ import annotations

import sys

import fileseq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import UsageError
from studio_tools.frames import FrameRange

frames = st.sets(st.integers(-40, 60), max_size=40)
segments = st.tuples(st.integers(-30, 50), st.integers(-30, 50), st.integers(1, 9))
ranges = st.lists(segments, max_size=4).map(lambda pieces: FrameRange(tuple(pieces)))


@given(frames)
def test_a_range_holds_exactly_the_frames_it_was_made_of(some: set[int]) -> None:
    assert list(FrameRange.of(some)) == sorted(some)


@given(ranges, ranges)
def test_a_union_is_the_union_of_sets(one: FrameRange, other: FrameRange) -> None:
    assert set(one | other) == set(one) | set(other)


@given(ranges, ranges)
def test_an_intersection_is_the_intersection_of_sets(one: FrameRange, other: FrameRange) -> None:
    assert set(one & other) == set(one) & set(other)


@given(ranges, ranges)
def test_a_difference_is_the_difference_of_sets(one: FrameRange, other: FrameRange) -> None:
    assert set(one - other) == set(one) - set(other)


@given(ranges, ranges)
def test_results_of_arithmetic_are_canonical(one: FrameRange, other: FrameRange) -> None:
    for result in (one | other, one & other, one - other):
        assert result == FrameRange.of(set(result))
        assert result.segments == FrameRange.of(set(result)).segments


@given(ranges)
def test_what_is_spelled_is_read_back(some: FrameRange) -> None:
    assert FrameRange.parse(str(some)) == some
    assert FrameRange.parse(some.text()) == some


@given(ranges)
def test_iterating_ascends_and_counts_as_many_as_len(some: FrameRange) -> None:
    listed = list(some)

    assert listed == sorted(set(listed))
    assert len(some) == len(listed)
    assert bool(some) == bool(listed)


@given(ranges, st.integers(-50, 70))
def test_membership_agrees_with_iteration(some: FrameRange, frame: int) -> None:
    assert (frame in some) == (frame in set(some))


@given(frames)
def test_equal_frames_make_equal_ranges_with_equal_hashes(some: set[int]) -> None:
    forwards, one_by_one = FrameRange.of(some), FrameRange()
    for frame in sorted(some, reverse=True):
        one_by_one |= FrameRange.of([frame])

    assert forwards == one_by_one
    assert hash(forwards) == hash(one_by_one)


@given(ranges, st.integers(-1000, 1000))
def test_shifting_moves_every_frame(some: FrameRange, offset: int) -> None:
    assert list(some.shifted(offset)) == [frame + offset for frame in some]


@given(ranges)
def test_holes_are_what_is_missing_between_first_and_last(some: FrameRange) -> None:
    expected = set(range(some.first, some.last + 1)) - set(some) if some else set()

    assert set(some.holes()) == expected


@given(ranges)
def test_every_frame_lies_on_the_grid_of_the_step(some: FrameRange) -> None:
    assert all((frame - some.first) % some.step == 0 for frame in some)


@given(ranges)
def test_first_and_last_are_the_extremes(some: FrameRange) -> None:
    if some:
        assert (some.first, some.last) == (min(some), max(some))


@given(st.lists(segments, min_size=1, max_size=3))
def test_the_syntax_means_what_fileseq_says_it_means(pieces: list[tuple[int, int, int]]) -> None:
    text = ",".join(f"{first}-{last}x{step}" for first, last, step in pieces)

    assert set(FrameRange.parse(text)) == set(fileseq.FrameSet(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1001-1100", id="a span"),
        pytest.param("1001-1100x2", id="every second"),
        pytest.param("1-10y3", id="all but every third"),
        pytest.param("1-20:4", id="staggered"),
        pytest.param("5", id="one frame"),
        pytest.param("-5--1", id="negative frames"),
        pytest.param("-3-3", id="across zero"),
        pytest.param("10-1", id="backwards"),
        pytest.param("1-5,3-9", id="overlapping parts"),
        pytest.param("1,3,5,100-110x5", id="a mixture"),
        pytest.param("1-10x3,2-10x3,3-10x3", id="interleaving strides"),
        pytest.param("1-3,1-10y3", id="parts that fill each other's gaps"),
        pytest.param("10-1y3", id="backwards all but every third"),
    ],
)
def test_a_written_range_holds_what_fileseq_reads(text: str) -> None:
    assert set(FrameRange.parse(text)) == set(fileseq.FrameSet(text))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        pytest.param("1050,1060,1061,1062", "1050,1060-1062", id="a run is a span"),
        pytest.param("1,3,5,7", "1-7x2", id="equal distances are a stride"),
        pytest.param("1,3", "1,3", id="two frames are no stride"),
        pytest.param("1,2", "1-2", id="two neighbours are a span"),
        pytest.param("1,2,4,6,8,10", "1-2,4-10x2", id="a run and a stride"),
        pytest.param("1-10x1", "1-10", id="a step of one is not written"),
        pytest.param("1-2x5", "1", id="a step beyond the last frame"),
        pytest.param("7-7", "7", id="a span of one"),
        pytest.param("-1--5", "-5--1", id="backwards and negative"),
        pytest.param("1-100x2,2-100x2", "1-100", id="strides that fill each other"),
        pytest.param(" 1 - 3 , 9 ", "1-3,9", id="blanks"),
        pytest.param("", "", id="nothing"),
        pytest.param("  ", "", id="only blanks"),
        pytest.param("1,4,6,8", "1,4-8x2", id="a lonely frame before a stride"),
        pytest.param("1,3,5,9,13", "1-5x2,9,13", id="the left stride wins"),
    ],
)
def test_a_range_has_one_short_spelling(text: str, spelled: str) -> None:
    assert str(FrameRange.parse(text)) == spelled


def test_people_read_a_range_with_blanks() -> None:
    assert FrameRange.parse("1050,1060-1062").text() == "1050, 1060-1062"


def test_the_separator_of_the_text_may_be_chosen() -> None:
    assert FrameRange.parse("1,5,9-11").text(sep=" ") == "1 5 9-11"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a-b", id="letters"),
        pytest.param("1-", id="an open end"),
        pytest.param("1--", id="two dashes"),
        pytest.param("1,,2", id="an empty part"),
        pytest.param("1-5x", id="a step without a number"),
        pytest.param("1-5z2", id="an unknown mark"),
        pytest.param("1.5", id="a fraction"),
        pytest.param("\u0661-\u0665", id="digits of another script"),
        pytest.param("1-99999999999", id="a number beyond all frames"),
        pytest.param("1001 1002", id="a blank for a comma"),
    ],
)
def test_what_is_no_range_is_refused_with_the_part_at_fault(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        FrameRange.parse(text)

    assert text in str(caught.value)
    assert "1001-1100" in caught.value.hint


def test_a_step_of_zero_is_refused() -> None:
    with pytest.raises(UsageError, match="advance by 0"):
        FrameRange.parse("1-10x0")


def test_a_range_cannot_be_changed() -> None:
    some = FrameRange.span(1, 5)

    with pytest.raises(AttributeError):
        some.segments = ()  # type: ignore[misc]


def test_an_empty_range_has_no_first_frame() -> None:
    with pytest.raises(ValueError, match="empty"):
        _ = FrameRange().first
    with pytest.raises(ValueError, match="empty"):
        _ = FrameRange().last


def test_an_empty_range_has_no_holes_and_a_step_of_one() -> None:
    assert FrameRange().holes() == FrameRange()
    assert FrameRange().step == 1


def test_holes_respect_a_stride_only_when_asked() -> None:
    every_second = FrameRange.parse("1001-1009x2") - FrameRange.of([1005])

    assert str(every_second.holes()) == "1002,1004-1006,1008"
    assert str(every_second.holes(step=every_second.step)) == "1005"


def test_the_step_is_seen_through_holes() -> None:
    assert FrameRange.of([1, 7, 10]).step == 3
    assert FrameRange.of([1]).step == 1
    assert FrameRange.parse("1-9x2,11-21x2").step == 2


def test_a_span_may_have_a_step() -> None:
    assert list(FrameRange.span(1, 10, 4)) == [1, 5, 9]


def test_what_is_no_number_is_in_no_range() -> None:
    assert "3" not in FrameRange.span(1, 5)
    assert None not in FrameRange.span(1, 5)


def test_a_million_frames_cost_no_more_than_a_few_numbers() -> None:
    many = FrameRange.span(1, 100_000_000) - FrameRange.of([5, 50_000_000])

    assert sys.getsizeof(many.segments) < 200
    assert len(many) == 99_999_998
    assert str(many.holes()) == "5,50000000"
    assert str(many & FrameRange.span(49_999_999, 50_000_001)) == "49999999,50000001"


def test_strides_that_meet_far_apart_are_found_without_counting_there() -> None:
    shared = FrameRange.span(0, 100_000_000, 7) & FrameRange.span(3, 100_000_000, 5)

    assert shared.segments == ((28, 99_999_998, 35),)


def test_strides_too_long_to_be_combined_frame_by_frame_are_refused() -> None:
    with pytest.raises(UsageError, match="too many frames"):
        FrameRange.span(0, 900_000_000, 2) | FrameRange.span(1, 900_000_000, 3)


def test_ten_thousand_touching_parts_are_one_span() -> None:
    text = ",".join(f"{start}-{start + 1}" for start in range(10_000))

    assert str(FrameRange.parse(text)) == "0-10000"
