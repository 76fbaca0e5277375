"""Menus, panels, dialogs; and that a terminal has none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import NotSimulated, Session


@pytest.fixture
def gui(window: Session) -> ModuleType:
    import nuke

    module: ModuleType = nuke
    return module


@pytest.mark.parametrize("name", ["Nuke", "Nodes", "Pane", "Viewer", "Node Graph"])
def test_a_terminal_has_no_menus(terminal: Session, name: str) -> None:
    import nuke

    with pytest.raises(RuntimeError, match="non-gui"):
        nuke.menu(name)


def test_a_terminal_has_no_bars_and_panes(terminal: Session) -> None:
    import nuke
    from nukescripts import panels

    with pytest.raises(RuntimeError):
        nuke.toolbar("Nodes")
    with pytest.raises(RuntimeError):
        panels.registerWidgetAsPanel("a.B", "B", "b")
    assert nuke.getPaneFor("Properties.1") is None


def test_a_menu_is_built_found_and_clicked(gui: ModuleType, window: Session) -> None:
    clicked: list[str] = []
    menu = gui.menu("Nuke").addMenu("Studio", icon="s.png")
    item = menu.addCommand("Publish…", lambda: clicked.append("publish"), "ctrl+p", icon="p.png")
    menu.addSeparator()
    menu.addCommand("More/Deeper/Thing", lambda: clicked.append("thing"))

    assert gui.menu("Nuke").findItem("Studio/Publish…") is item
    assert (item.shortcut(), item.icon(), menu.icon()) == ("ctrl+p", "p.png", "s.png")
    assert [each.name() for each in menu.items()] == ["Publish…", "", "More"]
    window.interface.click("Nuke", "Studio/Publish…")
    gui.menu("Nuke").findItem("Studio/More/Deeper/Thing").invoke()
    assert clicked == ["publish", "thing"]


def test_what_is_not_in_a_menu_is_none(gui: ModuleType) -> None:
    assert gui.menu("Nuke").findItem("A/B") is None
    assert gui.menu("Nuke").menu("A") is None
    gui.menu("Nuke").removeItem("A/B")


def test_a_menu_is_made_once(gui: ModuleType) -> None:
    assert gui.menu("Nuke").addMenu("Studio") is gui.menu("Nuke").addMenu("Studio")


def test_an_entry_of_the_same_name_is_replaced(gui: ModuleType) -> None:
    menu = gui.menu("Nuke").addMenu("Studio")
    menu.addCommand("A", "one")
    menu.addCommand("A", "two")

    assert [each.script() for each in menu.items()] == ["two"]
    menu.removeItem("A")
    assert menu.items() == []


def test_entries_are_placed(gui: ModuleType) -> None:
    menu = gui.menu("Nuke").addMenu("Studio")
    menu.addCommand("B")
    menu.addCommand("A", index=0)
    assert [each.name() for each in menu.items()] == ["A", "B"]
    menu.clearMenu()
    assert menu.items() == []


def test_a_greyed_entry_is_not_clicked(gui: ModuleType, window: Session) -> None:
    gui.menu("Nuke").addCommand("A", lambda: None).setEnabled(False)

    with pytest.raises(RuntimeError, match="nothing to click"):
        window.interface.click("Nuke", "A")


def test_code_in_a_menu_is_run_as_the_test_says(gui: ModuleType) -> None:
    gui.menu("Nuke").addCommand("A", "import studio")

    with pytest.raises(NotSimulated, match="import studio"):
        gui.menu("Nuke").findItem("A").invoke()


@pytest.mark.parametrize("command", [3, ["x"]], ids=str)
def test_an_entry_runs_text_or_a_call(gui: ModuleType, command: object) -> None:
    with pytest.raises(TypeError):
        gui.menu("Nuke").addCommand("A", command)


def test_a_misspelt_method_of_a_menu_is_no_attribute(gui: ModuleType) -> None:
    with pytest.raises(AttributeError, match="addCommands"):
        gui.menu("Nuke").addCommands("a", "b")
    with pytest.raises(RuntimeError, match="no menu"):
        gui.menu("Nope")


def test_a_toolbar_holds_menus(gui: ModuleType) -> None:
    bar = gui.toolbar("Studio")
    bar.addCommand("Write", lambda: None, icon="w.png")

    assert gui.toolbar("Studio") is bar
    assert isinstance(bar, gui.ToolBar)
    assert gui.toolbar("Nope", False) is None


@pytest.fixture
def widgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module with a widget in it."""
    (tmp_path / "studio_widgets.py").write_text("class Loader:\n    pass\n")
    monkeypatch.syspath_prepend(tmp_path.as_posix())
    yield "studio_widgets.Loader"
    sys.modules.pop("studio_widgets", None)


