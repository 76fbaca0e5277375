"""An artist's own scenes: where they lie, which is the newest, and what the next is called."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.bootstrap import open_studio
from studio_tools.host.places import scene_folder
from studio_tools.launch import newest_scene, next_version
from studio_tools.model import Address
from studio_tools.studio import Studio
from studio_tools.testing.shell import Shell

SHOT = Address.parse("demo/sq010/sh0010")


@pytest.fixture
def studio(home: Path, tmp_path: Path) -> Iterator[Studio]:
    with open_studio(home, {"HOME": str(tmp_path), "STUDIO_TOOLS_USER": "ada"}, project="demo") as studio:
        yield studio


@pytest.fixture
def save(studio: Studio) -> Callable[..., Path]:
    def save(name: str, age: int, address: Address = SHOT, program: str = "maya") -> Path:
        path = scene_folder(studio.session.settings.launch.work, address, program) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("scene\n")
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
        return path

    return save


def published(shell: Shell, tmp_path: Path, name: str, kind: str) -> Path:
    source = tmp_path / name
    source.write_text('//Maya ASCII 2026 scene\nrequires maya "2026";\n')
    words = ("publish", source, "--to", str(SHOT), "--kind", kind, "--accept-warnings")
    return Path(shell.json(*words).result["versions"][0]["representations"][0]["path"])


@pytest.mark.parametrize(
    ("address", "below"),
    [
        ("demo/sq010/sh0010", "demo/sq010/sh0010/maya"),
        ("demo/sq010/sh0010#anim", "demo/sq010/sh0010/maya/anim"),
        ("demo/sq010/sh0010#look dev", "demo/sq010/sh0010/maya/look_dev"),
        ("demo/assets/dragon", "demo/assets/dragon/maya"),
        ("demo/sq010", "demo/sq010/maya"),
    ],
)
def test_scenes_lie_by_entity_application_and_task(studio: Studio, home: Path, address: str, below: str) -> None:
    assert scene_folder(studio.session.settings.launch.work, Address.parse(address), "maya") == home / "work" / below


def test_the_scene_that_was_saved_last_is_the_newest(studio: Studio, save: Callable[..., Path]) -> None:
    save("shot_v009.ma", 100)
    last = save("shot_v002.mb", 10)

    assert newest_scene(studio.session, SHOT, "maya") == last


def test_of_two_saved_at_once_the_higher_number_is_newer(studio: Studio, save: Callable[..., Path]) -> None:
    save("shot_v002.ma", 10)
    higher = save("shot_v010.ma", 10)

    assert newest_scene(studio.session, SHOT, "maya") == higher


def test_what_is_no_scene_of_the_application_is_passed_over(studio: Studio, save: Callable[..., Path]) -> None:
    scene = save("shot_v001.ma", 100)
    save("notes.txt", 1)
    save("comp_v001.nk", 1)
    save(".hidden.ma", 1)

    assert newest_scene(studio.session, SHOT, "maya") == scene


def test_without_an_own_scene_the_published_one_is_it(studio: Studio, shell: Shell, tmp_path: Path) -> None:
    published(shell, tmp_path, "a.ma", "layout")
    last = published(shell, tmp_path, "b.ma", "anim")

    assert newest_scene(studio.session, SHOT, "maya") == last


def test_a_kind_in_the_address_chooses_among_the_published(studio: Studio, shell: Shell, tmp_path: Path) -> None:
    layout = published(shell, tmp_path, "a.ma", "layout")
    published(shell, tmp_path, "b.ma", "anim")

    assert newest_scene(studio.session, Address.parse(f"{SHOT}:layout"), "maya") == layout


def test_an_own_scene_comes_before_a_published_one(
    studio: Studio, shell: Shell, tmp_path: Path, save: Callable[..., Path]
) -> None:
    own = save("shot_v001.ma", 900_000)
    published(shell, tmp_path, "b.ma", "anim")

    assert newest_scene(studio.session, SHOT, "maya") == own


def test_where_there_is_none_there_is_none(studio: Studio) -> None:
    assert newest_scene(studio.session, SHOT, "nuke") is None


@pytest.mark.parametrize(
    ("there", "now", "then"),
    [
        ([], "shot.ma", "shot_v001.ma"),
        ([], "shot_v001.ma", "shot_v002.ma"),
        (["shot_v001.ma", "shot_v007.ma"], "shot_v001.ma", "shot_v008.ma"),
        (["shot_v007.ma"], "shot.ma", "shot_v008.ma"),
        (["other_v009.ma"], "shot_v001.ma", "shot_v002.ma"),
        (["shot_v009.mb"], "shot_v001.ma", "shot_v002.ma"),
        ([], "shot.v0001.ma", "shot_v0002.ma"),
        ([], "shot_v999.ma", "shot_v1000.ma"),
        ([], "shot_V03.ma", "shot_v004.ma"),
    ],
)
def test_the_next_number_is_above_all_of_its_name(tmp_path: Path, there: list[str], now: str, then: str) -> None:
    for name in there:
        (tmp_path / name).write_text("")

    assert next_version(tmp_path / now) == tmp_path / then


def test_the_next_of_a_folder_that_is_not_there_is_the_first(tmp_path: Path) -> None:
    assert next_version(tmp_path / "none" / "shot.nk") == tmp_path / "none" / "shot_v001.nk"


@given(st.lists(st.integers(min_value=0, max_value=2000), max_size=6), st.integers(min_value=0, max_value=2000))
def test_the_next_number_is_never_taken(tmp_path_factory: Any, numbers: list[int], now: int) -> None:
    folder = tmp_path_factory.mktemp("scenes")
    for number in numbers:
        (folder / f"shot_v{number:03}.nk").write_text("")

    found = next_version(folder / f"shot_v{now:03}.nk")

    assert not found.exists()
    assert int(found.stem.rpartition("_v")[2]) == max([*numbers, now]) + 1
