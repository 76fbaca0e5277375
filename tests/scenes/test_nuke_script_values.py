"""What a Nuke script says, further: values, knobs and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.scenes import Scene, read
from studio_tools.scenes.nuke_classes import BUILT_IN, GROUPS
from studio_tools.scenes.nuke_tables import DULL, READS, WRITES

Scan = Callable[..., Scene]
Write = Callable[[str, str | bytes], Path]


def kinds(scene: Scene) -> list[tuple[str, str, str]]:
    return [(each.node, each.kind, each.path) for each in scene.dependencies]


def node(klass: str, *knobs: str, name: str = "it") -> str:
    return "\n".join((f"{klass} {{", *(f" {knob}" for knob in knobs), f" name {name}", "}"))


@pytest.mark.parametrize("klass", ["NoOp", "Group", "Grade", "StudioTool"])
def test_a_file_in_a_knob_of_the_users_own_is_a_dependency(nuke: Scan, klass: str) -> None:
    scene = nuke(
        f"{klass} {{",
        " name it",
        ' addUserKnob {20 User l "My tab"}',
        ' addUserKnob {2 lut_file l "LUT"}',
        ' lut_file "/p/with blank.cube"',
        " addUserKnob {2 empty}",
        " addUserKnob {1 note}",
        " note /p/no_file.exr",
        "}",
        *(["end_group"] if klass == "Group" else []),
    )

    assert [each.path for each in scene.dependencies if each.kind == "other"] == ["/p/with blank.cube"]


def test_a_clone_with_a_name_of_its_own_counts_and_one_without_does_not(nuke: Scan) -> None:
    scene = nuke(
        node("Read", "file /p/a.exr", name="Read1"),
        "set C48d17580 [stack 0]",
        "clone $C48d17580 {\n xpos 10\n selected true\n}",
        node("Group", name="Group1"),
        " clone $C48d17580 {\n  xpos 20\n }",
        "end_group",
    )

    assert [each.node for each in scene.dependencies] == ["Read1", "Group1.Read1"]


def test_a_clone_of_a_node_that_names_no_file_names_none(nuke: Scan) -> None:
    scene = nuke(
        node("Read", "file /p/a.exr", name="Read1"),
        node("Grade", name="Grade1"),
        "set C1 [stack 0]",
        node("Group", name="Group1"),
        "clone $C1 {\n xpos 10\n}",
        "end_group",
    )

    assert [each.node for each in scene.dependencies] == ["Read1"]


def test_clones_in_the_newer_form_are_known_by_their_number(nuke: Scan) -> None:
    scene = nuke(
        "clone node19ae9cb0|Read|30234 Read {\n file /p/a.exr\n name Read1\n}",
        node("Group", name="Group1"),
        "clone node19ae9cb0|Read|30234 {\n xpos 10\n}",
        "end_group",
    )

    assert [each.node for each in scene.dependencies] == ["Read1", "Group1.Read1"]


def test_a_copied_fragment_without_root_is_a_script(write: Write) -> None:
    text = "set cut_paste_input [stack 0]\nversion 13.1 v1\npush $cut_paste_input\n"
    scene = read(write("paste.nk", text + node("Read", "file /p/a.exr") + "\n"))

    assert (scene.version, kinds(scene)) == ("13.1 v1", [("it", "image", "/p/a.exr")])
    assert scene.warnings == ()


def test_a_gizmo_file_is_read_like_a_script(write: Write) -> None:
    text = "version 7.0 v1\nGizmo {\n addUserKnob {20 tab}\n}\n Read {\n  file /p/a.exr\n  name Read1\n }\nend_group\n"

    assert kinds(read(write("tool.gizmo", text))) == [("Read1", "image", "/p/a.exr")]


def test_what_is_written_is_summed_up_at_the_head(nuke: Scan) -> None:
    scene = nuke('#write_info Write1 file:"/r/a.%04d.exr" fps:"24"', node("Write", "file /r/a.####.exr", name="Write1"))

    assert dict(scene.info) == {"Write1": 'file:"/r/a.%04d.exr" fps:"24"'}
    assert scene.warnings == ()


def test_code_that_nuke_runs_by_itself_is_told(nuke: Scan) -> None:
    scene = nuke(
        'Root {\n onScriptLoad "import pipeline\\npipeline.loaded()"\n}',
        node("Write", "file /r/a.exr", 'beforeRender "mk.folders()"', name="Write1"),
        node("NoOp", "onCreate \"nuke.message('hi')\"", name="NoOp1"),
        node("Grade", "knobChanged {print 1}", name="Grade1"),
    )

    assert [(each.node, each.when) for each in scene.script_nodes] == [
        ("Root", "onScriptLoad"),
        ("Write1", "beforeRender"),
        ("NoOp1", "onCreate"),
        ("Grade1", "knobChanged"),
    ]
    assert scene.script_nodes[0].first_line == "import pipeline"


def test_braces_and_quotes_in_code_do_not_end_a_node(nuke: Scan) -> None:
    scene = nuke(
        "NoOp {",
        ' addUserKnob {22 go l Go T "d = \\{\\"a\\": 1\\}\nif x:\n  print(\\"} {\\")\nRead \\{\n file /evil.exr\n\\}"}',
        ' label "it\'s 5\\" wide {"',
        " name NoOp1",
        "}",
        node("Read", "file /p/a.exr", name="Read1"),
    )

    assert kinds(scene) == [("Read1", "image", "/p/a.exr")]
    assert scene.warnings == ()


def test_long_curves_and_nested_lists_are_passed_over(nuke: Scan) -> None:
    curve = " ".join(f"x{frame} {frame * 0.5}" for frame in range(5_000))
    scene = nuke(
        "RotoPaint {",
        f" curves {{{{{{v x3f99999a}}\n {{f 0}}\n {{n {{layer Root {{f 2097664}} {{t {{curve {curve}}}}}}}}}}}}}",
        " name Roto1",
        "}",
        node("Read", "file /p/a.exr", name="Read1"),
    )

    assert kinds(scene) == [("Read1", "image", "/p/a.exr")]
    assert scene.warnings == ()


def test_names_with_blanks_are_names(nuke: Scan) -> None:
    assert kinds(nuke('Read {\n file /p/a.exr\n name "My Read"\n}')) == [("My Read", "image", "/p/a.exr")]


def test_scripts_that_use_graph_scope_variables_are_read(nuke: Scan) -> None:
    scene = nuke(
        "Root {\n gsv {{__default__ shot sh010}}\n}",
        node("VariableGroup", name="Shot1"),
        node("Read", "file /p/%V/a.exr", name="Read1"),
        "end_group",
    )

    assert kinds(scene) == [("Shot1.Read1", "image", "/p/%V/a.exr")]


def test_every_class_with_a_file_is_one_that_nuke_brings() -> None:
    assert {each.encode() for each in (*READS, *WRITES)} <= BUILT_IN | GROUPS
    assert not DULL & {each.encode() for each in (*READS, *WRITES, "Root")}
