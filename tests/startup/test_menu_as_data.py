"""The menu and the watches as data: every name leads to a function, in every host, and nothing is imported early."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from studio_tools.actions import ACTIONS, TITLE, WATCHES, menu, watches_of
from studio_tools.actions.beginning import watch
from studio_tools.host import SceneEvent
from studio_tools.ui import entries

HOUSE = Path(__file__).parents[2]
NAMED = [each for each in ACTIONS if each is not None]


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("host", ["maya", "nuke"])
def test_each_action_is_a_function_of_each_host(host: str) -> None:
    assert functions(HOUSE / "dcc" / host / "menu.py") == {each.function for each in NAMED}


@pytest.mark.parametrize("action", NAMED, ids=lambda action: action.function)
def test_each_action_is_a_verb_that_takes_host_and_environment(action: object) -> None:
    parameters = list(inspect.signature(getattr(entries, action.function)).parameters)  # type: ignore[attr-defined]

    assert parameters[:2] == ["host", "environ"]


def test_the_menus_of_both_hosts_do_the_same() -> None:
    """But for where each has what a shot asks of a scene."""
    maya, nuke = ((HOUSE / "dcc" / host / "menu.py").read_text("utf-8") for host in ("maya", "nuke"))

    assert maya.partition("\n\n\n")[2] == nuke.partition("\n\n\n")[2]


@pytest.mark.parametrize("host", ["maya", "nuke"])
def test_what_a_host_alone_watches_is_there(host: str) -> None:
    specs = [spec for specs in watches_of(f"dcc.{host}.watches").values() for spec in specs if "dcc." in spec]

    assert set(specs) == {f"dcc.{host}.watches:tell_unlike"}
    assert functions(HOUSE / "dcc" / host / "watches.py") == {"tell_unlike"}


def test_a_scene_that_begins_or_is_opened_is_held_against_its_shot() -> None:
    own = {event for event, specs in watches_of("dcc.maya.watches").items() if "dcc.maya.watches:tell_unlike" in specs}

    assert own == {SceneEvent.NEW, SceneEvent.OPENED}


def test_an_entry_names_its_module_and_function() -> None:
    found = menu("dcc.maya.menu")

    assert [each.action if each is not None else None for each in found] == [
        f"dcc.maya.menu:{each.function}" if each is not None else None for each in ACTIONS
    ]


def test_no_two_entries_read_alike() -> None:
    assert len({each.label for each in NAMED}) == len(NAMED)
    assert TITLE


def test_every_watch_is_there() -> None:
    assert all(callable(watch(spec)) for specs in WATCHES.values() for spec in specs)


def test_new_opened_saving_and_saved_are_watched() -> None:
    assert set(WATCHES) == {SceneEvent.NEW, SceneEvent.OPENED, SceneEvent.SAVING, SceneEvent.SAVED}


def test_only_one_function_may_forbid_a_save() -> None:
    assert WATCHES[SceneEvent.SAVING] == ("studio_tools.actions.watches:refuse_published",)
