"""What was written is read again: nodes that share a name, and those of plug-ins, in a Maya that has just started."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from studio_tools.testing.mayasim import Session, installed, start


def test_shapes_of_one_name_below_two_transforms_are_two(maya: Session, cmds: ModuleType, scenes: Path) -> None:
    for name in ("left", "right"):
        cmds.createNode("transform", name=name)
        cmds.createNode("camera", name="eye", parent=name)
        cmds.setAttr(f"|{name}|eye.imageName", name, type="string")
    cmds.file(rename="two.ma")
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(path, open=True, force=True)
    assert cmds.ls("eye", long=True) == ["|left|eye", "|right|eye"]
    assert [cmds.getAttr(f"|{name}|eye.imageName") for name in ("left", "right")] == ["left", "right"]


def test_a_node_of_a_name_of_mayas_own_below_another_is_made(maya: Session, cmds: ModuleType) -> None:
    cmds.createNode("transform", name="rig")
    cmds.createNode("transform", name="persp", parent="rig")
    cmds.file(rename="own.ma")
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(path, open=True, force=True)
    assert cmds.ls("persp", long=True) == ["|persp", "|rig|persp"]


def cache_scene(cmds: ModuleType) -> str:
    cmds.loadPlugin("gpuCache", quiet=True)
    cmds.loadPlugin("mayaUsdPlugin", quiet=True)
    cmds.createNode("gpuCache", name="crowd")
    cmds.file(rename="crowd.ma")
    path: str = cmds.file(save=True, type="mayaAscii")
    return path


def test_a_file_asks_for_the_plug_ins_of_its_nodes_only(maya: Session, cmds: ModuleType) -> None:
    text = Path(cache_scene(cmds)).read_text()
    assert 'requires -nodeType "gpuCache" "gpuCache" ' in text
    assert "mayaUsdPlugin" not in text


def test_it_asks_once(maya: Session, cmds: ModuleType) -> None:
    path = cache_scene(cmds)
    cmds.file(path, open=True, force=True)
    cmds.createNode("gpuCache", name="more")
    cmds.file(save=True, type="mayaAscii")
    assert Path(path).read_text().count('"gpuCache" "gpuCache"') == 1


def test_another_maya_loads_what_the_file_asks_for(tmp_path: Path, batch: Session) -> None:
    from maya import cmds

    path = cache_scene(cmds)
    with installed(start(tmp_path / "other")) as other:
        from maya import cmds

        cmds.file(path, open=True, force=True)
        assert cmds.ls(type="gpuCache") == ["crowd"]
        assert "gpuCache" in other.loaded


def test_where_the_plug_in_is_missing_the_node_is_unknown_and_kept(tmp_path: Path, batch: Session) -> None:
    from maya import cmds

    path = cache_scene(cmds)
    with installed(start(tmp_path / "other", installed=frozenset())):
        from maya import cmds

        cmds.file(path, open=True, force=True)
        assert cmds.nodeType("crowd") == "unknownDag"
        cmds.file(rename="again.ma")
        assert "createNode gpuCache" in Path(cmds.file(save=True, type="mayaAscii")).read_text()


def test_an_export_asks_for_what_it_takes_along(maya: Session, cmds: ModuleType, scenes: Path) -> None:
    cache_scene(cmds)
    cmds.polyCube(name="box")
    cmds.select("box")
    cmds.file((scenes / "box.ma").as_posix(), exportSelected=True, force=True, type="mayaAscii")
    cmds.select("crowd")
    cmds.file((scenes / "crowd_only.ma").as_posix(), exportSelected=True, force=True, type="mayaAscii")
    assert "gpuCache" not in (scenes / "box.ma").read_text()
    assert 'requires -nodeType "gpuCache"' in (scenes / "crowd_only.ma").read_text()
