"""What an application is started in: the context, our start-up folder, and nothing of our own interpreter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.launch import surroundings
from studio_tools.launch.environment import changes

OWN = Path("/opt/product")
LISTS = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")


def made(environ: dict[str, str], **changed: object) -> dict[str, str]:
    given: dict[str, object] = {"context": {}, "startup": None, "own": OWN}
    return surroundings(environ, **(given | changed))  # type: ignore[arg-type]


def joined(*entries: str) -> str:
    return os.pathsep.join(entries)


@pytest.mark.parametrize("name", LISTS)
def test_folders_of_our_own_environment_are_taken_off(name: str) -> None:
    assert made({name: joined("/opt/product/bin", "/usr/bin")})[name] == "/usr/bin"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_held_nothing_else_goes_altogether(name: str) -> None:
    assert name not in made({name: "/opt/product/lib"})


@pytest.mark.parametrize("name", ["PYTHONHOME", "PYTHONSAFEPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"])
def test_what_makes_one_python_find_its_own_is_not_handed_on(name: str) -> None:
    assert made({name: "x"}) == {}


def test_what_the_studio_set_stays() -> None:
    theirs = {"MAYA_APP_DIR": "/a", "PYTHONPATH": "/studio/python", "OCIO": "/c.ocio", "LANG": "C"}

    assert made(theirs) == theirs


def test_settings_and_secrets_are_handed_on() -> None:
    theirs = {"STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "secret", "STUDIO_TOOLS_USER": "ada"}

    assert made(theirs) == theirs


def test_an_earlier_launch_is_forgotten() -> None:
    before = {"STUDIO_TOOLS_ADDRESS": "demo/sq010/sh0010", "STUDIO_TOOLS_HOME": "/old"}

    assert made(before, context={"STUDIO_TOOLS_HOME": "/new"}) == {"STUDIO_TOOLS_HOME": "/new"}


def test_our_start_up_folder_stands_before_what_is_there() -> None:
    after = made({"NUKE_PATH": joined("/studio/nuke", "/show/nuke")}, startup=("NUKE_PATH", Path("/bundle/nuke")))

    assert after["NUKE_PATH"] == joined("/bundle/nuke", "/studio/nuke", "/show/nuke")


def test_our_start_up_folder_stands_there_once() -> None:
    startup = ("NUKE_PATH", Path("/bundle/nuke"))
    once = made({"NUKE_PATH": "/studio/nuke"}, startup=startup)

    assert made(once, startup=startup) == once


def test_without_an_environment_of_our_own_no_folder_is_taken_off() -> None:
    assert made({"PATH": "/usr/bin"}, own=None) == {"PATH": "/usr/bin"}


def test_only_what_differs_is_told() -> None:
    before, after = {"A": "1", "B": "2", "KEY": "secret"}, {"A": "1", "C": "3", "KEY": "secret"}

    assert [(each.name, each.value) for each in changes(before, after)] == [("B", None), ("C", "3")]


@given(st.dictionaries(st.sampled_from(["A", "PATH", "X", "STUDIO_TOOLS_USER"]), st.text("ab/:", max_size=6)))
def test_the_changes_lead_from_one_to_the_other(environ: dict[str, str]) -> None:
    after = made(environ, context={"STUDIO_TOOLS_HOME": "/h"})
    again = dict(environ)
    for change in changes(environ, after):
        if change.value is None:
            del again[change.name]
        else:
            again[change.name] = change.value

    assert again == after
