"""Node types and their attributes: ancestry of all of Maya's, attributes of those the pipeline touches.

`nodes.json` is generated, `written.json` was written from the vendor's node reference; a type that is in neither has
only what its ancestors have, and whatever else is asked of it is `NotSimulated`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from studio_tools.testing.mayasim.flags import read_table

COMPOUNDS = {
    "double2": 2,
    "double3": 3,
    "double4": 4,
    "float2": 2,
    "float3": 3,
    "long2": 2,
    "long3": 3,
    "short2": 2,
    "short3": 3,
}
NUMERIC = frozenset(
    {"double", "float", "long", "short", "byte", "char", "bool", "enum", "time", "doubleLinear", "doubleAngle"}
)
WHOLE = frozenset({"long", "short", "byte", "char", "enum"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute of a node type, or one that was added to a node."""

    long: str
    short: str
    kind: str
    default: object = None
    parent: str = ""
    is_multi: bool = False
    choices: Mapping[str, int] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    is_added: bool = False
    is_hidden: bool = False
    is_keyable: bool = False
    categories: tuple[str, ...] = ()

    @classmethod
    def from_code(cls, long: str, code: str) -> Attribute:
        """Read a table's entry, `short|kind|default|parent|marks|enum`."""
        short, kind, default, parent, marks, choices = (code.split("|") + [""] * 6)[:6]
        value: Any = json.loads(default) if default else None
        if kind == "doubleAngle" and isinstance(value, float) and "g" not in marks:
            value = round(math.degrees(value), 10)  # recorded in Maya's inner unit, asked in degrees
        named = dict(pair.rsplit("=", 1) for pair in choices.split(":") if pair)
        numbers = {name: int(number) for name, number in named.items()}
        return cls(
            long=long, short=short, kind=kind, default=value, parent=parent, is_multi="m" in marks, choices=numbers
        )

    @property
    def start(self) -> object:
        """What it holds before anybody sets it."""
        if self.kind == "bool":
            return bool(self.default)
        if self.kind in WHOLE:
            return int(self.default) if isinstance(self.default, int | float) else 0
        if self.kind in NUMERIC:
            return float(self.default) if isinstance(self.default, int | float) else 0.0
        return self.default


@dataclass(frozen=True)
class Schema:
    """The table of node types of a Maya with these plug-ins loaded."""

    parents: Mapping[str, str]
    own: Mapping[str, Mapping[str, Attribute]]
    _known: dict[str, dict[str, Attribute]] = field(default_factory=dict)
    _shorts: dict[str, dict[str, Attribute]] = field(default_factory=dict)

    def has(self, type_name: str) -> bool:
        """Whether there is such a type."""
        return type_name in self.parents

    def ancestry(self, type_name: str) -> list[str]:
        """The type and all it derives from, nearest first."""
        line = []
        while type_name:
            line.append(type_name)
            type_name = self.parents.get(type_name, "")
        return line

    def is_a(self, type_name: str, ancestor: str) -> bool:
        """Whether a type is or derives from *ancestor*."""
        return ancestor in self.ancestry(type_name)

    def derived(self, type_name: str) -> list[str]:
        """All types that derive from one, itself among them."""
        return sorted(name for name in self.parents if self.is_a(name, type_name))

    def attributes(self, type_name: str) -> Mapping[str, Attribute]:
        """All attributes of a type under their long names, inherited ones first."""
        if type_name not in self._known:
            found: dict[str, Attribute] = {}
            for line in reversed(self.ancestry(type_name)):
                found.update(self.own.get(line, {}))
            self._known[type_name] = found
        return self._known[type_name]

    def is_tabled(self, type_name: str) -> bool:
        """Whether the type's own attributes are known, so that another name is surely wrong."""
        return type_name in self.own

    def find(self, type_name: str, word: str) -> Attribute | None:
        """Find an attribute by its long or short name."""
        found = self.attributes(type_name)
        if type_name not in self._shorts:
            self._shorts[type_name] = {each.short: each for each in found.values()}
        return found.get(word) or self._shorts[type_name].get(word)

    def with_types(self, parents: Mapping[str, str]) -> Schema:
        """The same with the types that a plug-in brings."""
        return replace(self, parents={**self.parents, **parents}, _known={}, _shorts={})


def read_attributes(entries: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, dict[str, Attribute]]]:
    """Read the attributes of a table."""
    for type_name, codes in entries.items():
        yield type_name, {long: Attribute.from_code(long, code) for long, code in codes.items()}


@cache
def load_schema() -> Schema:
    """Read the tables of node types as Maya has them without plug-ins."""
    generated: Any = read_table("nodes")
    written: Any = read_table("written")
    own = dict(read_attributes(generated["attributes"]))
    for type_name, found in read_attributes(written["attributes"]):
        own[type_name] = {**own.get(type_name, {}), **found}
    return Schema(parents=generated["parents"], own=own)


def children(found: Mapping[str, Attribute], parent: str) -> list[Attribute]:
    """The children of a compound, in their table's order."""
    return [each for each in found.values() if each.parent == parent]
