"""Save version up in the artists' own folders: under the names that the studio's template gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.fake_host import FakeHost
from studio_tools.ui import entries

SHOT = "demo/sq010/sh0010"


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(name="maya", suffixes=(".fake", ".ma"))


def test_an_own_scene_goes_up_as_the_studio_calls_scenes(
    host: FakeHost, environ: dict[str, str], person: Any, home: Path
) -> None:
    folder = home / "work" / SHOT / "maya" / "anim"
    folder.mkdir(parents=True)
    given = (home / "studio.toml").read_text()
    (home / "studio.toml").write_text('templates.scene = "{entity}[.{task}].v{version:04}"\n' + given)
    host.save(folder / "sh0010.anim.v0003.ma")

    entries.save_version_up(host, environ, person)

    assert host.file() == folder / "sh0010.anim.v0004.ma"


def test_an_own_scene_with_a_name_of_its_own_takes_that_of_the_shot(
    host: FakeHost, environ: dict[str, str], person: Any, home: Path
) -> None:
    folder = home / "work" / SHOT / "maya" / "anim"
    folder.mkdir(parents=True)
    (folder / "sh0010_anim_v007.ma").write_text("")
    host.save(folder / "test final.ma")

    entries.save_version_up(host, environ, person)

    assert host.file() == folder / "sh0010_anim_v008.ma"
    assert (folder / "test final.ma").is_file()


def test_without_a_house_a_scene_is_saved_beside_itself_all_the_same(
    host: FakeHost, environ: dict[str, str], person: Any, tmp_path: Path
) -> None:
    environ["STUDIO_TOOLS_HOME"] = str(tmp_path / "nowhere")
    host.save(tmp_path / "shot_v003.fake")

    entries.save_version_up(host, environ, person)

    assert host.file() == tmp_path / "shot_v004.fake"
