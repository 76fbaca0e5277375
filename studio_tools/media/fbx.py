"""FBX files: whether their records go on to the end, and which models are in them. Binary and text.

Only records on top and the names of models are read. Not here: geometry, takes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAGIC, TEXT = b"Kaydara FBX Binary  \x00\x1a\x00", b"; FBX "
FIRST = 27
"""Where the first record lies, behind the magic words and the version."""
WIDE = 7500
"""From this version on, records tell their lengths in eight bytes."""
CUT = "it is truncated: its records do not go on to the end"
SEPARATOR = b"\x00\x01"
"""Between an object's name and its class."""
LINE = 1 << 16
_MODEL = re.compile(rb'^\s*Model:\s*\d+,\s*"Model::([^"]*)"')


class Broken(Exception):
    """The file is damaged; says how."""


@dataclass(frozen=True, slots=True)
class _Record:
    name: bytes
    properties: int
    """Where they lie, and how many bytes they take."""
    length: int
    end: int


def shortage(file: BinaryIO, size: int) -> str:
    """Say how a binary file is cut off, "" for nothing."""
    try:
        version = _version(file)
        for _ in _records(file, version, FIRST, size):
            pass
    except (Broken, struct.error):
        return CUT
    return ""


def models(file: BinaryIO, size: int) -> tuple[str, ...]:
    """The names of the models in a file, binary or text, in their order. Raises Broken."""
    file.seek(0)
    head = file.read(len(MAGIC))
    try:
        return tuple(_models(file, size) if head == MAGIC else _text_models(file, head))
    except struct.error:
        raise Broken(CUT) from None


def _version(file: BinaryIO) -> int:
    file.seek(len(MAGIC))
    return int(struct.unpack("<I", file.read(4))[0])


def _records(file: BinaryIO, version: int, place: int, limit: int) -> Iterator[_Record]:
    """The records from a place up to the empty one that ends them. Raises Broken where there is none."""
    form = "<QQQB" if version >= WIDE else "<IIIB"
    width = struct.calcsize(form)
    while True:
        if place + width > limit:
            raise Broken(CUT)
        file.seek(place)
        end, _, length, letters = struct.unpack(form, file.read(width))
        if not end:
            return
        at = place + width + letters
        if not at + length <= end <= limit:
            raise Broken(CUT)
        yield _Record(file.read(letters), at, length, end)
        place = end


def _models(file: BinaryIO, size: int) -> Iterator[str]:
    version = _version(file)
    for top in _records(file, version, FIRST, size):
        # A record without records in it has no empty one at its end either.
        if top.name == b"Objects" and top.properties + top.length < top.end:
            for each in _records(file, version, top.properties + top.length, top.end):
                if each.name == b"Model":
                    file.seek(each.properties)
                    yield _name(file.read(each.length))


def _name(told: bytes) -> str:
    """The name among a model's properties: its number, name and kind."""
    at = 9 if told[:1] == b"L" else 0
    if told[at : at + 1] != b"S":
        return ""
    (length,) = struct.unpack_from("<I", told, at + 1)
    return told[at + 5 : at + 5 + length].partition(SEPARATOR)[0].decode("utf-8", "replace")


def _text_models(file: BinaryIO, head: bytes) -> Iterator[str]:
    if not head.startswith(TEXT):
        raise Broken("it is no FBX file")
    file.seek(0)
    while line := file.readline(LINE):
        if found := _MODEL.match(line):
            yield found[1].decode("utf-8", "replace")
