"""`namespace` and `namespaceInfo`. Names are given without a leading colon, unless an absolute one is wanted."""

from __future__ import annotations

from collections.abc import Mapping

from studio_tools.testing.mayasim import building, naming, referencing
from studio_tools.testing.mayasim.commands.targets import short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Node
from studio_tools.testing.mayasim.refusals import NotSimulated, referenced
from studio_tools.testing.mayasim.session import Session, Simulated, words


def namespace(session: Session, call: Call) -> object:
    """`namespace`: does the one thing that its flags name."""
    if call.is_query:
        return ask(session, call)
    for flag, act in ACTS.items():
        if flag in call.flags:
            return act(session, call)
    raise RuntimeError("namespace: nothing to do was named.")


def ask(session: Session, call: Call) -> object:
    """What is asked of names themselves."""
    if call.on("relativeNames"):
        return bool(session.settings.get("relativeNames"))
    if "isRootNamespace" in call.flags:
        return not call.text("isRootNamespace").strip(":")
    if "exists" in call.flags:
        return exists(session, call)
    raise NotSimulated("namespace(query=True) of anything but relativeNames, exists and isRootNamespace")


def known(session: Session, name: str) -> str:
    """A namespace, made absolute: seen from the current one, else from the root. Raises RuntimeError."""
    for found in (naming.relative(session.scene, name), name.strip(":")):
        if not found or found in session.scene.namespaces:
            return found
    raise RuntimeError(f"No namespace called {name} was found.")


def add(session: Session, call: Call) -> str:
    """Make a namespace. Raises RuntimeError where it is there."""
    parent = known(session, call.text("parent")) if "parent" in call.flags else None
    asked = ":".join(building.legal(part) if part else "" for part in call.text("addNamespace").split(":"))
    found = (
        naming.relative(session.scene, asked)
        if parent is None or asked.startswith(":")
        else f"{parent}:{asked}".strip(":")
    )
    if found in session.scene.namespaces:
        raise RuntimeError(f"Namespace {call.text('add')} already exists.")
    building.make_namespace(session.scene, found)
    return f":{found}" if call.on("absoluteName") else found


def make_current(session: Session, call: Call) -> str:
    """Turn to a namespace."""
    found = known(session, call.text("setNamespace"))
    session.scene.journal.set(session.scene, "namespace", found, counts=False)
    return found or ":"


def exists(session: Session, call: Call) -> bool:
    """Whether a namespace is there, seen from the current one."""
    found = naming.relative(session.scene, call.text("exists"))
    return not found or found in session.scene.namespaces


def valid(session: Session, call: Call) -> str:
    """A name with nothing illegal in it."""
    return ":".join(building.legal(part) for part in call.text("validateName").split(":"))


def relative_names(session: Session, call: Call) -> None:
    """Have names read and given relative to the current namespace."""
    session.settings["relativeNames"] = call.on("relativeNames")


def inside(session: Session, space: str) -> list[Node]:
    """The nodes in a namespace or below it."""
    return [node for node in session.scene.all() if referencing.is_within(node.namespace, space)]


def move(session: Session, call: Call) -> None:
    """Move what is in one namespace into another. Raises RuntimeError on names that clash, unless forced."""
    pair = call.flags["moveNamespace"]
    assert isinstance(pair, list | tuple)
    source, target = known(session, str(pair[0])), known(session, str(pair[1]))
    shift(session, source, target, is_forced=call.on("force"))


def shift(session: Session, source: str, target: str, *, is_forced: bool) -> None:
    """Rename all that is in *source* into *target*."""
    for node in inside(session, source):
        if node.reference is not None:
            raise referenced(short(session, node), "namespace")
        rest = node.name[len(source) :].lstrip(":")
        name = f"{target}:{rest}" if target else rest
        space = name.rpartition(":")[0]
        if building.is_taken(session.scene, name, node.parent, node.is_dag, node) and not is_forced:
            raise RuntimeError(f"Cannot move {node.name}: {name} is there already.")
        building.make_namespace(session.scene, space)
        free = building.free_name(session.scene, name, parent=node.parent, is_dag=node.is_dag, of=node)
        building.rename_node(session.scene, node, free)


