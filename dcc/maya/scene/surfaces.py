"""What lies on meshes: UVs and their tiles, locked normals, moved points, colour sets; and putting each right."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from maya import cmds

TILES = 10
"""How many tiles lie beside one another, from 1001 to 1010."""
ARNOLD = (
    "aiOpaque",
    "aiMatte",
    "aiSelfShadows",
    "aiSubdivType",
    "aiSubdivIterations",
    "aiDispHeight",
    "aiVisibleInDiffuseReflection",
    "aiVisibleInSpecularReflection",
    "aiVisibleInDiffuseTransmission",
    "aiVisibleInSpecularTransmission",
    "aiVisibleInVolume",
)
"""What Arnold adds to shapes, and looks set, not models."""
EDGE = 1e-4
"""How far a shell may reach over the edge of its tile."""


def overlapping(shape: str) -> list[str]:
    """The faces whose UVs lie over others, of the current set."""
    return cmds.polyUVOverlap(f"{shape}.f[*]", overlappingComponents=True) or []


def out_of_tile(shape: str, uv_set: str) -> list[str]:
    """A UV of each shell that is in no tile, or in more than one."""
    row = cmds.polyEditUV(f"{shape}.map[*]", query=True, uvSetName=uv_set) or []
    shells = cmds.polyEvaluate(f"{shape}.map[*]", uvShellIds=True, uvSetName=uv_set) or []
    if len(row) != 2 * len(shells):
        return []
    boxes: dict[int, list[float]] = {}
    for at, shell in enumerate(shells):
        u, v = row[2 * at], row[2 * at + 1]
        box = boxes.setdefault(shell, [u, v, u, v, at])
        box[:4] = [min(box[0], u), min(box[1], v), max(box[2], u), max(box[3], v)]
    return [f"{shape}.map[{box[4]:.0f}]" for box in boxes.values() if not _is_in_one_tile(box)]


def _is_in_one_tile(box: Sequence[float]) -> bool:
    left, low = floor(box[0] + EDGE), floor(box[1] + EDGE)
    is_tile = 0 <= left < TILES and low >= 0
    return is_tile and box[2] <= left + 1 + EDGE and box[3] <= low + 1 + EDGE


def locked_normals(shape: str) -> int:
    """How many corners of faces have a normal that does not follow the form."""
    found = cmds.polyNormalPerVertex(f"{shape}.vtxFace[*][*]", query=True, freezeNormal=True) or []
    return sum(found)


def has_moved_points(shape: str) -> bool:
    """Whether points were moved on top of what the mesh says of them."""
    return bool(cmds.polyCollapseTweaks(shape, query=True, hasVertexTweaks=True))


def renderer_changes(shape: str) -> dict[str, float]:
    """What Arnold's attributes of a shape were before somebody changed them: those that were, with their defaults."""
    if not cmds.attributeQuery(ARNOLD[0], node=shape, exists=True):
        return {}
    there = [name for name in ARNOLD if cmds.attributeQuery(name, node=shape, exists=True)]
    usual = {name: cmds.attributeQuery(name, node=shape, listDefault=True) or [] for name in there}
    found = {name: float(values[0]) for name, values in usual.items() if values}
    return {name: value for name, value in found.items() if cmds.getAttr(f"{shape}.{name}") != value}


# -- putting right


def unlock_normals(shape: str) -> None:
    """Have all normals follow the form again."""
    cmds.polyNormalPerVertex(f"{shape}.vtxFace[*][*]", unFreezeNormal=True)
    cmds.delete(shape, constructionHistory=True)


def bake_points(shape: str) -> None:
    """Take what points were moved by into the form."""
    cmds.polyCollapseTweaks(shape)


def rename_uv_set(shape: str, old: str, new: str) -> None:
    """Call a UV set something else."""
    cmds.polyUVSet(shape, rename=True, uvSet=old, newUVSet=new)


def delete_uv_set(shape: str, name: str) -> None:
    """Delete a UV set. Raises RuntimeError for the first one."""
    cmds.polyUVSet(shape, delete=True, uvSet=name)


def delete_colour_set(shape: str, name: str) -> None:
    """Delete a colour set."""
    cmds.polyColorSet(shape, delete=True, colorSet=name)
