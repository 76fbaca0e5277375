"""Sequences in folders: real files, grouped as they are named."""

from __future__ import annotations

from pathlib import Path

import fileseq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import SourceError, UsageError
from studio_tools.frames import FramePattern, Listing, find, group, scan


def told(listing: Listing) -> list[tuple[str, str]]:
    return [(str(each.pattern), str(each.frames)) for each in listing]


def rebuilt(listing: Listing) -> list[str]:
    return sorted([each.pattern.format(frame) for each in listing for frame in each.frames] + list(listing.singles))


def make(folder: Path, *names: str, size: int = 1) -> None:
    for name in names:
        (folder / name).write_bytes(b"x" * size)


def pattern(text: str) -> FramePattern:
    read = FramePattern.parse(text)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("names", "sequences", "singles"),
    [
        pytest.param(["a.1001.exr", "a.1002.exr"], [("a.%04d.exr", "1001-1002")], [], id="two frames"),
        pytest.param(["a.1001.exr"], [("a.%04d.exr", "1001")], [], id="a single frame"),
        pytest.param(["sh010.mov"], [], ["sh010.mov"], id="a lone name with a number"),
        pytest.param(["a_0001.exr"], [], ["a_0001.exr"], id="a lone number behind an underscore"),
        pytest.param(["a_1.exr", "a_2.exr"], [("a_%d.exr", "1-2")], [], id="numbers behind an underscore"),
        pytest.param(["img1.png", "img2.png"], [("img%d.png", "1-2")], [], id="numbers behind letters"),
        pytest.param(
            ["a_v001.1001.exr", "a_v001.1002.exr", "a_v002.1001.exr"],
            [("a_v001.%04d.exr", "1001-1002"), ("a_v002.%04d.exr", "1001")],
            [],
            id="version digits stay in the name",
        ),
        pytest.param(["a_v001.ma", "a_v002.ma"], [], ["a_v001.ma", "a_v002.ma"], id="versions are no frames"),
        pytest.param(["v001.ma", "v002.ma"], [], ["v001.ma", "v002.ma"], id="bare versions are no frames"),
        pytest.param(["mov1.exr", "mov2.exr"], [("mov%d.exr", "1-2")], [], id="a word that ends in v"),
        pytest.param(
            ["a.1.exr", "a.10.exr", "a.0003.exr", "a.0004.exr"],
            [("a.%d.exr", "1,10"), ("a.%04d.exr", "3-4")],
            [],
            id="two paddings are two sequences",
        ),
        pytest.param(
            ["a.0999.exr", "a.1000.exr", "a.10000.exr"],
            [("a.%04d.exr", "999-1000,10000")],
            [],
            id="a number may outgrow its padding",
        ),
        pytest.param(
            ["a.9999.exr", "a.10000.exr"],
            [("a.%04d.exr", "9999-10000")],
            [],
            id="four digits that grow are a padding of four",
        ),
        pytest.param(
            ["a.9.exr", "a.10.exr", "a.11.exr"], [("a.%d.exr", "9-11")], [], id="a digit that grows is no padding"
        ),
        pytest.param(
            ["a.-0001.exr", "a.0000.exr", "a.0001.exr"],
            [("a.%04d.exr", "-1-1")],
            [],
            id="negative frames, sign on top",
        ),
        pytest.param(
            ["a.-001.exr", "a.0000.exr", "a.0001.exr"], [("a.%04d.exr", "-1-1")], [], id="negative frames, sign counted"
        ),
        pytest.param(["a.-2.exr", "a.-1.exr", "a.0.exr"], [("a.%d.exr", "-2-0")], [], id="negative without padding"),
        pytest.param(["a.-0002.exr", "a.-0001.exr"], [("a.%04d.exr", "-2--1")], [], id="only negative frames"),
        pytest.param(["a.-0100.exr", "a.-1001.exr"], [("a.%04d.exr", "-1001,-100")], [], id="wide negative frames"),
        pytest.param(["a-0001.exr", "a-0002.exr"], [("a-%04d.exr", "1-2")], [], id="a dash that is no minus"),
        pytest.param(["a_-0001.exr", "a_-0002.exr"], [("a_-%04d.exr", "1-2")], [], id="a dash behind an underscore"),
        pytest.param(["a.0001", "a.0002"], [("a.%04d", "1-2")], [], id="no ending"),
        pytest.param(["frame0001", "frame0002"], [("frame%04d", "1-2")], [], id="no dot at all"),
        pytest.param(
            ["a.1001.bgeo.sc", "a.1002.bgeo.sc"], [("a.%04d.bgeo.sc", "1001-1002")], [], id="a wrapped ending"
        ),
        pytest.param(["bgeo.sc", "a.gz"], [], ["a.gz", "bgeo.sc"], id="a wrapped ending without a number"),
        pytest.param(["a b.1001.exr", "a b.1002.exr"], [("a b.%04d.exr", "1001-1002")], [], id="names with blanks"),
        pytest.param(["\u5f71.1001.exr"], [("\u5f71.%04d.exr", "1001")], [], id="unicode"),
        pytest.param(["x\ny.1.exr", "x\ny.2.exr"], [("x\ny.%d.exr", "1-2")], [], id="newlines"),
        pytest.param(["1001.exr", "1002.exr"], [("%04d.exr", "1001-1002")], [], id="nothing but the number"),
        pytest.param([".DS_Store", "README", "a."], [], [".DS_Store", "README", "a."], id="no sequences at all"),
        pytest.param(
            ["a_1700000000123.exr", "a_1700000000124.exr"],
            [],
            ["a_1700000000123.exr", "a_1700000000124.exr"],
            id="time stamps are no frames",
        ),
        pytest.param(
            ["a.1.exr", "a.2.exr", "a.1700000000123.exr"],
            [("a.%d.exr", "1-2")],
            ["a.1700000000123.exr"],
            id="a time stamp among frames",
        ),
        pytest.param(
            ["a.1001.exr", "a.1001.jpg", "A.1001.exr"],
            [("A.%04d.exr", "1001"), ("a.%04d.exr", "1001"), ("a.%04d.jpg", "1001")],
            [],
            id="endings and letters tell apart",
        ),
        pytest.param([], [], [], id="nothing"),
    ],
)
def test_names_are_grouped(names: list[str], sequences: list[tuple[str, str]], singles: list[str]) -> None:
    listing = group(names)

    assert sorted(told(listing)) == sorted(sequences)
    assert list(listing.singles) == singles
    assert rebuilt(listing) == sorted(names)


