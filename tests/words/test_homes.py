"""Homes: how one is found, and what a new one says."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from studio_tools.config import check, find_home, load, write_home
from studio_tools.errors import ConfigError, HomeMissing


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "my home"
    write_home(folder, "demo")
    return folder


def test_a_home_is_found_from_anywhere_within_it(home: Path) -> None:
    deep = home / "storage" / "demo" / "shots"
    deep.mkdir(parents=True)

    assert find_home(None, {}, deep) == home
    assert find_home(None, {}, home) == home


def test_the_nearest_home_wins(home: Path) -> None:
    inner = home / "inner"
    write_home(inner, "other")

    assert find_home(None, {}, inner / "projects") == inner


def test_the_variable_is_stronger_than_the_folder(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_home(other, "demo")

    assert find_home(None, {"STUDIO_TOOLS_HOME": str(other)}, home) == other


def test_what_was_told_is_stronger_than_the_variable(home: Path, tmp_path: Path) -> None:
    assert find_home(home, {"STUDIO_TOOLS_HOME": str(tmp_path / "gone")}, tmp_path) == home


def test_a_home_may_be_told_relative_to_the_folder(home: Path) -> None:
    assert find_home("my home", {}, home.parent) == home


def test_a_home_may_be_told_by_its_file(home: Path, tmp_path: Path) -> None:
    assert find_home(home / "studio.toml", {}, tmp_path) == home


def test_an_empty_variable_says_nothing(home: Path) -> None:
    assert find_home(None, {"STUDIO_TOOLS_HOME": ""}, home) == home


@pytest.mark.parametrize(
    ("told", "environ", "by"),
    [
        pytest.param("gone", {}, "--home", id="told"),
        pytest.param(None, {"STUDIO_TOOLS_HOME": "gone"}, "STUDIO_TOOLS_HOME", id="by the variable"),
    ],
)
def test_a_home_that_is_none_is_refused_with_who_named_it(
    home: Path, told: str | None, environ: dict[str, str], by: str
) -> None:
    with pytest.raises(HomeMissing) as caught:
        find_home(told, environ, home)

    assert by in str(caught.value)
    assert "gone" in str(caught.value)


def test_where_there_is_no_home_the_way_to_one_is_shown(tmp_path: Path) -> None:
    with pytest.raises(HomeMissing) as caught:
        find_home(None, {}, tmp_path)

    assert "studio init" in caught.value.hint
    assert str(tmp_path) in str(caught.value)


def test_a_new_home_loads_with_nothing_to_complain_of(home: Path) -> None:
    assert load(home, {}, "demo").settings.storage.root == home / "storage"
    assert check(home, {}) == []


def test_a_new_home_says_what_is_in_it(tmp_path: Path) -> None:
    text = write_home(tmp_path / "home", "demo", storage_root="/mnt/show", site="https://x.example")

    assert text == (tmp_path / "home" / "studio.toml").read_text("utf-8")
    assert tomllib.loads(text) == {"storage": {"root": "/mnt/show"}, "tracker": {"site": "https://x.example"}}
    assert "demo" in (tmp_path / "home" / "projects" / "demo.toml").read_text("utf-8")


def test_every_setting_that_a_new_home_suggests_exists(home: Path) -> None:
    file = home / "studio.toml"
    table, said = "", dict[str, str]()
    for line in file.read_text("utf-8").splitlines():
        bare = line.removeprefix("# ")
        if bare.startswith("["):
            table = bare
            said.setdefault(table, table)
        elif " = " in bare.split("#")[0] and not line.startswith("#  "):
            said[table] = f"{said.get(table, '')}\n{bare}" if table else bare
    file.write_text("\n".join(said.values()).replace('\nsite = "embedded"', ""), "utf-8")

    settings = load(home, {}).settings

    assert settings.checks.disabled == ("core.frame-sizes",)
    assert settings.tracker.script_name == "studio_tools"


@pytest.mark.parametrize(
    "root",
    [
        pytest.param('with "quotes" and \\', id="quotes and backslashes"),
        pytest.param("gr\u00fcn \u5f71", id="unicode"),
        pytest.param("two\nlines", id="a newline"),
        pytest.param("\x7f", id="a control character"),
    ],
)
def test_any_storage_root_is_written_so_that_it_is_read_back(tmp_path: Path, root: str) -> None:
    write_home(tmp_path, "demo", storage_root=root)

    assert load(tmp_path, {}).settings.storage.root == tmp_path / root


def test_making_a_home_again_changes_nothing(home: Path) -> None:
    (home / "studio.toml").write_text("# mine\n")

    text = write_home(home, "demo", storage_root="other")

    assert text == "# mine\n" == (home / "studio.toml").read_text("utf-8")


def test_making_a_home_again_adds_a_project(home: Path) -> None:
    write_home(home, "second")

    assert sorted(file.name for file in (home / "projects").iterdir()) == ["demo.toml", "second.toml"]


def test_a_home_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="cannot make a home"):
        write_home(tmp_path / "file", "demo")


def test_finding_a_home_looks_at_nothing_but_what_it_is_handed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_TOOLS_HOME", str(home))
    elsewhere = home.parent / "elsewhere"
    elsewhere.mkdir()

    with pytest.raises(HomeMissing):
        find_home(None, {}, elsewhere)
    assert os.environ["STUDIO_TOOLS_HOME"]
