"""One sequence, named by every program: what one writes, the others' spellings find again."""

from __future__ import annotations

from pathlib import Path

import fileseq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.frames import FramePattern, FrameRange, find, group

SPELLINGS = {
    "Nuke and ffmpeg": "beauty.%04d.exr",
    "Nuke's hashes": "beauty.####.exr",
    "Houdini": "beauty.$F4.exr",
    "Houdini in braces": "beauty.${F4}.exr",
    "Katana and fileseq": "beauty.@@@@.exr",
    "Maya": "beauty.<f>.exr",
}


def read(text: str) -> FramePattern:
    pattern = FramePattern.parse(text)
    assert pattern is not None
    return pattern


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_every_program_finds_the_same_frames(tmp_path: Path, text: str) -> None:
    wanted = FrameRange.parse("-2-3,998-1002,9999-10001x2")
    for frame in wanted:
        (tmp_path / f"beauty.{frame:04d}.exr").write_bytes(b"x")

    found = find(read(text), tmp_path)

    assert found is not None
    assert found.frames == wanted
    assert sorted(path.name for path in found.paths()) == sorted(path.name for path in tmp_path.iterdir())


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_every_program_names_a_frame_alike(text: str) -> None:
    if "<f>" not in text:
        assert read(text).format(7) == "beauty.0007.exr"
    assert read(text).match("beauty.0007.exr") == (7, None)


@given(st.integers(0, 99_999), st.integers(2, 6))
def test_fileseq_names_frames_as_we_do(frame: int, width: int) -> None:
    theirs = fileseq.FileSequence(f"a.{frame}{'@' * width}.exr")

    assert FramePattern(head="a.", tail=".exr", width=width).format(frame) == theirs.frame(frame)


@given(st.sets(st.integers(1, 9_999), min_size=1, max_size=20))
def test_fileseq_reads_our_spelling_of_the_frames(frames: set[int]) -> None:
    assert set(fileseq.FrameSet(str(FrameRange.of(frames)))) == frames


@given(st.sets(st.integers(1, 9_999), min_size=1, max_size=20))
def test_we_read_fileseqs_spelling_of_the_frames(frames: set[int]) -> None:
    assert set(FrameRange.parse(fileseq.framesToFrameRange(sorted(frames)))) == frames


@given(
    st.dictionaries(
        st.sampled_from(["sh010_comp_v001", "sh010_comp_v002", "sh 020", "\u5f71"]),
        st.sets(st.integers(1, 3_000), min_size=1, max_size=15),
        min_size=1,
    )
)
def test_sequences_of_one_folder_do_not_mix(wanted: dict[str, set[int]]) -> None:
    names = [f"{name}.{frame:04d}.exr" for name, frames in wanted.items() for frame in frames]

    found = {each.pattern.head.rstrip("."): set(each.frames) for each in group(names)}

    assert found == wanted


@pytest.mark.parametrize("view", ["left", "right"])
def test_a_stereo_render_is_found_one_view_at_a_time(tmp_path: Path, view: str) -> None:
    for each, last in (("left", 1003), ("right", 1002)):
        (tmp_path / each).mkdir()
        for frame in range(1001, last + 1):
            (tmp_path / each / f"beauty_{each[0]}.{frame}.exr").write_bytes(b"x")
    pattern = read(f"{tmp_path}/%V/beauty_%v.%04d.exr").viewed(view)

    found = find(pattern, pattern.folder)

    assert found is not None
    assert found.frames == FrameRange.span(1001, 1003 if view == "left" else 1002)


def test_what_a_render_manager_left_behind_is_no_frame() -> None:
    names = ["beauty.1001.exr", "beauty.1002.exr", "beauty.1001.exr.tmp", "beauty.1003.exr~", ".beauty.1001.exr.x7"]

    listing = group(names)

    assert [(str(each.pattern), str(each.frames)) for each in listing] == [("beauty.%04d.exr", "1001-1002")]
    assert "beauty.1003.exr~" in listing.singles
