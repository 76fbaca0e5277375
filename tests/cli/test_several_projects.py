"""Several projects with settings and storage of their own: each is seen, and one in trouble hides no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

SHOT = "demo/sq010/sh0010"
SIDE = "side/sq010/sh0010"
PLATE = f"{SHOT}:other.plate@v001"
COMP = f"{SIDE}:other.comp@v001"


def entries(result: dict[str, Any], part: str) -> list[tuple[str, str]]:
    return [(entry["project"], entry["run"]) for entry in result[part]]


# -- resume


def test_a_run_is_discarded_although_another_project_has_wrong_settings(moved: Any) -> None:
    run = moved.publish(SHOT, "later", offline=True)
    moved.wrong_settings()

    said = moved.shell.json("resume", "--discard", run)

    assert (said.code, said.error["code"]) == (2, "input-invalid")
    assert f"run {run} is published" in said.error["message"]


def test_a_run_on_another_disk_is_found_although_an_earlier_project_has_wrong_settings(moved: Any) -> None:
    run = moved.publish(SIDE, "later", offline=True)
    moved.wrong_settings()

    assert f"run {run} is published" in moved.shell.json("resume", "--discard", run).error["message"]


Trouble = Callable[[Any], None]
TROUBLES = [
    pytest.param(methodcaller("wrong_settings"), "broken", id="wrong-settings"),
    pytest.param(methodcaller("take_the_disk_away"), "side", id="its-disk-away"),
    pytest.param(methodcaller("make_beats_unreadable"), "side", id="its-runs-unreadable"),
]


@pytest.mark.parametrize(("trouble", "project"), TROUBLES)
def test_who_discards_an_unknown_run_hears_where_nobody_could_look(trouble: Trouble, project: str, moved: Any) -> None:
    trouble(moved)

    error = moved.shell.json("resume", "--discard", "nonsense").error

    assert error["code"] == "input-invalid"
    assert f"{project} could not be looked at" in error["hint"]


@pytest.mark.parametrize(("trouble", "project"), TROUBLES)
def test_one_project_in_trouble_waits_with_its_reason_and_the_others_are_resumed(
    trouble: Trouble, project: str, moved: Any
) -> None:
    run = moved.publish(SHOT, "later", offline=True)
    trouble(moved)

    result = moved.shell.json("resume").document["result"]

    assert entries(result, "finished") == [("demo", run)]
    assert entries(result, "still_waiting") == [(project, "")]
    assert f"{project} could not be looked at" in result["still_waiting"][0]["reason"]


def test_what_waits_on_a_disk_that_was_away_is_resumed_when_it_is_back(moved: Any) -> None:
    run = moved.publish(SIDE, "later", offline=True)
    moved.take_the_disk_away()
    first = moved.shell.json("resume").document["result"]
    moved.disk.rmdir()
    moved.disk.with_name("unplugged").rename(moved.disk)

    second = moved.shell.json("resume").result

    assert (entries(first, "finished"), entries(first, "still_waiting")) == ([], [("side", "")])
    assert (entries(second, "finished"), entries(second, "still_waiting")) == ([("side", run)], [])


def test_nothing_is_written_into_the_place_of_a_disk_that_is_away(moved: Any) -> None:
    moved.take_the_disk_away()

    for words in (("resume",), ("verify",), ("versions",), ("find",), ("where-used", PLATE)):
        moved.shell.json(*words)

    assert list(moved.disk.iterdir()) == []


def test_a_person_reads_which_project_could_not_be_resumed(moved: Any) -> None:
    moved.take_the_disk_away()

    said = moved.shell("resume")

    assert "still waiting" in said.out
    assert "side could not be looked at" in said.out
    assert "Nothing is unfinished" not in said.out
    assert said.code == 40
    assert "`studio resume` again" in said.err


@pytest.mark.parametrize(
    ("trouble", "code", "exit_code"),
    [
        pytest.param(methodcaller("wrong_settings"), "config-invalid", 10, id="wrong-settings"),
        pytest.param(methodcaller("take_the_disk_away"), "storage-failed", 40, id="its-disk-away"),
    ],
)
def test_resuming_fails_where_a_project_could_not_be_looked_at(
    trouble: Trouble, code: str, exit_code: int, moved: Any
) -> None:
    trouble(moved)

    said = moved.shell.json("resume")

    assert (said.code, said.error["code"]) == (exit_code, code)
    assert "`studio resume` again" in said.error["hint"]
    assert [one["project"] for one in said.error["details"]["unread"]] == [
        entry["project"] for entry in said.document["result"]["still_waiting"]
    ]


def test_a_project_whose_site_is_away_waits_and_that_is_no_failure(moved: Any) -> None:
    run = moved.publish(SHOT, "later", offline=True)

    said = moved.offline("resume")

    assert said.code == 0
    assert f"run {run}" in said.out
    assert "Once the reason is gone, `studio resume` again; until then nothing is lost." in said.out


def test_where_the_shared_storage_is_away_the_others_are_resumed_all_the_same(moved: Any) -> None:
    run = moved.publish(SIDE, "later", offline=True)
    shutil.rmtree(moved.home / "storage")
    (moved.home / "storage").mkdir()

    said = moved.shell.json("resume")

    result = said.document["result"]
    assert (said.code, said.error["code"]) == (40, "storage-failed")
    assert entries(result, "finished") == [("side", run)]
    assert entries(result, "still_waiting") == [("", "")]


def test_where_all_projects_share_a_storage_its_absence_is_an_error(show: Shell) -> None:
    storage = Path(show.environ["STUDIO_TOOLS_HOME"]) / "storage"
    shutil.rmtree(storage)
    storage.mkdir()

    for verb in ("resume", "verify", "versions", "find"):
        assert show.json(verb).error["code"] == "storage-failed"


# -- verify


def test_all_projects_are_verified_each_where_it_lies(moved: Any) -> None:
    folder = next(moved.disk.rglob("other/comp/v001"))
    folder.chmod(0o755)
    (hurt,) = folder.glob("*.txt")
    hurt.unlink()

    said = moved.shell.json("verify")

    assert said.error["code"] == "digest-mismatch"
    assert said.document["result"]["checked"] == 2
    assert said.document["result"]["problems"] == [{"address": COMP, "path": str(hurt), "problem": "missing"}]


@pytest.mark.parametrize(("trouble", "project"), TROUBLES[:2])
def test_a_project_that_cannot_be_verified_is_a_problem(trouble: Trouble, project: str, moved: Any) -> None:
    trouble(moved)
    path = {"broken": moved.home / "projects" / "broken.toml", "side": moved.disk}[project]

    said = moved.shell.json("verify")

    result = said.document["result"]
    (problem,) = result["problems"]
    assert said.code > 1
    assert (problem["address"], problem["path"], problem["problem"]) == (project, str(path), "unreadable")
    assert result["ok"] is False
    assert result["checked"] == result["sound"] == {"broken": 2, "side": 1}[project]
    assert said.error["details"]["problems"] == result["problems"]


def test_a_person_reads_which_project_could_not_be_verified(moved: Any) -> None:
    moved.take_the_disk_away()

    said = moved.shell("verify")

    assert "side could not be looked at" in said.out
    assert "everything is as it was published" not in said.out


def test_one_project_is_verified_whatever_troubles_another(moved: Any) -> None:
    moved.take_the_disk_away()
    moved.wrong_settings()

    assert moved.shell.json("verify", "demo").result["ok"] is True


# -- versions and find


@pytest.mark.parametrize("verb", ["versions", "find"])
def test_the_versions_of_all_projects_are_listed_each_where_it_lies(verb: str, moved: Any) -> None:
    result = moved.shell.json(verb).result

    assert [one["address"] for one in result] == [PLATE, COMP]
    assert all(Path(one["path"]).is_dir() for one in result)
    assert Path(result[1]["path"]).is_relative_to(moved.disk)


@pytest.mark.parametrize("verb", ["versions", "find"])
@pytest.mark.parametrize(("trouble", "project"), TROUBLES[:2])
def test_what_can_be_listed_is_listed_and_the_command_says_what_could_not(
    trouble: Trouble, project: str, verb: str, moved: Any
) -> None:
    trouble(moved)

    said = moved.shell.json(verb)

    assert PLATE in [one["address"] for one in said.document["result"]]
    assert f"{project} could not be looked at" in said.error["message"]
    assert [one["project"] for one in said.error["details"]["unread"]] == [project]


# -- where-used, show and retract


def test_who_uses_a_version_is_found_on_another_disk(moved: Any) -> None:
    (use,) = moved.shell.json("where-used", PLATE).result["used_by"]

    assert (use["address"], use["status"]) == (COMP, "SEALED")
    assert [one["address"] for one in moved.shell.json("show", PLATE).result["used_by"]] == [COMP]


def test_what_a_version_was_made_from_is_found_on_another_disk(moved: Any) -> None:
    (use,) = moved.shell.json("where-used", COMP).result["uses"]

    assert (use["address"], use["status"]) == (PLATE, "SEALED")


@pytest.mark.parametrize("verb", ["where-used", "show"])
@pytest.mark.parametrize(("trouble", "project"), TROUBLES[:2])
def test_a_project_that_may_use_it_too_is_told(trouble: Trouble, project: str, verb: str, moved: Any) -> None:
    trouble(moved)

    assert [one["project"] for one in moved.shell.json(verb, PLATE).result["unread"]] == [project]
    assert f"{project} could not be looked at" in moved.shell(verb, PLATE).out


def test_a_version_that_is_used_on_another_disk_is_not_retracted(moved: Any) -> None:
    error = moved.shell.json("retract", PLATE, "--reason", "grain").error

    assert error["code"] == "version-in-use"
    assert error["details"]["users"] == [COMP]
    assert moved.shell.json("retract", PLATE, "--reason", "grain", "--force").result["users"] == [COMP]


@pytest.mark.parametrize(("trouble", "project"), TROUBLES[:2])
def test_where_nobody_can_say_who_uses_it_a_retraction_wants_force(trouble: Trouble, project: str, moved: Any) -> None:
    moved.publish(SHOT, "alone")
    trouble(moved)
    words = ("retract", f"{SHOT}:other.alone@v001", "--reason", "grain")

    error = moved.shell.json(*words).error

    assert f"{project} could not be looked at" in error["message"]
    assert "--force" in error["hint"]
    assert moved.shell.json(*words, "--force").result["status"] == "RETRACTED"


def test_a_replacement_may_lie_on_another_disk(moved: Any) -> None:
    words = ("retract", PLATE, "--reason", "grain", "--force", "--replace", COMP)

    assert moved.shell.json(*words).result["replacement"] == COMP
