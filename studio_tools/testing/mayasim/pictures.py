"""Real pictures of one colour, written with the standard library: PNG, and OpenEXR in uncompressed half floats."""

from __future__ import annotations

import struct
import zlib

Colour = tuple[float, float, float]
EXR_MAGIC, VERSION, HALF, NO_COMPRESSION = 20000630, 2, 1, 0


def png(width: int, height: int, colour: Colour) -> bytes:
    """A PNG picture, 8 bits a channel."""
    pixel = bytes(round(max(0.0, min(1.0, value)) * 255) for value in colour)
    rows = (b"\0" + pixel * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def exr(width: int, height: int, colour: Colour) -> bytes:
    """An OpenEXR picture of scan lines."""
    channels = b"".join(name + b"\0" + struct.pack("<iB3xii", HALF, 0, 1, 1) for name in (b"B", b"G", b"R"))
    window = struct.pack("<4i", 0, 0, width - 1, height - 1)
    header = struct.pack("<ii", EXR_MAGIC, VERSION) + b"".join(
        (
            attribute("channels", "chlist", channels + b"\0"),
            attribute("compression", "compression", bytes([NO_COMPRESSION])),
            attribute("dataWindow", "box2i", window),
            attribute("displayWindow", "box2i", window),
            attribute("lineOrder", "lineOrder", b"\0"),
            attribute("pixelAspectRatio", "float", struct.pack("<f", 1.0)),
            attribute("screenWindowCenter", "v2f", struct.pack("<2f", 0.0, 0.0)),
            attribute("screenWindowWidth", "float", struct.pack("<f", 1.0)),
            b"\0",
        )
    )
    line = b"".join(struct.pack("<e", value) * width for value in reversed(colour))
    first = len(header) + 8 * height
    offsets = b"".join(struct.pack("<Q", first + row * (8 + len(line))) for row in range(height))
    lines = b"".join(struct.pack("<ii", row, len(line)) + line for row in range(height))
    return header + offsets + lines


def attribute(name: str, kind: str, value: bytes) -> bytes:
    """One attribute of an OpenEXR header."""
    return f"{name}\0{kind}\0".encode() + struct.pack("<i", len(value)) + value
