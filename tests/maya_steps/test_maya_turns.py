"""Turns that are read out of matrices: the same turn, in numbers that do not jump."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tools.testing.mayasim import installed, start

Three = tuple[float, float, float]
ANGLE = st.floats(-720, 720, allow_nan=False)
TURN = st.tuples(ANGLE, ANGLE, ANGLE)


@pytest.fixture(scope="module")
def baking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The room under test; it asks Maya nothing here, but imports it."""
    with installed(start(tmp_path_factory.mktemp("turns"))):
        from dcc.maya.scene import baking

        yield baking


def rows_of(turn: Three, size: Three = (1.0, 1.0, 1.0)) -> list[float]:
    """The matrix of a size and a turn about x, then y, then z, as rows, written out."""
    (cx, cy, cz), (sx, sy, sz) = ([f(radians(each)) for each in turn] for f in (cos, sin))
    rows = [
        [cy * cz, cy * sz, -sy],
        [sx * sy * cz - cx * sz, sx * sy * sz + cx * cz, sx * cy],
        [cx * sy * cz + sx * sz, cx * sy * sz - sx * cz, cx * cy],
    ]
    sized = ([by * each for each in row] for by, row in zip(size, rows, strict=True))
    return [*(value for row in sized for value in (*row, 0.0)), 0.0, 0.0, 0.0, 1.0]


@settings(deadline=None)
@given(turn=TURN, size=st.tuples(*[st.floats(0.01, 100)] * 3))
def test_a_turn_that_is_read_makes_the_same_matrix(baking: Any, turn: Three, size: Three) -> None:
    assert rows_of(baking.turn_of(rows_of(turn, size))) == pytest.approx(rows_of(turn), abs=1e-6)


@settings(deadline=None)
@given(turn=TURN, before=TURN)
def test_the_nearest_numbers_are_the_same_turn(baking: Any, turn: Three, before: Three) -> None:
    assert rows_of(baking.nearest(turn, before)) == pytest.approx(rows_of(turn), abs=1e-6)


@settings(deadline=None)
@given(before=TURN, step=st.tuples(*[st.floats(-20, 20)] * 3))
def test_a_small_step_stays_small(baking: Any, before: Three, step: Three) -> None:
    turn = tuple(one + two for one, two in zip(before, step, strict=True))
    turned_on = (turn[0] + 360, turn[1] - 720, turn[2])
    found = baking.nearest(turned_on, before)
    assert sum(abs(now - then) for now, then in zip(found, before, strict=True)) <= 60 + 1e-6


@pytest.mark.parametrize("pitch", [90.0, -90.0])
def test_looking_straight_along_z_is_read_too(baking: Any, pitch: float) -> None:
    turn = (30.0, pitch, 10.0)
    assert rows_of(baking.turn_of(rows_of(turn))) == pytest.approx(rows_of(turn), abs=1e-6)
