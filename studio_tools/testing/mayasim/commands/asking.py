"""Questions about attributes, sets and where things are: `attributeQuery`, `listAttr`, `sets`, `xform` and kin."""

from __future__ import annotations

from collections.abc import Mapping

from studio_tools.testing.mayasim import building, naming, plugs
from studio_tools.testing.mayasim.additions import spoken_choices
from studio_tools.testing.mayasim.commands import measuring, placing
from studio_tools.testing.mayasim.commands.attributes import marked
from studio_tools.testing.mayasim.commands.nodes import make, select
from studio_tools.testing.mayasim.commands.targets import given, node_named, nodes_named, plug_named, short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.loading import free_index
from studio_tools.testing.mayasim.model import Connection, Node, Plug
from studio_tools.testing.mayasim.refusals import NotSimulated, no_object
from studio_tools.testing.mayasim.schema import Attribute
from studio_tools.testing.mayasim.session import Session, Simulated, words


def attribute_query(session: Session, call: Call) -> object:
    """`attributeQuery`: what an attribute is, of a node or a type."""
    word, schema = call.names[0], session.schema()
    if "type" in call.flags:
        if not schema.has(call.text("type")):
            raise RuntimeError(f"Unknown object type: {call.text('type')}")
        found, plug = schema.find(call.text("type"), word), Plug()
        if found is None and not schema.is_tabled(call.text("type")):
            raise NotSimulated(f"the attributes of {call.text('type')} are not in the simulator's table")
    else:
        node = node_named(session, call.text("node"))
        if call.on("exists"):
            return plugs.exists(schema, node, word)
        plugs.exists(schema, node, word)
        found = plugs.attribute_of(schema, node, word)
        plug = node.plugs.get(found.long, Plug()) if found else Plug()
    if call.on("exists"):
        return found is not None
    if found is None:
        raise RuntimeError(f"{call.text('node') or call.text('type')} does not have an attribute called '{word}'.")
    return answer(session, call, found, plug)


def answer(session: Session, call: Call, found: Attribute, plug: Plug) -> object:
    """What is told of an attribute."""
    has_both = found.minimum is not None and found.maximum is not None
    told: Mapping[str, object] = {
        "attributeType": found.kind,
        "longName": found.long,
        "shortName": found.short,
        "niceName": found.long[:1].upper() + found.long[1:],
        "hidden": found.is_hidden,
        "multi": found.is_multi,
        "keyable": marked(plug, "-k", default=found.is_keyable),
        "channelBox": marked(plug, "-cb", default=False),
        "enum": found.kind == "enum",
        "message": found.kind == "message",
        "minExists": found.minimum is not None,
        "maxExists": found.maximum is not None,
        "rangeExists": has_both,
        "minimum": [found.minimum] if found.minimum is not None else None,
        "maximum": [found.maximum] if found.maximum is not None else None,
        "range": [found.minimum, found.maximum] if has_both else None,
        "listEnum": [spoken_choices(found)] if found.choices else None,
        "categories": list(found.categories) or None,
        "listParent": [found.parent] if found.parent else None,
        "listDefault": [found.start] if isinstance(found.start, int | float) else None,
    }
    if call.on("listChildren"):
        owner = node_named(session, call.text("node")) if "node" in call.flags else None
        known = plugs.known(session.schema(), owner) if owner else session.schema().attributes(call.text("type"))
        return [each.long for each in known.values() if each.parent == found.long] or None
    return next(value for flag, value in told.items() if call.on(flag))


def list_attr(session: Session, call: Call) -> object:
    """`listAttr`: names of attributes; None when there are none. Types without a table are not simulated."""
    names: list[str] = []
    for node in given(session, [naming.split_plug(name)[0] for name in call.names]):
        if not call.on("userDefined") and not session.schema().is_tabled(node.type):
            raise NotSimulated(f"the attributes of {node.type} are not in the simulator's table")
        found = [each for each in plugs.known(session.schema(), node).values() if listed(call, node, each)]
        names += [each.short if call.on("shortNames") else each.long for each in found]
    return names or None


def listed(call: Call, node: Node, attribute: Attribute) -> bool:
    """Whether an attribute is among those asked for."""
    plug = node.plugs.get(attribute.long, Plug())
    if call.on("userDefined") and not attribute.is_added:
        return False
    if call.on("keyable") and not marked(plug, "-k", default=attribute.is_keyable):
        return False
    if call.on("locked") and not plug.is_locked:
        return False
    if call.on("multi") and not attribute.is_multi:
        return False
    patterns = call.words("string")
    return not patterns or any(naming.matcher(each).match(attribute.long) for each in patterns)


