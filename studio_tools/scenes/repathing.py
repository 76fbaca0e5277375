"""Writes a copy of a scene in which paths that begin with one folder begin with another. All else stays, byte for byte.

Text is edited where the readers find values; how Maya's chunks are mended is told in `repath_chunks`.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from studio_tools.errors import SourceError, StorageError, UsageError
from studio_tools.scenes import nuke_text
from studio_tools.scenes.maya_ascii import read_ascii
from studio_tools.scenes.maya_binary import read_binary
from studio_tools.scenes.maya_text import escaped
from studio_tools.scenes.nuke_text import Command, Knob, Node
from studio_tools.scenes.reading import read, reader_of
from studio_tools.scenes.repath_chunks import repathed_chunks
from studio_tools.scenes.window import STRETCH, Window, opened

_STRINGS = re.compile(rb'(?m)^[ \t]*+//[^\r\n]*+|"((?:[^"\\\r\n]++|\\.)*+)"', re.DOTALL)
_WRITE_INFO = re.compile(rb'\bfile:"')


@dataclass(frozen=True, slots=True)
class Edit:
    """*length* bytes at *offset* become *bytes*."""

    offset: int
    length: int
    text: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Repathed:
    """What a copy came to."""

    file: str
    into: str
    changed: int
    left: int
    """Mentions of the old folder that were no path of their own (in code, in comments), and stay."""

    def as_json(self) -> dict[str, Any]:
        return {"file": self.file, "into": self.into, "changed": self.changed, "left": self.left}


def repath(source: Path, into: Path, old: str, new: str) -> Repathed:
    """Copy *source* to *into* with paths below *old* leading below *new*.

    Raises UsageError where *into* exists or the folders make no sense, SourceError where *source* cannot be read or
    cannot be changed rightly, StorageError where the copy cannot be written. A copy that fails leaves nothing.
    """
    old, new = _folder(old), _folder(new)
    if os.path.lexists(into):
        raise UsageError(f"{into} exists already", hint="Name a file that does not: a copy replaces nothing.")
    with opened(source) as stream:
        reader = reader_of(source, stream.read(65536))
        stream.seek(0)
        if reader is read_binary:
            text, changed, left = repathed_chunks(source, stream.read(), old.encode(), new.encode())
            pieces: Iterator[bytes] = iter((text,))
        else:
            edits = list(_maya(stream, old, new) if reader is read_ascii else _nuke(stream, old, new))
            changed, left = len(edits), _mentions(stream, old.encode()) - len(edits)
            pieces = _edited(stream, edits)
        _write(into, pieces, source)
    _prove(source, into)
    return Repathed(file=str(source), into=str(into), changed=changed, left=max(left, 0))


def _folder(text: str) -> str:
    folder = text.rstrip("/\\") or text
    if not folder or re.search(r"[\0\r\n]", folder):
        raise UsageError("a folder to look for or to put in its place is empty, or holds line ends")
    return folder


def begins(value: bytes, old: bytes) -> bool:
    """Whether *value* is *old*, or lies below it."""
    return value.startswith(old) and (len(value) == len(old) or value[len(old) : len(old) + 1] in (b"/", b"\\"))


def _maya(stream: BinaryIO, old: str, new: str) -> Iterator[Edit]:
    """Every string that begins with the old folder; strings do not cross lines."""
    sought, put = escaped(old.encode()), escaped(new.encode())
    for base, block in _lines(stream):
        for found in _STRINGS.finditer(block):
            if found[1] is not None and begins(found[1], sought):
                yield Edit(base + found.start(1), len(sought), put)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Blocks of whole lines, each with its offset."""
    base, kept = 0, b""
    stream.seek(0)
    while read_ := stream.read(STRETCH):
        block = kept + read_
        cut = max(block.rfind(b"\n"), block.rfind(b"\r")) + 1
        yield base, block[:cut]
        base, kept = base + cut, block[cut:]
    yield base, kept


