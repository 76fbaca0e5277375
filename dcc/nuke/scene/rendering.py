"""Frames rendered by Nuke: through a Write of the script, or through one that is gone again afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import nuke

from dcc.nuke.scene import document, nodes


def execute(name: str, frames: Iterable[int], views: Sequence[str] = ()) -> None:
    """Render some frames of a Write or of a group of Writes. Raises RuntimeError."""
    wanted = sorted(frames)
    target = nodes.get(name)
    for first, last in runs(wanted):
        if views:
            nuke.execute(target, first, last, 1, list(views))
        else:
            nuke.execute(target, first, last)


def runs(frames: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of what follows each other without a gap."""
    start = previous = None
    for frame in frames:
        if start is None or previous is None:
            start = frame
        elif frame != previous + 1:
            yield start, previous
            start = frame
        previous = frame
    if start is not None and previous is not None:
        yield start, previous


@contextmanager
def unchanged() -> Iterator[None]:
    """Leave neither a step of undo nor a mark of change behind."""
    before = document.is_modified()
    with document.untold():
        try:
            yield
        finally:
            document.set_modified(before)


def looked_at() -> str:
    """What the active viewer looks at; "" where there is none."""
    viewer = nuke.activeViewer()
    number = None if viewer is None else viewer.activeInput()
    if viewer is None or number is None:
        return ""
    found = viewer.node().input(number)
    return "" if found is None else found.fullName()


def source_of(name: str) -> str:
    """What a node takes its picture from; "" for nothing."""
    found = nodes.get(name).input(0)
    return "" if found is None else found.fullName()


def hero() -> str:
    """The view that stands for all: the script's hero view, else its first."""
    known, knob = nodes.views(), nuke.root().knob("heroview")
    chosen = knob.value() if isinstance(knob, nuke.Enumeration_Knob) else ""
    return chosen if chosen in known else known[0]


def render_small(
    source: str, file: str, picture: str, *, frames: tuple[int, int], size: tuple[int, int], view: str
) -> None:
    """Render one view of what *source* gives (black for ""), as large as *size*, without leaving a trace.

    Raises RuntimeError.
    """
    shape = f"{size[0]} {size[1]} 0 0 {size[0]} {size[1]} 1 "
    made: list[nuke.Node] = []
    above = nodes.find(source)
    group = None if above is None else above.parent()
    with unchanged(), group or nuke.root():
        try:
            if above is None:
                above = nuke.nodes.Constant()
                made.append(above)
            made.append(nuke.nodes.Reformat(inputs=[above], resize="fit", black_outside=True))
            made[-1]["format"].fromScript(shape)
            made.append(nuke.nodes.Write(inputs=[made[-1]], channels="rgba", file_type=picture))
            made[-1]["file"].setValue(file)
            nuke.execute(made[-1], frames[0], frames[1], 1, [view])
        finally:
            for node in reversed(made):
                nuke.delete(node)
