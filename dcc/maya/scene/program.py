"""The program itself: what it is, its main thread, what it tells, and what it says and shows."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import SupportsInt

from maya import OpenMaya as OldOpenMaya
from maya import OpenMayaUI, cmds, mel, utils
from maya.api import OpenMaya

SAY = {
    "info": OpenMaya.MGlobal.displayInfo,
    "warning": OpenMaya.MGlobal.displayWarning,
    "error": OpenMaya.MGlobal.displayError,
}


def version() -> str:
    """Which Maya this is: `2026`."""
    return cmds.about(version=True)


def is_batch() -> bool:
    """Whether it runs without an interface."""
    return cmds.about(batch=True)


def defer(call: Callable[[], None]) -> None:
    """Have the main thread make a call once it is idle; from any thread."""
    utils.executeDeferred(call)


# -- what it tells


def on_message(name: str, call: Callable[[], None]) -> Callable[[], None]:
    """Have a call made at every message of this name; the answer ends it."""
    number = OpenMaya.MSceneMessage.addCallback(getattr(OpenMaya.MSceneMessage, name), lambda *_: call())
    return lambda: OpenMaya.MMessage.removeCallback(number)


def on_check(name: str, ask: Callable[[], bool]) -> Callable[[], None]:
    """Have Maya ask before it goes on: False forbids it. The answer ends that."""
    number = OpenMaya.MSceneMessage.addCheckCallback(getattr(OpenMaya.MSceneMessage, name), lambda *_: ask())
    return lambda: OpenMaya.MMessage.removeCallback(number)


def written_file() -> str:
    """The file that a check before a save is about; of an automatic save that is not the scene's own."""
    return str(OldOpenMaya.MFileIO.beforeSaveFilename())


# -- what it says and shows


def say(text: str, level: str) -> None:
    """Print in the script editor and on the line below the view; of level info, warning or error."""
    SAY[level](text)


def show(text: str) -> None:
    """Show a text over the view for a while."""
    cmds.inViewMessage(assistMessage=escape(text, quote=False), position="topCenter", fade=True)


def main_window() -> SupportsInt | None:
    """The address of the main window; None without an interface."""
    return OpenMayaUI.MQtUtil.mainWindow()


def main_window_name() -> str:
    """What the main window is called where menus are hung."""
    return str(mel.eval("$studio_tools_window = $gMainWindow"))


def make_menu(name: str, title: str) -> None:
    """Hang an empty menu into the main window; one of this name goes before."""
    if cmds.menu(name, exists=True):
        cmds.deleteUI(name, menu=True)
    cmds.menu(name, label=title, parent=main_window_name(), tearOff=True)


def add_entry(menu: str, label: str, call: Callable[[], None], *, icon: str) -> None:
    """Add an entry to a menu."""
    if icon:
        cmds.menuItem(label=label, parent=menu, command=lambda *_: call(), image=icon)
    else:
        cmds.menuItem(label=label, parent=menu, command=lambda *_: call())


def add_divider(menu: str) -> None:
    """Add a line to a menu."""
    cmds.menuItem(divider=True, parent=menu)


def make_panel(name: str, title: str, script: str) -> None:
    """Dock a panel that *script* fills, now and whenever the workspace is restored; one of this name goes before."""
    if cmds.workspaceControl(name, exists=True):
        cmds.deleteUI(name)
    if cmds.workspaceControlState(name, exists=True):
        cmds.workspaceControlState(name, remove=True)
    cmds.workspaceControl(name, label=title, uiScript=script, retain=False, loadImmediately=True)


def panel(name: str) -> SupportsInt | None:
    """The address of a docked panel's widget; None where there is none of this name."""
    return OpenMayaUI.MQtUtil.findControl(name)
