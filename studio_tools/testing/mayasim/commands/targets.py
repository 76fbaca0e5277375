"""What a command speaks of: the nodes and plugs it names, or the selection."""

from __future__ import annotations

from collections.abc import Iterable

from studio_tools.testing.mayasim import naming, plugs
from studio_tools.testing.mayasim.model import Node
from studio_tools.testing.mayasim.refusals import many_objects, no_object
from studio_tools.testing.mayasim.session import Session


def short(session: Session, node: Node) -> str:
    """The name that Maya answers with: as short as is unique, relative to the current namespace where asked."""
    name = naming.short_name(session.scene, node)
    space = session.scene.namespace
    if session.settings.get("relativeNames") and space and name.startswith(f"{space}:"):
        return name[len(space) + 1 :]
    return name


def spoken(session: Session, node: Node, *, is_long: bool = False) -> str:
    """The name that Maya answers with, or the full path where asked."""
    return naming.path_name(node) if is_long else short(session, node)


def absolute(session: Session, name: str) -> str:
    """A name as the root reads it; in relative mode names are read from the current namespace."""
    if not session.settings.get("relativeNames") or not session.scene.namespace:
        return name
    return "|".join(
        f"{session.scene.namespace}:{part}" if part and not part.startswith(":") else part for part in name.split("|")
    )


def find(session: Session, name: str) -> list[Node]:
    """All nodes that a name or pattern means."""
    return naming.find(session.scene, absolute(session, naming.split_plug(name)[0]))


def node_named(session: Session, name: str) -> Node:
    """The node of a name. Raises ValueError when there is none, or more than one."""
    found = find(session, name)
    if not found:
        raise no_object(name)
    if len(found) > 1:
        raise many_objects(name)
    return found[0]


def nodes_named(session: Session, names: Iterable[str]) -> list[Node]:
    """The nodes of names and patterns, each once. Raises ValueError when a name means nothing."""
    found: dict[Node, None] = {}
    for name in names:
        here = find(session, name)
        if not here:
            raise no_object(name)
        if len(here) > 1 and not any(letter in name for letter in "*?"):
            raise many_objects(name)
        found.update(dict.fromkeys(here))
    return list(found)


def given(session: Session, names: list[str]) -> list[Node]:
    """The nodes that a call names, or the selected ones. Raises RuntimeError when there are none."""
    found = nodes_named(session, names or session.scene.selection)
    if not found:
        raise RuntimeError("No object was specified and none is selected.")
    return found


def plug_named(session: Session, name: str) -> tuple[Node, str]:
    """The node and path of a plug's name. Raises ValueError when there is no such attribute."""
    node_name, path = naming.split_plug(name)
    node = node_named(session, node_name)
    if not path or not plugs.exists(session.schema(), node, path):
        raise no_object(name)
    return node, plugs.canonical(session.schema(), node, path)
