"""A real `studio publish` is killed at random moments, a hundred times, while a second user and resumers are at work.

What is left is judged by reading disk and site alone, and healed by `studio resume`.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun

from studio_tools.testing.checker import Checker, published_files

KILLS = int(os.environ.get("STUDIO_TOOLS_TEST_KILLS", "100"))
SCRIPT, KEY = "robot", "a-key-of-twenty-letters-or-more"
SHOT = "demo/sq010/sh0010"

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]


@dataclass(slots=True)
class Studio:
    """A home with a site behind HTTP, and processes that use it."""

    home: Path
    desk: Path
    site: str = "embedded"
    random: random.Random = field(default_factory=lambda: random.Random(20260115))

    def start(self, *argv: str | Path, login: str = "artist") -> Any:
        environ = os.environ | {
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "STUDIO_TOOLS_HOME": str(self.home),
            "STUDIO_TOOLS_USER": login,
            "STUDIO_TOOLS__TRACKER__SITE": self.site,
            "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": SCRIPT,
            "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": KEY,
            "STUDIO_TOOLS__STORAGE__FREE_SPACE_RESERVE": "0",
        }
        command = [sys.executable, "-m", "studio_tools.cli", *map(str, argv)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=environ, stdout=pipe, stderr=pipe, text=True)

    def tell(self, *argv: str | Path, **how: Any) -> Any:
        """Run a command to its end; its result."""
        with self.start(*argv, "--json", **how) as process:
            out, err = process.communicate(timeout=120)
        document = json.loads(out)
        assert document["ok"], f"{document}\n{err}"
        return document["result"]

    def publish(self, **how: Any) -> Any:
        """Start a publish of two products as one."""
        sources = [f"other.{variant}={self.desk / f'{variant}.bin'}" for variant in ("main", "aux")]
        return self.start("publish", *sources, "--to", SHOT, "--json", **how)

    def beats(self) -> set[str]:
        folder = self.home / "storage/demo/.studio/beats"
        try:
            return {path.name for path in folder.iterdir()}
        except OSError:
            return set()


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    desk = tmp_path / "desk"
    desk.mkdir()
    for variant in ("main", "aux"):
        (desk / f"{variant}.bin").write_bytes(os.urandom(4_000_000))
    made = Studio(tmp_path / "home", desk)
    made.tell("init", made.home, "--project", "demo")
    made.tell("create", "shot", SHOT)
    server = made.start("site", "serve", "--port", "0", "--script-name", SCRIPT, "--script-key", KEY)
    made.site = server.stdout.readline().strip()
    yield made
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=30)


class SecondResumer(threading.Thread):
    """Runs `studio resume` over and over, until told to stop or to wait."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.quiet = threading.Lock()
        self.is_over = threading.Event()
        self.finished: list[str] = []
        self.abandoned: list[str] = []

    def run(self) -> None:
        while not self.is_over.is_set():
            with self.quiet:
                report = self.studio.tell("resume", login="resumer")
                told = (entry for entry in report["finished"] if "linked to" not in str(entry["notes"]))
                self.finished += [entry["run"] for entry in told]
                self.abandoned += [entry["run"] for entry in report["abandoned"]]
            self.is_over.wait(0.05)


def _ends_within(process: Any, seconds: float) -> bool:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _killed(studio: Studio, window: float, **how: Any) -> bool:
    """Start a publish and kill it somewhere between its first trace and its end; whether it was hit alive."""
    before = studio.beats()
    with studio.publish(**how) as process:
        while not _ends_within(process, 0.001) and not studio.beats() - before:
            pass
        _ends_within(process, studio.random.uniform(0, window))
        process.kill()
        process.communicate()
    return bool(process.returncode == -signal.SIGKILL)


def test_a_hundred_kills_hurt_nothing(studio: Studio) -> None:
    checker = Checker(studio.home / "storage")
    client = Shotgun(studio.site, SCRIPT, KEY)
    resumer = SecondResumer(studio)
    with studio.publish() as process:
        out, _ = process.communicate(timeout=120)
    window = 0.4 * json.loads(out)["result"]["seconds"]
    resumer.start()
    try:
        hits = tries = 0
        while hits < KILLS:
            tries += 1
            second = studio.publish(login="anne") if tries % 7 == 0 else None
            hits += _killed(studio, window)
            if second is not None:
                with second:
                    out, err = second.communicate(timeout=120)
                assert json.loads(out)["ok"], err
            if tries % 10 == 0:
                with resumer.quiet:
                    studio.tell("resume")
                    wrong = checker.judge(published_files(client))
                assert not wrong, "\n".join(wrong)
    finally:
        resumer.is_over.set()
        resumer.join()

    studio.tell("resume")
    rows = published_files(client)
    wrong = checker.judge(rows)
    assert not wrong, "\n".join(wrong)
    before = checker.snapshot(rows)
    again = studio.tell("resume")
    assert (again["finished"], again["abandoned"], again["still_waiting"]) == ([], [], [])
    assert checker.snapshot(published_files(client)) == before
    sealed = [record for record in checker.records() if record["state"] == "SEALED"]
    assert len(rows) == 2 * len(sealed)
    assert all(row["sg_status_list"] == "cmpt" for row in rows)
    assert len(resumer.finished) == len(set(resumer.finished))
    assert len(resumer.abandoned) == len(set(resumer.abandoned))
    assert studio.tell("verify", "demo")["problems"] == []
    counted = {
        state: sum(record["state"] == state for record in checker.records()) for state in ("SEALED", "ABANDONED")
    }
    print(f"{hits} kills in {tries} publishes: {counted}")
    assert all(counted.values()), "the kills all fell on one side of the commit"
    client.close()
