"""The types of `maya.cmds`: flags from the recorded tables, answers from `returns`.

The published stubs say `Any` where a pipeline most needs to know; a type checker reads these instead, and the published
ones for the rest of Maya. Run as `python -m studio_tools.testing.mayasim.stubs FILE`.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from studio_tools.testing.mayasim.flags import Command, Flag, load_table
from studio_tools.testing.mayasim.lint import WRITTEN
from studio_tools.testing.mayasim.returns import Answer, answers

HEAD = """\
# Written by `python -m studio_tools.testing.mayasim.stubs`: flags from the recorded tables, answers from returns.py.
# Only commands whose flags are recorded are here, with flags under their long names. What else Maya has, the house does
# not call.
from collections.abc import Callable, Sequence
from typing import Literal, NoReturn, TypedDict, Unpack, overload

_Names = str | Sequence[str]
_Call = Callable[..., object] | str
_Time = float | str
_Range = tuple[_Time, _Time] | _Time
"""
KINDS: Mapping[str, str] = {
    "b": "bool",
    "i": "int",
    "f": "float",
    "s": "str",
    "c": "_Call",
    "t": "_Time",
    "r": "_Range",
    "n": "_Names",
    "?": "object",
}
POSITIONAL: Mapping[str, str] = {
    "currentTime": "_Time",
    "error": "str",
    "evalDeferred": "_Call",
    "setAttr": "object",
    "warning": "str",
    "xform": "_Names",
    "move": "float | _Names",
    "rotate": "float | _Names",
    "scale": "float | _Names",
    "nodeType": "str",
    "objectType": "str",
    "objExists": "str",
    "createNode": "str",
    "rename": "str",
    "attributeQuery": "str",
    "getAttr": "str",
    "fileInfo": "str",
    "referenceQuery": "str",
}
"""What a command takes without a flag, where that is not simply names."""
ASKING: Mapping[str, str] = {"optionVar": "str"}
"""Commands whose `query` takes a value of its own."""
MODES = ("create", "query", "edit")
WIDTH = 120
SOLID = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One way to call a command: *required* flags decide what it gives back, *others* may be given too."""

    command: str
    mode: str
    required: tuple[str, ...]
    others: str
    result: str

    def text(self, *, is_overload: bool) -> str:
        """Write it."""
        chosen = [] if self.mode == "create" else [f"{self.mode}: {self.chooser()}"]
        keywords = [*chosen, *self.required, *([f"**flags: Unpack[{self.others}]"] if self.others else [])]
        parts = [f"*args: {POSITIONAL.get(self.command, '_Names')}", *keywords]
        mark = "@overload\n" if is_overload else ""
        return mark + folded(f"def {self.command}(", parts, f") -> {self.result}: ...")

    def chooser(self) -> str:
        """The type of the keyword that chooses the mode."""
        return ASKING.get(self.command, "Literal[True]") if self.mode == "query" else "Literal[True]"


def folded(head: str, parts: Iterable[str], tail: str) -> str:
    """Put parts in brackets, on as many lines as they need; no part is broken."""
    whole = head + ", ".join(parts) + tail
    if len(whole) <= WIDTH:
        return whole + "\n"
    solid = ", ".join(part.replace(" ", SOLID) for part in parts)
    lines = textwrap.wrap(solid, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
    return "\n    ".join([head, *lines]).replace(SOLID, " ") + f"\n{tail}\n"


def kind_of(flag: Flag, mode: str) -> str:
    """The type of a flag's value; a question may say True in place of any."""
    if len(flag.kinds) <= 1:
        one = KINDS[flag.kinds or "b"]
    else:
        parts = [KINDS[kind] for kind in flag.kinds]
        rest = f"list[{parts[0]}]" if len(set(parts)) == 1 else "list[object]"
        one = f"tuple[{', '.join(parts)}] | {rest}"
    several = f"{one} | Sequence[{one}]" if "m" in flag.modes and flag.kinds not in ("n", "?") else one
    return f"bool | {several}" if mode == "query" and several != "bool" else several


def words_of(command: Command, long: str) -> list[str]:
    """How a flag is written: under its long name, or another that the house allows."""
    shorts = [word for word in WRITTEN.get(command.name, ()) if command.shorts.get(word) == long]
    return [long, *shorts]


def command_text(command: Command, table: Iterable[Answer]) -> str:
    """One command's types."""
    own = [each for each in table if each.command == command.name]
    groups: list[str] = []
    found: list[Signature] = []
    for mode in MODES:
        legal = {long: flag for long, flag in command.flags.items() if flag.allows(mode)}
        if mode != "create" and not legal and all(each.mode != mode for each in own):
            continue
        rows = sorted((each for each in own if each.mode == mode), key=lambda each: -len(each.flags))
        others = free(command, mode, legal, {flag for row in rows for flag in row.flags})
        groups += [others] if others else []
        if all(row.flags for row in rows):
            rows.append(Answer(command=command.name, mode=mode, flags=(), result="object"))
        for row in rows:
            found += spelt(command, row, f"_{command.name}_{mode}" if others else "")
    return "".join([*groups, *(each.text(is_overload=len(found) > 1) for each in found)])


def free(command: Command, mode: str, legal: Mapping[str, Flag], deciders: Iterable[str]) -> str:
    """The flags that may be given beside any others, as one type; nothing where there are none."""
    entries = [
        f'"{word}": {kind_of(flag, mode)}'
        for long, flag in legal.items()
        if long not in deciders
        for word in words_of(command, long)
    ]
    name = f"_{command.name}_{mode}"
    return folded(f'{name} = TypedDict("{name}", {{', entries, "}, total=False)") if entries else ""


def spelt(command: Command, row: Answer, others: str) -> Iterator[Signature]:
    """A row's signatures: one, or as many as its first flag has names."""
    flags = [f"{{}}: {required(command.flags[long], row.mode)}" for long in row.flags]
    for word in words_of(command, row.flags[0]) if row.flags else [""]:
        names = (word, *row.flags[1:])
        written = tuple(flag.format(name) for flag, name in zip(flags, names, strict=False))
        yield Signature(command=row.command, mode=row.mode, required=written, others=others, result=row.result)


def required(flag: Flag, mode: str) -> str:
    """The type of a flag that decides: True where it takes no value."""
    return "Literal[True]" if not flag.kinds else kind_of(flag, mode)


def stub_text(table: Iterable[Answer] | None = None) -> str:
    """The whole file; another *table* of answers makes other types, to see whether somebody notices."""
    commands = load_table().commands
    rows = list(answers() if table is None else table)
    parts = [command_text(commands[name], rows) for name in sorted(commands)]
    return "\n".join([HEAD, *parts])


def main(arguments: list[str]) -> int:
    """Write the file that is named."""
    Path(arguments[0]).write_text(stub_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
