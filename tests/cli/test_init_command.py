"""`studio init`: a home in one command, and again without harm."""

from __future__ import annotations

import getpass
import json
import os
import stat
from pathlib import Path

import pytest

from studio_tools.testing.shell import Shell


def test_a_new_home_is_told(bare: Shell, tmp_path: Path) -> None:
    result = bare.json("init", tmp_path / "show", "--project", "demo").result

    assert result == {
        "home": str(tmp_path / "show"),
        "storage": str(tmp_path / "show" / "storage"),
        "project": "demo",
        "site": "embedded",
        "login": "ada",
        "created": True,
    }


def test_everything_that_is_told_is_there(bare: Shell, tmp_path: Path) -> None:
    result = bare.json("init", tmp_path / "show", "--project", "demo").result

    assert Path(result["storage"]).is_dir()
    assert (tmp_path / "show" / "studio.toml").is_file()
    assert (tmp_path / "show" / "projects" / "demo.toml").is_file()
    assert bare.at(tmp_path / "show").json("site", "info").result["projects"] == ["demo"]


def test_the_key_of_the_site_is_its_owners_alone(home: Path) -> None:
    key = home / "site" / "local.key"

    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_the_key_is_told_nowhere(bare: Shell, tmp_path: Path) -> None:
    said = bare.json("init", tmp_path / "show", "--project", "demo", "--verbose")

    key = (tmp_path / "show" / "site" / "local.key").read_text().strip()
    assert key not in said.out + said.err


def test_the_working_folder_becomes_a_home_where_none_is_named(bare: Shell, nowhere: Path) -> None:
    assert bare.json("init", "--project", "demo").result["home"] == str(nowhere)


def test_home_may_be_named_as_everywhere_else(bare: Shell, tmp_path: Path) -> None:
    assert bare.json("init", "--project", "demo", "--home", tmp_path / "x").result["home"] == str(tmp_path / "x")


def test_the_storage_may_lie_elsewhere(bare: Shell, tmp_path: Path) -> None:
    result = bare.json("init", tmp_path / "show", "--project", "demo", "--storage", tmp_path / "big disk").result

    assert result["storage"] == str(tmp_path / "big disk")
    assert (tmp_path / "big disk").is_dir()


def test_a_storage_behind_a_link_keeps_the_name_it_was_given(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "server 7").mkdir()
    (tmp_path / "mnt").symlink_to(tmp_path / "server 7")
    told = tmp_path / "mnt" / "jobs"

    result = bare.json("init", tmp_path / "show", "--project", "demo", "--storage", told).result

    assert result["storage"] == str(told)
    assert json.dumps(str(told)) in (tmp_path / "show" / "studio.toml").read_text()
    assert bare.json("init", tmp_path / "show", "--project", "demo", "--storage", told.resolve()).code == 0


def test_dots_in_the_storage_are_settled_but_not_across_a_link(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "away")
    plain = bare.json("init", tmp_path / "a", "--project", "demo", "--storage", tmp_path / "b" / ".." / "disk").result
    across = bare.json("init", tmp_path / "c", "--project", "demo", "--storage", f"{tmp_path}/link/../disk").result

    assert plain["storage"] == str(tmp_path / "disk")
    assert across["storage"] == f"{tmp_path}/link/../disk"
    assert (tmp_path / "far" / "disk").is_dir()


def test_a_home_is_told_without_detours(bare: Shell, nowhere: Path) -> None:
    said = bare("init", "../show", "--project", "demo")

    assert f"The project demo has its home in {nowhere.parent}/show\n" in said.out
    assert f"  cd {nowhere.parent}/show\n" in said.out


def test_a_relative_storage_is_told_absolutely(bare: Shell, nowhere: Path) -> None:
    assert bare.json("init", "show", "--project", "demo", "--storage", "disk").result["storage"] == str(
        nowhere / "disk"
    )


def test_a_new_home_publishes_as_the_systems_user(nowhere: Path, tmp_path: Path) -> None:
    shell = Shell(environ={"HOME": str(tmp_path)})

    result = shell.json("init", tmp_path / "show", "--project", "demo").result

    assert result["login"] == getpass.getuser()


def test_a_second_time_changes_nothing(bare: Shell, home: Path) -> None:
    before = (home / "studio.toml").read_bytes(), (home / "site" / "local.key").read_bytes()

    result = bare.json("init", home, "--project", "demo").result

    assert result["created"] is False
    assert before == ((home / "studio.toml").read_bytes(), (home / "site" / "local.key").read_bytes())


def test_a_second_project_joins_the_first(bare: Shell, home: Path) -> None:
    bare.json("init", home, "--project", "other").result  # noqa: B018

    assert sorted(bare.at(home).json("site", "info").result["projects"]) == ["demo", "other"]


def test_what_a_home_says_already_stays(bare: Shell, tmp_path: Path) -> None:
    home = tmp_path / "mine"
    home.mkdir()
    (home / "studio.toml").write_text('[storage]\nroot = "elsewhere"\n')

    result = bare.json("init", home, "--project", "demo").result

    assert result["storage"] == str(home / "elsewhere")
    assert (home / "studio.toml").read_text() == '[storage]\nroot = "elsewhere"\n'


