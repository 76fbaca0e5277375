"""Nodes written to files of their own, and Writes rendered to other places than they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import nuke

from dcc.nuke.scene import document, nodes, rendering


def write_nodes(names: Iterable[str], path: str) -> None:
    """Write nodes of one group as a script that can be pasted. Raises RuntimeError."""
    wanted = list(names)
    before = document.selection()
    with rendering.unchanged():
        try:
            document.select(wanted)
            with nodes.within(wanted[0].rpartition(".")[0]):
                nuke.nodeCopy(path)
        finally:
            document.select(before)


def span(name: str) -> tuple[int, int]:
    """The first and last frame that a Write renders: its own limit, else the script's range."""
    node = nodes.get(name)
    if node["use_limit"].value():
        return node["first"].value(), node["last"].value()
    return document.frame_range()


def lies_on(name: str) -> list[str]:
    """The full names of the nodes that lie on a backdrop; nothing for any other node."""
    node = nodes.get(name)
    return sorted(each.fullName() for each in node.getNodes()) if isinstance(node, nuke.BackdropNode) else []


def leads_in(names: Iterable[str]) -> list[str]:
    """The full names of the nodes that some nodes take from and that are not among them."""
    inside = set(names)
    found = (node.input(place) for node in map(nodes.get, inside) for place in range(node.inputs()))
    return sorted({each.fullName() for each in found if each is not None} - inside)


def render_to(name: str, file: str, frames: Iterable[int], views: Sequence[str] = ()) -> None:
    """Render frames of a Write to another file; the Write names its own again afterwards. Raises RuntimeError."""
    knob = nodes.get(name)["file"]
    before = knob.toScript()
    with rendering.unchanged():
        knob.setValue(file)
        try:
            rendering.execute(name, frames, views)
        finally:
            knob.fromScript(before)
