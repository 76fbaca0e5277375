"""What there is: `ls` and its kin. The empty answer is a list for `ls`, None for the others, as in Maya."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from studio_tools.testing.mayasim import naming, plugs, topology
from studio_tools.testing.mayasim.commands.targets import absolute, find, node_named, short, spoken
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Connection, Node
from studio_tools.testing.mayasim.refusals import NotSimulated, no_object
from studio_tools.testing.mayasim.session import Session, Simulated, words

GEOMETRY = ("mesh", "nurbsSurface", "nurbsCurve", "bezierCurve", "subdiv")
SPECIAL = ("sharedReferenceNode", "_UNKNOWN_REF_NODE_")


def ls(session: Session, call: Call) -> object:
    """`ls`: nodes by name, type and kind; always a list."""
    nodes = base(session, call)
    if call.on("dagObjects"):
        nodes = list(dict.fromkeys(each for node in nodes if node.is_dag for each in (node, *node.below())))
    for test in tests(session, call):
        nodes = [node for node in nodes if test(node)]
    if "tail" in call.flags or "head" in call.flags:
        count = int(call.number("tail" if "tail" in call.flags else "head"))
        nodes = nodes[-count:] if "tail" in call.flags else nodes[:count]
    return answers(session, call, nodes) + selected_parts(session, call)


def base(session: Session, call: Call) -> list[Node]:
    """The nodes that a call starts from."""
    if call.on("selection") or call.on("orderedSelection"):
        chosen = [node for name in session.scene.selection for node in naming.find(session.scene, name)]
        if call.names:
            wanted = set(matching(session, call))
            return [node for node in chosen if node in wanted]
        return chosen
    if call.args:
        return matching(session, call)
    return session.scene.all()


def matching(session: Session, call: Call) -> list[Node]:
    """The nodes that the names mean; a name that means nothing gives nothing."""
    found: dict[Node, None] = {}
    for name in call.names:
        plain = absolute(session, naming.split_plug(name)[0])
        found.update(dict.fromkeys(naming.find(session.scene, plain, recursive=call.on("recursive"))))
    return list(found)


def tests(session: Session, call: Call) -> Iterable[Callable[[Node], bool]]:
    """What a node must be, by the call's flags. Kinds of one call add up: `cameras` or `lights`."""
    schema = session.schema()
    for word in call.words("type") + call.words("exactType"):
        if not schema.has(word):
            raise RuntimeError(f"Unknown object type: {word}")
    if "type" in call.flags:
        yield lambda node: any(schema.is_a(node.type, word) for word in call.words("type"))
    if "exactType" in call.flags:
        yield lambda node: node.type in call.words("exactType")
    if "excludeType" in call.flags:
        yield lambda node: not any(schema.is_a(node.type, word) for word in call.words("excludeType"))
    kinds = [KINDS[flag] for flag in call.flags if flag in KINDS and call.on(flag)]
    if kinds:
        yield lambda node: any(kind(session, node) for kind in kinds)
    if call.on("noIntermediate"):
        yield lambda node: not is_intermediate(node)
    if call.on("referencedNodes"):
        yield lambda node: node.reference is not None
    if call.on("leaf"):
        yield lambda node: node.is_dag and not node.children
    if call.on("visible"):
        yield is_visible


def is_intermediate(node: Node) -> bool:
    """Whether a shape is only kept for its history."""
    plug = node.plugs.get("intermediateObject")
    return bool(plug and plug.value)


def is_visible(node: Node) -> bool:
    """Whether a node and all above it are shown."""
    return node.is_dag and all(
        each.plugs["visibility"].value is not False for each in node.line() if "visibility" in each.plugs
    )


def is_type(*types: str) -> Callable[[Session, Node], bool]:
    """A test for types and what derives from them."""
    return lambda session, node: any(session.schema().is_a(node.type, each) for each in types)


def is_listed(name: str) -> Callable[[Session, Node], bool]:
    """A test for shading nodes by what they are used as."""
    kinds = {
        "defaultTextureList1": ("texture2d", "texture3d", "textureEnv"),
        "defaultShaderList1": ("lambert", "standardSurface"),
    }
    return is_type(*kinds[name])


def is_assembly(session: Session, node: Node) -> bool:
    """Whether a node lies directly below the world."""
    return node.is_dag and node.parent is None


def is_camera(session: Session, node: Node) -> bool:
    """Whether a node is a camera's shape."""
    return session.schema().is_a(node.type, "camera")


def is_real_reference(session: Session, node: Node) -> bool:
    """Whether a reference node stands for a file."""
    return any(reference.node is node for reference in session.scene.references)


