from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import SceneUnsaved
from studio_tools.host import How
from studio_tools.publish.items import Severity
from studio_tools.testing.builders import a_stamp, a_version, a_world

SCENE = '//Maya ASCII 2025 scene\nrequires maya "2025";\n'
STRANGE = SCENE + (
    'requires -nodeType "fancyNode" "fancyPlug" "1.0";\n'
    "currentUnit -l centimeter -a degree -t film;\n"
    'createNode transform -n "box";\n'
    'createNode fancyNode -n "fancy1";\n'
)
INFECTED = SCENE + (
    'createNode script -n "vaccine_gene";\n\tsetAttr ".b" -type "string" "import vaccine";\n'
    'createNode script -n "uiConfigurationScriptNode";\n\tsetAttr ".b" -type "string" "// Maya Mel UI";\n'
)


def published(tmp_path: Path) -> Path:
    path = tmp_path / "crate.ma"
    path.write_text(SCENE + 'createNode transform -n "crate";\n', encoding="utf-8")
    return path


# -- saved


def test_a_scene_without_a_name_is_refused_and_cannot_be_mended(desk: Any) -> None:
    (finding,) = desk.check("maya.saved")
    assert (finding.severity, finding.fixable) == (Severity.ERROR, False)


def test_a_scene_as_it_was_saved_is_right(desk: Any) -> None:
    desk.save()
    assert desk.check("maya.saved") == []


def test_changes_are_saved_by_mending(desk: Any) -> None:
    from maya import cmds

    path = desk.save()
    cmds.polyCube(name="crate")
    assert desk.check("maya.saved")[0].severity is Severity.WARNING
    assert desk.mend("maya.saved") == []
    assert "crate" in path.read_text()


def test_an_untitled_scene_is_never_saved_by_mending(desk: Any) -> None:
    saved = desk.step("maya.saved")
    (finding,) = desk.check("maya.saved")
    with pytest.raises(SceneUnsaved):
        saved.fix(desk.scope(saved, desk.item()), finding)


def test_a_scene_beside_its_project_is_told(desk: Any, tmp_path: Path) -> None:
    desk.host.save(tmp_path / "elsewhere.ma")
    assert desk.check("maya.in-project")[0].severity is Severity.INFO
    desk.save()
    assert desk.check("maya.in-project") == []


# -- what it reads


def test_a_reference_whose_file_went_is_told_and_selected(desk: Any, tmp_path: Path) -> None:
    path = published(tmp_path)
    desk.host.load(path, How.REFERENCE, name="crate", stamp=None)
    assert desk.check("maya.files-there") == []
    path.unlink()
    (finding,) = desk.check("maya.files-there")
    assert finding.severity is Severity.WARNING
    assert desk.selected(finding) == ["crateRN"]


def test_a_missing_texture_is_told(desk: Any) -> None:
    from maya import cmds

    node = cmds.shadingNode("file", asTexture=True, name="wood")
    cmds.setAttr(f"{node}.fileTextureName", "/gone/wood.exr", type="string")
    (finding,) = desk.check("maya.files-there")
    assert "wood: /gone/wood.exr" in finding.detail
    assert desk.selected(finding) == ["wood"]


def test_what_is_not_published_is_told_as_the_studio_wants(desk: Any, tmp_path: Path) -> None:
    desk.host.load(published(tmp_path), How.REFERENCE, name="crate", stamp=None)
    assert desk.check("maya.files-published")[0].severity is Severity.INFO
    desk.settings = replace(desk.settings, checks=replace(desk.settings.checks, scene_unpublished="error"))
    assert desk.check("maya.files-published")[0].severity is Severity.ERROR


def test_what_bears_a_stamp_is_published(desk: Any, tmp_path: Path) -> None:
    desk.host.load(published(tmp_path), How.REFERENCE, name="crate", stamp=a_stamp("model.main"))
    assert desk.check("maya.files-published") == []


