"""How a scene changes: nodes made, named, moved and deleted, connections drawn and cut. All of it can be undone.

Not here: what Maya allows (the commands), what a name means (`naming`).
"""

from __future__ import annotations

import hashlib
import re

from studio_tools.testing.mayasim.model import Connection, Node, Reference, Scene

ILLEGAL = re.compile(r"[^A-Za-z0-9_]")
NUMBER = re.compile(r"^(.*?)(\d*)$")


def legal(name: str) -> str:
    """Make a name without namespace legal as Maya does. Raises RuntimeError when nothing is left."""
    made = ILLEGAL.sub("_", name)
    if not made.strip("_") and not name.strip("_") == "":
        raise RuntimeError("New name has no legal characters.")
    return f"_{made[1:]}" if made[:1].isdigit() else made


def make_namespace(scene: Scene, name: str) -> None:
    """Make a namespace and those it lies in, where missing."""
    parts = name.split(":")
    for depth in range(1, len(parts) + 1):
        path = ":".join(parts[:depth])
        if path and path not in scene.namespaces:
            scene.journal.put(scene.namespaces, path, None)


def full_name(scene: Scene, asked: str) -> str:
    """The name a new node gets: its namespace is the current one unless the asked name says another."""
    head, _, leaf = asked.rpartition(":")
    inner = ":".join(part for part in (scene.namespace, head) if part)
    space = head.strip(":") if asked.startswith(":") else inner
    make_namespace(scene, space)
    return f"{space}:{legal(leaf)}" if space else legal(leaf)


def free_name(
    scene: Scene, name: str, *, parent: Node | None = None, is_dag: bool = False, of: Node | None = None
) -> str:
    """The first free name: nodes in the hierarchy share one with others elsewhere, never with a sibling."""
    if not is_taken(scene, name, parent, is_dag, of):
        return name
    matched = NUMBER.match(name)
    assert matched is not None
    stem, number = matched.group(1), int(matched.group(2) or 0)
    while is_taken(scene, f"{stem}{number + 1}", parent, is_dag, of):
        number += 1
    return f"{stem}{number + 1}"


def is_taken(scene: Scene, name: str, parent: Node | None, is_dag: bool, of: Node | None) -> bool:
    """Whether a node other than *of* stands in the way."""
    others = [node for node in scene.named(name) if node is not of]
    return any(not (is_dag and other.is_dag) or other.parent is parent for other in others)


def fake_uuid(name: str, serial: int) -> str:
    """An id that is the same in every run."""
    digest = hashlib.sha256(f"{name}/{serial}".encode("utf-8", "surrogateescape")).hexdigest().upper()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"


def add_node(
    scene: Scene,
    type_name: str,
    name: str,
    *,
    is_dag: bool = False,
    parent: Node | None = None,
    reference: Reference | None = None,
) -> Node:
    """Add a node under exactly this full name."""
    serial = scene.serials
    scene.serials += 1
    node = Node(
        serial=serial, type=type_name, name=name, uuid=fake_uuid(name, serial), is_dag=is_dag, reference=reference
    )
    journal = scene.journal
    journal.put(scene.nodes, serial, node)
    index(scene, node)
    if is_dag:
        attach(scene, node, parent)
    if reference is not None:
        journal.insert(reference.nodes, node)
    return node


def index(scene: Scene, node: Node) -> None:
    """Make a node findable by its name."""
    scene.journal.insert(scene.by_name.setdefault(node.name, []), node)


def unindex(scene: Scene, node: Node) -> None:
    """Make a node unfindable."""
    scene.journal.remove(scene.by_name[node.name], node)


def attach(scene: Scene, node: Node, parent: Node | None) -> None:
    """Put a node below *parent*, or below the world."""
    scene.journal.set(node, "parent", parent)
    scene.journal.insert(parent.children if parent else scene.world, node)


def detach(scene: Scene, node: Node) -> None:
    """Take a node out of the hierarchy."""
    scene.journal.remove(node.parent.children if node.parent else scene.world, node)
    scene.journal.set(node, "parent", None)


def move_node(scene: Scene, node: Node, parent: Node | None) -> None:
    """Move a node in the hierarchy; it takes another name where a sibling has its own."""
    detach(scene, node)
    rename_node(scene, node, free_name(scene, node.name, parent=parent, is_dag=True, of=node))
    attach(scene, node, parent)


def rename_node(scene: Scene, node: Node, name: str) -> None:
    """Give a node another full name."""
    if name == node.name:
        return
    unindex(scene, node)
    scene.journal.set(node, "name", name)
    index(scene, node)


def remove_node(scene: Scene, node: Node) -> None:
    """Remove a node with its connections, and those below it."""
    for child in list(node.children):
        remove_node(scene, child)
    for connection in dict.fromkeys([*scene.inputs(node), *scene.outs(node)]):
        disconnect(scene, connection)
    if node.is_dag:
        detach(scene, node)
    unindex(scene, node)
    if node.reference is not None:
        scene.journal.remove(node.reference.nodes, node)
    scene.journal.drop(scene.nodes, node.serial)


def connect(scene: Scene, connection: Connection) -> None:
    """Draw a connection; what drove its target before is cut."""
    arriving = scene.connections.setdefault(connection.target.serial, {})
    if connection.into in arriving:
        disconnect(scene, arriving[connection.into])
    scene.journal.put(arriving, connection.into, connection)
    scene.journal.insert(scene.outputs.setdefault(connection.source.serial, []), connection)


def disconnect(scene: Scene, connection: Connection) -> None:
    """Cut a connection."""
    scene.journal.drop(scene.connections[connection.target.serial], connection.into)
    scene.journal.remove(scene.outputs[connection.source.serial], connection)
