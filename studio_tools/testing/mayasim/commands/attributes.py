"""Attributes: asked, set, added, locked, connected."""

from __future__ import annotations

from collections.abc import Mapping

from studio_tools.testing.mayasim import building, naming, plugs
from studio_tools.testing.mayasim.additions import attribute, spoken_choices, written_addition
from studio_tools.testing.mayasim.commands import placing
from studio_tools.testing.mayasim.commands.targets import given, plug_named, short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.loading import free_index
from studio_tools.testing.mayasim.model import Connection, Edit, Node, Plug, Word
from studio_tools.testing.mayasim.refusals import NotSimulated, read_only
from studio_tools.testing.mayasim.schema import COMPOUNDS, NUMERIC, Attribute
from studio_tools.testing.mayasim.session import Session, Simulated, words


def get_attr(session: Session, call: Call) -> object:
    """`getAttr`: a value, or what is told of the attribute."""
    if not call.names:
        raise RuntimeError("No attribute was specified.")
    node, path = plug_named(session, call.names[0])
    schema, plug = session.schema(), node.plugs.get(path, Plug())
    found = plugs.last_attribute(schema, node, path)
    if call.on("lock"):
        return plug.is_locked
    if call.on("type"):
        return type_word(node, path, found)
    if call.on("size") or call.on("multiIndices"):
        indices = used_indices(session, node, path)
        return len(indices) if call.on("size") else (indices or None)
    if call.on("keyable") or call.on("channelBox"):
        return marked(plug, "-k" if call.on("keyable") else "-cb", default=bool(found and found.is_keyable))
    if call.on("settable"):
        return not plug.is_locked and path not in session.scene.connections.get(node.serial, {})
    return value_of(session, node, path, call, found)


def type_word(node: Node, path: str, found: Attribute | None) -> str:
    """What `getAttr(type=True)` calls an attribute."""
    if found is None:
        raise NotSimulated(f"{node.name}.{path}: its type is not in the simulator's table")
    if found.kind == "compound" or (found.is_multi and not path.endswith("]") and found.kind != "message"):
        return "TdataCompound"
    return found.kind


def value_of(session: Session, node: Node, path: str, call: Call, found: Attribute | None) -> object:
    """A value as Python gets it: compounds in a list, enumerations as words where asked."""
    if "time" in call.flags:
        moment = session.scene.times["current"]
        session.scene.times["current"] = call.number("time")
        try:
            value = held(session, node, path)
        finally:
            session.scene.times["current"] = moment
    else:
        value = held(session, node, path)
    if call.on("asString") and found is not None and found.kind == "enum":
        return next((word for word, number in found.choices.items() if number == value), "")
    if call.on("expandEnvironmentVariables") and isinstance(value, str):
        return session.expand(value)
    return [value] if isinstance(value, tuple) else value


def held(session: Session, node: Node, path: str) -> object:
    """What a plug holds now; matrices are reckoned."""
    if path == "worldMatrix[0]":
        return placing.matrix(session, node, is_world=True)
    return plugs.get(session.schema(), session.scene, node, path)


def used_indices(session: Session, node: Node, path: str) -> list[int]:
    """The elements of a multi attribute that are set or driven."""
    paths = [*node.plugs, *session.scene.connections.get(node.serial, {})]
    heads = {each[len(path) + 1 :].partition("]")[0] for each in paths if each.startswith(f"{path}[")}
    return sorted({int(head.partition(":")[0]) for head in heads if head.partition(":")[0].isdigit()})


def marked(plug: Plug, flag: str, *, default: bool) -> bool:
    """What a mark says."""
    words = [word.text for word in plug.marks]
    return words[words.index(flag) + 1] in ("on", "true", "yes", "1") if flag in words else default


def set_attr(session: Session, call: Call) -> object:
    """`setAttr`: a value, or the attribute's state."""
    names = [each for each in call.args if isinstance(each, str | list | tuple)]
    if not names:
        raise RuntimeError("No attribute was specified.")
    targets = [call.args[0]] if isinstance(call.args[0], str) else list(call.args[0])  # type: ignore[call-overload]
    for target in targets:
        node, path = plug_named(session, str(target))
        if call.on("lock") and call.args[1:]:
            set_value(session, node, path, call)
        for flag in ("lock", "keyable", "channelBox"):
            if flag in call.flags:
                set_state(session, node, path, flag, is_on=call.on(flag))
        if call.args[1:] and not call.on("lock"):
            set_value(session, node, path, call)
    return None


def set_state(session: Session, node: Node, path: str, flag: str, *, is_on: bool) -> None:
    """Lock an attribute, or mark it for the channel box."""
    word = "on" if is_on else "off"
    if flag == "lock":
        plugs.lock(session.scene, node, path, is_on)
        if node.reference is not None:
            target = f"{naming.path_name(node)}.{path}"
            plugs.keep_edit(session.scene, node, Edit("setAttr", target, (Word("-l"), Word(word))))
        return
    plugs.mark(session.scene, node, path, "-k" if flag == "keyable" else "-cb", word)


