"""Nodes made and unmade: by a person's command, by code, from a gizmo's file; and the choice of what to connect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from studio_tools.scenes import nuke_text
from studio_tools.testing.nukesim import schema
from studio_tools.testing.nukesim.groups import FACES, Gizmo, Root
from studio_tools.testing.nukesim.knobs.linked import Link_Knob
from studio_tools.testing.nukesim.knobs.texts import Script_Knob, String_Knob
from studio_tools.testing.nukesim.loading import load
from studio_tools.testing.nukesim.nodes import Node
from studio_tools.testing.nukesim.refusals import NotSimulated, no_knob, unknown_class
from studio_tools.testing.nukesim.schema import NodeClass
from studio_tools.testing.nukesim.session import Session

PAIRS = re.compile(r"\s*(\S+)\s+(\"(?:[^\"\\]|\\.)*\"|\{(?:[^{}]|\{[^{}]*\})*\}|\S+)", re.DOTALL)
VERSION = re.compile(r"\d+$")


def gizmo_file(session: Session, name: str) -> Any:
    """The file of a gizmo; None where no folder of the plug-in path has it."""
    stem = name.removesuffix(".gizmo")
    places = [folder / f"{stem}.gizmo" for folder in session.gizmos]
    return next((place for place in places if session.faults.is_file(place.as_posix())), None)


def usual_name(class_name: str) -> str:
    """The name of the first node of a class."""
    stem = class_name.removesuffix(".gizmo")
    return f"{VERSION.sub('', stem) or stem}1"


def bare(
    session: Session,
    kind: NodeClass,
    group: Any,
    name: str = "",
    *,
    face: type[Node] | None = None,
    is_named: bool = True,
) -> Node:
    """A node in a group, with the defaults that the user set, and a name of its own unless its reader sees to that."""
    serial = session.serial()
    node = (face or FACES[kind.face])(session, kind, group, serial)
    for knob in node._knobs.values():
        default = session.knob_defaults.get(f"{kind.name}.{knob._name}") or session.knob_defaults.get(knob._name)
        if default is not None:
            knob._state = knob._read(default)
    if group is not None:
        wanted = name or usual_name(kind.name)
        node._knobs["name"]._state = node._free_name(wanted) if is_named else wanted
        session.journal.insert(group._children, node)
    return node


def new_root(session: Session) -> None:
    """Begin with an empty script."""
    kind = schema.node_class("Root")
    preferences = schema.node_class("Preferences")
    assert kind is not None
    assert preferences is not None
    session.root = bare(session, kind, None, face=Root)
    session.preferences = session.preferences or bare(session, preferences, None)
    session.scopes.clear()
    session.view = session.views()[0]


def make(session: Session, class_name: str, group: Any, name: str = "") -> Node:
    """A node of a class, or of a gizmo. Raises RuntimeError for a class there is none of."""
    if not isinstance(class_name, str):
        raise TypeError(f"createNode() argument 1 must be str, not {type(class_name).__name__}")
    kind = schema.node_class(class_name)
    if kind is not None and kind.is_tabled and kind.name not in ("Root", "Preferences"):
        return bare(session, kind, group, name)
    file = gizmo_file(session, class_name)
    if file is not None:
        return from_gizmo(session, class_name, file, group)
    if kind is not None:
        raise NotSimulated(f"nodes of the class {class_name} are not in the tables")
    raise unknown_class(class_name)


def from_gizmo(session: Session, class_name: str, file: Any, group: Any, *, is_named: bool = True) -> Node:
    """A gizmo: a group with the knobs and the inside that its file says."""
    common = schema.node_class("Group")
    assert common is not None
    kind = NodeClass(name=class_name, most=common.most, face="Gizmo", knobs=common.knobs)
    node = bare(session, kind, group, face=Gizmo, is_named=is_named)
    assert isinstance(node, Gizmo)
    node._file = file.as_posix()
    load(session, node, file.read_bytes(), Loader(session), gizmo=node)
    for knob in node._knobs.values():  # what the gizmo says is the default of its nodes
        knob._is_user, knob._raw, knob._default = False, None, knob._state
    return node


class Loader:
    """Makes what scripts name: known classes, gizmos that are found, and stand-ins for the rest."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def clone(self, original: Any) -> Node:
        """A node that shares the knobs of another."""
        return clone(self.session, original)

    def make(self, class_name: str, group: Any, *, holds: bool) -> Node:
        """A node for a class that a script names, which may hold others. One of an unknown class is kept, in error."""
        kind = schema.node_class(class_name)
        file = gizmo_file(self.session, class_name) if kind is None or not kind.is_tabled else None
        if file is not None:
            return from_gizmo(self.session, class_name, file, group, is_named=False)
        if kind is not None:
            face = FACES["Group"] if holds and kind.face == "Node" else None
            return bare(self.session, kind, group, face=face, is_named=False)
        common = schema.node_class("Group")
        assert common is not None
        stand_in = NodeClass(name=class_name, most=common.most, knobs=common.knobs, is_tabled=False)
        node = bare(self.session, stand_in, group, face=FACES["Group"] if holds else None, is_named=False)
        node._is_missing = True
        self.session.say("error", f"{class_name}: Unknown command")
        return node


