"""What every knob has: a name, a label, flags, a value that is a frozen state, and the text that scripts write.

A knob on a node changes through the script's journal, so that it can be undone; one on no node just changes.
"""

# ruff: noqa: N801, N802 - Nuke's own names
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from studio_tools.scenes import nuke_text
from studio_tools.testing.nukesim.refusals import NotSimulated, detached
from studio_tools.testing.nukesim.schema import Strict

DISABLED, NO_ANIMATION, DO_NOT_WRITE, INVISIBLE, STARTLINE, ENDLINE = 0x80, 0x100, 0x200, 0x400, 0x1000, 0x2000
NO_UNDO, ALWAYS_SAVE, READ_ONLY = 0x80000, 0x100000, 0x10000000
FLAG_WORDS = {
    "STARTLINE": STARTLINE,
    "INVISIBLE": INVISIBLE,
    "DISABLED": DISABLED,
    "DO_NOT_WRITE": DO_NOT_WRITE,
    "NO_ANIMATION": NO_ANIMATION,
    "HIDDEN": 0x40000,
    "READONLY": READ_ONLY,
}

PASSING = ("selected",)
"""Knobs whose change leaves the script unmodified."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value that a script holds and that is not read: it is kept, and nothing is said of it."""

    text: str


def stands_alone(token: str) -> bool:
    """Whether a script may say *token* as a value without harm to what stands behind it."""
    if not any(sign in token for sign in '{}"\\'):
        return True
    written = token.encode("utf-8", "surrogatepass")
    found = list(nuke_text.knobs(b" a " + written + b"\n b 1\n"))
    body = nuke_text.NODE.match(b"A {\n a " + written + b"\n}\n")
    whole = body is not None and body["body"] == b"\n a " + written + b"\n"
    return whole and [(each.name, each.value) for each in found] == [("a", written), ("b", b"1")]


