"""`nukescripts`: panels made of knobs, and widgets given by their name as a text that Nuke evaluates.

The text is not evaluated here: it must be the dotted name of something that can be imported.
"""

# ruff: noqa: N802 - Nuke's own names
from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from studio_tools.testing.nukesim.interface import Pane
from studio_tools.testing.nukesim.knobs.knob import Knob
from studio_tools.testing.nukesim.refusals import NotSimulated
from studio_tools.testing.nukesim.session import Session


def named(path: str) -> Any:
    """What a dotted name means. Raises NameError where it cannot be imported."""
    module, _, leaf = path.rpartition(".")
    if not module or not all(part.isidentifier() for part in path.split(".")):
        raise NotSimulated(f"a widget is found by its dotted name; {path!r} is not one")
    try:
        return getattr(importlib.import_module(module), leaf)
    except (ImportError, AttributeError) as error:
        raise NameError(f"name {path!r} is not defined") from error


class PythonPanel:
    """A panel of knobs."""

    session: Session

    def __init__(self, title: str = "", id: str = "", scrollable: bool = True) -> None:  # noqa: A002
        self._title, self._id = title, id
        self._knobs: dict[str, Knob] = {}
        self._ok: bool | None = None

    def addKnob(self, knob: Knob) -> None:
        """Add a knob."""
        if not isinstance(knob, Knob):
            raise TypeError("a knob is wanted")
        self._knobs[knob.name()] = knob

    def removeKnob(self, knob: Knob) -> None:
        """Remove a knob."""
        self._knobs.pop(knob.name(), None)

    def knobs(self) -> dict[str, Knob]:
        """All knobs by their names."""
        return dict(self._knobs)

    def knobChanged(self, knob: Knob) -> None:
        """Hear that a person changed a knob; panels override this."""

    def setMinimumSize(self, x: int, y: int) -> None:
        """Say how small it may become."""

    def show(self) -> None:
        """Show it beside everything."""
        self.session.need_window()
        self.session.interface.shown.append(("panel", self._title))

    def showModal(self) -> None:
        """Show it and wait until it is closed."""
        self.session.need_window()
        self._ok = bool(self.session.interface.answer("panel", self._title))

    def showModalDialog(self) -> bool:
        """Show it with OK and Cancel, and wait. Tells whether it was OK."""
        self.showModal()
        return bool(self._ok)

    def finishModalDialog(self, result: bool) -> None:
        """Close it."""
        self._ok = result

    def addToPane(self, pane: Pane | None = None) -> PythonPanel:
        """Put it into a pane, where its widgets are made."""
        self.session.need_window()
        target = pane or next(iter(self.session.interface.panes.values()))
        target.panels.append(self)
        return self


class WidgetPanel(PythonPanel):
    """A panel that shows one widget."""

    def __init__(self, widget: str, title: str, id: str) -> None:  # noqa: A002
        super().__init__(title, id)
        self._widget = widget
        self.widget: Any = None

    def addToPane(self, pane: Pane | None = None) -> PythonPanel:
        """Put it into a pane: the widget is made now. Raises NameError where its name means nothing."""
        super().addToPane(pane)
        self.widget = named(self._widget)()
        return self


def functions(session: Session) -> dict[str, object]:
    """What `nukescripts.panels` has; each session's panels are its own."""
    panel = type("PythonPanel", (PythonPanel,), {"session": session})
    widget_panel = type("WidgetPanel", (WidgetPanel,), {"session": session})

    def register(id: str, command: Callable[[], object]) -> None:  # noqa: A002
        session.interface.panels[id] = command

    def unregister(id: str, command: object = None) -> None:  # noqa: A002
        session.interface.panels.pop(id, None)

    def restore(id: str) -> object:  # noqa: A002
        return session.interface.restore(id)

    def register_widget(widget: str, name: str, id: str, create: bool = False) -> PythonPanel | None:  # noqa: A002
        if not isinstance(widget, str):
            raise TypeError("the widget is given by its name, as a text")
        session.need_window()

        def add() -> PythonPanel:
            made: PythonPanel = widget_panel(widget, name, id).addToPane()
            return made

        session.interface.menus["Pane"].addCommand(name, add)
        register(id, add)
        made: PythonPanel | None = widget_panel(widget, name, id) if create else None
        return made

    return {
        "PythonPanel": panel,
        "registerPanel": register,
        "unregisterPanel": unregister,
        "restorePanel": restore,
        "registerWidgetAsPanel": register_widget,
    }
