"""Nodes: made, named, moved, copied, deleted, locked; what type they are."""

from __future__ import annotations

from collections.abc import Mapping

from studio_tools.testing.mayasim import building, naming, plugs, topology
from studio_tools.testing.mayasim.commands.targets import find, given, node_named, nodes_named, short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Connection, Node, Plug
from studio_tools.testing.mayasim.refusals import NotSimulated, no_object, referenced
from studio_tools.testing.mayasim.session import Session, Simulated, words

SHAPE_NAMES = {"mesh": "polySurface"}
PRIMITIVES = {
    "polySphere": ("pSphere", "mesh", "polySphere", "output", "inMesh"),
    "polyCube": ("pCube", "mesh", "polyCube", "output", "inMesh"),
    "polyPlane": ("pPlane", "mesh", "polyPlane", "output", "inMesh"),
    "polyCone": ("pCone", "mesh", "polyCone", "output", "inMesh"),
    "polyCylinder": ("pCylinder", "mesh", "polyCylinder", "output", "inMesh"),
    "polyTorus": ("pTorus", "mesh", "polyTorus", "output", "inMesh"),
    "sphere": ("nurbsSphere", "nurbsSurface", "makeNurbSphere", "outputSurface", "create"),
    "circle": ("nurbsCircle", "nurbsCurve", "makeNurbCircle", "outputCurve", "create"),
}

SEEN = ("visibleInReflections", "visibleInRefractions")
"""What Maya switches on for the meshes that it makes: the attributes themselves begin as off."""
RADIUS = frozenset({"radius"})
SIZES = {
    "polyCube": frozenset({"width", "height", "depth", "createUVs", "axis"})
    | {f"subdivisions{axis}" for axis in ("X", "Y", "Z")},
    "polyPlane": frozenset({"width", "height"}),
    "polyCone": frozenset({"radius", "height"}),
    "polyCylinder": frozenset({"radius", "height"}),
}


def select(session: Session, nodes: list[Node]) -> None:
    """Make these the selection."""
    names = [naming.path_name(node) for node in nodes]
    session.scene.journal.set(session.scene, "selection", names, counts=False)
    session.messages.happen("SelectionChanged")


def make(session: Session, type_name: str, asked: str, parent: Node | None) -> Node:
    """Make a node under a free name; a shape without a parent gets a transform."""
    schema, scene = session.schema(), session.scene
    is_dag = schema.is_a(type_name, "dagNode")
    if schema.is_a(type_name, "shape") and parent is None:
        stem = SHAPE_NAMES.get(type_name, type_name)
        parent = make(session, "transform", f"{stem}1", None)
        asked = asked or f":{parent.namespace}:{shape_name(parent.leaf)}"
    name = building.full_name(scene, asked or f"{type_name}1")
    name = building.free_name(scene, name, parent=parent, is_dag=is_dag)
    return building.add_node(scene, type_name, name, is_dag=is_dag, parent=parent if is_dag else None)


def create_node(session: Session, call: Call) -> object:
    """`createNode`: the new node's real name."""
    type_name = call.names[0] if call.names else ""
    if not session.schema().has(type_name):
        raise RuntimeError(f"Unknown object type: {type_name}")
    parent = node_named(session, call.text("parent")) if "parent" in call.flags else None
    if call.on("shared") and session.scene.named(call.text("name")):
        return None
    node = make(session, type_name, call.text("name"), parent)
    node.is_shared = call.on("shared")
    if not call.on("skipSelect"):
        select(session, [node])
    return short(session, node)


def shading_node(session: Session, call: Call) -> object:
    """`shadingNode`: a node that rendering lists, made and listed."""
    type_name = call.names[0]
    if not session.schema().has(type_name):
        raise RuntimeError(f"Unknown object type: {type_name}")
    kinds = {
        "asShader": "defaultShaderList1",
        "asTexture": "defaultTextureList1",
        "asUtility": "defaultRenderUtilityList1",
    }
    if not set(call.flags) & {*kinds, "asLight", "asRendering", "asPostProcess"}:
        raise RuntimeError("shadingNode needs to be told what the node is used as.")
    parent = node_named(session, call.text("parent")) if "parent" in call.flags else None
    node = make(session, type_name, call.text("name"), parent)
    shown = node.parent if call.on("asLight") and node.parent else node
    select(session, [shown])
    return short(session, shown)


