from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import How
from studio_tools.model import CutRange
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.items import RunState
from studio_tools.publish.recipe import recipe_problems
from studio_tools.testing.builders import a_context, a_shot, settings
from studio_tools.testing.mayasim import Session as Maya


def test_a_scene_is_published_with_what_it_was_made_from(desk: Any, house: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    desk.save("crate.ma")
    first = house.publish(desk.host)
    assert first.state is RunState.PUBLISHED, first.error
    (crate,) = first.versions
    path = house.files(first, "scene")[0]
    desk.host.new(force=True)
    desk.host.load(path, How.REFERENCE, name="crate", stamp=None)
    desk.save("shot.ma")
    second = house.publish(desk.host)
    assert second.state is RunState.PUBLISHED, second.error
    assert second.versions[0].number == 2
    manifest = house.manifest(second, "scene")
    assert [stamp.address for stamp in manifest.upstream] == [crate.address]
    assert manifest.facts["scene_file"].endswith("scenes/shot.ma")
    assert manifest.facts["scene_fps"] == "24"


def test_an_unsaved_scene_is_not_published(desk: Any, house: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    report = house.publish(desk.host)
    assert report.state is RunState.BLOCKED
    assert "the scene has no name yet" in [each.title for each in report.findings]


def test_the_published_scene_holds_what_the_open_one_held(desk: Any, house: Any, maya: Maya) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    desk.save()
    report = house.publish(desk.host)
    desk.host.open(house.files(report, "scene")[0], force=True)
    assert cmds.objExists("crate")


def test_the_steps_import_without_maya() -> None:
    code = "import dcc.maya.steps as s, sys; assert s.STEPS and 'maya' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_checkout_without_installed_metadata_knows_them() -> None:
    catalog = load_catalog(installed=())
    assert catalog.steps["maya.scene"].hosts == {"maya"}
    assert not [each for each in recipe_problems(settings(), catalog) if "maya" in each.split(":")[0]]


# -- every kind


def crate(desk: Any, kind: str) -> None:
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    shape = cmds.listRelatives("crate", shapes=True)[0]
    cmds.rename(shape, "crateShape")
    wood = cmds.shadingNode("lambert", asShader=True, name="wood")
    engine = cmds.sets(name="woodSG", renderable=True, noSurfaceShader=True, empty=True)
    cmds.connectAttr(f"{wood}.outColor", f"{engine}.surfaceShader")
    cmds.sets("crateShape", edit=True, forceElement=engine)
    cmds.group("crate", name="prop")
    desk.mark(kind, "prop", name=f"{kind}_set")


def shot_camera(desk: Any, kind: str) -> None:
    from maya import cmds

    shape = cmds.camera(name="shot_cam", horizontalFilmAperture=1.6, verticalFilmAperture=0.9)[1]
    cmds.setAttr("perspShape.renderable", False)
    cmds.setAttr(f"{shape}.renderable", True)
    desk.mark(kind, "shot_cam", name=f"{kind}_set")


def puppet(desk: Any, kind: str) -> None:
    from maya import cmds

    cmds.circle(name="hand_ctl")
    cmds.polyCube(name="hand", constructionHistory=False)
    cmds.group("hand_ctl", "hand", name="puppet")
    cmds.sets("hand_ctl", name="controls_SET")
    cmds.sets("hand", name="out_SET")
    desk.mark(kind, "puppet", "controls_SET", "out_SET", name=f"{kind}_set")


KINDS = [
    (crate, "model", ["abc", "ma", "usda"]),
    (crate, "look", ["json", "ma"]),
    (crate, "anim", ["abc", "ma"]),
    (crate, "cache", ["abc", "usda"]),
    (crate, "layout", ["abc", "ma"]),
    (puppet, "rig", ["ma"]),
    (shot_camera, "camera", ["abc", "ma"]),
    (shot_camera, "light", ["ma"]),
    (crate, "review", ["png", "png", "png"]),
]


@pytest.mark.parametrize(("make", "kind", "endings"), KINDS, ids=[kind for _, kind, _ in KINDS])
def test_each_kind_is_published_with_its_forms_its_upstream_and_its_scene(
    desk: Any, house: Any, tmp_path: Path, make: Any, kind: str, endings: list[str]
) -> None:
    from maya import cmds

    cmds.polyCube(name="rock")
    desk.save("rock.ma")
    rock = house.publish(desk.host)
    desk.host.new(force=True)
    desk.host.load(house.files(rock, "scene")[0], How.REFERENCE, name="rock", stamp=None)
    cmds.setAttr("defaultResolution.width", 64)
    cmds.setAttr("defaultResolution.height", 36)
    make(desk, kind)
    house.context = a_context(a_shot(cut=CutRange(first=1001, last=1003)))
    cmds.playbackOptions(minTime=1001, maxTime=1003, animationStartTime=1001, animationEndTime=1003)
    cmds.setAttr("defaultRenderGlobals.animation", True)
    desk.save(f"{kind}.ma")
    if kind == "light":
        mend_render_settings(desk, house)
    report = house.publish(desk.host)
    assert report.state is RunState.PUBLISHED, [report.error, *(each.title for each in report.findings)]
    assert sorted(path.suffix.lstrip(".") for path in house.files(report, kind)) == endings
    manifest = house.manifest(report, kind)
    assert [stamp.address for stamp in manifest.upstream] == [rock.versions[0].address]
    assert manifest.facts["scene_file"].endswith(f"{kind}.ma")
    assert {version.key.kind for version in report.versions} == {"scene", kind}


def mend_render_settings(desk: Any, house: Any) -> None:
    from dcc.maya.setup import render, shot

    shot.apply(desk.host, render.differences(house.context.entity, house.session.settings.show))
    desk.save("light.ma")
