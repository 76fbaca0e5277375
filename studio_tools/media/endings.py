"""Whether a file was written to its end, told from its own header and tail.

In constant time, but for USD as text, whose braces are counted. For formats whose layout says so: scenes and caches,
and the images that OpenImageIO opens happily though half of them is missing. OpenEXR has `exr`, movies have `atoms`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from studio_tools.media import fbx, ogawa
from studio_tools.media.signatures import HEAD
from studio_tools.media.tiff import shortage

TAIL, SECTION, BUFFER = 64, 32, 1 << 20
UNFINISHED = "it was never finished: whatever wrote it did not close it"
TRUNCATED = "it is truncated"
NO_END = "it is truncated: its end is missing"

_QUOTES = (b'"""', b"'''")
_TOLD = (*_QUOTES, b"{", b"}")
_USD_WORDS = re.compile(rb'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|@@@.*?@@@|@[^@\n]*@|#[^\n]*|[{}]')
"""Braces, and all in which a brace stands for itself; of a text of several lines where it begins."""
_USD_ENDS = {quote: re.compile(rb"(?:\\.|[^\\])*?" + quote, re.DOTALL) for quote in _QUOTES}
"""Up to where such a text ends: nothing in it is a remark, a path or another text."""

Check = Callable[[BinaryIO, bytes, int], str]


def half_written(path: Path) -> str:
    """Say how a file tells of itself that it was never finished or was cut off, "" for nothing. Raises OSError.

    Only files that are named and begin like a format are judged by it: a text may begin with any word.
    """
    suffix = path.suffix.lower()
    with path.open("rb", buffering=0) as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(HEAD)
        for start, suffixes, check in _CHECKS:
            if suffix in suffixes and head.startswith(start):
                return _judged(check, file, head, size)
    return ""


def _judged(check: Check, file: BinaryIO, head: bytes, size: int) -> str:
    try:
        return check(file, head, size)
    except struct.error:
        return TRUNCATED


def _ogawa(file: BinaryIO, head: bytes, size: int) -> str:
    if head[ogawa.FINISHED : ogawa.FINISHED + 1] != b"\xff":
        return UNFINISHED
    try:
        ogawa.read(file, size)
    except ogawa.Broken as broken:
        return str(broken)
    return ""


def _fbx(file: BinaryIO, _: bytes, size: int) -> str:
    return fbx.shortage(file, size)


def _fbx_text(file: BinaryIO, _: bytes, size: int) -> str:
    return _last_line(file, size, (b"}", b"]"), b";")


def _usd_text(file: BinaryIO, _: bytes, size: int) -> str:
    return "" if _last_line(file, size, (b"}", b")", b"]"), b"#") == "" and _is_closed(file) else NO_END


def _is_closed(file: BinaryIO) -> bool:
    """Whether all braces of a USD text are closed; those in texts, paths and remarks are none."""
    depth, quote = 0, b""
    for line in _lines(file):
        if quote or any(each in line for each in _TOLD):
            at = 0
            while found := _USD_ENDS[quote].match(line, at) if quote else _USD_WORDS.search(line, at):
                at, word = found.end(), found[0]
                quote = word if not quote and word in _QUOTES else b""
                depth += (word == b"{") - (word == b"}")
    return depth <= 0 and not quote


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file that is read without a buffer."""
    with open(file.fileno(), "rb", buffering=BUFFER, closefd=False) as buffered:
        buffered.seek(0)
        yield from buffered


def _last_line(file: BinaryIO, size: int, closed: tuple[bytes, ...], remark: bytes) -> str:
    """A text of blocks ends by closing one, or with a remark; an empty one is nothing but remarks."""
    last = _tail(file, size, HEAD).rstrip().rpartition(b"\n")[2].strip()
    return "" if last.endswith(closed) or remark in last else NO_END


def _crate(file: BinaryIO, head: bytes, size: int) -> str:
    """Where the table of contents lies stands in the head; it names each section's place and length."""
    (contents,) = struct.unpack_from("<q", head, 16)
    if contents == 0:
        return UNFINISHED
    if not 0 < contents < size:
        return TRUNCATED
    file.seek(contents)
    (number,) = struct.unpack("<Q", file.read(8))
    if contents + 8 + SECTION * number > size:
        return TRUNCATED
    sections = struct.iter_unpack("<16sqq", file.read(SECTION * number))
    return TRUNCATED if any(start + length > size for _, start, length in sections) else ""


def _maya_binary(_: BinaryIO, head: bytes, size: int) -> str:
    wide = head.startswith(b"FOR8")
    (length,) = struct.unpack_from(">Q", head, 8) if wide else struct.unpack_from(">I", head, 4)
    return TRUNCATED if length + (16 if wide else 8) > size else ""


def _blender(file: BinaryIO, _: bytes, size: int) -> str:
    return "" if b"ENDB" in _tail(file, size) else NO_END


def _zip(file: BinaryIO, _: bytes, size: int) -> str:
    return "" if b"PK\x05\x06" in _tail(file, size, 65_558) else NO_END


def _png(file: BinaryIO, _: bytes, size: int) -> str:
    if b"IEND" in _tail(file, size):
        return ""
    place = 8
    while place + 12 <= size:  # something was appended to it, or it is cut off: walk the chunks to tell
        file.seek(place)
        length, kind = struct.unpack(">I4s", file.read(8))
        place += 12 + length
        if kind == b"IEND":
            return ""
    return NO_END


def _jpeg(file: BinaryIO, _: bytes, size: int) -> str:
    # Cameras append things after the end, so a mark anywhere in the last part of the file will do.
    return "" if b"\xff\xd9" in _tail(file, size, 65_536) else NO_END


def _dpx(_: BinaryIO, head: bytes, size: int) -> str:
    (told,) = struct.unpack_from(">I" if head.startswith(b"SDPX") else "<I", head, 16)
    return TRUNCATED if size < told < 0xFFFFFFFF else ""


def _bmp(_: BinaryIO, head: bytes, size: int) -> str:
    (told,) = struct.unpack_from("<I", head, 2)
    return TRUNCATED if told > size else ""


def _tiff(file: BinaryIO, _: bytes, size: int) -> str:
    return shortage(file, size)


def _tail(file: BinaryIO, size: int, length: int = TAIL) -> bytes:
    file.seek(max(0, size - length))
    return file.read(length)


_USD = (".usd", ".usdc")
_TIFF = (".tif", ".tiff", ".tx")
_CHECKS: tuple[tuple[bytes, tuple[str, ...], Check], ...] = (
    (b"Ogawa", (".abc",), _ogawa),
    (b"PXR-USDC", _USD, _crate),
    (b"#usda ", (".usd", ".usda"), _usd_text),
    (fbx.MAGIC, (".fbx",), _fbx),
    (fbx.TEXT, (".fbx",), _fbx_text),
    (b"FOR4", (".mb", ".iff"), _maya_binary),
    (b"FOR8", (".mb", ".iff"), _maya_binary),
    (b"BLENDER", (".blend",), _blender),
    (b"PK\x03\x04", (".usdz", ".usd"), _zip),
    (b"\x89PNG\r\n\x1a\n", (".png",), _png),
    (b"\xff\xd8\xff", (".jpg", ".jpeg"), _jpeg),
    (b"SDPX", (".dpx",), _dpx),
    (b"XPDS", (".dpx",), _dpx),
    (b"BM", (".bmp",), _bmp),
    (b"II*\0", _TIFF, _tiff),
    (b"MM\0*", _TIFF, _tiff),
    (b"II+\0", _TIFF, _tiff),
    (b"MM\0+", _TIFF, _tiff),
)
