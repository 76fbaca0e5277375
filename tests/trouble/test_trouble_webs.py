"""Whatever was made from whatever: the web is the same both ways, has no loops, and marks what is retracted."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from studio_tools.testing.shell import Shell

SHOT = "demo/sq010/sh0010"
COUNT = itertools.count()
Arrows = list[set[int]]


@some.composite
def webs(draw: Callable[[Any], Any]) -> tuple[Arrows, set[int]]:
    """For each of a few versions those that it uses, and which versions are retracted in the end."""
    size = draw(some.integers(2, 5))
    arrows = [draw(some.sets(some.integers(0, at - 1), max_size=3)) if at else set() for at in range(size)]
    return arrows, draw(some.sets(some.integers(0, size - 1), max_size=2))


@pytest.fixture(scope="module")
def shell(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """One home for all webs; each web has products of its own."""
    import shutil

    top = tmp_path_factory.mktemp("webs")
    made = Shell(environ={"STUDIO_TOOLS_USER": "ada"}).at(Path(shutil.copytree(template, top / "home")))
    assert made("publish", _note(top, "warm"), "--to", SHOT).code == 0
    return made.at(top / "home", **{f"STUDIO_TOOLS__TRACKER__{name}": value for name, value in AWAY.items()})


AWAY = {"SITE": "http://127.0.0.1:9", "SCRIPT_NAME": "x", "SCRIPT_KEY": "y", "RETRIES": "0"}


def _note(folder: Path, name: str) -> Path:
    (folder / f"{name}.txt").write_text(name)
    return folder / f"{name}.txt"


def grown(shell: Shell, arrows: Arrows) -> list[str]:
    """Publish a version for each place of the web; their addresses."""
    folder = Path(shell.environ["STUDIO_TOOLS_HOME"]).parent
    made: list[str] = []
    for used in arrows:
        name = f"n{next(COUNT)}"
        uses = [word for at in sorted(used) for word in ("--uses", made[at])]
        result = shell.json("publish", f"other.{name}={_note(folder, name)}", "--to", SHOT, *uses).result
        made.append(result["versions"][0]["address"])
    return made


def reached(arrows: Arrows, start: int) -> set[int]:
    """All that *start* was made from, deep, by the simplest way there is."""
    found = set(arrows[start])
    for at in arrows[start]:
        found |= reached(arrows, at)
    return found


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(web=webs())
def test_any_web_is_the_same_both_ways_and_marks_what_is_retracted(web: tuple[Arrows, set[int]], shell: Shell) -> None:
    arrows, retracted = web
    made = grown(shell, arrows)
    for at in retracted:
        assert shell.json("retract", made[at], "--reason", "wrong", "--force").code == 0

    webs = [shell.json("where-used", address).result for address in made]

    for at, found in enumerate(webs):
        assert {use["address"] for use in found["uses"]} == {made[other] for other in reached(arrows, at)}
        assert made[at] not in {use["address"] for use in found["uses"] + found["used_by"]}
        for use in found["uses"] + found["used_by"]:
            assert use["retracted"] == (made.index(use["address"]) in retracted)
    forth = {(made[at], use["address"], use["depth"]) for at, found in enumerate(webs) for use in found["uses"]}
    back = {(use["address"], made[at], use["depth"]) for at, found in enumerate(webs) for use in found["used_by"]}
    assert forth == back


@pytest.mark.long
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(web=webs())
def test_what_live_versions_were_made_from_is_held_until_they_are_retracted(
    web: tuple[Arrows, set[int]], shell: Shell
) -> None:
    arrows, _ = web
    made = grown(shell, arrows)

    for at, address in enumerate(made):
        users = {made[other] for other, used in enumerate(arrows) if at in used}
        if users:
            said = shell.json("retract", address, "--reason", "wrong")
            assert (said.code, set(said.error["details"]["users"])) == (22, users)
    for address in reversed(made):
        assert shell.json("retract", address, "--reason", "wrong").code == 0


def test_a_version_cannot_be_made_from_itself(shell: Shell) -> None:
    (first,) = grown(shell, [set()])
    product, _, _ = first.partition("@")
    again = _note(Path(shell.environ["STUDIO_TOOLS_HOME"]).parent, "again")

    name = product.rpartition(":")[2]
    said = shell.json("publish", f"{name}={again}", "--to", SHOT, "--uses", f"{product}@v002")

    assert (said.code, said.error["code"]) == (24, "version-unknown")


def test_two_products_of_one_publish_cannot_be_made_from_each_other(shell: Shell) -> None:
    folder = Path(shell.environ["STUDIO_TOOLS_HOME"]).parent
    words = [f"other.{name}={_note(folder, name)}" for name in ("left", "right")]

    said = shell.json("publish", *words, "--to", SHOT, "--uses", f"{SHOT}:other.left@v001")

    assert (said.code, said.error["code"]) == (24, "version-unknown")


def test_a_new_version_may_be_made_from_the_one_before(shell: Shell) -> None:
    (first,) = grown(shell, [set()])
    name = first.rpartition(":")[2].partition("@")[0]
    again = _note(Path(shell.environ["STUDIO_TOOLS_HOME"]).parent, "more")

    (second,) = shell.json("publish", f"{name}={again}", "--to", SHOT, "--uses", first).result["versions"]

    (use,) = shell.json("where-used", second["address"]).result["uses"]
    assert (use["address"], use["outdated"], use["newer"]) == (first, True, second["address"])