def remove(session: Session, call: Call) -> None:
    """Remove a namespace: an empty one, or with its content deleted or merged elsewhere."""
    scene, space = session.scene, known(session, call.text("removeNamespace"))
    if not space:
        raise RuntimeError("The root namespace cannot be removed.")
    if space in ("UI", "shared") or any(referencing.is_within(each.namespace, space) for each in scene.references):
        raise RuntimeError(f"The namespace {space} is in use and cannot be removed.")
    if call.on("deleteNamespaceContent"):
        for node in inside(session, space):
            if node.serial in scene.nodes:
                building.remove_node(scene, node)
    elif call.on("mergeNamespaceWithParent"):
        shift(session, space, space.rpartition(":")[0], is_forced=True)
    elif call.on("mergeNamespaceWithRoot"):
        shift(session, space, "", is_forced=True)
    elif "mergeNamespaceWithOther" in call.flags:
        shift(session, space, known(session, call.text("mergeNamespaceWithOther")), is_forced=True)
    if inside(session, space) or any(each.startswith(f"{space}:") for each in scene.namespaces if not is_cleared(call)):
        raise RuntimeError(f"The namespace '{space}' is not empty.")
    for each in [name for name in scene.namespaces if referencing.is_within(name, space)]:
        scene.journal.drop(scene.namespaces, each)
    if referencing.is_within(scene.namespace, space):
        scene.journal.set(scene, "namespace", space.rpartition(":")[0])


def is_cleared(call: Call) -> bool:
    """Whether the call says what becomes of the content."""
    return any(flag in call.flags for flag in CLEARED)


def rename(session: Session, call: Call) -> None:
    """Give a namespace another last name."""
    pair = call.flags["rename"]
    assert isinstance(pair, list | tuple)
    source = known(session, str(pair[0]))
    above = naming.relative(session.scene, call.text("parent")) if "parent" in call.flags else source.rpartition(":")[0]
    target = f"{above}:{pair[1]}".strip(":")
    if target in session.scene.namespaces:
        raise RuntimeError(f"Namespace {pair[1]} already exists.")
    building.make_namespace(session.scene, target)
    for reference in session.scene.references:
        if referencing.is_within(reference.namespace, source):
            session.scene.journal.set(reference, "namespace", target + reference.namespace[len(source) :])
    for node in inside(session, source):
        building.rename_node(session.scene, node, target + node.name[len(source) :])
    for each in [name for name in session.scene.namespaces if referencing.is_within(name, source)]:
        building.make_namespace(session.scene, target + each[len(source) :])
        session.scene.journal.drop(session.scene.namespaces, each)


def namespace_info(session: Session, call: Call) -> object:
    """`namespaceInfo`: what is in a namespace, or how it is called; None when nothing is in it."""
    scene = session.scene
    if call.on("currentNamespace"):
        return named(call, scene.namespace)
    space = known(session, call.names[0]) if call.names else scene.namespace
    if call.on("isRootNamespace"):
        return not space
    if call.on("parent"):
        return named(call, space.rpartition(":")[0])
    if any(flag.startswith("list") for flag in call.flags):
        return content(session, call, space)
    return named(call, space)


def named(call: Call, space: str) -> str:
    """A namespace's name in the form that the call wants."""
    if call.on("absoluteName"):
        return f":{space}"
    if call.on("baseName") or call.on("shortName"):
        return space.rpartition(":")[2] or ":"
    return space or ":"


def content(session: Session, call: Call, space: str) -> list[str] | None:
    """The namespaces and nodes in one."""
    spaces = [
        each for each in session.scene.namespaces if is_in(call, each.rpartition(":")[0], space) and each != space
    ]
    nodes = [node for node in session.scene.all() if is_in(call, node.namespace, space)]
    names: list[str] = []
    if not call.on("listOnlyDependencyNodes"):
        names += [f":{each}" if call.on("absoluteName") else each for each in spaces]
    if not call.on("listOnlyNamespaces"):
        names += [naming.path_name(node) if call.on("dagPath") else short(session, node) for node in nodes]
    return names or None


def is_in(call: Call, namespace: str, space: str) -> bool:
    """Whether a namespace is the one asked, or below it where the call wants that."""
    if call.on("recurse"):
        return not space or referencing.is_within(namespace, space)
    return namespace == space


CLEARED = (
    "deleteNamespaceContent",
    "mergeNamespaceWithParent",
    "mergeNamespaceWithRoot",
    "mergeNamespaceWithOther",
)
ACTS = {
    "addNamespace": add,
    "setNamespace": make_current,
    "exists": exists,
    "validateName": valid,
    "relativeNames": relative_names,
    "moveNamespace": move,
    "removeNamespace": remove,
    "rename": rename,
}
COMMANDS: Mapping[str, Simulated] = {
    "namespace": Simulated(
        call=namespace,
        flags=words(
            """addNamespace setNamespace exists validateName relativeNames moveNamespace removeNamespace rename
            parent force absoluteName deleteNamespaceContent mergeNamespaceWithParent mergeNamespaceWithRoot
            mergeNamespaceWithOther isRootNamespace"""
        ),
    ),
    "namespaceInfo": Simulated(
        call=namespace_info,
        flags=words(
            """currentNamespace isRootNamespace parent listNamespace listOnlyNamespaces listOnlyDependencyNodes
            recurse absoluteName baseName shortName fullName dagPath internal"""
        ),
        is_silent=True,
    ),
}
