"""The script as a document: its file, range and rate, what it keeps of ours, its selection, its undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import nuke

from dcc.nuke.scene import nodes

# -- its file


def path() -> str:
    """The script's file; "" for an untitled one."""
    return nuke.root()["name"].value()


def set_path(path: str) -> None:
    """Give the script a file name; nothing is written."""
    nuke.root()["name"].setValue(path)


def is_modified() -> bool:
    """Whether changes would be lost."""
    return nuke.root().modified()


def set_modified(is_modified: bool) -> None:
    """Say whether changes would be lost."""
    nuke.root().setModified(is_modified)


def begin() -> None:
    """Begin with an empty script; what was open is gone."""
    nuke.scriptClear()


def read(path: str) -> None:
    """Read a script into this one, which keeps its name. Raises RuntimeError, perhaps after all was read."""
    nuke.scriptReadFile(path)


def save() -> None:
    """Write the script to its file."""
    nuke.scriptSave()


def save_as(path: str) -> None:
    """Write the script to a file that becomes its own; over what is there."""
    nuke.scriptSaveAs(path, 1)


def save_copy(path: str) -> None:
    """Write the script to another file; its own name stays."""
    nuke.scriptSave(path)


def paste(path: str) -> None:
    """Bring the nodes of a file into the group that code sees."""
    nuke.nodePaste(path)


# -- time


def frame_range() -> tuple[int, int]:
    """The script's first and last frame."""
    return int(nuke.root()["first_frame"].value()), nuke.root()["last_frame"].value()


def set_range(first: int, last: int) -> None:
    """Set first and last frame, and keep Nuke from changing them when a clip is read."""
    start = nuke.root()["first_frame"]
    for knob in (start, nuke.root()["last_frame"]):
        knob.clearAnimated()
    start.setValue(first)
    nuke.root()["last_frame"].setValue(last)
    nuke.root()["lock_range"].setValue(True)


def rate() -> float:
    """Frames a second, as near as Nuke keeps them."""
    return nuke.root()["fps"].value()


def set_rate(fps: float) -> None:
    """Set frames a second; frames keep their numbers."""
    nuke.root()["fps"].clearAnimated()
    nuke.root()["fps"].setValue(fps)


# -- what the script keeps of ours


def text(knob: str) -> str:
    """A text of ours in the script."""
    return nodes.text_on(nuke.root(), knob)


def set_text(knob: str, value: str) -> None:
    """Keep a text of ours in the script, where nobody sees it."""
    nodes.put_text_on(nuke.root(), knob, value)


# -- selection and undo


def selection() -> list[str]:
    """The full names of what is selected, in whatever group."""
    return [node.fullName() for node in nodes.everything() if node.isSelected()]


def select(names: Iterable[str]) -> None:
    """Select these nodes, as far as they are there, and nothing else."""
    wanted = set(names)
    for node in nodes.everything():
        is_wanted = node.fullName() in wanted
        if node.isSelected() is not is_wanted:
            node.setSelected(is_wanted)


def open_step(label: str) -> None:
    """Begin one step of undo."""
    nuke.Undo.begin(label)


def close_step() -> None:
    """End it."""
    nuke.Undo.end()


@contextmanager
def untold() -> Iterator[None]:
    """Do what leaves no step of undo behind."""
    if nuke.Undo.disabled():
        yield
        return
    nuke.Undo.disable()
    try:
        yield
    finally:
        nuke.Undo.enable()
