"""The doors of the applications: over Maya as it is simulated, and importable where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.batch import main
from studio_tools.errors import HostError, NotCapable, UsageError
from studio_tools.testing import mayasim, nukesim

DOORS = ["dcc.maya.batch", "dcc.nuke.batch", "dcc.blender.batch"]

STEPS = '''
"""How a studio might publish a scene: as it is."""

from studio_tools.host import Output
from studio_tools.publish.making import one_file
from studio_tools.publish.steps import extractor


@extractor("core.as-is", label="The scene as it is", hosts=("maya", "nuke"))
def as_is(scope):
    """Export the scene."""
    ending = scope.host.suffixes[0].lstrip(".")
    for path in scope.host.export(scope.item.facts[Output], scope.stage / f"scene.{ending}"):
        yield one_file(scope, path)
'''
RECIPE = """
[recipes.scene]
hosts = ["headless", "maya", "nuke"]
collect = []
validate = []
extract = ["core.as-is"]
"""


@pytest.mark.parametrize("door", DOORS)
def test_a_door_can_be_imported_where_there_is_no_application(door: str) -> None:
    unwanted = ("maya", "nuke", "bpy", "PySide6", "click")
    code = f"import {door}, sys; print([name for name in {unwanted} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("door", DOORS)
def test_a_door_asks_for_two_files(door: str) -> None:
    done = subprocess.run([sys.executable, "-m", door], capture_output=True, text=True, check=False)

    assert done.returncode == UsageError.exit_code
    assert "REQUEST REPORT" in done.stderr


@pytest.mark.parametrize("argv", [(), ("request.json", "report.json")], ids=["bare", "as-if-it-were-one"])
def test_what_the_doors_share_is_none_and_names_them(argv: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "studio_tools.batch", *argv]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (UsageError.exit_code, "")
    assert "[input-invalid]" in done.stderr
    assert "mayapy -m dcc.maya.batch REQUEST REPORT" in done.stderr
    assert "python -m dcc.nuke.batch REQUEST REPORT" in done.stderr


@pytest.mark.parametrize("door", DOORS)
def test_without_its_application_a_door_reports_it(door: str, house: Any, tmp_path: Path) -> None:
    command = [sys.executable, "-m", door, str(house.request()), str(tmp_path / "report.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=house.environ)

    assert done.returncode == NotCapable.exit_code, done.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["error"]["code"] == "host-incapable"
    assert "Python" in report["error"]["hint"]


def test_what_stands_behind_two_dashes_is_meant_for_the_door_of_blender() -> None:
    from dcc.blender.batch import told

    assert told(["blender", "-b", "--python", "batch.py", "--", "request.json", "report.json"]) == [
        "request.json",
        "report.json",
    ]
    assert told(["batch.py", "request.json", "report.json"]) == ["request.json", "report.json"]


def test_the_door_of_blender_finds_its_packages_as_a_mere_script(house: Any, tmp_path: Path) -> None:
    """As `blender --python FILE` runs it: elsewhere, with no path to us and none from the environment."""
    script = Path(sys.modules[main.__module__].__file__ or "").parents[1] / "dcc" / "blender" / "batch.py"
    command = [sys.executable, "-I", str(script), "--", str(house.request()), str(tmp_path / "report.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=house.environ)

    assert done.returncode == NotCapable.exit_code, done.stderr
    assert "[host-incapable]" in done.stderr


# --- over the applications as they are simulated


@pytest.fixture
def scenes(make_house: Callable[..., Any]) -> Any:
    """A house that publishes scenes, with nothing handed over."""
    house = make_house(host__worker="never")
    (house.home / "steps" / "as_is.py").write_text(STEPS)
    toml = house.home / "studio.toml"
    toml.write_text(toml.read_text() + RECIPE)
    return house


def through_maya(house: Any, request: Path, report: Path) -> int:
    with mayasim.installed(mayasim.start(report.parent / "project")):
        from dcc.maya.batch import maya

        return main([str(request), str(report)], house.environ, maya)


def through_nuke(house: Any, request: Path, report: Path) -> int:
    with nukesim.installed(nukesim.start(report.parent, environment={})):
        from dcc.nuke.batch import nuke

        return main([str(request), str(report)], house.environ, nuke)


MAYA_SCENE = """//Maya ASCII 2026 scene
requires maya "2026";
currentUnit -l centimeter -a degree -t film;
createNode transform -n "hero";
"""
NUKE_SCRIPT = """#! nuke
version 16.0 v1
Root {
 inputs 0
 fps 24
}
NoOp {
 inputs 0
 name hero
}
"""
APPLICATIONS: dict[str, tuple[Callable[..., int], str, str]] = {
    "maya": (through_maya, "shot.ma", MAYA_SCENE),
    "nuke": (through_nuke, "shot.nk", NUKE_SCRIPT),
}


@pytest.fixture(params=APPLICATIONS)
def door(request: pytest.FixtureRequest, scenes: Any, tmp_path: Path) -> Callable[..., tuple[int, Any]]:
    """Open a scene of one application and do what is asked; exit code and report."""
    through, name, text = APPLICATIONS[request.param]

    def done(*, text: str = text, **keys: Any) -> tuple[int, Any]:
        scene, report = tmp_path / name, tmp_path / "report.json"
        scene.write_text(text)
        code = through(scenes, scenes.request(**{"scene": str(scene), "kind": "scene", **keys}), report)
        return code, json.loads(report.read_text())

    done.application = request.param  # type: ignore[attr-defined]
    return done


def test_a_scene_of_an_application_is_published(door: Any, scenes: Any) -> None:
    code, report = door()

    assert code == 0, report
    (version,) = report["result"]["versions"]
    assert version["address"] == "demo/sq010/sh0010:scene.main@v001"
    (form,) = version["representations"]
    assert "hero" in Path(form["path"]).read_text("utf-8")
    (record,) = scenes.checker.records()
    assert record["origin"] == door.application
    scenes.judge()


def test_a_scene_of_an_application_is_planned(door: Any, scenes: Any) -> None:
    code, report = door(plan=True)

    assert (code, scenes.checker.records()) == (0, [])
    assert report["result"]["versions"][0]["address"] == "demo/sq010/sh0010:scene.main@v001"


def test_what_is_no_scene_of_an_application_is_told(door: Any) -> None:
    code, report = door(text="no scene of anything")

    assert code == HostError.exit_code, report
    assert report["error"]["code"] == "host-failed"