def test_an_older_version_is_told_with_the_newest(desk: Any, tmp_path: Path) -> None:
    old, new = a_stamp("model.main", 1), a_stamp("model.main", 3)
    desk.world = replace(a_world(), latest=lambda stamp: a_version(new))
    desk.host.load(published(tmp_path), How.REFERENCE, name="crate", stamp=old)
    (finding,) = desk.check("maya.files-current")
    assert finding.title.endswith("is not the newest: there is v003")
    assert desk.selected(finding) == ["crateRN"]


def test_the_newest_version_is_right(desk: Any, tmp_path: Path) -> None:
    stamp = a_stamp("model.main", 3)
    desk.world = replace(a_world(), latest=lambda _: a_version(stamp))
    desk.host.load(published(tmp_path), How.REFERENCE, name="crate", stamp=stamp)
    assert desk.check("maya.files-current") == []


def test_an_unloaded_reference_is_loaded_by_mending(desk: Any, tmp_path: Path) -> None:
    from maya import cmds

    desk.host.load(published(tmp_path), How.REFERENCE, name="crate", stamp=None)
    assert desk.check("maya.references-loaded") == []
    cmds.file(unloadReference="crateRN")
    (finding,) = desk.check("maya.references-loaded")
    assert desk.selected(finding) == ["crateRN"]
    assert desk.mend("maya.references-loaded") == []
    assert cmds.referenceQuery("crateRN", isLoaded=True)


# -- what is strange


def test_unknown_nodes_are_deleted_by_mending(desk: Any) -> None:
    from maya import cmds

    desk.open(STRANGE)
    (finding,) = desk.check("maya.unknown-nodes")
    assert desk.selected(finding) == ["fancy1"]
    assert desk.mend("maya.unknown-nodes") == []
    assert not cmds.objExists("fancy1")
    assert cmds.objExists("box")


def test_a_locked_unknown_node_goes_too(desk: Any) -> None:
    from maya import cmds

    desk.open(STRANGE)
    cmds.lockNode("fancy1", lock=True)
    assert desk.mend("maya.unknown-nodes") == []


