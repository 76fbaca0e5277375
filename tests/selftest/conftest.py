"""A small program to run the self-test in: the fake host, with a few questions of our own; and the simulated ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio_tools.testing.assumptions import Assumption
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.host_contract import Kit
from studio_tools.testing.selftest.for_maya import MAYA
from studio_tools.testing.selftest.for_nuke import NUKE
from studio_tools.testing.selftest.probes import Probe, Questions, Subject, Where, by_code
from studio_tools.testing.selftest.running import Run
from studio_tools.testing.selftest.simulators import SIMULATORS
from studio_tools.testing.selftest.spelling import Private
from studio_tools.testing.selftest.tape import Tape
from studio_tools.testing.selftest.transcript import SIMULATOR, Writer, read

HOUSE = Path(__file__).parents[2]
QUESTIONS = Questions(
    host="fake",
    program="Fake",
    assumptions=(
        Assumption("adds", "it adds", "sums"),
        Assumption("divides", "it divides", "sums"),
        Assumption("shows", "it shows a window", "sums"),
        Assumption("sings", "it sings", "sums"),
    ),
    probes=by_code(
        Probe(code="adds", ask=lambda tape: tape.ask("sums.add", 1, 2), expects=3),
        Probe(code="divides", ask=lambda tape: tape.outcome("sums.divide", 1, 0), expects="raises ZeroDivisionError"),
        Probe(code="shows", ask=lambda tape: None, expects=None, where=Where.WINDOW),
    ),
    unasked={"sings": "nobody can hear it"},
    begin=lambda tape: tape.ask("sums.add", 0, 0),
)


def sums(**changed: Any) -> SimpleNamespace:
    """What the fake program is called through."""
    return SimpleNamespace(**{"add": lambda a, b: a + b, "divide": lambda a, b: a // b} | changed)


@pytest.fixture
def questions() -> Questions:
    return QUESTIONS


@pytest.fixture
def subject() -> Callable[..., Subject]:
    """The fake program; words say what is different about it."""

    def make(*, program: str = "Fake Pro", is_modified: bool = False, host: Any = None, **changed: Any) -> Subject:
        found = host or FakeHost(interactive=False)
        return Subject(
            questions=QUESTIONS,
            made_by={"program": program, "host_version": "1.0", "api": "10"},
            host=found,
            kit=Kit(make=lambda: found, sample=no_sample, undo=found.undo, turn=found.turn),
            doors={"sums": sums(**changed)},
            is_modified=lambda: is_modified,
        )

    return make


def no_sample(folder: Path) -> Path:
    raise AssertionError("nothing is loaded here")


@pytest.fixture
def programs() -> Callable[[Subject], Any]:
    """What starts a program that is there already."""

    def starting(found: Subject) -> Any:
        @contextmanager
        def start(own: Path) -> Iterator[Subject]:
            yield found

        return start

    return starting


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The transcript of a simulated program's answers to its questions: made once a session and mode."""
    made: dict[tuple[str, bool], Path] = {}

    def transcript(host: str, *, interactive: bool = False) -> Path:
        if (host, interactive) not in made:
            made[host, interactive] = record(tmp_path_factory.mktemp(host), host, interactive=interactive)
        return made[host, interactive]

    return transcript


def record(folder: Path, host: str, *, interactive: bool) -> Path:
    """Ask a simulated program everything, each question of a fresh one."""
    questions = {"maya": MAYA, "nuke": NUKE}[host]
    path = folder / "transcript.jsonl"
    with Writer(path, {"program": SIMULATOR, "host": host, "interactive": interactive}) as writer:
        for assumption in questions.assumptions:
            tape = SIMULATORS[host](folder / "simulated" / assumption.code, interactive=interactive)
            found = FakeHost(interactive=interactive)
            kit = Kit(make=lambda found=found: found, turn=tape.push)  # type: ignore[misc]
            one = replace(questions, assumptions=(assumption,))
            subject = Subject(questions=one, made_by={}, host=found, kit=kit, doors=tape.doors)
            run = Run(subject=subject, folder=folder / assumption.code, only=[assumption.code], private=Private())
            for each in run.answers():
                writer.add(each)
        writer.end()
    assert read(path).is_good
    return path


@pytest.fixture
def tape(tmp_path: Path) -> Tape:
    """A tape of a program that adds."""
    return Tape({"sums": sums()}, tmp_path)


@pytest.fixture(scope="session")
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python in a folder, with our checkout on its path."""

    def run(*words: str, folder: Path, code: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *(["-c", code] if code else []), *words]
        environ = {"PATH": "/nowhere", "PYTHONPATH": str(HOUSE), "HOME": str(folder / "home")}
        return subprocess.run(
            command, cwd=folder, env=environ, capture_output=True, text=True, timeout=100, check=False
        )

    return run
