"""Menus, panels and messages in Maya: for people only, replaced, restored by a string, never an error in Maya."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dcc.maya import window
from studio_tools.errors import HostError, NotCapable, PluginError
from studio_tools.host import Entry, Level, entries
from studio_tools.testing.mayasim import Session

HERE = "test_maya_window_target"


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of a studio, with what its menu runs."""
    import types

    from PySide6 import QtWidgets

    module = types.ModuleType(HERE)
    ran: list[str] = []

    def greet() -> None:
        ran.append("greeted")

    def refuse() -> None:
        raise HostError("there is nothing to publish", hint="Select something.")

    def fail() -> None:
        raise ZeroDivisionError

    made: list[QtWidgets.QLabel] = []

    def make() -> QtWidgets.QWidget:
        made.append(QtWidgets.QLabel("Versions"))
        return made[-1]

    module.__dict__.update(
        greet=greet, refuse=refuse, fail=fail, make=make, number=7, ran=ran, made=made, nothing=lambda: None
    )
    monkeypatch.setitem(sys.modules, HERE, module)
    return module


@pytest.fixture
def host(interface: Session) -> Any:
    from dcc.maya.host import MayaHost

    return MayaHost()


def entry(label: str, name: str, icon: str = "") -> Entry:
    return Entry(label=label, action=f"{HERE}:{name}", icon=icon)


def test_the_main_window_is_mayas(host: Any) -> None:
    from PySide6 import QtWidgets

    found = host.main()
    assert isinstance(found, QtWidgets.QWidget)
    assert found.objectName() == "MayaWindow"


def test_without_an_interface_there_is_no_window(batch: Session) -> None:
    from dcc.maya.host import MayaHost

    host = MayaHost()
    assert host.main() is None
    with pytest.raises(NotCapable, match="without a window"):
        host.menu("Studio", ())
    with pytest.raises(NotCapable):
        host.dock("studio", "Studio", f"{HERE}:make")
    host.say("still heard", Level.ERROR)
    assert batch.printed == [("error", "still heard")]


def test_a_menu_hangs_in_the_main_window(host: Any, interface: Session) -> None:
    from maya import cmds

    host.menu("Studio", (entry("Publish …", "greet", "publish.png"), None))
    name = window.menu_name("Studio")
    assert cmds.menu(name, query=True, label=True) == "Studio"
    assert interface.interface.find(name).parent == "MayaWindow"
    assert interface.interface.labels(name) == ["Publish …", ""]


def test_an_entry_runs_what_it_names(host: Any, interface: Session, target: Any) -> None:
    host.menu("Studio", (entry("Greet", "greet"),))
    interface.interface.click("Greet")
    assert target.ran == ["greeted"]


def test_nothing_is_imported_before_it_is_chosen(host: Any) -> None:
    host.menu("Studio", (Entry(label="Later", action="no.such.module:main"),))


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (f"{HERE}:refuse", "there is nothing to publish. Select something."),
        (f"{HERE}:fail", "Something went wrong"),
        (f"{HERE}:gone", "cannot be imported"),
        ("no.such.module:main", "cannot be imported"),
        ("not a function", "does not name a function"),
        (f"{HERE}:number", "is no function"),
    ],
)
def test_what_goes_wrong_is_told_and_never_raised_into_maya(
    action: str, told: str, host: Any, interface: Session, target: Any
) -> None:
    host.menu("Studio", (Entry(label="Do", action=action),))
    interface.interface.click("Do")
    level, text = interface.printed[-1]
    assert level == "error"
    assert told in text
    assert interface.interface.shown[-1] == ("inViewMessage", text)


def test_two_titles_never_share_a_menu() -> None:
    assert window.menu_name("Studio: more") != window.menu_name("Studio; more")
    assert window.menu_name("Studio").isidentifier()


@pytest.mark.parametrize("level", list(Level))
def test_what_is_said_is_printed_at_its_level(level: Level, host: Any, interface: Session) -> None:
    host.say("hello", level)
    assert interface.printed == [(level.value, "hello")]
    shown = [] if level is Level.INFO else [("inViewMessage", "hello")]
    assert interface.interface.shown == shown


