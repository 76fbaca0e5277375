"""Where rendered pictures go, of which version they are, and what takes noise out of them."""

from __future__ import annotations

from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.publish.items import Severity
from studio_tools.testing.mayasim import Session as Maya


@pytest.fixture
def lit(desk: Any) -> Any:
    """A lighting scene whose pictures are numbered by frame, marked as lighting."""
    from maya import cmds

    cmds.pointLight(name="key")
    cmds.camera(name="shot_cam")
    desk.mark("light", "shot_cam")
    desk.mend("maya.render-set-up", "light")
    return desk


@pytest.fixture
def arnold(lit: Any, maya: Maya) -> Any:
    """The same where Arnold is installed, loaded and has its nodes."""
    from maya import cmds

    maya.installed = maya.installed | {"mtoa"}
    cmds.loadPlugin("mtoa", quiet=True)
    cmds.createNode("aiOptions", name="defaultArnoldRenderOptions", shared=True)
    return lit


# -- where they go


def test_pictures_go_where_they_did_when_the_show_asks_nothing(lit: Any) -> None:
    assert lit.check("maya.image-rule", "light") == []


def test_the_project_s_place_for_pictures_is_set_by_mending(lit: Any) -> None:
    from maya import cmds

    lit.show(image_rule="renders/maya")
    (finding,) = lit.check("maya.image-rule", "light")
    assert finding.severity is Severity.ERROR
    assert finding.title == "place of the project's pictures: images instead of renders/maya"
    assert lit.mend("maya.image-rule", "light") == []
    assert cmds.renderSettings(firstImageName=True, fullPath=True)[0].startswith(f"{lit.project}/renders/maya/")


def test_the_place_is_kept_with_the_project(lit: Any) -> None:
    from maya import cmds

    lit.show(image_rule="renders")
    lit.mend("maya.image-rule", "light")
    cmds.workspace(lit.project.as_posix(), openWorkspace=True)
    assert lit.check("maya.image-rule", "light") == []


def test_a_project_that_cannot_be_saved_keeps_its_place(lit: Any) -> None:
    (lit.project / "workspace.mel").mkdir()
    lit.show(image_rule="renders")
    with pytest.raises(HostError, match="the place of pictures cannot be renders"):
        lit.mend("maya.image-rule", "light")
    assert len(lit.check("maya.image-rule", "light")) == 1


def test_a_slash_at_its_end_makes_no_other_place(lit: Any) -> None:
    lit.show(image_rule="images/")
    assert lit.check("maya.image-rule", "light") == []


def test_the_place_is_told_by_its_own_check_alone(lit: Any) -> None:
    lit.show(image_rule="renders")
    assert lit.check("maya.render-set-up", "light") == []


# -- their version


def version(lit: Any, *, prefix: str, label: str, scene: str = "shot_v003.ma") -> list[Any]:
    from maya import cmds

    cmds.setAttr("defaultRenderGlobals.imageFilePrefix", prefix, type="string")
    cmds.setAttr("defaultRenderGlobals.renderVersion", label, type="string")
    if scene:
        lit.save(scene)
    found: list[Any] = lit.check("maya.render-version", "light")
    return found


@pytest.mark.parametrize("label", ["v003", "V3", "003", "3"])
def test_pictures_of_the_scene_s_version_are_right(lit: Any, label: str) -> None:
    assert version(lit, prefix="<Version>/<Scene>", label=label) == []


@pytest.mark.parametrize("prefix", ["<Scene>/<RenderLayer>", "", "Version"])
def test_names_that_ask_for_no_version_need_none(lit: Any, prefix: str) -> None:
    assert version(lit, prefix=prefix, label="v001") == []