def _nuke(stream: BinaryIO, old: str, new: str) -> Iterator[Edit]:
    stream.seek(0)
    for item in nuke_text.items(Window(stream)):
        if isinstance(item, Node):
            for knob in nuke_text.knobs(item.body):
                edit = _knob(knob, item.offset, old, new)
                if edit is not None:
                    yield edit
        elif isinstance(item, Command) and item.name == "#write_info":
            found = _WRITE_INFO.search(item.rest)
            if found is not None and begins(item.rest[found.end() :].partition(b'"')[0], old.encode()):
                yield Edit(item.offset + found.end(), len(old.encode()), new.encode())


def _knob(knob: Knob, base: int, old: str, new: str) -> Edit | None:
    raw = knob.value
    offset = base + knob.begin
    if raw[:1] == b'"' and raw[-1:] == b'"':
        for spell in (_quoted, _quoted_by_nuke):
            if begins(raw[1:-1], spell(old)):
                return Edit(offset + 1, len(spell(old)), spell(new))
        return None
    if raw[:1] == b"{" and raw[-1:] == b"}":
        inside = raw[1:-1]
        fits = begins(inside, old.encode()) and not re.search(r"[{}\\]", new)
        return Edit(offset + 1, len(old.encode()), new.encode()) if fits else None
    if not begins(raw, old.encode()):
        return None
    whole = nuke_text.written(new + nuke_text.plain(raw.decode("utf-8", "surrogateescape"))[len(old) :])
    if whole.startswith('"'):
        return Edit(offset, len(raw), whole.encode("utf-8", "surrogateescape"))
    return Edit(offset, len(old.encode()), new.encode())


def _quoted(text: str) -> bytes:
    return re.sub(r'(["\\\[\]{}$])', r"\\\1", text).encode()


def _quoted_by_nuke(text: str) -> bytes:
    """As Nuke itself writes it: a closing bracket needs no backslash."""
    return _quoted(text).replace(b"\\]", b"]")


def _mentions(stream: BinaryIO, old: bytes) -> int:
    """How often the old folder stands in the file at all."""
    stream.seek(0)
    count, kept = 0, b""
    while block := stream.read(STRETCH):
        text = kept + block
        count += text.count(old)
        last = text.rfind(old)
        # What is kept must not hold a whole mention, or it would be counted twice.
        kept = text[max(len(text) - len(old) + 1, last + len(old) if last >= 0 else 0) :]
    return count


def _edited(stream: BinaryIO, edits: Sequence[Edit]) -> Iterator[bytes]:
    stream.seek(0)
    at = 0
    for edit in sorted(edits, key=lambda each: each.offset):
        yield from _copied(stream, edit.offset - at)
        stream.seek(edit.length, os.SEEK_CUR)
        yield edit.text
        at = edit.offset + edit.length
    while block := stream.read(STRETCH):
        yield block


def _copied(stream: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0:
        block = stream.read(min(length, STRETCH))
        if not block:
            return
        length -= len(block)
        yield block


def _write(into: Path, pieces: Iterator[bytes], source: Path) -> None:
    """Write beside *into* first, and give it its name when it is whole."""
    part = ""
    try:
        handle, part = tempfile.mkstemp(prefix=f".{into.name}.", suffix=".part", dir=into.parent)
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
        Path(part).chmod(source.stat().st_mode & 0o777 | 0o200)
        os.link(part, into)
    except FileExistsError as error:
        raise UsageError(f"{into} exists already", hint="Name a file that does not.") from error
    except OSError as error:
        raise StorageError(f"{into} cannot be written: {error.strerror}", details={"path": str(into)}) from error
    finally:
        with contextlib.suppress(OSError):
            if part:
                Path(part).unlink()


def _prove(source: Path, into: Path) -> None:
    """Read the copy: it must name as many files as the original."""
    before, after = read(source), read(into)
    same = all(
        len(getattr(before, name)) == len(getattr(after, name)) for name in ("references", "dependencies", "outputs")
    )
    if not same:
        into.unlink()
        raise SourceError(
            f"a copy of {source} with other paths would not be right, so none was made",
            hint="The copy did not read back as the original does; the scene may be damaged.",
            details={"path": str(source)},
        )
