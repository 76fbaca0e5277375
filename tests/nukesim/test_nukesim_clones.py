"""Clones: nodes that share their knobs, each with a place and wires of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools import scenes

SCRIPT = """version 13.2 v8
Constant {
 inputs 0
 name Source
}
Blur {
 size 5
 name Soft
 xpos 10
}
set C1a2b [stack 0]
Grade {
 name Below
}
clone $C1a2b {
 xpos 100
 ypos 7
}
"""


@pytest.fixture
def cloned(nuke: ModuleType, written: Callable[[str, str], str]) -> ModuleType:
    """Nuke with a script that holds a clone."""
    nuke.scriptOpen(written("clones.nk", SCRIPT))
    return nuke


def pair(nuke: ModuleType):  # type: ignore[no-untyped-def]
    """The original and its clone."""
    newest, oldest = nuke.allNodes("Blur")
    return oldest, newest


def test_a_clone_shares_name_and_knobs(cloned: ModuleType) -> None:
    original, clone = pair(cloned)

    assert clone is not original
    assert clone.name() == original.name() == "Soft"
    assert clone["size"].value() == 5.0
    clone["size"].setValue(9)
    assert original["size"].value() == 9.0
    assert (original.clones(), clone.clones(), cloned.toNode("Below").clones()) == (1, 1, 0)


def test_its_place_and_wires_are_its_own(cloned: ModuleType) -> None:
    original, clone = pair(cloned)

    assert (original.xpos(), clone.xpos(), clone.ypos()) == (10, 100, 7)
    assert original.input(0).name() == "Source"
    assert clone.input(0).name() == "Below"
    clone.setSelected(True)
    assert not original.isSelected()


def test_clones_survive_a_script(cloned: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "again.nk"
    cloned.scriptSaveAs(path.as_posix())
    text = path.read_text()
    assert text.count("Blur {") == 1
    assert text.count("clone $C") == 1
    assert not scenes.read(path).warnings
    cloned.scriptClear()
    cloned.scriptReadFile(path.as_posix())
    original, clone = pair(cloned)

    clone["size"].setValue(2)
    assert original["size"].value() == 2.0
    assert (clone.xpos(), clone.input(0).name()) == (100, "Below")


def test_a_new_name_is_the_name_of_both(cloned: ModuleType) -> None:
    original, clone = pair(cloned)
    clone.setName("Softer")

    assert original.name() == "Softer"


@pytest.mark.parametrize("which", [0, 1], ids=["the original", "the clone"])
def test_the_other_lives_on(cloned: ModuleType, which: int) -> None:
    both = pair(cloned)
    cloned.delete(both[which])
    left = both[1 - which]
    left["size"].setValue(3)

    assert left["size"].value() == 3.0
    assert left.clones() == 0
    cloned.undo()
    cloned.undo()
    assert len(cloned.allNodes("Blur")) == 2
    both[which]["size"].setValue(4)
    assert left["size"].value() == 4.0


def test_the_heir_is_written_whole(cloned: ModuleType, tmp_path: Path) -> None:
    cloned.delete(pair(cloned)[0])
    path = tmp_path / "again.nk"
    cloned.scriptSaveAs(path.as_posix())

    assert "clone" not in path.read_text()
    assert "Blur {\n size 5\n name Soft\n" in path.read_text()


def test_a_clone_is_made(nuke: ModuleType) -> None:
    node = nuke.nodes.Blur(size=3)
    made = nuke.clone(node, "xpos 40")

    assert (made["size"].value(), made.xpos(), node.xpos()) == (3.0, 40, 0)
    nuke.undo()
    assert nuke.allNodes() == [node]


def test_old_scripts_name_what_is_cloned(nuke: ModuleType, written: Callable[[str, str], str]) -> None:
    text = "version 6.1 v1\nclone node1|Blur|3 Blur {\n size 4\n name B\n}\nclone node1|Blur|3 {\n xpos 5\n}\n"
    nuke.scriptOpen(written("old.nk", text))
    original, clone = pair(nuke)

    assert clone["size"].value() == 4.0
    assert clone.input(0) is original


def test_a_cloned_group_shows_the_same_inside(nuke: ModuleType) -> None:
    group = nuke.nodes.Group(name="G")
    with group:
        nuke.nodes.Grade(name="In")
    clone = nuke.clone(group)

    assert clone.node("In") is group.node("In")
    nuke.delete(group)
    assert clone.node("In").name() == "In"
