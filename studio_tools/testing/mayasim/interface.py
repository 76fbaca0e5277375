"""The interface of a simulated Maya: menus, panels, shelves, dialogs, as named elements without pixels.

Tests click, and say beforehand what a person would answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from studio_tools.testing.mayasim.refusals import NotSimulated

MAIN_WINDOW, PLAYBACK_SLIDER, SHELF_TOP = "MayaWindow", "timeControl1", "ShelfLayout"


@dataclass(eq=False, slots=True, kw_only=True)
class Element:
    """One control: its command, name, parent, and the flags it was given."""

    kind: str
    name: str
    parent: str = ""
    options: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Interface:
    """All controls by name, and what a person does."""

    elements: dict[str, Element] = field(default_factory=dict)
    answers: deque[object] = field(default_factory=deque)
    """What a person answers to the next dialogs."""
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Dialogs and messages that appeared: kind and text."""
    states: dict[str, dict[str, object]] = field(default_factory=dict)
    """Workspace controls as Maya stores them in the workspace; they outlive the control."""
    current: str = ""
    """The parent of what is made next."""

    def make(self, kind: str, name: str, parent: str, options: dict[str, object]) -> Element:
        """Make a control; a name that is taken gets a number."""
        free, number = name or f"{kind}1", 1
        while free in self.elements:
            number += 1
            free = f"{name or kind}{number}"
        element = Element(kind=kind, name=free, parent=parent, options=options)
        self.elements[free] = element
        return element

    def find(self, name: str, kind: str = "") -> Element | None:
        """Find a control by its name or by its path of names."""
        found = self.elements.get(name.rpartition("|")[2])
        return found if found is not None and kind in ("", found.kind) else None

    def need(self, name: str, kind: str = "") -> Element:
        """Find a control. Raises RuntimeError when there is none."""
        found = self.find(name, kind)
        if found is None:
            raise RuntimeError(f"Object '{name}' not found.")
        return found

    def children(self, name: str) -> list[Element]:
        """The controls directly below one."""
        return [each for each in self.elements.values() if each.parent == name]

    def delete(self, name: str) -> None:
        """Delete a control and what is below it."""
        element = self.need(name)
        for child in self.children(element.name):
            self.delete(child.name)
        del self.elements[element.name]

    def labels(self, parent: str) -> list[str]:
        """What a person reads below a menu; a divider is an empty text."""
        return [str(each.options.get("label", "")) for each in self.children(parent)]

    def click(self, label: str) -> object:
        """Click what bears a label, and run what it does."""
        for element in self.elements.values():
            command = element.options.get("command")
            if element.options.get("label") == label and callable(command):
                return command(False)
        raise RuntimeError(f"Nothing to click is called {label!r}.")

    def open_menu(self, name: str) -> None:
        """Open a menu: what fills it on demand runs now."""
        fill = self.need(name).options.get("postMenuCommand")
        if callable(fill):
            fill(name, "")

    def answer(self, kind: str, text: str) -> object:
        """What the person says to a dialog that appears. Raises NotSimulated when the test did not say."""
        self.shown.append((kind, text))
        if not self.answers:
            raise NotSimulated(f"{kind} {text!r} appeared and nobody said what to answer")
        return self.answers.popleft()

    def restore(self, run: Callable[[str], object]) -> list[str]:
        """Bring back the workspace's controls as the next start does, by running what each has stored."""
        names = []
        for name, options in self.states.items():
            if name not in self.elements:
                self.make("workspaceControl", name, MAIN_WINDOW, dict(options))
                names.append(name)
                script = options.get("uiScript")
                if isinstance(script, str):
                    run(script)
        return names
