"""Nuke scripts: what nodes, knobs and groups come to, however they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.scenes import PlugIn, Scene, read

Scan = Callable[..., Scene]
Write = Callable[[str, str | bytes], Path]


def kinds(scene: Scene) -> list[tuple[str, str, str]]:
    return [(each.node, each.kind, each.path) for each in scene.dependencies]


def node(klass: str, *knobs: str, name: str = "it") -> str:
    return "\n".join((f"{klass} {{", *(f" {knob}" for knob in knobs), f" name {name}", "}"))


@pytest.mark.parametrize("version", ["13.2 v4", "5.1200", "16.0 v8"])
def test_the_version_is_taken_as_it_stands(write: Write, version: str) -> None:
    assert read(write("a.nk", f"version {version}\nRoot {{\n inputs 0\n}}\n")).version == version


def test_the_settings_of_root_are_told(nuke: Scan) -> None:
    scene = nuke(
        "Root {",
        " name /show/shots/sh010/comp.nk",
        " first_frame 1001",
        " last_frame 1100",
        " fps 23.976",
        ' format "2048 1556 0 0 2048 1556 1 2K_Super_35(full-ap)"',
        ' views "left #ff0000\nright #00ff00"',
        " colorManagement OCIO",
        " OCIO_config aces_1.2",
        " workingSpaceLUT scene_linear",
        "}",
    )
    entry = scene.as_json()

    assert entry["script_name"] == "/show/shots/sh010/comp.nk"
    assert (entry["range"], entry["fps"]) == ([1001, 1100], "24000/1001")
    assert entry["resolution"] == [2048, 1556]
    assert entry["format"] == "2048 1556 0 0 2048 1556 1 2K_Super_35(full-ap)"
    assert entry["views"] == ["left", "right"]
    assert (entry["color_management"], entry["ocio_config"]) == ("OCIO", "aces_1.2")
    assert entry["working_space"] == "scene_linear"


def test_what_root_does_not_say_is_not_made_up(nuke: Scan) -> None:
    entry = nuke("Root {", " inputs 0", "}").as_json()

    silent = ("fps", "range", "resolution", "format", "views", "script_name", "project_directory", "custom_ocio")
    assert {entry[name] for name in silent} == {None}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((" first_frame {{IN1.first}}", " last_frame {{IN1.last}}"), ["IN1.first", "IN1.last"]),
        ((" last_frame 180",), [None, 180]),
        ((" first_frame 10.5",), [10.5, None]),
    ],
    ids=["expressions", "only the end", "a fraction"],
)
def test_the_range_of_root_is_told_as_written(nuke: Scan, lines: tuple[str, ...], found: Any) -> None:
    assert nuke("Root {", *lines, "}").as_json()["range"] == found


@pytest.mark.parametrize(
    "views",
    ['"left #ff0000\nright #00ff00"', '{ {left ""} {right ""} }', "{\n {left #ff0000}\n {right #00ff00}\n}"],
    ids=["lines in quotes", "pairs in braces", "pairs over lines"],
)
def test_views_may_be_written_in_several_ways(nuke: Scan, views: str) -> None:
    assert nuke("Root {", f" views {views}", "}").views == ("left", "right")


@pytest.mark.parametrize(
    ("management", "config", "needed"),
    [("OCIO", "custom", True), ("Nuke", "custom", False), ("OCIO", "aces_1.2", False)],
    ids=["in force", "colour is Nuke's", "another one is chosen"],
)
def test_a_configuration_of_the_studios_own_is_a_dependency_where_it_is_in_force(
    nuke: Scan, management: str, config: str, needed: bool
) -> None:
    scene = nuke(
        "Root {", f" colorManagement {management}", f" OCIO_config {config}", " customOCIOConfigPath /o/c.ocio", "}"
    )  # fmt: skip

    assert scene.colour.custom == "/o/c.ocio"
    assert kinds(scene) == ([("Root", "config", "/o/c.ocio")] if needed else [])


@pytest.mark.parametrize(
    ("klass", "knobs", "kind", "path"),
    [
        ("Read", ("file /p/a.%04d.exr",), "sequence", "/p/a.%04d.exr"),
        ("Read", ("file /p/a.####.exr",), "sequence", "/p/a.####.exr"),
        ("Read", ("file /p/a.#.exr",), "sequence", "/p/a.#.exr"),
        ("Read", ("file /p/a.mov",), "image", "/p/a.mov"),
        ("Read", ("file /p/a.<UDIM>.exr",), "udim", "/p/a.<UDIM>.exr"),
        ("Read", ('file "/p/with blanks/a.exr"',), "image", "/p/with blanks/a.exr"),
        ("Read", ("file {/p/in braces/a.exr}",), "image", "/p/in braces/a.exr"),
        ("DeepRead", ("file /p/a.%04d.exr",), "deep", "/p/a.%04d.exr"),
        ("ReadGeo", ("file /p/a.obj",), "geometry", "/p/a.obj"),
        ("ReadGeo2", ("file /p/a.abc",), "geometry", "/p/a.abc"),
        ("GeoImport", ("file /p/a.usd",), "usd", "/p/a.usd"),
        ("GeoReference", ("file /p/a.usda",), "usd", "/p/a.usda"),
        ("Camera2", ("read_from_file true", "file /p/a.abc"), "camera", "/p/a.abc"),
        ("Camera4", ("read_from_file true", "file /p/a.fbx"), "camera", "/p/a.fbx"),
        ("Axis3", ("read_from_file true", "file /p/a.fbx"), "camera", "/p/a.fbx"),
        ("AudioRead", ("file /p/a.wav",), "audio", "/p/a.wav"),
        ("OCIOFileTransform", ("file /p/a.cube",), "ocio", "/p/a.cube"),
        ("OCIOCDLTransform", ("read_from_file true", "file /p/a.cc"), "ocio", "/p/a.cc"),
        ("Vectorfield", ("vfield_file /p/a.3dl",), "ocio", "/p/a.3dl"),
        ("Precomp", ("file /p/a.nk",), "script", "/p/a.nk"),
        ("LiveGroup", ("file /p/a.nk",), "livegroup", "/p/a.nk"),
        ("Text", ("font /fonts/a.ttf",), "font", "/fonts/a.ttf"),
        ("ParticleCache", ("file /p/a.%04d.nkpc",), "particle", "/p/a.%04d.nkpc"),
        ("BlinkScript", ("kernelSourceFile /p/a.cpp",), "script", "/p/a.cpp"),
    ],
)
def test_a_file_that_a_node_reads_is_told_with_its_kind(
    nuke: Scan, klass: str, knobs: tuple[str, ...], kind: str, path: str
) -> None:
    scene = nuke(node(klass, *knobs))

    assert kinds(scene) == [("it", kind, path)]
    assert scene.dependencies[0].resolved == path


@pytest.mark.parametrize(
    ("klass", "knobs"),
    [
        ("Read", ()),
        ("Read", ('file ""',)),
        ("ReadGeo2", ()),
        ("Camera3", ("file /p/a.abc",)),
        ("Camera3", ("read_from_file false", "file /p/a.abc")),
        ("OCIOCDLTransform", ("file /p/a.cc",)),
        ("Text2", ('font { Utopia : Regular : UTOPIA.pfb : 0}',)),
        ("Grade", ("label /p/a.exr",)),
    ],
    ids=["no file", "an empty file", "no geometry", "switched off by default", "switched off", "a colour not read",
         "a font by its name", "a label"],
)  # fmt: skip
def test_what_is_not_read_is_no_dependency(nuke: Scan, klass: str, knobs: tuple[str, ...]) -> None:
    assert nuke(node(klass, *knobs)).dependencies == ()


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (("first 1001", "last 1100"), 1001, 1100),
        (("last 10",), None, 10),
        (("first 44458", "last 1193856"), 44458, 1193856),
        (("first {{parent.IN}}", "last {{root.last_frame-1}}"), "parent.IN", "root.last_frame-1"),
        ((), None, None),
    ],
    ids=["both", "only the last", "five to seven digits", "expressions", "none"],
)
def test_first_and_last_are_as_written(nuke: Scan, lines: tuple[str, ...], first: Any, last: Any) -> None:
    scene = nuke(node("Read", "file /p/a.%04d.exr", *lines))

    assert [(each.first, each.last) for each in scene.dependencies] == [(first, last)]


def test_a_read_is_told_with_its_proxy_frame_mode_and_colour(nuke: Scan) -> None:
    scene = nuke(
        node("Read", "file /p/a.%04d.exr", "proxy /p/small.%04d.exr", "frame_mode offset", "frame 1000",
             'colorspace "default (ACES - ACEScg)"', "origfirst 1001")
    )  # fmt: skip

    assert kinds(scene) == [("it", "sequence", "/p/a.%04d.exr"), ("it", "proxy", "/p/small.%04d.exr")]
    details = dict(scene.dependencies[0].details)
    assert (details["frame_mode"], details["frame"], details["origfirst"]) == ("offset", "1000", "1001")
    assert details["colorspace"] == "default (ACES - ACEScg)"


@pytest.mark.parametrize("klass", ["Write", "DeepWrite", "WriteGeo", "GenerateLUT"])
def test_what_the_script_writes_is_an_output(nuke: Scan, klass: str) -> None:
    scene = nuke(node(klass, "file /r/out.%04d.exr", "file_type exr"))

    assert scene.dependencies == ()
    assert [(each.node, each.kind, each.path, each.resolved, each.disabled) for each in scene.outputs] == [
        ("it", klass, "/r/out.%04d.exr", "/r/out.%04d.exr", False)
    ]


@pytest.mark.parametrize(
    ("knob", "disabled"),
    [("disable true", True), ("disable 1", True), ("disable false", False), ("disable {{parent.off}}", None)],
)
def test_a_disabled_write_says_so(nuke: Scan, knob: str, disabled: bool | None) -> None:
    assert nuke(node("Write", "file /r/a.exr", knob)).outputs[0].disabled is disabled


@pytest.mark.parametrize(("knobs", "path"), [((), None), (('file ""',), "")], ids=["no knob", "an empty one"])
def test_a_write_without_a_file_is_an_output_without_a_path(nuke: Scan, knobs: Any, path: str | None) -> None:
    output = nuke(node("Write", *knobs)).outputs[0]

    assert (output.path, output.resolved) == (path, None)


def test_nodes_in_groups_carry_their_full_names(nuke: Scan) -> None:
    scene = nuke(
        node("Read", "file /p/0.exr", name="Read1"),
        node("Group", name="Outer"),
        " " + node("Read", "file /p/1.exr", name="Read1"),
        "push 0",
        " " + node("Group", name="Inner"),
        "  " + node("Read", "file /p/2.exr", name="Read1"),
        " end_group",
        " " + node("Write", "file /p/3.exr", name="Write1"),
        "end_group",
        node("Read", "file /p/4.exr", name="Read2"),
    )

    assert [(each.node, each.path) for each in scene.dependencies] == [
        ("Read1", "/p/0.exr"),
        ("Outer.Read1", "/p/1.exr"),
        ("Outer.Inner.Read1", "/p/2.exr"),
        ("Read2", "/p/4.exr"),
    ]
    assert [each.node for each in scene.outputs] == ["Outer.Write1"]
    assert scene.warnings == ()


def test_a_comp_rewritten_without_indentation_says_the_same(nuke: Scan) -> None:
    lines = ["Group {", "name Group1", "}", "Read {", "inputs 0", "file /p/a.exr", "name Read1", "}", "end_group"]

    assert kinds(nuke(*lines)) == [("Group1.Read1", "image", "/p/a.exr")]


@pytest.mark.parametrize("klass", ["LiveGroup", "StudioGizmo"])
def test_what_is_indented_below_a_node_lies_within_it(nuke: Scan, klass: str) -> None:
    scene = nuke(
        node(klass, name="Live1"), " Read {", "  file /p/a.exr", "  name Read1", " }", "end_group",
        node("Read", "file /p/b.exr", name="Read1"),
    )  # fmt: skip

    reads = [each.node for each in scene.dependencies if each.kind == "image"]
    assert reads == ["Live1.Read1", "Read1"]
    assert scene.warnings == ()


def test_a_live_group_without_its_nodes_opens_nothing(nuke: Scan) -> None:
    scene = nuke(node("LiveGroup", "file /p/l.nk", name="Live1"), node("Read", "file /p/a.exr", name="Read1"))

    assert [each.node for each in scene.dependencies] == ["Live1", "Read1"]
    assert scene.warnings == ()


@pytest.mark.parametrize(
    ("klass", "plugin"),
    [
        ("N_RayReflect", PlugIn("N_RayReflect")),
        ("StudioTool.gizmo", PlugIn("StudioTool")),
        ("afanasy", PlugIn("afanasy")),
    ],
)
def test_a_class_that_nuke_does_not_bring_is_a_gizmo(nuke: Scan, klass: str, plugin: PlugIn) -> None:
    scene = nuke(node(klass), node(klass, name="another"))

    assert kinds(scene) == [("it", "gizmo", klass), ("another", "gizmo", klass)]
    assert scene.plugins == (plugin,)


def test_an_ofx_plug_in_is_named_with_its_version(nuke: Scan) -> None:
    scene = nuke(node("OFXcom.vendor.ofx.thing_v12"), node("OFXnoversion"))

    assert scene.plugins == (PlugIn("OFXcom.vendor.ofx.thing", "12"), PlugIn("OFXnoversion"))
    assert scene.dependencies == ()


def test_a_gizmo_with_a_file_of_its_own_names_that_too(nuke: Scan) -> None:
    assert kinds(nuke(node("StudioRead", "file /p/a.exr"))) == [
        ("it", "gizmo", "StudioRead"),
        ("it", "other", "/p/a.exr"),
    ]