numbers = st.from_regex(r"-?[0-9]{1,6}", fullmatch=True)
names = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["a", "b_v001", "c-"]),
    st.sampled_from([".", "_", "", "-"]),
    numbers,
    st.sampled_from([".exr", "", ".bgeo.sc"]),
)


@given(st.sets(names, max_size=30))
def test_every_name_is_found_again_exactly_as_it_was(some: set[str]) -> None:
    assert rebuilt(group(some)) == sorted(some)


@given(st.sets(names, max_size=15))
def test_the_order_of_names_does_not_matter(some: set[str]) -> None:
    assert group(sorted(some)) == group(sorted(some, reverse=True))


@given(st.sets(st.integers(1, 3000), min_size=2, max_size=30), st.sampled_from([1, 4, 6]))
def test_grouping_agrees_with_fileseq_where_names_are_clear(frames: set[int], width: int) -> None:
    names = [f"shot_comp_v003.{frame:0{width}d}.exr" for frame in frames]

    ours = {frame for each in group(names) for frame in each.frames}
    theirs = {
        frame for each in fileseq.FileSequence.yield_sequences_in_list(names) for frame in (each.frameSet() or ())
    }

    assert ours == theirs == frames


def test_a_folder_is_scanned_without_what_lies_below(tmp_path: Path) -> None:
    make(tmp_path, "a.1001.exr", "a.1002.exr", "notes.txt")
    (tmp_path / "a.1003.exr").mkdir()

    listing = scan(tmp_path)

    assert told(listing) == [("a.%04d.exr", "1001-1002")]
    assert listing.singles == ("notes.txt",)
    assert len(listing) == 1


def test_paths_lead_to_the_files(tmp_path: Path) -> None:
    make(tmp_path, "a.-0001.exr", "a.0000.exr", "a.0010.exr")

    (found,) = scan(tmp_path)

    assert all(path.is_file() for path in found.paths())
    assert found.path(-1) == tmp_path / "a.-0001.exr"


def test_sizes_are_counted_only_when_asked_for(tmp_path: Path) -> None:
    make(tmp_path, "a.1001.exr", "a.1002.exr", size=10)
    make(tmp_path, "a.1003.exr", size=0)

    (without,) = scan(tmp_path)
    (having,) = scan(tmp_path, sizes=True)

    assert (without.size, dict(without.sizes)) == (0, {})
    assert having.size == 20
    assert having.sizes == {1001: 10, 1002: 10, 1003: 0}
    assert str(having.zero) == "1003"
    assert without == having


