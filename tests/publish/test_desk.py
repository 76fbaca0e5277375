"""An artist's desk: what it begins with, in a home or with steps of its own, and which collectors it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HomeMissing, PluginError
from studio_tools.host import Output
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator
from studio_tools.testing.desk import Desk
from studio_tools.testing.fake_document import Document
from studio_tools.testing.fake_host import FakeHost


@dataclass(frozen=True)
class Weather:
    word: str


@collector("core.weather", label="Weather", provides=(Weather,))
def weather(scope: Scope[Any]) -> Iterator[Weather]:
    """Look out of the window."""
    yield Weather("rain")


@collector("maya.weather", label="Weather in Maya", provides=(Weather,))
def weather_of_maya(scope: Scope[Any]) -> Iterator[Weather]:
    """Look out of Maya's window."""
    yield Weather("snow")


@validator("core.dry", label="Dry", needs=(Weather,))
def dry(scope: Scope[Any]) -> Iterator[Finding]:
    """It should be dry."""
    yield scope.warning(f"there is {scope.item.facts[Weather].word}")


SCENE = Document(outputs=(Output(id="scene", label="Scene", kind="scene"),))
RECIPE = """
[recipes.scene]
hosts = ["fake"]
collect = ["core.weather"]
validate = ["core.dry"]
extract = []
"""
HOME_STEP = '''
from studio_tools.publish.steps import collector
from dataclasses import dataclass

@dataclass(frozen=True)
class Weather:
    word: str

@collector("core.weather", label="Weather", provides=(Weather,))
def weather(scope):
    """Look out of the window."""
    yield Weather("sun")
'''


def at_work(tmp_path: Path, host: str = "fake", **fields: Any) -> Desk:
    return Desk(host=FakeHost(name=host, document=SCENE), stage=tmp_path / "deep" / "stage", **fields)


def test_steps_of_ones_own_stand_beside_what_ships(tmp_path: Path) -> None:
    desk = at_work(tmp_path, own=[weather, dry])

    assert desk.titles("core.dry") == ["there is rain"]
    assert desk.step("core.free-space").id == "core.free-space"


def test_the_stage_is_made(tmp_path: Path) -> None:
    assert at_work(tmp_path).stage.is_dir()


def test_a_kind_that_the_scene_does_not_offer_is_told_with_those_that_it_does(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"^the scene offers no model; it offers scene"):
        at_work(tmp_path).item("model")


def test_only_what_runs_in_the_host_collects(tmp_path: Path) -> None:
    desk = at_work(tmp_path, own=[weather_of_maya, dry])

    assert Weather not in desk.item().facts
    with pytest.raises(KeyError):
        desk.check("core.dry")


def test_own_collectors_run_after_those_of_the_application(tmp_path: Path) -> None:
    desk = at_work(tmp_path, "maya", own=[weather_of_maya])

    assert [*desk.settings.applications["maya"].recipes["scene"].collect, "maya.weather"] == list(
        desk.collectors("scene")
    )


def test_a_kind_without_a_recipe_has_ones_own_collectors_alone(tmp_path: Path) -> None:
    assert list(at_work(tmp_path, own=[weather]).collectors("prop")) == ["core.weather"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a recipe and a step."""
    home = tmp_path / "home"
    (home / "steps").mkdir(parents=True)
    (home / "studio.toml").write_text(f'[storage]\nroot = "storage"\n{RECIPE}')
    (home / "steps" / "weather.py").write_text(HOME_STEP)
    return home


def in_home(home: Path, tmp_path: Path, **fields: Any) -> Desk:
    return Desk.in_home(home, host=FakeHost(document=SCENE), stage=tmp_path / "stage", **fields)


def test_a_home_brings_its_recipes_and_its_steps(home: Path, tmp_path: Path) -> None:
    desk = in_home(home, tmp_path, own=[dry])

    assert list(desk.collectors("scene")) == ["core.weather"]
    assert [type(fact).__name__ for fact in desk.item().facts] == ["Output", "Weather"]
    assert desk.run("core.weather", desk.item()) != []


def test_a_collector_of_the_recipe_runs_once(home: Path, tmp_path: Path) -> None:
    assert list(in_home(home, tmp_path, own=[weather]).collectors("scene")) == ["core.weather"]


def test_a_step_that_cannot_be_loaded_is_told(home: Path, tmp_path: Path) -> None:
    (home / "steps" / "broken.py").write_text("import nothing_of_that_name\n")

    with pytest.raises(PluginError, match=r"broken\.py"):
        in_home(home, tmp_path)


def test_what_is_no_home_is_told(tmp_path: Path) -> None:
    with pytest.raises(HomeMissing):
        in_home(tmp_path / "nowhere", tmp_path)
