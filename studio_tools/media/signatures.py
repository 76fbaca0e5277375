"""How files of the known formats begin, so that a wrong, empty or blank one is named. How they end is in `endings`.

Only what the bytes prove is said of a file: that it begins like another format, or with nothing but zeros. What merely
looks unusual is `strange`, and never more than a remark.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HEAD = 4096

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x76\x2f\x31\x01", "an OpenEXR image"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"SDPX", "a DPX image"),
    (b"XPDS", "a DPX image"),
    (b"Ogawa", "an Alembic cache"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file (old Alembic)"),
    (b"PXR-USDC", "a binary USD file"),
    (b"#usda ", "a USD text file"),
    (b" BDV\0\0\0\0", "an OpenVDB file"),
    (b"Kaydara FBX Binary", "an FBX file"),
    (b"; FBX ", "an FBX text file"),
    (b"BLENDER", "a Blender file"),
    (b"//Maya ASCII", "a Maya ASCII scene"),
    (b"FOR4", "a Maya binary scene"),
    (b"FOR8", "a Maya binary scene"),
    (b"%PDF-", "a PDF document"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<html", "a web page"),
)
"""Beginnings that are never an accident. Two-letter ones (BMP, TIFF) are, so they are not here."""

EXPECTED: Mapping[str, tuple[str, ...]] = {
    ".exr": ("an OpenEXR image",),
    ".png": ("a PNG image",),
    ".jpg": ("a JPEG image",),
    ".jpeg": ("a JPEG image",),
    ".dpx": ("a DPX image",),
    ".ma": ("a Maya ASCII scene",),
    ".mb": ("a Maya binary scene",),
    ".nk": (),
    ".hip": (),
    ".hiplc": (),
    ".hipnc": (),
    ".blend": ("a Blender file",),
    ".abc": ("an Alembic cache", "an HDF5 file (old Alembic)"),
    ".usd": ("a binary USD file", "a USD text file"),
    ".usda": ("a USD text file",),
    ".usdc": ("a binary USD file",),
    ".usdz": (),
    ".vdb": ("an OpenVDB file",),
    ".fbx": ("an FBX file", "an FBX text file"),
    ".tif": (),
    ".tiff": (),
    ".tga": (),
    ".tx": ("an OpenEXR image",),
    ".hdr": (),
    ".mov": (),
    ".mp4": (),
}
"""What files of an extension begin like; the empty ones have other beginnings than those listed above."""

ALSO: Mapping[str, tuple[bytes, ...]] = {
    ".nk": (b"#!", b"set ", b"version ", b"Root ", b"# ", b"define_window_layout"),
    ".hip": (b"070707",),
    ".hiplc": (b"070707",),
    ".hipnc": (b"070707",),
    ".blend": (b"\x1f\x8b", b"\x28\xb5\x2f\xfd"),
    ".usdz": (b"PK\x03\x04",),
    ".usd": (b"PK\x03\x04",),
}
"""Further beginnings, too short or too common to recognise a format by: compressed Blender files, zips, scripts."""


def recognise(head: bytes) -> str:
    """Name the format that *head* begins like, "" where none of ours."""
    return next((name for start, name in BEGINNINGS if head.startswith(start)), "")


def unlike(path: Path) -> str:
    """Say what proves that a file is not what its name says, "" for nothing. Raises OSError."""
    expected = EXPECTED.get(path.suffix.lower())
    if expected is None:
        return ""
    head = _head(path)
    if not head:
        return "it is empty"
    if not any(head):
        return "it is full of zeros"
    found = recognise(head)
    return f"it is {found}" if found and found not in expected else ""


def strange(path: Path) -> str:
    """Remark that a file does not begin as files of its name do, "" where it does. Raises OSError."""
    suffix = path.suffix.lower()
    usual = EXPECTED.get(suffix, ())
    head = _head(path)
    if not (usual or suffix in ALSO) or recognise(head) in usual or head.startswith(ALSO.get(suffix, ())):
        return ""
    return f"it does not begin like {usual[0]}" if usual else f"it does not begin as {suffix} files do"


def _head(path: Path) -> bytes:
    with path.open("rb", buffering=0) as file:
        return file.read(HEAD)
