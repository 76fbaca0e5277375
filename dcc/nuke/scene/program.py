"""The program itself: what it is, its main thread, what it tells, and what it says and shows."""

from __future__ import annotations

from collections.abc import Callable

import nuke
from nukescripts import panels

Call = Callable[[], None]

BEGIN = {
    "created": nuke.addOnCreate,
    "destroyed": nuke.addOnDestroy,
    "changed": nuke.addKnobChanged,
    "opened": nuke.addOnScriptLoad,
    "saving": nuke.addOnScriptSave,
    "closing": nuke.addOnScriptClose,
}
END = {
    "created": nuke.removeOnCreate,
    "destroyed": nuke.removeOnDestroy,
    "changed": nuke.removeKnobChanged,
    "opened": nuke.removeOnScriptLoad,
    "saving": nuke.removeOnScriptSave,
    "closing": nuke.removeOnScriptClose,
}
PANES = ("Properties.1", "DAG.1", "DopeSheet.1", "Viewer.1", "Toolbar.1")


def version() -> str:
    """Which Nuke this is: `16.0v4`."""
    return nuke.NUKE_VERSION_STRING


def executable() -> str:
    """The program that runs."""
    return nuke.EXE_PATH


def is_interactive() -> bool:
    """Whether it runs with a window."""
    return nuke.GUI


def hand_over(call: Call) -> None:
    """Have the main thread make a call once it is idle. Never from the main thread itself: Nuke would hang."""
    nuke.executeInMainThread(call)


# -- what it tells


def on(event: str, node_class: str, call: Call) -> Call:
    """Have a call made at every such event of a class of nodes; the answer ends it."""
    BEGIN[event](call, nodeClass=node_class)
    return lambda: END[event](call, nodeClass=node_class)


def changed_knob() -> str:
    """The name of the knob that a call of "changed" is about."""
    knob = nuke.thisKnob()
    return "" if knob is None else knob.name()


# -- what it says and shows


def tell(text: str) -> None:
    """Print a text."""
    nuke.tprint(text)


def warn(text: str) -> None:
    """Print a warning."""
    nuke.warning(text)


def show(text: str) -> None:
    """Show a text that a person clicks away."""
    nuke.message(text)


def make_menu(title: str) -> nuke.Menu:
    """An empty menu in the main one; what was in one of this title goes."""
    made = nuke.menu("Nuke").addMenu(title)
    made.clearMenu()
    return made


def add_entry(menu: nuke.Menu, label: str, call: Call, *, icon: str, key: str) -> None:
    """Add an entry to a menu."""
    menu.addCommand(label, call, key, icon)


def add_divider(menu: nuke.Menu) -> None:
    """Add a line to a menu."""
    menu.addSeparator()


def make_panel(key: str, title: str, widget: str) -> None:
    """Dock a panel that holds what *widget*, a dotted name, makes; Nuke makes it anew when a layout is restored."""
    pane = next((found for name in PANES if (found := nuke.getPaneFor(name)) is not None), None)
    panels.registerWidgetAsPanel(widget, title, key, True).addToPane(pane)