def set_value(session: Session, node: Node, path: str, call: Call) -> None:
    """Set a value of the type that the call names, or a number."""
    found = plugs.last_attribute(session.schema(), node, path)
    values, kind = list(call.args[1:]), call.text("type")
    shown = f"{short(session, node)}.{path}"
    if kind == "string":
        if not isinstance(values[0], str):
            raise RuntimeError(f"setAttr: Error reading data element number 1: {values[0]}")
        if found is not None and found.kind != "string":
            raise RuntimeError(f"setAttr: The attribute '{shown}' is not of type 'string'.")
        plugs.put(session.schema(), session.scene, node, path, values[0])
        return
    if kind in COMPOUNDS or (found is not None and found.kind in COMPOUNDS):
        numbers = list(values[0]) if len(values) == 1 and isinstance(values[0], list | tuple) else values
        put_numbers(session, node, path, tuple(numbers), shown)
        return
    if kind in ("stringArray", "matrix", "doubleArray", "Int32Array"):
        plugs.put(session.schema(), session.scene, node, path, array_value(kind, values))
        return
    if kind:
        raise NotSimulated(f"setAttr of type {kind}")
    if not isinstance(values[0], bool | int | float):
        raise RuntimeError(f"setAttr: Error reading data element number 1: {values[0]}")
    if found is not None and found.kind not in NUMERIC:
        raise RuntimeError(
            f"setAttr: The attribute '{shown}' is not a simple numeric attribute."
            " Its values must be set with a -type flag."
        )
    check_limits(found, values[0], shown)
    plugs.put(session.schema(), session.scene, node, path, values[0])


def put_numbers(session: Session, node: Node, path: str, numbers: tuple[object, ...], shown: str) -> None:
    """Set a compound of numbers; a locked child refuses."""
    found = plugs.last_attribute(session.schema(), node, path)
    if found is not None and COMPOUNDS.get(found.kind, len(numbers)) != len(numbers):
        raise RuntimeError(f"setAttr: '{shown}' takes {COMPOUNDS[found.kind]} values.")
    plugs.put(session.schema(), session.scene, node, path, numbers)


def array_value(kind: str, values: list[object]) -> object:
    """An array's values; they come after their number, or as one list."""
    if len(values) == 1 and isinstance(values[0], list | tuple):
        return list(values[0])
    return list(values) if kind == "matrix" else list(values[1:])


def check_limits(found: Attribute | None, value: float, shown: str) -> None:
    """Refuse what is beyond an added attribute's limits."""
    if found is None or not found.is_added:
        return
    beyond = (found.minimum is not None and value < found.minimum) or (
        found.maximum is not None and value > found.maximum
    )
    if beyond:
        raise RuntimeError(f"setAttr: Cannot set the attribute '{shown}' past its minimum or maximum value.")


def add_attr(session: Session, call: Call) -> object:
    """`addAttr`: give nodes an attribute of their own, or ask about one."""
    if call.is_query:
        return ask_added(session, call)
    long = call.text("longName") or call.text("shortName")
    if not long:
        raise RuntimeError("New attribute needs either a long (-ln) or short (-sn) attribute name.")
    kind = call.text("attributeType") or call.text("dataType") or "double"
    default = call.flags.get("defaultValue")
    limits = (limit(call, "minValue"), limit(call, "maxValue"))
    made = attribute(
        building.legal(long),
        short=call.text("shortName"),
        kind=kind,
        default=default,
        parent=call.text("parent"),
        is_multi=call.on("multi"),
        enum=call.text("enumName"),
        limits=limits,
        is_hidden=call.on("hidden"),
        is_keyable=call.on("keyable"),
        categories=tuple(call.words("category")),
    )
    for node in given(session, call.names):
        add_one(session, node, made)
    return None


def limit(call: Call, flag: str) -> float | None:
    """A limit, where the call gives one."""
    return call.number(flag) if flag in call.flags else None


def add_one(session: Session, node: Node, made: Attribute) -> None:
    """Add one attribute to one node. Raises RuntimeError where the name is taken or the node locked."""
    plugs.check_node(session.scene, node)
    if plugs.attribute_of(session.schema(), node, made.long) is not None:
        raise RuntimeError(f"Found no valid items to add the attribute to: {short(session, node)}.{made.long} exists.")
    session.scene.journal.put(node.added, made.long, made)
    if node.reference is not None:
        target = f"{naming.path_name(node)}.{made.long}"
        plugs.keep_edit(session.scene, node, Edit("addAttr", target, written_addition(made)))


def ask_added(session: Session, call: Call) -> object:
    """What an added attribute is."""
    node, path = plug_named(session, call.names[0])
    found = plugs.last_attribute(session.schema(), node, path)
    if found is None or not found.is_added:
        raise RuntimeError(f"{path} is no attribute that was added.")
    answers: Mapping[str, object] = {
        "attributeType": found.kind,
        "dataType": [found.kind],
        "longName": found.long,
        "shortName": found.short,
        "minValue": found.minimum,
        "maxValue": found.maximum,
        "defaultValue": found.start,
        "enumName": spoken_choices(found),
        "hidden": found.is_hidden,
        "keyable": found.is_keyable,
        "multi": found.is_multi,
    }
    return next(answers[flag] for flag in call.flags if flag in answers)


