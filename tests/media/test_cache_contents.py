"""What the frames of Alembic and FBX files tell: names, times, and whether all that is pointed at is there."""

from __future__ import annotations

import contextlib
import io
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tools.errors import MediaError
from studio_tools.media import fbx, look_at, ogawa
from studio_tools.media.caches import read_cache
from studio_tools.testing.mayasim import archives

NAMES = st.lists(st.text("abcXYZ_:0129é", min_size=1, max_size=12), max_size=5)
ARCHIVE = archives.ogawa(b"about", ["prop", "rock"], (1001.0, 1010.0), fps=24.0, step=0.5)
MODELS = archives.fbx(b"about", ["prop", "crate"])
TEXT = b"""; FBX 7.7.0 project file
; ----------------------------------------------------
Objects:  {
\tGeometry: 21, "Geometry::crate", "Mesh" {
\t}
\tModel: 22, "Model::crate", "Mesh" {
\t\tVersion: 232
\t}
\tModel: 23, "Model::prop", "Null" {
\t}
}
Connections:  {
\tC: "OO",23,0
}
"""


def archive(data: bytes) -> ogawa.Archive:
    return ogawa.read(io.BytesIO(data), len(data))


def models(data: bytes) -> tuple[str, ...]:
    return fbx.models(io.BytesIO(data), len(data))


# -- Alembic


def test_an_archive_tells_its_names_its_writer_and_its_times() -> None:
    found = archive(ARCHIVE)
    assert (found.tops, found.library, found.about) == (("prop", "rock"), 10804, "about")
    assert found.span == pytest.approx((1001 / 24, 1010 / 24))
    assert [each.number for each in found.samplings] == [1, 19]


def test_an_archive_of_what_stands_still_has_no_times() -> None:
    assert archive(archives.ogawa(b"", ["prop"], None, fps=24.0, step=1.0)).span is None


@settings(deadline=None)
@given(names=NAMES, first=st.integers(-100, 2000), length=st.integers(1, 300), fps=st.sampled_from([24.0, 25.0, 59.94]))
def test_names_and_times_come_back(names: list[str], first: int, length: int, fps: float) -> None:
    times = (float(first), float(first + length))
    found = archive(archives.ogawa(b"", names, times, fps=fps, step=1.0))
    assert found.tops == tuple(names)
    assert found.span is not None
    assert [each * fps for each in found.span] == pytest.approx(times, abs=1e-6)


@pytest.mark.parametrize(
    ("number", "cycle", "times", "span"),
    [
        (10, 1 / 24, [1.0], (1.0, 1.0 + 9 / 24)),
        (4, 1.0, [0.0, 0.25], (0.0, 1.25)),
        (3, 1e307, [0.0, 0.5, 0.75], (0.0, 0.75)),
        (2, 1e307, [0.0, 0.5, 0.75], (0.0, 0.5)),
    ],
    ids=["each-frame", "two-a-cycle", "without-a-cycle", "without-a-cycle-cut-short"],
)
def test_times_are_counted_by_their_cycle(
    number: int, cycle: float, times: list[float], span: tuple[float, float]
) -> None:
    told = struct.pack(f"<IdI{len(times)}d", number, cycle, len(times), *times)
    assert archive(_with_times(told)).span == pytest.approx(span)


def _with_times(told: bytes) -> bytes:
    """An archive that says this of its times."""
    return _with(4, ARCHIVE + struct.pack("<Q", len(told)) + told, len(ARCHIVE) | ogawa.IS_DATA)


def _with_names(told: bytes) -> bytes:
    """An archive that says this of the objects on top."""
    grown = ARCHIVE + struct.pack("<Q", len(told) + 32) + told + bytes(32)
    return _with(2, grown + struct.pack("<2Q", 1, len(ARCHIVE) | ogawa.IS_DATA), len(grown))


