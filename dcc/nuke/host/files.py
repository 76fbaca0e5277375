"""The script's own file."""

from __future__ import annotations

import re
from pathlib import Path

from dcc.nuke.host.faults import told
from dcc.nuke.scene import document, program
from studio_tools.host.targets import check_readable, check_writable, strange

SUFFIXES = (".nk",)
_HEAD = re.compile(rb"\s*(?:#|version |set |push |define_|add_|[A-Za-z_]\w*(?:\.gizmo)? \{)")
HEAD = 4096


def current() -> Path | None:
    """The script's file; None for an untitled one."""
    name = document.path()
    return Path(name) if name else None


def begin() -> None:
    """Begin with an empty script."""
    with told("a new script cannot be begun"):
        document.begin()


def check_script(path: Path) -> None:
    """Raise HostError where *path* is no Nuke script: better before the open one is gone."""
    check_readable(path)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if b"\0" in head or (head.strip() and not _HEAD.match(head)):
        raise strange(path, "Nuke script")


def open_script(path: Path) -> None:
    """Open a script in this window. One that Nuke complains of while it reads it is open all the same, and it is told.

    `scriptOpen` would open it in another window where something is open in this one.
    """
    with told(f"{path.name} cannot be opened"), document.untold():
        document.begin()
        try:
            document.read(path.as_posix())
        except RuntimeError as complaint:
            program.warn(f"{path.name}: {complaint}")
        document.set_path(path.as_posix())
        document.set_modified(False)


def check_target(path: Path) -> None:
    """Raise HostError where the script cannot be saved to *path*."""
    check_writable(path, SUFFIXES)


def save(path: Path) -> Path:
    """Save the script to *path*; where that fails it keeps its name."""
    before = document.path()
    with told(f"{path.name} cannot be saved"):
        if before == path.as_posix():
            document.save()
            return path
        try:
            document.save_as(path.as_posix())
        except RuntimeError:
            if document.path() != before:
                document.set_path(before)
            document.set_modified(True)
            raise
    return path


def write_copy(path: Path) -> Path:
    """Write the script to another file; name and changes of the open one stay as they are."""
    check_writable(path, SUFFIXES)
    before = document.is_modified()
    with told(f"{path.name} cannot be written"):
        try:
            document.save_copy(path.as_posix())
        finally:
            document.set_modified(before)
    return path
