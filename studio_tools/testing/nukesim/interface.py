"""The interface of a simulated Nuke: menus, panes, dialogs, as named elements without pixels.

Tests click, and say beforehand what a person would answer.
"""

# ruff: noqa: N802 - Nuke's own names
from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from studio_tools.testing.nukesim.refusals import NotSimulated
from studio_tools.testing.nukesim.schema import Strict

MENUS = ("Nuke", "Nodes", "Pane", "Viewer", "Node Graph", "Animation", "Axis", "Properties", "Knob Commands")
PANES = ("Properties.1", "DAG.1", "Viewer.1", "Toolbar.1", "DopeSheet.1", "Curve Editor.1")

Command = Callable[[], object] | str | None


class MenuItem(Strict):
    """One entry of a menu."""

    def __init__(self, run: Callable[[str], object], name: str, command: Command = None, icon: str = "") -> None:
        self._run, self._name, self._command, self._icon = run, name, command, icon
        self._shortcut, self._enabled, self._visible, self._tooltip = "", True, True, ""

    def name(self) -> str:
        """What a person reads."""
        return self._name

    def script(self) -> str:
        """The code it runs, where it is text."""
        return self._command if isinstance(self._command, str) else ""

    def icon(self) -> str:
        """The name of its icon."""
        return self._icon

    def shortcut(self) -> str:
        """Its key."""
        return self._shortcut

    def setShortcut(self, keySequence: str) -> None:  # noqa: N803
        """Set its key."""
        self._shortcut = keySequence

    def setIcon(self, icon: str) -> None:
        """Set its icon."""
        self._icon = icon

    def setScript(self, script: str) -> None:
        """Set the code it runs."""
        self._command = script

    def setEnabled(self, enabled: bool, recursive: bool = False) -> None:
        """Let it be clicked or not."""
        self._enabled = enabled

    def setVisible(self, visible: bool) -> None:
        """Show or hide it."""
        self._visible = visible

    def invoke(self) -> None:
        """Click it."""
        if isinstance(self._command, str):
            self._run(self._command)
        elif self._command is not None:
            self._command()


class Menu(MenuItem):
    """Entries and menus, in order."""

    def __init__(self, run: Callable[[str], object], name: str, icon: str = "") -> None:
        super().__init__(run, name, None, icon)
        self._entries: list[MenuItem] = []

    def items(self) -> list[MenuItem]:
        """What is in it."""
        return list(self._entries)

    def _find(self, name: str) -> MenuItem | None:
        return next((each for each in self._entries if each.name() == name), None)

    def _place(self, item: MenuItem, index: int) -> None:
        old = self._find(item.name()) if item.name() else None
        if old is not None:
            self._entries.remove(old)
        self._entries.insert(len(self._entries) if index < 0 else index, item)

    def _within(self, path: str) -> tuple[Menu, str]:
        *menus, leaf = path.split("/")
        at = self
        for name in menus:
            at = at.addMenu(name)
        return at, leaf

    def addMenu(self, name: str, icon: str = "", tooltip: str = "", index: int = -1) -> Menu:
        """A menu in this one; one that is there already is given back."""
        at, leaf = self._within(name)
        found = at._find(leaf)
        if isinstance(found, Menu):
            return found
        made = type(self)(self._run, leaf, icon) if isinstance(self, ToolBar) else Menu(self._run, leaf, icon)
        made._tooltip = tooltip
        at._place(made, index)
        return made

    def addCommand(
        self,
        name: str,
        command: Command = None,
        shortcut: str | None = None,
        icon: str = "",
        tooltip: str = "",
        index: int = -1,
        readonly: bool = False,
        node: str | None = None,
        shortcutContext: int = 0,  # noqa: N803
        tag: int = 0,
    ) -> MenuItem:
        """Add an entry; one of the same name is replaced. A path makes the menus it names."""
        if command is not None and not isinstance(command, str) and not callable(command):
            raise TypeError("command must be a string or a callable")
        at, leaf = self._within(name)
        item = MenuItem(self._run, leaf, command, icon)
        item._shortcut, item._tooltip, item._enabled = shortcut or "", tooltip, not readonly
        at._place(item, index)
        return item

    def addSeparator(self, index: int = -1) -> MenuItem:
        """Add a line."""
        item = MenuItem(self._run, "")
        self._place(item, index)
        return item

    def findItem(self, name: str) -> MenuItem | None:
        """The entry at a path; None where there is none."""
        at: MenuItem | None = self
        for part in name.split("/"):
            at = at._find(part) if isinstance(at, Menu) else None
        return at

    def menu(self, name: str) -> Menu | None:
        """The menu at a path; None where there is none."""
        found = self.findItem(name)
        return found if isinstance(found, Menu) else None

    def removeItem(self, name: str) -> None:
        """Remove an entry; nothing happens where there is none."""
        parent, _, leaf = name.rpartition("/")
        at = self.menu(parent) if parent else self
        found = at._find(leaf) if at is not None else None
        if at is not None and found is not None:
            at._entries.remove(found)

    def clearMenu(self) -> None:
        """Remove all entries."""
        self._entries.clear()


class ToolBar(Menu):
    """A menu with icons at the side of the window."""


@dataclass(eq=False, slots=True)
class Pane:
    """A place for panels; what `getPaneFor` gives is handed to `addToPane`."""

    name: str
    panels: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Interface:
    """Everything on the screen, and what a person does."""

    menus: dict[str, Menu] = field(default_factory=dict)
    toolbars: dict[str, ToolBar] = field(default_factory=dict)
    panes: dict[str, Pane] = field(default_factory=lambda: {name: Pane(name) for name in PANES})
    panels: dict[str, Callable[[], object]] = field(default_factory=dict)
    """Panels that are registered, by their id: what makes one."""
    answers: deque[object] = field(default_factory=deque)
    """What a person answers to the next dialogs."""
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Dialogs and messages that appeared: kind and text."""
    favourites: dict[str, str] = field(default_factory=dict)
    is_cancelled: bool = False
    """Whether the person cancels whatever shows its progress."""

    def answer(self, kind: str, text: str) -> object:
        """What the person says to a dialog that appears. Raises NotSimulated when the test did not say."""
        self.shown.append((kind, text))
        if not self.answers:
            raise NotSimulated(f"{kind} {text!r} appeared and nobody said what to answer")
        return self.answers.popleft()

    def click(self, menu: str, path: str) -> None:
        """Click an entry of a menu. Raises RuntimeError where there is none, or it is greyed out."""
        found = self.menus[menu].findItem(path)
        if found is None or not found._enabled:
            raise RuntimeError(f"nothing to click is called {menu}/{path}")
        found.invoke()

    def restore(self, panel: str) -> object:
        """Bring a panel back by the id in the saved layout, as the next start does."""
        if panel not in self.panels:
            raise RuntimeError(f"no panel is registered as {panel!r}")
        return self.panels[panel]()
