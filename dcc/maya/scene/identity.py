"""The id that a node keeps for life, through names, files and references: asked, given, and who changed it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from maya import cmds

ID = "studioId"
"""The text on a node."""
_EDITED = re.compile(rf'([^\s".]+)\.{ID}\b')
"""The node in `setAttr lid:lidShape.studioId …`."""


def ids_of(names: Sequence[str]) -> dict[str, str]:
    """The id of each node; "" for one that has none."""
    return {name: _id(name) for name in names}


def _id(name: str) -> str:
    if not cmds.attributeQuery(ID, node=name, exists=True):
        return ""
    value = cmds.getAttr(f"{name}.{ID}")
    return value if isinstance(value, str) else ""


def give(ids: Mapping[str, str]) -> None:
    """Give nodes these ids."""
    for name, ident in ids.items():
        if not cmds.attributeQuery(ID, node=name, exists=True):
            cmds.addAttr(name, longName=ID, dataType="string")
        cmds.setAttr(f"{name}.{ID}", ident, type="string")


def originals(shape: str) -> list[str]:
    """The shapes that stood in this one's place before it was deformed: hidden, and below the same transform."""
    beside = cmds.listRelatives(shape.rpartition("|")[0], shapes=True, fullPath=True) or []
    return [each for each in beside if each != shape and cmds.getAttr(f"{each}.intermediateObject")]


def edited() -> list[str]:
    """The nodes of references whose id this scene has changed."""
    found: dict[str, None] = {}
    for reference in cmds.ls(type="reference"):
        for edit in _edits(reference):
            found.update(dict.fromkeys(_EDITED.findall(edit)))
    return list(found)


def _edits(reference: str) -> list[str]:
    try:
        return cmds.referenceQuery(reference, editStrings=True)
    except RuntimeError:  # one of those that stand for no file
        return []
