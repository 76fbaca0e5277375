"""What artists' scenes are called: by the template that ships or a studio's own, and always one that is free."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config import Settings
from studio_tools.host.scene_names import SceneNames
from studio_tools.model import Address
from studio_tools.testing.builders import settings

SHIPPED = settings()
ANIM = Address.parse("demo/sq010/sh0010#anim")


def called(template: str) -> Settings:
    """The shipped settings, with scenes called otherwise."""
    return replace(SHIPPED, templates=replace(SHIPPED.templates, scene=template))


def names(address: str = str(ANIM), template: str = SHIPPED.templates.scene) -> SceneNames:
    return SceneNames.of(called(template), Address.parse(address))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("demo/sq010/sh0010", "sh0010_v001.ma"),
        ("demo/sq010/sh0010#anim", "sh0010_anim_v001.ma"),
        ("demo/sq010/sh0010#look dev", "sh0010_look_dev_v001.ma"),
        ("demo/assets/dragon", "dragon_v001.ma"),
        ("demo/sq010", "sq010_v001.ma"),
    ],
)
def test_the_first_scene_is_called_after_its_entity_and_task(tmp_path: Path, address: str, name: str) -> None:
    assert names(address).next_in(tmp_path / "none", ".ma") == tmp_path / "none" / name


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{project}_{entity}.v{version:04}", "demo_sh0010.v0001.nk"),
        ("[{sequence}_]{entity}[-{task}]_v{version}", "sq010_sh0010-anim_v1.nk"),
        ("{entity}[_{variant}]_v{version:03}[.{ext}]", "sh0010_v001.nk"),
    ],
)
def test_a_studio_calls_its_scenes_as_it_likes(tmp_path: Path, template: str, name: str) -> None:
    assert names(template=template).next_in(tmp_path, ".nk") == tmp_path / name


def test_an_asset_has_no_sequence(tmp_path: Path) -> None:
    found = names("demo/assets/dragon", "[{sequence}_]{entity}_v{version:03}").next_in(tmp_path, ".ma")

    assert found.name == "dragon_v001.ma"


@pytest.mark.parametrize("name", ["sh0010_v001.ma", "sh0010_anim_v012.mb", "sh0010_anim_v1000.ma"])
def test_a_name_of_the_template_fits(name: str) -> None:
    assert names().fits(Path("/any", name))


@pytest.mark.parametrize(
    "name",
    [
        "sh0010.ma",
        "sh0010_anim.ma",
        "sh0010_anim_v1.ma",
        "sh0010_light_v001.ma",
        "sh0020_anim_v001.ma",
        "sh0010_anim_v001_final.ma",
        "sh0010_anim_v001 (copy).ma",
        "größe_v001.ma",
        "untitled.ma",
    ],
)
def test_any_other_name_does_not_fit(name: str) -> None:
    assert not names().fits(Path("/any", name))


def test_without_a_task_any_task_fits() -> None:
    assert names("demo/sq010/sh0010").fits(Path("sh0010_light_v001.ma"))


def test_a_scene_goes_up_under_its_own_name(tmp_path: Path) -> None:
    for name in ("sh0010_v004.ma", "sh0010_anim_v009.ma"):
        (tmp_path / name).touch()

    assert names().next_in(tmp_path, ".ma", like=tmp_path / "sh0010_v002.ma").name == "sh0010_v005.ma"
    assert names().next_in(tmp_path, ".ma", like=tmp_path / "sh0010_anim_v011.ma").name == "sh0010_anim_v012.ma"


def test_a_studios_free_word_stays_when_a_scene_goes_up(tmp_path: Path) -> None:
    free = names(template="{entity}[_{variant}]_v{version:03}")

    assert free.next_in(tmp_path, ".ma", like=Path("sh0010_wide_v002.ma")).name == "sh0010_wide_v003.ma"


def test_a_scene_with_another_name_takes_the_next_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "sh0010_anim_v003.ma").touch()

    assert names().next_in(tmp_path, ".ma", like=tmp_path / "test.ma").name == "sh0010_anim_v004.ma"


@given(st.lists(st.integers(min_value=0, max_value=2000), max_size=6), st.integers(min_value=0, max_value=2000))
def test_the_next_name_is_never_taken(tmp_path_factory: Any, numbers: list[int], now: int) -> None:
    folder = tmp_path_factory.mktemp("scenes")
    for number in numbers:
        (folder / f"sh0010_anim_v{number:03}.nk").touch()

    found = names().next_in(folder, ".nk", like=folder / f"sh0010_anim_v{now:03}.nk")

    assert not found.exists()
    assert names().fits(found)
    assert names().template.parse(found.stem)["version"] == max([*numbers, now]) + 1
