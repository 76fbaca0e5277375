"""What goes wrong is one document with a code, a message, a hint and details, and an exit code above 1."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Fits = Callable[[Any, Any], None]
Note = Callable[..., Path]
ERROR = {"code": str, "message": str, "hint": str, "details": dict}
LETTER = "demo/sq010/sh0010:other.letter@v001"
NOTE = "demo/sq010/sh0010:other.note@v001"
TO = ("--to", "demo/sq010/sh0010")

ERRORS: dict[str, tuple[tuple[str, ...], str, int]] = {
    "no such command": (("pubish",), "input-invalid", 2),
    "no such option": (("versions", "--everything"), "input-invalid", 2),
    "nothing to publish": (("publish", *TO), "input-invalid", 2),
    "nowhere to publish": (("publish", "a.txt"), "input-invalid", 2),
    "a version to publish to": (("publish", "a.txt", "--to", NOTE), "input-invalid", 2),
    "no reason to retract": (("retract", LETTER), "input-invalid", 2),
    "no cut": (("create", "shot", "demo/sq010/sh0010", "--cut", "long"), "input-invalid", 2),
    "a backward cut": (("create", "shot", "demo/sq010/sh0010", "--cut", "1100-1001"), "input-invalid", 2),
    "no such setting": (("config", "explain", "tracker.colour"), "config-invalid", 10),
    "no such shot": (("publish", "a.txt", "--to", "demo/sq010/sh9999"), "context-unknown", 11),
    "no such project": (("versions", "nothing"), "context-unknown", 11),
    "a task of no shot": (("create", "task", "demo/sq010/sh9999#comp"), "context-unknown", 11),
    "no such file": (("publish", "absent.exr", *TO), "source-missing", 14),
    "no such frames": (("publish", "absent.%04d.exr", *TO), "source-missing", 14),
    "an empty folder": (("publish", "empty", *TO), "source-missing", 14),
    "a version that is used": (("retract", NOTE, "--reason", "wrong"), "version-in-use", 22),
    "no such version": (("show", "demo/sq010/sh0010:other.note@v009"), "version-unknown", 24),
    "no version at all": (("where-used", "demo/sq010/sh0010"), "version-unknown", 24),
    "no version to verify": (("verify", "demo/sq010/sh0010:other.note@v009"), "version-unknown", 24),
    "no version to retract": (
        ("retract", "demo/sq010/sh0010:other.note@v009", "--reason", "wrong"),
        "version-unknown",
        24,
    ),
    "no such version to use": (
        ("publish", "a.txt", *TO, "--uses", "demo/sq010/sh0010:other.note@v009"),
        "version-unknown",
        24,
    ),
}


@pytest.fixture
def desk(letters: Shell) -> Shell:
    """The letters, with a file and an empty folder where one stands."""
    Path("a.txt").write_text("words")
    Path("empty").mkdir()
    return letters


@pytest.mark.parametrize(("words", "code", "ends"), ERRORS.values(), ids=ERRORS)
def test_an_error_says_what_and_what_to_do(
    words: tuple[str, ...], code: str, ends: int, desk: Shell, fits: Fits
) -> None:
    said = desk.json(*words)

    assert (said.error["code"], said.code) == (code, ends)
    fits(said.error, ERROR)
    assert said.error["message"]
    assert said.error["hint"]
    assert "Traceback" not in said.err


def test_no_error_leaves_anything_in_storage(desk: Shell, lies_there: Callable[[Path], dict[str, Any]]) -> None:
    root = Path(desk.environ["STUDIO_TOOLS_HOME"]) / "storage"
    before = published(lies_there(root))

    for words, _, ends in ERRORS.values():
        assert desk.json(*words).code == ends

    assert published(lies_there(root)) == before
    assert list(root.glob("*/.studio/staging/*")) == []


def published(found: dict[str, Any]) -> dict[str, Any]:
    """What lies in storage beside the pipeline's own folder."""
    return {name: seen for name, seen in found.items() if ".studio" not in name and "/" in name}


@pytest.mark.parametrize("words", [("versions",), ("verify",), ("resume",), ("config", "check")], ids=" ".join)
def test_without_a_home_the_way_to_one_is_told(words: tuple[str, ...], bare: Shell) -> None:
    said = bare.json(*words)

    assert (said.error["code"], said.code) == ("home-missing", 10)
    assert "studio init" in said.error["hint"]


@pytest.mark.parametrize("words", [("steps",), ("steps", "check")], ids=" ".join)
def test_what_needs_no_home_works_without_one(words: tuple[str, ...], bare: Shell) -> None:
    assert bare.json(*words).code == 0


def test_help_needs_no_home_and_no_pipeline(bare: Shell) -> None:
    said = bare("--help")

    assert said.code == 0
    assert all(word in said.out for word in ("publish", "versions", "verify", "retract", "resume", "doctor"))


def test_the_home_that_is_named_is_stronger_than_the_environment(bare: Shell, template: Path, tmp_path: Path) -> None:
    shell = bare.at(tmp_path / "no-home-at-all")

    assert shell.json("versions", "--home", template).result == []


def test_the_environment_is_stronger_than_the_folder_one_stands_in(
    letters: Shell, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(letters.environ["STUDIO_TOOLS_HOME"])

    assert letters.at(template).json("versions").result == []


def test_the_nearest_home_above_is_found(
    bare: Shell, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written / "storage" / "demo")

    assert [one["address"] for one in bare.json("versions").result] == [LETTER, NOTE]


@pytest.mark.parametrize("text", ["demo/sq010/sh9999", "demo/sq010/sh001"], ids=["another number", "too short"])
def test_the_nearest_address_is_offered(text: str, desk: Shell) -> None:
    said = desk.json("publish", "a.txt", "--to", text)

    assert "sq010/sh0010" in json.dumps(said.error)


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.write_text("A note"), "changed"),
        (lambda path: path.write_text("a"), "truncated"),
        (lambda path: (path.parent / "more.txt").write_text("more"), "surplus"),
    ],
    ids=["missing", "changed", "truncated", "surplus"],
)
def test_every_harm_to_a_version_is_named_with_its_file(
    harm: Callable[[Path], object], problem: str, letters: Shell, fits: Fits
) -> None:
    form = letters.json("show", NOTE).result["representations"][0]
    path = Path(form["path"])
    path.parent.chmod(0o775)
    path.chmod(0o664)
    harm(path)

    said = letters.json("verify")

    (named,) = said.document["result"]["problems"]
    assert (said.code > 1, said.document["result"]["ok"]) == (True, False)
    assert (named["address"], named["problem"]) == (NOTE, problem)
    assert Path(named["path"]).name == ("more.txt" if problem == "surplus" else path.name)


def test_a_verification_of_one_version_does_not_look_at_another(letters: Shell) -> None:
    path = Path(letters.json("show", NOTE).result["representations"][0]["path"])
    path.chmod(0o664)
    path.write_text("a fake")

    assert letters.json("verify", LETTER).result["ok"] is True


def test_in_a_process_of_its_own_an_error_is_one_document_too(
    begin: Callable[..., subprocess.Popen[str]], letters: Shell
) -> None:
    out, err = begin(letters, "show", "demo/sq010/sh0010:other.note@v009", "--json").communicate(timeout=60)

    assert json.loads(out)["error"]["code"] == "version-unknown"
    assert "Traceback" not in err


def test_every_kind_of_error_has_an_exit_code_of_its_own() -> None:
    pairs = {(code, ends) for _, code, ends in ERRORS.values()}

    assert len(pairs) == len({ends for _, ends in pairs})
    assert min(ends for _, ends in pairs) > 1
