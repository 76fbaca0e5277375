"""Maya binary as chunks: headers, padding and groups, in the narrow form (FOR4) and the wide one (FOR8).

What a chunk means is not known here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

GROUPS = frozenset({b"FOR4", b"FOR8", b"LIS4", b"LIS8", b"PRO4", b"PRO8", b"CAT4", b"CAT8"})
ROOTS = (b"FOR4", b"FOR8")
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide headers and padding are."""

    header: int
    pad: int
    size: struct.Struct
    size_at: int

    def padded(self, size: int) -> int:
        """*size* of a leaf with its padding."""
        return size + -size % self.pad

    def size_of(self, data: bytes, at: int) -> int:
        """The size that the header at *at* gives."""
        found: int = self.size.unpack_from(data, at + self.size_at)[0]
        return found

    def with_size(self, header: bytes, size: int) -> bytes:
        """*header* with another size; what else stands in it is kept."""
        return header[: self.size_at] + self.size.pack(size) + header[self.size_at + self.size.size :]


NARROW = Layout(8, 4, struct.Struct(">I"), 4)
WIDE = Layout(16, 8, struct.Struct(">Q"), 8)


def layout_of(root: bytes) -> Layout | None:
    """The layout of a file that begins with the tag *root*; None where it is no Maya binary."""
    return {b"FOR4": NARROW, b"FOR8": WIDE}.get(root)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A leaf: its tag, where its data lies, and the type of the group it is in."""

    group: bytes
    tag: bytes
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A chunk that cannot be: *begin* is where its header stands."""

    begin: int
    why: str


def leaves(data: bytes, layout: Layout, group: bytes, begin: int, end: int) -> Iterator[Chunk | Broken]:
    """Every leaf between *begin* and *end*, in order, at any depth. After something broken the group around goes on."""
    stack = [(begin, end, group)]
    while stack:
        at, stop, kind = stack.pop()
        while at + layout.header <= stop:
            tag = data[at : at + 4]
            body = at + layout.header
            size = layout.size_of(data, at)
            if body + size > stop:
                yield Broken(at, f"the chunk {spoken(tag)} runs past the end of what it lies in")
                break
            if tag in GROUPS:
                if len(stack) >= _DEEPEST:
                    yield Broken(at, "chunks lie too deep in one another")
                    break
                stack.append((min(body + size, stop), stop, kind))
                at, stop, kind = body + 4, body + size, data[body : body + 4]
                continue
            if not _is_tag(tag):
                yield Broken(at, f"{spoken(tag)} is no kind of chunk")
                break
            yield Chunk(kind, tag, body, body + size)
            at = body + layout.padded(size)


def _is_tag(tag: bytes) -> bool:
    return len(tag) == 4 and all(0x20 <= each < 0x7F for each in tag)


def spoken(tag: bytes) -> str:
    """*tag* as a person can read it."""
    return tag.decode("ascii") if _is_tag(tag) else tag.hex()