def is_connected(session: Session, call: Call) -> object:
    """`isConnected`: whether one plug drives another."""
    (source, out), (target, into) = (plug_named(session, name) for name in call.names[:2])
    driver = session.scene.connections.get(target.serial, {}).get(into)
    return driver is not None and driver.source is source and driver.out == out


def connection_info(session: Session, call: Call) -> object:
    """`connectionInfo`: one connection's ends."""
    node, path = plug_named(session, call.names[0])
    driver = session.scene.connections.get(node.serial, {}).get(path)
    leaving = [each for each in session.scene.outs(node) if each.out == path]
    if call.on("isDestination"):
        return driver is not None
    if call.on("isSource"):
        return bool(leaving)
    if call.on("sourceFromDestination"):
        return f"{short(session, driver.source)}.{driver.out}" if driver else ""
    if call.on("destinationFromSource"):
        return [f"{short(session, each.target)}.{each.into}" for each in leaving] or None
    raise RuntimeError("connectionInfo was asked nothing.")


def sets(session: Session, call: Call) -> object:
    """`sets`: make a set, ask for its members (None when it is empty), change them, or test membership."""
    if call.is_query:
        members = session.members(set_named(session, call.names[0]))
        if call.on("size"):
            return len(members)
        return [short(session, node) for node in members] or None
    for flag, act in (("addElement", add), ("forceElement", add), ("include", add), ("remove", remove)):
        if flag in call.flags:
            target = set_named(session, call.text(flag))
            for node in given(session, call.names):
                act(session, target, node)
            return target.name
    if "clear" in call.flags:
        target = set_named(session, call.text("clear"))
        for node in session.members(target):
            remove(session, target, node)
        return target.name
    if "isMember" in call.flags:
        inside = session.members(set_named(session, call.text("isMember")))
        return all(node in inside for node in nodes_named(session, call.names))
    for flag in ("union", "intersection", "subtract", "isIntersecting", "anyMember", "split", "flatten", "copy"):
        if flag in call.flags:
            raise NotSimulated(f"sets({flag}=...)")
    return make_set(session, call)


def make_set(session: Session, call: Call) -> str:
    """Make a set of what is named, or of the selection."""
    members = [] if call.on("empty") else nodes_named(session, call.names or session.scene.selection)
    kind = "shadingEngine" if call.on("renderable") and call.on("noSurfaceShader") else "objectSet"
    target = make(session, kind, call.text("name", "set1"), None)
    for node in members:
        add(session, target, node)
    return short(session, target)


def set_named(session: Session, name: str) -> Node:
    """The set of a name. Raises TypeError for another node."""
    node = node_named(session, name)
    if not session.schema().is_a(node.type, "objectSet"):
        raise TypeError(f"Cannot find set: {name}")
    return node


def add(session: Session, target: Node, node: Node) -> None:
    """Put a node into a set; a material's set takes it from the others of its kind."""
    if node in session.members(target):
        return
    if target.type == "shadingEngine":
        for connection in [each for each in session.scene.outs(node) if each.target.type == "shadingEngine"]:
            building.disconnect(session.scene, connection)
    out, into = ("instObjGroups[0]", "dagSetMembers") if node.is_dag else ("message", "dnSetMembers")
    into = free_index(session.scene, target, into)
    building.connect(session.scene, Connection(node, out, target, into, is_next=True))


def remove(session: Session, target: Node, node: Node) -> None:
    """Take a node out of a set."""
    for connection in session.scene.outs(node):
        if connection.target is target and connection.into.startswith(("dagSetMembers", "dnSetMembers")):
            building.disconnect(session.scene, connection)


def list_sets(session: Session, call: Call) -> object:
    """`listSets`: the sets that hold a node; None when there are none."""
    if call.on("allSets"):
        found = [node for node in session.scene.all() if session.schema().is_a(node.type, "objectSet")]
    else:
        node = node_named(session, call.text("object"))
        found = [
            each.target for each in session.scene.outs(node) if session.schema().is_a(each.target.type, "objectSet")
        ]
    return [short(session, each) for each in found] or None


