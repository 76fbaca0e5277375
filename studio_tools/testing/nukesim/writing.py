"""Scripts as Nuke writes them: nodes, knobs, wires as a stack, groups, and the summary of every Write at the head.

What was read and not changed is written to the letter. The nodes lie above this room, so they are met as `Any`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from studio_tools.testing.nukesim import evaluating, spans
from studio_tools.testing.nukesim.knobs import making
from studio_tools.testing.nukesim.knobs.knob import Knob
from studio_tools.testing.nukesim.refusals import NotSimulated

PLACES = ("name", "tile_color", "gl_color", "label", "selected", "xpos", "ypos", "hide_input", "disable")
TO_SCRIPT, TO_VALUE, WRITE_USER_KNOB_DEFS, WRITE_ALL, WRITE_NON_DEFAULT_ONLY = 1, 2, 4, 8, 16
LAYOUT = "define_window_layout_xml"


def script(session: Any) -> str:
    """The whole script."""
    major, _, rest = session.version.partition("v")
    lines = [f"#! /usr/local/Nuke{session.version}/libnuke-{major}.{rest}.so -nx"]
    lines += [summary(node) for node in writes(session.root)]
    lines.append(f"version {major} v{rest}")
    if session.root._layout:
        lines.append(f"{LAYOUT} {session.root._layout}")
    lines += ["Root {", " inputs 0", *knob_lines(session.root, 1), "}", *session.root._extra]
    lines += Wiring(session.root, 0).lines(session.root._children)
    return "\n".join(lines) + "\n"


def fragment(session: Any, nodes: Sequence[Any]) -> str:
    """Nodes as they are copied."""
    major, _, rest = session.version.partition("v")
    group = nodes[0]._parent if nodes else session.root
    head = ["set cut_paste_input [stack 0]", f"version {major} v{rest}"]
    return "\n".join([*head, *Wiring(group, 0, is_copy=True).lines(nodes)]) + "\n"


def writes(group: Any) -> Iterator[Any]:
    """Every Write that is not within a gizmo."""
    for node in group._children:
        if node.Class() in ("Write", "DeepWrite"):
            yield node
        elif hasattr(node, "_children") and not node._is_gizmo:
            yield from writes(node)


def summary(node: Any) -> str:
    """The line at a script's head that tells of a Write."""
    told = [f"#write_info {node._short}", f'file:"{evaluating.technical(str(node["file"]._state))}"']
    try:
        shape = spans.format_of(node)
        first, last = spans.span(node)
        told.append(f'format:"{shape.width()} {shape.height()} {shape.pixelAspect():g}"')
        told.append(f'framerange:"{first} {last}"')
    except (NotSimulated, RuntimeError):
        told.append('framerange:"0 0"')
    if "colorspace" in node._knobs:
        told.append(f'colorspace:"{node["colorspace"].value()}"')
    told += [f'fps:"{node._session.root["fps"].value():g}"', f'views:"{node["views"].value()}"']
    return " ".join(told)


def knob_lines(node: Any, indent: int) -> list[str]:
    """The lines of a node's body that tell of its knobs."""
    pad = " " * indent
    lines: list[str] = []
    for knob in ordered(node):
        if node._original is not None and knob._node is not node:
            continue  # a clone says what is its own
        if knob._is_user:
            lines.append(f"{pad}addUserKnob {making.definition(knob)}")
            if making.is_said_by_its_definition(knob) and not (knob._raw is not None and knob._is_set):
                continue
        if knob._is_written() and knob._name:
            lines.append(f"{pad}{spelled(knob._name)} {knob._written()}")
    return lines


def spelled(name: str) -> str:
    """A knob's name as a script writes it."""
    return f'"{name}"' if " " in name else name


def ordered(node: Any) -> list[Knob]:
    """Knobs in the order of scripts: the class's own, those of the place, the user's."""
    table = list(node._schema.knobs)
    dynamic = [name for name in node._knobs if name in node._dynamic]
    if "file_type" in table and dynamic:
        at = table.index("file_type") + 1
        table[at:at] = dynamic
    places = {name: number for number, name in enumerate([each for each in table if each not in PLACES])}
    ends = {name: len(places) + number for number, name in enumerate(PLACES)}
    order = places | ends
    known = [knob for name, knob in node._knobs.items() if name in order and not knob._is_user]
    read = [knob for name, knob in node._knobs.items() if name not in order and not knob._is_user]
    users = [knob for knob in node._knobs.values() if knob._is_user]
    first = sorted(known, key=lambda knob: order[knob._name])
    cut = next((n for n, knob in enumerate(first) if knob._name in PLACES), len(first))
    return [*first[:cut], *read, *first[cut:], *users]


