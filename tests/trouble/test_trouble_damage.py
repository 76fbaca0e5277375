"""Files of ours that somebody or something damaged: what is hurt is told by name, and nothing else suffers with it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

Coded = Callable[..., dict[str, Any]]
SHOT = "demo/sq010/sh0010"
HARMS = {"emptied": b"", "cut off": None, "no JSON": b"not { json", "a list": b"[1]", "binary": b"\xff\x00\xfe" * 50}


def harm(path: Path, how: str) -> None:
    data = path.read_bytes()
    path.chmod(0o644)
    new = HARMS[how]
    path.write_bytes(data[: len(data) // 2] if new is None else new)


@pytest.fixture
def two(known: Any) -> Any:
    """A show with two versions of two products."""
    known.publish("second")
    return known


# -- a manifest


@pytest.mark.parametrize("how", ["emptied", "cut off", "binary"])
def test_a_damaged_manifest_is_named_and_the_version_still_listed(how: str, two: Any, coded: Coded) -> None:
    manifest = two.manifest(f"{SHOT}:other.second@v001")
    harm(manifest, how)

    error = coded(two.shell.json("verify"), "digest-mismatch", 42)

    assert [(one["path"], one["problem"]) for one in error["details"]["problems"]] == [(str(manifest), "changed")]
    assert two.statuses() == {"other.first@v001": "SEALED", "other.second@v001": "SEALED"}


def test_a_version_without_its_manifest_is_followed_by_the_next_number(two: Any) -> None:
    manifest = two.manifest(f"{SHOT}:other.second@v001")
    manifest.parent.chmod(0o775)
    manifest.unlink()

    assert two.publish("second", "again")["versions"][0]["number"] == 2
    assert two.shell.json("verify").error["details"]["problems"][0]["problem"] == "missing"


# -- a run's record


@pytest.mark.parametrize("how", ["emptied", "cut off", "a list"])
def test_a_damaged_record_hides_no_other_version_and_is_told(how: str, known: Any) -> None:
    record = known.record(known.publish("second")["run"])
    harm(record, how)

    said = known.shell.json("versions")

    assert [one["address"] for one in said.result] == [f"{SHOT}:other.first@v001"]
    assert f"{SHOT}:other.second@v001" in said.err
    assert "damaged" in said.err


@pytest.mark.parametrize("how", ["emptied", "cut off", "a list"])
def test_a_damaged_record_does_not_verify_as_sound(how: str, known: Any) -> None:
    harm(known.record(known.publish("second")["run"]), how)

    said = known.shell.json("verify")

    assert said.code == 42
    problems = said.document["result"]["problems"]
    assert [(one["address"], one["problem"]) for one in problems] == [(f"{SHOT}:other.second@v001", "unreadable")]
    assert said.document["result"]["checked"] == 2


def test_the_number_of_a_damaged_record_is_not_given_again(known: Any) -> None:
    result = known.publish("second")
    harm(known.record(result["run"]), "no JSON")
    before = Path(result["versions"][0]["path"])
    content = {path.name: path.read_bytes() for path in before.iterdir()}

    assert known.publish("second", "again")["versions"][0]["number"] == 2
    assert {path.name: path.read_bytes() for path in before.iterdir()} == content


def test_a_damaged_record_of_a_publish_that_waits_is_left_waiting_with_the_reason(known: Any) -> None:
    run = known.publish("second", shell=known.away())["run"]
    record = known.record(run)
    whole = record.read_bytes()
    harm(record, "cut off")

    (waiting,) = known.shell.json("resume").result["still_waiting"]

    assert waiting["run"] == run
    assert "damaged" in waiting["reason"]
    record.write_bytes(whole)
    assert known.resumed()["finished"] == [run]
    known.judge()


def test_one_damaged_record_holds_up_no_other_that_waits(known: Any) -> None:
    hurt = known.publish("second", shell=known.away())["run"]
    well = known.publish("third", shell=known.away())["run"]
    harm(known.record(hurt), "emptied")

    assert known.resumed()["finished"] == [well]
    assert len(known.rows()) == 2


def test_a_damaged_memory_of_the_site_is_made_anew(known: Any) -> None:
    harm(known.studio / "entities.json", "cut off")

    known.publish("second")

    assert known.publish("third", shell=known.away())["state"] == "DEFERRED"


def test_without_memory_and_site_an_address_is_unknown_and_nothing_is_made(known: Any, coded: Coded) -> None:
    harm(known.studio / "entities.json", "binary")

    coded(known.says(known.note("x.txt"), shell=known.away()), "context-unknown", 11)

    assert known.statuses() == {"other.first@v001": "SEALED"}
    known.judge()


# -- the site's database


@pytest.mark.parametrize("how", ["cut off", "no JSON", "emptied"])
def test_a_damaged_site_defers_and_the_backup_is_told_later(how: str, known: Any) -> None:
    database = known.home / "site" / "site.db"
    backup = shutil.copy(database, known.home / "backup.db")
    harm(database, how)

    state = known.publish("second")["state"]
    Path(backup).replace(database)

    assert state == "DEFERRED"
    assert len(known.resumed()["finished"]) == 1
    assert len(known.rows()) == 2
    known.judge()


@pytest.mark.parametrize("how", ["no JSON", "emptied"])
@pytest.mark.parametrize(
    "words",
    [("create", "shot", "demo/sq010/sh0099"), ("site", "info"), ("init", "HOME", "--project", "demo")],
    ids=["create", "info", "init"],
)
def test_a_damaged_site_is_told_with_what_to_do(words: tuple[str, ...], how: str, known: Any) -> None:
    database = known.home / "site" / "site.db"
    harm(database, how)
    words = tuple(str(known.home) if word == "HOME" else word for word in words)

    said = known.shell.json(*words)

    assert said.code in {70, 75}
    assert str(database) in said.error["message"]
    assert "backup" in said.error["hint"]


# -- the configuration


@pytest.mark.parametrize("words", [("versions",), ("verify",), ("resume",)], ids=" ".join)
def test_a_damaged_configuration_is_told_with_its_line(words: tuple[str, ...], known: Any, coded: Coded) -> None:
    (known.home / "studio.toml").write_text("[storage]\nroot = \n")

    error = coded(known.shell.json(*words), "config-invalid", 10)

    assert "studio.toml, line 2" in error["message"]


# -- verify, whatever is damaged


@pytest.fixture(scope="module")
def library(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A show with three versions of several files each, to be damaged in copies."""
    from studio_tools.testing.shell import Shell

    top = tmp_path_factory.mktemp("library")
    shell = Shell(environ={"STUDIO_TOOLS_USER": "ada"}).at(Path(shutil.copytree(template, top / "show")))
    for name in ("a", "b", "c"):
        for frame in range(1001, 1005):
            (top / f"{name}.{frame}.txt").write_text(f"{name} {frame} and some words")
        assert shell("publish", f"other.{name}={top / f'{name}.%04d.txt'}", "--to", SHOT).code == 0
    return shell


