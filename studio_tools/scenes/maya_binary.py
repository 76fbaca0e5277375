"""Reads Maya binary: node by node, passing over those that hold nothing for us, whatever their size."""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path
from typing import BinaryIO

from studio_tools.errors import SourceError
from studio_tools.scenes.maya_chunks import GROUPS, Broken, Chunk, Layout, layout_of, leaves, spoken
from studio_tools.scenes.maya_facts import MayaFacts
from studio_tools.scenes.maya_tables import ANYWHERE, MORE, PATHS, SCENE, kind_of_ending, wanted_of
from studio_tools.scenes.numbers import number, rate_of_unit
from studio_tools.scenes.reports import Reports
from studio_tools.scenes.scene import Scene
from studio_tools.scenes.text import decoded

_LARGEST = 64 << 20
"""A node larger than this is geometry or cached simulation."""
_TELLING = frozenset({b"HEAD", b"FREF", b"FRDI", b"SLCT", b"SCRP"})
_UNITS = {b"LUNI": "linear", b"AUNI": "angular", b"TUNI": "time"}
_SCRIPT, _CAMERA = b"SCRP", b"DCAM"

_PATH_NAMES = frozenset(
    name for names in (*map(wanted_of, PATHS), *map(wanted_of, MORE), ANYWHERE) for name in names
) - {"o", "offset"}
_HINT = re.compile(
    rb"STR .{4}(?:.{8})?(?:" + b"|".join(sorted((each.encode() for each in _PATH_NAMES), key=len)[::-1]) + rb")\0",
    re.DOTALL,
)


def read_binary(path: Path, stream: BinaryIO) -> Scene:
    """Read the Maya binary file that *stream* is. Raises SourceError where it is none."""
    reports = Reports()
    facts = MayaFacts(path, reports)
    _Reader(path, stream, facts, reports).read()
    return facts.scene(reports.by_offset())


