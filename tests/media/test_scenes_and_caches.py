"""Files that are neither image nor movie: wrong, blank, half-written ones are named, unusual ones remarked on."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tools.media import look_at
from studio_tools.media.endings import half_written
from studio_tools.media.signatures import EXPECTED, recognise, strange, unlike
from studio_tools.testing.mayasim import archives

OGAWA = archives.ogawa(b"", ["prop"], (1001.0, 1010.0), fps=24.0, step=1.0)
FBX = archives.fbx(b"", ["prop"])
USD = b'#usda 1.0\n\ndef Xform "prop" (\n    doc = "not { this"\n)\n{\n    def Mesh "crate"\n    {\n    }\n}\n'
CRATE = b"PXR-USDC" + bytes(8) + struct.pack("<q", 88) + bytes(80)
MAYA_4 = b"FOR4" + struct.pack(">I", 24) + b"Maya" + bytes(20)
MAYA_8 = b"FOR8" + bytes(4) + struct.pack(">Q", 24) + b"Maya" + bytes(20)


def usd_with(remark: bytes) -> bytes:
    """A layer with a text of several lines in its head."""
    return b'#usda 1.0\n(\n    doc = """' + remark + b'"""\n)\n\ndef "a"\n{\n}\n'


GOOD = [
    pytest.param("a.ma", b'//Maya ASCII 2026 scene\nrequires maya "2026";\n', id="maya ascii"),
    pytest.param("a.mb", MAYA_4, id="maya binary"),
    pytest.param("b.mb", MAYA_8, id="maya binary, wide"),
    pytest.param("a.nk", b"#! /usr/local/Nuke16.0/Nuke16.0 -nx\nversion 16.0 v1\nRoot {\n}\n", id="nuke"),
    pytest.param("b.nk", b"set cut_paste_input [stack 0]\nversion 15.1 v2\n", id="nuke, pasted"),
    pytest.param("a.hip", b"0707070000010000", id="houdini"),
    pytest.param("a.blend", b"BLENDER-v405" + bytes(100) + b"ENDB" + bytes(20), id="blender"),
    pytest.param("b.blend", b"\x28\xb5\x2f\xfd" + bytes(100), id="blender, compressed"),
    pytest.param("a.abc", OGAWA, id="alembic"),
    pytest.param("b.abc", b"\x89HDF\r\n\x1a\n" + bytes(100), id="alembic, old"),
    pytest.param("a.usda", b"#usda 1.0\n(\n)\n", id="usd text"),
    pytest.param("a.usdc", CRATE, id="usd crate"),
    pytest.param("a.usd", CRATE, id="usd, binary within"),
    pytest.param("b.usd", b"#usda 1.0\n", id="usd, text within"),
    pytest.param("c.usda", usd_with(b"Colour #ff0000, {"), id="usd, a remark's sign in a text"),
    pytest.param("d.usda", usd_with(b"See\nissue #12"), id="usd, a remark's sign in a text's last line"),
    pytest.param("e.usda", usd_with(rb'say \""" {'), id="usd, quotes in a text"),
    pytest.param("f.usda", usd_with(b"it's @ \"{"), id="usd, single quotes in a text"),
    pytest.param("a.vdb", b" BDV\0\0\0\0" + bytes(50), id="vdb"),
    pytest.param("a.fbx", b"Kaydara FBX Binary  \0\x1a\0" + bytes(50), id="fbx"),
    pytest.param("b.fbx", b"; FBX 7.7.0 project file\n", id="fbx text"),
    pytest.param("notes.txt", b"any text", id="any text"),
    pytest.param("data.bin", bytes(100), id="zeros where nobody knows better"),
    pytest.param("bmw.txt", b"BMW are the letters it begins with", id="a text that begins like a bitmap"),
    pytest.param("blender.md", b"BLENDER notes of the day", id="a text that begins like blender"),
    pytest.param("ogawa.txt", b"Ogawa is a name too", id="a text that begins like alembic"),
    pytest.param("for.txt", b"FOR4 days nothing came", id="a text that begins like maya binary"),
    pytest.param("raw.cr2", b"II*\0" + bytes(60), id="a camera's own tiff"),
    pytest.param("noending", b"x", id="no ending"),
]


@pytest.mark.parametrize(("name", "data"), GOOD)
def test_a_good_file_is_neither_wrong_nor_strange(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    found = look_at(path)

    assert (found.problem, found.unknown) == ("", "")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        pytest.param("a.ma", b"", "it is empty", id="empty"),
        pytest.param("a.txt", b"", "it is empty", id="empty, whatever it is"),
        pytest.param("a.ma", MAYA_4, "it is a Maya binary scene", id="binary named ascii"),
        pytest.param("a.mb", b"//Maya ASCII 2026", "it is a Maya ASCII scene", id="ascii named binary"),
        pytest.param("a.abc", b"\x89PNG\r\n\x1a\n", "it is a PNG image", id="image named cache"),
        pytest.param("a.nk", b"<!DOCTYPE html>", "it is a web page", id="a sign-in page that was downloaded"),
        pytest.param("a.abc", bytes(5000), "it is full of zeros", id="zeros"),
        pytest.param("a.blend", bytes(5000), "it is full of zeros", id="zeros in blender"),
        pytest.param("a.usdc", b"#usda 1.0", "it is a USD text file", id="usda named usdc"),
        pytest.param("a.abc", OGAWA.replace(b"\xff", b"\0", 1), "it was never finished", id="alembic still open"),
        pytest.param("a.abc", OGAWA[:16], "it is truncated", id="alembic cut"),
        pytest.param("a.abc", OGAWA[:10], "it is truncated", id="alembic cut in its header"),
        pytest.param("a.usdc", CRATE[:60], "it is truncated", id="usd crate cut"),
        pytest.param("a.usdc", b"PXR-USDC" + bytes(90), "it was never finished", id="usd crate still open"),
        pytest.param("a.mb", MAYA_4[:-4], "it is truncated", id="maya binary cut"),
        pytest.param("a.mb", MAYA_8[:-4], "it is truncated", id="maya binary cut, wide"),
        pytest.param("a.blend", b"BLENDER-v405" + b"x" * 200, "its end is missing", id="blender cut"),
        pytest.param(
            "a.usda", usd_with(b"#").replace(b'"""\n)', b")", 1), "its end is missing", id="usd cut in a text"
        ),
        pytest.param("a.usdz", b"PK\x03\x04" + b"x" * 200, "its end is missing", id="usdz cut"),
    ],
)
def test_a_bad_file_is_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    assert why in look_at(path).problem


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        pytest.param("a.ma", "it does not begin like a Maya ASCII scene", id="maya"),
        pytest.param("a.abc", "it does not begin like an Alembic cache", id="alembic"),
        pytest.param("a.hip", "it does not begin as .hip files do", id="houdini"),
        pytest.param("a.nk", "it does not begin as .nk files do", id="nuke"),
    ],
)
def test_an_unusual_beginning_is_a_remark_and_no_problem(tmp_path: Path, name: str, remark: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"something of our own")

    found = look_at(path)

    assert (found.problem, found.unknown) == ("", remark)


def test_a_real_usdz_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.usdz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.usda", "#usda 1.0\n")

    assert look_at(path).problem == ""


def test_a_file_that_is_gone_cannot_be_read(tmp_path: Path) -> None:
    assert look_at(tmp_path / "gone.ma").problem == "it cannot be read: No such file or directory"


def test_nothing_is_recognised_in_nothing() -> None:
    assert recognise(b"") == ""


@pytest.mark.parametrize("ending", sorted(EXPECTED))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(
    head=st.sampled_from(
        [b"", b"Ogawa", b"PXR-USDC", b"FOR4", b"FOR8", b"II*\0", b"MM\0+", b"\x89PNG\r\n\x1a\n", b"SDPX", b"BM"]
    ),
    tail=st.binary(max_size=200),
)
def test_no_bytes_break_the_look_at_beginnings_and_endings(
    tmp_path: Path, ending: str, head: bytes, tail: bytes
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(head + tail)

    for look in (unlike, strange, half_written):
        assert isinstance(look(path), str)