@pytest.mark.parametrize("prefix", ["<Scene>/<Version>", "<scene>_<version>", "%s_%v"])
@pytest.mark.parametrize("scene", ["shot_v003.ma", "shot.v003.ma", "V003.ma"])
def test_pictures_of_another_version_get_the_scene_s_by_mending(lit: Any, prefix: str, scene: str) -> None:
    from maya import cmds

    (finding,) = version(lit, prefix=prefix, label="v002", scene=scene)
    own = "V003" if scene == "V003.ma" else "v003"
    assert (finding.severity, finding.title) == (
        Severity.WARNING,
        f"pictures are of version v002, the scene is {own}",
    )
    assert lit.mend("maya.render-version", "light") == []
    assert cmds.getAttr("defaultRenderGlobals.renderVersion") == own
    cmds.undo()
    assert lit.check("maya.render-version", "light") == [finding]


def test_pictures_without_the_version_that_their_names_ask_for_are_told(lit: Any) -> None:
    (finding,) = version(lit, prefix="<Version>", label="")
    assert finding.title == "pictures are of version none, the scene is v003"


@pytest.mark.parametrize("scene", ["", "shot.ma", "shot_vfx.ma", "shot_v003_light.ma", "shot4.ma"])
def test_a_scene_without_a_version_has_none_to_give(lit: Any, scene: str) -> None:
    (finding,) = version(lit, prefix="<Version>", label="", scene=scene)
    assert (finding.title, finding.fixable) == ("names of pictures ask for a version, and there is none", False)
    assert version(lit, prefix="<Version>", label="v007", scene="") == []


def test_their_version_is_noted(lit: Any) -> None:
    version(lit, prefix="<Version>", label="v002")
    assert lit.item("light").facts.settings()["render_version"] == "v002"


# -- what takes noise out of them


def denoiser(kind: str, *, is_on: bool = True) -> str:
    """A denoiser as Arnold hangs it in."""
    from maya import cmds

    made = cmds.createNode(kind, name="defaultArnoldDenoiser")
    cmds.connectAttr(f"{made}.message", "defaultArnoldRenderOptions.imagers", nextAvailable=True)
    cmds.setAttr(f"{made}.enable", is_on)
    return str(made)


def test_a_show_that_asks_nothing_leaves_each_denoiser(arnold: Any) -> None:
    denoiser("aiImagerDenoiserOidn")
    assert arnold.check("maya.render-set-up", "light") == []
    assert arnold.item("light").facts.settings()["denoisers"] == ["oidn"]


@pytest.mark.parametrize("asked", ["oidn", "optix", "noice"])
def test_a_denoiser_that_is_lacking_is_hung_in_by_mending(arnold: Any, asked: str) -> None:
    from maya import cmds

    arnold.show(denoiser=asked)
    (finding,) = arnold.check("maya.render-set-up", "light")
    assert finding.detail == f"denoiser: none instead of {asked}"
    assert arnold.mend("maya.render-set-up", "light") == []
    assert arnold.item("light").facts.settings()["denoisers"] == [asked]
    cmds.undo()
    assert arnold.check("maya.render-set-up", "light") == [finding]


def test_another_denoiser_is_switched_off_by_mending(arnold: Any) -> None:
    from maya import cmds

    made = denoiser("aiImagerDenoiserOidn")
    arnold.show(denoiser="optix")
    assert arnold.check("maya.render-set-up", "light")[0].detail == "denoiser: oidn instead of optix"
    assert arnold.mend("maya.render-set-up", "light") == []
    assert not cmds.getAttr(f"{made}.enable")


def test_one_that_is_switched_off_is_switched_on_by_mending(arnold: Any) -> None:
    from maya import cmds

    made = denoiser("aiImagerDenoiserOidn", is_on=False)
    arnold.show(denoiser="oidn")
    assert arnold.mend("maya.render-set-up", "light") == []
    assert cmds.getAttr(f"{made}.enable")
    assert cmds.ls(exactType="aiImagerDenoiserOidn") == [made]