def delete_attr(session: Session, call: Call) -> object:
    """`deleteAttr`: take an added attribute away, by its plug or by node and name."""
    targets = call.names
    if "attribute" in call.flags:
        targets = [f"{name}.{call.text('attribute')}" for name in call.names]
    for target in targets:
        node, path = plug_named(session, target)
        plugs.check_node(session.scene, node)
        if path not in node.added:
            raise RuntimeError(f"Cannot delete the attribute '{target}': it was not added.")
        if node.reference is not None and not any(edit.target.endswith(f".{path}") for edit in edits_of(node)):
            raise RuntimeError(f"Cannot delete the attribute '{target}' of a referenced node.")
        for connection in dict.fromkeys([*session.scene.inputs(node), *session.scene.outs(node)]):
            if (connection.target is node and connection.into == path) or (
                connection.source is node and connection.out == path
            ):
                building.disconnect(session.scene, connection)
        session.scene.journal.drop(node.added, path)
        session.scene.journal.set(node, "additions", [])
        if path in node.plugs:
            session.scene.journal.drop(node.plugs, path)
    return None


def edits_of(node: Node) -> list[Edit]:
    """The edits that a scene keeps of the file that a node came from."""
    return list(node.reference.line())[-1].edits if node.reference else []


def connect_attr(session: Session, call: Call) -> object:
    """`connectAttr`: draw a connection. Raises RuntimeError where the target is driven already or locked."""
    source, out = plug_named(session, call.names[0])
    target, into = plug_named(session, call.names[1])
    found = plugs.last_attribute(session.schema(), target, into)
    if found is not None and found.is_multi and not into.endswith("]"):
        if not call.on("nextAvailable"):
            raise RuntimeError(f"'{call.names[1]}' is a multi attribute: an index or nextAvailable is needed.")
        into = free_index(session.scene, target, into)
    old = session.scene.connections.get(target.serial, {}).get(into)
    shown = [f"{short(session, source)}.{out}", f"{short(session, target)}.{into}"]
    if old is not None and (old.source, old.out) == (source, out):
        session.warn(f"'{shown[0]}' is already connected to '{shown[1]}'.")
        return None
    if old is not None and not call.on("force"):
        raise RuntimeError(
            f"The destination attribute '{shown[1]}' already has an incoming connection"
            f" from '{short(session, old.source)}.{old.out}'."
        )
    if target.plugs.get(into, Plug()).is_locked and not call.on("force"):
        raise read_only(shown[1])
    building.connect(session.scene, Connection(source, out, target, into))
    keep_connection(session, "connectAttr", source, out, target, into)
    return f"Connected {shown[0]} to {shown[1]}."


def keep_connection(session: Session, command: str, source: Node, out: str, target: Node, into: str) -> None:
    """Keep a change of connections between nodes of one reference as its edit."""
    if target.reference is not None and source.reference is not None:
        words = (Word(f"{naming.path_name(source)}.{out}", True),)
        edit = Edit(command, f"{naming.path_name(target)}.{into}", words)
        plugs.keep_edit(session.scene, target, edit)


def disconnect_attr(session: Session, call: Call) -> object:
    """`disconnectAttr`: cut a connection. Raises RuntimeError where there is none."""
    source, out = plug_named(session, call.names[0])
    target, into = plug_named(session, call.names[1])
    arriving = session.scene.connections.get(target.serial, {})
    wanted = [
        each
        for path, each in arriving.items()
        if each.source is source
        and each.out == out
        and (path == into or (call.on("nextAvailable") and path.startswith(f"{into}[")))
    ]
    if not wanted:
        raise RuntimeError(f"There is no connection from '{call.names[0]}' to '{call.names[1]}' to disconnect")
    building.disconnect(session.scene, wanted[0])
    keep_connection(session, "disconnectAttr", source, out, target, wanted[0].into)
    return f"Disconnect {call.names[0]} from {call.names[1]}."


COMMANDS: Mapping[str, Simulated] = {
    "getAttr": Simulated(
        call=get_attr,
        flags=words(
            """lock type size multiIndices keyable channelBox settable time asString expandEnvironmentVariables
            silent"""
        ),
        is_silent=True,
    ),
    "setAttr": Simulated(call=set_attr, flags=words("lock keyable channelBox type size clamp")),
    "addAttr": Simulated(
        call=add_attr,
        flags=words(
            """longName shortName category attributeType dataType defaultValue minValue maxValue hidden keyable multi
            enumName parent numberOfChildren storable readable writable usedAsColor hasMinValue hasMaxValue
            niceName cachedInternally"""
        ),
    ),
    "deleteAttr": Simulated(call=delete_attr, flags=frozenset({"attribute"})),
    "connectAttr": Simulated(call=connect_attr, flags=frozenset({"force", "nextAvailable"})),
    "disconnectAttr": Simulated(call=disconnect_attr, flags=frozenset({"nextAvailable"})),
}
