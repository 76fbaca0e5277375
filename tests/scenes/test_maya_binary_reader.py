"""Maya binary, narrow and wide: the same facts as from text, found among chunks."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import SourceError
from studio_tools.scenes import PlugIn, Scene, read

Write = Callable[[str, str | bytes], Path]
Scan = Callable[..., Scene]


@pytest.fixture
def scan(write: Write, chunks: Any) -> Scan:
    """Read parts as a whole binary scene."""

    def make(*parts: bytes, **units: str) -> Scene:
        return read(write("scene.mb", chunks.scene(*parts, **units)))

    return make


def test_the_head_is_told(scan: Scan) -> None:
    scene = scan(VERS="2026", LUNI="cm", TUNI="23.976fps", AUNI="deg")

    assert scene.version == "2026"
    assert (scene.units.linear, scene.units.angular, scene.units.time) == ("centimeter", "degree", "23.976fps")
    assert scene.as_json()["fps"] == "24000/1001"
    assert scene.warnings == ()


def test_plug_ins_and_studio_data_are_in_the_head(chunks: Any, write: Write) -> None:
    head = chunks.group(
        b"HEAD",
        chunks.leaf(b"VERS", b"2023"),
        chunks.leaf(b"PLUG", b"mtoa\x005.1.0\x00aiOptions\x00"),
        chunks.leaf(b"PLUG", b"stereoCamera\x0010.0\x00"),
        chunks.leaf(b"FINF", b"product\x00Maya 2023\x00"),
    )
    scene = read(write("a.mb", chunks.group(b"Maya", head)))

    assert scene.plugins == (PlugIn("mtoa", "5.1.0"), PlugIn("stereoCamera", "10.0"))
    assert dict(scene.info) == {"product": "Maya 2023"}


def test_references_of_every_depth_are_told(scan: Scan, chunks: Any) -> None:
    scene = scan(
        chunks.reference("/show/set.ma", "set", "setRN", kind="mayaAscii"),
        chunks.reference("/show/tree.mb", "tree", "set:treeRN", depth=2),
    )

    told = [(each.node, each.namespace, each.path, each.depth, each.type) for each in scene.references]
    assert told == [
        ("setRN", "set", "/show/set.ma", 1, "mayaAscii"),
        ("set:treeRN", "tree", "/show/tree.mb", 2, "mayaBinary"),
    ]
    assert [each.loaded for each in scene.references] == [None, None]
    assert scene.namespaces == ("set", "tree")


@pytest.mark.parametrize(
    ("kind", "name", "path", "found"),
    [
        (b"RTFT", "ftn", "/t/a.exr", "texture"),
        (b"RTFT", "ftn", "/t/a.<UDIM>.exr", "udim"),
        (b"\0\0\0\1", "imn", "/t/plate.exr", "imageplane"),
        (b"\0\0\0\2", "f", "/t/a.wav", "audio"),
        (b"\0\0\0\3", "cfn", "/t/a.abc", "gpucache"),
        (b"\0\0\0\4", "fn", "/t/a.abc", "alembic"),
        (b"\0\0\0\5", "abc_File", "/t/a.abc", "alembic"),
        (b"\0\0\0\6", "fp", "/t/a.usd", "usd"),
        (b"\0\0\0\7", "dso", "/t/a.ass", "proxy"),
        (b"\0\0\0\10", "filename", "/t/a.tx", "texture"),
        (b"\0\0\0\11", "fileName", "/t/a.vdb", "cache"),
    ],
)
def test_a_file_is_known_by_what_its_attribute_is_called(
    scan: Scan, chunks: Any, kind: bytes, name: str, path: str, found: str
) -> None:
    scene = scan(chunks.node(b"XFRM", "t"), chunks.node(kind, "it", chunks.text(name, path)), chunks.node(b"XFRM", "u"))

    assert [(each.node, each.kind, each.path) for each in scene.dependencies] == [("it", found, path)]


def test_a_cache_keeps_its_folder_and_name_apart(scan: Scan, chunks: Any) -> None:
    scene = scan(chunks.node(b"CCHF", "c", chunks.text("cp", "/caches/"), chunks.text("cn", "cloth")))

    assert [(each.kind, each.path) for each in scene.dependencies] == [("cache", "/caches/cloth")]


def test_a_cameras_image_name_is_no_file(scan: Scan, chunks: Any) -> None:
    assert scan(chunks.node(b"DCAM", "persp", chunks.text("imn", "persp"))).dependencies == ()


def test_switches_are_numbers_in_chunks(scan: Scan, chunks: Any) -> None:
    scene = scan(chunks.node(b"RTFT", "f", chunks.text("ftn", "/t/a.1001.exr"), chunks.figure("ufe", 1.0)))

    assert [each.kind for each in scene.dependencies] == ["sequence"]


def test_the_scene_configuration_and_other_code_are_told(scan: Scan, chunks: Any) -> None:
    scene = scan(
        chunks.node(
            b"SCRP", "sceneConfigurationScriptNode",
            chunks.text("b", "playbackOptions -min 1 -max 46.5 -ast 0 -aet 100 "), chunks.figure("st", 6),
        ),
        chunks.node(b"SCRP", "boot", chunks.text("b", "import vaccine"), chunks.figure("st", 1)),
    )  # fmt: skip

    assert (scene.range, scene.animation_range) == ((1, 46.5), (0, 100))
    assert [(each.node, each.when) for each in scene.script_nodes] == [
        ("sceneConfigurationScriptNode", "scene configuration"),
        ("boot", "open/close"),
    ]
    assert "vaccine" in str(scene.warnings[0])
    assert scene.warnings[0].offset is not None


def test_render_settings_are_told(scan: Scan, chunks: Any) -> None:
    scene = scan(
        chunks.selected("defaultRenderGlobals", chunks.text("imfkey", "exr"), chunks.figure("fs", 1001.0)),
        chunks.selected("defaultResolution", chunks.figure("w", 1920), chunks.figure("h", 1080)),
        chunks.selected("defaultColorMgtGlobals", chunks.figure("cfe", 1), chunks.text("cfp", "/o/c.ocio")),
        chunks.selected("hardwareRenderGlobals", chunks.figure("w", 3)),
    )

    assert (scene.format, scene.render_range, scene.resolution) == ("exr", (1001, None), (1920, 1080))
    assert (scene.colour.management, scene.colour.config) == ("OCIO", "/o/c.ocio")
    assert [each.kind for each in scene.dependencies] == ["config"]


def test_times_that_are_kept_in_ticks_are_frames(scan: Scan, chunks: Any) -> None:
    ticks = struct.unpack(">d", struct.pack(">q", 1001 * 141_120_000 // 24))[0]

    scene = scan(chunks.selected("defaultRenderGlobals", chunks.figure("fs", ticks)), TDUR="141120000")

    assert scene.render_range == (1001, None)


def test_namespaces_of_all_nodes_are_told(scan: Scan, chunks: Any) -> None:
    assert scan(chunks.node(b"XFRM", "set:tree:leaf"), chunks.node(b"XFRM", "plain")).namespaces == ("set", "set:tree")


def test_nodes_may_lie_in_lists(scan: Scan, chunks: Any) -> None:
    inner = chunks.group(b"ATTR", chunks.text("ftn", "/t/a.exr"), tag=b"LIS8" if chunks.wide else b"LIS4")

    assert [each.path for each in scan(chunks.node(b"RTFT", "f", inner)).dependencies] == ["/t/a.exr"]


def test_chunks_beside_the_nodes_are_passed_over(scan: Scan, chunks: Any) -> None:
    scene = scan(chunks.leaf(b"JUNK", b"12345"), chunks.node(b"RTFT", "f", chunks.text("ftn", "/t/a.exr")))

    assert [each.path for each in scene.dependencies] == ["/t/a.exr"]
    assert scene.warnings == ()


def test_a_file_cut_short_is_told_with_its_byte(write: Write, chunks: Any) -> None:
    whole = chunks.scene(
        chunks.node(b"RTFT", "f", chunks.text("ftn", "/t/a.exr")), chunks.node(b"RTFT", "g", chunks.text("ftn", "/b"))
    )  # fmt: skip

    scene = read(write("a.mb", whole[:-20]))

    assert [each.path for each in scene.dependencies][:1] == ["/t/a.exr"]
    assert "cut short" in str(scene.warnings[0])
    assert scene.warnings[0].offset == len(whole) - 20


def test_a_chunk_that_runs_past_its_group_is_told_and_the_next_group_is_read(scan: Scan, chunks: Any) -> None:
    bad = chunks.text("ftn", "/t/bad.exr")
    size_at = 8 if chunks.wide else 4
    width = 8 if chunks.wide else 4
    bad = bad[:size_at] + (999_999).to_bytes(width, "big") + bad[size_at + width :]

    scene = scan(chunks.node(b"RTFT", "f", bad), chunks.node(b"RTFT", "g", chunks.text("ftn", "/t/good.exr")))

    assert [each.path for each in scene.dependencies] == ["/t/good.exr"]
    assert "runs past the end" in str(scene.warnings[0])


def test_groups_nested_without_end_are_given_up(scan: Scan, chunks: Any) -> None:
    part = chunks.text("ftn", "/t/a.exr")
    for _ in range(2_000):
        part = chunks.group(b"DEEP", part)

    assert "too deep" in str(scan(chunks.node(b"RTFT", "f", part)).warnings[0])


@pytest.mark.parametrize("tag", [b"FOR4", b"FOR8"])
def test_what_only_begins_like_a_scene_is_refused(write: Write, tag: bytes) -> None:
    with pytest.raises(SourceError, match="not a Maya binary scene"):
        read(write("a.mb", tag + bytes(range(64))))


def test_a_head_that_stops_at_once_is_refused(write: Write) -> None:
    with pytest.raises(SourceError):
        read(write("a.mb", b"FOR8"))


def test_rubbish_under_the_name_of_a_binary_scene_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="does not begin as a Maya binary"):
        read(write("a.mb", b"just text, no chunks"))
