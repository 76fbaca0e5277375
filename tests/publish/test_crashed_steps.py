"""What a step's author is told where a step breaks: the line of its own file, and nothing that it had in its hands."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StepCrashed
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.crash import crashed
from studio_tools.publish.items import Finding, PublishItem
from studio_tools.publish.steps import AnyStep, Scope, validator
from studio_tools.testing.sample_steps import a_scene

HERE = __file__
ITEM = PublishItem(id="other.main", kind="other", variant="main", label="Notes", members=())
FILE = '''
from studio_tools.publish.steps import validator

def limit(words):
    password = words["swordfish"]
    return 100 / len(password)

@validator("core.in-a-file", label="In a file")
def in_a_file(scope):
    """Break in another function of the same file."""
    yield None
    limit({"swordfish": ""})
'''


def line_of(call: Callable[..., object], words: str) -> int:
    """Where *words* stand in a function, in this file."""
    lines, first = inspect.getsourcelines(call)
    return first + next(at for at, line in enumerate(lines) if words in line)


def elsewhere(text: str) -> object:
    return json.loads(text)


@validator("core.deep", label="Deep")
def deep(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Break far below, in a file of somebody else."""
    yield None
    elsewhere("{")


@validator("core.odd", label="Odd")
def odd(scope: Scope[Any]) -> Iterator[Any]:
    """Give what no check gives."""
    yield 3


def mended_badly(scope: Scope[Any], finding: Finding) -> None:
    raise ZeroDivisionError


def retried(call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def again(scope: Scope[Any]) -> Any:
        return call(scope)

    return again


def broken_by(call: Callable[[], object], step: AnyStep) -> StepCrashed:
    """The error that a step's author reads when *call* raises."""
    with pytest.raises(Exception) as raised:
        call()
    return crashed(step, ITEM, raised.value)


def test_the_line_is_the_last_one_in_the_step_s_own_file(house: Any) -> None:
    error = house.publish(a_scene(), recipes=house.with_steps(deep, validate=("core.deep",))).error

    line = line_of(elsewhere, "json.loads")
    assert (error.details["file"], error.details["line"]) == (HERE, line)
    assert error.hint == f"{StepCrashed.default_hint} It broke in {HERE}, line {line}."


def test_a_step_of_a_folder_is_told_by_its_file_and_not_by_its_module(house: Any, tmp_path: Path) -> None:
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "house.py").write_text(FILE, "utf-8")
    step = load_catalog([folder], installed=()).get("core.in-a-file")

    error = house.publish(a_scene(), recipes=house.with_steps(step, validate=("core.in-a-file",))).error

    file, line = str(folder / "house.py"), FILE.splitlines().index("    return 100 / len(password)") + 1
    assert (error.details["file"], error.details["line"]) == (file, line)
    assert error.details["origin"] == f"{file}:in_a_file"
    told = json.dumps(error.as_json())
    assert "studio_tools_steps" not in told
    assert "swordfish" not in told


def test_a_step_that_gives_something_wrong_is_told_where_it_begins(house: Any) -> None:
    error = house.publish(a_scene(), recipes=house.with_steps(odd, validate=("core.odd",))).error

    assert error.details["file"] == HERE
    assert error.details["line"] == line_of(odd.call, "@validator")


def test_a_plan_tells_it_as_well(house: Any) -> None:
    with pytest.raises(StepCrashed) as raised:
        house.plan(a_scene(), recipes=house.with_steps(deep, validate=("core.deep",)))

    assert raised.value.details["line"] == line_of(elsewhere, "json.loads")


def test_a_fix_is_told_with_its_own_line() -> None:
    step = replace(deep, call=json.loads, fix=mended_badly)  # type: ignore[arg-type]

    error = broken_by(partial(mended_badly, None, None), step)  # type: ignore[arg-type]

    assert (error.details["file"], error.details["line"]) == (HERE, line_of(mended_badly, "raise"))


def test_a_step_that_another_s_decorator_wraps_is_told_by_its_own_file(tmp_path: Path) -> None:
    file = tmp_path / "theirs.py"
    file.write_text(FILE, "utf-8")
    step = load_catalog([tmp_path], installed=()).get("core.in-a-file")
    call = retried(step.call)

    error = broken_by(lambda: list(call(None)), replace(step, call=call))

    assert error.details["file"] == str(file)


def test_a_step_that_is_no_python_function_breaks_without_a_line() -> None:
    error = broken_by(partial(len, 3), replace(deep, call=len))  # type: ignore[arg-type]

    assert error.hint == StepCrashed.default_hint
    assert set(error.details) == {"step", "item", "origin"}
