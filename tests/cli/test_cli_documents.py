"""The documents that other programs lean on, word for word: what every command answers, and how each error looks.

They lie in `golden/`. After a wanted change run the tests with STUDIO_TOOLS_GOLDEN=write, and read the difference.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Said, Shell

GOLDEN = Path(__file__).parent / "golden"
SHOT = "demo/sq010/sh0010"
CHANGING = {
    re.compile(r"\b\d{8}t\d{9}-[0-9a-f]{10}\b"): "<RUN>",
    re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)"): "<TIME>",
    re.compile(r"\b[0-9a-f]{64}\b"): "<DIGEST>",
    re.compile(r"127\.0\.0\.1:\d+"): "127.0.0.1:<PORT>",
}
NUMBERS = {"seconds", "id", "record"}


@pytest.fixture
def notes(show: Shell, tmp_path: Path) -> Shell:
    """A show with two versions of a note, and a letter that was made from the first."""
    for text in ("first note", "second note"):
        publish(show, tmp_path, "note", text)
    publish(show, tmp_path, "letter", "dear all", "--uses", f"{SHOT}:other.note@v001")
    return show


def publish(shell: Shell, folder: Path, name: str, text: str, *words: str) -> Said:
    path = folder / f"{name}.txt"
    path.write_text(text)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return shell.json("publish", f"other.{name}={path}", "--to", SHOT, "--comment", text, *words)


def settled(value: Any, shell: Shell, tmp_path: Path, name: str = "") -> Any:
    """A document without what differs from one run to the next."""
    if isinstance(value, dict):
        return {key: settled(each, shell, tmp_path, key) for key, each in value.items()}
    if isinstance(value, list):
        return [settled(each, shell, tmp_path, name) for each in value]
    if name in NUMBERS and isinstance(value, int | float) and not isinstance(value, bool):
        return f"<{type(value).__name__.upper()}>"
    if not isinstance(value, str):
        return value
    home = shell.environ.get("STUDIO_TOOLS_HOME", str(tmp_path / "home"))
    value = value.replace(home, "<HOME>").replace(str(tmp_path), "<TMP>")
    for pattern, word in CHANGING.items():
        value = pattern.sub(word, value)
    return value


def compare(name: str, said: Said, shell: Shell, tmp_path: Path) -> None:
    document = settled(said.document, shell, tmp_path)
    text = json.dumps({"exit": said.code} | document, indent=1, ensure_ascii=False) + "\n"
    path = GOLDEN / f"{name}.json"
    if os.environ.get("STUDIO_TOOLS_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(path.read_text(encoding="utf-8"))


RESULTS: dict[str, tuple[str, ...]] = {
    "versions": ("versions", SHOT),
    "versions of a product": ("versions", f"{SHOT}:other.note"),
    "versions of nothing": ("versions", "demo/sq010/sh0020"),
    "show": ("show", f"{SHOT}:other.letter@v001"),
    "where used": ("where-used", f"{SHOT}:other.note@v001"),
    "verify": ("verify",),
    "resume": ("resume",),
    "retract": ("retract", f"{SHOT}:other.note@v002", "--reason", "wrong words"),
    "retract with a replacement": (
        *("retract", f"{SHOT}:other.note@v001", "--reason", "wrong words"),
        *("--replace", f"{SHOT}:other.note@v002", "--force"),
    ),
    "config explain": ("config", "explain", "tracker.timeout"),
    "config show": ("config", "show", "site"),
    "config check": ("config", "check"),
    "steps check": ("steps", "check"),
    "create": ("create", "shot", "demo/sq030/sh0010", "--cut", "1001-1100"),
    "create what is there": ("create", "shot", SHOT),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_as_programs_know_it(name: str, notes: Shell, tmp_path: Path) -> None:
    compare(name, notes.json(*RESULTS[name]), notes, tmp_path)


ERRORS: dict[str, tuple[str, ...]] = {
    "error unknown command": ("pubish",),
    "error no address": ("show", "not an address"),
    "error unknown version": ("show", f"{SHOT}:other.note@v009"),
    "error unknown shot": ("versions", "demo/sq010/sh0011"),
    "error version in use": ("retract", f"{SHOT}:other.note@v001", "--reason", "wrong words"),
    "error no reason": ("retract", f"{SHOT}:other.note@v002", "--reason", " "),
    "error not a shot": ("create", "shot", "demo/sq010"),
    "error no cut": ("create", "shot", SHOT, "--cut", "10"),
    "error unknown setting": ("config", "explain", "tracker.timeut"),
    "error missing file": ("publish", "missing.exr", "--to", SHOT),
    "error unknown kind": ("publish", "missing.exr", "--to", SHOT, "--kind", "rendr"),
    "error no version to retract": ("retract", f"{SHOT}:other.note", "--reason", "wrong words"),
    "error unknown product": ("versions", f"{SHOT}:other.nope"),
    "error unlike kinds": ("publish", "other.note=missing.txt", "--to", SHOT, "--kind", "plate"),
    "error value missing": ("publish", "missing.exr", "--to", SHOT, "--comment"),
    "error unknown run": ("resume", "--discard", "20260101t000000000-0000000000"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_as_programs_know_it(name: str, notes: Shell, tmp_path: Path) -> None:
    said = notes.json(*ERRORS[name])

    assert said.code > 1
    compare(name, said, notes, tmp_path)


def test_init_is_as_programs_know_it(bare: Shell, tmp_path: Path) -> None:
    said = bare.json("init", tmp_path / "home", "--project", "demo")

    compare("init", said, bare, tmp_path)


def test_a_publish_is_as_programs_know_it(show: Shell, tmp_path: Path) -> None:
    compare("publish", publish(show, tmp_path, "note", "first note"), show, tmp_path)


def test_a_plan_is_as_programs_know_it(notes: Shell, tmp_path: Path) -> None:
    said = publish(notes, tmp_path, "note", "third note", "--plan")

    compare("publish plan", said, notes, tmp_path)


def test_a_deferred_publish_is_as_programs_know_it(show: Shell, tmp_path: Path, away: dict[str, str]) -> None:
    offline = Shell(environ={**show.environ, **away})

    compare("publish deferred", publish(offline, tmp_path, "note", "first note"), show, tmp_path)
    compare("resume waiting", offline.json("resume"), show, tmp_path)
    compare("resume finished", show.json("resume"), show, tmp_path)


def test_a_blocked_publish_is_as_programs_know_it(show: Shell, frames: Callable[..., str], tmp_path: Path) -> None:
    said = show.json("publish", frames(skip=1002), "--to", SHOT, "--kind", "render")

    compare("publish blocked", said, show, tmp_path)


def test_a_damage_is_as_programs_know_it(notes: Shell, tmp_path: Path) -> None:
    note = next(Path(notes.environ["STUDIO_TOOLS_HOME"]).rglob("sh0010_other_note_v002.txt"))
    note.chmod(0o644)
    note.write_text("s")

    compare("verify damage", notes.json("verify"), notes, tmp_path)


def test_no_home_is_as_programs_know_it(bare: Shell, tmp_path: Path) -> None:
    compare("error no home", bare.json("versions"), bare, tmp_path)


def test_every_golden_document_is_one_that_is_compared() -> None:
    compared = {*RESULTS, *ERRORS, "init", "publish", "publish plan", "publish deferred", "resume waiting"}
    compared |= {"resume finished", "publish blocked", "verify damage", "error no home"}

    assert {path.stem for path in GOLDEN.glob("*.json")} == compared


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_every_golden_document_keeps_the_envelope(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))

    assert document["ok"] is (document["exit"] == 0)
    assert ("error" in document) is not document["ok"]
    if "error" in document:
        assert set(document["error"]) == {"code", "message", "hint", "details"}
        assert document["error"]["hint"], "an error without a hint leaves people alone"
