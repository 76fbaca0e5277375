"""Paths inside scene files: of any platform, with frame, tile and view tokens. Only `there` looks at a disk."""

from __future__ import annotations

import os
import posixpath
import re
from functools import partial

_ABSOLUTE = re.compile(r"(?:[A-Za-z]:)?/|[A-Za-z]:$")
_DRIVE = re.compile(r"[A-Za-z]:(?=/|$)")
_FRAMES = re.compile(r"#+|%0?\d{0,3}d|<f\d?>|<frame\d?>|\$F\d?|<f4>", re.IGNORECASE)
_TILES = re.compile(r"<(?:udim|uvtile|tile)(?::[^>]*)?>|%\(UDIM\)d|<u>_<v>|u<u>_v<v>|_MAPID_", re.IGNORECASE)
_VIEWS = re.compile(r"%[vV]")
_VARIABLE = re.compile(r"\$\{?[A-Za-z_]\w*\}?|^%\w{2,}%|^~")


def is_absolute(path: str) -> bool:
    """Whether *path* is absolute on some platform: a drive, a root, a share."""
    return bool(_ABSOLUTE.match(path.replace("\\", "/")))


def tidy(path: str) -> str:
    """*path* with single forward slashes and without `.` and `..`; a share keeps its two slashes."""
    text = path.replace("\\", "/")
    if "//" not in text and "/." not in text and text[-1:] != "/" and text[:1] == "/":
        return text
    drive = _DRIVE.match(text)
    head, rest = (text[:2], text[2:]) if drive else ("", text)
    share = not head and rest.startswith("//") and not rest.startswith("///")
    # posixpath keeps two leading slashes, which after a drive are Maya's mark of the project and mean nothing.
    return head + posixpath.normpath("/" * (2 if share else 1) + rest.lstrip("/"))


def joined(folder: str, path: str) -> str:
    """*path* below the absolute *folder*."""
    return tidy(f"{folder}/{path}")


def folder_of(path: str) -> str:
    """The folder of an absolute *path*, tidied."""
    head = tidy(path).rpartition("/")[0]
    return f"{head}/" if _DRIVE.fullmatch(head) or not head else head


def is_sequence(path: str) -> bool:
    """Whether the name stands for many frames: `%04d`, `####`, `<f>`."""
    return bool(_FRAMES.search(path))


def is_tiled(path: str) -> bool:
    """Whether the name stands for many tiles: `<UDIM>` and its kin."""
    return bool(_TILES.search(path))


def variable_in(path: str) -> str | None:
    """The environment variable (or `~`) in *path*, which a file cannot explain; `$F4` is a frame."""
    if "$" not in path and path[:1] not in ("%", "~"):
        return None
    found = _VARIABLE.search(_FRAMES.sub("#", path))
    return found[0] if found else None


_ANY_TOKEN = re.compile("|".join(each.pattern for each in (_TILES, _FRAMES, _VIEWS)) + "|<[^<>]{1,64}>", re.IGNORECASE)


def _fits(name: str, wanted: str) -> bool:
    """Whether *name* is one of those that *wanted* stands for. Linear: a pattern in a file must not cost time."""
    tokens = _ANY_TOKEN.findall(wanted)
    pieces = _ANY_TOKEN.split(wanted)
    first, last = pieces[0], pieces[-1]
    if len(name) < len(first) + len(last) or not (name.startswith(first) and name.endswith(last)):
        return False
    middle = name[len(first) : len(name) - len(last)]
    if len(tokens) == 1 and _FRAMES.fullmatch(tokens[0]):
        return middle.lstrip("-").isdigit()
    at = 0
    for piece in pieces[1:-1]:
        at = middle.find(piece, at) + len(piece)
        if at < len(piece):
            return False
    return bool(middle)


def there(resolved: str, *, listed: dict[str, tuple[str, ...]] | None = None) -> bool:
    """Whether the file, or one of the frames or tiles it stands for, is on this machine's disk.

    *listed* remembers folders between calls, for the asker who has many paths in few folders.
    """
    folder, _, name = resolved.rpartition("/")
    if _ANY_TOKEN.search(folder):
        return _safely(partial(os.path.isdir, _fixed_part(folder)))
    if not _ANY_TOKEN.search(name):
        return _safely(partial(os.path.exists, resolved))
    seen = {} if listed is None else listed
    if folder not in seen:
        seen[folder] = _names(folder or "/")
    return any(_fits(each, name) for each in seen[folder])


def _fixed_part(folder: str) -> str:
    parts = folder.split("/")
    at = next(n for n, part in enumerate(parts) if _ANY_TOKEN.search(part))
    return "/".join(parts[:at]) or "/"


def _names(folder: str) -> tuple[str, ...]:
    try:
        return tuple(entry.name for entry in os.scandir(folder))
    except (OSError, ValueError):
        return ()


def _safely(asks: partial[bool]) -> bool:
    """A path with a NUL in it is nowhere."""
    try:
        return asks()
    except (OSError, ValueError):
        return False
