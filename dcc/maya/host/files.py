"""The scene's own file, and the notes that are kept in it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

from dcc.maya.host.faults import told
from dcc.maya.scene import document, program
from studio_tools.host.targets import check_head, check_writable

FILE_TYPES = {".ma": "mayaAscii", ".mb": "mayaBinary"}
HEADS = (b"//Maya", b"FOR4", b"FOR8")
UNTITLED = "untitled"
_NOTE, _MARK = "studio.", "="
_PLAIN = " !#$&'()*+,-./:;<=>?@[]^_`{|}~"
"""What a note is written with as it is: all of ASCII that a Maya file does not escape."""


def current() -> Path | None:
    """The scene's file; None for an untitled one."""
    name = document.path()
    if not name:
        return None
    path = Path(name)
    return None if path.stem == UNTITLED and not path.exists() else path


def begin() -> None:
    """Begin a new scene."""
    with told("a new scene cannot be begun"):
        document.begin()


def check_scene(path: Path) -> None:
    """Raise HostError where *path* is no Maya scene: better before the open one is gone."""
    check_head(path, HEADS, "Maya scene")


def open_scene(path: Path) -> None:
    """Open a scene. One that Maya complains of while it reads it is open all the same, and the complaint told."""
    with told(f"{path.name} cannot be opened"):
        try:
            document.open_file(path.absolute().as_posix())
        except RuntimeError as complaint:
            if current() != path.absolute():
                raise
            program.say(str(complaint), "warning")


def check_target(path: Path) -> None:
    """Raise HostError where the scene cannot be saved to *path*."""
    check_writable(path, FILE_TYPES)


def save(path: Path) -> Path:
    """Save the scene to *path*; where that fails it keeps its name."""
    before = document.path()
    with told(f"{path.name} cannot be saved"):
        if before != path.as_posix():
            document.rename(path.as_posix())
        try:
            document.save(FILE_TYPES[path.suffix.lower()])
        except RuntimeError:
            document.rename(before or UNTITLED)
            raise
    return path


def note(key: str) -> str | None:
    """A note that is kept in the file."""
    found = document.info(_key(key))
    return unquote(found.removeprefix(_MARK)) if found else None


def set_note(key: str, value: str | None) -> None:
    """Keep a note in the file: escaped, since quotes, backslashes and line ends do not survive there."""
    with told("the note cannot be kept in the scene"):
        if value is None:
            document.forget_info(_key(key))
        else:
            document.set_info(_key(key), _MARK + quote(value, safe=_PLAIN))


def _key(key: str) -> str:
    return _NOTE + quote(key, safe="")
