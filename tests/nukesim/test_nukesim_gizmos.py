"""Gizmos: found on the plug-in path, made with their inside, written without it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

GIZMO = """#! /usr/local/Nuke13.2v8/libnuke-13.2.8.so -nx
version 13.2 v8
Gizmo {
 addUserKnob {20 studio l Studio}
 addUserKnob {1 product l Product}
 product comp
 addUserKnob {4 quality M {low high ""}}
 quality high
 addUserKnob {41 file T Write1.file}
}
 Input {
  inputs 0
  name Input1
 }
 Write {
  file /out/x.####.exr
  file_type exr
  name Write1
 }
 Output {
  name Output1
 }
end_group
"""


@pytest.fixture
def gizmo(nuke: ModuleType, tmp_path: Path) -> ModuleType:
    """Nuke with a gizmo on its plug-in path."""
    (tmp_path / "gizmos").mkdir()
    (tmp_path / "gizmos" / "StudioWrite.gizmo").write_text(GIZMO)
    nuke.pluginAddPath((tmp_path / "gizmos").as_posix(), addToSysPath=False)
    return nuke


def test_it_is_made_with_its_inside(gizmo: ModuleType) -> None:
    node = gizmo.createNode("StudioWrite")

    assert (node.name(), node.Class()) == ("StudioWrite1", "StudioWrite")
    assert isinstance(node, gizmo.Gizmo)
    assert isinstance(node, gizmo.Group)
    assert sorted(each.name() for each in node.nodes()) == ["Input1", "Output1", "Write1"]
    assert node.node("Write1").input(0).name() == "Input1"
    assert node.filename().endswith("StudioWrite.gizmo")
    assert node.command() == "StudioWrite"


def test_its_knobs_hold_what_the_gizmo_says(gizmo: ModuleType) -> None:
    node = gizmo.createNode("StudioWrite")

    assert (node["product"].value(), node["quality"].value()) == ("comp", "high")
    assert node["file"].value() == "/out/x.%04d.exr"


def test_its_script_holds_only_what_differs(gizmo: ModuleType, tmp_path: Path) -> None:
    node = gizmo.createNode("StudioWrite")
    node["product"].setValue("precomp")
    path = tmp_path / "a.nk"
    gizmo.scriptSaveAs(path.as_posix())
    text = path.read_text()

    assert "StudioWrite {\n inputs 0\n product precomp\n" in text
    assert "quality" not in text
    assert "Output1" not in text
    assert "end_group" not in text


def test_it_comes_back_from_a_script(gizmo: ModuleType, tmp_path: Path) -> None:
    gizmo.createNode("StudioWrite")["product"].setValue("precomp")
    path = (tmp_path / "a.nk").as_posix()
    gizmo.scriptSaveAs(path)
    gizmo.scriptClear()
    gizmo.scriptReadFile(path)

    node = gizmo.toNode("StudioWrite1")
    assert node["product"].value() == "precomp"
    assert gizmo.toNode("StudioWrite1.Write1") is not None


def test_the_ending_may_be_said(gizmo: ModuleType, tmp_path: Path) -> None:
    gizmo.scriptReadText("StudioWrite.gizmo {\n inputs 0\n name W\n}\n")
    path = tmp_path / "a.nk"
    gizmo.scriptSaveAs(path.as_posix())

    assert "StudioWrite.gizmo {\n inputs 0\n" in path.read_text()


def test_without_the_gizmo_its_node_is_kept(gizmo: ModuleType, tmp_path: Path) -> None:
    gizmo.createNode("StudioWrite")["product"].setValue("precomp")
    path = tmp_path / "a.nk"
    gizmo.scriptSaveAs(path.as_posix())
    (tmp_path / "gizmos" / "StudioWrite.gizmo").unlink()
    gizmo.scriptClear()
    gizmo.scriptReadFile(path.as_posix())
    node = gizmo.toNode("StudioWrite1")

    assert node.hasError()
    gizmo.scriptSaveAs((tmp_path / "b.nk").as_posix())
    assert "StudioWrite {\n inputs 0\n product precomp\n" in (tmp_path / "b.nk").read_text()


def test_folders_in_front_win(gizmo: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "StudioWrite.gizmo").write_text(GIZMO.replace("product comp", "product mine"))
    gizmo.pluginAppendPath((tmp_path / "mine").as_posix(), addToSysPath=False)
    assert gizmo.createNode("StudioWrite")["product"].value() == "comp"
    gizmo.pluginAddPath((tmp_path / "mine").as_posix(), addToSysPath=False)
    assert gizmo.createNode("StudioWrite")["product"].value() == "mine"


def test_it_renders_as_a_group(gizmo: ModuleType, tmp_path: Path) -> None:
    node = gizmo.createNode("StudioWrite")
    node.node("Write1")["file_type"].setValue("png")
    node["file"].setValue((tmp_path / "x.%04d.png").as_posix())
    node.node("Write1").setInput(0, None)
    with node:
        node.node("Write1").setInput(0, gizmo.nodes.Constant())
    gizmo.execute(node, 3, 3)

    assert (tmp_path / "x.0003.png").is_file()
