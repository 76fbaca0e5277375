"""The self-test as a studio runs it: as a process of its own, in simulated programs, sound ones and faulty ones."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import NotCapable
from studio_tools.testing.selftest.replay import differences
from studio_tools.testing.selftest.transcript import SIMULATOR, Asked, Checked, Transcript, read

HOUSE = Path(__file__).parents[2]
Ended = subprocess.CompletedProcess[str]
Run = tuple[Ended, Transcript, Path]

MAYA = """
import os, runpy, sys
from dataclasses import replace
from pathlib import Path
from studio_tools.testing.mayasim import installed, start

def answering(session, name, call):
    known = session.commands[name]
    session.commands = {{**session.commands, name: replace(known, call=lambda s, c: call(known.call(s, c)))}}

with installed(start(Path("project"))) as session:
    {fault}
    sys.argv = ["mayapy", *sys.argv[1:]]
    runpy.run_module("dcc.maya.selftest", run_name="__main__", alter_sys=True)
"""
NUKE = """
import sys
from pathlib import Path
from studio_tools.testing.nukesim import installed, start

with installed(start(Path(), environment={{}})) as session:
    {fault}
    from dcc.nuke import selftest
    sys.exit(selftest.main(sys.argv[1:], turn=session.idle))
"""
NUKE_FILE = """
import runpy, sys
from pathlib import Path
from studio_tools.testing.nukesim import installed, start

with installed(start(Path(), environment={{}})) as session:
    sys.argv = ["{file}", *sys.argv[1:]]
    runpy.run_path("{file}", run_name="__main__")
