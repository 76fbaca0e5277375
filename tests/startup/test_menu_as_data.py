"""The menu and the watches as data: every name leads to a function, in every host, and nothing is imported early."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from studio_tools.actions import ACTIONS, OWN, TITLE, WATCHES, Action, menu, watches_of
from studio_tools.actions.beginning import watch
from studio_tools.host import SceneEvent
from studio_tools.testing.fake_host import FakeHost
from studio_tools.ui import entries
from studio_tools.ui.menu import Menu

HOUSE = Path(__file__).parents[2]
NAMED = [each for each in ACTIONS if each is not None]


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


def handed_out(host: str) -> dict[str, str]:
    """What a host's module of entries hands out by which name."""
    tree = ast.parse((HOUSE / "dcc" / host / "menu.py").read_text("utf-8"))
    given = [node for node in tree.body if isinstance(node, ast.Assign)]
    named = {ast.unparse(node.targets[0]): ast.unparse(node.value) for node in given}
    return {name: value for name, value in named.items() if not name.startswith("_")}


@pytest.mark.parametrize("host", ["maya", "nuke"])
def test_each_action_is_a_function_of_each_host(host: str) -> None:
    assert handed_out(host) == {each.function: f"_MENU.{each.function}" for each in NAMED}


@pytest.mark.parametrize("action", NAMED, ids=lambda action: action.function)
def test_each_action_runs_its_verb_on_the_host_at_hand(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[object, ...]] = []
    monkeypatch.setattr(entries, action.function, lambda *given: ran.append(given))
    host, environ = FakeHost(), {"STUDIO_TOOLS_ADDRESS": "demo/sq010/sh0010"}
    asked = Menu(host=lambda: host, environ=environ, differences=lambda *_: (), apply=lambda *_: None)

    getattr(asked, action.function)()

    ((given, told, *more),) = ran
    assert (given, told) == (host, environ)
    assert more == ([asked.differences, asked.apply] if action.function == "set_up" else [])


@pytest.mark.parametrize("action", NAMED, ids=lambda action: action.function)
def test_each_action_is_a_verb_that_takes_host_and_environment(action: object) -> None:
    parameters = list(inspect.signature(getattr(entries, action.function)).parameters)  # type: ignore[attr-defined]

    assert parameters[:2] == ["host", "environ"]


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


@pytest.mark.parametrize("module", sorted(OWN))
def test_what_a_host_has_of_its_own_stands_before_the_end_and_is_there(module: str) -> None:
    labels = [each.label if each is not None else "" for each in menu(module)]
    shared = [each.label if each is not None else "" for each in ACTIONS]

    assert labels == [*shared[:-3], "", *(each.label for each in OWN[module]), *shared[-3:]]
    for each in OWN[module]:
        place, _, function = each.action.partition(":")
        assert function in functions(HOUSE / f"{place.replace('.', '/')}.py")


def test_no_two_entries_read_alike() -> None:
    labels = [each.label for each in (*NAMED, *(entry for own in OWN.values() for entry in own))]

    assert len(set(labels)) == len(labels)
    assert TITLE


def test_every_watch_is_there() -> None:
    assert all(callable(watch(spec)) for specs in WATCHES.values() for spec in specs)


def test_new_opened_saving_and_saved_are_watched() -> None:
    assert set(WATCHES) == {SceneEvent.NEW, SceneEvent.OPENED, SceneEvent.SAVING, SceneEvent.SAVED}


def test_only_one_function_may_forbid_a_save() -> None:
    assert WATCHES[SceneEvent.SAVING] == ("studio_tools.actions.watches:refuse_published",)
