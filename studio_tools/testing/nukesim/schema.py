"""The tables of Nuke: names of its module and classes, node classes with their knobs, formats, colour spaces.

`names.json` is generated, `nodes.json` was written from the public reference guide. What is in `names.json` and not
simulated raises `NotSimulated`; what is in neither raises what Nuke raises.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from studio_tools.scenes.nuke_classes import BUILT_IN
from studio_tools.testing.nukesim.refusals import NotSimulated


@cache
def read_table(name: str) -> Mapping[str, Any]:
    """Read one of the tables that ship with the simulator; nobody changes what is read."""
    text = (files(__package__) / "tables" / f"{name}.json").read_text(encoding="utf-8")
    table: Mapping[str, Any] = json.loads(text)
    return table


@cache
def functions() -> frozenset[str]:
    """The names that the module `nuke` has: functions, classes and constants."""
    table = read_table("names")
    return frozenset([*table["functions"].split(), *table["constants"].split(), *table["classes"]])


@cache
def methods(class_name: str) -> frozenset[str]:
    """The methods that a class of Nuke's has, inherited ones too."""
    found: set[str] = set()
    while class_name:
        entry = read_table("names")["classes"].get(class_name, {"parent": "", "methods": ""})
        found |= set(entry["methods"].split())
        class_name = entry["parent"]
    return frozenset(found)


class Strict:
    """What Nuke's own class has and ours lacks is `NotSimulated`; any other name is an AttributeError."""

    def __getattr__(self, name: str) -> Any:
        for each in type(self).__mro__:
            if name in methods(each.__name__):
                raise NotSimulated(f"nuke.{each.__name__}.{name} is not simulated")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")


@dataclass(frozen=True, slots=True)
class Knob:
    """A knob of a node class: the name of its class without `_Knob`, its default as scripts write it, its choices."""

    name: str
    kind: str
    default: str = ""
    choices: tuple[str, ...] = ()
    is_dynamic: bool = False
    """Its choices are the colour spaces of the script's colour management."""

    @classmethod
    def from_code(cls, name: str, code: str) -> Knob:
        """Read a table's entry, `kind|default|choice;choice`."""
        kind, default, choices = (code.split("|") + [""] * 3)[:3]
        listed = tuple(choices.split(";")) if choices and not choices.startswith("@") else ()
        return cls(name, kind, default, listed, choices.startswith("@"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeClass:
    """A node class: how many inputs it takes, the face it shows in Python, its knobs in the order of scripts."""

    name: str
    least: int = 0
    most: int = 1
    face: str = "Node"
    knobs: Mapping[str, Knob] = field(default_factory=dict)
    is_tabled: bool = True
    """Whether its own knobs are known, so that another name is surely wrong."""


def _common() -> dict[str, Knob]:
    return {name: Knob.from_code(name, code) for name, code in read_table("nodes")["common"].items()}


@cache
def node_class(name: str) -> NodeClass | None:
    """Find a node class of Nuke's own; None where Nuke has none of that name."""
    entry = read_table("nodes")["classes"].get(name)
    if entry is None:
        known = name.encode() in BUILT_IN
        return NodeClass(name=name, most=100, knobs=_common(), is_tabled=False) if known else None
    if "as" in entry:
        entry = read_table("nodes")["classes"][entry["as"]]
    own = {knob: Knob.from_code(knob, code) for knob, code in entry["knobs"].items()}
    knobs = own if entry.get("bare") else own | {key: each for key, each in _common().items() if key not in own}
    least, most = entry["inputs"]
    masks = 1 if entry.get("masked") else 0
    return NodeClass(name=name, least=least, most=most + masks, face=entry["face"], knobs=knobs)


@cache
def class_names() -> frozenset[str]:
    """The names of all node classes that Nuke has."""
    return frozenset([*read_table("nodes")["classes"], *(name.decode() for name in BUILT_IN)])


@cache
def file_type_knobs(file_type: str) -> Mapping[str, Knob]:
    """The knobs that a Write gets from its file type."""
    entry = read_table("nodes")["file_types"].get(file_type, {})
    return {name: Knob.from_code(name, code) for name, code in entry.items()}


@cache
def luts() -> tuple[str, ...]:
    """The colour spaces of Nuke's own colour management."""
    return tuple(read_table("nodes")["luts"].split(";"))