DAMAGE = some.dictionaries(
    some.integers(0, 11), some.sampled_from(["changed", "truncated", "longer", "missing", "emptied"]), max_size=6
)
NAMED = {"longer": "changed", "emptied": "truncated"}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=DAMAGE, surplus=some.sets(some.integers(0, 2), max_size=2), place=some.integers(0, 20))
def test_verify_names_exactly_what_is_damaged(
    damage: dict[int, str], surplus: set[int], place: int, library: Any
) -> None:
    with tempfile.TemporaryDirectory() as top:
        home = Path(top, "show")
        shutil.copytree(library.environ["STUDIO_TOOLS_HOME"], home)
        shell = library.at(home)
        folders = [Path(one["path"]) for one in shell.json("versions").result]
        files = sorted(path for folder in folders for path in folder.iterdir() if path.name != "publish.json")
        wanted = {(str(files[at]), NAMED.get(how, how)) for at, how in damage.items()}
        for at, how in damage.items():
            _damage(files[at], how, place)
        for at in surplus:
            (folders[at] / "surplus.txt").write_text("not published")
            wanted.add((str(folders[at] / "surplus.txt"), "surplus"))

        said = shell.json("verify")

    problems = said.error["details"]["problems"] if said.code else []
    assert {(one["path"], one["problem"]) for one in problems} == wanted
    assert (len(problems), said.code) == (len(wanted), 42 if wanted else 0)


def _damage(path: Path, how: str, place: int) -> None:
    path.parent.chmod(0o775)
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    match how:
        case "changed":
            data[place] ^= 1
        case "truncated":
            del data[place:]
        case "longer":
            data[place:place] = b"x"
        case "emptied":
            data.clear()
    path.unlink() if how == "missing" else path.write_bytes(data)
