"""A plan says what a publish would do, exactly, and touches neither storage nor site nor anything else in the home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Frames = Callable[..., Path]
Note = Callable[..., Path]
Lies = Callable[[Path], dict[str, Any]]
Rows = Callable[[], list[str]]


def plan(shell: Shell, *words: str | Path) -> Any:
    return shell.json("publish", *words, "--plan").result


def below(home: Path, lies_there: Lies) -> dict[str, Any]:
    """What lies in a home, without the scratch files that a database keeps beside itself while it is read."""
    return {name: seen for name, seen in lies_there(home).items() if name != "site" and not name.startswith("site/")}


@pytest.mark.parametrize("earlier", [0, 1], ids=["the very first publish", "a second version"])
def test_a_plan_touches_nothing(
    earlier: int, show: Shell, home: Path, frames: Frames, shot: str, lies_there: Lies, rows: Rows
) -> None:
    words = (frames(), "--to", shot, "--kind", "render")
    for _ in range(earlier):
        assert show("publish", *words).code == 0
    before, registered = below(home, lies_there), rows()

    plan(show, *words)

    assert below(home, lies_there) == before
    assert rows() == registered


def test_a_plan_that_would_be_blocked_touches_nothing_either(
    show: Shell, home: Path, frames: Frames, shot: str, lies_there: Lies, rows: Rows
) -> None:
    words = (frames(numbers=(1001, 1003)), "--to", shot, "--kind", "render")
    before, registered = below(home, lies_there), rows()

    result = plan(show, *words)

    assert [one["frames"] for one in result["findings"] if one["severity"] == "error"]
    assert below(home, lies_there) == before
    assert rows() == registered


def test_a_plan_uses_up_no_number(show: Shell, note: Note, shot: str) -> None:
    for _ in range(3):
        assert plan(show, note(), "--to", shot, "--kind", "other")["versions"][0]["number"] == 1

    done = show.json("publish", note(), "--to", shot, "--kind", "other").result
    assert done["versions"][0]["number"] == 1


def test_a_publish_does_what_its_plan_said(show: Shell, frames: Frames, shot: str) -> None:
    words = (f"render.beauty={frames()}", f"cutout={frames('matte')}", "--to", shot)
    told = {one["address"]: one for one in plan(show, *words)["versions"]}

    done = {one["address"]: one for one in show.json("publish", *words).result["versions"]}

    assert {address: one["path"] for address, one in told.items()} == {
        address: one["path"] for address, one in done.items()
    }
    for address, one in done.items():
        lying = sorted(str(path) for path in Path(one["path"]).iterdir() if path.name != "publish.json")
        assert sorted(told[address]["files"]) == lying


def test_a_plan_counts_the_bytes_that_are_published(show: Shell, frames: Frames, shot: str) -> None:
    words = (frames(), "--to", shot, "--kind", "render")

    told = plan(show, *words)["bytes"]

    assert told == show.json("publish", *words).result["versions"][0]["bytes"] > 0


def test_a_plan_foretells_each_record(show: Shell, ordinary: dict[str, Path], frames: Frames, shot: str) -> None:
    writes = plan(show, f"render={frames()}", f"render={ordinary['mov']}", "--to", shot)["writes"]

    records = [one for one in writes if one["entity"] == "PublishedFile"]
    assert [(one["name"], one["version_number"]) for one in records] == [("render.main", 1)] * 2
    assert {one["published_file_type"] for one in records} == {"Rendered Image", "Movie"}


def changed(found: list[dict[str, Any]]) -> list[int | None]:
    return [one["frame"] for one in found]


def test_a_plan_names_the_frames_that_differ(show: Shell, frames: Frames, shot: str) -> None:
    assert show("create", "shot", shot, "--cut", "1001-1004").code == 0
    to = ("--to", shot, "--kind", "render", "--accept-warnings")
    assert show("publish", frames(numbers=(1001, 1002, 1003, 1004)), *to).code == 0
    assert show("create", "shot", shot, "--cut", "1002-1005").code == 0
    folder = frames(value=0.7, numbers=(1003,))
    (folder / "beauty.1001.exr").unlink()
    frames(numbers=(1005,))

    difference = plan(show, folder, *to)["difference"]

    assert changed(difference["added"]) == [1005]
    assert changed(difference["changed"]) == [1003]
    assert changed(difference["gone"]) == [1001]


def test_of_what_is_the_same_a_plan_names_nothing(show: Shell, frames: Frames, shot: str) -> None:
    words = (frames(), "--to", shot, "--kind", "render")
    assert show("publish", *words).code == 0

    difference = plan(show, *words)["difference"]

    assert (difference["added"], difference["changed"], difference["gone"]) == ([], [], [])


def test_of_a_first_version_everything_is_new(show: Shell, frames: Frames, shot: str) -> None:
    difference = plan(show, frames(), "--to", shot, "--kind", "render")["difference"]

    assert changed(difference["added"]) == [1001, 1002, 1003]
    assert (difference["changed"], difference["gone"]) == ([], [])


def test_a_plan_with_the_site_away_is_a_plan_all_the_same(show: Shell, note: Note, shot: str) -> None:
    words = (note(), "--to", shot, "--kind", "other")
    assert show("publish", *words).code == 0
    away = {"SITE": "http://127.0.0.1:9", "SCRIPT_NAME": "x", "SCRIPT_KEY": "y", "RETRIES": "0"}
    offline = Shell(environ={**show.environ, **{f"STUDIO_TOOLS__TRACKER__{key}": text for key, text in away.items()}})

    assert plan(offline, *words)["versions"][0]["number"] == 2
