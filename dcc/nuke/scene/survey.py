"""What the script is set to, and what is strange in it. Asked for checks; mended here too."""

from __future__ import annotations

import re
from pathlib import Path

import nuke

from dcc.nuke.scene import nodes

NAMED = re.compile(r"(?<![\w.\]])([A-Za-z_]\w*)\.[A-Za-z_]\w*")
HERE = frozenset({"root", "parent", "this", "input", "input0", "input1", "topnode"})
ASKED = re.compile(r"(?<!\\)\[\s*(?:value|numvalue|knob)\s+\{?([A-Za-z_]\w*)\.\w")
TCL = re.compile(r"\[[^\]]*\]")


# -- pictures


def picture_size() -> tuple[int, int, float]:
    """Width, height and pixel aspect of the script's format."""
    found = nuke.root()["format"].value()
    return found.width(), found.height(), found.pixelAspect()


def set_picture_size(width: int, height: int, aspect: float) -> None:
    """Give the script a format; one that Nuke knows by name is taken by it."""
    for known in nuke.formats():
        if (known.width(), known.height(), known.pixelAspect()) == (width, height, aspect):
            nuke.root()["format"].setValue(known)
            return
    nuke.root()["format"].setValue(nuke.addFormat(f"{width} {height} {aspect:g} show_{width}x{height}"))


def is_proxy() -> bool:
    """Whether proxies are worked with, and would be rendered."""
    return nuke.root().proxy()


def work_in_full() -> None:
    """Work with whole pictures."""
    proxy = nuke.root()["proxy"]
    if isinstance(proxy, nuke.Boolean_Knob):
        proxy.setValue(False)


# -- colour


def colour_config() -> str:
    """The OCIO configuration, as a path or by its name; "" where Nuke manages colour itself."""
    root = nuke.root()
    if word("", "colorManagement") != "OCIO":
        return ""
    name = word("", "OCIO_config")
    custom = root["customOCIOConfigPath"]
    return custom.value() if name == "custom" and isinstance(custom, nuke.File_Knob) else name


def set_colour_config(config: str) -> None:
    """Have OCIO manage colour by a configuration, a path or a name."""
    put_word("", "colorManagement", "OCIO")
    custom = nuke.root()["customOCIOConfigPath"]
    is_path = "/" in config or config.endswith(".ocio")
    if is_path and isinstance(custom, nuke.File_Knob):
        custom.setValue(config)
    put_word("", "OCIO_config", "custom" if is_path else config)


def working_space() -> str:
    """The colour space that is composited in."""
    return word("", "workingSpaceLUT")


def set_working_space(space: str) -> None:
    """Composite in another colour space."""
    put_word("", "workingSpaceLUT", space)


def looked_through() -> list[str]:
    """What the viewers show pictures through, each once."""
    return list(dict.fromkeys(word(name, "viewerProcess") for name, _ in nodes.named(["Viewer"])))


def look_through(view: str) -> None:
    """Have all viewers show pictures through this. Raises ValueError where one does not offer it."""
    for name, _ in nodes.named(["Viewer"]):
        put_word(name, "viewerProcess", view)


def word(node: str, knob: str) -> str:
    """The chosen word of a knob; "" where there is no such knob. The script's own for no node."""
    found = (nodes.get(node) if node else nuke.root()).knob(knob)
    return found.value() if isinstance(found, nuke.Enumeration_Knob) else ""


def words(node: str, knob: str) -> list[str]:
    """The words that a knob offers."""
    found = nodes.get(node).knob(knob)
    return found.values() if isinstance(found, nuke.Enumeration_Knob) else []


def put_word(node: str, knob: str, value: str) -> None:
    """Choose a word. Raises ValueError where it is not offered."""
    found = (nodes.get(node) if node else nuke.root()).knob(knob)
    if isinstance(found, nuke.Enumeration_Knob):
        found.setValue(value)


# -- what is strange


def nodes_in_error() -> list[str]:
    """Nodes that are on and in error."""
    found = (node for node in reversed(nodes.everything()) if not nodes.is_off(node))
    return [node.fullName() for node in found if is_in_error(node)]


def is_in_error(node: nuke.Node) -> bool:
    """Whether a node cannot do what it should; one whose path cannot even be worked out cannot."""
    try:
        return node.hasError()
    except RuntimeError:
        return True


def gizmos() -> list[tuple[str, str]]:
    """Full name of each gizmo's node, and the folder that its file lies in; "" where no folder has it."""
    folders = [Path(each) for each in nuke.pluginPath()]
    found = []
    for node in reversed(nodes.everything()):
        if isinstance(node, nuke.Gizmo):
            file = f"{node.Class().removesuffix('.gizmo')}.gizmo"
            folder = next((each for each in folders if (each / file).is_file()), None)
            found.append((node.fullName(), "" if folder is None else folder.as_posix()))
    return found


def lost_expressions() -> list[tuple[str, str, str]]:
    """Full name of a node, a knob of it, and the node that its expression names and that is not there."""
    return [
        (node.fullName(), knob.name(), lost)
        for node in reversed(nodes.everything())
        for knob in node.allKnobs()
        for lost in _named_by(knob)
        if not _is_there(node.fullName(), lost)
    ]


def _named_by(knob: nuke.Knob) -> list[str]:
    """The nodes that a knob's expression names, or the TCL in its text."""
    if isinstance(knob, nuke.Array_Knob):
        return named_in(knob.toScript()) if knob.hasExpression() else []
    return named_in_text(knob.value()) if isinstance(knob, nuke.EvalString_Knob) else []


def named_in_text(text: str) -> list[str]:
    """The nodes whose values the TCL in a text asks for."""
    return [each for each in dict.fromkeys(ASKED.findall(text)) if each not in HERE]


def named_in(expression: str) -> list[str]:
    """The nodes that an expression names; what TCL works out is left to Nuke."""
    return [each for each in NAMED.findall(TCL.sub("", expression)) if each not in HERE]


def _is_there(seen_from: str, name: str) -> bool:
    """Whether a name is one of a node, or of a knob beside: `translate.x` is a part of the node's own."""
    if nodes.get(seen_from).knob(name) is not None:
        return True
    group = seen_from.rpartition(".")[0]
    beside = f"{group}.{name}" if group else name
    return any(nodes.find(each) is not None for each in (beside, f"{seen_from}.{name}", name))
