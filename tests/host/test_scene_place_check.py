"""Whose the open scene is: its place and its name against what it is published for, in Maya and in Nuke."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.host.places import scene_folder
from studio_tools.model import Address
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.items import RunState, Severity
from studio_tools.publish.steps import AnyStep
from studio_tools.testing import mayasim, nukesim
from studio_tools.testing.builders import a_context, a_shot, a_stamp
from studio_tools.testing.desk import Desk
from studio_tools.testing.house import House, open_house

CHECK = "core.scene-place"
SHOT = Address.parse("demo/sq010/sh0010")
OTHER = "demo/sq010/sh0020"
UNNAMED = {"maya": "the scene has no name yet", "nuke": "the script has no name yet"}


@pytest.fixture(scope="module")
def steps() -> Mapping[str, AnyStep]:
    return load_catalog().steps


@pytest.fixture(params=["maya", "nuke"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Our host in a simulated program, with something in its scene."""
    if request.param == "maya":
        with mayasim.installed(mayasim.start(tmp_path / "project")):
            from maya import cmds

            from dcc.maya.host import MayaHost

            cmds.polyCube(name="crate")
            yield MayaHost()
    else:
        with nukesim.installed(nukesim.start(tmp_path, environment={})):
            from dcc.nuke.host import NukeHost

            yield NukeHost()


@pytest.fixture
def desk(host: Any, tmp_path: Path, steps: Mapping[str, AnyStep]) -> Desk:
    return Desk(host=host, stage=tmp_path / "stage", steps=steps)


@pytest.fixture
def house(tmp_path: Path, furnished: Path) -> Iterator[House]:
    with open_house(shutil.copytree(furnished, tmp_path / "home")) as house:
        yield house


@pytest.fixture
def ending(host: Any) -> str:
    """What its scene files end in."""
    return {"maya": ".ma", "nuke": ".nk"}[host.name]


@pytest.fixture(params=["work", "Arbeit für alle/große Filme"], ids=["where it ships", "set elsewhere"])
def work(request: Any, desk: Any, tmp_path: Path) -> Path:
    """The artists' folders, as the settings name them."""
    folder: Path = tmp_path / "shows" / request.param
    desk.settings = replace(desk.settings, launch=replace(desk.settings.launch, work=folder))
    desk.context = a_context(a_shot(str(SHOT)), task="anim")
    return folder


def saved(desk: Any, work: Path, address: str, name: str) -> Path:
    """The open scene, saved in the folder of an address."""
    folder = scene_folder(work, Address.parse(address), desk.host.name)
    folder.mkdir(parents=True, exist_ok=True)
    path: Path = desk.host.save(folder / name)
    return path


def judges(desk: Any, **how: str) -> None:
    """Have the studio judge otherwise."""
    desk.settings = replace(desk.settings, checks=replace(desk.settings.checks, **how))


def test_an_unsaved_scene_is_told_by_another_check(desk: Any, work: Path) -> None:
    assert desk.check(CHECK) == []
    assert desk.titles(f"{desk.host.name}.saved") == [UNNAMED[desk.host.name]]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"{SHOT}#anim", "sh0010_anim_v001"),
        (f"{SHOT}#anim", "sh0010_v012"),
        (str(SHOT), "sh0010_anim_v001"),
    ],
)
def test_a_scene_in_its_own_folder_with_its_own_name_gives_nothing_to_say(
    desk: Any, work: Path, address: str, name: str, ending: str
) -> None:
    saved(desk, work, address, name + ending)
    assert desk.check(CHECK) == []


def test_a_scene_of_another_shot_stops_the_publish(desk: Any, work: Path, ending: str) -> None:
    path = saved(desk, work, f"{OTHER}#anim", f"sh0020_anim_v001{ending}")
    (finding,) = desk.check(CHECK)
    assert finding.severity is Severity.ERROR
    assert finding.title == f"the scene is for {OTHER}, and is published for {SHOT}"
    target = scene_folder(work, Address.parse(f"{SHOT}#anim"), desk.host.name) / f"sh0010_anim_v001{ending}"
    assert finding.detail == (
        f"It lies in {path.parent}. Publish it for {OTHER}; or, if it is for {SHOT}, save it as {target} first."
    )
    desk.context = a_context(a_shot(OTHER), task="anim")
    assert desk.check(CHECK) == []


def test_once_saved_where_it_is_told_to_it_is_right(desk: Any, work: Path, ending: str) -> None:
    saved(desk, work, OTHER, f"sh0020_v001{ending}")
    (finding,) = desk.check(CHECK)
    target = Path(finding.detail.partition(" save it as ")[2].removesuffix(" first."))
    target.parent.mkdir(parents=True)
    desk.host.save(target)
    assert desk.check(CHECK) == []


def test_a_scene_of_another_task_is_told_only(desk: Any, work: Path, ending: str) -> None:
    saved(desk, work, f"{SHOT}#light", f"sh0010_light_v001{ending}")
    (finding,) = desk.check(CHECK)
    assert finding.severity is Severity.INFO
    assert finding.title == f"the scene is for {SHOT}#light, and is published for {SHOT}#anim"


