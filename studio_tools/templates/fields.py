"""Fields of templates: what may stand in a path, and how it is written and read.

Whatever a field's pattern says, no value holds a separator, `..`, a control character, or dots or blanks at its ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as keep
from typing import Any, Literal

from studio_tools.errors import ConfigError

Value = str | int
Kind = Literal["text", "number"]

_FORBIDDEN = re.compile(r"[/\\\x00-\x1f\x7f]|\.\.|^[. ]|[. ]$")
_PROBES = ("/", "a/b", "a\\b", "a..b", "..", ".a", "a.", " a", "a ", "a\0b", "a\nb", "")
_MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What one name in braces may hold: text that matches *pattern* as a whole, or a whole number from 0 up."""

    name: str
    kind: Kind = "text"
    pattern: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        if self.kind == "text" and (wrong := _pattern_problem(self.pattern)):
            raise ConfigError(f'the pattern of the field "{self.name}" {wrong}', details={"field": self.name})

    def accepts(self, text: str) -> bool:
        """Whether *text* may stand in a path for this field."""
        expression = "[0-9]+" if self.kind == "number" else self.pattern
        return re.fullmatch(expression, text) is not None and _FORBIDDEN.search(text) is None


def _pattern_problem(pattern: str) -> str:
    try:
        compiled = re.compile(pattern)
    except re.error as wrong:
        return f"is no regular expression: {wrong}"
    if compiled.groups:
        return "must not have groups of its own; write (?:...)"
    through = [probe for probe in _PROBES if compiled.fullmatch(probe)]
    return f"lets {through[0]!r} through" if through else ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One field at one padding, and what it has made of values so far (they repeat from path to path)."""

    field: Field
    width: int
    texts: dict[Value, str] = keep(default_factory=dict, compare=False, repr=False)
    values: dict[str, Value] = keep(default_factory=dict, compare=False, repr=False)

    @property
    def expression(self) -> str:
        if self.field.kind == "text":
            return self.field.pattern
        return rf"[0-9]{{{self.width}}}|[1-9][0-9]{{{self.width},}}" if self.width > 1 else "0|[1-9][0-9]*"

    def spell(self, value: object) -> str:
        """Write *value*. Raises ValueError saying what it must be."""
        if self.field.kind == "number":
            if type(value) is not int or value < 0:
                raise ValueError(f"must be a whole number from 0 up, not {value!r}")
            text = f"{value:0{self.width}d}"
        elif not isinstance(value, str):
            raise ValueError(f"must be text, not {value!r}")
        elif not self.field.accepts(value):
            raise ValueError(f"must match {self.field.pattern}, not be {value!r}")
        else:
            text = str(value)
        _remember(self.texts, value, text)
        return text

    def read(self, text: str) -> Value:
        """Read what stands in a path. Raises ValueError where it may not."""
        if not self.field.accepts(text):
            raise ValueError(text)
        value: Value = int(text) if self.field.kind == "number" else text
        _remember(self.values, text, value)
        return value


def _remember(memory: dict[Any, Any], key: object, value: object) -> None:
    if len(memory) >= _MOST_REMEMBERED:
        memory.clear()
    memory[key] = value
