"""The TCL that paths are made of: ten commands, and everything else told as unresolved."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.scenes.tcl import Effort, Tcl, Unresolved, closing, listed, spelled

KNOBS = {
    "root.name": "/show/shots/sh010/comp/sh010_comp_v012.nk",
    "this.version": "v012",
    "Shot.root": "/show/shots/sh010",
    "empty": "",
}


def tcl() -> Tcl:
    def look(name: str) -> str:
        if name not in KNOBS:
            raise Unresolved(f"{name} is not in the file")
        return KNOBS[name]

    return Tcl(look, KNOBS["root.name"])


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("/plain/path.exr", "/plain/path.exr"),
        ("[value root.name]", "/show/shots/sh010/comp/sh010_comp_v012.nk"),
        ("[knob root.name]", "/show/shots/sh010/comp/sh010_comp_v012.nk"),
        ("[file dirname [value root.name]]/plates/a.%04d.exr", "/show/shots/sh010/comp/plates/a.%04d.exr"),
        ("[file dirname [file dirname [value root.name]]]", "/show/shots/sh010"),
        ("[file tail [value root.name]]", "sh010_comp_v012.nk"),
        ("[file rootname [file tail [value root.name]]].exr", "sh010_comp_v012.exr"),
        ("[file extension [value root.name]]", ".nk"),
        ("[file join [value Shot.root] plates a.exr]", "/show/shots/sh010/plates/a.exr"),
        ("[file join /a /b]", "/b"),
        ("[join [lrange [split [value root.name] /] 0 end-2] /]/plates", "/show/shots/sh010/plates"),
        ("[lindex [split [value root.name] /] 3]", "sh010"),
        ("[lindex [split [value root.name] /] end]", "sh010_comp_v012.nk"),
        ("[lindex [split [file rootname [file tail [value root.name]]] _] end-1]", "comp"),
        ("[lindex {a b c} 1]", "b"),
        ("[lindex {a b c} 9]", ""),
        ("[lrange {a b c d} 1 2]", "b c"),
        ("[split a/b/c /]", "a b c"),
        ("[split a.b_c ._]", "a b c"),
        ("[join {a b c}]", "a b c"),
        ("[join {a b c} -]", "a-b-c"),
        ('[join {a b c} "/"]', "a/b/c"),
        ('[file dirname "[value root.name]"]', "/show/shots/sh010/comp"),
        ("[python {nuke.script_directory()}]/x", "/show/shots/sh010/comp/x"),
        ("[python nuke.script_directory()]", "/show/shots/sh010/comp"),
        ("[python {nuke.root().name()}]", "/show/shots/sh010/comp/sh010_comp_v012.nk"),
        ("[python {nuke.root()[\"name\"].value()}]", "/show/shots/sh010/comp/sh010_comp_v012.nk"),
        ("[python {os.path.dirname( nuke.root().name() )}]", "/show/shots/sh010/comp"),
        ("[string tolower ABC]", "abc"),
        ("[string toupper abc]", "ABC"),
        ("[string range abcdef 1 3]", "bcd"),
        ("[string trim xxabxx x]", "ab"),
        ("[string trimright v012__ _]", "v012"),
        ("[string length abcd]", "4"),
        ("a\\[b\\]c", "a[b]c"),
        ("a]b", "a]b"),
        ("[]", ""),
        ("[value empty]", ""),
        ("[value this.version]_[value this.version]", "v012_v012"),
        ("[lindex [split {a b} { }] 0]", "a"),
    ],
)  # fmt: skip
def test_a_text_is_evaluated(text: str, result: str) -> None:
    assert tcl().text(text) == result


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[getenv SHOW]", "environment variable SHOW"),
        ("[value Nobody.knob]", "Nobody.knob is not in the file"),
        ("[exec rm -rf /]", r"\[exec …\] is not evaluated"),
        ("[open /etc/passwd]", r"\[open …\] is not evaluated"),
        ("[file delete /x]", r"\[file delete …\] is not evaluated"),
        ("[file normalize /x]", r"\[file normalize …\] is not evaluated"),
        ("[python {__import__('os').system('id')}]", "it runs Python"),
        ("[python {nuke.script_directory() + x}]", "it runs Python"),
        ("[expr 1+1]", "is not evaluated"),
        ("[while 1 {}]", "is not evaluated"),
        ("$env(SHOW)/a", "a TCL variable"),
        ("[file dirname $x]", "a TCL variable"),
        ("[value", "a bracket is not closed"),
        ('[file dirname "a]', "a quote is not closed"),
        ("[lrange {a b}]", "wrong number of words"),
        ("[value]", "wrong number of words"),
        ("[lindex {a b} x]", "no place in a list"),
        ("[lindex {{a b} c} 0]", "not simple"),
        ("[string map {a b} c]", "is not evaluated"),
        ("[" * 30 + "]" * 30, "too deep"),
        ("x" * 70_000, "too long"),
    ],
)
def test_what_is_not_evaluated_says_why(text: str, why: str) -> None:
    with pytest.raises(Unresolved, match=why):
        tcl().text(text)


def test_without_a_place_the_scripts_folder_is_unknown() -> None:
    with pytest.raises(Unresolved, match="place of the script is unknown"):
        Tcl(lambda name: "", None).text("[python {nuke.script_directory()}]")


def test_an_evaluation_costs_no_more_than_it_may() -> None:
    with pytest.raises(Unresolved, match="too long to work out"):
        Tcl(lambda name: "", None, Effort(steps=20)).text("[value a]" * 30)


def test_what_pieces_grow_to_has_a_limit() -> None:
    long = Tcl(lambda name: "y" * 40_000, None)

    with pytest.raises(Unresolved, match="too long"):
        long.text("[value a][value a]")


@pytest.mark.parametrize(
    ("text", "end"), [("[a]b", 3), ("[a [b] c]d", 9), (r"[a\]b]c", 6), ("{a {b}}", 7)]
)  # fmt: skip
def test_a_bracket_is_closed_by_its_own(text: str, end: int) -> None:
    assert closing(text, 0) == end


@given(st.lists(st.text(alphabet="abc/_ .", max_size=8), max_size=6))
def test_a_list_split_and_joined_is_itself(parts: list[str]) -> None:
    text = "/".join(part.replace("/", "") for part in parts) or "x"

    assert tcl().text(f"[join [split {{{text}}} /] /]") == text


@given(st.text(alphabet="abc123", min_size=1, max_size=8))
def test_a_word_is_a_list_of_one(word: str) -> None:
    assert listed(word) == (word,)
    assert spelled((word,)) == word


@given(st.text(alphabet='[]{}"\\$ ab/.valuefile', max_size=60))
def test_any_text_gives_text_or_says_that_it_cannot(text: str) -> None:
    with contextlib.suppress(Unresolved):
        assert isinstance(tcl().text(text), str)


@given(st.text(alphabet=st.characters(exclude_characters="[]\\$"), max_size=60))
def test_text_without_tcl_is_itself(text: str) -> None:
    assert tcl().text(text) == text