def test_of_two_of_a_kind_one_stays_by_mending(arnold: Any) -> None:
    first, second = denoiser("aiImagerDenoiserOidn"), denoiser("aiImagerDenoiserOidn")
    arnold.show(denoiser="oidn")
    assert arnold.check("maya.render-set-up", "light")[0].detail == "denoiser: oidn, oidn instead of oidn"
    assert arnold.mend("maya.render-set-up", "light") == []
    from maya import cmds

    assert [bool(cmds.getAttr(f"{each}.enable")) for each in (first, second)] == [True, False]


def test_no_denoiser_is_asked_for_as_none(arnold: Any) -> None:
    denoiser("aiImagerDenoiserOidn")
    arnold.show(denoiser="none")
    assert arnold.check("maya.render-set-up", "light")[0].detail == "denoiser: oidn instead of none"
    assert arnold.mend("maya.render-set-up", "light") == []
    assert arnold.item("light").facts.settings()["denoisers"] == []


def test_one_that_is_hung_nowhere_does_nothing(arnold: Any) -> None:
    from maya import cmds

    cmds.createNode("aiImagerDenoiserOidn", name="left_over")
    arnold.show(denoiser="none")
    assert arnold.check("maya.render-set-up", "light") == []


def test_without_arnold_there_is_no_denoiser_and_none_can_be_set(lit: Any) -> None:
    lit.show(denoiser="none")
    assert lit.check("maya.render-set-up", "light") == []
    lit.show(denoiser="oidn")
    with pytest.raises(HostError, match="the denoiser oidn cannot be set"):
        lit.mend("maya.render-set-up", "light")


def test_arnold_s_options_that_nobody_knows_are_left_alone(lit: Any) -> None:
    lit.open(
        '//Maya ASCII 2025 scene\nrequires maya "2025";\nrequires -nodeType "aiOptions" "mtoa" "5.4.0";\n'
        'createNode aiOptions -s -n "defaultArnoldRenderOptions";\n'
        'createNode objectSet -n "publish_set";\n'
        '\taddAttr -ci true -sn "studioKind" -ln "studioKind" -dt "string";\n'
        '\tsetAttr ".studioKind" -type "string" "light";\n'
    )
    assert lit.item("light").facts.settings()["denoisers"] == []


# -- AOVs


def test_an_aov_that_is_hung_nowhere_is_hung_in_by_mending(arnold: Any) -> None:
    from maya import cmds

    cmds.createNode("aiAOV", name="aiAOV_N")
    cmds.setAttr("aiAOV_N.name", "N", type="string")
    arnold.show(aovs=("N",))
    assert arnold.check("maya.render-set-up", "light")[0].detail == "AOV: none instead of N"
    assert arnold.mend("maya.render-set-up", "light") == []
    assert cmds.ls(exactType="aiAOV") == ["aiAOV_N"]


def test_one_more_node_of_an_aovs_name_hides_nothing(arnold: Any) -> None:
    from maya import cmds

    arnold.show(aovs=("N",))
    assert arnold.mend("maya.render-set-up", "light") == []
    cmds.createNode("aiAOV", name="aiAOV_N1")
    cmds.setAttr("aiAOV_N1.name", "N", type="string")
    assert arnold.check("maya.render-set-up", "light") == []
    cmds.setAttr("aiAOV_N.enabled", False)
    assert arnold.mend("maya.render-set-up", "light") == []
    assert cmds.listConnections("defaultArnoldRenderOptions.aovList", source=True, destination=False) == ["aiAOV_N"]


def test_an_aov_that_is_switched_off_is_switched_on_by_mending(arnold: Any) -> None:
    from maya import cmds

    arnold.show(aovs=("N",))
    arnold.mend("maya.render-set-up", "light")
    cmds.setAttr("aiAOV_N.enabled", False)
    assert arnold.mend("maya.render-set-up", "light") == []
    assert cmds.ls(exactType="aiAOV") == ["aiAOV_N"]