def _with(child: int, grown: bytes, place: int) -> bytes:
    """An archive that has grown, with another child of its first group."""
    root = struct.unpack_from("<Q", ARCHIVE, 8)[0]
    children = list(struct.unpack_from("<6Q", ARCHIVE, root + 8))
    children[child] = place
    return grown[:8] + struct.pack("<Q", len(grown)) + grown[16:] + struct.pack("<7Q", 6, *children)


@pytest.mark.parametrize("told", [b"\1", struct.pack("<IdI", 2, 1.0, 99)], ids=["short", "more-than-there-is"])
def test_times_that_are_damaged_are_named(told: bytes) -> None:
    with pytest.raises(ogawa.Broken, match=r"truncated|times cannot be read"):
        archive(_with_times(told))


def test_a_name_with_its_own_remark_is_read() -> None:
    told = struct.pack("<I4sBI3s", 4, b"prop", 255, 3, b"a=b") + struct.pack("<I4sB", 4, b"rock", 1)
    assert archive(_with_names(told)).tops == ("prop", "rock")


def test_an_archive_of_no_objects_has_no_names() -> None:
    assert archive(_with_names(b"")).tops == ()


@pytest.mark.parametrize("cut", range(1, len(ARCHIVE), 11))
def test_an_archive_that_is_cut_anywhere_is_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.abc"
    path.write_bytes(ARCHIVE[:cut])
    assert look_at(path).problem or look_at(path).unknown
    with pytest.raises(MediaError, match=r"cut\.abc: it "):
        read_cache(path)


@settings(deadline=None, max_examples=200)
@given(place=st.integers(8, len(ARCHIVE) - 1), value=st.integers(0, 255))
def test_no_byte_that_is_wrong_breaks_the_reader(place: int, value: int) -> None:
    data = bytearray(ARCHIVE)
    data[place] = value
    with contextlib.suppress(ogawa.Broken):
        archive(bytes(data))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"Ogawa\xff\0\1" + struct.pack("<Q", 16) + bytes(8), "no Alembic archive"),
        (b"Ogawa\xff\0\1" + struct.pack("<2Q", 16, 1 << 62), "more than there can be"),
        (b"HDF" + bytes(100), "no Alembic archive"),
        (ARCHIVE.replace(struct.pack("<i", 10804), struct.pack("<i", 12)), "version cannot be read"),
    ],
    ids=["empty", "absurd", "another", "version"],
)
def test_what_is_no_archive_is_named(data: bytes, why: str) -> None:
    with pytest.raises(ogawa.Broken, match=why):
        archive(data)


@pytest.mark.parametrize(("beyond", "problem"), [(0, True), (-8, False)], ids=["at-the-end", "before-it"])
def test_what_is_pointed_at_must_lie_within_the_file(beyond: int, problem: bool) -> None:
    grown = _with(5, ARCHIVE, len(ARCHIVE) | ogawa.IS_DATA)
    data = _with(5, ARCHIVE, len(grown) + beyond | ogawa.IS_DATA)
    assert len(data) == len(grown)
    if problem:
        with pytest.raises(ogawa.Broken, match="truncated"):
            archive(data)
    else:
        assert archive(data).tops == ("prop", "rock")


# -- FBX


@pytest.mark.parametrize("version", [7500, 7700])
def test_records_of_newer_versions_have_long_lengths(version: int) -> None:
    data = MODELS.replace(struct.pack("<I", 7700), struct.pack("<I", version), 1)
    assert sorted(models(data)) == ["crate", "prop"]


@pytest.mark.parametrize("data", [MODELS, TEXT], ids=["binary", "text"])
def test_a_file_tells_its_models(data: bytes) -> None:
    assert sorted(models(data)) == ["crate", "prop"]


@settings(deadline=None)
@given(names=NAMES)
def test_models_come_back(names: list[str]) -> None:
    assert models(archives.fbx(b"", names)) == tuple(names)


