"""The scene as a file: named, saved, opened, imported, exported, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session


def test_a_new_scene_is_untitled_and_unmodified(cmds: ModuleType) -> None:
    assert cmds.file(query=True, sceneName=True) == ""
    assert cmds.file(query=True, modified=True) is False
    assert cmds.file(query=True, type=True) == ["mayaAscii"]
    assert cmds.file(query=True, list=True) == ["untitled"]


def test_naming_a_scene_writes_nothing(cmds: ModuleType, scenes: Path) -> None:
    assert cmds.file(rename="shot.ma") == (scenes / "shot.ma").as_posix()
    assert cmds.file(query=True, sceneName=True) == (scenes / "shot.ma").as_posix()
    assert cmds.file(query=True, sceneName=True, shortName=True) == "shot.ma"
    assert not (scenes / "shot.ma").exists()


@pytest.mark.parametrize(("name", "whole"), [("tmp", "tmp.ma"), ("a.b", "a.b")])
def test_a_name_without_suffix_gets_the_one_of_its_type(cmds: ModuleType, name: str, whole: str) -> None:
    assert cmds.file(rename=name).endswith(f"/{whole}")


def test_a_suffix_may_be_left_out(cmds: ModuleType) -> None:
    assert cmds.file(rename="tmp", defaultExtensions=False).endswith("/tmp")


def test_saving_without_a_name_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="untitled"):
        cmds.file(save=True)


def test_saving_as_binary_is_not_simulated(cmds: ModuleType) -> None:
    cmds.file(rename="a.mb")

    with pytest.raises(NotSimulated, match="mayaBinary"):
        cmds.file(save=True, type="mayaBinary")


def test_every_change_marks_the_scene_and_saving_clears_it(cmds: ModuleType) -> None:
    cmds.group(empty=True)
    assert cmds.file(query=True, modified=True) is True

    cmds.file(rename="a")
    cmds.file(save=True, type="mayaAscii")
    assert cmds.file(query=True, modified=True) is False

    cmds.setAttr("group1.translateX", 1)
    assert cmds.file(query=True, modified=True) is True


def test_changes_are_not_lost_without_force(cmds: ModuleType, chair: str) -> None:
    cmds.group(empty=True)

    with pytest.raises(RuntimeError, match="Unsaved changes"):
        cmds.file(new=True)
    with pytest.raises(RuntimeError, match="Unsaved changes"):
        cmds.file(chair, open=True)
    cmds.file(chair, open=True, force=True)

    assert cmds.objExists("group1") is False


def test_a_scene_opens_unmodified_under_its_path(cmds: ModuleType, chair: str) -> None:
    assert cmds.file(chair, open=True) == chair
    assert cmds.file(query=True, sceneName=True) == chair
    assert cmds.file(query=True, modified=True) is False
    assert cmds.ls(type="mesh") == ["seatShape"]


def test_opening_may_give_the_new_nodes(cmds: ModuleType, chair: str) -> None:
    assert {"seat", "seatShape", "polyCube1"} <= set(cmds.file(chair, open=True, returnNewNodes=True))


def test_a_scene_that_is_not_there_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="File not found"):
        cmds.file("nothing.ma", open=True)


def test_a_binary_scene_is_not_simulated(cmds: ModuleType, scenes: Path) -> None:
    (scenes / "a.mb").write_bytes(b"FOR8")

    with pytest.raises(NotSimulated, match=r"a\.mb"):
        cmds.file("a.mb", open=True)


def test_paths_are_found_in_the_project(cmds: ModuleType, chair: str) -> None:
    assert cmds.file("chair.ma", query=True, exists=True) is True
    assert cmds.file("foo.ma", query=True, exists=True) is False
    assert cmds.file("chair.ma", query=True, expandName=True) == chair


def test_what_is_saved_is_a_maya_file(maya: Session, cmds: ModuleType, scenes: Path) -> None:
    cmds.file(rename="shot.ma")
    cmds.file(save=True, type="mayaAscii")

    text = (scenes / "shot.ma").read_text()
    assert text.startswith("//Maya ASCII 2025 scene\n//Name: shot.ma\n//Last modified: Wed, Mar 04, 2026 05:06:07 AM\n")
    assert 'requires maya "2025";\ncurrentUnit -l centimeter -a degree -t film;\n' in text
    assert text.endswith("// End of shot.ma\n")


def test_a_file_has_short_attribute_names(cmds: ModuleType, scenes: Path) -> None:
    cmds.createNode("file", name="wood")
    cmds.setAttr("wood.fileTextureName", 'a "quoted"\npath', type="string")
    cmds.setAttr("wood.useFrameExtension", True)
    cmds.file(rename="shot.ma")
    cmds.file(save=True, type="mayaAscii")

    text = (scenes / "shot.ma").read_text()
    assert '\tsetAttr ".ftn" -type "string" "a \\"quoted\\"\\npath";\n\tsetAttr ".ufe" yes;\n' in text


def test_everything_comes_back(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")
    cmds.group("box", name="all")
    cmds.setAttr("box.translate", 1, 2.5, -3e-7, type="double3")
    cmds.setAttr("box.rotateX", lock=True)
    cmds.addAttr("box", longName="note", dataType="string")
    cmds.setAttr("box.note", 'says "hello"\n\\ and é', type="string")
    cmds.addAttr("box", longName="level", attributeType="enum", enumName="low:high", keyable=True)
    cmds.setAttr("box.level", 1)
    cmds.connectAttr("box.translateX", "all.translateY")
    cmds.sets("box", name="mine")
    cmds.lockNode("mine", lock=True)
    cmds.setKeyframe("box", attribute="scaleX", time=1, value=1)
    cmds.setKeyframe("box", attribute="scaleX", time=10, value=2)
    cmds.playbackOptions(animationStartTime=990, minTime=1001, maxTime=1010.5, animationEndTime=1020)
    cmds.currentUnit(time="pal", updateAnimation=False)
    cmds.currentTime(1005)
    cmds.fileInfo("studio", "{}")
    cmds.file(rename="a.ma")
    path = cmds.file(save=True, type="mayaAscii")

    cmds.file(path, open=True)

    assert cmds.ls("box", long=True) == ["|all|box"]
    assert cmds.getAttr("box.translate") == [(1.0, 2.5, -3e-7)]
    assert cmds.getAttr("box.rotateX", lock=True) is True
    assert cmds.getAttr("box.note") == 'says "hello"\n\\ and é'
    assert cmds.getAttr("box.level", asString=True) == "high"
    assert cmds.getAttr("all.translateY") == 1.0
    assert cmds.sets("mine", query=True) == ["box"]
    assert cmds.lockNode("mine", query=True) == [True]
    assert cmds.playbackOptions(query=True, maxTime=True) == 1010.5
    assert cmds.playbackOptions(query=True, animationStartTime=True) == 990.0
    assert cmds.currentUnit(query=True, time=True) == "pal"
    assert cmds.currentTime(query=True) == 1005.0
    assert cmds.fileInfo("studio", query=True) == ["{}"]
    assert cmds.sets("initialShadingGroup", query=True) == ["boxShape"]


def test_saving_twice_writes_the_same(cmds: ModuleType, chair: str) -> None:
    before = Path(chair).read_text()
    cmds.file(chair, open=True)

    cmds.file(save=True)

    assert Path(chair).read_text() == before


def test_keys_come_back(cmds: ModuleType) -> None:
    cmds.spaceLocator(name="here")
    for frame in (1, 12.5, 24):
        cmds.setKeyframe("here", attribute="translateX", time=frame, value=frame * 2)
    cmds.file(rename="a.ma")
    cmds.file(cmds.file(save=True, type="mayaAscii"), open=True)

    assert cmds.keyframe("here.translateX", query=True, timeChange=True) == [1.0, 12.5, 24.0]
    assert cmds.keyframe("here.translateX", query=True, valueChange=True) == [2.0, 25.0, 48.0]


def test_importing_makes_nodes_the_scenes_own(cmds: ModuleType, chair: str) -> None:
    cmds.polyCube(name="seat")

    made = cmds.file(chair, i=True, returnNewNodes=True, ignoreVersion=True)

    assert "seat1" in made
    assert cmds.referenceQuery("seat1", isNodeReferenced=True) is False
    assert cmds.file(query=True, modified=True) is True


def test_importing_into_a_namespace(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, i=True, namespace="in")

    assert cmds.objExists("in:seat") is True
    assert cmds.getAttr("in:seatShape.visibility") is True
    assert cmds.listConnections("in:seatShape.inMesh") == ["in:polyCube1"]


def test_importing_below_a_group(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, i=True, groupReference=True, groupName="in")

    assert cmds.ls("seat", long=True) == ["|in|seat"]


def test_importing_does_not_take_units_and_ranges(cmds: ModuleType, saved: Callable[..., str]) -> None:
    path = saved("other.ma", lambda: cmds.currentUnit(time="ntsc"))

    cmds.file(path, i=True)

    assert cmds.currentUnit(query=True, time=True) == "film"


def test_exporting_the_selection_takes_what_belongs_to_it(cmds: ModuleType, scenes: Path) -> None:
    cmds.polyCube(name="box")
    cmds.group("box", name="all")
    cmds.polySphere(name="other")
    cmds.select("box")

    path = cmds.file("part.ma", exportSelected=True, type="mayaAscii", force=True)
    cmds.file(path, open=True, force=True)

    assert cmds.ls("box", long=True) == ["|all|box"]
    assert cmds.objExists("polyCube1") is True
    assert cmds.objExists("other") is False


def test_exporting_without_history_and_shading(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    path = cmds.file(
        "part.ma", exportSelected=True, type="mayaAscii", constructionHistory=False, shader=False, channels=False
    )

    assert "polyCube1" not in Path(path).read_text()


def test_exporting_nothing_is_refused(cmds: ModuleType) -> None:
    cmds.select(clear=True)

    with pytest.raises(RuntimeError, match="Nothing is currently selected"):
        cmds.file("part.ma", exportSelected=True, type="mayaAscii")


def test_exporting_leaves_the_scenes_name_and_changes(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")

    cmds.file("part.ma", exportAll=True, type="mayaAscii")

    assert cmds.file(query=True, sceneName=True) == ""
    assert cmds.file(query=True, modified=True) is True


def test_exporting_writes_references_or_their_content(cmds: ModuleType, room: str) -> None:
    cmds.file(room, open=True)
    cmds.select("chair:seat")

    kept = cmds.file("kept.ma", exportSelected=True, type="mayaAscii", preserveReferences=True)
    whole = cmds.file("whole.ma", exportSelected=True, type="mayaAscii", preserveReferences=False)

    assert 'file -r -ns "chair"' in Path(kept).read_text()
    assert "file -r" not in Path(whole).read_text()
    assert 'createNode mesh -n "chair:seatShape"' in Path(whole).read_text()


@pytest.mark.parametrize("text", ["", "//Maya ASCII 2025 scene\n", "createNode transform -n", 'setAttr ".x" 1;\n'])
def test_a_poor_file_opens_as_far_as_it_goes(cmds: ModuleType, scenes: Path, text: str) -> None:
    (scenes / "poor.ma").write_text(text)

    cmds.file("poor.ma", open=True)

    assert cmds.ls("persp") == ["persp"]


def test_unknown_nodes_keep_what_they_were(cmds: ModuleType, scenes: Path) -> None:
    (scenes / "a.ma").write_text(
        'requires -nodeType "aiStandIn" "mtoa" "5.4.0";\n'
        'createNode transform -n "proxy";\ncreateNode aiStandIn -n "proxyShape" -p "proxy";\n'
        '\tsetAttr ".dso" -type "string" "/a.ass";\n'
    )
    cmds.file("a.ma", open=True)

    assert cmds.nodeType("proxyShape") == "unknownDag"
    assert cmds.unknownNode("proxyShape", query=True, realClassName=True) == "aiStandIn"
    assert cmds.unknownNode("proxyShape", query=True, plugin=True) == "mtoa"
    assert cmds.unknownPlugin(query=True, list=True) == ["mtoa"]
    assert cmds.unknownPlugin("mtoa", query=True, version=True) == "5.4.0"
    cmds.file(save=True)
    assert 'createNode aiStandIn -n "proxyShape" -p "proxy";' in (scenes / "a.ma").read_text()
    assert 'setAttr ".dso" -type "string" "/a.ass";' in (scenes / "a.ma").read_text()


def test_an_unknown_plug_in_goes_once_nothing_needs_it(cmds: ModuleType, scenes: Path) -> None:
    (scenes / "a.ma").write_text('requires -nodeType "aiOptions" "mtoa" "5";\ncreateNode aiOptions -n "o";\n')
    cmds.file("a.ma", open=True)

    with pytest.raises(RuntimeError, match="still needed"):
        cmds.unknownPlugin("mtoa", remove=True)
    cmds.delete("o")
    cmds.unknownPlugin("mtoa", remove=True)

    cmds.file(save=True)
    assert "mtoa" not in (scenes / "a.ma").read_text()


def test_opening_loads_the_plug_ins_that_are_installed(cmds: ModuleType, scenes: Path) -> None:
    (scenes / "a.ma").write_text(
        'requires -nodeType "AlembicNode" "AbcImport" "1.0";\ncreateNode AlembicNode -n "cache";\n'
        '\tsetAttr ".fn" -type "string" "/a.abc";\n'
    )

    cmds.file("a.ma", open=True)

    assert cmds.pluginInfo("AbcImport", query=True, loaded=True) is True
    assert cmds.getAttr("cache.abc_File") == "/a.abc"
