"""References: made, loaded, unloaded, switched, removed, imported; with the namespaces and copies they bring.

All of it can be undone here; whether the real program undoes it is not confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from studio_tools.testing.mayasim import building, edits, naming
from studio_tools.testing.mayasim.loading import AskedReference, Reading, statements
from studio_tools.testing.mayasim.model import Connection, Edit, Node, Reference, Requirement, Scene, Word
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.schema import Schema
from studio_tools.testing.mayasim.session import Session

READABLE = frozenset({"mayaAscii"})
BY_SUFFIX = {
    ".ma": "mayaAscii",
    ".mb": "mayaBinary",
    ".fbx": "FBX",
    ".abc": "Alembic",
    ".usd": "USD Import",
    ".usda": "USD Import",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What a file that is read needs of the session."""

    session: Session

    @property
    def scene(self) -> Scene:
        return self.session.scene

    def schema(self) -> Schema:
        return self.session.schema()

    def need_plug_in(self, requirement: Requirement) -> None:
        self.session.need_plug_in(requirement)

    def warn(self, text: str) -> None:
        self.session.warn(text)

    def bring(self, asked: AskedReference, into: Reading) -> None:
        """Make a reference of a file that is being read."""
        parent = into.reference
        space = ":".join(part for part in (into.namespace, asked.namespace) if part)
        name = into.place(asked.node)
        reference = make_reference(self.session, asked, space, node_name=name, parent=parent)
        too_deep = into.depth is not None and len(list(reference.line())) > into.depth
        if not (asked.is_deferred or too_deep):
            load(self.session, reference, depth=into.depth, states=into.states)


def file_type(path: str) -> str:
    """The type that a file's suffix says."""
    return BY_SUFFIX.get(PurePosixPath(path).suffix.lower(), "mayaAscii")


def free_namespace(session: Session, wanted: str) -> str:
    """A namespace that nothing is in yet."""
    if wanted not in session.scene.namespaces:
        return wanted
    number = 1
    while f"{wanted}{number}" in session.scene.namespaces:
        number += 1
    return f"{wanted}{number}"


def make_reference(
    session: Session, asked: AskedReference, namespace: str, *, node_name: str, parent: Reference | None
) -> Reference:
    """Make a reference node and what we know of it; nothing is read yet."""
    scene = session.scene
    resolved = session.resolve(asked.path)
    node = building.add_node(scene, "reference", building.free_name(scene, node_name), reference=parent)
    taken = {each.copy for each in scene.references if each.resolved == resolved}
    reference = Reference(
        node=node,
        path=asked.path,
        resolved=resolved,
        namespace="" if asked.prefix else namespace,
        prefix=asked.prefix,
        type=asked.type,
        options=asked.options,
        copy=next(number for number in range(len(taken) + 1) if number not in taken),
        parent=parent,
    )
    if reference.namespace:
        building.make_namespace(scene, reference.namespace)
    scene.journal.insert(scene.references, reference)
    scene.journal.set(node, "is_locked", True)
    return reference


def load(
    session: Session, reference: Reference, *, depth: int | None = None, states: dict[str, bool] | None = None
) -> list[Node]:
    """Read a reference's file. What is not found leaves it unloaded, with a warning."""
    if not session.faults.is_file(reference.resolved):
        session.warn(f"Could not find the referenced file {reference.resolved}; {reference.node.name} is not loaded.")
        return []
    if any(above.resolved == reference.resolved for above in list(reference.line())[1:]):
        session.warn(f"{reference.resolved} references itself; {reference.node.name} is not loaded.")
        return []
    if reference.type not in READABLE or file_type(reference.resolved) not in READABLE:
        raise NotSimulated(f"reading {reference.resolved} ({reference.type})")
    session.scene.journal.set(reference, "is_loaded", True)
    reading = Reading(
        stage=Stage(session),
        path=reference.resolved,
        namespace=parent_namespace(reference) if reference.prefix else reference.namespace,
        prefix=f"{reference.prefix}_" if reference.prefix else "",
        reference=reference,
        depth=depth,
        states=dict(states or {}),
    )
    reading.run(statements(session.path(reference.resolved)))
    edits.apply(session.schema(), session.scene, list(reference.line())[-1])
    return reading.made


def parent_namespace(reference: Reference) -> str:
    """The namespace that a reference itself is in."""
    return reference.parent.namespace if reference.parent else ""


def below(session: Session, reference: Reference) -> list[Reference]:
    """The references nested in one."""
    return [each for each in session.scene.references if each is not reference and reference in each.line()]