def test_links_to_files_count_and_broken_ones_do_not(tmp_path: Path) -> None:
    make(tmp_path, "a.1001.exr", size=7)
    (tmp_path / "a.1002.exr").symlink_to(tmp_path / "a.1001.exr")
    (tmp_path / "a.1003.exr").symlink_to(tmp_path / "gone.exr")

    (found,) = scan(tmp_path, sizes=True)

    assert found.sizes == {1001: 7, 1002: 7}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file") as caught:
        scan(tmp_path / "gone")

    assert "gone" in str(caught.value)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.1001.exr")

    with pytest.raises(SourceError, match="not a directory"):
        scan(tmp_path / "a.1001.exr")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a.%04d.exr", id="printf"),
        pytest.param("a.####.exr", id="hash"),
        pytest.param("a.$F4.exr", id="houdini"),
        pytest.param("a.@@@@.exr", id="at"),
        pytest.param("a.<f>.exr", id="maya"),
        pytest.param("/somewhere/else/a.%04d.exr", id="with a folder"),
    ],
)
def test_a_pattern_finds_its_frames(tmp_path: Path, text: str) -> None:
    make(tmp_path, "a.1001.exr", "a.1002.exr", "a.10001.exr", "b.1001.exr", "a.1003.jpg", size=3)

    found = find(pattern(text), tmp_path)

    assert found is not None
    assert (str(found.pattern), str(found.frames)) == ("a.%04d.exr", "1001-1002,10001")
    assert found.size == 9


def test_a_pattern_without_frames_is_none(tmp_path: Path) -> None:
    make(tmp_path, "a.1001.exr")

    assert find(pattern("b.%04d.exr"), tmp_path) is None
    assert find(pattern("a.%06d.exr"), tmp_path) is None
    assert find(pattern("b.<f>.exr"), tmp_path) is None


def test_a_pattern_that_ends_with_the_number_finds_its_frames(tmp_path: Path) -> None:
    make(tmp_path, "a.0001", "a.0002")

    found = find(pattern("a.%04d"), tmp_path)

    assert found is not None
    assert str(found.frames) == "1-2"


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["a.-0002.exr", "a.-0001.exr", "a.0000.exr"], id="sign on top"),
        pytest.param(["a.-002.exr", "a.-001.exr", "a.0000.exr"], id="sign counted"),
    ],
)
def test_negative_frames_are_found_as_they_are_signed(tmp_path: Path, names: list[str]) -> None:
    make(tmp_path, *names)

    found = find(pattern("a.%04d.exr"), tmp_path)

    assert found is not None
    assert str(found.frames) == "-2-0"
    assert sorted(path.name for path in found.paths()) == sorted(names)


def test_one_frame_signed_in_two_ways_is_taken_once(tmp_path: Path) -> None:
    make(tmp_path, "a.-001.exr", "a.-0001.exr", "a.0000.exr")

    found = find(pattern("a.%04d.exr"), tmp_path)

    assert found is not None
    assert [path.name for path in found.paths()] == ["a.-001.exr", "a.0000.exr"]


def test_of_several_paddings_an_open_pattern_takes_the_one_with_most_frames(tmp_path: Path) -> None:
    make(tmp_path, "a.1.exr", "a.0001.exr", "a.0002.exr", "a.0003.exr")

    found = find(pattern("a.<f>.exr"), tmp_path)

    assert found is not None
    assert (str(found.pattern), str(found.frames)) == ("a.%04d.exr", "1-3")


def test_a_dash_belongs_to_a_name_that_says_so(tmp_path: Path) -> None:
    make(tmp_path, "a_-0001.exr", "a_-0002.exr")

    explicit, signed = find(pattern("a_-%04d.exr"), tmp_path), find(pattern("a_%04d.exr"), tmp_path)

    assert explicit is not None
    assert signed is not None
    assert (str(explicit.frames), str(signed.frames)) == ("1-2", "-2--1")


def test_one_view_is_found_at_a_time(tmp_path: Path) -> None:
    make(tmp_path, "a_left.1001.exr", "a_right.1001.exr", "a_right.1002.exr")

    found = find(pattern("a_%V.%04d.exr"), tmp_path, view="right")

    assert found is not None
    assert (str(found.pattern), str(found.frames)) == ("a_right.%04d.exr", "1001-1002")


def test_a_pattern_of_several_views_asks_for_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="several views"):
        find(pattern("a_%V.%04d.exr"), tmp_path)


def test_tiles_are_found_like_frames(tmp_path: Path) -> None:
    make(tmp_path, "skin.1001.tx", "skin.1002.tx", "skin.1011.tx", "skin.0999.tx")

    found = find(pattern("skin.<UDIM>.tx"), tmp_path)

    assert found is not None
    assert str(found.frames) == "1001-1002,1011"
    assert found.pattern.udim


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    odd = b"caf\xe9.1001.exr"
    Path(tmp_path, odd.decode("utf-8", "surrogateescape")).write_bytes(b"x")

    (found,) = scan(tmp_path)

    assert next(found.paths()).is_file()
