"""Nodes at any depth: found by their full names, asked for their files and our marks, made and unmade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import nuke

OWN_TAB = "studioTools"

# -- finding


def everything() -> list[nuke.Node]:
    """All nodes, those in groups too."""
    return nuke.allNodes(group=nuke.root(), recurseGroups=True)


def find(name: str) -> nuke.Node | None:
    """The node of a full name."""
    return nuke.toNode(f"root.{name}") if name else None


def get(name: str) -> nuke.Node:
    """The node of a full name. Raises RuntimeError where it is gone."""
    found = find(name)
    if found is None:
        raise RuntimeError(f"{name} is not in the script any more")
    return found


def named(classes: Iterable[str]) -> list[tuple[str, str]]:
    """Full name and class of all nodes of some classes, the oldest first."""
    wanted = frozenset(classes)
    found = [(node.fullName(), node.Class()) for node in everything()]
    return [each for each in reversed(found) if each[1] in wanted]


def class_of(name: str) -> str:
    """The class of a node; "" where there is none of that name."""
    found = find(name)
    return "" if found is None else found.Class()


def existing(names: Iterable[str]) -> list[str]:
    """Those of some names that are still there."""
    return [name for name in names if find(name) is not None]


def is_foreign(name: str) -> bool:
    """Whether a node lies in what comes from a file of its own: a gizmo, a precomp, a live group."""
    at = get(name).parent()
    while at is not None:
        if isinstance(at, nuke.Gizmo | nuke.Precomp | nuke.LiveGroup):
            return True
        at = at.parent()
    return False


def is_disabled(name: str) -> bool:
    """Whether a node is switched off."""
    return is_off(get(name))


def is_off(node: nuke.Node) -> bool:
    """Whether a node that is at hand is switched off."""
    knob = node.knob("disable")
    return isinstance(knob, nuke.Boolean_Knob) and knob.value()


# -- files


def file_of(name: str, knob: str) -> str:
    """What a knob says of a file, `%04d` for the frame and nothing evaluated; "" where there is no such knob."""
    found = get(name).knob(knob)
    return found.value() if isinstance(found, nuke.File_Knob) else ""


def evaluated(name: str, knob: str) -> str:
    """What Nuke makes of it: TCL done, frame and view left open. Raises RuntimeError where it cannot."""
    found = get(name).knob(knob)
    return (found.getEvaluatedValue() or "") if isinstance(found, nuke.File_Knob) else ""


def project_folder() -> str:
    """Where relative files lie; "" where the script does not say."""
    return nuke.root()["project_directory"].getEvaluatedValue() or ""


def set_file(name: str, knob: str, text: str) -> None:
    """Have a knob name another file."""
    found = get(name).knob(knob)
    if isinstance(found, nuke.File_Knob):
        found.setValue(text)


def choose_file(name: str, text: str) -> None:
    """Give a Read its file as a person types it, `path 1001-1100`: range and format follow."""
    get(name)["file"].fromUserText(text)


def is_on(name: str, knob: str) -> bool:
    """Whether a switch is on; one that is not there is."""
    found = get(name).knob(knob)
    return found.value() if isinstance(found, nuke.Boolean_Knob) else True


def switch(name: str, knob: str, is_on: bool) -> None:
    """Switch something."""
    found = get(name).knob(knob)
    if isinstance(found, nuke.Boolean_Knob):
        found.setValue(is_on)


def clip_range(name: str) -> tuple[int, int, int, int]:
    """Of a Read: first and last frame, and those that its file had when it was chosen."""
    node = get(name)
    return node["first"].value(), node["last"].value(), node["origfirst"].value(), node["origlast"].value()


def set_clip_range(name: str, first: int, last: int) -> None:
    """Set the first and last frame of a Read."""
    node = get(name)
    node["first"].setValue(first)
    node["last"].setValue(last)


def views() -> list[str]:
    """The script's views."""
    return nuke.views()


# -- our marks


def text(name: str, knob: str) -> str:
    """A text of ours on a node; "" where there is none."""
    found = find(name)
    return "" if found is None else text_on(found, knob)


def put_text(name: str, knob: str, value: str) -> None:
    """Put a text of ours on a node, where nobody sees it."""
    put_text_on(get(name), knob, value)


def text_on(node: nuke.Node, knob: str) -> str:
    """A text of ours on a node; "" where there is none."""
    found = node.knob(knob)
    return found.value() if isinstance(found, nuke.String_Knob) else ""


def put_text_on(node: nuke.Node, knob: str, value: str) -> None:
    """Put a text of ours on a node, where nobody sees it."""
    found = node.knob(knob)
    if found is None:
        if node.knob(OWN_TAB) is None:
            _add_hidden(node, nuke.Tab_Knob(OWN_TAB, OWN_TAB))
        found = nuke.String_Knob(knob, knob)
        _add_hidden(node, found)
    if isinstance(found, nuke.String_Knob) and found.value() != value:
        found.setValue(value)


def _add_hidden(node: nuke.Node, knob: nuke.Knob) -> None:
    knob.setFlag(nuke.INVISIBLE)
    node.addKnob(knob)


# -- making and unmaking


def make(class_name: str, name: str) -> str:
    """Make a node at the top of the script, connected to nothing; its full name, which may differ."""
    with nuke.root():
        node: nuke.Node = getattr(nuke.nodes, class_name)()
        node.setName(name)
        node.autoplace()
    return node.fullName()


@contextmanager
def within(name: str) -> Iterator[None]:
    """Have code see the inside of a group; the whole script for ""."""
    group = get(name) if name else nuke.root()
    if not isinstance(group, nuke.Group):
        raise RuntimeError(f"{name} is no group")
    with group:
        yield


def delete(name: str) -> None:
    """Delete a node; what took from it takes from its input."""
    nuke.delete(get(name))
