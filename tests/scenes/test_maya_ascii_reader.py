"""Maya ASCII: what every statement that matters comes to, in Maya's own way of writing and in those of people."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio_tools.scenes import PlugIn, Scene

Scan = Callable[..., Scene]
Write = Callable[[str, str | bytes], Path]

NODE = 'createNode {0} -n "it";\n\tsetAttr ".{1}" -type "string" "{2}";'


def test_the_version_is_taken_as_it_stands(maya: Scan) -> None:
    assert maya('requires maya "2025ff01";', 'fileInfo "product" "Maya 2024";').version == "2025ff01"


def test_a_scene_that_says_nothing_has_nothing_made_up(maya: Scan) -> None:
    entry = maya('createNode transform -n "a";').as_json()

    silent = ("version", "fps", "range", "animation_range", "render_range", "resolution", "format", "ocio_config")
    assert {entry[name] for name in silent} == {None}
    assert entry["units"] == {"linear": None, "angular": None, "time": None}
    assert entry["color_management"] is None


@pytest.mark.parametrize(
    ("statement", "name", "version"),
    [
        ('requires "mtoa" "5.2.0";', "mtoa", "5.2.0"),
        ('requires -nodeType "aiOptions" -nodeType "aiAOVDriver" "mtoa" "5.2.0 ";', "mtoa", "5.2.0"),
        ('requires -nodeType "a"\n\t\t -nodeType "b" -dataType "c" "some.py" "25.2 @ 22";', "some.py", "25.2 @ 22"),
        ('requires -dataType "pxrUsdStageData" "mayaUsdPlugin" "0.37.0";', "mayaUsdPlugin", "0.37.0"),
        ('requires "bare";', "bare", None),
    ],
    ids=["plain", "with node types and a trailing blank", "over two lines", "with data types", "without a version"],
)
def test_a_plug_in_is_named_with_its_version(maya: Scan, statement: str, name: str, version: str | None) -> None:
    assert maya(statement).plugins == (PlugIn(name, version),)


def test_a_plug_in_required_twice_is_named_once(maya: Scan) -> None:
    assert maya('requires "mtoa" "4.0";', 'requires "mtoa" "4.0";', 'requires "x" "1";').plugins == (
        PlugIn("mtoa", "4.0"),
        PlugIn("x", "1"),
    )


@pytest.mark.parametrize(
    "statement",
    ["currentUnit -l centimeter -a degree -t film;", "currentUnit -linear cm -angle deg -time film;"],
    ids=["short flags", "long flags of old files"],
)
def test_units_are_told_in_their_long_names(maya: Scan, statement: str) -> None:
    scene = maya(statement)

    assert (scene.units.linear, scene.units.angular, scene.units.time) == ("centimeter", "degree", "film")
    assert scene.fps == 24


@pytest.mark.parametrize(
    ("unit", "rate"),
    [
        ("game", 15), ("film", 24), ("pal", 25), ("ntsc", 30), ("show", 48), ("palf", 50), ("ntscf", 60),
        ("23.976fps", "24000/1001"), ("29.97fps", "30000/1001"), ("29.97df", "30000/1001"),
        ("59.94fps", "60000/1001"), ("12fps", 12), ("80fps", 80), ("100fps", 100), ("sec", 1), ("millisec", 1000),
        ("min", "1/60"), ("12.5fps", "25/2"),
    ],
)  # fmt: skip
def test_the_rate_follows_exactly_from_the_time_unit(maya: Scan, unit: str, rate: object) -> None:
    assert maya(f"currentUnit -l centimeter -a degree -t {unit};").as_json()["fps"] == rate


def test_an_unknown_time_unit_is_told_with_its_line_and_gives_no_rate(maya: Scan) -> None:
    scene = maya("currentUnit -t fortnight;")

    assert scene.fps is None
    assert [str(each) for each in scene.warnings] == ["line 2: the time unit 'fortnight' is unknown"]


def test_references_of_every_depth_are_told_in_file_order_with_their_loaded_state(maya: Scan) -> None:
    options = '-op "VERS|2026|UVER|undef|"'
    scene = maya(
        f'file -rdi 1 -ns "set" -rfn "setRN" {options} -typ "mayaAscii" "/show/set.ma";',
        f'file -rdi 2 -ns "tree" -dr 1 -rfn "set:treeRN" {options}\n\t\t -typ "mayaBinary" "/show/tree.mb";',
        'file -rdi 1 -ns "hero" -rfn "heroRN" -typ "Alembic" "/show/hero.abc";',
        f'file -r -ns "set" -dr 1 -rfn "setRN" {options} -typ "mayaAscii" "/show/set.ma";',
        'file -r -ns "hero" -dr 1 -rfn "heroRN" -typ "Alembic" "/show/hero.abc";',
    )

    told = [(each.node, each.namespace, each.path, each.depth, each.loaded, each.type) for each in scene.references]
    assert told == [
        ("setRN", "set", "/show/set.ma", 1, True, "mayaAscii"),
        ("set:treeRN", "tree", "/show/tree.mb", 2, False, "mayaBinary"),
        ("heroRN", "hero", "/show/hero.abc", 1, True, "Alembic"),
    ]
    assert scene.references[0].resolved == "/show/set.ma"


def test_a_reference_that_only_the_plain_line_names_is_loaded_and_on_top(maya: Scan) -> None:
    scene = maya('file -r -ns "a" -dr 1 -rfn "aRN" -typ "mayaAscii" "/show/a.ma";')

    assert [(each.depth, each.loaded) for each in scene.references] == [(1, True)]


def test_a_reference_may_have_long_flags_a_prefix_or_no_namespace(maya: Scan) -> None:
    scene = maya(
        'file -referenceDepthInfo 1 -namespace "n" -deferReference 1 -referenceNode "nRN" -type "FBX" "/a.fbx";',
        'file -rdi 1 -rpr "prefix" -rfn "prefixRN" -typ "mayaAscii" "/b.ma";',
    )

    assert [(each.node, each.namespace, each.loaded, each.type) for each in scene.references] == [
        ("nRN", "n", False, "FBX"),
        ("prefixRN", "", True, "mayaAscii"),
    ]


def test_the_file_line_is_the_truth_not_the_old_paths_on_the_reference_node(maya: Scan) -> None:
    scene = maya(
        'file -rdi 1 -ns "a" -rfn "aRN" -typ "mayaAscii" "/show/new.ma";',
        'createNode reference -n "aRN";\n\tsetAttr ".fn[0]" -type "string" "/show/old.ma{1}";',
    )

    assert [each.path for each in scene.references] == ["/show/new.ma"]
    assert scene.dependencies == ()


def test_two_references_of_one_file_are_two(maya: Scan) -> None:
    scene = maya(*(f'file -rdi 1 -ns "a{at}" -rfn "aRN{at}" -typ "mayaAscii" "/show/a.ma";' for at in (1, 2)))

    assert [each.node for each in scene.references] == ["aRN1", "aRN2"]


@pytest.mark.parametrize(
    ("text", "playback", "whole"),
    [
        ("playbackOptions -min 1 -max 120 -ast 0 -aet 200 ", [1, 120], [0, 200]),
        ("playbackOptions -min 1 -max 46.6666666667 -ast -5.5 -aet 100", [1, 46.6666666667], [-5.5, 100]),
        ("playbackOptions -minTime 5 -maxTime 6 -animationStartTime 4 -animationEndTime 7;", [5, 6], [4, 7]),
        ("playbackOptions -min 1e3 -max 1.1e3", [1000, 1100], None),
        ("playbackOptions -max 5", [None, 5], None),
    ],
    ids=["as Maya writes it", "fractions and negative", "long flags", "exponents", "only the end"],
)
def test_the_range_is_in_the_scene_configuration(maya: Scan, text: str, playback: Any, whole: Any) -> None:
    node = f'createNode script -n "sceneConfigurationScriptNode";\n\tsetAttr ".b" -type "string" "{text}";'

    entry = maya(node, '\tsetAttr ".st" 6;').as_json()

    assert (entry["range"], entry["animation_range"]) == (playback, whole)


def test_render_settings_are_told(maya: Scan) -> None:
    scene = maya(
        "select -ne :defaultRenderGlobals;",
        '\tsetAttr -av -k on ".fs" 1001;',
        '\tsetAttr ".ef" 1100.5;',
        '\tsetAttr ".imfkey" -type "string" "exr";',
        '\tsetAttr ".ifp" -type "string" "<Scene>/<RenderLayer>";',
        "select -ne :defaultResolution;",
        '\tsetAttr ".w" 1920;',
        '\tsetAttr -av ".h" 1080;',
    )

    assert scene.render_range == (1001, 1100.5)
    assert scene.resolution == (1920, 1080)
    assert scene.format == "exr"
    assert [(each.node, each.kind, each.path, each.disabled) for each in scene.outputs] == [
        ("defaultRenderGlobals", "render", "<Scene>/<RenderLayer>", False)
    ]


def test_an_attribute_that_is_only_flagged_has_no_value_and_changes_nothing(maya: Scan) -> None:
    scene = maya(
        "select -ne :defaultResolution;", '\tsetAttr ".w" 1920;', '\tsetAttr ".h" 1080;',
        '\tsetAttr -av -k on ".w";', '\tsetAttr -cb on ".h";',
    )  # fmt: skip

    assert scene.resolution == (1920, 1080)


def test_attributes_of_other_nodes_do_not_count_for_the_settings(maya: Scan) -> None:
    scene = maya(
        "select -ne :defaultResolution;", '\tsetAttr ".w" 1920;', '\tsetAttr ".h" 1080;',
        "select -ne :hardwareRenderGlobals;", '\tsetAttr ".w" 1;', '\tsetAttr ".h" 2;',
        'createNode place2dTexture -n "p";', '\tsetAttr ".w" 3;',
    )  # fmt: skip

    assert scene.resolution == (1920, 1080)


@pytest.mark.parametrize(
    ("lines", "management", "config", "config_is_needed"),
    [
        (('".cfe" yes', '".cfp" -type "string" "/show/config.ocio"'), "OCIO", "/show/config.ocio", True),
        (('".cfe" yes', '".cfp" -type "string" "<MAYA_RESOURCES>/c.ocio"'), "OCIO", "<MAYA_RESOURCES>/c.ocio", False),
        (('".cfe" no', '".cfp" -type "string" "/show/config.ocio"'), "Maya", "/show/config.ocio", False),
        (('".cme" no',), "off", None, False),
    ],
    ids=["the studio's own", "the one Maya brings", "named but off", "colour management off"],
)
def test_colour_management_is_told(
    maya: Scan, lines: tuple[str, ...], management: str, config: str | None, config_is_needed: bool
) -> None:
    scene = maya("select -ne :defaultColorMgtGlobals;", *(f"\tsetAttr {line};" for line in lines))

    assert (scene.colour.management, scene.colour.config) == (management, config)
    assert [each.kind for each in scene.dependencies] == (["config"] if config_is_needed else [])


def test_namespaces_are_told_with_those_they_lie_in(maya: Scan) -> None:
    scene = maya(
        'file -rdi 1 -ns "hero" -rfn "heroRN" -typ "mayaAscii" "/h.ma";',
        'createNode transform -n "set:tree:leaf";',
        'createNode mesh -n "plain" -p "|set:tree:leaf";',
    )

    assert scene.namespaces == ("hero", "set", "set:tree")


def test_what_a_studio_keeps_in_the_scene_is_told(maya: Scan) -> None:
    scene = maya(r'fileInfo "ours" "{\"a\": 1}\n";', 'fileInfo "osv" "Windows 10";')

    assert dict(scene.info) == {"ours": '{"a": 1}\n', "osv": "Windows 10"}


def test_script_nodes_are_told_and_never_run(maya: Scan, tmp_path: Path) -> None:
    code = f"python(\\\"open('{tmp_path.as_posix()}/ran','w')\\\");"
    scene = maya(
        f'createNode script -n "boot";\n\tsetAttr ".b" -type "string" "\\n{code}";\n\tsetAttr ".st" 1;',
        'createNode script -n "tool";\n\tsetAttr ".a" -type "string" "print(1)";\n\tsetAttr ".stp" 1;',
        'createNode script -n "clock";\n\tsetAttr ".st" 7;',
    )

    told = [(each.node, each.when, each.language) for each in scene.script_nodes]
    assert told == [
        ("boot", "open/close", "mel"),
        ("tool", "demand", "python"),
        ("clock", "time changed", "mel"),
    ]
    assert scene.script_nodes[0].first_line.startswith("python(")
    assert scene.script_nodes[1].size == len("print(1)")
    assert not (tmp_path / "ran").exists()


def test_the_rate_is_a_fraction(maya: Scan) -> None:
    assert maya("currentUnit -t 47.952fps;").fps == Fraction(48000, 1001)