"""
PROGRAMS = {"maya": MAYA, "nuke": NUKE}


def started(process: Callable[..., Ended], folder: Path, host: str, *words: str, fault: str = "pass") -> Run:
    ended = process("--transcript", "t.jsonl", *words, code=PROGRAMS[host].format(fault=fault), folder=folder)
    assert (folder / "t.jsonl").exists(), ended.stderr
    return ended, read(folder / "t.jsonl"), folder


@pytest.fixture
def run(process: Callable[..., Ended], tmp_path: Path) -> Callable[..., Run]:
    """Runs the self-test of a host, with a fault planted in its program."""
    return partial(started, process, tmp_path)


@pytest.fixture(scope="module", params=PROGRAMS)
def sound(request: pytest.FixtureRequest, process: Callable[..., Ended], tmp_path_factory: Any) -> Run:
    """All of the self-test in a sound program: made once."""
    return started(process, tmp_path_factory.mktemp("sound"), request.param)


def check(told: Transcript, name: str) -> Checked:
    (found,) = [each for each in told.checks if each.name == name]
    return found


def question(told: Transcript, code: str) -> Asked:
    (found,) = [each for each in told.assumptions if each.code == code]
    return found


def test_a_sound_program_is_as_promised(sound: Run) -> None:
    ended, told, _ = sound

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.endswith("All is as promised.\n")
    assert ended.stderr == ""
    assert {each.outcome for each in told.checks} == {"passed", "not applicable"}
    assert {each.outcome for each in told.assumptions} <= {"holds", "not asked"}


def test_what_a_sound_program_said_is_what_the_simulator_says(sound: Run, tmp_path: Path) -> None:
    assert list(differences(sound[1], tmp_path)) == []


def test_what_a_simulator_says_confirms_nothing(sound: Run) -> None:
    ended, told, _ = sound

    assert told.made_by["program"] == SIMULATOR
    assert not told.is_confirmation
    assert "it confirms nothing of the real program" in ended.stdout


def test_nobody_can_be_recognised_by_a_transcript(sound: Run) -> None:
    folder = sound[2]
    text = (folder / "t.jsonl").read_text("utf-8")

    assert str(folder) not in text
    assert str(HOUSE) not in text
    assert "<tmp>" in text


def test_nothing_is_left_behind(sound: Run) -> None:
    assert {each.name for each in sound[2].iterdir()} - {"project"} == {"t.jsonl"}


FAULTS = [
    pytest.param(
        "maya",
        "session.faults.room = 0",
        "saving_makes_the_file",
        ["The contract of hosts: 1 passed, 1 failed", "saving_makes_the_file: HostError: ", "no space left"],
        id="maya, a full disk",
    ),
    pytest.param(
        "maya",
        "answering(session, 'attributeQuery', lambda answer: [answer])",
        "attribute-type",
        ["attribute-type: not so that attributeQuery(attributeType=True)", "expected 'bool', saw ['bool']"],
        id="maya, another answer",
    ),
    pytest.param(
        "maya",
        "session.commands = {name: each for name, each in session.commands.items() if name != 'polyInfo'}",
        "info-lines",
        ["info-lines: unclear, asking went wrong: NotSimulated: "],
        id="maya, a command that is not there",
    ),
    pytest.param(
        "nuke",
        "session.faults.read_only.append('*')",
        "saving_makes_the_file",
        ["The contract of hosts: 1 passed, 1 failed", "saving_makes_the_file: HostError: ", "Permission denied"],
        id="nuke, a closed folder",
    ),
    pytest.param(
        "nuke",
        "session.faults.has_licence = False",
        "limit-cuts",
        ["limit-cuts: not so that execute renders no frame beyond a Write's own limit", "'raises RuntimeError'"],
        id="nuke, no licence",
    ),
    pytest.param(
        "nuke",
        "session.faults.failing_frames.append(1)",
        "reload-button",
        ["reload-button: unclear, asking went wrong: RuntimeError: "],
        id="nuke, a frame that fails",
    ),
]


@pytest.mark.parametrize(("host", "fault", "name", "words"), FAULTS)
def test_a_faulty_program_is_told(host: str, fault: str, name: str, words: list[str], run: Callable[..., Run]) -> None:
    ended, told, _ = run(host, "--only", name, "--only", "it_names_itself", fault=fault)

    assert ended.returncode == 1, ended.stderr
    assert ended.stdout.endswith("Not all is as promised.\n")
    assert [each for each in words if each not in ended.stdout] == [], ended.stdout
    assert check(told, "it_names_itself").outcome == "passed", "the rest is as it was"


def test_a_program_that_crashes_leaves_what_it_said_before(
    run: Callable[..., Run],
) -> None:
    words = ("--only", "it_names_itself", "--only", "flag-twice", "--only", "attribute-type", "--only", "info-lines")
    ended, told, _ = run("maya", *words, fault="answering(session, 'attributeQuery', lambda answer: os._exit(9))")

    assert ended.returncode == 9
    assert not told.is_whole
    assert not told.is_good
    assert check(told, "it_names_itself").outcome == "passed"
    assert [each.code for each in told.assumptions] == ["flag-twice"]


def test_a_faulty_programs_transcript_differs_from_the_simulator(run: Callable[..., Run], tmp_path: Path) -> None:
    fault = "answering(session, 'attributeQuery', lambda answer: [answer])"
    _, told, _ = run("maya", "--only", "attribute-type", fault=fault)

    (found,) = differences(told, tmp_path / "replay")

    assert (found.code, found.recorded, found.replayed) == ("attribute-type", "gave ['bool']", "gave 'bool'")


def test_nuke_runs_it_as_a_file(process: Callable[..., Ended], tmp_path: Path) -> None:
    file = (HOUSE / "dcc" / "nuke" / "selftest.py").as_posix()
    words = ("--", "--transcript", "t.jsonl", "--only", "one-hash", "--only", "saving_makes_the_file")

    ended = process(*words, code=NUKE_FILE.format(file=file), folder=tmp_path)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    told = read(tmp_path / "t.jsonl")
    assert (question(told, "one-hash").outcome, check(told, "saving_makes_the_file").outcome) == ("holds", "passed")


# --- where there is no program


DOORS = pytest.mark.parametrize("door", ["dcc.maya.selftest", "dcc.nuke.selftest", "dcc.blender.selftest"])


@DOORS
def test_a_door_says_where_it_is_to_be_opened(door: str, process: Callable[..., Ended], tmp_path: Path) -> None:
    ended = process("-m", door, "--only", "it_names_itself", folder=tmp_path)

    assert ended.returncode == NotCapable.exit_code, ended.stderr
    assert "Start it" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@DOORS
def test_a_door_lists_what_it_would_ask_anywhere(door: str, process: Callable[..., Ended], tmp_path: Path) -> None:
    ended = process("-m", door, "--list", folder=tmp_path)

    assert ended.returncode == 0, ended.stderr
    assert "check     saving_makes_the_file" in ended.stdout


@DOORS
def test_a_door_loads_neither_pytest_nor_qt_nor_a_shell(
    door: str, process: Callable[..., Ended], tmp_path: Path
) -> None:
    heavy = ("pytest", "PySide6", "click", "rich", "numpy", "shotgun_api3", "spectator", "maya", "nuke", "bpy")
    ended = process(
        code=f"import {door}, sys; print([name for name in {heavy!r} if name in sys.modules])", folder=tmp_path
    )

    assert ended.stdout == "[]\n", ended.stderr
