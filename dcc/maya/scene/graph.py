"""How nodes hang together: plugs that wait for themselves, layers of animation, and what skins meshes."""

from __future__ import annotations

from collections.abc import Iterator

from maya import cmds

PATIENCE = "10sec"
"""How long cycles are looked for; a scene of many nodes has many ways through it."""


def cycles() -> list[str]:
    """A plug of each node that waits for itself."""
    return cmds.cycleCheck(all=True, list=True, firstPlugPerNode=True, timeLimit=PATIENCE) or []


def empty_animation_layers() -> list[str]:
    """Layers of animation that nothing is in, but the one at the root and those that hold others."""
    root = cmds.animLayer(query=True, root=True)
    layers = [each for each in cmds.ls(exactType="animLayer") if each != root]
    return [each for each in layers if not _holds_something(each)]


def _holds_something(layer: str) -> bool:
    inside = [
        *(cmds.animLayer(layer, query=True, attribute=True) or ()),
        *(cmds.animLayer(layer, query=True, children=True) or ()),
    ]
    return bool(inside)


# -- skins


def skins_of(shape: str) -> list[str]:
    """The skin clusters that deform a shape."""
    found = cmds.listHistory(shape, pruneDagObjects=True) or []
    return [node for node in found if cmds.nodeType(node) == "skinCluster"]


def joints_of(skin: str) -> list[str]:
    """The joints that a skin follows, with full paths."""
    found = cmds.listConnections(f"{skin}.matrix", source=True, destination=False) or []
    return cmds.ls(*dict.fromkeys(found), long=True) if found else []


def sets_lacking(shape: str, skin: str) -> list[str]:
    """The sets that a skin works on and that a shape is not in."""
    used = cmds.listConnections(f"{skin}.message", type="objectSet", source=False, destination=True) or []
    inside = cmds.listSets(object=shape) or []
    return [each for each in dict.fromkeys(used) if each not in inside]


# -- files of plug-ins


def named_files(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The nodes of some types, and the file that each names in its type's attribute."""
    for kind, attribute in attributes.items():
        for node in _of_type(kind):
            value = cmds.getAttr(f"{node}.{attribute}")
            if isinstance(value, str) and value:
                yield node, value


def _of_type(kind: str) -> list[str]:
    try:
        return cmds.ls(exactType=kind, long=True)
    except RuntimeError:  # its plug-in is not there
        return []
