"""Nuke scripts that are damaged, deep, endless or no scripts: a warning with its line, or the reader's own error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.errors import SourceError
from studio_tools.scenes import Scene, read

Scan = Callable[..., Scene]
Write = Callable[[str, str | bytes], Path]

READ = "Read {\n file /p/a.exr\n name Read1\n}\n"


def test_a_node_that_does_not_end_is_told_with_its_line(write: Write) -> None:
    scene = read(write("a.nk", f"version 16.0 v8\n{READ}Grade {{\n name Grade1\n mult"))

    assert [each.node for each in scene.dependencies] == ["Read1"]
    assert any(each.line == 6 and "does not end" in each.message for each in scene.warnings)


def test_after_a_node_that_does_not_end_the_next_is_read(write: Write) -> None:
    scene = read(write("a.nk", f'version 16.0 v8\nGrade {{\n label "lost\n name Grade1\n}}\n{READ}'))

    assert [each.node for each in scene.dependencies] == ["Read1"]
    assert [each.line for each in scene.warnings] == [2]


def test_groups_that_are_not_closed_are_told(write: Write) -> None:
    scene = read(write("a.nk", f"version 16.0 v8\nGroup {{\n name G\n}}\nGroup {{\n name H\n}}\n{READ}"))

    assert [each.node for each in scene.dependencies] == ["G.H.Read1"]
    assert ["2 group(s) are not closed" in str(each) for each in scene.warnings] == [True]


def test_an_end_without_a_group_is_told(nuke: Scan) -> None:
    assert [str(each) for each in nuke("end_group", "Dot {", "}").warnings] == ["line 2: end_group without a group"]


def test_a_write_that_the_head_names_and_that_did_not_come_is_told(nuke: Scan) -> None:
    scene = nuke('#write_info Write1 file:"/r/a.exr"', "Dot {", "}")

    assert ["Write1 was there" in str(each) for each in scene.warnings] == [True]


def test_a_last_line_without_an_end_may_be_half_a_line(write: Write) -> None:
    assert read(write("a.nk", f"version 16.0 v8\n{READ}".rstrip())).warnings == ()
    assert "no end" in str(read(write("b.nk", f"version 16.0 v8\n{READ}push $N12")).warnings[0])


def test_words_that_make_no_sense_are_told(nuke: Scan) -> None:
    scene = nuke("gibberish here", "Dot {", "}", "{}")

    assert [each.line for each in scene.warnings] == [2, 5]


@pytest.mark.parametrize("depth", [6, 500, 10_000])
def test_values_may_lie_any_depth_in_braces(nuke: Scan, depth: int) -> None:
    scene = nuke("NoOp {", " deep " + "{" * depth + "x" + "}" * depth, " name N", "}", READ)

    assert [each.node for each in scene.dependencies] == ["Read1"]
    assert scene.warnings == ()


def test_groups_may_lie_ten_thousand_deep(write: Write) -> None:
    opened = "".join(f"Group {{\n name G{at}\n}}\nRead {{\n file /p/{at}.exr\n name R\n}}\n" for at in range(10_000))

    scene = read(write("a.nk", "version 16.0 v8\n" + opened + "end_group\n" * 10_000))

    assert len(scene.dependencies) == 10_000
    assert scene.dependencies[1].node == "G0.G1.R"
    assert ["deep in one another" in str(each) for each in scene.warnings] == [True]


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 10_000,
        "[value this.file]",
        "[" * 10_000 + "x" + "]" * 10_000,
        "[split " * 5_000,
        '[file dirname "' * 3_000,
    ],
    ids=["brackets", "a knob that asks for itself", "closed brackets", "half commands", "quotes in brackets"],
)
def test_a_bomb_of_tcl_costs_nothing_and_is_told(nuke: Scan, bomb: str) -> None:
    scene = nuke("Read {", f" file {{{bomb}}}", " name Read1", "}")

    assert [each.resolved for each in scene.dependencies] == [None]
    assert [(each.line, "cannot be resolved" in each.message) for each in scene.warnings] == [(2, True)]


def test_knobs_that_double_one_another_are_given_up(nuke: Scan) -> None:
    doubles = [f"NoOp {{\n v {{[value N{at + 1}.v][value N{at + 1}.v]}}\n name N{at}\n}}" for at in range(40)]
    scene = nuke(*doubles, "NoOp {\n v x\n name N40\n}", "Read {\n file {[value N0.v]}\n name Read1\n}")

    assert scene.dependencies[0].resolved is None
    assert "cannot be resolved" in str(scene.warnings[0])


def test_knobs_that_refer_in_a_circle_are_given_up(nuke: Scan) -> None:
    scene = nuke(
        "NoOp {\n v {[value B.v]}\n name A\n}",
        "NoOp {\n v {[value A.v]}\n name B\n}",
        "Read {\n file {[value A.v]}\n name R\n}",
    )

    assert scene.dependencies[0].resolved is None


@pytest.mark.parametrize(
    "raw",
    [b"hello\nworld\n", b"\x00\x01" * 900, b"\x89PNG\r\n\x1a\n" + bytes(5000), b"#! nothing\n", b"\n\n\n"],
    ids=["prose", "rubbish", "a picture", "a comment", "blank lines"],
)
def test_what_is_no_script_is_refused(write: Write, raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.nk"):
        read(write("a.nk", raw))


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "lone CR"])
def test_lines_may_end_in_any_way(write: Write, ending: str) -> None:
    text = f"version 16.0 v8\n{READ}end_group\n".replace("\n", ending)

    scene = read(write("a.nk", text))

    assert [(each.node, each.path) for each in scene.dependencies] == [("Read1", "/p/a.exr")]
    assert [each.line for each in scene.warnings] == [6]


def test_two_encodings_in_one_script_are_both_read(write: Write) -> None:
    raw = b"version 16.0 v8\nRead {\n file /p/\xe9.exr\n name A\n}\nRead {\n file /p/\xc3\xa9.exr\n name B\n}\n"

    assert [each.path for each in read(write("a.nk", raw)).dependencies] == ["/p/é.exr", "/p/é.exr"]


def test_a_scene_under_another_programs_name_is_read_for_what_it_is(write: Write) -> None:
    assert read(write("odd.ma", f"version 16.0 v8\n{READ}")).host == "nuke"
    assert read(write("odd.nk", '//Maya ASCII 2026 scene\nrequires maya "2026";\n')).host == "maya"


def test_no_more_warnings_are_told_than_a_person_reads(write: Write) -> None:
    scene = read(write("a.nk", "version 16.0 v8\n" + "end_group\n" * 5_000))

    assert len(scene.warnings) == 201
    assert str(scene.warnings[-1]) == "and 4800 more like these"
