from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from textwrap import dedent

import pytest

from studio_tools.errors import PluginError
from studio_tools.jobs import Phase
from studio_tools.publish.catalog import GROUP, OWN, Catalog, load_catalog

STEP = '''
from __future__ import annotations
from collections.abc import Iterator
from dataclasses import dataclass
from studio_tools.publish.steps import collector, validator

@dataclass(frozen=True)
class Show:
    name: str

@validator("core.{name}", label="Check")
def check(scope) -> Iterator[None]:
    """Check the {name}."""
    yield None
'''


def a_file(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(dedent(text), "utf-8")
    return path


def test_our_own_steps_are_there_without_installed_metadata() -> None:
    catalog = load_catalog(installed=())
    assert {"core.files", "core.naming", "core.frames-complete"} <= set(catalog.steps)
    assert catalog.broken == ()


def test_our_own_entry_point_is_not_loaded_twice() -> None:
    catalog = load_catalog(installed=[EntryPoint("core", OWN, GROUP)])
    assert catalog.broken == ()


def test_installed_steps_are_found() -> None:
    catalog = load_catalog()
    assert catalog.broken == ()
    assert catalog.steps["core.files"].phase is Phase.COLLECT or catalog.of(Phase.EXTRACT)


def test_a_folder_of_plain_files_adds_steps(tmp_path: Path) -> None:
    a_file(tmp_path, "house.py", STEP.format(name="house-style"))
    catalog = load_catalog([tmp_path], installed=())
    assert catalog.get("core.house-style").tooltip == "Check the house-style."


def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    a_file(tmp_path / "one", "checks.py", STEP.format(name="first"))
    a_file(tmp_path / "two", "checks.py", STEP.format(name="second"))
    catalog = load_catalog([tmp_path / "one", tmp_path / "two"], installed=())
    assert {"core.first", "core.second"} <= set(catalog.steps)
    assert catalog.broken == ()


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert load_catalog([tmp_path / "none"], installed=()).broken == ()


def test_files_with_an_underscore_are_left_alone(tmp_path: Path) -> None:
    a_file(tmp_path, "_notes.py", "raise RuntimeError('never run')")
    assert load_catalog([tmp_path], installed=()).broken == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("def broken(:", "SyntaxError", id="a-syntax-error"),
        pytest.param("import nothing_of_that_name", "nothing_of_that_name", id="a-missing-module"),
        pytest.param("raise ValueError('bad day')", "ValueError: bad day", id="an-error-while-loading"),
        pytest.param("import sys; sys.exit(3)", "SystemExit", id="a-module-that-exits"),
        pytest.param("x = 1", "makes no step", id="no-step"),
    ],
)
def test_a_broken_file_is_listed_and_stops_nothing(tmp_path: Path, text: str, told: str) -> None:
    path = a_file(tmp_path, "broken.py", text)
    a_file(tmp_path, "good.py", STEP.format(name="good"))
    catalog = load_catalog([tmp_path], installed=())
    (error,) = catalog.broken
    assert isinstance(error, PluginError)
    assert str(path) in error.message
    assert told in error.message
    assert error.__cause__ is not None
    assert "core.good" in catalog.steps


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("import os\n\ndef broken(:", "line 3 of ", id="a-syntax-error"),
        pytest.param("import os\n\nraise ValueError('bad day')", "line 3 of ", id="an-error-while-loading"),
        pytest.param("import json\n\njson.loads('{')", "line 3 of ", id="an-error-further-down"),
        pytest.param("import os\nimport maya.cmds as cmds", "line 2 of ", id="an-application-that-is-not-there"),
    ],
)
def test_the_hint_of_a_broken_file_names_the_line_to_correct(tmp_path: Path, text: str, line: str) -> None:
    path = a_file(tmp_path, "broken.py", text)

    (error,) = load_catalog([tmp_path], installed=()).broken

    assert error.hint.startswith(f"Correct {line}{path}, or move it out of the folder of steps")


def test_a_hint_of_the_origin_s_own_is_kept(tmp_path: Path) -> None:
    a_file(tmp_path, "broken.py", "x = 1")

    (error,) = load_catalog([tmp_path], installed=()).broken

    assert error.hint == "Put @validator, @collector or @extractor before a function."


def test_the_hint_of_a_broken_package_is_about_the_package() -> None:
    (error,) = load_catalog(installed=[EntryPoint("acme", "no_such_module:STEPS", GROUP)]).broken

    assert error.hint.startswith("Update the package that brings it, or uninstall it")


def test_a_broken_file_leaves_no_module_behind(tmp_path: Path) -> None:
    before = set(sys.modules)
    a_file(tmp_path, "broken.py", "raise ValueError('bad day')")
    load_catalog([tmp_path], installed=())
    assert not [name for name in set(sys.modules) - before if name.startswith("studio_tools_steps")]


def test_a_broken_entry_point_is_listed_with_its_name() -> None:
    catalog = load_catalog(installed=[EntryPoint("acme", "no_such_module:STEPS", GROUP)])
    (error,) = catalog.broken
    assert "acme = no_such_module:STEPS" in error.message
    assert "core.files" in catalog.steps


def test_an_entry_point_must_name_a_sequence_of_steps() -> None:
    catalog = load_catalog(installed=[EntryPoint("acme", "os:sep", GROUP)])
    (error,) = catalog.broken
    assert error.message == "acme = os:sep: it is a str, not a tuple or list of steps"


def test_two_steps_of_one_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    a_file(tmp_path, "mine.py", STEP.format(name="naming"))
    catalog = load_catalog([tmp_path], installed=())
    (error,) = catalog.broken
    assert "core.naming" in error.message
    first, second = error.details["origins"]
    assert first.startswith("studio_tools.publish.checks")
    assert second.endswith(":check")
    assert catalog.steps["core.naming"].origin == first


def test_two_steps_of_one_id_in_one_file_break_the_file(tmp_path: Path) -> None:
    text = STEP.format(name="twice")
    a_file(tmp_path, "twice.py", text + text[text.index("@validator") :].replace("def check", "def other"))
    (error,) = load_catalog([tmp_path], installed=()).broken
    assert "two steps are called core.twice" in error.message


def test_an_unknown_step_is_answered_with_the_nearest() -> None:
    with pytest.raises(PluginError, match=r'no step \'core.namin\'; did you mean "core.naming"\?'):
        load_catalog(installed=()).get("core.namin")


def test_an_empty_catalog_knows_nothing() -> None:
    with pytest.raises(PluginError, match="there is no step"):
        Catalog().get("core.naming")


def test_steps_of_a_phase_are_sorted() -> None:
    found = [step.id for step in load_catalog(installed=()).of(Phase.VALIDATE)]
    assert found == sorted(found)
    assert "core.naming" in found
