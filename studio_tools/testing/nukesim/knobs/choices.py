"""Knobs that hold one word of several, or names of channels and views."""

# ruff: noqa: N801, N802 - Nuke's own names
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from studio_tools.scenes import nuke_text
from studio_tools.testing.nukesim.knobs.knob import Knob
from studio_tools.testing.nukesim.knobs.numbers import Unsigned_Knob
from studio_tools.testing.nukesim.refusals import NotSimulated, no_choice, wrong_type


class Enumeration_Knob(Unsigned_Knob):
    """One word of several. `value` is the word, `getValue` its place as a float."""

    CODE = 4
    EMPTY = ("",)

    def __init__(self, name: str, label: str | None = None, items: Sequence[str] = ()) -> None:
        super().__init__(name, label)
        if isinstance(items, str) or not all(isinstance(each, str) for each in items):
            raise wrong_type("a list of words", items)
        self._items = tuple(items)
        self._is_dynamic = False
        self._state = self._default = (self._items[0] if self._items else "",)

    # -- the words

    def _choices(self) -> tuple[str, ...]:
        if not self._is_dynamic or self._node is None:
            return self._items
        session = self._node._session
        spaces: tuple[str, ...] = session.colour_spaces()
        usual = session.usual_colour_space(self._node) if self._name == "colorspace" else None
        return (f"default ({usual})", *spaces) if usual else spaces

    def values(self) -> list[str]:
        """The words."""
        return list(self._choices())

    def numValues(self) -> int:
        """How many words there are."""
        return len(self._choices())

    def enumName(self, n: int) -> str:
        """The word at a place."""
        return self._choices()[n]

    def setValues(self, items: Sequence[str]) -> None:
        """Offer other words. What is chosen stays where it is still offered; else it is the first."""
        if isinstance(items, str) or not all(isinstance(each, str) for each in items):
            raise wrong_type("a list of words", items)
        chosen = self._known()[0]
        self._put("_items", tuple(items))
        self._put("_definition", None)
        if chosen not in items:
            self._change((items[0] if items else "",))

    # -- the value

    def _word_of(self, value: Any) -> str:
        choices = self._choices()
        if isinstance(value, bool | int | float):
            if 0 <= int(value) < len(choices):
                return choices[int(value)]
            raise no_choice(self._spoken(), value)
        if not isinstance(value, str):
            raise wrong_type("str", value)
        if value in choices:
            return value
        if value == "default" and choices and choices[0].startswith("default ("):
            return "default"
        raise no_choice(self._spoken(), value)

    def setValue(self, val: Any, *ignored: Any, view: str | None = None) -> Any:
        """Choose a word, or the word at a place. Raises ValueError for one that is not offered."""
        word = self._word_of(val)
        return self._change(("default" if word.startswith("default (") and self._is_dynamic else word,), view)

    def value(self, *ignored: Any, view: str | None = None) -> str:
        """The word."""
        word = str(self._known(view)[0])
        if word == "default" and self._is_dynamic and self._node is not None:
            usual = self._node._session.usual_colour_space(self._node)
            return f"default ({usual})" if usual else word
        return word

    def getValue(self, *ignored: Any, view: str | None = None) -> float:
        """The place of the word."""
        return self._place(view)

    def _place(self, view: str | None = None) -> float:
        word, choices = self.value(view=view), self._choices()
        if word not in choices:
            raise NotSimulated(f"{self._spoken()}: the script's {word!r} is none of its words, so it has no place")
        return float(choices.index(word))

    def _number_at(self, frame: float, index: int = 0) -> float:
        return self._place()

    def _told(self) -> str:
        return self.value()

    def isAnimated(self, index: int = -1) -> bool:
        """Words have no keys here."""
        return False

    def hasExpression(self, index: int = -1) -> bool:
        """Words that an expression chooses are not read."""
        return False

    def setExpression(self, expression: str, index: int = -1, view: str | None = None) -> bool:
        """An expression that chooses a word is not simulated."""
        raise NotSimulated(f"{self._spoken()}: an expression that chooses a word is not simulated")

    # -- scripts

    def _read(self, text: str) -> Any:
        items = self._items
        if text not in items and text.isdecimal() and not self._is_dynamic and int(text) < len(items):
            return (items[int(text)],)
        return (text,)

    def _write(self, state: Any) -> str:
        return nuke_text.written(str(state[0]))

    def _texts(self) -> Iterator[str]:
        yield from ()


class Pulldown_Knob(Enumeration_Knob):
    """Words that do something when they are chosen."""

    CODE = 35

    def itemName(self, n: int) -> str:
        """The word at a place."""
        return self._items[n].partition("\t")[0]


class Radio_Knob(Enumeration_Knob):
    """Words shown side by side."""


class CascadingEnumeration_Knob(Enumeration_Knob):
    """Words in menus within menus."""

    CODE = 68


class Bitmask_Knob(Enumeration_Knob):
    """Several words of several."""

    CODE = 5


class EditableEnumeration_Knob(Enumeration_Knob):
    """Words to which a person may add."""

    def _word_of(self, value: Any) -> str:
        if isinstance(value, str) and value not in self._items:
            self._put("_items", (*self._items, value))
        return super()._word_of(value)


class OneView_Knob(Enumeration_Knob):
    """One of the script's views."""

    CODE = 44

    def _choices(self) -> tuple[str, ...]:
        return tuple(self._node._session.views()) if self._node is not None else self._items


class Words_Knob(Knob):
    """Words, not checked against a list."""

    def setValue(self, val: str) -> Any:
        """Set the words."""
        if not isinstance(val, str):
            raise wrong_type("str", val)
        return self._change(val)

    def value(self) -> str:
        """The words."""
        return str(self._known())


class Channel_Knob(Words_Knob):
    """A layer, or a channel."""

    CODE = 11


class ChannelMask_Knob(Channel_Knob):
    """A set of channels."""

    CODE = 10


class MultiView_Knob(Words_Knob):
    """Some of the script's views; all of them until somebody chooses."""

    CODE = 45

    def value(self) -> str:
        """The views, with blanks between them."""
        chosen = str(self._known())
        return chosen or (" ".join(self._node._session.views()) if self._node is not None else "")

    def _read(self, text: str) -> str:
        return " ".join(nuke_text.words(text))

    def _write(self, state: Any) -> str:
        return f"{{{state}}}"
