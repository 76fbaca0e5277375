"""The examples for step authors in docs work as they stand: from a home's folder, through the command and pytest."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from studio_tools.cli.door import run
from studio_tools.publish.making import one_file
from studio_tools.testing.builders import a_bare_item, a_scope
from studio_tools.testing.mayasim import installed, start

HOUSE = Path(__file__).parents[2]


def block(language: str, holding: str, page: str = "extending") -> str:
    """A page's block of code in *language* that holds a certain word."""
    text = (HOUSE / "docs" / f"{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    found: str = next(text for text in blocks if holding in text)
    return found


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A home with the page's check in its folder, and in the recipe of one kind."""
    folder = tmp_path / "home"
    for words in (
        ["init", str(folder), "--project", "demo"],
        ["create", "shot", "demo/sq010/sh0010", "--home", str(folder)],
    ):
        assert run(words) == 0, capsys.readouterr()
    (folder / "steps").mkdir(exist_ok=True)
    (folder / "steps" / "ours.py").write_text(block("python", "@validator"))
    with (folder / "studio.toml").open("a") as configuration:
        configuration.write("\n" + block("toml", "recipes.other"))
    capsys.readouterr()
    return folder


def publish(home: Path, name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    source = home.parent / name
    source.write_text("what the director said\n")
    words = ["publish", str(source), "--to", "demo/sq010/sh0010", "--kind", "other", "--home", str(home), "--json"]
    code = run(words)
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, answer


def test_the_check_stops_what_it_speaks_of(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = publish(home, "two words.txt", capsys)

    assert code == 20
    assert "has a blank in its name" in json.dumps(answer)


def test_the_check_lets_the_rest_through(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = publish(home, "words.txt", capsys)

    assert code == 0, answer


def test_the_check_is_listed_with_its_first_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["steps", "--home", str(home)]) == 0

    told = " ".join(capsys.readouterr().out.split())
    assert "core.no-spaces" in told


def test_the_recipe_of_the_page_holds(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["steps", "check", "--home", str(home)]) == 0, capsys.readouterr()


@pytest.fixture
def furnished_for_maya(home: Path) -> Path:
    """The home with the page's steps for Maya, and with the test of them that the other page shows."""
    (home / "steps" / "layers.py").write_text(block("python", "def layer_list"))
    with (home / "studio.toml").open("a") as configuration:
        configuration.write("\n" + block("toml", "applications.maya.recipes.model"))
    (home / "tests").mkdir()
    (home / "tests" / "test_layers.py").write_text(block("python", "Desk.in_home", "testing"))
    (home / "tests" / "test_stamps.py").write_text(block("python", "nuke.no-stamps", "testing"))
    return home


def test_the_steps_for_an_application_load_where_there_is_none(
    furnished_for_maya: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["steps", "list", "--json", "--home", str(furnished_for_maya)]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    assert result["broken"] == []
    assert {"maya.layers", "maya.no-layers", "maya.layer-list"} <= {step["id"] for step in result["steps"]}
    assert run(["steps", "check", "--home", str(furnished_for_maya)]) == 0, capsys.readouterr()


def test_the_tests_of_the_page_pass_in_the_simulators(furnished_for_maya: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "tests"]
    environ = {**os.environ, "PYTHONPATH": str(HOUSE)}
    told = subprocess.run(command, cwd=furnished_for_maya, env=environ, capture_output=True, text=True, check=False)

    assert "4 passed" in told.stdout, told.stdout + told.stderr


def test_the_linter_finds_nothing_in_the_steps(furnished_for_maya: Path) -> None:
    from studio_tools.testing.mayasim.lint import main

    assert main([str(furnished_for_maya / "steps")]) == 0


def example(holding: str) -> dict[str, Any]:
    """What a block of the page on tests defines."""
    defined: dict[str, Any] = {"__name__": "example"}
    exec(compile(block("python", holding, "testing"), "docs/testing.md", "exec"), defined)  # noqa: S102 - our own page
    return defined


def test_a_scene_is_published_by_the_batch_of_the_page(furnished_for_maya: Path, tmp_path: Path) -> None:
    scene = tmp_path / "crate.ma"
    with installed(start(tmp_path / "maya")):
        from maya import cmds

        from dcc.maya.host.outputs import mark

        cmds.polyCube(name="crate")
        mark(cmds.sets("crate", name="model_set"), "model")
        cmds.createDisplayLayer("crate", name="props", noRecurse=True)
        cmds.file(rename=scene.as_posix())
        cmds.file(save=True, type="mayaAscii")

    report = example("def published")["published"](furnished_for_maya, scene, tmp_path)

    assert report["ok"], report
    (version,) = report["result"]["versions"]
    assert [form["name"] for form in version["representations"]] == ["ma", "layers"]
    assert [each["title"] for each in report["result"]["findings"]] == ["props is a display layer"]


def test_the_self_test_of_the_page_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (name,) = re.findall(r"^question +(\S+):", listed(capsys), re.MULTILINE)[:1]

    assert example("def asked")["asked"](tmp_path, "--only", name) == 0
    assert (tmp_path / "maya.jsonl").is_file()


def listed(capsys: pytest.CaptureFixture[str]) -> str:
    """What the self-test can be asked."""
    from dcc.maya import selftest

    assert selftest.main(["--list"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["test_a_crate_is_saved", "test_the_write_follows_the_read"])
def test_the_example_of_a_simulator_holds(name: str, tmp_path: Path) -> None:
    example(f"def {name}")[name](tmp_path)


def test_an_artifact_can_be_made_by_hand_as_the_page_says(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")
    defined: dict[str, Any] = {}
    exec(compile(block("python", "def by_hand"), "docs/extending.md", "exec"), defined)  # noqa: S102 - our own page

    made = defined["by_hand"](a_scope("maya.layer-list", a_bare_item("model")), path)

    assert made == one_file(a_scope("maya.layer-list", a_bare_item("model")), path, "layers")
