"""Small repairs that checks offer: each does what its name says to the nodes it is handed, in the open scene."""

from __future__ import annotations

from collections.abc import Sequence

from maya import cmds


def load_reference(node: str) -> None:
    """Load the content of a reference."""
    cmds.file(loadReference=node)


def is_referenced(node: str) -> bool:
    """Whether a node came with a reference, so that it cannot be mended here."""
    return cmds.objExists(node) and cmds.referenceQuery(node, isNodeReferenced=True)


def delete_history(nodes: Sequence[str]) -> None:
    """Delete what made these nodes, and keep what it made."""
    cmds.delete(list(nodes), constructionHistory=True)


def freeze(node: str) -> None:
    """Move a node's place, turn and size into its shape."""
    cmds.makeIdentity(node, apply=True, translate=True, rotate=True, scale=True)


def set_flag(node: str, attribute: str, *, is_on: bool) -> None:
    """Set an attribute that is on or off."""
    cmds.setAttr(f"{node}.{attribute}", is_on)


def set_number(node: str, attribute: str, value: float) -> None:
    """Set a number."""
    cmds.setAttr(f"{node}.{attribute}", value)


def cut_keys(node: str) -> None:
    """Take all keys from a node; it stays as it is now."""
    cmds.cutKey(node, clear=True)


def delete(names: Sequence[str]) -> None:
    """Delete what is still there of some nodes."""
    there = [name for name in names if cmds.objExists(name)]
    if there:
        cmds.delete(there)


def to_rest(node: str) -> None:
    """Put a transform to rest, as far as its channels are free."""
    for stem, value in (("translate", 0.0), ("rotate", 0.0), ("scale", 1.0)):
        for axis in "XYZ":
            if cmds.getAttr(f"{node}.{stem}{axis}", settable=True):
                cmds.setAttr(f"{node}.{stem}{axis}", value)


def lock(node: str, attribute: str) -> None:
    """Have an attribute stay as it is, and out of reach."""
    cmds.setAttr(f"{node}.{attribute}", lock=True, keyable=False)
