"""Write nodes: what they say, what lies upstream of them, and groups of ours that hold one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import nuke

from dcc.nuke.scene import knobs, nodes

TAB = "studioWrite"
WRITE, INPUT, OUTPUT = "Write1", "Input1", "Output1"
"""What a group of ours holds."""
FILTERS = frozenset(
    {
        *("AddTimeCode", "Blur", "ColorCorrect", "Copy", "CopyMetaData", "Crop", "Dissolve", "Dot"),
        *("FrameHold", "FrameRange", "Grade", "Merge", "Merge2"),
        *("ModifyMetaData", "Multiply", "NoOp", "OCIOCDLTransform", "OCIOColorSpace", "OCIODisplay"),
        *("OCIOFileTransform", "OneView", "Premult", "Reformat", "Remove", "Retime", "Saturation", "Shuffle"),
        *("Shuffle2", "ShuffleCopy", "ShuffleViews", "Switch", "Text2", "TimeOffset", "Transform"),
        *("Unpremult", "Vectorfield", "ViewMetaData"),
    }
)
"""Classes that make nothing themselves: what takes from nothing gives black, or an error."""


def is_connected(name: str) -> bool:
    """Whether a picture reaches a Write, out of its group too."""
    node = nodes.get(name)
    above = node.input(0)
    while above is not None and above.Class() == "Input":
        group = above.parent()
        above = None if group is None else group.input(0)
    return above is not None


def upstream(name: str) -> list[str]:
    """The full names of all that a node's picture is made of, the nearest first; out of its group and within others."""
    waiting: list[nuke.Node] = [nodes.get(name)]
    seen: list[str] = []
    while waiting:
        for each in taken_from(waiting.pop(0)):
            if each.fullName() not in seen:
                seen.append(each.fullName())
                waiting.append(each)
    return seen


def unrooted(name: str) -> list[str]:
    """The full names of those upstream of a Write that should take a picture from somewhere and do not."""
    found = (nodes.get(each) for each in upstream(name))
    return [node.fullName() for node in found if node.Class() in FILTERS and not node.inputs()]


def taken_from(node: nuke.Node) -> list[nuke.Node]:
    """What a node's picture is made of, one step up: out of its group, and within others."""
    if node.Class() == "Input":
        group = node.parent()
        outside = None if group is None else group.input(0)
        return [] if outside is None else [outside]
    found = [above for place in range(node.inputs()) if (above := node.input(place)) is not None]
    if isinstance(node, nuke.Group):
        found += [each for each in node.nodes() if each.Class() == "Output"]
    return found


def channels(name: str) -> str:
    """Which channels a Write writes."""
    return str(nodes.get(name)["channels"].value())


def views(name: str) -> list[str]:
    """Which views a Write writes."""
    return str(nodes.get(name)["views"].value()).split()


def set_views(name: str, wanted: Sequence[str]) -> None:
    """Write these views."""
    nodes.get(name)["views"].setValue(" ".join(wanted))


def use_range(name: str, first: int, last: int) -> None:
    """Have a Write render these frames whatever the script's range is."""
    node = nodes.get(name)
    node["first"].setValue(first)
    node["last"].setValue(last)
    node["use_limit"].setValue(True)


def follow_script(name: str) -> None:
    """Have a Write render the script's range."""
    nodes.get(name)["use_limit"].setValue(False)


def set_up(name: str, file: str, words: Mapping[str, str], channels: str, more: Mapping[str, str]) -> None:
    """Give a Write its file, its format, what that format offers, and *more*. Raises ValueError on a wrong word."""
    node = nodes.get(name)
    node["file"].setValue(file)
    for knob, value in words.items():
        found = node.knob(knob)
        if isinstance(found, nuke.Enumeration_Knob) and value and found.value() != value:
            found.setValue(value)  # a format that is chosen anew may forget its knobs
    node["channels"].setValue(channels)
    node["create_directories"].setValue(True)
    knobs.put(name, more)


def make_group(name: str, buttons: Mapping[str, tuple[str, str]]) -> str:
    """Make a group with a Write in it below what is selected; *buttons* are label and Python by name. Its full name."""
    chosen = nuke.selectedNodes()
    with nuke.root():
        group = nuke.nodes.Group()
        with group:
            source = nuke.nodes.Input(name=INPUT)
            write = nuke.nodes.Write(inputs=[source], name=WRITE)
            nuke.nodes.Output(inputs=[write], name=OUTPUT)
        group.setName(name)
        if chosen:
            group.setInput(0, chosen[0])
        group.autoplace()
    add_buttons(group.fullName(), buttons)
    return group.fullName()


def add_buttons(name: str, buttons: Mapping[str, tuple[str, str]]) -> None:
    """Give a group the buttons that it lacks; *buttons* are label and Python by name."""
    group = nodes.get(name)
    for knob in lost_buttons(name, buttons):
        if group.knob(TAB) is None:
            group.addKnob(nuke.Tab_Knob(TAB, "Write"))
        group.addKnob(nuke.PyScript_Knob(knob, *buttons[knob]))


def lost_buttons(name: str, buttons: Iterable[str]) -> list[str]:
    """The names of the buttons that a group lacks."""
    group = nodes.get(name)
    return [each for each in buttons if group.knob(each) is None]


def is_whole(name: str) -> bool:
    """Whether a group of ours still leads from its Input through its Write to its Output."""
    write, out = f"{name}.{WRITE}", f"{name}.{OUTPUT}"
    if nodes.class_of(write) != "Write" or nodes.find(out) is None:
        return False
    return write in upstream(out) and f"{name}.{INPUT}" in upstream(write)


def outputs_in(name: str) -> int:
    """How many Outputs a group has."""
    group = nodes.get(name)
    return sum(each.Class() == "Output" for each in group.nodes()) if isinstance(group, nuke.Group) else 0


def this_group() -> str:
    """The group whose button was pressed."""
    return nuke.thisNode().fullName()
