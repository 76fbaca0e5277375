"""What hangs where: the world, parents, children, sets, names and namespaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maya import cmds

CAMERAS = ("persp", "top", "front", "side", "back", "bottom", "left", "right")
"""What Maya's own cameras are called."""


def in_the_world() -> list[str]:
    """What hangs directly in the world, but Maya's own cameras."""
    own = {f"|{name}" for name in CAMERAS}
    return [name for name in cmds.ls(assemblies=True, long=True) if name not in own]


def with_all_below(names: Sequence[str]) -> list[str]:
    """Some nodes and all that hangs below them, with full paths, each once; nodes out of the hierarchy as they are."""
    found: dict[str, None] = {}
    for name in names:
        found[name] = None
        if name.startswith("|"):
            found.update(dict.fromkeys(cmds.ls(name, dagObjects=True, long=True)))
    return list(found)


def full_names(names: Iterable[str]) -> dict[str, str]:
    """The full name of each; "" for one that is gone."""
    found = {name: cmds.ls(name, long=True) for name in names}
    return {name: (full[0] if full else "") for name, full in found.items()}


def of_type(kind: str, names: Sequence[str]) -> list[str]:
    """Those of some nodes that are of a type, or of one that derives from it."""
    return cmds.ls(*names, type=kind, long=True) if names else []


def seen_shapes(names: Sequence[str]) -> list[str]:
    """The shapes among some nodes, those alone that are seen."""
    return cmds.ls(*names, type="shape", noIntermediate=True, long=True) if names else []


def take_out(group: str, names: Sequence[str]) -> None:
    """Take nodes out of a set."""
    cmds.sets(list(names), remove=group)


def rename(node: str, name: str) -> str:
    """Rename a node; its real new name."""
    return cmds.rename(node, name)


def namespaces() -> list[str]:
    """All namespaces but Maya's own, the deepest first."""
    names = cmds.namespaceInfo(listOnlyNamespaces=True, recurse=True) or []
    return sorted((each for each in names if each not in ("UI", "shared")), key=lambda each: -each.count(":"))


def dissolve(namespace: str) -> None:
    """Take a namespace away; what is in it moves to the root."""
    cmds.namespace(removeNamespace=namespace, mergeNamespaceWithRoot=True)