KINDS: Mapping[str, Callable[[Session, Node], bool]] = {
    "shapes": is_type("shape"),
    "transforms": is_type("transform"),
    "cameras": is_camera,
    "lights": is_type("light"),
    "geometry": is_type(*GEOMETRY),
    "sets": is_type("objectSet"),
    "materials": is_listed("defaultShaderList1"),
    "textures": is_listed("defaultTextureList1"),
    "assemblies": is_assembly,
    "references": is_real_reference,
    "readOnly": lambda session, node: node.reference is not None,
    "lockedNodes": lambda session, node: node.is_locked,
    "defaultNodes": lambda session, node: node.is_default,
    "undeletable": lambda session, node: node.is_default,
}


def answers(session: Session, call: Call, nodes: list[Node]) -> list[str]:
    """The names of nodes, in the form that the call wants."""
    if call.on("uuid"):
        return [node.uuid for node in nodes]
    names: list[str] = []
    for node in nodes:
        name = spoken(session, node, is_long=call.on("long"))
        names.append(f":{name}" if call.on("absoluteName") and not name.startswith("|") else name)
        if call.on("showType"):
            names.append(node.type)
        if call.on("showNamespace"):
            names.append(shown_namespace(session, node))
    return names


def shown_namespace(session: Session, node: Node) -> str:
    """A node's namespace, seen from the current one in relative mode."""
    space, current = node.namespace, session.scene.namespace
    if session.settings.get("relativeNames") and current:
        return space[len(current) :].lstrip(":") if space.startswith(current) else f":{space}"
    return space or ":"


def list_relatives(session: Session, call: Call) -> object:
    """`listRelatives`: those above or below; None when there are none."""
    names = call.names or session.scene.selection
    found: dict[Node, None] = {}
    for name in names:
        found.update(dict.fromkeys(relatives(session, call, node_named(session, name))))
    nodes = [node for node in found if fits(session, call, node)]
    if call.on("path") or call.on("fullPath"):
        return [spoken(session, node, is_long=call.on("fullPath")) for node in nodes] or None
    return [short(session, node) if call.on("parent") else node.name for node in nodes] or None


def relatives(session: Session, call: Call, node: Node) -> list[Node]:
    """Those that a call asks of one node."""
    if call.on("parent") or call.on("allParents"):
        return [node.parent] if node.parent else []
    if call.on("allDescendents"):
        return list(reversed(list(node.below())))
    if call.on("shapes"):
        return [child for child in node.children if session.schema().is_a(child.type, "shape")]
    return list(node.children)


def fits(session: Session, call: Call, node: Node) -> bool:
    """Whether a relative is of the asked types."""
    if call.on("noIntermediate") and is_intermediate(node):
        return False
    schema, words = session.schema(), call.words("type")
    return not words or any(schema.is_a(node.type, word) for word in words)


def list_connections(session: Session, call: Call) -> object:
    """`listConnections`: what is connected to nodes or plugs; None when nothing is."""
    wants_source, wants_target = bool(call.flags.get("source", True)), bool(call.flags.get("destination", True))
    names: list[str] = []
    for name in call.names or session.scene.selection:
        node, path = node_named(session, name), naming.split_plug(name)[1]
        for own, other in pairs(session, node, wants_source, wants_target):
            if not path or touches(session, node, path, own):
                names += shown_pair(session, call, node, own, other)
    return names or None


def pairs(session: Session, node: Node, wants_source: bool, wants_target: bool) -> list[tuple[str, tuple[Node, str]]]:
    """The connections of a node as its own plug and the other end."""
    arriving: list[Connection] = session.scene.inputs(node) if wants_source else []
    leaving = session.scene.outs(node) if wants_target else []
    return [(each.into, (each.source, each.out)) for each in arriving] + [
        (each.out, (each.target, each.into)) for each in leaving
    ]


def touches(session: Session, node: Node, path: str, own: str) -> bool:
    """Whether a connection's plug is the asked one or part of it."""
    schema = session.schema()
    spelled = plugs.canonical(schema, node, path)
    attribute = plugs.last_attribute(schema, node, spelled)
    parts = {child.long for child in plugs.children(schema, node, attribute)} if attribute else set()
    return own == spelled or own.startswith((f"{spelled}[", f"{spelled}.")) or own in parts


def shown_pair(session: Session, call: Call, node: Node, own: str, other: tuple[Node, str]) -> list[str]:
    """A connection in the form that the call wants. Empty where its type is not asked."""
    far, path = other
    schema = session.schema()
    if "type" in call.flags and not schema.is_a(far.type, call.text("type")):
        return []
    if call.on("exactType") and far.type != call.text("type"):
        return []
    if not call.on("shapes") and not call.on("plugs") and schema.is_a(far.type, "shape") and far.parent:
        far = far.parent
    name = spoken(session, far, is_long=call.on("fullNodeName"))
    shown = f"{name}.{path}" if call.on("plugs") else name
    return [f"{short(session, node)}.{own}", shown] if call.on("connections") else [shown]


