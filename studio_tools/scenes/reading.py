"""Opens a scene file and hands it to the reader that its first bytes, not its name, ask for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from studio_tools.errors import SourceError
from studio_tools.scenes.maya_ascii import read_ascii
from studio_tools.scenes.maya_binary import read_binary
from studio_tools.scenes.nuke_script import read_script
from studio_tools.scenes.scene import Scene
from studio_tools.scenes.window import opened

ENDINGS = (".ma", ".mb", ".nk", ".gizmo")
_NUKE = (".nk", ".gizmo", ".nk~", ".autosave")
_MAYA_TEXT = re.compile(rb"//Maya ASCII|(?:\A|[\r\n])(?:requires (?:maya )?\"|createNode [a-zA-Z]|file -r|fileInfo \")")
_NUKE_TEXT = re.compile(rb"(?:\A|[\r\n])(?:#! [^\r\n]*-nx|version \d|set cut_paste_input|[A-Z]\w* \{[ \t]*[\r\n])")

Reader = Callable[[Path, BinaryIO], Scene]


def read(path: str | os.PathLike[str]) -> Scene:
    """Read one `.ma`, `.mb`, `.nk` or `.gizmo` file.

    Raises SourceError where it is not there, cannot be read, or holds nothing of either program. What is damaged,
    unknown or dangerous in it is among the scene's warnings, with its line or byte.
    """
    place = Path(path)
    with opened(place) as stream:
        reader = reader_of(place, stream.read(65536))
        stream.seek(0)
        return reader(place, stream)


def reader_of(path: Path, head: bytes) -> Reader:
    """The reader for a file that is called *path* and begins with *head*. Raises SourceError for no scene."""
    if head[:4] in (b"FOR4", b"FOR8"):
        return read_binary
    ending = path.suffix.lower()
    if b"\0" in head[:4096]:
        raise SourceError(
            f"{path} is no scene of Maya or Nuke",
            hint="It is binary, and does not begin as Maya's binary scenes do. Perhaps it is damaged.",
            details={"path": str(path)},
        )
    if ending == ".mb" and not _MAYA_TEXT.search(head):
        raise SourceError(
            f"{path} does not begin as a Maya binary scene does",
            hint="It may be damaged, or be something else under this name.",
            details={"path": str(path), "offset": 0},
        )
    if _MAYA_TEXT.search(head) and not (ending in _NUKE and _NUKE_TEXT.search(head)):
        return read_ascii
    if ending in _NUKE or _NUKE_TEXT.search(head):
        return read_script
    if ending in ENDINGS:
        return read_ascii
    raise SourceError(
        f"{path} is no scene of Maya or Nuke",
        hint=f"Scenes are {', '.join(ENDINGS)} files.",
        details={"path": str(path)},
    )
