"""Menus, panels and what is said: in the window, and that a terminal has none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studio_tools.errors import NotCapable, PluginError
from studio_tools.host import Entry, Level
from studio_tools.testing.nukesim import Session

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def gui(window: Session) -> Any:
    from dcc.nuke.host import NukeHost

    return NukeHost()


@pytest.fixture
def actions(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of actions, as a studio has one."""
    module = ModuleType("studio_actions_of_nuke")
    vars(module).update(called=[], act=lambda: module.called.append("act"), broken=lambda: 1 // 0)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def entry(name: str, label: str = "Publish") -> Entry:
    return Entry(label=label, action=f"studio_actions_of_nuke:{name}", key="Ctrl+P", icon="p.png")


def test_the_window_is_nukes_own(gui: Any, main_window: object) -> None:
    assert gui.main() is main_window


def test_a_terminal_has_no_window(terminal: Session) -> None:
    from dcc.nuke.host import NukeHost

    assert NukeHost().main() is None


def test_an_entry_runs_what_it_names(gui: Any, window: Session, actions: ModuleType) -> None:
    gui.menu("Studio", [entry("act")])
    item = window.interface.menus["Nuke"].findItem("Studio/Publish")
    assert item is not None
    assert (item.shortcut(), item.icon()) == ("Ctrl+P", "p.png")
    window.interface.click("Nuke", "Studio/Publish")
    assert actions.called == ["act"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("broken", "Something went wrong"), ("gone", "cannot be imported"), ("called", "is no function")],
)
def test_what_goes_wrong_is_shown_and_not_raised(
    gui: Any, window: Session, actions: ModuleType, name: str, said: str
) -> None:
    gui.menu("Studio", [entry(name)])
    window.interface.click("Nuke", "Studio/Publish")
    assert said in window.interface.shown[-1][1]


def test_a_slash_makes_no_menu_of_its_own(gui: Any, window: Session, actions: ModuleType) -> None:
    gui.menu("Studio", [entry("act", "Load / update")])
    menu = window.interface.menus["Nuke"].menu("Studio")
    assert menu is not None
    assert [each.name() for each in menu.items()] == ["Load \u2215 update"]


def test_other_menus_stay(gui: Any, window: Session, actions: ModuleType) -> None:
    window.interface.menus["Nuke"].addMenu("File").addCommand("Open")
    gui.menu("Studio", [entry("act")])
    gui.menu("Studio", [])
    assert [each.name() for each in window.interface.menus["Nuke"].items()] == ["File", "Studio"]


def make_panel() -> str:
    """Stands for what makes a widget."""
    return "a panel"


def test_a_panel_is_docked_and_restored_by_its_id(gui: Any, window: Session, actions: ModuleType) -> None:
    actions.panel = make_panel
    gui.dock("studio.versions", "Versions", "studio_actions_of_nuke:panel")
    (panel,) = window.interface.panes["Properties.1"].panels
    assert panel.widget == "a panel"
    again: Any = window.interface.restore("studio.versions")
    assert again.widget == "a panel"
    assert vars(sys.modules["__main__"]).pop("studio_actions_of_nuke") is actions


@pytest.mark.parametrize("there", ["DAG.1", "Viewer.1"])
def test_a_panel_finds_another_pane(gui: Any, window: Session, actions: ModuleType, there: str) -> None:
    actions.panel = make_panel
    window.interface.panes = {name: pane for name, pane in window.interface.panes.items() if name == there}
    gui.dock("studio.versions", "Versions", "studio_actions_of_nuke:panel")
    assert len(window.interface.panes[there].panels) == 1
    vars(sys.modules["__main__"]).pop("studio_actions_of_nuke")


@pytest.mark.parametrize("spec", ["no colon", "os:gone", "nowhere_at_all:x", "1/0:x"])
def test_a_panel_that_cannot_be_made_is_refused_at_once(gui: Any, window: Session, spec: str) -> None:
    with pytest.raises(PluginError):
        gui.dock("studio.versions", "Versions", spec)
    assert window.interface.panels == {}


def test_a_terminal_refuses_menus_and_panels(terminal: Session) -> None:
    from dcc.nuke.host import NukeHost

    with pytest.raises(NotCapable, match="runs without a window"):
        NukeHost().menu("Studio", [])
    with pytest.raises(NotCapable):
        NukeHost().dock("a", "A", "os:getcwd")


@pytest.mark.parametrize("level", list(Level))
def test_what_is_said_is_printed_and_an_error_shown(host: Any, session: Session, level: Level) -> None:
    host.say("5 < 6 & so", level)
    assert session.printed[0] == ("info" if level is Level.INFO else "warning", "5 < 6 & so")
    shown = [("message", "5 &lt; 6 &amp; so")] if level is Level.ERROR and session.is_gui else []
    assert session.interface.shown == shown


def test_it_says_which_nuke_it_is(host: Any, session: Session) -> None:
    assert (host.name, host.version, host.interactive) == ("nuke", "16.0v4", session.is_gui)
    assert repr(host) == "NukeHost(16.0v4)"


def test_importing_the_host_loads_no_qt() -> None:
    code = """
import sys
from pathlib import Path
from tempfile import mkdtemp
from studio_tools.testing.nukesim import installed, start
with installed(start(Path(mkdtemp()))):
    import dcc.nuke.host
    print([name for name in ("PySide6", "shiboken6", "shotgun_api3", "click") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