class Wiring:
    """Writes the nodes of one group, and what lies within them."""

    def __init__(self, group: Any, indent: int, *, is_copy: bool = False) -> None:
        self.group, self.indent, self.is_copy = group, indent, is_copy

    def lines(self, nodes: Iterable[Any]) -> list[str]:
        """The lines for *nodes*, sources first."""
        order = sorted_by_sources(list(nodes))
        written = set(map(id, order))
        named = self.named(order)
        lines: list[str] = []
        top: Any = None
        for node in order:
            lines += self.pushes(node, top, written) + self.node(node)
            if node._original is None and node._parent is not None and node._clones():
                lines.append(f"{' ' * self.indent}set {variable(node, 'C')} [stack 0]")
            if id(node) in named:
                lines.append(f"{' ' * self.indent}set {variable(node)} [stack 0]")
            top = node
        return lines

    def named(self, order: list[Any]) -> set[int]:
        """Nodes that are pushed somewhere and so need a name."""
        found: set[int] = set()
        top: Any = None
        for node in order:
            if not on_top(node, top):
                found |= {id(each) for each in node._inputs if each is not None}
            top = node
        return found

    def pushes(self, node: Any, top: Any, written: set[int]) -> list[str]:
        """What puts a node's inputs on the stack, the first on top."""
        if on_top(node, top) or not node.inputs():
            return []
        pad = " " * self.indent
        sources = [node.input(number) for number in range(node.inputs())]
        known = [each if each is not None and id(each) in written else None for each in sources]
        outside = "push $cut_paste_input" if self.is_copy else "push 0"
        return [
            f"{pad}push ${variable(each)}"
            if each is not None
            else f"{pad}{outside if source is not None else 'push 0'}"
            for each, source in reversed(list(zip(known, sources, strict=True)))
        ]

    def node(self, node: Any) -> list[str]:
        """A node's own lines, and those of what lies within."""
        pad, count = " " * self.indent, node.inputs()
        is_clone = node._original is not None
        lines = [f"{pad}clone ${variable(node._original, 'C')} {{" if is_clone else f"{pad}{node._written_class} {{"]
        if count != 1:
            lines.append(f"{pad} inputs {count}")
        lines += [*knob_lines(node, self.indent + 1), f"{pad}}}"]
        if hasattr(node, "_children") and node._holds_nodes() and not is_clone:
            lines += [*Wiring(node, self.indent + 1).lines(node._children), f"{pad}end_group"]
        return lines


def on_top(node: Any, top: Any) -> bool:
    """Whether a node's only input is what was written just before it."""
    return bool(node.inputs() == 1 and top is not None and node.input(0) is top)


def variable(node: Any, letter: str = "N") -> str:
    """The name under which a node is pushed; one that is cloned has a second, with a C."""
    return f"{letter}{node._serial:x}"


def sorted_by_sources(nodes: list[Any]) -> list[Any]:
    """*nodes*, each behind those it takes from; else as they came."""
    wanted = {id(each) for each in nodes}
    done: set[int] = set()
    order: list[Any] = []
    for node in nodes:
        waiting = [node]
        while waiting:
            at = waiting[-1]
            before = [*at._inputs, at._original]
            open_sources = [s for s in before if s is not None and id(s) in wanted and id(s) not in done]
            if id(at) in done or not open_sources:
                waiting.pop()
                if id(at) not in done:
                    done.add(id(at))
                    order.append(at)
            else:
                waiting.append(open_sources[0])
    return order


def knobs_text(node: Any, flags: int) -> str:
    """What `writeKnobs` gives: names, or with TO_SCRIPT or TO_VALUE names and values, one a line."""
    lines: list[str] = []
    for knob in ordered(node):
        if knob._name in PLACES and not flags & WRITE_ALL:
            continue
        if knob._is_user and flags & WRITE_USER_KNOB_DEFS:
            lines.append(f"addUserKnob {making.definition(knob)}")
        if not knob._name or making.is_said_by_its_definition(knob):
            continue
        if flags & WRITE_NON_DEFAULT_ONLY and not knob._is_written():
            continue
        lines.append(f"{spelled(knob._name)} {knob._written()}" if flags & (TO_SCRIPT | TO_VALUE) else knob._name)
    return "\n".join(lines)
