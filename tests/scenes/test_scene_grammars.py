"""The two grammars by themselves: statements and words of Maya, items and knobs of Nuke, as a writer would use them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.scenes import maya_text, nuke_text
from studio_tools.scenes.letters import any_of
from studio_tools.scenes.nuke_text import Command, Node, Wrong
from studio_tools.scenes.window import Window, lines_at


def window(text: str | bytes) -> Window:
    return Window(io.BytesIO(text if isinstance(text, bytes) else text.encode()))


def test_statements_are_given_with_their_words_and_places() -> None:
    text = b'// a comment; "not" a statement\ncreateNode file -n "a";\n\tsetAttr -s 2 ".t" -type "string" "x";\n'

    first, second = maya_text.statements(text)

    assert (first.command, first.offset) == (b"createNode", text.index(b"createNode"))
    assert [(word.text, word.is_quoted) for word in first.words] == [(b"file", False), (b"-n", False), (b"a", True)]
    assert second.command == b"setAttr"
    assert [word.text for word in second.words if word.is_flag] == [b"-s", b"-type"]


def test_a_negative_number_is_no_flag() -> None:
    (statement,) = maya_text.statements(b'setAttr ".t" -5 -.5;\n')

    assert [word.is_flag for word in statement.words] == [False, False, False]


def test_flags_take_as_many_words_as_they_are_said_to() -> None:
    (statement,) = maya_text.statements(b'file -rdi 1 -ns "n" -r -typ "mayaAscii" "/a.ma";\n')

    named, loose = maya_text.flags(statement, {b"-rdi": 1, b"-ns": 1, b"-typ": 1})

    assert {flag: word.text for flag, word in named.items()} == {
        b"-rdi": b"1", b"-ns": b"n", b"-r": b"", b"-typ": b"mayaAscii",
    }  # fmt: skip
    assert [word.text for word in loose] == [b"/a.ma"]


def test_after_damage_the_next_statement_is_found() -> None:
    text = b'setAttr ".x" "lost;\ncreateNode file;\n'

    assert [each.command for each in maya_text.statements(text)] == [b"createNode"]


@given(st.binary(max_size=60))
def test_a_mel_string_means_what_was_put_into_it(text: bytes) -> None:
    assert maya_text.unescaped(maya_text.escaped(text)) == text


@given(st.lists(st.binary(max_size=20), max_size=5))
def test_words_written_as_strings_are_read_back(parts: list[bytes]) -> None:
    raw = b"cmd " + b" ".join(b'"' + maya_text.escaped(part) + b'"' for part in parts) + b";"

    assert [word.text for word in maya_text.parsed(raw).words] == parts


@given(
    st.lists(st.text(alphabet="abAB1", min_size=1, max_size=6), min_size=1, max_size=12), st.text("abAB1", max_size=7)
)
def test_a_tree_of_letters_knows_its_names_and_no_others(names: list[str], other: str) -> None:
    assert (re.fullmatch(any_of(names), other) is not None) == (other in names)


def test_items_of_a_script_come_in_order() -> None:
    text = (
        "#! nuke -nx\nversion 16.0 v8\nRoot {\n fps 24\n}\nset N1 [stack 0]\npush $N1\nadd_layer {a a.x}\nend_group\n"
    )

    found = list(nuke_text.items(window(text)))

    shown = [each.name if isinstance(each, Command) else each.klass for each in found if not isinstance(each, Wrong)]
    assert shown == ["#!", "version", "Root", "add_layer", "end_group"]
    node = found[2]
    assert isinstance(node, Node)
    assert text.encode()[node.offset :].startswith(b"\n fps 24")


def test_the_layout_of_the_windows_is_one_command() -> None:
    text = 'define_window_layout_xml {<?xml version="1.0"?>\n<layout>\n</layout>\n}\nDot {\n}\n'

    found = list(nuke_text.items(window(text)))

    assert [type(each) for each in found] == [Command, Node]


def test_a_dull_node_is_passed_over_and_what_follows_knows() -> None:
    text = "Grade {\n name A\n}\nset C1 [stack 0]\nRead {\n name B\n}\nset C2 [stack 0]\n"

    found = list(nuke_text.items(window(text), lambda klass, begin, end: klass == b"Grade"))

    assert [(each.rest, each.after_skipped) for each in found if isinstance(each, Command)] == [
        (b"C1 [stack 0]", True),
        (b"C2 [stack 0]", False),
    ]


def test_runs_of_dull_nodes_are_leapt_over_at_once() -> None:
    run = nuke_text.leaping(["Grade", "Dot"])
    text = b"Grade {\n a {1 {2}}\n}\npush $N1\n Dot {\n}\nRead {\n}\n"

    found = run.match(text)

    assert found is not None
    assert text[found.end() :] == b"Read {\n}\n"


@pytest.mark.parametrize("block", [1, 7, 64])
def test_it_does_not_matter_where_a_stretch_of_the_file_ends(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    text = 'version 1.0\nGroup {\n name G\n}\n Read {\n  file "/a\nb.exr"\n  deep {{{{{{{1}}}}}}}\n }\nend_group\n'
    whole = list(nuke_text.items(window(text)))
    monkeypatch.setattr("studio_tools.scenes.window.STRETCH", block)

    assert list(nuke_text.items(window(text))) == whole


def test_knobs_are_given_with_where_their_values_stand() -> None:
    body = b'\n inputs 2+1\n file "/a b.exr"\n translate {{curve x1 0} {x}}\n label "two\nlines"\n empty\n'

    found = list(nuke_text.knobs(body))

    assert [(knob.name, knob.value) for knob in found] == [
        ("inputs", b"2+1"),
        ("file", b'"/a b.exr"'),
        ("translate", b"{{curve x1 0} {x}}"),
        ("label", b'"two\nlines"'),
        ("empty", b""),
    ]
    assert all(body[knob.begin : knob.begin + len(knob.value)] == knob.value for knob in found if knob.value)


def test_a_knob_that_is_damaged_does_not_spoil_the_next() -> None:
    found = list(nuke_text.knobs(b'\n bad "never closed\n file /a.exr\n name N\n'))

    assert [knob.name for knob in found][-1] == "name"


@pytest.mark.parametrize(
    ("body", "knobs"),
    [
        (b"\n a 1\n b two words\n", {"a": "1", "b": "two words"}),
        (b'\n a "x y"\n', {"a": "x y"}),
        (b'\n a ""\n', {"a": ""}),
        (b"\n a {1}\n", None),
        (b'\n a "x\n y"\n', None),
        (b'\n "a b" 1\n', None),
        (b"\n a \\[x]\n", None),
    ],
    ids=["bare", "quoted", "empty", "braces", "over lines", "a name in quotes", "escapes"],
)
def test_simple_bodies_are_read_the_short_way(body: bytes, knobs: dict[str, str] | None) -> None:
    assert nuke_text.simple_knobs(body) == knobs


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=30))
def test_a_value_written_is_read_back(value: str) -> None:
    body = f"\n file {nuke_text.written(value)}\n name N\n".encode()

    found = {knob.name: nuke_text.plain(knob.value.decode()) for knob in nuke_text.knobs(body)}

    assert found == {"file": value, "name": "N"}


@given(st.text(alphabet="ab/. 1", max_size=20).map(str.strip))
def test_the_short_way_and_the_long_way_read_the_same(value: str) -> None:
    body = f"\n file {nuke_text.written(value)}\n name N\n".encode()
    long = {knob.name: nuke_text.plain(knob.value.decode()) for knob in nuke_text.knobs(body)}

    assert nuke_text.simple_knobs(body) in (None, long)


@pytest.mark.parametrize(
    ("raw", "offsets", "lines"),
    [
        (b"a\nb\nc", [0, 2, 4], [1, 2, 3]),
        (b"a\r\nb\r\nc", [0, 3, 6], [1, 2, 3]),
        (b"a\rb\rc", [0, 2, 4], [1, 2, 3]),
        (b"a\n\rb", [0, 3], [1, 3]),
    ],
    ids=["LF", "CRLF", "CR", "mixed"],
)
@pytest.mark.parametrize("block", [1, 3, 1 << 20])
def test_lines_are_counted_once_whatever_ends_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes, offsets: list[int], lines: list[int], block: int
) -> None:
    (tmp_path / "f").write_bytes(raw)
    monkeypatch.setattr("studio_tools.scenes.window.STRETCH", block)

    assert [lines_at(tmp_path / "f", offsets)[each] for each in offsets] == lines
