"""The window's side of things: names of menus, what an entry runs, and what fills a docked panel.

Qt and Maya are imported when they are needed, so that a workspace that is restored early finds this module.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, SupportsInt

from studio_tools.errors import PluginError
from studio_tools.host import entries

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LOG = logging.getLogger(__name__)
_ILLEGAL = re.compile(r"[^A-Za-z0-9]")


def menu_name(title: str) -> str:
    """What a menu of this title is called; two titles never share one."""
    return f"studioTools_{_ILLEGAL.sub('_', title)}_{zlib.crc32(title.encode()):08x}"


def panel_name(key: str) -> str:
    """What a panel of this key is called."""
    return f"studioTools_{_ILLEGAL.sub('_', key)}_{zlib.crc32(key.encode()):08x}"


def panel_script(key: str, make: str) -> str:
    """What Maya runs to fill a panel, now and at later starts: perhaps before, perhaps without us."""
    call = f"window.fill_panel({panel_name(key)!r}, {make!r})"
    return f"try:\n    from dcc.maya import window\nexcept ImportError:\n    pass\nelse:\n    {call}\n"


def run(spec: str, complain: Callable[[str], None]) -> None:
    """Run a menu's entry. What goes wrong is told, and never raised into Maya."""
    entries.run(spec, complain, log="in the script editor's log")


def fill_panel(name: str, make: str) -> None:
    """Put what *make* makes into a panel. What goes wrong is logged: a workspace must come up all the same."""
    try:
        _fill(name, make)
    except Exception:
        LOG.exception("the panel %s could not be filled", name)


def _fill(name: str, make: str) -> None:
    from PySide6 import QtWidgets

    from dcc.maya.scene import program

    address = program.panel(name)
    if address is None:
        raise PluginError(f"there is no panel called {name}")
    panel, content = widget(address), entries.target(make)()
    if not isinstance(content, QtWidgets.QWidget):
        raise PluginError(f"{make} made no widget")
    layout = panel.layout() or QtWidgets.QVBoxLayout(panel)
    layout.addWidget(content)  # the panel owns it from here


def widget(address: SupportsInt) -> QWidget:
    """The Qt widget at an address of Maya's."""
    import shiboken6
    from PySide6 import QtWidgets

    found = shiboken6.wrapInstance(int(address), QtWidgets.QWidget)
    if not isinstance(found, QtWidgets.QWidget):
        raise PluginError("what Maya gave for a widget is none")
    return found
