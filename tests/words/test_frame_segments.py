"""Segments: the arithmetic below frame ranges, held against counting one by one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from studio_tools.errors import UsageError
from studio_tools.frames import FrameRange
from studio_tools.frames.segments import Segment, canonical, count, intersection_of, of_frames, of_segments, segment

pieces = st.builds(segment, st.integers(-60, 60), st.integers(-60, 60), st.integers(1, 12))


def counted(piece: Segment) -> set[int]:
    return set(range(piece[0], piece[1] + 1, piece[2]))


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 9))
def test_a_segment_ascends_and_begins_where_it_was_told_to(first: int, last: int, step: int) -> None:
    made = segment(first, last, step)

    assert counted(made) == set(range(first, last + (1 if first <= last else -1), step if first <= last else -step))
    assert count(made) == len(counted(made))
    assert made[0] in counted(made)
    assert made[1] in counted(made)


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 9))
def test_a_negative_step_is_its_opposite(first: int, last: int, step: int) -> None:
    assert segment(first, last, -step) == segment(first, last, step)


def test_a_segment_of_one_frame_has_a_step_of_one() -> None:
    assert segment(5, 5, 7) == (5, 5, 1)
    assert segment(5, 9, 7) == (5, 5, 1)


def test_a_step_of_zero_is_refused() -> None:
    with pytest.raises(UsageError):
        segment(1, 5, 0)


@given(pieces, pieces)
def test_two_segments_share_one_segment_or_nothing(one: Segment, other: Segment) -> None:
    shared = intersection_of(one, other)

    assert (counted(shared) if shared else set()) == counted(one) & counted(other)


@given(st.lists(pieces, max_size=5))
def test_segments_of_any_kind_are_brought_into_order(some: list[Segment]) -> None:
    made = of_segments(some)

    assert {frame for piece in made for frame in counted(piece)} == {frame for each in some for frame in counted(each)}
    assert all(before[1] < after[0] for before, after in itertools.pairwise(made))


@given(st.sets(st.integers(-40, 40), max_size=40))
def test_the_canonical_form_does_not_depend_on_how_frames_were_cut(frames: set[int]) -> None:
    one_by_one = [(frame, frame, 1) for frame in sorted(frames)]

    assert canonical(one_by_one) == canonical(of_frames(frames)) == of_frames(frames)


@given(st.sets(st.integers(-40, 40), max_size=40))
def test_a_canonical_segment_is_a_run_a_stride_of_three_or_a_frame_alone(frames: set[int]) -> None:
    for first, last, step in of_frames(frames):
        if step > 1:
            assert count((first, last, step)) >= 3
        assert step == 1 or first < last


@given(st.sets(st.integers(-40, 40), max_size=40))
def test_no_two_runs_touch(frames: set[int]) -> None:
    runs = [piece for piece in of_frames(frames) if piece[2] == 1]

    assert all(before[1] + 1 < after[0] for before, after in itertools.pairwise(runs))


class FrameRangeBesideASet(RuleBasedStateMachine):
    """A range that is changed again and again stays the set that is changed with it."""

    def __init__(self) -> None:
        super().__init__()
        self.range = FrameRange()
        self.frames: set[int] = set()

    @rule(piece=pieces)
    def add(self, piece: Segment) -> None:
        self.range |= FrameRange((piece,))
        self.frames |= counted(piece)

    @rule(piece=pieces)
    def take_away(self, piece: Segment) -> None:
        self.range -= FrameRange((piece,))
        self.frames -= counted(piece)

    @rule(piece=pieces, other=pieces)
    def keep(self, piece: Segment, other: Segment) -> None:
        self.range &= FrameRange((piece, other))
        self.frames &= counted(piece) | counted(other)

    @rule(offset=st.integers(-5, 5))
    def shift(self, offset: int) -> None:
        self.range = self.range.shifted(offset)
        self.frames = {frame + offset for frame in self.frames}

    @rule()
    def spell_and_read(self) -> None:
        self.range = FrameRange.parse(str(self.range))

    @rule()
    def fill_the_holes(self) -> None:
        self.range |= self.range.holes()
        if self.frames:
            self.frames |= set(range(min(self.frames), max(self.frames)))

    @invariant()
    def both_are_the_same(self) -> None:
        assert list(self.range) == sorted(self.frames)
        assert self.range == FrameRange.of(self.frames)
        assert len(self.range) == len(self.frames)


TestFrameRangeBesideASet = FrameRangeBesideASet.TestCase
