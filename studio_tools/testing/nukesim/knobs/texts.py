"""Knobs that hold text: plain, with TCL in it, file names, scripts; and those that only structure a panel."""

# ruff: noqa: N801, N802 - Nuke's own names
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from studio_tools.testing.nukesim import evaluating
from studio_tools.testing.nukesim.knobs.knob import Knob
from studio_tools.testing.nukesim.refusals import wrong_type
from studio_tools.testing.nukesim.schema import Strict

SPOKEN_RANGE = re.compile(r"(?P<path>.+?)\s+(?P<first>-?\d+)(?:\s*-\s*(?P<last>-?\d+))?\s*")


class OutputContext(Strict):
    """A frame and a view to evaluate at."""

    def __init__(self) -> None:
        self._frame: float | None = None
        self._view: int | None = None

    def setFrame(self, frame: float) -> None:
        """Set the frame."""
        self._frame = float(frame)

    def frame(self) -> float:
        """The frame."""
        return 0.0 if self._frame is None else self._frame

    def setView(self, view: int) -> None:
        """Set the view by its number; the first is 1."""
        self._view = int(view)

    def view(self) -> int:
        """The number of the view."""
        return 1 if self._view is None else self._view


class String_Knob(Knob):
    """Text."""

    CODE = 1

    def __init__(self, name: str, label: str | None = None, value: str = "") -> None:
        super().__init__(name, label)
        self._state = self._text(value)
        if value:
            self._is_set = True

    def _text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise wrong_type("str", value)
        return value

    def setValue(self, val: str, view: str | None = None) -> Any:
        """Set the text. Raises TypeError for what is no text."""
        return self._change(self._text(val), view)

    def setText(self, val: str) -> None:
        """Set the text."""
        self.setValue(val)

    def value(self, oc: Any = None, view: str | None = None) -> str:
        """The text."""
        return str(self._known(view or self._place(oc)[1]))

    def getValue(self, oc: Any = None, view: str | None = None) -> str:
        """The text."""
        return self.value(oc, view)

    def getText(self, oc: Any = None) -> str:
        """The text as it was typed."""
        return str(self._known(self._place(oc)[1]))

    def splitView(self, view: str | None = None) -> None:
        """Give a view (or each) a value of its own."""
        session = self._owner()._session
        views = [view or session.view]
        self._put("_views", {**self._views, **{each: self._known() for each in views if each not in self._views}})

    def unsplitView(self, view: str | None = None) -> None:
        """Let a view follow the others again."""
        gone = view or self._owner()._session.view
        self._put("_views", {each: state for each, state in self._views.items() if each != gone})

    def _place(self, context: Any) -> tuple[float, str]:
        """The frame and the view that a context means: a context, a frame, or nothing."""
        session = self._node._session if self._node is not None else None
        frame, view = (session.frame, session.view) if session else (0.0, "main")
        if isinstance(context, OutputContext):
            number = context._view
            named = session.views()[number - 1] if session and number else view
            return (frame if context._frame is None else context._frame), named
        return (float(context), view) if isinstance(context, int | float) else (frame, view)

    def _number_at(self, frame: float, index: int = 0) -> float:
        try:
            return float(self._owner() and evaluating.text_of(self._node, self.value()))
        except ValueError:
            return 0.0

    def _texts(self) -> Iterator[str]:
        yield from (each for each in [self._state, *self._views.values()] if isinstance(each, str) and "[" in each)


class EvalString_Knob(String_Knob):
    """Text in which TCL is evaluated."""

    def evaluate(self, oc: Any = None) -> str:
        """The text with TCL and the frame filled in; *oc* is a context or a frame."""
        frame, view = self._place(oc)
        return evaluating.filled(evaluating.text_of(self._owner(), str(self._known(view))), frame, view)

    def _told(self) -> str:
        return evaluating.text_of(self._owner(), str(self._known()))


class Multiline_Eval_String_Knob(EvalString_Knob):
    """Text of several lines in which TCL is evaluated."""

    CODE = 43


class File_Knob(EvalString_Knob):
    """The name of a file."""

    CODE = 2

    def value(self, oc: Any = None, view: str | None = None) -> str:
        """The name as it was typed, in technical notation (`%04d`)."""
        return evaluating.technical(str(self._known(view or self._place(oc)[1])))

    def getValue(self, oc: Any = None, view: str | None = None) -> str:
        """The name as it was typed, in technical notation."""
        return self.value(oc, view)

    def getEvaluatedValue(self, oc: Any = None, view: str | None = None) -> str:
        """The name with TCL evaluated, in technical notation: the frame is not filled in."""
        return evaluating.technical(evaluating.text_of(self._owner(), self.value(oc, view)))

    def fromUserText(self, script: str) -> None:
        """Take what a person types: a name, and behind it perhaps a range, which goes to the node's range knobs."""
        found = SPOKEN_RANGE.fullmatch(script)
        self.setValue(found["path"] if found else script)
        if self._node is not None:
            first = int(found["first"]) if found else None
            last = int(found["last"] or found["first"]) if found else None
            self._node._file_chosen(self, first, last)


class Script_Knob(String_Knob):
    """A button that runs TCL."""

    CODE = 32

    def command(self) -> str:
        """The code."""
        return self.value()

    def setCommand(self, cmd: str) -> None:
        """Set the code."""
        self.setValue(cmd)

    def execute(self) -> None:
        """Press the button."""
        self._owner()._session.press(self)


class PyScript_Knob(Script_Knob):
    """A button that runs Python, or Python that runs by itself."""

    CODE = 22


class PyCustom_Knob(Script_Knob):
    """A widget made by Python."""

    CODE = 52


PythonCustomKnob = PyCustom_Knob


class Password_Knob(String_Knob):
    """Text that is not shown."""

    CODE = 11


class FreeType_Knob(Knob):
    """A font; what it holds is kept."""

    CODE = 0

    def getValue(self) -> Any:
        """Family and style."""
        return self.value()


class Text_Knob(String_Knob):
    """Text to read, or a line between knobs; what it shows belongs to its definition."""

    CODE = 26


class Tab_Knob(Knob):
    """Begins a tab, or a group of knobs."""

    CODE = 20

    def __init__(self, name: str, label: str | None = None, flag: int = 0) -> None:
        super().__init__(name, label)
        self._group = flag

    def value(self) -> bool:
        """Whether it is open."""
        return True


class BeginTabGroup_Knob(Tab_Knob):
    """Begins a row of tabs."""

    def __init__(self, name: str, label: str | None = None) -> None:
        super().__init__(name, label, -2)


class EndTabGroup_Knob(Tab_Knob):
    """Ends a row of tabs."""

    def __init__(self, name: str, label: str | None = None) -> None:
        super().__init__(name, label, -3)


class Obsolete_Knob(Knob):
    """A knob that old scripts name; what it holds is kept."""


class Help_Knob(String_Knob):
    """A button that shows help."""

    CODE = 27
