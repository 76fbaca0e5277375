"""Maya ASCII as text: statements and their words. What they mean is not known here.

`statements` gives every one of a text; `stops` lets a reader in a hurry leap to those that say something to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio_tools.scenes.letters import any_of

# A raw line end in a string is no MEL, but people write it. One that a statement of the file follows is a lost quote.
_STARTS = rb'createNode [A-Za-z]|connectAttr (?:-[a-z]+ [a-z]+ )*"|select -ne |file -r|requires (?:maya )?["-]'
_STRING = rb'"[^"\\\n]*+(?:(?:\\.|\\\n|\n(?!' + _STARTS + rb'))[^"\\\n]*+)*+"'
_REST = rb'[^";]*+(?:' + _STRING + rb'[^";]*+)*+;'
_BLANKS = rb"[ \t\n]*+(?://[^\n]*+\n[ \t\n]*+)*+"

BLANK = re.compile(_BLANKS)
STATEMENT = re.compile(rb"([^\s\";]*+)" + _REST)
START = re.compile(rb"\n(?=" + _STARTS + rb")")
_WORD = re.compile(rb'"((?:[^"\\]++|\\.|\\\n)*+)"|([()+])|([^\s";()+]++(?:[+()][^\s";()+]*+)*+)', re.DOTALL)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_SPOKEN = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"\n": b""}


def stops(commands: Iterable[str], attributes: Iterable[str]) -> re.Pattern[bytes]:
    """Where a line begins one of *commands* (group `command`), or a setAttr of one of *attributes* (`attribute`).

    A createNode gives its `type`, and `colon` where its words may name a namespace. Written as a tree of letters,
    since that is what makes the search fast.
    """
    names = any_of(attributes).encode()
    words = any_of(commands).encode()
    return re.compile(
        rb'\n(?:[ \t]++setAttr [^"\n]*+"\.(?P<attribute>' + names + rb')(?:\[\d++\])?"'
        rb"|(?P<command>" + words + rb")[ \t]++"
        rb"|createNode[ \t]++(?P<type>[\w:]++)(?P<colon>[^\n:;]*+:)?)"
    )


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a statement; a long string in parts is one word."""

    text: bytes
    is_quoted: bool = False

    @property
    def is_flag(self) -> bool:
        return not self.is_quoted and self.text[:1] == b"-" and self.text[1:2].isalpha()


@dataclass(frozen=True, slots=True)
class Statement:
    """A command and its words. *offset* is where it begins."""

    command: bytes
    words: tuple[Word, ...]
    offset: int


def unescaped(raw: bytes) -> bytes:
    """What the inside of a MEL string means."""
    if b"\\" not in raw:
        return raw
    return _ESCAPE.sub(lambda found: _SPOKEN.get(found[1], found[1]), raw)


def escaped(text: bytes) -> bytes:
    """*text* as the inside of a MEL string."""
    for sign, written in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\t", b"\\t"), (b"\r", b"\\r")):
        text = text.replace(sign, written)
    return text


def words(raw: bytes) -> tuple[Word, ...]:
    """The words of a statement's *raw* text, without its command. Strings joined by `+` in parentheses are one."""
    found: list[Word] = []
    parts: list[bytes] | None = None
    for match in _WORD.finditer(raw):
        string, sign, bare = match.groups()
        if sign == b"(":
            parts = []
        elif sign == b")" and parts is not None:
            found.append(Word(b"".join(parts), is_quoted=True))
            parts = None
        elif string is not None and parts is not None:
            parts.append(unescaped(string))
        elif string is not None:
            found.append(Word(unescaped(string), is_quoted=True))
        elif bare is not None and parts is None:
            found.append(Word(bare))
    return tuple(found)


def parsed(raw: bytes, offset: int = 0) -> Statement:
    """The statement in *raw*, with or without its semicolon."""
    command, _, rest = raw.strip().partition(b" ") if b" " in raw else (raw.strip().rstrip(b";"), b"", b"")
    return Statement(command, words(rest), offset)


def statements(text: bytes) -> Iterator[Statement]:
    """Every whole statement of *text*, in order. What is damaged is passed over."""
    text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    at = 0
    while True:
        blank = BLANK.match(text, at)
        at = blank.end() if blank else at
        found = STATEMENT.match(text, at)
        if found is None:
            again = START.search(text, at)
            if again is None:
                return
            at = again.end()
            continue
        yield parsed(found[0], at)
        at = found.end()


def flags(statement: Statement, arity: dict[bytes, int]) -> tuple[dict[bytes, Word], list[Word]]:
    """The flags of *statement* with their first value, and the words that belong to none. Unknown flags take none."""
    named: dict[bytes, Word] = {}
    loose: list[Word] = []
    at = 0
    while at < len(statement.words):
        word = statement.words[at]
        if not word.is_flag:
            loose.append(word)
            at += 1
            continue
        takes = arity.get(word.text, 0)
        value = statement.words[at + 1] if takes and at + 1 < len(statement.words) else Word(b"")
        named[word.text] = value
        at += 1 + takes
    return named, loose