def test_unknown_nodes_of_a_reference_are_told_but_not_mended(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "strange.ma"
    path.write_text(STRANGE, encoding="utf-8")
    desk.host.load(path, How.REFERENCE, name="strange", stamp=None)
    (finding,) = desk.check("maya.unknown-nodes")
    assert not finding.fixable


def test_unknown_plug_ins_are_forgotten_once_their_nodes_are_gone(desk: Any) -> None:
    from maya import cmds

    desk.open(STRANGE)
    assert not desk.check("maya.unknown-plugins")[0].fixable
    desk.mend("maya.unknown-nodes")
    assert desk.mend("maya.unknown-plugins") == []
    assert "fancyPlug" not in desk.save("clean.ma").read_text()
    assert cmds.objExists("box")


def test_a_plain_scene_has_nothing_unknown(desk: Any) -> None:
    desk.open(SCENE)
    assert desk.check("maya.unknown-nodes") == desk.check("maya.unknown-plugins") == []


def test_plug_ins_that_the_show_does_not_have_are_told(desk: Any) -> None:
    desk.open(SCENE + 'requires -nodeType "gpuCache" "gpuCache" "1.0";\ncreateNode transform -n "box";\n')
    assert desk.check("maya.allowed-plugins") == []
    desk.show(plug_ins=("gpuCache", "mtoa"))
    assert desk.check("maya.allowed-plugins") == []
    desk.show(plug_ins=("mtoa",))
    (finding,) = desk.check("maya.allowed-plugins")
    assert (finding.severity, finding.detail) == (Severity.ERROR, "gpuCache")


def start_up(desk: Any, folder: str, name: str, code: str) -> Path:
    """A file that this person's Maya runs when it starts."""
    path: Path = desk.project / ".maya" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
    return path


@pytest.mark.parametrize("folder", ["scripts", "2025/scripts"])
@pytest.mark.parametrize(
    ("name", "code"),
    [("userSetup.py", "import vaccine\nvaccine.go()\n"), ("vaccine.py", "class phage:\n    pass\n")],
    ids=["start-up", "brought-along"],
)
def test_malware_that_starts_with_maya_is_told(desk: Any, folder: str, name: str, code: str) -> None:
    path = start_up(desk, folder, name, code)
    (finding,) = desk.check("maya.safe")
    assert (finding.severity, finding.fixable, finding.nodes) == (Severity.ERROR, False, ())
    assert finding.title.startswith(f"{path.as_posix()} bears the marks of ")


def test_a_start_up_file_of_one_s_own_is_safe(desk: Any) -> None:
    start_up(desk, "scripts", "userSetup.py", "# userSetup.py: writes a log\nopen('log', 'a').write('begun')\n")
    assert desk.check("maya.safe") == []


def test_the_code_of_malware_is_deleted_by_mending(desk: Any) -> None:
    from maya import cmds

    desk.open(INFECTED)
    (finding,) = desk.check("maya.safe")
    assert finding.severity is Severity.ERROR
    assert "vaccine" in finding.title
    assert desk.selected(finding) == ["vaccine_gene"]
    assert desk.mend("maya.safe") == []
    assert cmds.ls(exactType="script") == ["uiConfigurationScriptNode"]


def test_empty_display_layers_are_deleted_by_mending(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    cmds.createDisplayLayer("crate", name="props", noRecurse=True)
    cmds.createDisplayLayer(name="left_over", empty=True)
    (finding,) = desk.check("maya.empty-layers")
    assert desk.selected(finding) == ["left_over"]
    assert desk.mend("maya.empty-layers") == []
    assert cmds.objExists("props")


# -- what the show asks for


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        ("maya.fps", {"fps": "25"}),
        ("maya.fps", {"fps": "24000/1001"}),
        ("maya.resolution", {"width": 2048, "height": 858}),
        ("maya.resolution", {"pixel_aspect": 2.0}),
        ("maya.colours", {"colour_config": "/show/config.ocio"}),
        ("maya.colours", {"working_space": "ACEScg 2"}),
        ("maya.units", {"linear_unit": "m"}),
        ("maya.units", {"up_axis": "z"}),
    ],
    ids=["rate", "broken-rate", "size", "pixel-aspect", "config", "space", "unit", "axis"],
)
def test_what_the_show_asks_for_is_told_and_mended(desk: Any, step: str, asked: dict[str, Any]) -> None:
    assert desk.check(step) == []
    desk.show(**asked)
    (finding,) = desk.check(step)
    assert finding.severity is Severity.ERROR
    assert desk.mend(step) == []


def test_the_range_is_that_of_the_cut_with_handles(desk: Any) -> None:
    assert desk.check("maya.range") == []
    desk.cut(1001, 1040, handles=8)
    (finding,) = desk.check("maya.range")
    before = desk.host.timeline()
    assert finding.title == f"range: {before.start}-{before.end} instead of 993-1048"
    assert desk.mend("maya.range") == []
    assert (desk.host.timeline().start, desk.host.timeline().end) == (993, 1048)


def test_mending_one_thing_leaves_the_others(desk: Any) -> None:
    desk.show(fps="25", up_axis="z")
    desk.mend("maya.fps")
    assert desk.check("maya.units")


def test_what_is_wrong_with_the_scene_is_told_for_one_item_only(desk: Any) -> None:
    from maya import cmds

    saved = desk.step("maya.saved")
    cmds.polyCube(name="crate")
    first = desk.item()
    second = replace(first, id="model.main")
    scope = replace(desk.scope(saved, second), world=replace(desk.world, items=(first, second)))
    assert [each for each in saved(scope) if each is not None] == []


# -- members


def test_an_empty_scene_has_nothing_to_publish(desk: Any) -> None:
    assert desk.check("maya.has-members")[0].severity is Severity.ERROR


def test_maya_s_own_cameras_make_no_scene(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    assert desk.check("maya.has-members") == []
