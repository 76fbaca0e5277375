"""Paths in Maya's binary chunks: changed in place, with the sizes of all that they lie in mended.

Where the old folder stands in a chunk that is not understood, the file is refused: half a change is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from studio_tools.errors import SourceError
from studio_tools.scenes.maya_chunks import GROUPS, Layout, layout_of, spoken

_DEEPEST = 64
_NAMED = frozenset({b"STR ", b"STR#"})
_LISTS = frozenset({b"FRDI", b"FREF", b"FINF"})


@dataclass(slots=True)
class _Change:
    path: Path
    layout: Layout
    old: bytes
    new: bytes
    changed: int = 0
    left: int = 0
    odd: list[tuple[bytes, int]] = field(default_factory=list)


def repathed_chunks(path: Path, data: bytes, old: bytes, new: bytes) -> tuple[bytes, int, int]:
    """The whole file *data* with *old* made *new*, how many paths changed, and how many mentions stay.

    Raises SourceError where it cannot be done rightly.
    """
    layout = layout_of(data[:4])
    if layout is None or layout.header + layout.size_of(data, 0) > len(data):
        raise _refusal(path, "it is damaged or cut short")
    change = _Change(path, layout, old, new)
    root_end = layout.header + layout.size_of(data, 0)
    body = _group(change, data, layout.header, root_end, 0)
    if change.odd:
        tag, at = change.odd[0]
        raise _refusal(
            path, f"the old folder also stands in a chunk {spoken(tag)} at byte {at}, which is not understood"
        )
    head = layout.with_size(data[: layout.header], len(body))
    return head + body + data[root_end:], change.changed, change.left


def _refusal(path: Path, why: str) -> SourceError:
    return SourceError(
        f"the paths in {path} cannot be changed: {why}",
        hint="Save the scene as Maya ASCII, and change that.",
        details={"path": str(path)},
    )


def _group(change: _Change, data: bytes, begin: int, end: int, depth: int) -> bytes:
    """The inside of a group, its type first."""
    layout = change.layout
    if depth > _DEEPEST:
        raise _refusal(change.path, "its chunks lie too deep in one another")
    if data.find(change.old, begin, end) < 0:
        return data[begin:end]
    parts = [data[begin : begin + 4]]
    at = begin + 4
    while at + layout.header <= end:
        size = layout.size_of(data, at)
        body, head = at + layout.header, data[at : at + layout.header]
        if body + size > end:
            raise _refusal(change.path, f"the chunk {spoken(head[:4])} at byte {at} runs past its end")
        if head[:4] in GROUPS:
            text = _group(change, data, body, body + size, depth + 1)
            parts += [layout.with_size(head, len(text)), text]
            at = body + size
            continue
        text = _leaf(change, head[:4], data[body : body + size], at)
        after = min(body + layout.padded(size), end)
        pad = data[body + size : after] if len(text) == size else bytes(-len(text) % layout.pad)
        parts += [layout.with_size(head, len(text)), text, pad]
        at = after
    parts.append(data[at:end])
    return b"".join(parts)


def _leaf(change: _Change, tag: bytes, body: bytes, at: int) -> bytes:
    if change.old not in body:
        return body
    if tag in _NAMED:
        name, nul, rest = body.partition(b"\0")
        skip = 1 if tag == b"STR " else 5
        return name + nul + rest[:skip] + _pieces(change, rest[skip:])
    if tag in _LISTS:
        skip = 4 if tag == b"FRDI" else 0
        return body[:skip] + _pieces(change, body[skip:])
    change.odd.append((tag, at))
    return body


def _pieces(change: _Change, text: bytes) -> bytes:
    """Strings between zero bytes, each changed where it begins with the old folder."""
    pieces = text.split(b"\0")
    for at, piece in enumerate(pieces):
        rest = piece[len(change.old) :]
        if piece.startswith(change.old) and rest[:1] in (b"", b"/", b"\\"):
            pieces[at] = change.new + rest
            change.changed += 1
            change.left += rest.count(change.old)
        else:
            change.left += piece.count(change.old)
    return b"\0".join(pieces)
