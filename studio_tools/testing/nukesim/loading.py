"""Scripts, fragments and gizmos read into groups: nodes on a stack, groups within groups, `onCreate` for each.

What makes a node for a class is handed in. Text is taken apart by the scene readers' own grammar.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any, Protocol

from studio_tools.scenes import nuke_text
from studio_tools.scenes.nuke_classes import GROUPS
from studio_tools.scenes.nuke_text import Command, Wrong
from studio_tools.scenes.window import Window
from studio_tools.testing.nukesim.knobbed import OWN, free_name
from studio_tools.testing.nukesim.session import Session

INPUTS = re.compile(rb"(?:^|\n)[ \t]*inputs[ \t]+([^\s]+)")
STACK = re.compile(rb"^[ \t]*(?:push (?P<push>0|\$\w+)|set (?P<set>N\w*) \[stack 0\])[ \t]*$", re.MULTILINE)
KEPT = ("add_layer", "define_window_layout_xml", "add_format", "gsv")
IGNORED = ("version", "view")


class Makes(Protocol):
    """Makes a node of a class in a group, or a clone of one."""

    def make(self, class_name: str, group: Any, *, holds: bool) -> Any: ...

    def clone(self, original: Any) -> Any: ...


@dataclass(slots=True)
class Level:
    """A group that is being filled, and the stack of its nodes."""

    group: Any
    stack: list[Any] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """The names that are taken in it."""

    def __post_init__(self) -> None:
        self.names |= {each._short for each in self.group._children}


@dataclass(slots=True)
class Read:
    """What a reading gave."""

    nodes: list[Any] = field(default_factory=list)
    """The nodes at the outermost level, in order."""
    wrong: list[str] = field(default_factory=list)


def load(
    session: Session,
    group: Any,
    data: bytes,
    makes: Makes,
    *,
    top: Any = None,
    gizmo: Any = None,
    takes_root: bool = True,
) -> Read:
    """Read *data* into *group*. *top* is what pasted nodes are connected to."""
    reading = Reading(session, makes, Level(group, [top] if top is not None else []), takes_root)
    reading.variables["$cut_paste_input"] = top
    reading.gizmo = gizmo
    text, at = data.replace(b"\r", b"\n"), 0
    for item in nuke_text.items(Window(io.BytesIO(data))):
        reading.between(text[at : item.offset])
        at = item.offset + len(item.body) if isinstance(item, nuke_text.Node) else item.offset
        if isinstance(item, Wrong):
            reading.result.wrong.append(item.why)
        elif isinstance(item, Command):
            reading.command(item)
        else:
            reading.node(item)
    reading.between(text[at:])
    while len(reading.levels) > 1:
        reading.leave()
    return reading.result


class Reading:
    """Where a reading stands."""

    def __init__(self, session: Session, makes: Makes, level: Level, takes_root: bool) -> None:
        self.session, self.makes, self.levels, self.takes_root = session, makes, [level], takes_root
        self.variables: dict[str, Any] = {}
        self.gizmo: Any = None
        self.result = Read()

    @property
    def level(self) -> Level:
        """The innermost group."""
        return self.levels[-1]

    def between(self, text: bytes) -> None:
        """What stands between two nodes: the readers pass over the stack, which only a simulator needs."""
        for found in STACK.finditer(text):
            if found["set"] is not None:
                self.variables[f"${found['set'].decode()}"] = self.level.stack[-1] if self.level.stack else None
            else:
                self.level.stack.append(self.variables.get(found["push"].decode()))

    def command(self, item: Command) -> None:
        """A line that is no node."""
        words = item.rest.decode("utf-8", "replace").split()
        if item.name == "end_group":
            if len(self.levels) > 1:
                self.leave()
        elif item.name == "set" and words:
            if not words[0].startswith("cut_paste"):
                self.variables[f"${words[0]}"] = self.level.stack[-1] if self.level.stack else None
        elif item.name == "define_window_layout_xml":
            self.session.root._layout = item.rest.decode("utf-8", "replace")
        elif item.name in KEPT:
            self.session.root._extra.append(f"{item.name} {item.rest.decode('utf-8', 'replace')}")
        elif not item.name.startswith("#") and item.name not in IGNORED:
            self.result.wrong.append(f"{item.name[:60]!r} makes no sense here")

    def node(self, item: nuke_text.Node) -> None:
        """A node: what it is, what it takes from the stack, and whether others follow within it."""
        if item.clone_of is not None and not item.klass:
            self.clone(item)
            return
        if item.klass == "Root":
            if self.takes_root:
                self.session.root._read_body(item.body)
            return
        if item.klass == "Gizmo" and self.gizmo is not None:
            self.gizmo._read_body(item.body)
            return
        holds = item.klass.encode() in GROUPS or item.opens
        made = self.makes.make(item.klass, self.level.group, holds=holds)
        if item.klass.endswith(".gizmo"):
            made._written_class = item.klass
        self.wire(made, item.body)
        usual = made._short
        made._read_body(item.body)
        name = made._knobs["name"]
        name._state, name._raw = free_name(str(name._state) or usual, self.level.names), None
        self.level.names.add(name._state)
        if item.clone_of is not None:
            self.variables[item.clone_of] = made
        self.place(made)
        self.enter(made, holds=holds)

    def place(self, made: Any) -> None:
        """Put a node on the stack."""
        self.level.stack.append(made)
        if len(self.levels) == 1:
            self.result.nodes.append(made)

    def clone(self, item: nuke_text.Node) -> None:
        """Another appearance of a node: it has knobs of its place only."""
        original = self.variables.get(item.clone_of or "")
        if original is None:
            self.result.wrong.append(f"{item.clone_of} names nothing that can be cloned")
            return
        made = self.makes.clone(original)
        self.wire(made, item.body)
        for knob in nuke_text.knobs(item.body):
            if knob.name in OWN:
                made._take_line(knob.name, knob.value.decode("utf-8", "replace"), False)
        self.place(made)
        self.whole(made)

    def wire(self, made: Any, body: bytes) -> None:
        """Take a node's inputs from the stack, the first from its top."""
        found = INPUTS.search(body)
        count = sum(int(each) for each in found[1].split(b"+") if each.isdigit()) if found else 1
        stack = self.level.stack
        taken = [stack.pop() if stack else None for _ in range(count)]
        while taken and taken[-1] is None:
            taken.pop()
        made._inputs = taken

    def enter(self, made: Any, *, holds: bool) -> None:
        """Go into a group; a node that holds none is whole. What lies in a gizmo's place belongs to its file."""
        if holds and hasattr(made, "_children") and not made._is_gizmo:
            self.levels.append(Level(made))
        else:
            self.whole(made)

    def leave(self) -> None:
        """Come out of a group, which is whole now."""
        self.whole(self.levels.pop().group)

    def whole(self, made: Any) -> None:
        """Tell that a node is there."""
        if self.gizmo is None:
            self.session.callbacks.fire("onCreate", made)