def primitive(session: Session, call: Call) -> object:
    """A primitive: transform, shape, and the node that makes its form."""
    stem, shape_type, maker_type, out, into = PRIMITIVES[call.command]
    transform = make(session, "transform", call.text("name", f"{stem}1"), None)
    is_nurbs = shape_type != "mesh" and "name" in call.flags
    leaf = f"{transform.leaf}Shape" if is_nurbs else shape_name(transform.leaf)
    shape = make(session, shape_type, f":{transform.namespace}:{leaf}", transform)
    connect_to_set(session, shape)
    for flag in SEEN if shape_type == "mesh" else ():
        shape.plugs[flag] = Plug(value=True, is_set=True)
    made = [transform]
    if call.flags.get("constructionHistory", True):
        maker = make(session, maker_type, "", None)
        building.connect(session.scene, Connection(maker, out, shape, into))
        for flag in ("radius", "width", "height"):
            if flag in call.flags:
                maker.plugs[flag] = Plug(value=call.number(flag), is_set=True)
        made.append(maker)
    elif maker_type in topology.FORMS and not set(call.flags) & {"radius", "width", "height"}:
        topology.bake(session.scene, shape, topology.primitive(maker_type))
    select(session, [transform])
    return [short(session, node) for node in made]


def connect_to_set(session: Session, shape: Node) -> None:
    """Give a shape the default material, as Maya does with what it makes."""
    group = session.scene.named("initialShadingGroup")
    if group:
        index = 0
        taken = session.scene.connections.get(group[0].serial, {})
        while f"dagSetMembers[{index}]" in taken:
            index += 1
        building.connect(
            session.scene, Connection(shape, "instObjGroups[0]", group[0], f"dagSetMembers[{index}]", is_next=True)
        )


def simple_shape(session: Session, call: Call) -> object:
    """`spaceLocator`, `camera` and the lights: their transform and shape."""
    types = {"spaceLocator": ("locator", "locator"), "camera": ("camera", "camera")}
    stem, shape_type = types.get(call.command, (call.command, call.command))
    if call.command == "joint":
        parent = find(session, session.scene.selection[0])[0] if session.scene.selection else None
        node = make(session, "joint", call.text("name"), parent)
        select(session, [node])
        return short(session, node)
    transform = make(session, "transform", call.text("name", f"{stem}1"), None)
    shape = make(session, shape_type, f":{transform.namespace}:{shape_name(transform.leaf)}", transform)
    for flag in ("focalLength", "horizontalFilmAperture", "verticalFilmAperture", "nearClipPlane", "farClipPlane"):
        if flag in call.flags:
            shape.plugs[flag] = Plug(value=call.number(flag), is_set=True)
    select(session, [transform])
    if call.command == "spaceLocator":
        return [short(session, transform)]
    return [short(session, transform), short(session, shape)] if call.command == "camera" else short(session, shape)


def check_own(session: Session, node: Node, verb: str) -> None:
    """Raise RuntimeError where a node may not be deleted, renamed or moved."""
    if node.reference is not None:
        raise referenced(short(session, node), verb)
    plugs.check_node(session.scene, node)


def delete(session: Session, call: Call) -> object:
    """`delete`: nodes with what is below them; a reference's node goes with its reference only."""
    if call.on("constructionHistory"):
        delete_history(session, call)
        return None
    for node in given(session, call.names):
        if node.serial not in session.scene.nodes:
            continue
        if node.is_default:
            raise RuntimeError(f"delete: {short(session, node)} is a default node and cannot be deleted.")
        for each in (node, *node.below()):
            check_own(session, each, "delete")
        building.remove_node(session.scene, node)
    alive = [name for name in session.scene.selection if naming.find(session.scene, name)]
    session.scene.journal.set(session.scene, "selection", alive, counts=False)
    return None


def delete_history(session: Session, call: Call) -> None:
    """Delete what made a shape, and keep the form."""
    for node in given(session, call.names):
        for shape in [node, *node.children]:
            for connection in session.scene.inputs(shape):
                if connection.into in ("inMesh", "create") and connection.source.reference is None:
                    if connection.into == "inMesh":
                        topology.bake(session.scene, shape, topology.of_shape(session.scene, shape))
                    building.remove_node(session.scene, connection.source)