def create(session: Session, class_name: str, knobs: str, *, in_panel: bool) -> Node:
    """What the command of a menu does: make a node, connect it to the selection, place and select it."""
    group = session.group()
    with session.step(f"create {class_name}"):
        chosen = group.selectedNodes()
        node = make(session, class_name, group)
        node._knobs["name"]._put("_is_set", True)
        give(node, knobs)
        connect(node, chosen)
        node.autoplace()
        node.selectOnly()
    if session.is_gui:
        node._panel = in_panel
        session.callbacks.fire("onUserCreate", node)
    session.callbacks.fire("onCreate", node)
    return node


def give(node: Node, knobs: str) -> None:
    """Set knobs from a row of names and values. Raises RuntimeError for a knob that the node lacks."""
    for name, token in PAIRS.findall(knobs):
        if name not in node._knobs:
            raise RuntimeError(f"{node.name()}: no such knob: {name}")
        knob = node._knobs[name]
        knob._change(knob._read(nuke_text.plain(token)))


def connect(node: Node, chosen: list[Node]) -> None:
    """Connect a new node to what is selected, and let it take the place of the last selected one downstream."""
    if not chosen or node._most() == 0:
        return
    if len(chosen) == 1 or node._most() == 1:
        source = chosen[0]
        below = [each for each in source.dependent(6) if each is not node and each.Class() != "Viewer"]
        node.setInput(0, source)
        for each in below:
            for place, found in enumerate(list(each._inputs)):
                if found is source:
                    each.setInput(place, node)
        return
    for place, source in enumerate(reversed(chosen)):
        node.setInput(place, source)


def construct(session: Session, class_name: str, options: Mapping[str, Any]) -> Node:
    """What `nuke.nodes.X(…)` does: make a node, and neither connect nor select it."""
    with session.step(f"create {class_name}"):
        node = make(session, class_name, session.group())
        for name, value in options.items():
            if name == "inputs":
                for place, source in enumerate(value):
                    node.setInput(place, source)
            elif name not in node._knobs:
                raise no_knob(name)
            else:
                set_by(node._knobs[name], value)
    session.callbacks.fire("onCreate", node)
    return node


def clone(session: Session, node: Node) -> Node:
    """A node that shares the knobs of another, beside it."""
    original = node._original or node
    made = bare(session, original._schema, original._parent, face=type(original), is_named=False)
    session.clones += 1
    made._written_class = original._written_class
    made._share(original)
    return made


def set_by(knob: Any, value: Any) -> None:
    """Set a knob from a constructor's word: text is what a script would write, unless the knob holds text."""
    if isinstance(value, str) and not isinstance(knob, String_Knob | Script_Knob | Link_Knob):
        knob.fromScript(value)
    else:
        knob.setValue(value)


def delete(session: Session, node: Node) -> None:
    """Unmake a node; what took from it takes from its first input."""
    node._alive()
    if node._parent is None:
        raise ValueError(f"{node.name()} cannot be deleted")
    session.callbacks.fire("onDestroy", node)
    with session.step(f"delete {node.name()}"):
        above = node.input(0)
        for each in [found for found in node._parent._children if node in found._inputs]:
            for place, found in enumerate(list(each._inputs)):
                if found is node:
                    each.setInput(place, above)
        hand_over(session, node)
        session.journal.remove(node._parent._children, node)
        bury(session, node)


def hand_over(session: Session, node: Node) -> None:
    """Have a clone keep what it shares with a node that goes."""
    others = node._clones()
    if not others:
        return
    heir = node._original if node._original in others else others[0]
    for knob in heir._knobs.values():
        if knob._node is node:
            session.journal.set(knob, "_node", heir)
    for each in others:
        session.journal.set(each, "_original", None if each is heir else heir)


def has_heir(node: Any) -> bool:
    """Whether a clone lives on, with what is within."""
    return node._parent is not None and any(not each._is_dead for each in node._clones())


def bury(session: Session, node: Any) -> None:
    """Have nothing asked of a node any more, nor of those within it."""
    session.journal.set(node, "_is_dead", True)
    for each in getattr(node, "_children", ()) if not node._original and not has_heir(node) else ():
        bury(session, each)
