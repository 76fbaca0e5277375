"""Frame ranges and formats as objects."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.testing.nukesim import formats
from studio_tools.testing.nukesim.ranges import FrameRange, FrameRanges


@pytest.mark.parametrize(
    ("text", "frames"),
    [("1-5", [1, 2, 3, 4, 5]), ("1-5x2", [1, 3, 5]), ("7", [7]), ("3-1", [3, 2, 1]), ("-2-0", [-2, -1, 0])],
)
def test_a_range_is_written(text: str, frames: list[int]) -> None:
    made = FrameRange(text)

    assert list(made) == frames
    assert str(made) == text
    assert (made.first(), made.last(), made.frames()) == (frames[0], FrameRange(text).last(), len(frames))
    assert (made.minFrame(), made.maxFrame()) == (min(frames), max(made.first(), made.last()))


@pytest.mark.parametrize("text", ["", "a", "1-", "1..5", "1-5x"], ids=repr)
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(RuntimeError, match="Frame Range invalid"):
        FrameRange(text)


@given(st.integers(-9999, 9999), st.integers(-9999, 9999), st.integers(1, 9))
def test_a_range_reads_back_what_it_writes(first: int, last: int, step: int) -> None:
    made = FrameRange(first, last, step)

    assert list(FrameRange(str(made))) == list(made)


def test_a_range_is_changed_and_asked(nuke: ModuleType) -> None:
    made = nuke.FrameRange(1, 10, 1)
    made.setFirst(3)
    made.setLast(9)
    made.setIncrement(3)

    assert list(made) == [3, 6, 9]
    assert made.isInRange(6)
    assert not made.isInRange(4)
    assert made.getFrame(1) == 6
    assert (made.increment(), made.stepFrame()) == (3, 3)


def test_ranges_are_several(nuke: ModuleType) -> None:
    made = nuke.FrameRanges("1-3 10-20x5")
    made.add(nuke.FrameRange("2"))

    assert made.toFrameList() == [1, 2, 3, 10, 15, 20]
    assert (made.size(), made.minFrame(), made.maxFrame()) == (3, 1, 20)
    assert str(made) == "1-3 10-20x5 2"
    assert str(made.getRange(1)) == "10-20x5"
    made.clear()
    assert made.size() == 0


def test_ranges_take_lists() -> None:
    assert FrameRanges([1, 2, FrameRange("5-6")]).toFrameList() == [1, 2, 5, 6]
    with pytest.raises(TypeError):
        FrameRanges(3.5)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1920 1080 1 HD2", "1920 1080 0 0 1920 1080 1 HD2"),
        ("100 50 strip", "100 50 0 0 100 50 1 strip"),
        ("720 576 0 0 720 576 1.09 PAL", "720 576 0 0 720 576 1.09 PAL"),
        ("10 20 1 2 8 18 1 inner", "10 20 1 2 8 18 1 inner"),
        ("512 512", "512 512 0 0 512 512 1"),
    ],
)
def test_a_format_is_read_and_written(text: str, written: str) -> None:
    made = formats.read(text)

    assert made is not None
    assert formats.written(made) == written
    assert formats.read(written) == made


@pytest.mark.parametrize("text", ["", "wide", "12"], ids=repr)
def test_what_is_no_format_is_none(nuke: ModuleType, text: str) -> None:
    assert formats.read(text) is None
    with pytest.raises(RuntimeError, match="no format"):
        nuke.addFormat(text)


def test_a_format_is_an_object(nuke: ModuleType) -> None:
    made = nuke.Format(100, 50, pixelAspect=2.0)
    made.setName("strip")
    made.setWidth(200)

    assert (made.width(), made.height(), made.pixelAspect(), made.name()) == (200, 50, 2.0, "strip")
    assert (made.x(), made.y(), made.r(), made.t()) == (0, 0, 100, 50)


def test_a_format_of_a_name_that_is_known_takes_its_place(nuke: ModuleType) -> None:
    count = len(nuke.formats())
    nuke.addFormat("100 50 1 strip")
    nuke.addFormat("200 50 1 strip")

    assert len(nuke.formats()) == count + 1
    assert [each.width() for each in nuke.formats() if each.name() == "strip"] == [200]
