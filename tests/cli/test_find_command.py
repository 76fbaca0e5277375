"""`studio find`: its one document, its table, its errors and exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

SHOT = "demo/sq010/sh0010"
LATEST = ["demo/assets/dragon:model.main@v001", f"{SHOT}:plate.main@v002", f"{SHOT}:render.main@v001"]


def addresses(shell: Shell, *words: str) -> list[str]:
    return [row["address"] for row in shell.json("find", *words).result]


def test_the_latest_of_everything_is_found(busy: Shell) -> None:
    assert addresses(busy) == LATEST


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["demo/sq010"], LATEST[1:]),
        ([f"{SHOT}:plate@v001"], [f"{SHOT}:plate.main@v001"]),
        (["dragon"], LATEST[:1]),
        (["demo"], LATEST),
        (["sh0010 PLATE"], LATEST[1:2]),
        (["demo/*:render.*"], LATEST[2:]),
        (["--kind", "model"], LATEST[:1]),
        (["--representation", "exr", "--kind", "plate"], LATEST[1:2]),
        (["--variant", "beauty"], []),
        (["--kind", "plate", "--all"], [f"{SHOT}:plate.main@v002", f"{SHOT}:plate.main@v001"]),
    ],
    ids=" ".join,
)
def test_words_addresses_and_options_narrow_it(busy: Shell, words: list[str], wanted: list[str]) -> None:
    assert addresses(busy, *words) == wanted


@pytest.mark.parametrize("words", [(), ("demo",), ("demo/sq010/sh0010",)], ids=["everywhere", "by-words", "below"])
def test_an_unknown_kind_is_answered_with_the_nearest(busy: Shell, words: tuple[str, ...]) -> None:
    said = busy.json("find", *words, "--kind", "plat")

    assert (said.code, said.error["code"]) == (2, "input-invalid")
    assert said.error["message"] == "'plat' is no kind; did you mean \"plate\"?"
    assert "plate, render, comp" in said.error["hint"]


def test_a_kind_of_one_projects_own_is_known_everywhere(busy: Shell) -> None:
    layer = Path(busy.environ["STUDIO_TOOLS_HOME"]) / "projects" / "lib.toml"
    layer.parent.mkdir(exist_ok=True)
    layer.write_text('[kinds.moss]\nlabel = "Moss"\nframes = false\nextensions = ["abc"]\n')

    assert addresses(busy, "--kind", "moss") == []

    layer.write_text("[storage]\nroot = 7\n")
    said = busy.json("find", "--kind", "moss")
    assert (said.code, said.error["code"]) == (10, "config-invalid")


def test_a_known_kind_of_which_nothing_is_published_is_no_error(busy: Shell) -> None:
    assert addresses(busy, "--kind", "camera") == []


def test_a_row_says_this(busy: Shell) -> None:
    (row,) = busy.json("find", "--kind", "plate").result

    (form,) = row["representations"]
    golden: dict[str, Any] = {
        "address": f"{SHOT}:plate.main@v002",
        "number": 2,
        "status": "SEALED",
        "kind": "plate",
        "variant": "main",
        "latest": True,
        "files": 3,
        "author": "ada",
        "comment": "",
        "reason": None,
        "replacement": None,
    }
    assert {key: row[key] for key in golden} == golden
    assert (form["name"], form["frames"]) == ("exr", "1001-1003")
    assert form["path"].startswith(row["path"])
    assert row["created"].endswith("+00:00")


def test_people_read_a_table(busy: Shell) -> None:
    said = busy("find", "dragon")

    assert said.code == 0
    assert said.out.splitlines()[0].split() == ["version", "status", "as", "by", "when", "comment"]
    assert said.out.splitlines()[1].split()[:4] == [LATEST[0], "SEALED", "ma", "ada"]


def test_a_retracted_version_is_told_among_all_with_its_reason(busy: Shell) -> None:
    busy.json("retract", LATEST[0], "--reason", "wrong scale").result  # noqa: B018

    assert addresses(busy, "dragon") == []
    assert "wrong scale" in busy("find", "dragon", "--all").out


def test_nothing_found_is_no_error(busy: Shell) -> None:
    said = busy("find", "unicorn")

    assert (said.code, said.out) == (0, "Nothing that is published fits.\n")


@pytest.mark.parametrize(
    ("what", "code", "exits"),
    [
        ("demo/sq010/sh0011", "context-unknown", 11),
        (f"{SHOT}:plate.mian", "version-unknown", 24),
        ("demo/sq010/", "context-unknown", 11),
    ],
    ids=["unknown shot", "unknown product", "no address"],
)
def test_a_wrong_address_is_told(busy: Shell, what: str, code: str, exits: int) -> None:
    said = busy.json("find", what)

    assert (said.code, said.error["code"]) == (exits, code)


def test_it_needs_no_tracker(busy: Shell, away: dict[str, str]) -> None:
    lonely = Shell(environ={**busy.environ, **away})

    assert addresses(lonely) == LATEST
