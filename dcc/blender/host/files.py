"""The scene's own file, and the notes that are kept in it."""

from __future__ import annotations

from pathlib import Path

from dcc.blender.host.faults import told
from dcc.blender.scene import document
from studio_tools.host.targets import check_head, check_writable

SUFFIX = ".blend"
HEADS = (b"BLENDER", b"\x28\xb5\x2f\xfd", b"\x1f\x8b")
"""A Blender file, or one that is compressed as today's and older ones are."""


def current() -> Path | None:
    """The scene's file; None for an untitled one."""
    name = document.path()
    return Path(name) if name else None


def begin() -> None:
    """Begin a new scene."""
    with told("a new scene cannot be begun"):
        document.begin()


def check_scene(path: Path) -> None:
    """Raise HostError where *path* is no Blender file: better before the open one is gone."""
    check_head(path, HEADS, "Blender file")


def open_scene(path: Path) -> None:
    """Open a scene; where Blender cannot, the one that is open stays."""
    with told(f"{path.name} cannot be opened"):
        document.open_file(path.as_posix())


def check_target(path: Path) -> None:
    """Raise HostError where the scene cannot be saved to *path*."""
    check_writable(path, (SUFFIX,))


def save(path: Path) -> Path:
    """Save the scene to *path*; where that fails it keeps its name."""
    with told(f"{path.name} cannot be saved"):
        document.save(path.as_posix())
    return path


def note(key: str) -> str | None:
    """A note that is kept in the file."""
    with told("the notes in the scene cannot be read"):
        return document.notes().get(key)


def set_note(key: str, value: str | None) -> None:
    """Keep a note in the file; None forgets it."""
    with told("the note cannot be kept in the scene"):
        notes = document.notes()
        kept = {name: text for name, text in notes.items() if name != key} | ({} if value is None else {key: value})
        if kept != notes:
            document.set_notes(kept)