def test_what_is_shown_is_text_and_no_markup(host: Any, interface: Session) -> None:
    host.say("use <UDIM> & more", Level.WARNING)
    assert interface.interface.shown == [("inViewMessage", "use &lt;UDIM&gt; &amp; more")]
    assert interface.printed == [("warning", "use <UDIM> & more")]


# -- panels


def running(session: Session) -> None:
    """Have the session run code, with a real widget behind each panel."""
    import shiboken6
    from PySide6 import QtWidgets

    widgets: list[QtWidgets.QWidget] = []

    def run(code: str) -> None:
        for element in session.interface.elements.values():
            if element.kind == "workspaceControl" and "pointer" not in element.options:
                widgets.append(QtWidgets.QWidget())
                element.options["pointer"] = shiboken6.getCppPointer(widgets[-1])[0]
        exec(code, {})  # noqa: S102 - as Maya runs the text that a workspace holds

    session.run_python = run


def content(session: Session, key: str) -> list[str]:
    """What stands in a panel, as a person reads it."""
    from PySide6 import QtWidgets

    element = session.interface.find(window.panel_name(key))
    panel = window.widget(int(str(element.options["pointer"])))
    return [label.text() for label in panel.findChildren(QtWidgets.QLabel)]


def test_a_panel_is_filled(host: Any, interface: Session, target: Any) -> None:
    running(interface)
    host.dock("studio.versions", "Versions", f"{HERE}:make")
    assert content(interface, "studio.versions") == ["Versions"]


def test_a_panel_lives_without_our_holding_it(host: Any, interface: Session, target: Any) -> None:
    import gc

    running(interface)
    host.dock("studio.versions", "Versions", f"{HERE}:make")
    target.made.clear()
    gc.collect()
    assert content(interface, "studio.versions") == ["Versions"]


def test_a_panel_takes_the_place_of_one_of_its_key(host: Any, interface: Session, target: Any) -> None:
    from maya import cmds

    running(interface)
    host.dock("studio.versions", "Versions", f"{HERE}:make")
    host.dock("studio.versions", "Versions again", f"{HERE}:make")
    name = window.panel_name("studio.versions")
    assert cmds.workspaceControl(name, query=True, label=True) == "Versions again"
    assert content(interface, "studio.versions") == ["Versions"]


def test_a_panel_that_was_closed_leaves_no_old_script(host: Any, interface: Session, target: Any) -> None:
    from maya import cmds

    running(interface)
    host.dock("studio.versions", "Versions", f"{HERE}:nothing")
    cmds.deleteUI(window.panel_name("studio.versions"))
    host.dock("studio.versions", "Versions", f"{HERE}:make")
    assert "make" in str(interface.interface.states[window.panel_name("studio.versions")]["uiScript"])


def test_a_panel_comes_back_with_the_workspace(host: Any, interface: Session, target: Any) -> None:
    running(interface)
    host.dock("studio.versions", "Versions", f"{HERE}:make")
    interface.interface.delete(window.panel_name("studio.versions"))
    interface.interface.states[window.panel_name("studio.versions")].pop("pointer", None)
    assert interface.interface.restore(interface.run_python) == [window.panel_name("studio.versions")]
    assert content(interface, "studio.versions") == ["Versions"]


@pytest.mark.parametrize("name", ["refuse", "fail", "gone", "nothing", "number"])
def test_a_panel_that_cannot_be_filled_is_empty_and_in_the_log(
    name: str, host: Any, interface: Session, target: Any, caplog: pytest.LogCaptureFixture
) -> None:
    running(interface)
    host.dock("studio.versions", "Versions", f"{HERE}:{name}")
    assert content(interface, "studio.versions") == []
    assert "could not be filled" in caplog.text


def test_a_panel_script_is_quiet_where_we_are_not_installed(tmp_path: Path) -> None:
    """The workspace outlives us: at a start without our folder its script must do nothing."""
    script = window.panel_script("studio.versions", "dcc.maya.window:panel_name")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_panel_that_is_not_there_is_in_the_log(interface: Session, caplog: pytest.LogCaptureFixture) -> None:
    window.fill_panel("nobody", f"{HERE}:make")
    assert "there is no panel called nobody" in caplog.text


def test_what_is_no_function_is_refused() -> None:
    for spec in ("", "module", "module:", ":name", "a b:c", "os:path:join"):
        with pytest.raises(PluginError):
            entries.target(spec)
