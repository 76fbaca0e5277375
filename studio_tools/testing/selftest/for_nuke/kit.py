"""Nuke for the contract of hosts: something to load, an artist's edit, undo, the loop, and what a menu shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from studio_tools.host import Host, How, Loaded
from studio_tools.testing.host_contract import Kit
from studio_tools.testing.mayasim.pictures import png

FRAMES = range(1001, 1005)


def kit(host: Host, nuke: Any, *, turn: Callable[[], object]) -> Kit:
    """The kit of a host over the functions of its Nuke."""
    return Kit(
        make=lambda: host,
        sample=a_clip,
        how=How.READ,
        undo=nuke.undo,
        turn=turn,
        edit=partial(regraded, nuke),
        labels=lambda title: [each.name() for each in nuke.menu("Nuke").menu(title).items()],
    )


def a_clip(folder: Path) -> Path:
    """A few small frames; their path with the number left open."""
    folder.mkdir(parents=True, exist_ok=True)
    for frame in FRAMES:
        (folder / f"dragon.{frame:04d}.png").write_bytes(png(8, 4, (0.5, 0.5, 0.5)))
    return folder / "dragon.%04d.png"


def regraded(nuke: Any, host: Host, one: Loaded) -> Callable[[], bool]:
    """An artist connects the clip, and reads it in another colour space."""
    read = nuke.toNode(one.id)
    assert read is not None
    other = next(each for each in nuke.getColorspaceList(read["colorspace"]) if each != read["colorspace"].value())
    read["colorspace"].setValue(other)
    grade = nuke.nodes.Grade(inputs=[read])
    return lambda: bool(read["colorspace"].value() == other and same_node(grade.input(0), read))


def same_node(one: Any, other: Any) -> bool:
    """Whether two are one node: Nuke may hand out a new object each time."""
    return one is not None and bool(one.fullName() == other.fullName())
