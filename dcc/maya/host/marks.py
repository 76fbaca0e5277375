"""Our marks on nodes: stamps, and where an import came from."""

from __future__ import annotations

from dcc.maya.scene import nodes
from studio_tools.host import stamps
from studio_tools.model import Stamp

STAMP, PATH = "studioStamp", "studioPath"


def stamp_of(node: str) -> Stamp | None:
    """The stamp on a node."""
    return stamps.parse(nodes.text(node, STAMP))


def put_stamp(node: str, stamp: Stamp | None) -> None:
    """Put a stamp on a node, or take the one that is there off."""
    if stamp is not None or nodes.text(node, STAMP):
        put(node, STAMP, "" if stamp is None else stamps.spell(stamp))


def put(node: str, mark: str, text: str) -> None:
    """Put a text of ours on a node."""
    nodes.add_text(node, mark)
    nodes.set_text(node, mark, text)
