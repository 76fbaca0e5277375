"""Turn plain mappings, as TOML and JSON give them, into frozen dataclasses, with a path in every complaint.

All complaints are collected; a value is made only where there are none. A complaint never quotes what was written,
for it may be a key that was put on the wrong line. Not here: which settings exist (schema), where a value came from
(layers).
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal, NewType, get_args, get_origin, get_type_hints

from studio_tools.config.secret import Secret

KeyPath = tuple[str, ...]
Bytes = NewType("Bytes", int)
"""A size: a number of bytes, or text as `1GiB`, `500 MB`."""

_UNITS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_SIZE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([kmgtp]?)(i?)b?\s*", re.IGNORECASE | re.ASCII)
_NAMES = {str: "text", bool: "true or false", int: "a whole number", float: "a number", Path: "a path", Secret: "text"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at *path*."""

    path: KeyPath
    text: str


class Invalid(ValueError):
    """A value that its type does not take; the words follow the setting's name."""


def structure(kind: type[Any], raw: object, complaints: list[Complaint], *, partial: bool = False) -> Any:
    """Make a *kind* of *raw*, adding to *complaints*; with *partial*, what is missing is no complaint."""
    return _Structurer(complaints, partial).make(kind, raw, ())


@dataclass(frozen=True, slots=True)
class _Structurer:
    complaints: list[Complaint]
    partial: bool

    def complain(self, path: KeyPath, text: str) -> None:
        self.complaints.append(Complaint(path, text))

    def make(self, kind: Any, raw: object, path: KeyPath) -> Any:
        if is_dataclass(kind) and isinstance(kind, type):
            return self._record(kind, raw, path)
        origin = get_origin(kind)
        if origin is tuple:
            return self._list(get_args(kind)[0], raw, path)
        if origin is Mapping:
            return self._table(get_args(kind)[1], raw, path)
        try:
            return leaf(kind, raw)
        except Invalid as wrong:
            self.complain(path, str(wrong))
            return None

    def _record(self, kind: Any, raw: object, path: KeyPath) -> Any:
        if not isinstance(raw, Mapping):
            self.complain(path, f"must be a table, not {named(raw)}")
            return None
        hints, known = _hints(kind), {each.name: each for each in fields(kind)}
        before, values = len(self.complaints), {}
        for key, value in raw.items():
            if key in known:
                values[key] = self.make(hints[key], value, (*path, key))
                self._bounds(known[key].metadata, values[key], (*path, key))
            else:
                self.complain((*path, key), unknown(key, known))
        missing = [key for key in known if key not in raw]
        if self.partial or len(self.complaints) > before:
            return None
        for key in missing:
            self.complain((*path, key), "is missing")
        return None if missing else kind(**values)

    def _bounds(self, metadata: Mapping[str, Any], value: Any, path: KeyPath) -> None:
        least, most = metadata.get("least"), metadata.get("most")
        if value is None or (least is None and most is None):
            return
        if least is not None and value < least:
            self.complain(path, f"must be at least {least}")
        if most is not None and value > most:
            self.complain(path, f"must be at most {most}")

    def _list(self, kind: Any, raw: object, path: KeyPath) -> tuple[Any, ...] | None:
        if not isinstance(raw, list | tuple):
            self.complain(path, f"must be a list, not {named(raw)}")
            return None
        if kind is str and all(type(value) is str for value in raw):
            return tuple(raw)
        return tuple(self.make(kind, value, (*path, str(at))) for at, value in enumerate(raw))

    def _table(self, kind: Any, raw: object, path: KeyPath) -> Mapping[str, Any] | None:
        if not isinstance(raw, Mapping):
            self.complain(path, f"must be a table, not {named(raw)}")
            return None
        return types.MappingProxyType({key: self.make(kind, value, (*path, key)) for key, value in raw.items()})


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    """The types of a record's fields, which Python works out anew each time that it is asked."""
    return get_type_hints(kind)


def leaf(kind: Any, raw: object) -> Any:
    """Make one value of a simple type. Raises Invalid."""
    if get_origin(kind) is Literal:
        return _choice(get_args(kind), raw)
    if kind is Bytes:
        return size(raw)
    if kind is float and type(raw) is int:
        return float(raw)
    if kind in (Path, Secret) and isinstance(raw, str):
        return kind(raw)
    if type(raw) is not kind:
        raise Invalid(f"must be {_NAMES.get(kind, kind)}, not {named(raw)}")
    return raw


def _choice(choices: tuple[Any, ...], raw: object) -> Any:
    if raw in choices and isinstance(raw, str):
        return raw
    close = f'; did you mean "{near}"?' if isinstance(raw, str) and (near := nearest(raw, choices)) else ""
    raise Invalid(f"must be one of {', '.join(choices)}{close}")


def size(raw: object) -> Bytes:
    """Read bytes from a number or from text as `1GiB`. Raises Invalid."""
    if type(raw) is int and raw >= 0:
        return Bytes(raw)
    found = _SIZE.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        raise Invalid('must be a size such as 1048576, "500MB" or "1GiB"')
    number, unit, binary = found.groups()
    return Bytes(int(float(number) * (1024 if binary else 1000) ** _UNITS[unit.lower()]))


def named(raw: object) -> str:
    """What kind of value *raw* is, in words, without showing it."""
    if isinstance(raw, Mapping):
        return "a table"
    return "a list" if isinstance(raw, list | tuple) else _NAMES.get(type(raw), "a date or time")


def nearest(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str | None:
    """The known word that *word* most resembles."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def unknown(key: str, known: Mapping[str, object]) -> str:
    """Say that *key* is not known, and which one may have been meant."""
    near = nearest(key, known)
    return f'unknown; did you mean "{near}"?' if near else f"unknown; here are: {', '.join(known)}"


def kind_at(kind: Any, path: KeyPath) -> Any | None:
    """The type that the schema *kind* gives to *path*; None where it has no such place."""
    for key in path:
        if is_dataclass(kind) and isinstance(kind, type):
            kind = _hints(kind).get(key)
        elif get_origin(kind) is Mapping:
            kind = get_args(kind)[1]
        else:
            return None
    return kind
