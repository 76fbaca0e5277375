"""On which line each key of a TOML file stands; the standard library's parser does not say.

Only for text that this parser has already accepted, and only when a line is asked for: loading never pays for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

_TOKENS = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\n]*)|(?P<newline>\n)|(?P<word>[A-Za-z0-9_+:-]+)|(?P<mark>[\[\]{}=.,])",
    re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Map every table and key, as a path, to the line it stands on, counted from 1."""
    reader = _Reader(text)
    reader.document()
    return reader.lines


def last_key(text: str) -> tuple[str, ...]:
    """The path of the key or table that is named last."""
    reader = _Reader(text)
    reader.document()
    return reader.last


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines: dict[tuple[str, ...], int] = {}
        self.last: tuple[str, ...] = ()
        self._tokens = _tokens(text)
        self._token = next(self._tokens)

    def _next(self) -> _Token:
        """Hand out the current token and read one more."""
        token = self._token
        self._token = next(self._tokens, _Token("end", "", token.line))
        return token

    def document(self) -> None:
        table: tuple[str, ...] = ()
        while self._token.kind != "end":
            if self._token.text == "[" and self._token.kind == "mark":
                table = self._header()
            elif self._token.kind == "newline":
                self._next()
            else:
                self._pair(table)

    def _header(self) -> tuple[str, ...]:
        while self._token.text == "[":
            self._next()
        line, path = self._token.line, self._key("]")
        for end in range(1, len(path) + 1):
            self.lines.setdefault(path[:end], line)
        self.last = path
        while self._token.kind not in ("newline", "end"):
            self._next()
        return path

    def _key(self, end: str) -> tuple[str, ...]:
        """Read a dotted key up to *end*, which is read as well."""
        parts: list[str] = []
        while self._token.kind != "end" and not (self._token.kind == "mark" and self._token.text == end):
            token = self._next()
            if token.kind == "word":
                parts.append(token.text)
            elif token.kind == "text":
                parts.append(_unquoted(token.text))
        self._next()
        return tuple(parts)

    def _pair(self, table: tuple[str, ...]) -> None:
        line, path = self._token.line, (*table, *self._key("="))
        for end in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:end], line)
        self.last = path
        self._value(path)

    def _value(self, path: tuple[str, ...]) -> None:
        """Pass over one value, reading the keys of inline tables."""
        depth = 0
        while self._token.kind != "end":
            mark = self._token.text if self._token.kind == "mark" else ""
            if depth == 0 and (self._token.kind == "newline" or mark in (",", "}")):
                return
            depth += (mark == "[") - (mark == "]")
            self._next()
            if mark == "{":
                self._inline(path)

    def _inline(self, path: tuple[str, ...]) -> None:
        while self._token.kind != "end":
            if self._token.kind == "newline" or self._token.text == ",":
                self._next()
            elif self._token.text == "}":
                self._next()
                return
            else:
                self._pair(path)


def _tokens(text: str) -> Iterator[_Token]:
    line, at = 1, 0
    for found in _TOKENS.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        if found.lastgroup and found.lastgroup != "comment":
            yield _Token(found.lastgroup, found.group(), line)
    yield _Token("end", "", line)


def _unquoted(text: str) -> str:
    return next(iter(tomllib.loads(f"{text} = 0")))
