"""Shading: which groups there are, what drives them, which shapes are in them, and textures."""

from __future__ import annotations

from collections.abc import Sequence

from maya import cmds

DEFAULTS = frozenset({"initialShadingGroup", "initialParticleSE"})


def groups_of(shape: str) -> list[str]:
    """The shading groups that a shape is in, each once."""
    found = cmds.listConnections(shape, type="shadingEngine", source=False, destination=True) or []
    return list(dict.fromkeys(found))


def shader_of(group: str) -> str:
    """The shader that a group shows; "" where it has none."""
    found = cmds.listConnections(f"{group}.surfaceShader", source=True, destination=False) or []
    return found[0] if found else ""


def network_of(groups: Sequence[str]) -> list[str]:
    """The groups and all nodes that make up their shaders."""
    found: dict[str, None] = {}
    for group in groups:
        found[group] = None
        shader = shader_of(group)
        if shader:
            found.update(dict.fromkeys(cmds.listHistory(shader, pruneDagObjects=True) or [shader]))
    return list(found)


def geometry(below: Sequence[str]) -> list[str]:
    """The shapes among some nodes that can be shaded."""
    if not below:
        return []
    return cmds.ls(*below, type=["mesh", "nurbsSurface"], noIntermediate=True, long=True)


def rename(node: str, name: str) -> str:
    """Rename a node; its real new name."""
    return cmds.rename(node, name)


def put_default(shape: str) -> None:
    """Shade a shape as Maya shades what it makes."""
    cmds.sets(shape, edit=True, forceElement="initialShadingGroup")
