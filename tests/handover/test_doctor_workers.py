"""What the doctor says of the Python that workers run in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools import __version__
from studio_tools.diagnose import diagnose
from studio_tools.doctor import Level, Line, worker_lines
from studio_tools.publish.workers import PYTHON, scrubbed

ENVIRON = scrubbed({"PATH": os.environ["PATH"]})


def a_program(tmp_path: Path, text: str) -> str:
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_python_of_our_release_is_well() -> None:
    (line,) = worker_lines(sys.executable, ENVIRON)

    assert line.level is Level.OK
    assert sys.executable in line.text


def test_a_python_without_our_worker_is_told_with_its_own_words(tmp_path: Path) -> None:
    (line,) = worker_lines(a_program(tmp_path, "echo No module named studio_tools >&2; exit 1"), ENVIRON)

    assert line.level is Level.WARN
    assert "No module named studio_tools" in line.text
    assert __version__ in line.advice


ANSWERS: dict[str, tuple[str, str]] = {
    "another release": ('["0.0.1", "3.11.2", true]', "has studio_tools 0.0.1"),
    "no quick digests": (f'["{__version__}", "3.11.2", false]', "has no blake3"),
    "nothing": ("", "does not run our worker"),
    "noise": ("hello", "does not run our worker"),
}


@pytest.mark.parametrize(("answer", "said"), ANSWERS.values(), ids=ANSWERS)
def test_what_a_python_answers_is_judged(tmp_path: Path, answer: str, said: str) -> None:
    *_, line = worker_lines(a_program(tmp_path, f"echo '{answer}'"), ENVIRON)

    assert line.level is Level.WARN
    assert said in line.text


@pytest.mark.parametrize("text", ["exit 3", "kill -9 $$"], ids=["silently", "killed"])
def test_a_python_that_ends_without_a_word_is_told(tmp_path: Path, text: str) -> None:
    (line,) = worker_lines(a_program(tmp_path, text), ENVIRON)

    assert "it ended with" in line.text


def test_what_is_no_program_is_told() -> None:
    (line,) = worker_lines("/nowhere/python", ENVIRON)

    assert (line.level, line.area) == (Level.WARN, "workers")


# --- on the doctor's round


def of_workers(house: Any) -> list[Line]:
    return [line for line in diagnose(lambda: house.home, house.environ) if line.area == "workers"]


def test_the_doctor_looks_at_the_python_that_is_named(house: Any) -> None:
    (line,) = of_workers(house)

    assert line.level is Level.OK


def test_where_none_is_named_there_is_nothing_to_say(house: Any) -> None:
    del house.environ[PYTHON]

    assert of_workers(house) == []


def test_where_nothing_is_handed_over_there_is_nothing_to_say(make_house: Callable[..., Any]) -> None:
    assert of_workers(make_house(host__worker="never")) == []
