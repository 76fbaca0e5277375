"""The program itself: what it says of itself, its project, preferences and plug-ins."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session, installed, start


def test_it_says_whether_it_has_an_interface(maya: Session, cmds: ModuleType) -> None:
    assert cmds.about(batch=True) is not maya.is_gui
    assert cmds.about(version=True) == "2025"


@pytest.mark.parametrize(("version", "qt"), [("2025", "6.5.3"), ("2026", "6.5.3"), ("2027", "6.8.3")])
def test_it_may_be_another_version(tmp_path: Path, version: str, qt: str) -> None:
    with installed(start(tmp_path, version=version)):
        from maya import cmds

        assert cmds.about(version=True) == version
        assert cmds.about(qtVersion=True) == qt
        assert cmds.about(apiVersion=True) == int(version) * 10_000


def test_other_answers_are_not_invented(cmds: ModuleType) -> None:
    with pytest.raises(NotSimulated):
        cmds.about(windowManager=True)


def test_a_missing_option_gives_zero(cmds: ModuleType) -> None:
    assert cmds.optionVar(query="nothing") == 0
    assert cmds.optionVar(exists="nothing") is False


def test_options_hold_texts_numbers_and_lists(cmds: ModuleType) -> None:
    cmds.optionVar(stringValue=("name", "shot"), intValue=("count", 3))
    cmds.optionVar(floatValue=[("a", 1.5), ("b", 2.5)])
    cmds.optionVar(stringValueAppend=("list", "x"))
    cmds.optionVar(stringValueAppend=("list", "y"))

    assert cmds.optionVar(query="name") == "shot"
    assert cmds.optionVar(query="count") == 3
    assert cmds.optionVar(query="b") == 2.5
    assert cmds.optionVar(query="list") == ["x", "y"]
    assert cmds.optionVar(list=True) == ["name", "count", "a", "b", "list"]
    cmds.optionVar(remove="name")
    assert cmds.optionVar(exists="name") is False


def test_options_outlive_the_scene_and_do_not_change_it(cmds: ModuleType) -> None:
    cmds.optionVar(intValue=("count", 3))
    assert cmds.file(query=True, modified=True) is False

    cmds.file(new=True)

    assert cmds.optionVar(query="count") == 3


def test_one_key_of_the_scenes_information_gives_a_list(cmds: ModuleType) -> None:
    cmds.fileInfo("studio", "one")

    assert cmds.fileInfo("studio", query=True) == ["one"]
    assert cmds.fileInfo("nothing", query=True) == []


def test_all_information_is_one_flat_list(cmds: ModuleType) -> None:
    cmds.fileInfo("a", "1")
    cmds.fileInfo("b", "2")
    cmds.fileInfo("a", "3")

    assert cmds.fileInfo(query=True) == ["a", "3", "b", "2"]
    cmds.fileInfo(remove="a")
    assert cmds.fileInfo(query=True) == ["b", "2"]


def test_quotes_and_line_ends_come_back_escaped(cmds: ModuleType) -> None:
    cmds.fileInfo("json", '{"a":\n"b"}')

    assert cmds.fileInfo("json", query=True) == ['{\\"a\\":\\n\\"b\\"}']


def test_the_project_expands_names_and_has_rules(maya: Session, cmds: ModuleType) -> None:
    root = maya.project.as_posix()

    assert cmds.workspace(query=True, rootDirectory=True) == f"{root}/"
    assert cmds.workspace(expandName="a/b") == f"{root}/a/b"
    assert cmds.workspace(expandName="/a/b") == "/a/b"
    assert cmds.workspace(fileRuleEntry="images") == "images"
    assert cmds.workspace(fileRuleEntry="nothing") == ""
    cmds.workspace(fileRule=["mine", "here"])
    assert cmds.workspace(fileRuleEntry="mine") == "here"
    cmds.workspace(removeFileRuleEntry="mine")
    assert "mine" not in cmds.workspace(query=True, fileRuleList=True)


def test_a_project_keeps_its_rules_once_they_are_saved(maya: Session, cmds: ModuleType, tmp_path: Path) -> None:
    project = maya.project.as_posix()
    cmds.workspace(fileRule=("images", "renders"))
    cmds.workspace(saveWorkspace=True)
    assert 'workspace -fr "images" "renders";' in (maya.project / "workspace.mel").read_text().splitlines()
    cmds.workspace(fileRule=("images", "elsewhere"))

    cmds.workspace(project, openWorkspace=True)
    assert cmds.workspace(fileRuleEntry="images") == "renders"


def test_a_project_that_cannot_be_written_to_keeps_no_rules(maya: Session, cmds: ModuleType) -> None:
    maya.faults.room = 0
    with pytest.raises(RuntimeError, match="no space left"):
        cmds.workspace(saveWorkspace=True)
    assert not (maya.project / "workspace.mel").exists()


def test_another_project_is_opened(cmds: ModuleType, tmp_path: Path) -> None:
    cmds.workspace(tmp_path.as_posix() + "/other", openWorkspace=True)

    assert cmds.workspace(query=True, rootDirectory=True) == f"{tmp_path.as_posix()}/other/"


def test_a_plug_ins_command_is_there_once_it_is_loaded(cmds: ModuleType) -> None:
    with pytest.raises(AttributeError):
        cmds.AbcExport(jobArg="")

    assert cmds.loadPlugin("AbcExport", quiet=True) == ["AbcExport"]

    assert callable(cmds.AbcExport)
    assert cmds.pluginInfo("AbcExport", query=True, loaded=True) is True
    assert cmds.pluginInfo(query=True, listPlugins=True) == ["AbcExport"]
    assert cmds.loadPlugin("AbcExport", quiet=True) is None


def test_a_plug_in_that_is_not_installed_cannot_be_loaded(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="was not found on MAYA_PLUG_IN_PATH"):
        cmds.loadPlugin("mtoa")
    assert cmds.pluginInfo("mtoa", query=True, loaded=True) is False
    with pytest.raises(RuntimeError, match="not registered"):
        cmds.pluginInfo("mtoa", query=True, version=True)


def test_a_test_may_install_a_renderer(tmp_path: Path) -> None:
    with installed(start(tmp_path, installed=frozenset({"mtoa"}))):
        from maya import cmds

        cmds.loadPlugin("mtoa", quiet=True)

        assert cmds.createNode("aiStandIn") == "aiStandInShape1"
        assert cmds.pluginInfo("mtoa", query=True, version=True) == "5.4.0"


def test_a_plug_in_in_use_stays_unless_forced(cmds: ModuleType) -> None:
    cmds.loadPlugin("gpuCache", quiet=True)
    cmds.createNode("gpuCache")

    with pytest.raises(RuntimeError, match="still in use"):
        cmds.unloadPlugin("gpuCache")
    cmds.unloadPlugin("gpuCache", force=True)

    assert cmds.pluginInfo("gpuCache", query=True, loaded=True) is False


def test_folders_are_mapped(cmds: ModuleType) -> None:
    cmds.dirmap(enable=True)
    cmds.dirmap(mapDirectory=("D:/show", "/mnt/show"))

    assert cmds.dirmap(query=True, enable=True) is True
    assert cmds.dirmap(convertDirectory="D:/show/a.png") == "/mnt/show/a.png"
    assert cmds.dirmap(convertDirectory="E:/a.png") == "E:/a.png"
    assert cmds.dirmap(getAllMappings=True) == ["D:/show", "/mnt/show"]
    cmds.dirmap(unmapDirectory="D:/show")
    assert cmds.dirmap(getAllMappings=True) is None


def test_colour_management_is_kept_in_the_scene(cmds: ModuleType) -> None:
    cmds.colorManagementPrefs(edit=True, configFilePath="/cfg/config.ocio")
    cmds.colorManagementPrefs(edit=True, renderingSpaceName="ACEScg")

    assert cmds.colorManagementPrefs(query=True, configFilePath=True) == "/cfg/config.ocio"
    assert cmds.getAttr("defaultColorMgtGlobals.workingSpaceName") == "ACEScg"
    assert cmds.colorManagementPrefs(query=True, cmEnabled=True) is True


def test_folders_of_the_person_end_in_a_slash(cmds: ModuleType) -> None:
    assert cmds.internalVar(userPrefDir=True).endswith("/2025/prefs/")


def test_warnings_and_errors_are_printed(maya: Session, cmds: ModuleType) -> None:
    cmds.warning("careful")
    with pytest.raises(RuntimeError, match="stop"):
        cmds.error("stop")

    assert maya.printed == [("warning", "careful"), ("error", "stop")]


def test_messages_of_the_api_are_printed(maya: Session) -> None:
    from maya.api import OpenMaya

    OpenMaya.MGlobal.displayInfo("a")
    OpenMaya.MGlobal.displayWarning("b")
    OpenMaya.MGlobal.displayError("c")

    assert maya.printed == [("info", "a"), ("warning", "b"), ("error", "c")]


def test_the_files_of_a_scene_are_listed(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")
    cmds.createNode("file", name="wood")
    cmds.setAttr("wood.fileTextureName", "/tex/wood.png", type="string")

    folder = Path(chair).parent.as_posix()
    assert cmds.filePathEditor(query=True, listDirectories="") == [folder, "/tex"]
    assert cmds.filePathEditor(query=True, listFiles="/tex", withAttribute=True) == [
        "wood.png",
        "wood.fileTextureName",
    ]
    assert cmds.filePathEditor(query=True, listFiles=folder) == ["chair.ma"]


def test_the_api_finds_nodes_by_name(maya: Session) -> None:
    from maya import cmds
    from maya.api import OpenMaya

    cmds.polyCube(name="box")
    names = OpenMaya.MSelectionList()
    names.add("box")

    path, node = names.getDagPath(0), names.getDependNode(0)
    assert path.fullPathName() == "|box"
    assert OpenMaya.MFnDependencyNode(node).typeName == "transform"
    assert OpenMaya.MFnDagNode(path).name() == "box"
    assert OpenMaya.MFnDependencyNode(node).hasAttribute("translateX") is True
    cmds.delete("box")
    assert node.isNull() is True
    with pytest.raises(RuntimeError, match="does not exist"):
        names.add("box")


def test_the_api_knows_the_selection(maya: Session) -> None:
    from maya import cmds
    from maya.api import OpenMaya

    cmds.createNode("file", name="wood")

    found = OpenMaya.MGlobal.getActiveSelectionList()
    assert found.getSelectionStrings() == ("wood",)
    with pytest.raises(TypeError, match="not a DAG path"):
        found.getDagPath(0)
