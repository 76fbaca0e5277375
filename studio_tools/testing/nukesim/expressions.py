"""Nuke's expressions in number knobs: arithmetic, comparison, choice, the frame, other knobs; and curves with keys.

What is not of this small language raises `NotSimulated`; nothing is ever run.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from studio_tools.testing.nukesim.refusals import NotSimulated

TOKEN = re.compile(
    r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(\[(?:[^\[\]]|\[[^\[\]]*\])*\])"
    r"|([A-Za-z_]\w*(?:\.\w+)*)|(\*\*|<=|>=|==|!=|&&|\|\||[-+*/%^()<>?:,!]))"
)
LEVELS: tuple[Mapping[str, Callable[[Any, Any], Any]], ...] = (
    {"||": lambda a, b: float(bool(a) or bool(b))},
    {"&&": lambda a, b: float(bool(a) and bool(b))},
    {"==": operator.eq, "!=": operator.ne},
    {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt},
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": lambda a, b: a / b if b else 0.0, "%": lambda a, b: math.fmod(a, b) if b else 0.0},
)
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "min": min, "max": max, "abs": abs, "floor": math.floor, "ceil": math.ceil, "int": math.trunc, "trunc": math.trunc,
    "rint": round, "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "tan": math.tan, "pow": math.pow,
    "exp": math.exp, "log": math.log, "fabs": abs, "clamp": lambda v, a=0.0, b=1.0: min(max(v, a), b),
    "lerp": lambda a, b, t: a + (b - a) * t, "radians": math.radians, "degrees": math.degrees,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an expression may ask: the frame, knobs by their names, and TCL in brackets."""

    frame: float
    knob: Callable[[str], float]
    tcl: Callable[[str], str]


def evaluate(text: str, around: Surroundings) -> float:
    """The value of an expression. Raises NotSimulated for what is not of the language."""
    parser = Parser(text, tokens(text), around)
    value = parser.choice()
    if parser.tokens[parser.at :] not in ([], ["i"]):  # old scripts end curves' expressions in an i
        raise parser.beyond()
    return float(value)


def tokens(text: str) -> list[str]:
    """Take an expression apart."""
    found: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if match is None:
            raise NotSimulated(f"the expression {text!r} is not evaluated")
        found.append(match[0].strip())
        at = match.end()
    return found


class Parser:
    """Evaluates as it reads."""

    def __init__(self, text: str, found: list[str], around: Surroundings) -> None:
        self.text, self.tokens, self.around, self.at = text, found, around, 0

    def beyond(self) -> NotSimulated:
        """Say that an expression is more than is simulated."""
        return NotSimulated(f"the expression {self.text!r} is not evaluated")

    def peek(self) -> str:
        """The next token."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        """Take the next token."""
        token = self.peek()
        if not token or (expected and token != expected):
            raise self.beyond()
        self.at += 1
        return token

    def choice(self) -> float:
        """`condition ? one : other`."""
        value = self.level(0)
        if self.peek() != "?":
            return value
        self.take()
        one = self.choice()
        self.take(":")
        other = self.choice()
        return one if value else other

    def level(self, depth: int) -> float:
        """Operators of one rank, from the left."""
        if depth == len(LEVELS):
            return self.power()
        value = self.level(depth + 1)
        while self.peek() in LEVELS[depth]:
            act = LEVELS[depth][self.take()]
            value = float(act(value, self.level(depth + 1)))
        return value

    def power(self) -> float:
        """Signs, and powers from the right."""
        sign = self.peek()
        if sign in ("-", "+", "!"):
            self.take()
            value = self.power()
            return -value if sign == "-" else float(not value) if sign == "!" else value
        value = self.atom()
        if self.peek() in ("**", "^"):
            self.take()
            return float(value ** self.power())
        return value

    def atom(self) -> float:
        """A number, a name, a call, TCL, or something in parentheses."""
        word = self.take()
        if word == "(":
            value = self.choice()
            self.take(")")
            return value
        if word[0].isdigit() or word[0] == ".":
            return float(word)
        if word[0] == "[":
            return self.number(self.around.tcl(word))
        if not (word[0].isalpha() or word[0] == "_"):
            raise self.beyond()
        return self.call(word) if self.peek() == "(" else self.name(word)

    def number(self, text: str) -> float:
        """What TCL gave, as a number."""
        try:
            return float(text)
        except ValueError:
            raise self.beyond() from None

    def call(self, name: str) -> float:
        """A function's value."""
        self.take("(")
        values = []
        while self.peek() != ")":
            values.append(self.choice())
            if self.peek() == ",":
                self.take()
        self.take(")")
        if name not in FUNCTIONS:
            raise self.beyond()
        return float(FUNCTIONS[name](*values))

    def name(self, name: str) -> float:
        """The frame, pi, or a knob."""
        if name in ("frame", "x", "t"):
            return self.around.frame
        return math.pi if name == "pi" else self.around.knob(name)


@dataclass(frozen=True, slots=True)
class Key:
    frame: float
    value: float
    is_straight: bool = False
    """Whether the curve goes straight (or stays) from here to the next key."""
    is_step: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """Keys in order. Between two keys that are joined smoothly nothing is known but where they are equal."""

    keys: tuple[Key, ...]

    def at(self, frame: float) -> float:
        """The value at a frame."""
        before = [key for key in self.keys if key.frame <= frame]
        after = [key for key in self.keys if key.frame > frame]
        if not before or not after or before[-1].frame == frame or before[-1].is_step:
            return (before[-1] if before else after[0]).value
        left, right = before[-1], after[0]
        if left.value == right.value:
            return left.value
        if not left.is_straight:
            raise NotSimulated("between smooth keys a curve's value is not simulated")
        return left.value + (right.value - left.value) * (frame - left.frame) / (right.frame - left.frame)

    def with_key(self, frame: float, value: float) -> Curve:
        """The same with a key there."""
        others = [key for key in self.keys if key.frame != frame]
        return Curve(tuple(sorted([*others, Key(frame, value)], key=lambda key: key.frame)))

    def without_key(self, frame: float) -> Curve:
        """The same without the key there."""
        return Curve(tuple(key for key in self.keys if key.frame != frame))

    def written(self) -> str:
        """As scripts write it."""
        parts = []
        for key in self.keys:
            mark = "K " if key.is_step else "L " if key.is_straight else ""
            parts.append(f"{mark}x{key.frame:g} {key.value:.10g}")
        return f"curve {' '.join(parts)}"


def curve(text: str) -> Curve:
    """A curve from what stands behind `curve` in a script."""
    keys: list[Key] = []
    frame, step, mode = 1.0, 1.0, ""
    for word in text.split():
        if re.fullmatch(r"x-?[\d.]+", word):
            frame = float(word[1:])
            step = frame - keys[-1].frame if keys else step
        elif re.fullmatch(r"-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", word):
            keys.append(Key(frame, float(word), mode == "L", mode == "K"))
            frame += step
        elif word in ("K", "L", "C", "R", "S"):
            mode = word
        elif not re.fullmatch(r"[a-zA-Z]\S*", word):
            raise NotSimulated(f"the curve {text[:60]!r} is not read")
    return Curve(tuple(keys))
