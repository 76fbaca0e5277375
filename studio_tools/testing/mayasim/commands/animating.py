"""Layers of animation, and plugs that wait for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from studio_tools.testing.mayasim import building
from studio_tools.testing.mayasim.commands.nodes import make
from studio_tools.testing.mayasim.commands.targets import node_named, plug_named, short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.loading import free_index
from studio_tools.testing.mayasim.model import Connection, Node
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.schema import COMPOUNDS
from studio_tools.testing.mayasim.session import Session, Simulated, words

BASE = "BaseAnimation"
WORKING = ("expression", "constraint", "multMatrix", "condition", "clamp", "choice")
"""Types of nodes whose outputs all wait for all their inputs; of others a plug waits for itself alone."""
Plug = tuple[Node, str]


def layer(session: Session, call: Call) -> object:
    """`animLayer`: make a layer, put attributes into one, or ask which are in it (None when none is)."""
    if call.is_query and "root" in call.flags:
        found = session.scene.named(BASE)
        return found[0].name if found else None
    if call.is_query:
        return asked_layer(session, call)
    if call.mode == "edit":
        node = node_named(session, call.names[0])
    else:
        if not session.scene.named(BASE):
            make(session, "animLayer", BASE, None)
        node = make(session, "animLayer", call.names[0] if call.names else "AnimLayer1", None)
    for name in call.words("attribute"):
        source, path = plug_named(session, name)
        into = free_index(session.scene, node, "dagSetMembers")
        building.connect(session.scene, Connection(source, path, node, into, is_next=True))
    return short(session, node)


def asked_layer(session: Session, call: Call) -> object:
    """What is in a layer, or which lie in it: all in the one at the root."""
    node = node_named(session, call.names[0])
    if "children" in call.flags:
        others = [each for each in session.scene.of_type("animLayer") if each is not node]
        return [short(session, each) for each in others] or None if node.name == BASE else None
    if "attribute" not in call.flags:
        raise NotSimulated("animLayer that asks for anything but attributes and layers")
    inside = [each for each in session.scene.inputs(node) if each.into.startswith("dagSetMembers")]
    return [f"{short(session, each.source)}.{each.out}" for each in inside] or None


def cycle_check(session: Session, call: Call) -> object:
    """`cycleCheck`: whether plugs of the scene wait for themselves, or which do."""
    if not call.on("all"):
        raise NotSimulated("cycleCheck of anything but the whole scene")
    found = list(dict.fromkeys(cycling(session)))
    if not call.on("list"):
        return bool(found)
    if call.on("firstPlugPerNode"):
        found = [plug for at, plug in enumerate(found) if plug[0] not in [each for each, _ in found[:at]]]
    return [f"{short(session, node)}.{path}" for node, path in found] or None


def cycling(session: Session) -> Iterator[Plug]:
    """The plugs that are reached from themselves."""
    waits: dict[Node, dict[str, list[Plug]]] = {}
    for each in session.scene.every_connection():
        if each.out != "message" and not each.out.startswith("message["):
            waits.setdefault(each.source, {}).setdefault(each.out, []).append((each.target, each.into))
    for node, outs in waits.items():
        for path in outs:
            if (node, path) in reached(session, waits, outs[path]):
                yield node, path


def reached(session: Session, waits: Mapping[Node, Mapping[str, list[Plug]]], start: list[Plug]) -> set[Plug]:
    """All that waits for some plugs, over connections and within nodes, they themselves among it."""
    seen: set[Plug] = set()
    waiting = list(start)
    while waiting:
        plug = waiting.pop()
        outs = waits.get(plug[0])
        if plug in seen:
            continue
        seen.add(plug)
        if outs:
            waiting += [*outs.get(plug[1], ()), *((plug[0], path) for path in within(session, plug, outs))]
    return seen


def within(session: Session, plug: Plug, outs: Iterable[str]) -> list[str]:
    """The other plugs of a node, among those that drive something, that wait for one of it."""
    node, path = plug
    schema = session.schema()
    others = [each for each in outs if each != path]
    if any(schema.is_a(node.type, kind) for kind in WORKING):
        return others
    found = schema.find(node.type, path.partition("[")[0])
    if found is None:
        return []
    whole = found.long if found.kind in COMPOUNDS else found.parent
    known = schema.attributes(node.type)
    return [each for each in others if whole and (each == whole or (each in known and known[each].parent == path))]


COMMANDS: Mapping[str, Simulated] = {
    "animLayer": Simulated(call=layer, flags=words("attribute root children")),
    "cycleCheck": Simulated(call=cycle_check, flags=words("all list firstPlugPerNode timeLimit"), is_silent=True),
}
