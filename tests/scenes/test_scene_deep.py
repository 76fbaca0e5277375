"""A scene with all below it: every file read once, what is missing, and what goes round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.errors import SourceError
from studio_tools.scenes import Explorer, Scene, Tree, read

Write = Callable[[str, str | bytes], Path]


def maya_text(*references: str, dr: str = "", more: str = "") -> str:
    lines = ["//Maya ASCII 2026 scene"]
    lines += [
        f'file -rdi 1 -ns "n{at}" {dr}-rfn "n{at}RN" -typ "mayaAscii" "{path}";' for at, path in enumerate(references)
    ]
    return "\n".join([*lines, 'requires maya "2026";', more, "// End of it", ""])


def texture(path: str) -> str:
    return f'createNode file -n "f";\n\tsetAttr ".ftn" -type "string" "{path}";'


def states(tree: Tree) -> list[tuple[str, int, str]]:
    return [(Path(each.file).name, each.depth, each.state) for each in tree.branches]


@pytest.fixture
def counted() -> tuple[Explorer, Counter[str]]:
    """An explorer, and how often it has read each file."""
    times: Counter[str] = Counter()

    def reader(path: str) -> Scene:
        times[Path(path).name] += 1
        return read(path)

    return Explorer(reader), times


def test_the_tree_is_told_in_the_order_of_the_files(write: Write) -> None:
    write("tree.ma", maya_text())
    write("set.ma", maya_text("tree.ma"))
    write("hero.ma", maya_text())

    tree = Explorer().explore(write("shot.ma", maya_text("set.ma", "hero.ma")))

    assert states(tree) == [
        ("shot.ma", 0, "read"),
        ("set.ma", 1, "read"),
        ("tree.ma", 2, "read"),
        ("hero.ma", 1, "read"),
    ]
    assert tree.branches[2].node == "n0RN"
    assert Path(tree.branches[2].by).name == "set.ma"
    assert (tree.missing, tree.unresolved, tree.cycles) == ((), (), ())


def test_no_file_is_read_twice(write: Write, counted: tuple[Explorer, Counter[str]]) -> None:
    explorer, times = counted
    write("leaf.ma", maya_text())
    for name in ("a.ma", "b.ma", "c.ma"):
        write(name, maya_text("leaf.ma", "leaf.ma"))
    top = write("top.ma", maya_text("a.ma", "b.ma", "c.ma"))

    tree = explorer.explore(top)
    explorer.explore(top)

    assert set(times.values()) == {1}
    assert [state for name, _, state in states(tree) if name == "leaf.ma"] == ["read"] + ["again"] * 5


def test_two_names_of_one_file_are_one(write: Write, tmp_path: Path, counted: tuple[Explorer, Counter[str]]) -> None:
    explorer, times = counted
    write("leaf.ma", maya_text())
    (tmp_path / "link.ma").symlink_to(tmp_path / "leaf.ma")

    explorer.explore(write("top.ma", maya_text("leaf.ma", "link.ma", "./leaf.ma")))

    assert times["leaf.ma"] + times["link.ma"] == 1


def test_references_that_go_round_are_named(write: Write, tmp_path: Path) -> None:
    write("b.ma", maya_text("c.ma"))
    write("c.ma", maya_text("a.ma"))

    tree = Explorer().explore(write("a.ma", maya_text("b.ma")))

    assert states(tree)[-1] == ("a.ma", 3, "cycle")
    assert [[Path(each).name for each in cycle] for cycle in tree.cycles] == [["a.ma", "b.ma", "c.ma", "a.ma"]]


def test_a_scene_that_refers_to_itself_is_a_cycle(write: Write) -> None:
    tree = Explorer().explore(write("a.ma", maya_text("a.ma")))

    assert states(tree) == [("a.ma", 0, "read"), ("a.ma", 1, "cycle")]


def test_a_scene_that_refers_to_one_of_its_own_name_is_none(write: Write) -> None:
    write("publish/a.ma", maya_text())

    assert Explorer().explore(write("a.ma", maya_text("publish/a.ma"))).cycles == ()


def test_what_is_missing_is_named_with_who_asks(write: Write, tmp_path: Path) -> None:
    write("set.ma", maya_text(more=texture(f"{tmp_path.as_posix()}/gone.exr")))
    top = write("shot.ma", maya_text("set.ma", "/nowhere/lost.ma", "beside.ma"))

    tree = Explorer().explore(top)

    told = [(Path(each.file).name, each.node, each.kind, each.path) for each in tree.missing]
    assert told == [
        ("shot.ma", "n1RN", "reference", "/nowhere/lost.ma"),
        ("shot.ma", "n2RN", "reference", "beside.ma"),
        ("set.ma", "f", "texture", f"{tmp_path.as_posix()}/gone.exr"),
    ]
    assert [state for _, _, state in states(tree)] == ["read", "read", "missing", "missing"]


def test_frames_and_tiles_that_are_there_are_not_missing(write: Write, tmp_path: Path) -> None:
    write("t/a.1001.exr", "")
    write("t/b.1001.tx", "")
    here = tmp_path.as_posix()
    more = "\n".join(texture(f"{here}/t/{name}") for name in ("a.####.exr", "b.<UDIM>.tx", "c.<UDIM>.tx"))

    tree = Explorer().explore(write("a.ma", maya_text(more=more)))

    assert [each.path for each in tree.missing] == [f"{here}/t/c.<UDIM>.tx"]


def test_what_nobody_can_resolve_is_told_apart(write: Write) -> None:
    tree = Explorer().explore(write("a.ma", maya_text("$SHOW/a.ma", more=texture("${SHOW}/a.exr"))))

    assert [each.path for each in tree.unresolved] == ["$SHOW/a.ma", "${SHOW}/a.exr"]
    assert tree.missing == ()
    assert states(tree)[-1] == ("a.ma", 1, "unresolved")


def test_unloaded_references_are_followed_and_marked(write: Write) -> None:
    write("b.ma", maya_text())

    tree = Explorer().explore(write("a.ma", maya_text("b.ma", dr="-dr 1 ")))

    assert [(each.state, each.loaded) for each in tree.branches] == [("read", True), ("read", False)]


def test_a_reference_that_is_no_scene_is_a_leaf(write: Write) -> None:
    write("hero.abc", "abc")

    assert states(Explorer().explore(write("a.ma", maya_text("hero.abc")))) == [
        ("a.ma", 0, "read"),
        ("hero.abc", 1, "leaf"),
    ]


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_read(write: Write) -> None:
    write("bad.ma", b"\0rubbish" * 100)
    write("good.ma", maya_text())

    tree = Explorer().explore(write("a.ma", maya_text("bad.ma", "good.ma")))

    assert states(tree)[1:] == [("bad.ma", 1, "unreadable"), ("good.ma", 1, "read")]
    assert "no scene" in tree.as_json()["deep"]["unreadable"][0]["why"]


def test_precomps_and_live_groups_are_followed(write: Write, tmp_path: Path) -> None:
    here = tmp_path.as_posix()
    write("live.nk", f"version 1.0\nRead {{\n file {here}/gone.%04d.exr\n name R\n}}\n")
    write("pre.nk", f"version 1.0\nLiveGroup {{\n file {here}/live.nk\n name L\n}}\n")
    text = f"version 1.0\nPrecomp {{\n file {here}/pre.nk\n name P\n}}\nWrite {{\n file {here}/out.exr\n}}\n"

    tree = Explorer().explore(write("comp.nk", text))

    assert states(tree) == [("comp.nk", 0, "read"), ("pre.nk", 1, "read"), ("live.nk", 2, "read")]
    assert [each.path for each in tree.missing] == [f"{here}/gone.%04d.exr"]


def test_a_chain_of_a_thousand_scenes_is_no_deeper_than_memory(write: Write) -> None:
    for at in range(1, 1_000):
        write(f"s{at}.ma", maya_text(f"s{at + 1}.ma"))
    write("s1000.ma", maya_text())

    tree = Explorer().explore(write("s0.ma", maya_text("s1.ma")))

    assert len(tree.branches) == 1_001
    assert tree.branches[-1].depth == 1_000


def test_a_scene_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        Explorer().explore(tmp_path / "gone.ma")


def test_the_entry_keeps_the_name_it_was_asked_by(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.ma", maya_text())
    monkeypatch.chdir(tmp_path)

    entry = Explorer().explore("a.ma").as_json()

    assert entry["file"] == "a.ma"
    assert entry["deep"]["files"] == 1