class _Reader:
    def __init__(self, path: Path, stream: BinaryIO, facts: MayaFacts, reports: Reports) -> None:
        self._path, self._stream, self._facts, self._reports = path, stream, facts, reports
        self._ticks = 6000  # a second has so many where the head does not say; newer files say

    def read(self) -> None:
        """Read to the end."""
        stream, length = self._stream, os.fstat(self._stream.fileno()).st_size
        head = stream.read(20)
        layout = layout_of(head[:4])
        if layout is None or head[layout.header : layout.header + 4] != b"Maya":
            message = f"{self._path} is not a Maya binary scene"
            raise SourceError(message, details={"path": str(self._path), "offset": 0})
        end = layout.header + layout.size_of(head, 0)
        if end > length:
            self._reports.warn(f"the file should have {end} bytes and has {length}: it is cut short", length)
        at = layout.header + 4
        stream.seek(at)
        while at + layout.header <= min(end, length):
            at = self._group(layout, at, min(end, length))
            if at < 0:
                break
        self._facts.nodes.end()

    def _group(self, layout: Layout, at: int, end: int) -> int:
        """Read one of the root's chunks; gives where the next begins, or -1 where nothing more can be found."""
        stream, header = self._stream, layout.header
        head = stream.read(header + 4)
        if len(head) < header:
            return -1
        tag, size = head[:4], layout.size_of(head, 0)
        if tag not in GROUPS:
            stream.seek(at + header + layout.padded(size))
            if at + header + size > end or not tag.isalnum():
                self._reports.warn(f"{spoken(tag)} is no kind of chunk: the file is damaged", at)
                return -1
            return at + header + layout.padded(size)
        cut = at + header + size > end
        if cut:
            self._reports.warn(f"the group {spoken(head[header:])} runs past the end of the file", at)
            size = end - at - header
        kind = head[header : header + 4]
        if size <= _LARGEST or kind in _TELLING:
            self._body(layout, kind, stream.read(max(size - 4, 0)), at + header + 4)
        else:
            stream.seek(at + header + size)
        return -1 if cut else at + header + size

    def _body(self, layout: Layout, kind: bytes, data: bytes, base: int) -> None:
        if data[:4] == b"CREA":
            name_at = layout.header + 1
            name_end = data.find(b"\0", name_at)
            if data.find(b":", name_at, name_end) >= 0:
                self._facts.nodes.namespace_of(self._text(data[name_at:name_end]))
            if kind not in _TELLING and _HINT.search(data) is None:
                return
            self._node(layout, kind, data, base)
        elif kind == b"SLCT":
            self._select(layout, data, base)
        else:
            self._head(layout, kind, data, base)

    def _chunks(self, layout: Layout, kind: bytes, data: bytes, base: int) -> list[Chunk]:
        found = []
        for each in leaves(data, layout, kind, 0, len(data)):
            if isinstance(each, Broken):
                self._reports.warn(each.why, base + each.begin)
            else:
                found.append(each)
        return found

    def _head(self, layout: Layout, kind: bytes, data: bytes, base: int) -> None:
        for chunk in self._chunks(layout, kind, data, base):
            body = data[chunk.begin : chunk.end]
            parts = [self._text(part) for part in body.split(b"\0")]
            if chunk.tag in (b"FRDI", b"FREF"):
                self._reference(chunk.tag, body, base + chunk.begin)
            elif kind != b"HEAD":
                continue
            elif chunk.tag == b"VERS":
                self._facts.requires("maya", parts[0])
            elif chunk.tag in _UNITS:
                self._facts.unit(_UNITS[chunk.tag], parts[0], base + chunk.begin)
            elif chunk.tag == b"TDUR":
                ticks = number(parts[0])
                self._ticks = ticks if isinstance(ticks, int) and ticks > 0 else self._ticks
            elif chunk.tag == b"FINF" and len(parts) > 1:
                self._facts.info(parts[0], parts[1])
            elif chunk.tag == b"PLUG" and len(parts) > 1:
                self._facts.requires(*parts[:2])

    def _reference(self, tag: bytes, body: bytes, offset: int) -> None:
        listed = tag == b"FRDI"
        depth = struct.unpack(">I", body[:4])[0] if listed and len(body) >= 4 else 1
        parts = [self._text(part) for part in (body[4:] if listed else body).split(b"\0")]
        if len(parts) < 4:
            self._reports.warn("a reference cannot be read", offset)
            return
        self._facts.reference(
            node=parts[3],
            namespace=parts[1],
            path=parts[0],
            depth=depth,
            loaded=None,
            type_=next((part for part in reversed(parts[4:]) if part), ""),
            offset=offset,
            again=not listed,
        )

    def _select(self, layout: Layout, data: bytes, base: int) -> None:
        chunks = self._chunks(layout, b"SLCT", data, base)
        name = next((data[each.begin : each.end] for each in chunks if each.tag == b"SLCT"), b"")
        node = self._text(name.rstrip(b"\0")).lstrip(":")
        if node in SCENE:
            self._facts.nodes.begin(node, node, base)
            self._tell(chunks, data, wanted_of(node))
            self._facts.nodes.end()

    def _node(self, layout: Layout, kind: bytes, data: bytes, base: int) -> None:
        chunks = self._chunks(layout, kind, data, base)
        crea = next((data[each.begin + 1 : each.end] for each in chunks if each.tag == b"CREA"), b"")
        name = self._text(crea.partition(b"\0")[0])
        type_ = "script" if kind == _SCRIPT else _guessed(kind, self._strings(chunks, data))
        self._facts.nodes.begin(type_, name, base)
        self._tell(chunks, data, wanted_of(type_) or ANYWHERE)
        self._facts.nodes.end()

    def _strings(self, chunks: list[Chunk], data: bytes) -> dict[str, str]:
        split = (data[each.begin : each.end].partition(b"\0") for each in chunks if each.tag == b"STR ")
        return {self._text(name): self._text(value[1:].rstrip(b"\0")) for name, _, value in split}

    def _tell(self, chunks: list[Chunk], data: bytes, wanted: frozenset[str]) -> None:
        for chunk in chunks:
            raw, _, value = data[chunk.begin : chunk.end].partition(b"\0")
            name = raw.decode("latin-1").partition("[")[0]
            if name not in wanted:
                continue
            if chunk.tag == b"STR ":
                self._facts.nodes.attribute(name, self._text(value[1:].rstrip(b"\0")))
            elif chunk.tag == b"DBLE" and len(value) == 9:
                self._facts.nodes.attribute(name, self._figure(value[1:]))

    def _figure(self, raw: bytes) -> str:
        """A number; times are whole ticks in the same eight bytes, which as a fraction would be next to nothing."""
        value = struct.unpack(">d", raw)[0]
        if value and abs(value) < 1e-290:
            unit = rate_of_unit(self._facts.time_unit or "film")
            frames = float(struct.unpack(">q", raw)[0] * (unit or 24) / self._ticks)
            return f"{frames:.12g}"
        return f"{value:.17g}" if number(f"{value:.17g}") is None else str(number(f"{value:.17g}"))

    def _text(self, raw: bytes) -> str:
        return decoded(raw)


def _guessed(kind: bytes, strings: dict[str, str]) -> str:
    """The type of a node by what its attributes are called: the numbers that types have are the plug-ins' secret."""
    endings = {name: kind_of_ending(value) for name, value in strings.items()}
    if "ftn" in strings or "fileTextureName" in strings:
        return "file"
    if ("imn" in strings or "imageName" in strings) and kind != _CAMERA:
        return "imagePlane"
    if "cp" in strings and "cn" in strings:
        return "cacheFile"
    if "abc_File" in strings or endings.get("fn") == "alembic":
        return "AlembicNode"
    if "fp" in strings and endings["fp"] == "usd":
        return "mayaUsdProxyShape"
    if "f" in strings and endings["f"] == "audio":
        return "audio"
    if "dso" in strings:
        return "aiStandIn"
    return "gpuCache" if "cfn" in strings and endings["cfn"] == "alembic" else ""