class Knob(Strict):
    """A knob. Its state is never changed in place, so that a journal can keep the old one."""

    CODE: ClassVar[int] = 0
    """The number of its type where scripts define a user knob."""
    EMPTY: ClassVar[Any] = ""

    def __init__(self, name: str, label: str | None = None) -> None:
        if not isinstance(name, str):
            raise TypeError(f"a knob's name is a word, not {type(name).__name__}")
        self._name, self._label, self._tooltip = name, label, ""
        self._flags = 0
        self._enabled = True
        self._node: Any = None
        self._state: Any = self.EMPTY
        self._default: Any = self.EMPTY
        self._views: dict[str, Any] = {}
        self._raw: str | None = None
        self._definition: str | None = None
        self._range: tuple[str, str] | None = None
        self._shares_line = False
        """Whether a script says that it stands beside the one before it."""
        self._is_user = False
        self._is_set = False

    # -- where it is

    def _owner(self) -> Any:
        """The node it is on. Raises ValueError where it is on none."""
        if self._node is None:
            raise detached()
        self._node._alive()
        return self._node

    def _put(self, field: str, value: Any, *, counts: bool = True) -> None:
        """Change one field, so that it can be undone."""
        if self._node is None:
            setattr(self, field, value)
        else:
            self._node._session.journal.set(self, field, value, counts=counts)

    def _change(self, state: Any, view: str | None = None) -> bool:
        """Take a new state; on a node this may be undone, and the callbacks hear of it."""
        if self._node is None:
            self._state, self._raw, self._is_set = state, None, True
            return True
        node = self._owner()
        counts = self._name not in PASSING
        with node._session.step(f"{node._short}.{self._name}"):
            if view is not None and view in self._views:
                self._put("_views", {**self._views, view: state}, counts=counts)
            else:
                self._put("_state", state, counts=counts)
            self._put("_raw", None, counts=counts)
            self._put("_is_set", True, counts=counts)
            node._knob_changed(self)
        return True

    def _current(self, view: str | None = None) -> Any:
        """The state, in the view that is asked for or is looked at."""
        if self._views:
            asked = view or (self._node._session.view if self._node else "")
            return self._views.get(asked, self._state)
        return self._state

    def _known(self, view: str | None = None) -> Any:
        """The state. Raises NotSimulated where it was not understood."""
        state = self._current(view)
        if isinstance(state, Opaque):
            raise NotSimulated(f"{self._spoken()}: the value {state.text[:60]!r} is not read")
        return state

    def _spoken(self) -> str:
        return f"{self._node.fullName()}.{self._name}" if self._node is not None else self._name

    # -- what scripts say

    def _read(self, text: str) -> Any:
        """The state that a script's text means."""
        return text

    def _write(self, state: Any) -> str:
        """The text, quoted as scripts quote it, for a state."""
        return nuke_text.written(str(state))

    def _load(self, token: str) -> None:
        """Take what a script writes, to the letter."""
        self._state = self._read(nuke_text.plain(token))
        self._raw, self._is_set = (token if stands_alone(token) else None), True

    def _written(self) -> str:
        """What a script writes: to the letter where nothing changed since it was read."""
        if self._raw is not None:
            return self._raw
        if self._views:
            each = " ".join(f"{view} {self._write(state)}" for view, state in self._views.items())
            return f"{{{each}}}"
        return self._write(self._state) if not isinstance(self._state, Opaque) else nuke_text.written(self._state.text)

    def _is_default(self) -> bool:
        return not self._views and bool(self._state == self._default)

    def _is_written(self) -> bool:
        """Whether a script must say it."""
        if self._flags & DO_NOT_WRITE:
            return False
        return self._raw is not None or not self._is_default() or bool(self._flags & ALWAYS_SAVE)

    def _told(self) -> str:
        """What TCL is told."""
        return str(self.value())

    def _number_at(self, frame: float, index: int = 0) -> float:
        """What an expression is told."""
        raise NotSimulated(f"{self._spoken()} has no number for an expression")

    def _texts(self) -> Iterator[str]:
        """Texts in which other nodes may be named."""
        yield from ()

    # -- Nuke's own

    def Class(self) -> str:
        """The name of its class."""
        return type(self).__name__

    def name(self) -> str:
        """Its name."""
        return self._name

    def setName(self, name: str) -> None:
        """Name it anew; on a node the knob is then found under the new name."""
        if self._node is not None:
            self._node._rename_knob(self, name)
        self._put("_name", name)
        self._put("_definition", None)

    def label(self) -> str:
        """What a person reads beside it: its name where it has no label."""
        return self._name if self._label is None else self._label

    def setLabel(self, label: str) -> None:
        """Label it."""
        self._put("_label", label)
        self._put("_definition", None)

    def tooltip(self) -> str:
        """The help that appears over it."""
        return self._tooltip

    def setTooltip(self, tooltip: str) -> None:
        """Set the help that appears over it."""
        self._put("_tooltip", tooltip)
        self._put("_definition", None)

    def node(self) -> Any:
        """The node it is on; None where it is on none."""
        return self._node

    def setFlag(self, flag: int) -> None:
        """Set a flag."""
        self._put("_flags", self._flags | flag)
        self._put("_definition", None)

    def clearFlag(self, flag: int) -> None:
        """Clear a flag."""
        self._put("_flags", self._flags & ~flag)
        self._put("_definition", None)

    def getFlag(self, flag: int) -> bool:
        """Whether a flag is set."""
        return bool(self._flags & flag)

    def setVisible(self, visible: bool) -> None:
        """Show or hide it."""
        self.clearFlag(INVISIBLE) if visible else self.setFlag(INVISIBLE)

    def visible(self) -> bool:
        """Whether it is shown."""
        return not self._flags & INVISIBLE

    def setEnabled(self, enabled: bool) -> None:
        """Let a person edit it or not; code may all the same."""
        self.clearFlag(DISABLED) if enabled else self.setFlag(DISABLED)

    def enabled(self) -> bool:
        """Whether a person may edit it."""
        return not self._flags & DISABLED

    def value(self) -> Any:
        """The value."""
        return self._known()

    def getValue(self) -> Any:
        """The value."""
        return self.value()

    def setValue(self, val: Any) -> Any:
        """Set the value."""
        return self._change(val)

    def toScript(self, quote: bool = False) -> str:
        """What a script writes; *quote* with the quotes or braces around it."""
        text = self._written()
        return text if quote else nuke_text.plain(text)

    def fromScript(self, script: str) -> None:
        """Take what a script writes."""
        self._change(self._read(script))

    def isAnimated(self) -> bool:
        """Whether it has keys or an expression."""
        return False

    def hasExpression(self) -> bool:
        """Whether it has an expression."""
        return False

    def fullyQualifiedName(self) -> str:
        """The node's full name, a dot, the knob's name."""
        return f"{self._owner().fullName()}.{self._name}"


class Unread_Knob(Knob):
    """A knob that a script names and the tables lack: its text is kept, and nothing is said of its value."""

    def Class(self) -> str:
        """Nothing is known of it."""
        raise NotSimulated(f"{self._spoken()} is not in the tables")

    def value(self) -> Any:
        """Nothing is known of it."""
        raise NotSimulated(f"{self._spoken()} is not in the tables; a script gives it {self._raw!r}")

    def setValue(self, val: Any) -> Any:
        """Nothing is known of it."""
        raise NotSimulated(f"{self._spoken()} is not in the tables")
