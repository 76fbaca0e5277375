"""Blender's door for farms: a real file is published by a real Blender, and the product's own Python finishes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import pytest

from dcc.blender.batch import blender
from studio_tools.errors import Blocked, HostError
from studio_tools.host import SceneEvent

HOUSE = Path(__file__).parents[2]
SHOT = "demo/sq010/sh0010"
STEPS = '''
"""How a studio might publish a scene of Blender: as it is."""

from studio_tools.host import Output
from studio_tools.publish.items import Artifact, SourceFile
from studio_tools.publish.steps import extractor


@extractor("blender.as-is", label="The scene as it is", hosts=("blender",))
def as_is(scope):
    """Export the scene."""
    for path in scope.host.export(scope.item.facts[Output], scope.stage / "scene.blend"):
        seen = path.stat()
        file = SourceFile(path=path, size=seen.st_size, modified=seen.st_mtime_ns)
        yield Artifact(item=scope.item.id, representation="blend", extension="blend", files=(file,))
'''
RECIPE = """
[applications.blender.recipes.scene]
collect = []
validate = ["core.scene-place"]
extract = ["blender.as-is"]
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a farm's machine: a home, and the product's own Python."""
    product = os.environ.get("STUDIO_TOOLS_PYTHON", "")
    if not product:
        pytest.skip("STUDIO_TOOLS_PYTHON names no Python of the product, which alone makes homes and their sites")
    top = tmp_path_factory.mktemp("farm")
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(top),
        "PYTHONPATH": str(HOUSE),
        "STUDIO_TOOLS_HOME": str(top / "home"),
        "STUDIO_TOOLS_USER": "ada",
        "STUDIO_TOOLS_PYTHON": product,
    }
    studio(environ, "init", str(top / "home"), "--project", "demo")
    studio(environ, "create", "shot", SHOT, "--cut", "1001-1003")
    (top / "home" / "steps").mkdir()
    (top / "home" / "steps" / "as_is.py").write_text(STEPS)
    settings = top / "home" / "studio.toml"
    settings.write_text(settings.read_text() + RECIPE)
    return environ


def studio(environ: dict[str, str], *words: str) -> Any:
    """What the command answers, run by the product's own Python."""
    command = [environ["STUDIO_TOOLS_PYTHON"], "-m", "studio_tools.cli", *words, "--json"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    answer = json.loads(done.stdout)
    assert answer["ok"], answer
    return answer["result"]


@pytest.fixture
def batch(environ: dict[str, str], tmp_path: Path) -> Callable[..., tuple[int, Any]]:
    """Run the door on a scene; exit code and report."""

    def done(scene: Path, **keys: Any) -> tuple[int, Any]:
        asked = {"address": SHOT, "scene": str(scene), "kind": "scene", **keys}
        request, report = tmp_path / "request.json", tmp_path / "report.json"
        request.write_text(json.dumps(asked))
        command = [sys.executable, "-m", "dcc.blender.batch", str(request), str(report)]
        ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        assert report.is_file(), ended.stderr
        return ended.returncode, json.loads(report.read_text())

    return done


def test_a_blender_file_is_published_verified_and_opens_again(
    batch: Callable[..., tuple[int, Any]], environ: dict[str, str], made: Callable[..., Path]
) -> None:
    code, report = batch(made("shot", "hero", size=3.0), comment="first pass")

    assert (code, report["result"]["state"]) == (0, "PUBLISHED"), report
    (version,) = report["result"]["versions"]
    (form,) = version["representations"]
    assert form["name"] == "blend"
    assert form["id"], "it is registered on the home's own site"
    found = next(each for each in studio(environ, "versions", SHOT) if each["address"] == version["address"])
    assert (found["status"], found["comment"], found["digest"]) == ("SEALED", "first pass", version["digest"])
    assert studio(environ, "verify", SHOT)["problems"] == []
    bpy.ops.wm.open_mainfile(filepath=form["path"])
    assert bpy.data.objects["hero_body"].dimensions.x == 3.0


def test_a_blender_file_of_another_shot_is_not_published(
    batch: Callable[..., tuple[int, Any]], environ: dict[str, str], made: Callable[..., Path]
) -> None:
    folder = Path(environ["STUDIO_TOOLS_HOME"], "work", "demo", "sq010", "sh0020", "blender")
    folder.mkdir(parents=True)
    path = made("shot").rename(folder / "sh0020_v001.blend")
    before = studio(environ, "versions", SHOT, "--all")

    code, report = batch(path)

    assert (code, report["error"]["code"]) == (Blocked.exit_code, "publish-blocked")
    assert "the scene is for demo/sq010/sh0020, and is published for demo/sq010/sh0010" in report["error"]["message"]
    assert studio(environ, "versions", SHOT, "--all") == before


def test_a_blender_file_is_planned_and_nothing_touched(
    batch: Callable[..., tuple[int, Any]], environ: dict[str, str], made: Callable[..., Path]
) -> None:
    before = studio(environ, "versions", SHOT, "--all")

    code, report = batch(made("shot"), plan=True)

    assert code == 0, report
    assert [each["address"] for each in report["result"]["versions"]] == [f"{SHOT}:scene.main@v{len(before) + 1:03}"]
    assert studio(environ, "versions", SHOT, "--all") == before


def test_what_is_no_blender_file_is_told(batch: Callable[..., tuple[int, Any]], tmp_path: Path) -> None:
    path = tmp_path / "shot.blend"
    path.write_text("no scene of anything")

    code, report = batch(path)

    assert (code, report["error"]["code"]) == (HostError.exit_code, "host-failed")
    assert "shot.blend is no Blender file" in report["error"]["message"]


def test_the_door_leaves_nothing_behind_in_blender() -> None:
    before = len(bpy.app.handlers.save_pre)
    with blender() as host:
        host.on(SceneEvent.SAVING, lambda: None)
        assert len(bpy.app.handlers.save_pre) == before + 1
    assert len(bpy.app.handlers.save_pre) == before