def test_the_environment_is_stronger_than_the_file(bare: Shell, tmp_path: Path) -> None:
    shell = Shell(environ={**bare.environ, "STUDIO_TOOLS__STORAGE__ROOT": str(tmp_path / "told")})

    assert shell.json("init", tmp_path / "show", "--project", "demo").result["storage"] == str(tmp_path / "told")


def test_another_storage_for_a_home_that_has_one_is_refused(bare: Shell, home: Path, tmp_path: Path) -> None:
    said = bare.json("init", home, "--project", "demo", "--storage", tmp_path / "other")

    assert said.code == 2
    assert str(home / "storage") in said.error["message"]


def test_the_same_storage_again_is_no_error(bare: Shell, home: Path) -> None:
    assert bare.json("init", home, "--project", "demo", "--storage", home / "storage").code == 0


def test_another_site_for_a_home_that_has_one_is_refused(bare: Shell, home: Path) -> None:
    said = bare.json("init", home, "--project", "demo", "--site", "https://studio.example.com")

    assert said.code == 2
    assert "embedded" in said.error["message"]


@pytest.mark.parametrize(
    "code", ["", "a b", "../x", "demo/sq010", "demo:render", "-demo", "d\u00e9mo", "demo@v001"], ids=repr
)
def test_a_code_that_no_address_could_carry_is_refused(code: str, bare: Shell, tmp_path: Path) -> None:
    said = bare.json("init", tmp_path / "show", "--project", code)

    assert said.code == 2
    assert said.error["code"] == "input-invalid"
    assert not (tmp_path / "show").exists()


def test_a_project_must_be_named(bare: Shell, tmp_path: Path) -> None:
    said = bare.json("init", tmp_path / "show")

    assert said.code == 2
    assert "--project" in said.error["message"]


def test_a_file_in_the_way_is_a_clear_error(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    said = bare.json("init", tmp_path / "file" / "show", "--project", "demo")

    assert said.code == 10
    assert "cannot make a home" in said.error["message"]


def test_a_broken_studio_toml_is_named_with_its_line(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "studio.toml").write_text('[tracker]\nsite = "embedded\n')

    said = bare.json("init", tmp_path, "--project", "demo")

    assert said.code == 10
    assert "line 2" in said.error["message"]


def test_a_site_that_is_away_leaves_a_home_behind(bare: Shell, tmp_path: Path) -> None:
    key = {"STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "x", "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "y"}
    shell = Shell(environ={**bare.environ, **key, "STUDIO_TOOLS__TRACKER__RETRIES": "0"})

    said = shell.json("init", tmp_path / "show", "--project", "demo", "--site", "http://127.0.0.1:9")

    assert said.code == 75
    assert said.error["code"] == "tracker-unavailable"
    assert "say the same again" in said.error["hint"]
    assert (tmp_path / "show" / "studio.toml").is_file()


def test_people_are_told_what_to_type_next(bare: Shell, tmp_path: Path) -> None:
    said = bare("init", tmp_path / "show", "--project", "demo")

    assert said.code == 0
    assert "studio create shot demo/sq010/sh0010" in said.out
    assert f"cd {tmp_path / 'show'}" in said.out


def test_a_home_is_found_from_below(bare: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(home / "deep" / "down")

    assert bare.json("versions").result == []


@pytest.mark.parametrize("where", ["option", "variable"])
def test_a_home_may_be_named(where: str, bare: Shell, home: Path) -> None:
    said = bare.json("versions", "--home", home) if where == "option" else bare.at(home).json("versions")

    assert said.result == []


def test_without_a_home_every_command_says_how_to_make_one(bare: Shell) -> None:
    said = bare.json("versions")

    assert said.code == 10
    assert said.error["code"] == "home-missing"
    assert "studio init" in said.error["hint"]


def test_a_home_that_is_none_is_named(bare: Shell, tmp_path: Path) -> None:
    said = bare.at(tmp_path / "typo").json("versions")

    assert said.code == 10
    assert str(tmp_path / "typo") in said.error["message"]


@pytest.mark.skipif(os.name != "posix", reason="names on other systems are text")
def test_a_home_whose_name_is_no_text_works(bare: Shell, tmp_path: Path) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/sh\xffw")

    said = bare.json("init", folder, "--project", "demo", "--storage", tmp_path / "disk")

    assert said.code in {0, 10}
    json.loads(said.out)


def test_the_storage_is_founded_before_there_is_a_home(nowhere: Path, bare: Shell) -> None:
    """Who makes the same home at once, and meets it half made, needs the storage."""
    (nowhere / "home").mkdir()
    (nowhere / "home" / "projects").touch()

    said = bare.json("init", nowhere / "home", "--project", "demo")

    assert (said.code, said.error["code"]) == (10, "config-invalid")
    assert not (nowhere / "home" / "studio.toml").exists()
    assert (nowhere / "home" / "storage" / ".studio" / "storage.json").is_file()


def test_where_the_environment_names_the_storage_no_other_is_founded(nowhere: Path, bare: Shell) -> None:
    shell = Shell(environ={**bare.environ, "STUDIO_TOOLS__STORAGE__ROOT": str(nowhere / "disk")})

    result = shell.json("init", nowhere / "home", "--project", "demo").result

    assert result["storage"] == str(nowhere / "disk")
    assert not (nowhere / "home" / "storage").exists()
