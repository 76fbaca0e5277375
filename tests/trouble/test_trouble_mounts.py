"""A storage whose disk is away: its mount point is an empty folder, and nobody takes that for a storage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHOT = "demo/sq010/sh0010"
Coded = Callable[..., dict[str, Any]]


@pytest.fixture
def unmounted(known: Any) -> Any:
    """A show that has published once, and whose storage is not mounted now."""
    known.storage.rename(known.home / "disk")
    known.storage.mkdir()
    return known


def mount(show: Any) -> None:
    show.storage.rmdir()
    (show.home / "disk").rename(show.storage)


def test_nothing_is_published_into_an_empty_mount_point(unmounted: Any, coded: Coded) -> None:
    error = coded(unmounted.says(unmounted.note("b.txt")), "storage-failed", 40)

    assert "is not there" in error["message"]
    assert "mounted" in error["hint"]
    assert list(unmounted.storage.iterdir()) == []


def test_nothing_is_published_offline_either(unmounted: Any, coded: Coded) -> None:
    said = unmounted.says(unmounted.note("b.txt"), shell=unmounted.away())

    assert said.code > 1
    assert list(unmounted.storage.iterdir()) == []


@pytest.mark.parametrize("words", [("versions",), ("verify",), ("resume",)], ids=" ".join)
def test_an_empty_mount_point_does_not_pass_for_a_sound_storage(
    unmounted: Any, coded: Coded, words: tuple[str, ...]
) -> None:
    error = coded(unmounted.shell.json(*words), "storage-failed", 40)

    assert str(unmounted.storage) in error["message"]
    assert list(unmounted.storage.iterdir()) == []


ASKED = f"{SHOT}:other.first@v001"


@pytest.mark.parametrize(
    "words",
    [
        ("show", ASKED),
        ("show", f"{SHOT}:other.first"),
        ("retract", ASKED, "--reason", "wrong"),
        ("where-used", ASKED),
        ("versions", SHOT),
        ("versions", ASKED),
        ("verify", ASKED),
        ("verify", "demo/sq010"),
        ("find", "demo"),
        ("publish", "NOTE", "--to", SHOT, "--plan"),
        ("publish", "NOTE", "--to", SHOT, "--uses", ASKED),
    ],
    ids=" ".join,
)
def test_no_verb_takes_a_storage_that_is_away_for_one_without_versions(
    unmounted: Any, coded: Coded, words: tuple[str, ...]
) -> None:
    note = unmounted.note("first.txt", "again")

    said = unmounted.shell.json(*[f"other.first={note}" if word == "NOTE" else word for word in words])

    error = coded(said, "storage-failed", 40)
    assert "is not there" in error["message"]
    assert list(unmounted.storage.iterdir()) == []


def test_the_doctor_fails_and_does_not_crash(unmounted: Any) -> None:
    said = unmounted.shell.json("doctor")

    assert said.code > 1
    assert "Traceback" not in said.out + said.err


def test_another_project_does_not_make_a_storage_of_a_mount_point(unmounted: Any, coded: Coded) -> None:
    coded(unmounted.shell.json("init", unmounted.home, "--project", "second"), "storage-failed", 40)

    assert list(unmounted.storage.iterdir()) == []


def test_who_names_the_storage_makes_a_new_one_of_it(unmounted: Any) -> None:
    said = unmounted.shell.json("init", unmounted.home, "--project", "demo", "--storage", unmounted.storage)

    assert said.code == 0, said.out
    assert unmounted.publish("b")["versions"][0]["number"] == 1


def test_all_is_as_it_was_when_the_disk_is_back(unmounted: Any) -> None:
    assert unmounted.says(unmounted.note("b.txt")).code == 40
    mount(unmounted)

    assert unmounted.statuses() == {"other.first@v001": "SEALED"}
    assert unmounted.publish("first", "again")["versions"][0]["number"] == 2
    unmounted.judge()


def test_a_storage_of_before_there_were_marks_goes_on(known: Any) -> None:
    shutil.rmtree(known.storage / ".studio")

    assert known.statuses() == {"other.first@v001": "SEALED"}
    assert known.publish("first", "again")["versions"][0]["number"] == 2

    assert (known.storage / ".studio" / "storage.json").is_file()
    known.judge()


def test_what_an_older_release_left_below_a_mount_point_is_no_storage(unmounted: Any, coded: Coded) -> None:
    (unmounted.storage / "demo" / ".studio" / "beats").mkdir(parents=True)
    (unmounted.storage / "demo" / ".studio" / "entities.json").write_text("{}")

    coded(unmounted.says(unmounted.note("b.txt")), "storage-failed", 40)
    coded(unmounted.shell.json("versions"), "storage-failed", 40)

    assert [path.name for path in unmounted.storage.iterdir()] == ["demo"]
    assert sorted(path.name for path in (unmounted.storage / "demo").iterdir()) == [".studio"]


def test_another_project_in_a_storage_that_is_there_is_welcome(known: Any) -> None:
    assert known.shell.json("init", known.home, "--project", "second").code == 0


def test_a_folder_that_nobody_knows_of_is_told_by_verify(known: Any) -> None:
    stray = known.manifest(f"{SHOT}:other.first@v001").parents[1] / "v007"
    stray.mkdir()

    said = known.shell.json("verify")

    (problem,) = said.document["error"]["details"]["problems"]
    assert said.code == 42
    assert (problem["address"], problem["problem"]) == (f"{SHOT}:other.first@v007", "surplus")
    assert Path(problem["path"]) == stray
