"""The example in docs/extending.md works as it stands: from a home's `steps` folder, through the command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from studio_tools.cli.door import run

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")


def block(language: str, holding: str) -> str:
    """The page's block of code in *language* that holds a certain word."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
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


def test_the_example_for_an_application_loads_where_there_is_none(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = home / "steps" / "ours.py"
    ours.write_text(ours.read_text().partition("STEPS = ")[0] + block("python", "from maya import cmds"))

    assert run(["steps", "list", "--json", "--home", str(home)]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    assert result["broken"] == []
    assert "maya.no-display-layers" in [step["id"] for step in result["steps"]]
