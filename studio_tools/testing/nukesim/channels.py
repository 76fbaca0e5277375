"""Which channels come out of a node: those of its files, less and more by what lies between. A closed table of classes.

The nodes lie above this room, so they are met as `Any`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from studio_tools.errors import StudioError
from studio_tools.media.headers import probe_image
from studio_tools.testing.nukesim import spans
from studio_tools.testing.nukesim.refusals import NotSimulated

RGBA = ("rgba.red", "rgba.green", "rgba.blue", "rgba.alpha")
LAYERS = {"rgb": RGBA[:3], "rgba": RGBA, "alpha": RGBA[3:], "depth": ("depth.Z",)}
"""Layers whose channels are always the same; those of other layers are the ones that reach a node."""
IN_FILES = dict(zip("RGBA", RGBA, strict=True)) | {"Z": "depth.Z"}
"""What files call the channels that have no layer."""
COLOURS = {"R": "red", "G": "green", "B": "blue", "A": "alpha"}
PASSING = frozenset(
    {
        *("AddTimeCode", "Blur", "ColorCorrect", "CopyMetaData", "Crop", "Dot", "FrameHold", "FrameRange", "Grade"),
        *("Group", "Input", "ModifyMetaData", "Multiply", "NoOp", "OCIOCDLTransform", "OCIOColorSpace", "OCIODisplay"),
        *("OCIOFileTransform", "OneView", "Output", "Premult", "Reformat", "Retime", "Saturation", "TimeOffset"),
        *("Transform", "Unpremult", "Vectorfield", "ViewMetaData", "Write", "DeepWrite"),
    }
)
"""Classes that give the channels of their first input."""

Names = tuple[str, ...]


def of(node: Any) -> Names:
    """The channels that a node gives, in no order of meaning. Raises NotSimulated for classes beyond the table."""
    kind = node.Class()
    if "disable" in node._knobs and node["disable"].value() and kind not in spans.READS:
        return first(node)
    if kind in MAKERS:
        return tuple(dict.fromkeys(MAKERS[kind](node)))
    if kind not in PASSING:
        raise NotSimulated(f"the channels of {node.fullName()}, a {kind}, are not simulated")
    return first(node)


def first(node: Any) -> Names:
    """The channels of what a node takes from first; of two that merge the first is B."""
    source = next(iter(spans.sources(node)), None)
    return () if source is None else of(source)


def masked(mask: str, reaching: Iterable[str]) -> Names:
    """The channels that a mask names: layers, single channels, `all` of those that reach the node."""
    known = tuple(reaching)
    found: list[str] = []
    for word in mask.replace("{", " ").replace("}", " ").split():
        if word == "all":
            found += known
        elif word in LAYERS:
            found += LAYERS[word]
        elif "." in word and not word.startswith("-"):
            found.append(word)
        elif word != "none" and not word.startswith("-"):
            found += [name for name in known if name.startswith(f"{word}.")]
    return tuple(dict.fromkeys(found))


def _read(node: Any) -> Names:
    """What the header of the file at this frame says. Raises NotSimulated where there is none to look into."""
    session = node._session
    frame = spans.frame_of_file(node, session.frame)
    name = spans.file_at(node, frame, session.view) if frame is not None else ""
    try:
        facts = probe_image(session.path(name))
    except (StudioError, OSError) as cause:
        raise NotSimulated(f"the channels of {node.fullName()}, whose file cannot be read, are not known") from cause
    return tuple(_named(channel.name) for channel in facts.channels)


def _named(name: str) -> str:
    if name in IN_FILES:
        return IN_FILES[name]
    layer, _, last = name.rpartition(".")
    return f"{layer or 'other'}.{COLOURS.get(last, last)}"


def _merged(node: Any) -> Names:
    both = [name for each in spans.sources(node) for name in of(each)]
    more = [each for knob in ("output", "also_merge") for each in masked(node[knob].value(), both)]
    return (*first(node), *more)


def _copied(node: Any) -> Names:
    above = node.input(1)
    taken = masked(node["channels"].value(), of(above) if above is not None else ())
    single = masked(" ".join(node[f"to{number}"].value() for number in range(4)), ())
    return (*first(node), *taken, *single)


def _shuffled(*knobs: str) -> Callable[[Any], Names]:
    return lambda node: (*first(node), *masked(" ".join(node[knob].value() for knob in knobs), first(node)))


def _removed(node: Any) -> Names:
    reaching = first(node)
    named = masked(" ".join(node[f"channels{number}"].value() for number in ("", 2, 3, 4)), reaching)
    is_kept = node["operation"].value() == "keep"
    return tuple(name for name in reaching if (name in named) is is_kept)


MAKERS: Mapping[str, Callable[[Any], Names]] = {
    "Read": _read,
    "DeepRead": _read,
    "Constant": lambda node: masked(node["channels"].value(), ()),
    "CheckerBoard2": lambda node: RGBA,
    "ColorBars": lambda node: RGBA,
    "ColorWheel": lambda node: RGBA,
    "Text2": lambda node: (*first(node), *RGBA),
    "Merge2": _merged,
    "Copy": _copied,
    "Shuffle": _shuffled("out", "out2"),
    "Shuffle2": _shuffled("out1", "out2"),
    "Remove": _removed,
}
"""Classes that give other channels than they take."""
