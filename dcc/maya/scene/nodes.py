"""Nodes and their attributes: those that read files, those that we mark, and sets."""

from __future__ import annotations

from collections.abc import Sequence

from maya import cmds


def of_type(kind: str) -> list[str]:
    """All nodes of exactly this type, with full paths; none where its plug-in is not loaded."""
    try:
        return cmds.ls(exactType=kind, long=True)
    except RuntimeError:
        return []


def type_of(node: str) -> str:
    """The type of a node; "" where there is no such node."""
    return cmds.nodeType(node) or "" if cmds.objExists(node) else ""


def is_referenced(node: str) -> bool:
    """Whether a node came with a reference."""
    return cmds.referenceQuery(node, isNodeReferenced=True)


def text(node: str, attribute: str) -> str:
    """A text that a node holds; "" where it has no such attribute."""
    if not cmds.attributeQuery(attribute, node=node, exists=True):
        return ""
    value = cmds.getAttr(f"{node}.{attribute}")
    return value if isinstance(value, str) else ""


def set_text(node: str, attribute: str, value: str) -> None:
    """Set a text that a node holds."""
    cmds.setAttr(f"{node}.{attribute}", value, type="string")


def number(node: str, attribute: str) -> float:
    """A number that a node holds, or the place of a choice in its list."""
    value = cmds.getAttr(f"{node}.{attribute}")
    return float(value) if isinstance(value, int | float) else 0.0


def put_number(node: str, attribute: str, value: int) -> None:
    """Set a number, where it is another one now."""
    if number(node, attribute) != value:
        cmds.setAttr(f"{node}.{attribute}", value)


def drive_by_time(node: str, attribute: str) -> None:
    """Have an attribute follow the current frame, where nothing else drives it."""
    if not cmds.connectionInfo(f"{node}.{attribute}", isDestination=True):
        cmds.connectAttr("time1.outTime", f"{node}.{attribute}")


def add_text(node: str, attribute: str) -> None:
    """Give a node an attribute for a text. One that is locked is opened for it, and locked again."""
    if cmds.attributeQuery(attribute, node=node, exists=True):
        return
    was_locked = any(cmds.lockNode(node, query=True, lock=True))
    if was_locked:
        cmds.lockNode(node, lock=False)
    try:
        cmds.addAttr(node, longName=attribute, dataType="string")
    finally:
        if was_locked:
            cmds.lockNode(node, lock=True)


def locked(names: Sequence[str]) -> list[str]:
    """Those of some nodes that are locked."""
    return [name for name in names if any(cmds.lockNode(name, query=True, lock=True))]


def make_texture(name: str) -> str:
    """Make a node that reads a picture; its real name."""
    return cmds.shadingNode("file", asTexture=True, name=name)


def make_image_plane(name: str, path: str) -> str:
    """Make an image plane that stands free; the full path of its shape."""
    return full_name(cmds.imagePlane(name=name, fileName=path)[1])


def make_sound(name: str, path: str) -> str:
    """Make a node that plays a sound; its real name."""
    return cmds.sound(name=name, file=path)


def make_shape(kind: str, name: str) -> str:
    """Make a shape of this type below a transform of this name; the full path of the shape."""
    above = cmds.createNode("transform", name=name, skipSelect=True)
    return full_name(cmds.createNode(kind, name=f"{above}Shape", parent=above, skipSelect=True))


def full_name(node: str) -> str:
    """The name that means this node and no other: in the hierarchy its full path."""
    return cmds.ls(node, long=True)[0]


def parent_of(node: str) -> str:
    """The full path of what is above a node; "" for one in the world or in no hierarchy."""
    return node.rpartition("|")[0] if node.startswith("|") else ""


def children_of(node: str) -> list[str]:
    """The full paths of what is directly below a node."""
    return cmds.listRelatives(node, children=True, fullPath=True) or []


def make_set(name: str, members: Sequence[str]) -> str:
    """Make a set; its real name."""
    made = cmds.sets(name=name, empty=True)
    if members:
        cmds.sets(list(members), addElement=made)
    return made


def members_of(group: str) -> list[str]:
    """What is in a set."""
    return cmds.sets(group, query=True) or []


def delete(names: Sequence[str]) -> None:
    """Delete nodes, with what is below them."""
    cmds.delete(list(names))
