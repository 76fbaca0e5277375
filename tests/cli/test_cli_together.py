"""Several shells at once on one home: no number twice, nothing registered twice, nobody held up by a neighbour."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

HOUSE = Path(__file__).parents[2]
STUDIO = [sys.executable, "-m", "studio_tools.cli"]
SHOT = "demo/sq010/sh0010"
Registered = Callable[[Shell], list[dict[str, Any]]]


def begin(shell: Shell, *words: str) -> subprocess.Popen[str]:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), **shell.environ}
    return subprocess.Popen(
        [*STUDIO, *words, "--json"], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(child: subprocess.Popen[str]) -> Any:
    out, err = child.communicate(timeout=100)
    assert child.returncode == 0, out + err
    return json.loads(out)["result"]


def note(tmp_path: Path, text: str) -> str:
    path = tmp_path / f"{text}.txt"
    path.write_text(text)
    return str(path)


def records(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return sorted((row["name"], row["version_number"]) for row in rows)


def test_four_who_publish_at_once_get_four_numbers(show: Shell, tmp_path: Path, registered: Registered) -> None:
    paths = [note(tmp_path, f"note{number}") for number in range(4)]

    children = [begin(show, "publish", f"other.note={path}", "--to", SHOT) for path in paths]
    numbers = [end(child)["versions"][0]["number"] for child in children]

    assert sorted(numbers) == [1, 2, 3, 4]
    assert records(registered(show)) == [("other.note", number) for number in (1, 2, 3, 4)]
    assert show.json("verify").result["checked"] == 4


def test_two_who_resume_at_once_register_each_publish_once(
    show: Shell, tmp_path: Path, away: dict[str, str], registered: Registered
) -> None:
    offline = Shell(environ={**show.environ, **away})
    runs = [
        offline.json("publish", f"other.n{number}={note(tmp_path, f'n{number}')}", "--to", SHOT).result["run"]
        for number in range(4)
    ]

    children = [begin(show, "resume") for _ in range(2)]
    finished = Counter(entry["run"] for child in children for entry in end(child)["finished"])

    assert set(finished) <= set(runs)
    assert max(finished.values()) == 1
    assert show.json("resume").result["still_waiting"] == []
    assert records(registered(show)) == [(f"other.n{number}", 1) for number in range(4)]


def test_two_who_make_the_same_shot_at_once_make_one(shell: Shell) -> None:
    children = [begin(shell, "create", "shot", SHOT, "--cut", "1001-1100") for _ in range(2)]

    made = [end(child) for child in children]

    assert len({one["id"] for answer in made for one in answer if one["type"] == "shot"}) == 1


def test_two_who_make_the_same_home_at_once_make_one(bare: Shell, tmp_path: Path) -> None:
    children = [begin(bare, "init", str(tmp_path / "home"), "--project", code) for code in ("demo", "other")]

    homes = {end(child)["home"] for child in children}

    assert homes == {str(tmp_path / "home")}
    assert sorted(bare.at(tmp_path / "home").json("site", "info").result["projects"]) == ["demo", "other"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "suspended"])
def test_a_neighbour_in_the_middle_of_a_publish_holds_nobody_up(number: int, show: Shell, tmp_path: Path) -> None:
    big = tmp_path / "big.dat"
    with big.open("wb") as file:
        file.truncate(400_000_000)
    versions = Path(show.environ["STUDIO_TOOLS_HOME"]) / "storage/demo/sequences/sq010/sh0010/publish/other/note"
    child = begin(show, "publish", f"other.note={big}", "--to", SHOT)
    try:
        while child.poll() is None and not any(versions.glob("v*/*")):
            os.sched_yield()
        child.send_signal(number)

        result = end(begin(show, "publish", f"other.note={note(tmp_path, 'mine')}", "--to", SHOT))
        resumed = show.json("resume").result
    finally:
        child.kill()
        child.communicate()

    left = show.json("resume").result
    assert result["versions"][0]["number"] == 2
    assert resumed["still_waiting"] == left["still_waiting"] == []
    assert [version["number"] for version in show.json("versions", SHOT).result if version["number"] != 1] == [2]
    assert show.json("verify").result["ok"] is True