def unload(session: Session, reference: Reference) -> None:
    """Take away what a reference brought; its node, its edits and its namespace stay."""
    scene = session.scene
    for nested in reversed(below(session, reference)):
        empty(session, nested)
        scene.journal.remove(scene.references, nested)
    keep_crossing(scene, reference)
    empty(session, reference)
    scene.journal.set(reference, "is_loaded", False)


def keep_crossing(scene: Scene, reference: Reference) -> None:
    """Keep connections of the scene's own nodes with those of a reference, to draw them again when it loads."""
    for connection in scene.every_connection():
        ends = [each for each in (connection.source, connection.target) if each.reference is not None]
        inside = any(reference in each.reference.line() for each in ends if each.reference is not None)
        if connection.reference is None and inside:
            words = (Word(f"{naming.path_name(connection.source)}.{connection.out}", True),)
            edit = Edit("connectAttr", f"{naming.path_name(connection.target)}.{connection.into}", words)
            if edit not in reference.edits:
                scene.journal.insert(reference.edits, edit)


def empty(session: Session, reference: Reference) -> None:
    """Remove the nodes that a reference brought. A scene's own nodes below them move to the world."""
    scene = session.scene
    for node in list(reference.nodes):
        if node.serial not in scene.nodes:
            continue
        for child in list(node.children):
            if child.reference is None:
                building.move_node(scene, child, None)
        if node.serial in scene.nodes:
            building.remove_node(scene, node)


def remove(session: Session, reference: Reference) -> None:
    """Remove a reference with its node and, where it is empty, its namespace."""
    scene = session.scene
    unload(session, reference)
    scene.journal.remove(scene.references, reference)
    scene.journal.set(reference.node, "is_locked", False)
    building.remove_node(scene, reference.node)
    drop_namespace(scene, reference.namespace)


def drop_namespace(scene: Scene, namespace: str) -> None:
    """Remove a namespace, and those in it, where no node is in it."""
    if not namespace or any(is_within(node.namespace, namespace) for node in scene.nodes.values()):
        return
    for each in [name for name in scene.namespaces if is_within(name, namespace)]:
        scene.journal.drop(scene.namespaces, each)


def is_within(namespace: str, outer: str) -> bool:
    """Whether a namespace is *outer* or lies in it."""
    return namespace == outer or namespace.startswith(f"{outer}:")


def point(session: Session, reference: Reference, path: str, type_name: str) -> None:
    """Point a reference at another file; namespace and edits stay."""
    resolved = session.resolve(path)
    taken = {each.copy for each in session.scene.references if each is not reference and each.resolved == resolved}
    copy = next(number for number in range(len(taken) + 1) if number not in taken)
    for name, value in (("path", path), ("resolved", resolved), ("type", type_name), ("copy", copy)):
        session.scene.journal.set(reference, name, value)


def own(session: Session, reference: Reference) -> None:
    """Make what a reference brought the scene's own; nested references become the scene's own references."""
    scene = session.scene
    for nested in below(session, reference):
        if nested.parent is reference:
            scene.journal.set(nested, "parent", reference.parent)
            scene.journal.set(nested.node, "reference", reference.parent)
    for node in list(reference.nodes):
        scene.journal.remove(reference.nodes, node)
        scene.journal.set(node, "reference", reference.parent)
        if reference.parent is not None:
            scene.journal.insert(reference.parent.nodes, node)
    for connection in scene.every_connection():
        if connection.reference is reference:
            building.disconnect(scene, connection)
            ends = (connection.source, connection.out, connection.target, connection.into)
            building.connect(scene, Connection(*ends, connection.is_next, reference.parent))
    scene.journal.remove(scene.references, reference)
    scene.journal.set(reference.node, "is_locked", False)
    building.remove_node(scene, reference.node)


def find(session: Session, name: str) -> Reference | None:
    """The reference that a reference node, a referenced node or a file name means."""
    scene = session.scene
    nodes = scene.named(name)
    if nodes and nodes[0].type == "reference":
        own = next((each for each in scene.references if each.node is nodes[0]), None)
        if own is not None:
            return own
    for reference in scene.references:
        if name in (reference.node.name, reference.file_name, reference.stored_name):
            return reference
    nodes = naming.find(scene, naming.split_plug(name)[0]) if "/" not in name else []
    if nodes:
        return nodes[0].reference
    wanted = name.rpartition("/")[2]
    for reference in scene.references:
        copy = f"{{{reference.copy}}}" if reference.copy else ""
        if f"{PurePosixPath(reference.resolved).name}{copy}" == wanted and (
            "/" not in name or same(session, name, reference)
        ):
            return reference
    return None


def same(session: Session, name: str, reference: Reference) -> bool:
    """Whether a written path leads to a reference's file."""
    plain = name.rpartition("{")[0] if name.endswith("}") else name
    return session.resolve(plain) == reference.resolved
