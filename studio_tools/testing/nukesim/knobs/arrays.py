"""Knobs that hold numbers: one or several channels, each a number, a curve or an expression."""

# ruff: noqa: N801, N802 - Nuke's own names
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from studio_tools.testing.nukesim import evaluating, expressions
from studio_tools.testing.nukesim.expressions import Curve, Key
from studio_tools.testing.nukesim.knobs.knob import Knob, Opaque
from studio_tools.testing.nukesim.refusals import NotSimulated, wrong_type

WORD = re.compile(r"\{((?:[^{}\\]|\\.|\{[^{}]*\})*)\}|(\S+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression, and the number it replaced."""

    text: str


Channel = float | Curve | Formula


def channels(text: str) -> tuple[Channel, ...] | Opaque:
    """The channels that a script writes."""
    try:
        return tuple(_channel(found[1], found[2]) for found in WORD.finditer(text))
    except (ValueError, NotSimulated):
        return Opaque(text)


def _channel(braced: str | None, bare: str | None) -> Channel:
    if braced is None:
        word = (bare or "").lower()
        return float(int(word, 16)) if word.startswith("0x") else float({"true": "1", "false": "0"}.get(word, word))
    text = braced.strip()
    if text.startswith("curve"):
        return expressions.curve(text[5:])
    if text.startswith("("):
        raise ValueError(text)
    return Formula(text.strip('"').replace("\\[", "[").replace("\\]", "]").replace('\\"', '"'))


class Array_Knob(Knob):
    """Numbers."""

    CODE = 9
    SIZE: ClassVar[int] = 1
    EMPTY: ClassVar[Any] = (0.0,)
    CAN_BE_ONE: ClassVar[bool] = False
    """Whether one number may stand for all channels."""

    def __init__(self, name: str, label: str | None = None, size: int = 1) -> None:
        super().__init__(name, label)
        self._size = max(self.SIZE, size if isinstance(size, int) else 1)
        if len(self._state) < self._size and not self.CAN_BE_ONE:
            self._state = self._default = (0.0,) * self._size

    # -- reading and writing

    def _read(self, text: str) -> Any:
        found = channels(text)
        if isinstance(found, tuple) and self._size > 1 and len(found) == 1 and isinstance(found[0], Formula):
            listed = channels(found[0].text)
            if isinstance(listed, tuple) and len(listed) == self._size:
                return listed
        if isinstance(found, tuple) and len(found) == 1 and self._size > 1 and not self.CAN_BE_ONE:
            return found * self._size
        return found or self.EMPTY

    def _write(self, state: Any) -> str:
        words = [self._word(each) for each in state]
        return words[0] if len(words) == 1 and not words[0].startswith("{") else f"{{{' '.join(words)}}}"

    def _word(self, channel: Channel) -> str:
        if isinstance(channel, Curve):
            return f"{{{channel.written()}}}"
        if isinstance(channel, Formula):
            text = channel.text.replace("[", "\\[").replace("]", "\\]")
            return f'{{"{text}"}}' if "[" in text else f"{{{text}}}"
        return self._plain(channel)

    def _plain(self, number: float) -> str:
        return f"{number:.10g}"

    def _texts(self) -> Iterator[str]:
        for state in [self._state, *self._views.values()]:
            if isinstance(state, tuple):
                yield from (each.text for each in state if isinstance(each, Formula))

    # -- values

    def _at(self, channel: Channel, frame: float) -> float:
        if isinstance(channel, Curve):
            return channel.at(frame)
        if isinstance(channel, Formula):
            return evaluating.number(self._owner(), channel.text, frame)
        return channel

    def _frame(self) -> float:
        return float(self._node._session.frame) if self._node is not None else 0.0

    def _number_at(self, frame: float, index: int = 0) -> float:
        state = self._known()
        return self._at(state[min(max(index, 0), len(state) - 1)], frame)

    def _shown(self, number: float) -> Any:
        """A number as this kind of knob gives it."""
        return number

    def value(self, index: int | None = None, view: str | None = None) -> Any:
        """The value at the current frame: a number, or a list where there are several."""
        return self._values(index, view, self._shown)

    def getValue(self, index: int | None = None, view: str | None = None) -> Any:
        """The value at the current frame, as a float or a list of floats."""
        return self._values(index, view, float)

    def _values(self, index: int | None, view: str | None, shown: Any) -> Any:
        state, frame = self._known(view), self._frame()
        if index is not None:
            return shown(self._at(state[index if len(state) > 1 else 0], frame))
        values = [shown(self._at(each, frame)) for each in state]
        return values[0] if len(values) == 1 else values

    def valueAt(self, frame: float, index: int = 0) -> float:
        """The value at a frame."""
        return self._number_at(frame, index)

    def getValueAt(self, frame: float, index: int | None = None, view: str | None = None) -> Any:
        """The value at a frame: a float, or a list where there are several."""
        values = [float(self._at(each, frame)) for each in self._known(view)]
        return values[index] if index is not None else values[0] if len(values) == 1 else values

    def array(self) -> list[float]:
        """All channels."""
        values = [float(self._at(each, self._frame())) for each in self._known()]
        return values * self._size if len(values) == 1 else values

    def arraySize(self) -> int:
        """How many channels there are."""
        return self._size

    def singleValue(self) -> bool:
        """Whether one number stands for all."""
        return len(self._known()) == 1

    def defaultValue(self) -> float:
        """The first channel's first value."""
        first = self._default[0]
        return first if isinstance(first, float) else 0.0

    def setDefaultValue(self, values: Sequence[float]) -> None:
        """Say what is the default."""
        self._put("_default", tuple(float(each) for each in values))

    def setRange(self, low: float, high: float) -> None:
        """Set the range of the slider; values beyond it stay possible."""
        self._put("_range", (f"{low:g}", f"{high:g}"))
        self._put("_definition", None)

    # -- changing

    def _number(self, value: Any) -> float:
        if isinstance(value, bool | int | float):
            return float(value)
        raise wrong_type("float", value)

    def setValue(self, val: Any, index: int | None = None, frame: float | None = None, view: str | None = None) -> Any:
        """Set one channel, or all. Raises TypeError or ValueError on what does not fit."""
        state = self._known(view)
        if isinstance(val, str | list | tuple):
            wanted = (self._size,) if not self.CAN_BE_ONE else (1, self._size)
            if len(val) not in wanted:
                raise ValueError(f"expecting a sequence of {self._size} floats, {len(val)} found")
            numbers = [self._number(each) for each in val]
        else:
            numbers = [self._number(val)]
        if index is None:
            spread = numbers * len(state) if len(numbers) == 1 and not self.CAN_BE_ONE else numbers
            old = state if len(state) == len(spread) else state[:1] * len(spread)
            return self._change(tuple(self._set(o, n, frame) for o, n in zip(old, spread, strict=True)), view)
        whole = list(state) if len(state) > 1 else list(state) * self._size
        whole[index] = self._set(whole[index], numbers[0], frame)
        return self._change(tuple(whole), view)

    def _set(self, old: Channel, number: float, frame: float | None) -> Channel:
        """An animated channel gets a key; anything else is replaced."""
        if isinstance(old, Curve):
            return old.with_key(self._frame() if frame is None else frame, number)
        return number

    def setValueAt(self, val: float, time: float, index: int = 0, view: str | None = None) -> bool:
        """Set a key where the channel is animated, else the value."""
        return bool(self.setValue(val, index if self._size > 1 else None, time, view))

    def _map(self, index: int, change: Any) -> bool:
        """Change one channel, or all for -1."""
        state = self._known()
        return self._change(tuple(change(each) if index in (-1, n) else each for n, each in enumerate(state)))

    def setAnimated(self, index: int = -1) -> bool:
        """Turn the value into a key."""
        frame = self._frame()
        return self._map(index, lambda each: Curve((Key(frame, self._at(each, frame)),)))

    def clearAnimated(self, index: int = -1) -> bool:
        """Forget keys and expressions; what they give now stays."""
        return self._map(index, lambda each: self._at(each, self._frame()))

    def setExpression(self, expression: str, index: int = -1, view: str | None = None) -> bool:
        """Set an expression."""
        if not isinstance(expression, str):
            raise wrong_type("str", expression)
        state = self._known(view)
        if index > 0 and len(state) == 1:
            self._change(state * self._size)
        return self._map(index, lambda each: Formula(expression))

    def removeKeyAt(self, frame: float, index: int = -1) -> bool:
        """Remove a key."""
        return self._map(index, lambda each: each.without_key(frame) if isinstance(each, Curve) else each)

    def notDefault(self) -> bool:
        """Whether it is another value than the first."""
        return not self._is_default()

    # -- animation, asked

    def _chosen(self, index: int) -> list[Channel]:
        state = self._current()
        if isinstance(state, Opaque):
            return [Formula(state.text)]
        return list(state) if index < 0 else [state[index if len(state) > 1 else 0]]

    def isAnimated(self, index: int = -1) -> bool:
        """Whether it has keys or an expression."""
        return any(not isinstance(each, float) for each in self._chosen(index))

    def hasExpression(self, index: int = -1) -> bool:
        """Whether it has an expression."""
        return any(isinstance(each, Formula) for each in self._chosen(index))

    def _keys(self, index: int = -1) -> list[float]:
        return sorted({key.frame for each in self._chosen(index) if isinstance(each, Curve) for key in each.keys})

    def getKeyList(self) -> list[float]:
        """The frames of all keys."""
        return self._keys()

    def getNumKeys(self, index: int = -1) -> int:
        """How many keys there are."""
        return len(self._keys(index))

    def isKey(self, index: int = -1) -> bool:
        """Whether there is a key at the current frame."""
        return self._frame() in self._keys(index)

    def isKeyAt(self, frame: float, index: int = -1) -> bool:
        """Whether there is a key at a frame."""
        return frame in self._keys(index)

    def _told(self) -> str:
        return " ".join(f"{float(self._at(each, self._frame())):.10g}" for each in self._known())
