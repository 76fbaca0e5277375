"""What a menu's entry names is found, and what goes wrong in it is told and never raised."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from studio_tools.errors import HostError, PluginError
from studio_tools.host.entries import run, target


@pytest.fixture
def actions(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("studio_actions_of_entries")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_what_is_named_is_found() -> None:
    assert target("studio_tools.host.entries:target") is target


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("nothing", "does not name a function"),
        ("os:", "does not name a function"),
        ("os:getcwd()", "does not name a function"),
        ("no_such_module_here:act", "cannot be imported"),
        ("os:no_such_thing", "cannot be imported"),
        ("os:sep", "is no function"),
    ],
)
def test_what_names_nothing_is_refused(spec: str, said: str) -> None:
    with pytest.raises(PluginError, match=said.replace("(", r"\(")):
        target(spec)


def test_an_entry_is_run_and_nothing_is_said(actions: ModuleType) -> None:
    called: list[int] = []
    actions.act = lambda: called.append(1)
    run("studio_actions_of_entries:act", pytest.fail)
    assert called == [1]


def test_an_error_of_ours_is_told_with_its_hint(actions: ModuleType) -> None:
    def act() -> None:
        raise HostError("the scene is locked", hint="Unlock it.")

    actions.act = act
    said: list[str] = []
    run("studio_actions_of_entries:act", said.append)
    assert said == ["the scene is locked. Unlock it."]


def test_any_other_error_is_told_without_its_words(actions: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    actions.act = lambda: {}["secret"]
    said: list[str] = []
    run("studio_actions_of_entries:act", said.append)
    assert said == ["Something went wrong; the details are in the log."]
    assert "studio_actions_of_entries:act failed" in caplog.text
