"""The window's side of things: titles of menus, what fills a docked panel, and which widget is Nuke's own window.

Qt is imported when it is needed, so that a layout that is restored early finds this module.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from studio_tools.host.entries import target

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WINDOW = "Foundry::UI::DockMainWindow"
SLASH = "\u2215"
"""Stands for a slash in a label, at which Nuke would begin another menu."""


def spelled(text: str) -> str:
    """A label as Nuke shows it."""
    return text.replace("/", SLASH)


def widget_name(make: str) -> str:
    """What Nuke evaluates to fill a panel, now and whenever a layout is restored. Raises PluginError.

    Nuke evaluates it among the names of its main module, so what stands first in it is put there.
    """
    target(make)
    name = make.replace(":", ".")
    first = name.partition(".")[0]
    vars(sys.modules["__main__"]).setdefault(first, import_module(first))
    return name


def main_window() -> QWidget | None:
    """Nuke's own window, which no function of Nuke's gives; None where none is open."""
    from PySide6 import QtWidgets

    widgets = QtWidgets.QApplication.topLevelWidgets()
    return next((each for each in widgets if str(each.metaObject().className()) == WINDOW), None)
