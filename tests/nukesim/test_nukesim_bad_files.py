"""Damaged scripts: an error in Nuke's way, or as much as can be read; never anything else, and never for ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tools import scenes
from studio_tools.testing.nukesim import NotSimulated, Session, installed, start

GOOD = """version 13.2 v8
Root {
 inputs 0
 first_frame 1001
 views { {left ""}
 {right ""} }
}
Group {
 inputs 0
 name G
 addUserKnob {20 User}
 addUserKnob {7 size l "A Size" R 0 100}
 size {{frame*2}}
}
 Input {
  inputs 0
  name Input1
 }
 Blur {
  size {3 4}
  name B
 }
end_group
set N1 [stack 0]
push $N1
push 0
Merge2 {
 inputs 2
 name M
}
"""


@pytest.mark.parametrize("cut", range(0, len(GOOD), 7))
def test_a_script_that_is_cut_short_opens_or_is_refused(terminal: Session, cut: int, tmp_path: Path) -> None:
    import nuke

    path = tmp_path / "cut.nk"
    path.write_text(GOOD[:cut])
    try:
        nuke.scriptOpen(path.as_posix())
    except RuntimeError:
        return
    assert nuke.root().name() == path.as_posix()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.sampled_from('{}"\\[]\n x0$')), max_size=6))
def test_a_script_with_wrong_letters_opens_or_is_refused(changes: list[tuple[int, str]]) -> None:
    letters = list(GOOD)
    for place, letter in changes:
        letters[place] = letter
    session = start(Path.cwd(), environment={})
    with installed(session):
        import nuke

        try:
            nuke.scriptReadText("".join(letters))
        except (RuntimeError, NotSimulated):
            return
        for node in nuke.allNodes(recurseGroups=True):
            assert node.fullName()


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60))
def test_any_text_survives_a_script(text: str) -> None:
    session = start(Path.cwd(), environment={})
    with installed(session):
        import nuke

        node = nuke.nodes.NoOp(name="N")
        node.addKnob(nuke.String_Knob("k"))
        node["k"].setValue(text)
        node.selectOnly()
        from studio_tools.testing.nukesim import writing

        copied = writing.fragment(session, [node])
        nuke.scriptClear()
        nuke.scriptReadText(copied)

        assert nuke.toNode("N")["k"].value() == text


def test_rubbish_is_refused(nuke: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "rubbish.nk"
    path.write_bytes(b"Read {\n" + bytes(range(256)) * 20)

    with pytest.raises(RuntimeError, match="rubbish"):
        nuke.scriptOpen(path.as_posix())
    assert nuke.allNodes() == []


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_do_not_matter(nuke: ModuleType, tmp_path: Path, ends: str) -> None:
    path = tmp_path / "a.nk"
    path.write_bytes(GOOD.replace("\n", ends).encode())
    nuke.scriptOpen(path.as_posix())

    assert nuke.views() == ["left", "right"]
    assert nuke.toNode("M").input(1) is nuke.toNode("G")
    assert nuke.toNode("G.B")["size"].value() == [3.0, 4.0]


def test_unindented_knobs_are_read(nuke: ModuleType, written: Callable[[str, str], str]) -> None:
    path = written("a.nk", "version 13.2 v8\nRead {\ninputs 0\nfile /a.exr\nname R\n}\n")
    nuke.scriptOpen(path)

    assert nuke.toNode("R")["file"].value() == "/a.exr"


def test_deep_groups_are_read(nuke: ModuleType, tmp_path: Path) -> None:
    depth = 150
    text = "".join(f"{' ' * n}Group {{\n{' ' * n} inputs 0\n{' ' * n} name G\n{' ' * n}}}\n" for n in range(depth))
    path = tmp_path / "deep.nk"
    path.write_text("version 13.2 v8\n" + text + "end_group\n" * depth)
    nuke.scriptOpen(path.as_posix())

    assert len(nuke.allNodes(recurseGroups=True)) == depth


def test_a_clone_of_nothing_is_an_error(nuke: ModuleType, written: Callable[[str, str], str]) -> None:
    path = written("a.nk", "version 13.2 v8\nBlur {\n name B\n}\nclone $C1 {\n xpos 3\n}\n")

    with pytest.raises(RuntimeError, match="names nothing that can be cloned"):
        nuke.scriptOpen(path)


@pytest.mark.parametrize(
    "value",
    ['"no end', "{no end", "tail\\", 'a "quote', "}", "{a} }", "{{curve x1 0}"],
    ids=repr,
)
def test_a_value_that_would_break_a_script_is_not_written_to_the_letter(
    nuke: ModuleType, tmp_path: Path, value: str
) -> None:
    node = nuke.nodes.Read(name="R")
    node._take_line("file", value, False)
    node._take_line("unheard", value, False)
    nuke.nodes.Blur(name="B")
    path = tmp_path / "a.nk"
    nuke.scriptSaveAs(path.as_posix())
    nuke.scriptOpen(path.as_posix()) if not nuke.GUI else None

    assert scenes.read(path).warnings == ()
    assert nuke.toNode("B") is not None


def test_a_value_of_views_from_old_scripts_is_kept(nuke: ModuleType, written: Callable[[str, str], str]) -> None:
    path = written("a.nk", "version 6.1 v1\nTransform {\n translate {(default {0 0} right {100 0})}\n name T\n}\n")
    nuke.scriptOpen(path)

    with pytest.raises(NotSimulated, match="is not read"):
        nuke.toNode("T")["translate"].value()
    nuke.scriptSave()
    assert "translate {(default {0 0} right {100 0})}" in Path(path).read_text()


def test_a_script_of_ours_has_no_warnings(nuke: ModuleType, tmp_path: Path) -> None:
    nuke.scriptReadText(GOOD)
    path = tmp_path / "a.nk"
    nuke.scriptSaveAs(path.as_posix())

    assert scenes.read(path).warnings == ()
