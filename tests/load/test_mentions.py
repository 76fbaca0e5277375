"""One list without doubles of what a program lists and what its file says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools import scenes
from studio_tools.host import Loaded
from studio_tools.load import Origin
from studio_tools.load.reading import Mention, joined, listed, said


def mention(ident: str, path: str = "", *, origin: Origin = Origin.SCENE) -> Mention:
    return Mention(id=ident, kind="x", path=path, resolved=Path(path) if path else None, origin=origin)


def ids(found: list[Mention]) -> list[str]:
    return [f"{one.id}/{one.origin}" for one in found]


def filed(*pairs: tuple[str, str]) -> list[Mention]:
    return [mention(ident, path, origin=Origin.FILE) for ident, path in pairs]


def test_what_has_one_name_is_one() -> None:
    assert ids(joined([mention("a", "/x")], filed(("a", "/y")))) == ["a/scene"]


def test_what_has_one_path_is_one() -> None:
    assert ids(joined([mention("a", "/x")], filed(("b", "/x")))) == ["a/scene"]


def test_a_full_name_of_maya_is_known_by_its_end() -> None:
    assert ids(joined([mention("|top|voice", "/x")], filed(("voice", "/x"), ("other", "/x")))) == [
        "|top|voice/scene",
        "other/file",
    ]


def test_one_of_the_file_stands_for_one_of_the_program() -> None:
    found = joined([mention("a", "/x")], filed(("b", "/x"), ("c", "/x")))

    assert ids(found) == ["a/scene", "c/file"]


def test_what_only_the_file_knows_comes_behind() -> None:
    assert ids(joined([mention("a", "/x")], filed(("b", "/y"), ("a", "/x")))) == ["a/scene", "b/file"]


names = some.lists(some.tuples(some.sampled_from("abcdef"), some.sampled_from(["/x", "/y", "/z"])), max_size=6)


@given(names, names)
def test_nothing_that_the_program_lists_is_lost_and_nothing_is_told_more_often_than_there_is(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    program = [mention(*pair) for pair in one]

    found = joined(program, filed(*other))

    assert found[: len(program)] == program
    assert len(found) <= len(one) + len(other)
    assert {each.id for each in found} >= {ident for ident, _ in one}


def test_a_list_of_the_program_is_taken_as_it_is() -> None:
    one = Loaded(id="a", kind="texture", path="x", resolved=Path("/x"), is_loaded=False, is_editable=False)

    (found,) = listed([one])

    assert (found.id, found.label, found.is_loaded, found.is_editable) == ("a", "a", False, False)


def test_a_file_tells_its_references_and_what_else_it_reads(tmp_path: Path) -> None:
    path = tmp_path / "shot.ma"
    path.write_text(
        '//Maya ASCII 2026 scene\nrequires maya "2026";\n'
        'file -rdi 1 -ns "a" -rfn "aRN" -typ "mayaAscii" "/s/a.ma";\n'
        'file -rdi 2 -ns "b" -rfn "bRN" -typ "mayaAscii" "/s/b.ma";\n'
        'file -r -ns "a" -dr 1 -rfn "aRN" -typ "mayaAscii" "/s/a.ma";\n'
        'createNode file -n "wood";\n\tsetAttr ".ftn" -type "string" "/t/wood.png";\n'
    )

    found = list(said(scenes.read(path)))

    assert [(one.id, one.kind, one.label, one.is_editable) for one in found] == [
        ("aRN", "reference", "a", True),
        ("bRN", "reference", "b", False),
        ("wood", "texture", "wood", True),
    ]


def test_a_gizmo_is_no_file_that_the_script_names(tmp_path: Path) -> None:
    path = tmp_path / "comp.nk"
    path.write_text("version 16.0 v8\nOwn.gizmo {\n name Own1\n}\nRead {\n file /p/a.%04d.exr\n name R\n}\n")

    assert [one.id for one in said(scenes.read(path))] == ["R"]


@pytest.mark.parametrize(
    ("name", "is_there"), [("a.%04d.exr", True), ("a.####.exr", True), ("a.<UDIM>.exr", True), ("b.%04d.exr", False)]
)
def test_a_sequence_is_there_when_one_of_it_is(tmp_path: Path, name: str, is_there: bool) -> None:
    (tmp_path / "a.1001.exr").touch()

    assert mention("x", str(tmp_path / name)).is_there() is is_there
    assert not Mention(id="x", kind="x", path="", resolved=None).is_there()
