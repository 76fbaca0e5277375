"""The part of TCL that paths in Nuke scripts are made of: ten commands, evaluated on what the file itself says.

Anything else, and anything too deep or too long, is Unresolved. Nothing is ever run.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Look = Callable[[str], str]
"""Gives the value of a knob: `root.name`, `this.file`, `Read1.first`. Raises Unresolved."""

Value = str | tuple[str, ...]

_DEEPEST = 24
_MOST = 2_000
_LONGEST = 65_536
_PLAIN = re.compile(r"[^\[\]\\$]+")
_BARE = re.compile(r"[^\s\[\]\\\"{}$]+")
_INDEX = re.compile(r"(end|\d{1,9})(?:([+-])(\d{1,9}))?")
_SPACES = re.compile(r"\s+")

_SCRIPT_NAME = ("nuke.root().name()", "nuke.scriptName()", "nuke.root()['name'].value()",
                "nuke.root()['name'].getValue()", "nuke.root().knob('name').value()",
                "nuke.root().knob('name').getValue()", "nuke.Root().name()", "nuke.value('root.name')")  # fmt: skip
_SCRIPT_FOLDER = ("nuke.script_directory()", *(f"os.path.dirname({name})" for name in _SCRIPT_NAME))


class Unresolved(Exception):
    """The text cannot be evaluated from the file alone; the message says what stands in the way."""


@dataclass(slots=True)
class Effort:
    """What an evaluation may still cost."""

    steps: int = _MOST

    def spend(self) -> None:
        """Take one step, or give up."""
        self.steps -= 1
        if self.steps < 0:
            raise Unresolved("it takes too long to work out")


@dataclass(frozen=True, slots=True)
class Tcl:
    """Evaluates text in which `[command …]` may stand."""

    look: Look
    script: str | None
    """The absolute path of the script, which `[python {nuke.script_directory()}]` and its kin ask for."""
    effort: Effort = field(default_factory=Effort)

    def text(self, text: str, depth: int = 0) -> str:
        """*text* with every command in it replaced by what it gives. Raises Unresolved."""
        return spelled(self._whole(text, depth))

    def _whole(self, text: str, depth: int) -> Value:
        if depth > _DEEPEST or len(text) > _LONGEST:
            raise Unresolved("it is nested too deep" if depth > _DEEPEST else "it is too long")
        parts: list[Value] = []
        at = 0
        while at < len(text):
            self.effort.spend()
            sign = text[at]
            if sign == "[":
                end = closing(text, at)
                parts.append(self._command(text[at + 1 : end - 1], depth + 1))
                at = end
            elif sign == "$":
                raise Unresolved("it uses a TCL variable")
            elif sign == "\\":
                parts.append(text[at + 1 : at + 2])
                at += 2
            elif (plain := _PLAIN.match(text, at)) is not None:
                parts.append(plain[0])
                at = plain.end()
            else:
                parts.append(sign)
                at += 1
        return joined(parts)

    def _command(self, text: str, depth: int) -> Value:
        words = self._words(text, depth)
        if not words:
            return ""
        name = spelled(words[0])
        act = _COMMANDS.get(name)
        if act is None:
            raise Unresolved(f"the TCL command [{name[:40]} …] is not evaluated")
        return act(self, words[1:])

    def _words(self, text: str, depth: int) -> list[Value]:
        words: list[Value] = []
        parts: list[Value] | None = None
        at = 0
        while at < len(text):
            self.effort.spend()
            sign = text[at]
            if sign.isspace():
                if parts is not None:
                    words.append(joined(parts))
                    parts = None
                at += 1
                continue
            end = _word_end(text, at, sign)
            piece: Value
            if sign == "{":
                piece = text[at + 1 : end - 1]
            elif sign == '"':
                piece = self._whole(text[at + 1 : end - 1], depth + 1)
            elif sign == "[":
                piece = self._command(text[at + 1 : end - 1], depth + 1)
            elif sign == "$":
                raise Unresolved("it uses a TCL variable")
            else:
                piece = text[at + 1 : end] if sign == "\\" else text[at:end]
            parts = [*(parts or []), piece]
            at = end
        return words if parts is None else [*words, joined(parts)]


def _word_end(text: str, at: int, sign: str) -> int:
    if sign in "[{":
        return closing(text, at)
    if sign == '"':
        end = at + 1
        while end < len(text) and text[end] != '"':
            end = closing(text, end) if text[end] == "[" else end + (2 if text[end] == "\\" else 1)
        if end >= len(text):
            raise Unresolved("a quote is not closed")
        return end + 1
    if sign == "\\":
        return min(at + 2, len(text))
    bare = _BARE.match(text, at)
    return bare.end() if bare is not None else at + 1


def closing(text: str, at: int) -> int:
    """Just behind the bracket or brace that closes the one at *at*. Raises Unresolved where there is none."""
    pairs = {"[": "]", "{": "}"}
    opens, closes = text[at], pairs[text[at]]
    depth, end = 0, at
    while end < len(text):
        sign = text[end]
        if sign == "\\":
            end += 1
        elif sign == opens:
            depth += 1
            if depth > _DEEPEST:
                raise Unresolved("it is nested too deep")
        elif sign == closes:
            depth -= 1
            if depth == 0:
                return end + 1
        end += 1
    raise Unresolved("a bracket is not closed")


def joined(parts: Sequence[Value]) -> Value:
    """Pieces of one word as one value; a list that stands alone stays a list."""
    if len(parts) == 1:
        return parts[0]
    text = "".join(spelled(part) for part in parts)
    if len(text) > _LONGEST:
        raise Unresolved("it is too long")
    return text


def spelled(value: Value) -> str:
    """A value as text: a list as TCL writes one."""
    if isinstance(value, str):
        return value
    return " ".join(each if each and not re.search(r"[\s{}\[\]\\\"$]", each) else f"{{{each}}}" for each in value)


def listed(value: Value) -> tuple[str, ...]:
    """A value as a list."""
    if isinstance(value, tuple):
        return value
    if re.search(r"[{}\\\"]", value):
        raise Unresolved("it uses a list that is not simple")
    return tuple(value.split())


def _need(words: Sequence[Value], least: int, most: int, what: str) -> None:
    if not least <= len(words) <= most:
        raise Unresolved(f"[{what} …] has the wrong number of words")


def _value(tcl: Tcl, words: Sequence[Value]) -> Value:
    _need(words, 1, 2, "value")
    return tcl.look(spelled(words[0]))


def _file(tcl: Tcl, words: Sequence[Value]) -> Value:
    _need(words, 2, 32, "file")
    what, paths = spelled(words[0]), [spelled(each) for each in words[1:]]
    if what == "join":
        return posixpath.join(*paths)
    _need(words, 2, 2, "file")
    path = paths[0].rstrip("/") or paths[0]
    stem, ending = posixpath.splitext(path)
    answers = {
        "dirname": posixpath.dirname(path) or ".",
        "tail": posixpath.basename(path),
        "rootname": stem,
        "extension": ending,
    }
    if what not in answers:
        raise Unresolved(f"the TCL command [file {what[:40]} …] is not evaluated")
    return answers[what]


def _split(tcl: Tcl, words: Sequence[Value]) -> Value:
    _need(words, 1, 2, "split")
    text, signs = spelled(words[0]), spelled(words[1]) if len(words) == 2 else " \t\n"
    if not signs:
        return tuple(text)
    return tuple(re.split("[" + re.escape(signs) + "]", text))


def _index(word: Value, count: int) -> int:
    found = _INDEX.fullmatch(spelled(word))
    if found is None:
        raise Unresolved(f"{spelled(word)[:40]!r} is no place in a list")
    base = count - 1 if found[1] == "end" else int(found[1])
    return base + (int(found[3] or 0) * (-1 if found[2] == "-" else 1))


def _lrange(tcl: Tcl, words: Sequence[Value]) -> Value:
    _need(words, 3, 3, "lrange")
    items = listed(words[0])
    return items[max(_index(words[1], len(items)), 0) : max(_index(words[2], len(items)) + 1, 0)]


def _lindex(tcl: Tcl, words: Sequence[Value]) -> Value:
    _need(words, 2, 2, "lindex")
    items = listed(words[0])
    at = _index(words[1], len(items))
    return items[at] if 0 <= at < len(items) else ""


def _join(tcl: Tcl, words: Sequence[Value]) -> Value:
    _need(words, 1, 2, "join")
    return (spelled(words[1]) if len(words) == 2 else " ").join(listed(words[0]))


def _string(tcl: Tcl, words: Sequence[Value]) -> Value:
    _need(words, 2, 4, "string")
    what, text, rest = spelled(words[0]), spelled(words[1]), words[2:]
    plain: dict[str, Callable[[], str]] = {
        "tolower": text.lower,
        "toupper": text.upper,
        "trim": lambda: text.strip(spelled(rest[0]) if rest else None),
        "trimleft": lambda: text.lstrip(spelled(rest[0]) if rest else None),
        "trimright": lambda: text.rstrip(spelled(rest[0]) if rest else None),
        "length": lambda: str(len(text)),
    }
    if what == "range" and len(rest) == 2:
        return text[max(_index(rest[0], len(text)), 0) : max(_index(rest[1], len(text)) + 1, 0)]
    if what not in plain or len(rest) > (1 if what.startswith("trim") else 0):
        raise Unresolved(f"the TCL command [string {what[:40]} …] is not evaluated")
    return plain[what]()


def _python(tcl: Tcl, words: Sequence[Value]) -> Value:
    """Never run: the handful of expressions that ask for the script's own name or folder are known by their look."""
    code = "".join(spelled(each) for each in words if spelled(each) not in ("-exec", "-execlocal"))
    asked = _SPACES.sub("", code).replace('"', "'").rstrip(";")
    if asked not in _SCRIPT_NAME and asked not in _SCRIPT_FOLDER:
        raise Unresolved("it runs Python")
    if tcl.script is None:
        raise Unresolved("the place of the script is unknown")
    return tcl.script if asked in _SCRIPT_NAME else posixpath.dirname(tcl.script)


def _getenv(tcl: Tcl, words: Sequence[Value]) -> Value:
    name = spelled(words[0])[:80] if words else ""
    raise Unresolved(f"it depends on the environment variable {name}")


_COMMANDS: dict[str, Callable[[Tcl, Sequence[Value]], Value]] = {
    "value": _value,
    "knob": _value,
    "file": _file,
    "split": _split,
    "lrange": _lrange,
    "lindex": _lindex,
    "join": _join,
    "string": _string,
    "python": _python,
    "getenv": _getenv,
}
