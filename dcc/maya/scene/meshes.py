"""Meshes: how they are counted, what is wrong with their form, their UVs, what made them, where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from maya import cmds

_NUMBERS = re.compile(r"-?\d+")


def shapes(below: Sequence[str]) -> list[str]:
    """The meshes among some nodes, those alone that are seen."""
    return cmds.ls(*below, type="mesh", noIntermediate=True, long=True) if below else []


def counts(shape: str) -> tuple[int, int, int]:
    """How many vertices, edges and faces it has."""
    asked = (
        cmds.polyEvaluate(shape, vertex=True),
        cmds.polyEvaluate(shape, edge=True),
        cmds.polyEvaluate(shape, face=True),
    )
    vertices, edges, faces = (each if isinstance(each, int) else 0 for each in asked)
    return vertices, edges, faces


def non_manifold(shape: str) -> list[str]:
    """Edges of more than two faces, and vertices whose faces hang together there alone."""
    edges, vertices = cmds.polyInfo(shape, nonManifoldEdges=True), cmds.polyInfo(shape, nonManifoldVertices=True)
    return [*_texts(edges), *_texts(vertices)]


def lamina(shape: str) -> list[str]:
    """Faces that lie on one another, all edges shared."""
    return _texts(cmds.polyInfo(shape, laminaFaces=True))


def faces(shape: str) -> list[tuple[int, ...]]:
    """The vertices of each face."""
    return [_numbers(line) for line in _texts(cmds.polyInfo(shape, faceToVertex=True))]


def edges(shape: str) -> list[tuple[int, ...]]:
    """The two vertices of each edge."""
    return [_numbers(line)[:2] for line in _texts(cmds.polyInfo(shape, edgeToVertex=True))]


def points(shape: str) -> list[tuple[float, float, float]]:
    """Where each vertex lies, in the mesh's own space."""
    row = cmds.xform(f"{shape}.vtx[*]", query=True, translation=True, objectSpace=True)
    return list(zip(row[::3], row[1::3], row[2::3], strict=True))


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _numbers(line: str) -> tuple[int, ...]:
    """The numbers after the colon of `FACE 0: 1 2 3`."""
    return tuple(int(each) for each in _NUMBERS.findall(line.partition(":")[2]))


# -- UVs and colours


def uv_sets(shape: str) -> dict[str, int]:
    """How many UVs each set has, by its name."""
    names = [_text(f"{shape}.uvSet[{at}].uvSetName") for at in _indices(f"{shape}.uvSet")]
    return {name: _count(cmds.polyEvaluate(shape, uvcoord=True, uvSetName=name)) for name in names if name}


def colour_sets(shape: str) -> list[str]:
    """The names of its colour sets."""
    names = (_text(f"{shape}.colorSet[{at}].colorName") for at in _indices(f"{shape}.colorSet"))
    return [name for name in names if name]


def _indices(plug: str) -> list[int]:
    found = cmds.getAttr(plug, multiIndices=True)
    return [each for each in found if isinstance(each, int)] if isinstance(found, list) else []


def _text(plug: str) -> str:
    value = cmds.getAttr(plug)
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


# -- what made it, and where it stands


def history(shape: str) -> list[str]:
    """What made it and still does; sets and shading do not count."""
    found = cmds.listHistory(shape, pruneDagObjects=True) or []
    return [node for node in found if not _is_set(node)]


def _is_set(node: str) -> bool:
    return cmds.objectType(node, isAType="objectSet")


def flags_set(shape: str, normal: dict[str, bool]) -> list[str]:
    """Those of its flags that are not as *normal*."""
    return [name for name, usual in normal.items() if bool(cmds.getAttr(f"{shape}.{name}")) is not usual]


def vector(node: str, attribute: str) -> tuple[float, float, float]:
    """Three numbers of a node."""
    value = cmds.getAttr(f"{node}.{attribute}")
    row = value[0] if isinstance(value, list) and value else ()
    numbers = [float(each) for each in row if isinstance(each, int | float)] if isinstance(row, tuple) else []
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else (0.0, 0.0, 0.0)


def driven(node: str) -> list[str]:
    """Attributes of a transform that something drives."""
    names = [f"{stem}{axis}" for stem in ("translate", "rotate", "scale") for axis in "XYZ"] + ["visibility"]
    return [name for name in names if cmds.connectionInfo(f"{node}.{name}", isDestination=True)]
