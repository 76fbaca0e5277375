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


def plain_sets(names: Sequence[str]) -> list[str]:
    """Those of some nodes that are sets and no more: shading groups, layers and deformers hold things as sets do."""
    return cmds.ls(*names, exactType="objectSet", long=True) if names else []


def seen_shapes(names: Sequence[str]) -> list[str]:
    """The shapes among some nodes, those alone that are seen."""
    return cmds.ls(*names, type="shape", noIntermediate=True, long=True) if names else []


def sets_among(names: Sequence[str]) -> list[str]:
    """The sets among some nodes, and the sets in those."""
    found: dict[str, None] = {}
    waiting = plain_sets(names)
    while waiting:
        found.update(dict.fromkeys(waiting))
        inside = [name for group in waiting for name in _members(group)]
        waiting = [each for each in plain_sets(inside) if each not in found]
    return list(found)


def inside(names: Sequence[str]) -> list[str]:
    """The nodes that the sets among some nodes hold, with full paths; of shapes their transforms."""
    groups = sets_among(names)
    held = dict.fromkeys(name for group in groups for name in _members(group) if name not in groups)
    shapes = {*of_type("shape", list(held))}
    return list(dict.fromkeys(name.rpartition("|")[0] if name in shapes else name for name in held))


def _members(group: str) -> list[str]:
    found = cmds.sets(group, query=True) or []
    return cmds.ls(*found, long=True, objectsOnly=True) if found else []


def take_out(group: str, names: Sequence[str]) -> None:
    """Take nodes out of a set."""
    cmds.sets(list(names), remove=group)


def take_out_of(group: str, names: Sequence[str]) -> None:
    """Take those out of a set that are in it, by themselves or by their shapes."""
    wanted, members = {*names}, _members(group)
    shapes = {*of_type("shape", members)}
    inside = [each for each in members if (each.rpartition("|")[0] if each in shapes else each) in wanted]
    if inside:
        take_out(group, inside)


def put_in(group: str, names: Sequence[str]) -> None:
    """Put nodes into a set; sets as themselves."""
    cmds.sets(list(names), addElement=group)


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
