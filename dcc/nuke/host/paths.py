"""Paths as knobs write them: TCL is evaluated in them, a hash is a frame, `%V` a view. And what lies there."""

from __future__ import annotations

import re
from pathlib import Path

from dcc.nuke.scene import nodes
from studio_tools.errors import HostError, StudioError
from studio_tools.frames import FramePattern, FrameRange, Sequence, find
from studio_tools.scenes.paths import is_absolute, joined, tidy

_SPECIAL = re.compile(r"([\[\]$])")
_FRAME = re.compile(r"#|%0?\d*d")


def written(path: Path) -> str:
    """A path as a knob takes it: what TCL would evaluate is escaped. Raises HostError on what Nuke cannot name."""
    if _FRAME.search(path.parent.as_posix()):
        raise HostError(
            f"Nuke cannot read from {path.parent}: it takes a part of the folder's name for a frame number",
            hint="Have the folder named without # and %d.",
        )
    if "\\" in path.as_posix():
        raise HostError(f"Nuke cannot read {path}: it takes a backslash for a slash", hint="Have it renamed.")
    return _SPECIAL.sub(r"\\\1", path.as_posix())


def resolved(node: str, knob: str) -> Path | None:
    """Where a file lies as Nuke evaluates it; None where that is not known: it is never guessed."""
    try:
        text = nodes.evaluated(node, knob).strip()
        project = nodes.project_folder().strip()
    except (RuntimeError, ValueError):
        return None
    if not text or "\n" in text:
        return None
    if is_absolute(text):
        return Path(tidy(text))
    return Path(joined(tidy(project), text)) if is_absolute(project) else None


def there(path: Path) -> bool:
    """Whether there is something to read: of a sequence or of several views one file is enough."""
    if path.is_file():
        return True
    pattern = FramePattern.parse(path.as_posix())
    if pattern is not None:
        return any(True for _ in sequences(path))
    return any(Path(each).is_file() for each in viewed(path.as_posix()))


def viewed(text: str) -> list[str]:
    """A path for each view of the script; one where it names none."""
    if "%V" not in text and "%v" not in text:
        return [text]
    return [text.replace("%V", view).replace("%v", view[:1]) for view in nodes.views()]


def sequences(path: Path) -> list[Sequence]:
    """The frames on the disk, view by view."""
    found = []
    for text in viewed(path.as_posix()):
        pattern = FramePattern.parse(text)
        try:
            sequence = None if pattern is None else find(pattern, Path(text).parent, sizes=False)
        except StudioError:
            sequence = None
        if sequence is not None:
            found.append(sequence)
    return found


def frames(path: Path) -> FrameRange | None:
    """The frames that are there in any view; None for what is no sequence, or where there are none."""
    found: FrameRange | None = None
    for sequence in sequences(path):
        found = sequence.frames if found is None else found | sequence.frames
    return found or None
