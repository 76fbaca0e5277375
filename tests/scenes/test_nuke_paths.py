"""Where paths of a Nuke script lead, from what the script says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.scenes import Scene, read

Scan = Callable[..., Scene]
Write = Callable[[str, str | bytes], Path]

ROOT = "Root {\n name /show/sh010/comp/sh010_v012.nk\n}"


def resolved(scene: Scene) -> str | None:
    return scene.dependencies[-1].resolved


def reads(path: str) -> str:
    return f"Read {{\n file {path}\n name Read1\n}}"


@pytest.mark.parametrize(
    ("written", "path", "leads"),
    [
        ('"\\[file dirname \\[value root.name]]/a.%04d.exr"', "[file dirname [value root.name]]/a.%04d.exr",
         "/show/sh010/comp/a.%04d.exr"),
        ('"\\[python \\{nuke.script_directory()\\}]/a.exr"', "[python {nuke.script_directory()}]/a.exr",
         "/show/sh010/comp/a.exr"),
        ('"\\[join \\[lrange \\[split \\[value root.name] /] 0 end-2] /]/plates/a.exr"',
         "[join [lrange [split [value root.name] /] 0 end-2] /]/plates/a.exr", "/show/sh010/plates/a.exr"),
        ("{[file dirname [value root.name]]/a.exr}", "[file dirname [value root.name]]/a.exr",
         "/show/sh010/comp/a.exr"),
        ("/show/./a/../b.%V.exr", "/show/./a/../b.%V.exr", "/show/b.%V.exr"),
        ("C:/show/a.exr", "C:/show/a.exr", "C:/show/a.exr"),
        ('"//server/share/a b.exr"', "//server/share/a b.exr", "//server/share/a b.exr"),
    ],
    ids=["the folder of the script", "by Python", "two folders up", "in braces", "tidied", "a drive", "a share"],
)  # fmt: skip
def test_a_path_is_told_as_written_and_where_it_leads(nuke: Scan, written: str, path: str, leads: str) -> None:
    scene = nuke(ROOT, reads(written))

    assert (scene.dependencies[0].path, resolved(scene)) == (path, leads)
    assert scene.warnings == ()


def test_without_a_name_the_scripts_own_place_counts(nuke: Scan, tmp_path: Path) -> None:
    scene = nuke(reads('"\\[file dirname \\[value root.name]]/a.exr"'))

    assert resolved(scene) == f"{tmp_path.as_posix()}/a.exr"


@pytest.mark.parametrize(
    ("project", "leads"),
    [
        ("/show/sh010", "/show/sh010/plates/a.exr"),
        ('"\\[python \\{nuke.script_directory()\\}]"', "/show/sh010/comp/plates/a.exr"),
        ('"\\[file dirname \\[file dirname \\[value root.name]]]"', "/show/sh010/plates/a.exr"),
        ('""', None),
        ("relative/folder", None),
    ],
    ids=["a folder", "the script's", "TCL", "empty", "relative itself"],
)
def test_a_relative_path_lies_below_the_project(nuke: Scan, project: str, leads: str | None) -> None:
    scene = nuke(f"Root {{\n name /show/sh010/comp/c.nk\n project_directory {project}\n}}", reads("plates/a.exr"))

    assert resolved(scene) == leads


def test_a_relative_path_without_a_project_leads_nowhere_and_is_no_fault(nuke: Scan) -> None:
    scene = nuke(ROOT, reads("plates/a.exr"))

    assert (resolved(scene), scene.warnings) == (None, ())


def test_a_project_that_cannot_be_resolved_spoils_relative_paths_only(nuke: Scan) -> None:
    scene = nuke(
        "Root {\n project_directory {[getenv SHOW]}\n}", reads("/p/a.exr"), reads("a.exr"),
    )  # fmt: skip

    assert [each.resolved for each in scene.dependencies] == ["/p/a.exr", None]
    assert "environment variable SHOW" in str(scene.warnings[0])


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("{[getenv SHOW]/a.exr}", "environment variable SHOW"),
        ("{[python {os.environ['SHOW']}]/a.exr}", "it runs Python"),
        ("{[exec cat /etc/passwd]}", "is not evaluated"),
        ("{[value Nobody.file]}", "Nobody.file is not in the file"),
        ("{$env(SHOW)/a.exr}", "TCL variable|depends on"),
        ("@(root)s/a.exr", "a hole in a template"),
        ("~/a.exr", "depends on ~"),
    ],
)
def test_what_the_file_does_not_explain_is_told_and_not_guessed(nuke: Scan, path: str, why: str) -> None:
    scene = nuke(ROOT, reads(path))

    assert resolved(scene) is None
    assert [each.line for each in scene.warnings] == [5]
    assert any(each in str(scene.warnings[0]) for each in why.split("|"))


def test_knobs_of_other_nodes_are_looked_up_wherever_they_stand(nuke: Scan) -> None:
    scene = nuke(
        reads("{[value Settings.root]/a.exr}"),
        "NoOp {\n addUserKnob {1 root}\n root /show/plates\n name Settings\n}",
    )

    assert resolved(scene) == "/show/plates/a.exr"
    assert scene.warnings == ()


def test_knobs_that_refer_on_are_followed(nuke: Scan) -> None:
    scene = nuke(
        reads("{[value A.path]/a.exr}"),
        "NoOp {\n path {[value B.path]/sh010}\n name A\n}",
        "Dot {\n name Between\n}",
        "NoOp {\n path /show\n name B\n}",
    )

    assert resolved(scene) == "/show/sh010/a.exr"


def test_knobs_of_this_node_and_of_its_group_are_looked_up(nuke: Scan) -> None:
    scene = nuke(
        "Group {\n addUserKnob {1 shot}\n shot sh010\n name Shot\n}",
        " Read {\n  file {/show/[value parent.shot]/[knob this.version].exr}\n  version 12\n  name R\n }",
        " Read {\n  file {/show/[value parent.parent.none]}\n  name S\n }",
        "end_group",
    )

    assert [each.resolved for each in scene.dependencies] == ["/show/sh010/12.exr", None]


def test_a_knob_in_a_group_is_found_by_its_full_name(nuke: Scan) -> None:
    scene = nuke(
        reads("{[value root.Shot.Settings.root]/a.exr}"),
        reads("{[value Shot.Settings.root]/b.exr}"),
        "Group {\n name Shot\n}",
        " NoOp {\n  root /in/group\n  name Settings\n }",
        "end_group",
    )

    assert [each.resolved for each in scene.dependencies] == ["/in/group/a.exr", "/in/group/b.exr"]


def test_a_sibling_is_nearer_than_one_of_the_same_name_at_the_top(nuke: Scan) -> None:
    scene = nuke(
        "NoOp {\n root /top\n name Settings\n}",
        "Group {\n name G\n}",
        " NoOp {\n  root /group\n  name Settings\n }",
        " Read {\n  file {[value Settings.root]/a.exr}\n  name R\n }",
        "end_group",
        reads("{[value Settings.root]/a.exr}"),
    )

    assert [each.resolved for each in scene.dependencies] == ["/group/a.exr", "/top/a.exr"]


def test_a_knob_that_is_an_expression_is_not_evaluated(nuke: Scan) -> None:
    scene = nuke("NoOp {\n v {{frame+1}}\n name N\n}", reads("{/p/[value N.v].exr}"))

    assert resolved(scene) is None
    assert "N.v is an expression" in str(scene.warnings[0])


def test_outputs_are_resolved_in_the_same_way(nuke: Scan) -> None:
    scene = nuke(ROOT, 'Write {\n file "\\[file dirname \\[value root.name]]/out.%04d.exr"\n name W\n}')

    assert scene.outputs[0].resolved == "/show/sh010/comp/out.%04d.exr"


def test_a_script_that_was_moved_still_answers_from_its_name(write: Write) -> None:
    text = f"version 16.0 v8\n{ROOT}\n" + reads('"\\[file dirname \\[value root.name]]/a.exr"') + "\n"

    assert resolved(read(write("elsewhere/copy.nk", text))) == "/show/sh010/comp/a.exr"
