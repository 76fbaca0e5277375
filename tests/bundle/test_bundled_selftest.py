"""The self-test from the bundle, in interpreters that have nothing else: run as a file, found by its place.

An interpreter that is not on this machine has no case here.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.testing.selftest.transcript import SIMULATOR, read

HOUSE = Path(__file__).parents[2]
Ended = subprocess.CompletedProcess[str]


def interpreter(version: str) -> str:
    command = ["bash", ".ci/python.sh", "--bare", version]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False).stdout.strip()


PYTHONS = [pytest.param(found, id=version) for version in ("3.11", "3.13") if (found := interpreter(version))]
bare = pytest.mark.parametrize("python", PYTHONS)
DOORS = pytest.mark.parametrize("host", ["maya", "nuke", "blender"])

SIMULATED = """
import runpy, sys
from pathlib import Path

bundle, host, file = sys.argv[1:4]
sys.path.append(bundle + "/python")
from importlib import import_module

sim = import_module(f"studio_tools.testing.{host}sim")
words = {"environment": {}} if host == "nuke" else {}
Path("place").mkdir()
with sim.installed(sim.start(Path("place"), **words)):
    sys.argv = [file, *sys.argv[4:]]
    runpy.run_path(file, run_name="__main__")
"""


@pytest.fixture
def run(bundle: Path, tmp_path: Path) -> Callable[..., Ended]:
    def run(*command: str) -> Ended:
        """No site-packages, no variables, no folder of ours: the interpreter alone."""
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={"PATH": "/nowhere"},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    return run


def door(bundle: Path, host: str) -> str:
    return str(bundle / "python" / "dcc" / host / "selftest.py")


@bare
@DOORS
def test_a_file_finds_what_it_needs_by_its_place(
    python: str, host: str, bundle: Path, run: Callable[..., Ended]
) -> None:
    ended = run(python, "-I", "-S", "-B", door(bundle, host), "--list")

    assert ended.returncode == 0, ended.stderr
    assert "check     saving_makes_the_file" in ended.stdout


@bare
@DOORS
def test_where_there_is_no_program_it_says_so(
    python: str, host: str, bundle: Path, run: Callable[..., Ended], tmp_path: Path
) -> None:
    ended = run(python, "-S", "-B", door(bundle, host))

    assert ended.returncode == 52, ended.stderr
    assert f"this Python has no {host.capitalize()}" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@bare
def test_maya_runs_all_of_it(python: str, bundle: Path, run: Callable[..., Ended], tmp_path: Path) -> None:
    words = ("--transcript", "t.jsonl")
    ended = run(python, "-I", "-S", "-B", "-c", SIMULATED, str(bundle), "maya", door(bundle, "maya"), *words)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    told = read(tmp_path / "t.jsonl")
    assert told.is_good
    assert told.made_by["program"] == SIMULATOR
    assert len(told.checks) > 140


@bare
def test_nuke_runs_what_needs_no_other_thread(
    python: str, bundle: Path, run: Callable[..., Ended], tmp_path: Path
) -> None:
    """All of it runs where the simulator's loop can be pushed: in the tests of the self-test."""
    words = ("--", "--transcript", "t.jsonl", "--only", "saving_makes_the_file", "--only", "one-file-views")
    ended = run(python, "-I", "-S", "-B", "-c", SIMULATED, str(bundle), "nuke", door(bundle, "nuke"), *words)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    told = read(tmp_path / "t.jsonl")
    assert ([each.outcome for each in told.checks], [each.outcome for each in told.assumptions]) == (
        ["passed"],
        ["holds"],
    )