def list_history(session: Session, call: Call) -> object:
    """`listHistory`: what made a node, nearest first; None when nothing did."""
    if set(call.flags) - {"future", "pruneDagObjects", "levels", "interestLevel", "allConnections"}:
        raise NotSimulated("listHistory with such flags")
    found: dict[Node, None] = {}
    for name in call.names or session.scene.selection:
        start = node_named(session, name)
        walk(session, start, call, found, int(call.number("levels")) or 10_000)
        for child in start.children if start.type == "transform" else ():
            walk(session, child, call, found, int(call.number("levels")) or 10_000)
            found.pop(start, None)
    nodes = [node for node in found if not (call.on("pruneDagObjects") and node.is_dag)]
    return [short(session, node) for node in nodes] or None


def walk(session: Session, node: Node, call: Call, found: dict[Node, None], levels: int) -> None:
    """Follow connections against or along their direction."""
    waiting = [(node, 0)]
    while waiting:
        here, depth = waiting.pop(0)
        if here in found:
            continue
        found[here] = None
        if depth + 1 < levels:
            further = session.scene.outs(here) if call.on("future") else session.scene.inputs(here)
            waiting += [((each.target if call.on("future") else each.source), depth + 1) for each in further]


def select(session: Session, call: Call) -> object:
    """`select`: change the selection. Raises ValueError for what is not there, TypeError for nothing at all."""
    scene, old = session.scene, session.scene.selection
    if call.on("clear"):
        chosen: list[str] = []
    elif call.on("all") or call.on("allDagObjects"):
        chosen = [naming.path_name(node) for node in scene.world if not node.is_default]
    else:
        named = picked(session, call)
        if call.on("add"):
            chosen = list(dict.fromkeys([*old, *named]))
        elif call.on("deselect"):
            chosen = [name for name in old if name not in named]
        elif call.on("toggle"):
            chosen = [name for name in old if name not in named] + [name for name in named if name not in old]
        else:
            chosen = named
    scene.journal.set(scene, "selection", chosen, counts=False)
    session.messages.happen("SelectionChanged")
    return None


def picked(session: Session, call: Call) -> list[str]:
    """The names to select; a set stands for its members unless told otherwise."""
    if not call.args:
        raise TypeError("Nothing to select was named.")
    names: list[str] = []
    for name in call.names:
        nodes = find(session, name)
        if not nodes:
            raise no_object(name)
        if "." in name:
            names.append(picked_part(session, nodes[0], name))
            continue
        for node in nodes:
            is_set = session.schema().is_a(node.type, "objectSet") and not call.on("noExpand")
            inside = session.members(node) if is_set else [node]
            names += [naming.path_name(each) for each in inside]
    return names


def picked_part(session: Session, node: Node, name: str) -> str:
    """The part of a mesh that a name means. Raises ValueError for one that it does not have."""
    path = naming.split_plug(name)[1]
    if topology.PART.fullmatch(path) is None:
        raise NotSimulated(f"selecting {name}: only whole nodes and single parts of meshes are selected here")
    if not topology.has_part(session.scene, node, path):
        raise no_object(name)
    return f"{naming.path_name(node)}.{path}"


def selected_parts(session: Session, call: Call) -> list[str]:
    """The parts of meshes among the selection; a call that wants certain nodes gets none."""
    if not call.on("selection") or call.names or set(call.flags) - {"selection", "long"}:
        return []
    parts = [name for name in session.scene.selection if "." in name]
    if call.on("long"):
        return parts
    named = ((find(session, name)[0], naming.split_plug(name)[1]) for name in parts)
    return [f"{short(session, node)}.{path}" for node, path in named]


COMMANDS: Mapping[str, Simulated] = {
    "ls": Simulated(
        call=ls,
        flags=words(
            """selection orderedSelection type exactType excludeType long shapes dagObjects noIntermediate
            objectsOnly references assemblies leaf cameras referencedNodes readOnly recursive uuid showType
            showNamespace absoluteName tail head transforms lights geometry sets materials textures
            lockedNodes defaultNodes undeletable visible flatten"""
        ),
        is_silent=True,
    ),
    "listRelatives": Simulated(
        call=list_relatives,
        flags=words("parent allParents allDescendents children shapes type noIntermediate path fullPath"),
        is_silent=True,
    ),
    "listConnections": Simulated(
        call=list_connections,
        flags=words("source destination plugs connections type exactType shapes fullNodeName"),
        is_silent=True,
    ),
    "listHistory": Simulated(
        call=list_history,
        flags=words("future pruneDagObjects levels interestLevel allConnections"),
        is_silent=True,
    ),
    "select": Simulated(
        call=select,
        flags=words("clear all allDagObjects add deselect toggle replace noExpand"),
    ),
}