def test_records_of_older_versions_have_short_lengths() -> None:
    record = struct.pack("<IIIB", 27 + 13 + 7 + 13 + 0, 0, 0, 7) + b"Objects" + bytes(13)
    data = fbx.MAGIC + struct.pack("<I", 7400) + record + bytes(13)
    assert models(data) == ()
    assert fbx.shortage(io.BytesIO(data), len(data)) == ""
    assert fbx.shortage(io.BytesIO(data[:-1]), len(data) - 1)


def test_objects_that_hold_nothing_but_a_word_have_no_models() -> None:
    word = b"S" + struct.pack("<I", 4) + b"none"
    record = struct.pack("<QQQB", 27 + 25 + 7 + len(word), 1, len(word), 7) + b"Objects" + word
    assert models(fbx.MAGIC + struct.pack("<I", 7700) + record + bytes(25)) == ()


@pytest.mark.parametrize("cut", range(28, len(MODELS) - 170, 9))
def test_a_file_whose_records_do_not_go_on_is_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.fbx"
    path.write_bytes(MODELS[:cut])
    assert "it is truncated" in look_at(path).problem
    with pytest.raises(MediaError, match="truncated"):
        read_cache(path)


@settings(deadline=None, max_examples=200)
@given(place=st.integers(23, len(MODELS) - 1), value=st.integers(0, 255))
def test_no_byte_that_is_wrong_breaks_the_walk(place: int, value: int) -> None:
    data = bytearray(MODELS)
    data[place] = value
    with contextlib.suppress(fbx.Broken):
        models(bytes(data))


@pytest.mark.parametrize("cut", [TEXT.index(b"Mesh"), TEXT.index(b"OO"), len(TEXT) - 3])
def test_a_text_that_is_cut_off_is_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.fbx"
    path.write_bytes(TEXT[:cut])
    assert "its end is missing" in look_at(path).problem


def test_a_text_that_is_no_fbx_is_refused() -> None:
    with pytest.raises(fbx.Broken, match="no FBX"):
        models(b"Model: 1, nothing")


# -- USD

USD = b"""#usda 1.0
(
    doc = \"\"\"Braces { here
count } for } nothing\"\"\"
)

def Xform "prop" # nor { here
{
    string odd = "a { brace \\" in a text"
    asset file = @./odd{name}.usd@
    def Mesh "crate"
    {
        float3[] points = [(0, 0, 0)]
    }
}
"""


def test_braces_in_texts_paths_and_remarks_are_none(tmp_path: Path) -> None:
    path = tmp_path / "prop.usda"
    path.write_bytes(USD)
    assert look_at(path).problem == ""


@pytest.mark.parametrize("lines", [1, 2, 4, 7])
def test_a_usd_text_that_is_cut_off_is_named(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "prop.usda"
    path.write_bytes(b"\n".join(USD.rstrip().split(b"\n")[:-lines]))
    assert "its end is missing" in look_at(path).problem


@pytest.mark.parametrize("size", [104, 140, 168])
def test_a_crate_whose_sections_are_not_all_there_is_named(tmp_path: Path, size: int) -> None:
    section = struct.pack("<16sqq", b"TOKENS", 88, 8)
    whole = b"PXR-USDC" + bytes(8) + struct.pack("<q", 96) + bytes(72) + struct.pack("<Q", 2) + 2 * section
    assert len(whole) == 168
    path = tmp_path / "prop.usdc"
    path.write_bytes(whole[:size])
    assert (look_at(path).problem == "") is (size == 168)
    path.write_bytes(whole.replace(section, struct.pack("<16sqq", b"TOKENS", 88, 9999), 1))
    assert look_at(path).problem == "it is truncated"


# -- the door


def test_what_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prop.txt"
    path.write_bytes(b"text")
    with pytest.raises(MediaError, match=r"only \.abc and \.fbx are read"):
        read_cache(path)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        read_cache(tmp_path / "gone.abc")
