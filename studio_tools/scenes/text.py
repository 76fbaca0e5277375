"""Bytes of scene files as text: whatever they were written in, without ever failing."""

from __future__ import annotations

import codecs
import re

_CODESET = re.compile(rb"//Codeset: ([\w-]{1,32})")


def codeset_of(head: bytes) -> str | None:
    """The encoding that the head of a Maya file names: `//Codeset: 1252`. None for none, or one nobody knows."""
    found = _CODESET.search(head)
    if not found:
        return None
    name = found[1].decode("ascii")
    for each in (f"cp{name}", name) if name.isdigit() else (name,):
        try:
            return codecs.lookup(each).name
        except LookupError:
            continue
    return None


def decoded(raw: bytes, codeset: str | None = None) -> str:
    """*raw* as UTF-8, else in *codeset*, else as Latin-1, in which every byte means something."""
    for encoding in ("utf-8", codeset):
        if encoding is not None:
            try:
                return raw.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return raw.decode("latin-1")