def rename(session: Session, call: Call) -> object:
    """`rename`: the real new name. The shape below follows where it was called after its transform."""
    names = call.names
    if call.on("uuid"):
        raise NotSimulated("rename(uuid=True)")
    target, asked = (names[0], names[1]) if len(names) > 1 else (session.scene.selection[0], names[0])
    node = node_named(session, target)
    if node.is_default:
        raise RuntimeError(f"Cannot rename a read only node: {target}")
    check_own(session, node, "rename")
    old = node.leaf
    give_name(session, node, asked)
    for child in node.children:
        if call.on("ignoreShape") or child.reference is not None:
            continue
        if child.leaf in (shape_name(old), f"{old}Shape"):
            leaf = shape_name(node.leaf) if child.leaf == shape_name(old) else f"{node.leaf}Shape"
            give_name(session, child, f":{node.namespace}:{leaf}")
    return short(session, node)


def give_name(session: Session, node: Node, asked: str) -> None:
    """Give a node a free name; a namespace that is not there is left out unless it is absolute."""
    head, _, leaf = asked.rpartition(":")
    wanted = naming.relative(session.scene, head) if head and not asked.startswith(":") else ""
    if head and not asked.startswith(":") and wanted not in session.scene.namespaces:
        session.warn("Removing invalid characters from name.")
        asked = leaf
    name = building.full_name(session.scene, asked)
    free = building.free_name(session.scene, name, parent=node.parent, is_dag=node.is_dag, of=node)
    building.rename_node(session.scene, node, free)


def parent(session: Session, call: Call) -> object:
    """`parent`: move nodes below the last one named, or below the world."""
    names = call.names or session.scene.selection
    nodes = nodes_named(session, names)
    target = None if call.on("world") else nodes.pop()
    if not nodes:
        raise RuntimeError("Nothing to parent was named.")
    for node in nodes:
        if node.reference is not None and node.parent is not None and node.parent.reference is not None:
            raise referenced(short(session, node), "parent")
        if target is not None and target in [node, *node.below()]:
            raise RuntimeError("Cannot parent an object to one of its children.")
        if node.parent is target:
            session.warn(f"Object, '{short(session, node)}', skipped.  It is already a child of the parent.")
            continue
        building.move_node(session.scene, node, target)
    select(session, nodes)
    return [short(session, node) for node in nodes]


def group(session: Session, call: Call) -> object:
    """`group`: a new transform with the nodes named below it."""
    nodes = [] if call.on("empty") else given(session, call.names)
    parents = {node.parent for node in nodes}
    above = node_named(session, call.text("parent")) if "parent" in call.flags else None
    if above is None and len(parents) == 1 and not call.on("world"):
        above = parents.pop()
    made = make(session, "transform", call.text("name", "group1"), above)
    for node in nodes:
        if node.reference is not None and node.parent is not None and node.parent.reference is not None:
            raise referenced(short(session, node), "group")
        building.move_node(session.scene, node, made)
    select(session, [made])
    return short(session, made)


def duplicate(session: Session, call: Call) -> object:
    """`duplicate`: copies with free names; those below keep theirs, connections are not copied."""
    if call.on("upstreamNodes") or call.on("inputConnections") or call.on("smartTransform"):
        raise NotSimulated("duplicate with connections or smart transforms")
    trees = [copy(session, node, node.parent, call.text("name")) for node in given(session, call.names)]
    roots = [tree[0] for tree in trees]
    select(session, roots)
    copies = roots if call.on("returnRootsOnly") else [each for tree in trees for each in tree]
    is_shape = session.schema().is_a
    return [short(session, each) for each in copies if each in roots or not is_shape(each.type, "shape")]


def copy(session: Session, node: Node, above: Node | None, asked: str = "") -> list[Node]:
    """Copy a node and what is below it."""
    name = building.full_name(session.scene, asked) if asked else node.leaf
    made = building.add_node(
        session.scene,
        node.type,
        building.free_name(session.scene, name, parent=above, is_dag=node.is_dag),
        is_dag=node.is_dag,
        parent=above,
    )
    made.plugs.update(node.plugs)
    made.added.update(node.added)
    made.additions.extend(node.additions)
    below = [each for child in node.children for each in copy(session, child, made)]
    for child in made.children if name != made.leaf or asked else ():
        if child.leaf == shape_name(node.leaf):
            give_name(session, child, f":{made.namespace}:{shape_name(made.leaf)}")
    return [made, *below]