def xform(session: Session, call: Call) -> object:
    """`xform`: translation, rotation, scale, matrix. World values are of nodes that only parents without turn move."""
    if call.is_query and call.on("translation") and call.names and ".vtx[*]" in call.names[0]:
        return measuring.places(session, call.names[0])
    node = given(session, call.names)[0]
    for flag, stem in (("translation", "translate"), ("rotation", "rotate"), ("scale", "scale")):
        if flag not in call.flags:
            continue
        if call.is_query:
            return vector(session, node, stem, is_world=call.on("worldSpace"))
        if call.on("worldSpace") and node.parent is not None:
            raise NotSimulated("xform of a child in world space")
        value = call.flags[flag]
        plugs.put(
            session.schema(), session.scene, node, stem, tuple(value) if isinstance(value, list | tuple) else value
        )
    if call.is_query and call.on("matrix"):
        return placing.matrix(session, node, is_world=call.on("worldSpace"))
    return None


def vector(session: Session, node: Node, stem: str, *, is_world: bool) -> list[float]:
    """Three numbers of a transform; in the world, of itself and those above."""
    own = plugs.get(session.schema(), session.scene, node, stem)
    assert isinstance(own, tuple)
    numbers = [float(each) for each in own]
    for above in list(node.line())[1:] if is_world else ():
        check_plain(session, above)
        more = plugs.get(session.schema(), session.scene, above, "translate")
        assert isinstance(more, tuple)
        numbers = [a + float(b) for a, b in zip(numbers, more, strict=True)] if stem == "translate" else numbers
    return numbers


def check_plain(session: Session, node: Node) -> None:
    """Refuse to reckon with what turns or scales its children."""
    for stem, still in (("rotate", 0.0), ("scale", 1.0)):
        values = plugs.get(session.schema(), session.scene, node, stem)
        if isinstance(values, tuple) and any(float(each) != still for each in values):
            raise NotSimulated(f"xform below {node.name}, which turns or scales")


def transform_by(session: Session, call: Call) -> object:
    """`move`, `rotate`, `scale`: set or add numbers, of the nodes named or selected."""
    numbers = [each for each in call.args if isinstance(each, int | float) and not isinstance(each, bool)]
    names = [each for each in call.args if isinstance(each, str)]
    if len(numbers) != 3:
        raise NotSimulated(f"{call.command} with other than three numbers")
    stem = {"move": "translate", "rotate": "rotate", "scale": "scale"}[call.command]
    for node in given(session, names):
        before = vector(session, node, stem, is_world=False)
        if call.on("relative"):
            numbers = [a * b if stem == "scale" else a + b for a, b in zip(before, numbers, strict=True)]
        plugs.put(session.schema(), session.scene, node, stem, tuple(numbers))
    return None


def hide(session: Session, call: Call) -> object:
    """`hide` and `showHidden`: visibility of the nodes named or selected."""
    if not call.names and not session.scene.selection:
        raise no_object("")
    for node in given(session, call.names):
        plugs.put(session.schema(), session.scene, node, "visibility", call.command == "showHidden")
    if call.command == "hide":
        select(session, [])
    return None


ASKED = """
attributeType longName shortName niceName hidden multi keyable channelBox enum message minExists maxExists
rangeExists minimum maximum range listEnum listParent listDefault listChildren categories exists node type
"""
COMMANDS: Mapping[str, Simulated] = {
    "attributeQuery": Simulated(call=attribute_query, flags=words(ASKED), is_silent=True),
    "listAttr": Simulated(
        call=list_attr,
        flags=words("userDefined keyable locked multi string shortNames"),
        is_silent=True,
    ),
    "isConnected": Simulated(call=is_connected, flags=frozenset(), is_silent=True),
    "connectionInfo": Simulated(
        call=connection_info,
        flags=words("isDestination isSource sourceFromDestination destinationFromSource"),
        is_silent=True,
    ),
    "sets": Simulated(
        call=sets,
        flags=words(
            """name empty addElement forceElement include remove clear isMember size nodesOnly renderable
            noSurfaceShader union intersection subtract isIntersecting anyMember split flatten copy"""
        ),
    ),
    "listSets": Simulated(call=list_sets, flags=frozenset({"object", "allSets"}), is_silent=True),
    "xform": Simulated(
        call=xform,
        flags=words("translation rotation scale matrix worldSpace objectSpace relative"),
    ),
    "move": Simulated(call=transform_by, flags=frozenset({"relative"})),
    "rotate": Simulated(call=transform_by, flags=frozenset({"relative"})),
    "scale": Simulated(call=transform_by, flags=frozenset({"relative"})),
    "hide": Simulated(call=hide, flags=frozenset()),
    "showHidden": Simulated(call=hide, flags=frozenset()),
}
