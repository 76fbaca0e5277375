"""Nodes copied and pasted, to files and to the clipboard."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import Session


@pytest.fixture
def fragment(nuke: ModuleType, tmp_path: Path) -> str:
    """Two wired nodes of three, copied to a file; the script is empty again."""
    read = nuke.nodes.Read(name="Plate", file="/a.exr")
    grade = nuke.nodes.Grade(inputs=[read], multiply=2)
    merge = nuke.nodes.Merge2(inputs=[grade, read])
    for node in (grade, merge):
        node.setSelected(True)
    path = (tmp_path / "part.nk").as_posix()
    nuke.nodeCopy(path)
    nuke.scriptClear()
    return path


def test_a_copy_is_a_fragment_without_a_root(fragment: str) -> None:
    text = Path(fragment).read_text()

    assert text.startswith("set cut_paste_input [stack 0]\nversion 16.0 v4\npush $cut_paste_input\nGrade {")
    assert "Root {" not in text
    assert "Plate" not in text


def test_a_paste_gives_the_last_node_and_selects_all(nuke: ModuleType, fragment: str) -> None:
    last = nuke.nodePaste(fragment)

    assert last.name() == "Merge1"
    assert {node.name() for node in nuke.selectedNodes()} == {"Grade1", "Merge1"}
    assert last.input(0).name() == "Grade1"
    assert nuke.toNode("Grade1")["multiply"].value() == 2.0


def test_a_paste_is_connected_to_the_selection(nuke: ModuleType, fragment: str) -> None:
    source = nuke.createNode("Constant")
    nuke.nodePaste(fragment)

    assert nuke.toNode("Grade1").input(0) is source
    assert nuke.toNode("Merge1").input(1) is source
    assert not source.isSelected()


def test_a_paste_without_a_selection_is_loose(nuke: ModuleType, fragment: str) -> None:
    nuke.nodePaste(fragment)

    assert nuke.toNode("Grade1").input(0) is None


def test_pasted_nodes_get_names_of_their_own(nuke: ModuleType, fragment: str) -> None:
    nuke.nodePaste(fragment)
    nuke.nodePaste(fragment)

    assert sorted(node.name() for node in nuke.allNodes()) == ["Grade1", "Grade2", "Merge1", "Merge2"]


def test_a_paste_is_one_step_of_undo(nuke: ModuleType, fragment: str) -> None:
    nuke.nodePaste(fragment)
    nuke.undo()

    assert nuke.allNodes() == []


def test_a_terminal_has_no_clipboard(terminal: Session) -> None:
    import nuke

    nuke.createNode("Read")
    with pytest.raises(RuntimeError, match="Cannot copy to clipboard in non-GUI mode"):
        nuke.nodeCopy("%clipboard%")
    with pytest.raises(RuntimeError, match="clipboard"):
        nuke.nodePaste("%clipboard%")


def test_a_window_has_one(window: Session) -> None:
    import nuke

    nuke.createNode("Read", "file /a.exr")
    nuke.nodeCopy("%clipboard%")
    nuke.scriptClear()

    assert nuke.nodePaste("%clipboard%")["file"].value() == "/a.exr"


def test_nothing_selected_is_an_error(nuke: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="Nothing selected"):
        nuke.nodeCopy((tmp_path / "a.nk").as_posix())


def test_a_missing_fragment_is_an_error(nuke: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="No such file"):
        nuke.nodePaste("/gone.nk")


def test_groups_are_copied_with_what_is_in_them(nuke: ModuleType, tmp_path: Path) -> None:
    group = nuke.createNode("Group", "name G")
    with group:
        nuke.nodes.Blur(name="B", size=3)
    path = (tmp_path / "g.nk").as_posix()
    nuke.nodeCopy(path)
    again = nuke.nodePaste(path)

    assert again.name() == "G1"
    assert nuke.toNode("G1.B")["size"].value() == 3.0