def shape_name(name: str) -> str:
    """What the shape below a transform is called."""
    found = building.NUMBER.match(name)
    assert found is not None
    return f"{found.group(1)}Shape{found.group(2)}"


def lock_node(session: Session, call: Call) -> object:
    """`lockNode`: lock nodes, free them, or ask."""
    nodes = given(session, call.names)
    if call.is_query:
        return [node.is_locked for node in nodes]
    for node in nodes:
        if node.reference is not None and "lock" in call.flags:
            raise referenced(short(session, node), "lockNode")
        session.scene.journal.set(node, "is_locked", bool(call.flags.get("lock", True)))
    return None


def node_type(session: Session, call: Call) -> object:
    """`nodeType`: the type of a node, what it derives from, or what derives from a type."""
    schema = session.schema()
    if call.on("isTypeName"):
        name = call.names[0]
        if not schema.has(name):
            raise RuntimeError(f"Unknown object type: {name}")
    else:
        found = find(session, call.names[0])
        if not found:
            return None
        name = found[0].type
    if call.on("apiType"):
        raise NotSimulated("nodeType(apiType=True)")
    if call.on("derived"):
        return schema.derived(name)
    return list(reversed(schema.ancestry(name)))[1:] if call.on("inherited") else name


def object_type(session: Session, call: Call) -> object:
    """`objectType`: the type of a node, or whether it is one."""
    found = find(session, call.names[0])
    if not found:
        raise no_object(call.names[0])
    name = found[0].type
    if "isType" in call.flags:
        return name == call.text("isType")
    if "isAType" in call.flags:
        return session.schema().is_a(name, call.text("isAType"))
    if "tagFromType" in call.flags or "typeFromTag" in call.flags:
        raise NotSimulated("objectType by tags")
    return name


def obj_exists(session: Session, call: Call) -> object:
    """`objExists`: whether a name, a pattern or a plug means something."""
    name, path = naming.split_plug(call.names[0])
    found = find(session, name)
    if path and topology.PART.fullmatch(path):
        return any(topology.has_part(session.scene, node, path) for node in found)
    return bool(found) and (not path or any(plugs.exists(session.schema(), node, path) for node in found))


def unknown_node(session: Session, call: Call) -> object:
    """`unknownNode`: what a node was before its plug-in went missing."""
    node = node_named(session, call.names[0])
    if call.on("realClassName"):
        return node.real_type
    if call.on("plugin"):
        return node.plug_in
    raise NotSimulated("unknownNode with a tag")


NAME = frozenset({"name"})
COMMANDS: Mapping[str, Simulated] = {
    "createNode": Simulated(call=create_node, flags=words("name parent shared skipSelect")),
    "shadingNode": Simulated(
        call=shading_node,
        flags=words(
            """asShader asTexture asUtility asLight asRendering asPostProcess isColorManaged name parent shared
            skipSelect"""
        ),
    ),
    **{
        name: Simulated(call=primitive, flags=NAME | {"constructionHistory"} | SIZES.get(name, RADIUS))
        for name in PRIMITIVES
    },
    **{
        name: Simulated(call=simple_shape, flags=NAME)
        for name in ("spaceLocator", "pointLight", "spotLight", "directionalLight", "ambientLight", "joint")
    },
    "camera": Simulated(
        call=simple_shape,
        flags=words("""name focalLength horizontalFilmAperture verticalFilmAperture nearClipPlane farClipPlane"""),
    ),
    "delete": Simulated(call=delete, flags=frozenset({"constructionHistory"})),
    "rename": Simulated(call=rename, flags=frozenset({"ignoreShape"})),
    "parent": Simulated(call=parent, flags=words("world relative absolute")),
    "group": Simulated(call=group, flags=words("name empty parent world")),
    "duplicate": Simulated(call=duplicate, flags=words("name returnRootsOnly renameChildren")),
    "lockNode": Simulated(call=lock_node, flags=frozenset({"lock"})),
    "nodeType": Simulated(call=node_type, flags=words("inherited derived isTypeName"), is_silent=True),
    "objectType": Simulated(call=object_type, flags=words("isType isAType"), is_silent=True),
    "objExists": Simulated(call=obj_exists, flags=frozenset(), is_silent=True),
    "unknownNode": Simulated(call=unknown_node, flags=words("realClassName plugin"), is_silent=True),
}
