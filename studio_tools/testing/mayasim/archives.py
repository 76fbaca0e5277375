"""Frames of foreign formats around what a simulated export was asked for: Alembic (Ogawa) and binary FBX.

The frame is real, so that what looks for a file's end, its names and its times finds them; what is in it is the record
(`exchange`), and no geometry. Written from the formats' descriptions, apart from what reads them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import count

IS_DATA = 1 << 63
LIBRARY = 10_804
FBX_VERSION = 7_700
END_MARK = bytes.fromhex("f85a8c6adef5d97eece90ce3758f290b")


class _Ogawa:
    """An archive that grows: data and groups are put down in turn, and named by where they lie."""

    def __init__(self) -> None:
        self.written = bytearray(b"Ogawa\xff\0\x01" + bytes(8))

    def data(self, content: bytes) -> int:
        place = len(self.written)
        self.written += struct.pack("<Q", len(content)) + content
        return place | IS_DATA

    def group(self, *children: int) -> int:
        place = len(self.written)
        self.written += struct.pack(f"<{len(children) + 1}Q", len(children), *children)
        return place


def ogawa(about: bytes, tops: Sequence[str], times: tuple[float, float] | None, *, fps: float, step: float) -> bytes:
    """Write an archive with such objects on top, sampled from the first to the last frame where they move."""
    archive = _Ogawa()
    children = [archive.data(struct.pack("<i", 0)), archive.data(struct.pack("<i", LIBRARY))]
    objects = [archive.group(archive.group(), archive.data(bytes(32))) for _ in tops]
    names = b"".join(struct.pack("<I", len(name.encode())) + name.encode() + b"\1" for name in tops)
    children.append(archive.group(archive.group(), *objects, archive.data(names + bytes(32))))
    children.append(archive.data(about))
    children.append(archive.data(_sampled(1, 1.0, 0.0) + _moving(times, fps, step)))
    children.append(archive.data(bytes([len(b"schema=AbcGeom_Xform_v3")]) + b"schema=AbcGeom_Xform_v3"))
    root = archive.group(*children)
    struct.pack_into("<Q", archive.written, 8, root)
    return bytes(archive.written)


def _moving(times: tuple[float, float] | None, fps: float, step: float) -> bytes:
    if times is None or times[1] <= times[0]:
        return b""
    return _sampled(int((times[1] - times[0]) / step) + 1, step / fps, times[0] / fps)


def _sampled(number: int, cycle: float, first: float) -> bytes:
    return struct.pack("<IdId", number, cycle, 1, first)


def fbx(about: bytes, names: Sequence[str]) -> bytes:
    """Write a binary FBX with such models."""
    head = b"Kaydara FBX Binary  \0\x1a\0" + struct.pack("<I", FBX_VERSION)
    numbers = count(1)
    models = [
        (b"Model", struct.pack("<cq", b"L", next(numbers)) + _text(name.encode() + b"\0\1Model") + _text(b"Null"), ())
        for name in names
    ]
    made = bytearray(head)
    for record in ((b"Creator", _text(about), ()), (b"Objects", b"", models)):
        made += _record(len(made), *record)
    made += bytes(25) + bytes(20) + struct.pack("<I", FBX_VERSION) + bytes(120) + END_MARK
    return bytes(made)


def _text(content: bytes) -> bytes:
    return struct.pack("<cI", b"S", len(content)) + content


def _record(place: int, name: bytes, properties: bytes, inside: Sequence[tuple[bytes, bytes, tuple[()]]]) -> bytes:
    """A record that begins at a place, with those in it and the empty one that ends them."""
    body = bytearray(properties)
    start = place + 25 + len(name)
    for each in inside:
        body += _record(start + len(body), *each)
    body += bytes(25) if inside else b""
    number = 3 if name == b"Model" else int(bool(properties))
    return struct.pack("<QQQB", start + len(body), number, len(properties), len(name)) + name + bytes(body)
