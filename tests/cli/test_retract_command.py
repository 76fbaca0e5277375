"""`studio retract` from the shell: what is marked, what is refused, and what stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Frames = Callable[..., str]
SHOT = "demo/sq010/sh0010"
OTHER = "demo/sq010/sh0020"
KEYS = {
    "address", "number", "status", "path", "files", "bytes", "digest", "representations", "run", "comment", "author",
    "created", "upstream", "reason", "replacement",
}  # fmt: skip


def publish(shell: Shell, *words: str, to: str = SHOT, kind: str = "render") -> dict[str, Any]:
    found: dict[str, Any] = shell.json("publish", *words, "--to", to, "--kind", kind).result
    return found


def folder_of(shell: Shell, address: str) -> Path:
    return Path(shell.json("show", address).result["path"])


# -- retract


def test_a_version_is_retracted_with_reason_and_replacement(busy: Shell) -> None:
    result = busy.json(
        "retract", f"{SHOT}:plate.main@v001", "--reason", "too dark", "--replace", f"{SHOT}:plate.main@v002", "--force"
    ).result

    assert result == {
        "address": "demo/sq010/sh0010:plate.main@v001",
        "status": "RETRACTED",
        "reason": "too dark",
        "replacement": "demo/sq010/sh0010:plate.main@v002",
        "users": ["demo/sq010/sh0010:render.main@v001"],
        "tracker_told": True,
    }
    version = busy.json("versions", f"{SHOT}:plate.main@v001").result[0]
    assert (version["status"], version["reason"]) == ("RETRACTED", "too dark")


def test_what_is_in_use_is_not_retracted(busy: Shell) -> None:
    said = busy.json("retract", f"{SHOT}:plate.main@v001", "--reason", "too dark")

    assert said.code == 22
    assert said.error["details"]["users"] == ["demo/sq010/sh0010:render.main@v001"]
    assert busy.json("versions", f"{SHOT}:plate.main@v001").result[0]["status"] == "SEALED"


def test_nothing_is_deleted(busy: Shell) -> None:
    folder = folder_of(busy, f"{SHOT}:render.main@v001")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    busy.json("retract", f"{SHOT}:render.main@v001", "--reason", "too dark").result  # noqa: B018

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert busy.json("verify").result["ok"] is True


def test_latest_passes_over_what_is_retracted(busy: Shell) -> None:
    busy.json("retract", f"{SHOT}:plate.main@v002", "--reason", "too bright").result  # noqa: B018

    assert busy.json("show", f"{SHOT}:plate.main@latest").result["number"] == 1


def test_a_retracted_number_is_not_given_again(busy: Shell, frames: Frames) -> None:
    busy.json("retract", f"{SHOT}:plate.main@v002", "--reason", "too bright").result  # noqa: B018

    assert publish(busy, frames("plate", value=0.1), kind="plate")["versions"][0]["number"] == 3


def test_a_user_that_was_retracted_itself_no_longer_holds_it(busy: Shell) -> None:
    busy.json("retract", f"{SHOT}:render.main@v001", "--reason", "too dark").result  # noqa: B018

    assert busy.json("retract", f"{SHOT}:plate.main@v001", "--reason", "wrong scan").code == 0


def test_retracting_again_amends_the_reason_and_the_replacement(busy: Shell) -> None:
    words = ("retract", f"{SHOT}:plate.main@v001", "--force", "--reason")

    busy.json(*words, "too dark").result  # noqa: B018
    again = busy.json(*words, "too bright").result
    instead = busy.json(*words, "too bright", "--replace", f"{SHOT}:plate.main@v002").result

    assert (again["reason"], again["tracker_told"]) == ("too bright", True)
    assert (instead["replacement"], instead["tracker_told"]) == (f"{SHOT}:plate.main@v002", True)
    version = busy.json("versions", f"{SHOT}:plate.main@v001").result[0]
    assert (version["reason"], version["replacement"]) == ("too bright", f"{SHOT}:plate.main@v002")
    assert not any(busy.json("resume").result.values())


def test_a_product_alone_names_no_version_to_retract(busy: Shell) -> None:
    said = busy.json("retract", f"{SHOT}:plate.main", "--reason", "too dark")

    assert said.code == 2
    assert said.error["details"] == {"latest": f"{SHOT}:plate.main@v002"}
    assert f"{SHOT}:plate.main@latest" in said.error["hint"]
    assert {one["status"] for one in busy.json("versions", f"{SHOT}:plate").result} == {"SEALED"}


def test_the_latest_is_retracted_where_it_is_asked_for(busy: Shell) -> None:
    assert busy.json("retract", f"{SHOT}:plate.main@latest", "--reason", "x").result["address"].endswith("@v002")


@pytest.mark.parametrize("command", ["show", "where-used"])
def test_without_a_live_version_it_is_said_that_all_are_retracted(command: str, busy: Shell) -> None:
    busy.json("retract", f"{SHOT}:render.main@v001", "--reason", "too dark").result  # noqa: B018

    said = busy.json(command, f"{SHOT}:render.main@latest")

    assert said.code == 24
    assert "every one is retracted" in said.error["message"]
    assert "too dark" in said.error["hint"]
    assert "Did you mean" not in said.error["hint"]


def test_with_the_site_away_the_tracker_is_told_by_resume(busy: Shell, away: dict[str, str]) -> None:
    offline = Shell(environ={**busy.environ, **away})

    result = offline.json("retract", f"{SHOT}:render.main@v001", "--reason", "too dark").result
    still = offline.json("resume").result
    told = busy.json("resume").result

    assert result["tracker_told"] is False
    assert len(still["still_waiting"]) == 1
    assert (told["still_waiting"], told["abandoned"]) == ([], [])
    assert busy.json("resume").result["finished"] == []


def test_people_are_told_that_the_tracker_has_not_heard(busy: Shell, away: dict[str, str]) -> None:
    said = Shell(environ={**busy.environ, **away})("retract", f"{SHOT}:render.main@v001", "--reason", "too dark")

    assert said.out.startswith("RETRACTED")
    assert "studio resume" in said.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((f"{SHOT}:render.main@v001",), 2),
        ((f"{SHOT}:render.main@v001", "--reason", "  "), 2),
        ((f"{SHOT}:render.main@v009", "--reason", "x"), 24),
        ((f"{SHOT}:render.main@v001", "--reason", "x", "--replace", f"{SHOT}:render.main@v001"), 2),
        ((f"{SHOT}:render.main@v001", "--reason", "x", "--replace", f"{SHOT}:render.main@v009"), 24),
        ((SHOT, "--reason", "x"), 24),
    ],
    ids=["no reason", "an empty reason", "no such version", "by itself", "by nothing", "a shot"],
)
def test_what_cannot_be_retracted_is_told(words: tuple[str, ...], code: int, busy: Shell) -> None:
    said = busy.json("retract", *words)

    assert said.code == code, said.out
    assert busy.json("versions", f"{SHOT}:render.main@v001").result[0]["status"] == "SEALED"


def test_a_retracted_version_cannot_be_the_replacement(busy: Shell) -> None:
    busy.json("retract", f"{SHOT}:plate.main@v002", "--reason", "x").result  # noqa: B018

    said = busy.json(
        "retract", f"{SHOT}:plate.main@v001", "--reason", "x", "--replace", f"{SHOT}:plate.main@v002", "--force"
    )

    assert said.code == 2
    assert "RETRACTED" in said.error["message"]
