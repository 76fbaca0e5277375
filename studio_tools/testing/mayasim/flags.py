"""A call of a command, checked against the recorded table as Maya checks it: names, modes, types.

Not here: what a command does (the rooms below `commands`), and how code is read without running it (`lint`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from studio_tools.testing.mayasim.refusals import NotSimulated, invalid_argument, invalid_flag

QUERY, EDIT = {"q": "query", "query": "query"}, {"e": "edit", "edit": "edit"}
TEMPLATES = frozenset({"defineTemplate", "dt", "useTemplate", "ut", "docTag", "dtg"})
SPOKEN = {"b": "bool", "i": "int", "f": "float", "s": "string", "c": "callable", "t": "time", "r": "range", "n": "name"}


@cache
def read_table(name: str) -> dict[str, object]:
    """Read one of the tables that ship with the simulator; nobody changes what is read."""
    text = (files(__package__) / "tables" / f"{name}.json").read_text(encoding="utf-8")
    table: dict[str, object] = json.loads(text)
    return table


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as recorded: *kinds* has a letter for each value it takes, *modes* those of c, q, e, m, *."""

    long: str
    short: str
    kinds: str
    modes: str

    @classmethod
    def from_code(cls, long: str, code: str) -> Flag:
        """Read a table's entry."""
        short, kinds, modes = code.split("|")
        return cls(long, short, kinds, modes)

    def allows(self, mode: str) -> bool:
        """Whether it may be given in *mode*: create, query or edit."""
        return "*" in self.modes or mode[0] in self.modes


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command's flags by their long names, and the way from the short ones."""

    name: str
    flags: Mapping[str, Flag]
    shorts: Mapping[str, str]

    @classmethod
    def from_codes(cls, name: str, codes: Mapping[str, str]) -> Command:
        """Read a table's entry."""
        flags = {long: Flag.from_code(long, code) for long, code in codes.items()}
        return cls(name=name, flags=flags, shorts={flag.short: long for long, flag in flags.items()})

    def find(self, word: str) -> Flag | None:
        """Find a flag by its long or short name."""
        return self.flags.get(word) or self.flags.get(self.shorts.get(word, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every command that a Maya with these plug-ins has: flags of some, at least the name of all."""

    names: frozenset[str]
    commands: Mapping[str, Command]
    plugins: Mapping[str, str]
    """Command to the plug-in that brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One checked call: flags under their long names, whichever were written."""

    command: str
    mode: str
    args: tuple[object, ...] = ()
    flags: Mapping[str, object] = field(default_factory=dict)

    def on(self, flag: str) -> bool:
        """Whether *flag* is given and true."""
        return bool(self.flags.get(flag))

    def text(self, flag: str, default: str = "") -> str:
        """The word given with *flag*."""
        return str(self.flags.get(flag, default))

    def number(self, flag: str, default: float = 0.0) -> float:
        """The number given with *flag*."""
        value = self.flags.get(flag, default)
        return float(value) if isinstance(value, int | float | str) else default

    def words(self, flag: str) -> list[str]:
        """The words given with *flag*, one or many."""
        return list(flat([self.flags[flag]])) if flag in self.flags else []

    @property
    def names(self) -> list[str]:
        """The objects named, with lists opened."""
        return list(flat(self.args))

    @property
    def is_query(self) -> bool:
        """Whether it only asks."""
        return self.mode == "query"


def flat(values: Sequence[object]) -> Iterator[str]:
    """Open lists and tuples as Maya does with its arguments. Raises TypeError on what is no word."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from flat(value)
        elif isinstance(value, bool | int | float):
            yield str(value)
        else:
            raise TypeError(f"Invalid argument: {value!r}")


@cache
def load_table() -> Table:
    """Read the table of Maya's own commands and of the plug-ins we know."""
    own, plugins = read_table("commands"), read_table("plugins")["plugins"]
    assert isinstance(plugins, dict)
    flags, names = own["flags"], own["names"]
    assert isinstance(flags, dict)
    assert isinstance(names, str)
    commands = {name: Command.from_codes(name, codes) for name, codes in flags.items()}
    homes: dict[str, str] = {}
    for plugin, entry in plugins.items():
        for name, codes in entry.get("commands", {}).items():
            commands[name] = Command.from_codes(name, codes)
            homes[name] = plugin
    return Table(names=frozenset(names.split()), commands=commands, plugins=homes)


def check(command: Command, args: tuple[object, ...], written: Mapping[str, object]) -> Call:
    """Check a call. Raises TypeError on a wrong flag or type, RuntimeError on a wrong mode, as Maya does."""
    mode, flags = split_mode(written)
    for word, value in written.items():
        if word in QUERY or word in EDIT:
            continue
        if word in TEMPLATES:
            raise NotSimulated(f"{command.name}({word}=...): UI templates are not simulated")
        flag = command.find(word)
        if flag is None:
            raise invalid_flag(word)
        if flag.long in flags:
            raise TypeError(f"Flag '{flag.long}' was given by its long and its short name")
        check_flag(flag, word, value, mode)
        if value is not False or flag.kinds:
            flags[flag.long] = value
    return Call(command=command.name, mode=mode, args=args, flags=flags)


def split_mode(written: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Tell the mode; some commands take a value with the query flag itself, which is kept."""
    asks = next((value for word, value in written.items() if word in QUERY), False)
    edits = next((value for word, value in written.items() if word in EDIT), False)
    if asks and edits:
        raise RuntimeError("Flags 'query' and 'edit' cannot be used together.")
    return ("query" if asks else "edit" if edits else "create"), ({"query": asks} if isinstance(asks, str) else {})


def check_flag(flag: Flag, word: str, value: object, mode: str) -> None:
    """Check one flag's mode and value."""
    if value is None:
        raise invalid_argument(word, " ".join(SPOKEN[kind] for kind in flag.kinds) or "bool", value)
    if not flag.allows(mode):
        raise RuntimeError(f"Flag '{word}' cannot be used in {mode} mode.")
    if mode != "query":
        check_value(flag, word, value)


def check_value(flag: Flag, word: str, value: object) -> None:
    """Check a value's type. A flag that may be repeated takes a list of its values."""
    if "m" in flag.modes and isinstance(value, list | tuple) and not fits(flag.kinds, value):
        for each in value:
            check_value(Flag(flag.long, flag.short, flag.kinds, ""), word, each)
        return
    if not fits(flag.kinds, value):
        raise invalid_argument(word, " ".join(SPOKEN.get(kind, "any") for kind in flag.kinds) or "bool", value)


def fits(kinds: str, value: object) -> bool:
    """Whether a value is of the recorded kinds."""
    if len(kinds) <= 1:
        return FITS[kinds or "b"](value)
    if not isinstance(value, list | tuple) or len(value) != len(kinds):
        return False
    return all(FITS[kind](each) for kind, each in zip(kinds, value, strict=True))


def is_name(value: object) -> bool:
    """Whether it is a name or a list of names."""
    return isinstance(value, str) or (isinstance(value, list | tuple) and all(isinstance(each, str) for each in value))


def is_number(value: object) -> bool:
    """Whether it is a number."""
    return isinstance(value, int | float)


FITS: Mapping[str, Callable[[object], bool]] = {
    "b": lambda value: isinstance(value, bool | int),
    "i": lambda value: isinstance(value, int) or (isinstance(value, float) and value.is_integer()),
    "f": is_number,
    "s": lambda value: isinstance(value, str),
    "c": lambda value: isinstance(value, str) or callable(value),
    "t": lambda value: isinstance(value, str) or is_number(value),
    "r": lambda value: isinstance(value, str | list | tuple) or is_number(value),
    "n": is_name,
    "?": lambda value: True,
}