def test_a_widget_is_docked_by_its_name(gui: ModuleType, window: Session, widgets: str) -> None:
    from nukescripts import panels

    pane = gui.getPaneFor("Properties.1")
    panel = panels.registerWidgetAsPanel(widgets, "Loader", "studio.loader", True).addToPane(pane)

    assert pane.panels == [panel]
    assert type(panel.widget).__name__ == "Loader"


def test_the_next_start_brings_it_back_by_its_id(gui: ModuleType, window: Session, widgets: str) -> None:
    from nukescripts import panels

    assert panels.registerWidgetAsPanel(widgets, "Loader", "studio.loader") is None
    assert type(window.interface.restore("studio.loader").widget).__name__ == "Loader"  # type: ignore[attr-defined]
    assert gui.menu("Pane").findItem("Loader") is not None
    with pytest.raises(RuntimeError, match="no panel is registered"):
        panels.restorePanel("gone")


@pytest.mark.parametrize("name", ["studio_gone.Loader", "studio_widgets.Gone"])
def test_a_name_that_means_nothing_fails_when_it_is_shown(gui: ModuleType, widgets: str, name: str) -> None:
    from nukescripts import panels

    panel = panels.registerWidgetAsPanel(name, "Loader", "studio.loader", True)
    with pytest.raises(NameError, match="is not defined"):
        panel.addToPane(gui.getPaneFor("Properties.1"))


def test_a_widget_is_given_by_its_name_only(gui: ModuleType) -> None:
    from nukescripts import panels

    with pytest.raises(TypeError):
        panels.registerWidgetAsPanel(object, "Loader", "studio.loader")
    with pytest.raises(NotSimulated, match="dotted name"):
        panels.registerWidgetAsPanel("print('x')", "L", "l", True).addToPane()


def test_a_pane_may_be_missing(gui: ModuleType) -> None:
    assert gui.getPaneFor("Nope.1") is None
    assert gui.getPaneFor("DAG.1") is not None


def test_a_panel_of_knobs_is_answered(gui: ModuleType, window: Session) -> None:
    import nukescripts

    class Ask(nukescripts.PythonPanel):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__("Ask", "studio.ask")
            self.name = gui.String_Knob("name", "Name", "x")
            self.addKnob(self.name)

    window.interface.answers.extend([True, False])
    panel = Ask()

    assert panel.showModalDialog() is True
    assert panel.showModalDialog() is False
    assert panel.knobs()["name"].value() == "x"
    assert window.interface.shown == [("panel", "Ask"), ("panel", "Ask")]


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (lambda nuke: nuke.ask("Sure?"), True),
        (lambda nuke: nuke.askWithCancel("Sure?"), False),
        (lambda nuke: nuke.getInput("Name?", "x"), "y"),
        (lambda nuke: nuke.getFilename("Which?"), "/a.nk"),
        (lambda nuke: nuke.choice("T", "Which?", ["a", "b"]), 1),
    ],
    ids=["ask", "cancel", "input", "file", "choice"],
)
def test_a_person_answers(gui: ModuleType, window: Session, ask, answer: object) -> None:  # type: ignore[no-untyped-def]
    window.interface.answers.append(answer)

    assert ask(gui) == answer


def test_a_dialog_that_nobody_expects_is_told(gui: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="nobody said what to answer"):
        gui.ask("Sure?")


def test_a_person_may_cancel(gui: ModuleType, window: Session) -> None:
    window.interface.answers.append(None)

    with pytest.raises(gui.CancelledError):
        gui.askWithCancel("Sure?")


def test_a_question_in_a_terminal_would_wait_for_ever(terminal: Session) -> None:
    import nuke

    with pytest.raises(NotSimulated, match="waits for somebody"):
        nuke.ask("Sure?")


def test_messages_are_shown_or_printed(session: Session, nuke: ModuleType) -> None:
    nuke.message("hello")
    nuke.warning("careful")
    nuke.tprint("a", 1, sep="-")

    assert ("warning", "careful") in session.printed
    assert ("info", "a-1") in session.printed
    assert (("message", "hello") in session.interface.shown) is session.is_gui


def test_progress_is_shown_and_may_be_cancelled(session: Session, nuke: ModuleType) -> None:
    task = nuke.ProgressTask("Copying")
    task.setProgress(30)
    task.setMessage("one of three")

    assert not task.isCancelled()
    session.interface.is_cancelled = True
    assert task.isCancelled()
    with pytest.raises(TypeError):
        task.setProgress("30")


def test_favourites_are_kept(session: Session, nuke: ModuleType) -> None:
    nuke.addFavoriteDir("Show", "/shows/demo", nuke.IMAGE | nuke.GEO)

    assert session.interface.favourites == {"Show": "/shows/demo"}
    nuke.removeFavoriteDir("Show")
    assert session.interface.favourites == {}