def test_a_task_is_the_same_however_its_folder_spells_it(desk: Any, work: Path, ending: str) -> None:
    desk.context = a_context(a_shot(str(SHOT)), task="look dev")
    saved(desk, work, f"{SHOT}#look dev", f"sh0010_look_dev_v001{ending}")
    assert desk.check(CHECK) == []


@pytest.mark.parametrize("name", ["test final", "sh0010_anim", "sh0020_anim_v002", "größe_v001"])
def test_a_name_of_ones_own_is_doubted_and_the_right_one_told(desk: Any, work: Path, name: str, ending: str) -> None:
    saved(desk, work, f"{SHOT}#anim", f"sh0010_anim_v004{ending}")
    saved(desk, work, f"{SHOT}#anim", name + ending)
    (finding,) = desk.check(CHECK)
    assert finding.severity is Severity.WARNING
    assert finding.title == f"{name}{ending} is not called as scenes of {SHOT}#anim are"
    assert finding.detail == f"Studio > Save version up saves it as sh0010_anim_v005{ending}."


def test_a_studio_has_its_own_names(desk: Any, work: Path, ending: str) -> None:
    desk.settings = replace(
        desk.settings, templates=replace(desk.settings.templates, scene="{project}.{entity}.v{version:04}")
    )
    saved(desk, work, str(SHOT), f"demo.sh0010.v0002{ending}")
    assert desk.check(CHECK) == []
    saved(desk, work, str(SHOT), f"sh0010_v003{ending}")
    assert [each.detail for each in desk.check(CHECK)] == [
        f"Studio > Save version up saves it as demo.sh0010.v0003{ending}."
    ]


@pytest.mark.parametrize(("how", "told"), [("error", [Severity.ERROR]), ("info", [Severity.INFO]), ("off", [])])
def test_a_studio_says_how_bad_it_is(
    desk: Any, work: Path, how: str, told: list[Severity], tmp_path: Path, ending: str
) -> None:
    judges(desk, scene_elsewhere=how, scene_name=how, scene_outside=how)
    saved(desk, work, OTHER, f"sh0020_v001{ending}")
    assert [each.severity for each in desk.check(CHECK)] == told
    saved(desk, work, str(SHOT), f"mine{ending}")
    assert [each.severity for each in desk.check(CHECK)] == told
    desk.host.save(tmp_path / f"mine{ending}")
    assert [each.severity for each in desk.check(CHECK)] == told


# -- outside of the artists' folders


def test_a_scene_outside_is_told_with_the_folder_it_should_lie_in(
    desk: Any, work: Path, tmp_path: Path, ending: str
) -> None:
    desk.host.save(tmp_path / f"mine{ending}")
    (finding,) = desk.check(CHECK)
    assert (finding.severity, finding.title) == (Severity.INFO, f"mine{ending} lies outside the artists' folders")
    assert finding.detail == f"Scenes of {SHOT}#anim are worked on in {work}/demo/sq010/sh0010/{desk.host.name}/anim."


@pytest.mark.parametrize(
    ("shot", "titles"),
    [(str(SHOT), []), (OTHER, [f"the scene is for {OTHER}, and is published for {SHOT}"])],
    ids=["its own", "another's"],
)
def test_a_published_scene_is_the_shots_that_it_was_published_for(
    desk: Any, work: Path, tmp_path: Path, shot: str, titles: list[str], ending: str
) -> None:
    stamp = a_stamp("scene.main", 3, entity=a_shot(shot))
    desk.world = replace(desk.world, origin=lambda path: stamp)
    desk.host.save(tmp_path / f"published{ending}")
    assert desk.titles(CHECK) == titles
    assert [each.detail.partition(". ")[0] for each in desk.check(CHECK)] == [
        f"It was published as {shot}:scene.main@v003" for _ in titles
    ]


def test_where_nobody_can_say_whose_it_is_nothing_is_said(desk: Any, work: Path, tmp_path: Path, ending: str) -> None:
    def away(path: Path) -> None:
        raise StorageError("the storage is away")

    desk.world = replace(desk.world, origin=away)
    desk.host.save(tmp_path / f"mine{ending}")
    assert desk.check(CHECK) == []


# -- the whole way


def test_a_scene_of_another_shot_is_not_published(desk: Any, house: Any, ending: str) -> None:
    saved(desk, house.session.settings.launch.work, OTHER, f"sh0020_v001{ending}")
    report = house.publish(desk.host, "scene.main")
    assert report.state is RunState.BLOCKED
    assert f"the scene is for {OTHER}, and is published for {SHOT}" in [each.title for each in report.findings]


def test_a_published_file_that_is_opened_is_published_again_for_its_shot_alone(
    desk: Any, house: Any, ending: str
) -> None:
    saved(desk, house.session.settings.launch.work, str(SHOT), f"sh0010_v001{ending}")
    first = house.publish(desk.host, "scene.main")
    assert [each.step for each in first.findings if each.step == CHECK] == []
    desk.host.open(house.files(first, "scene")[0], force=True)
    again = house.publish(desk.host, "scene.main")
    assert [each.step for each in again.findings if each.step == CHECK] == []
    house.context = a_context(a_shot(OTHER))
    other = house.publish(desk.host, "scene.main")
    assert [each.title for each in other.findings if each.step == CHECK] == [
        f"the scene is for {SHOT}, and is published for {OTHER}"
    ]
