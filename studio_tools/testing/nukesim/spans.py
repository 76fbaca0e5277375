"""What a node is: its frames, its format, whether it is in error, what its file says. Asked through the tree.

The nodes lie above this room, so they are met as `Any`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio_tools.errors import StudioError
from studio_tools.media.headers import probe_image
from studio_tools.testing.nukesim import evaluating
from studio_tools.testing.nukesim.formats import Format
from studio_tools.testing.nukesim.refusals import NotSimulated

READS = frozenset({"Read", "DeepRead"})
OWN_FORMAT = frozenset({"Reformat", "Constant", "CheckerBoard2", "ColorBars", "ColorWheel", *READS})
SHIFTS_TIME = frozenset({"Retime", "TimeWarp", "AppendClip", "TimeClip", "FrameHold", "Kronos", "OFlow2"})
IN_FILES = frozenset({"Precomp", "LiveGroup"})
MISSING_ERROR = "error"

Span = tuple[int, int]


def sources(node: Any) -> list[Any]:
    """What a node takes its picture from: through groups by their Output, out of them by their Inputs.

    Raises NotSimulated for what lies in a file of its own and is not read.
    """
    kind = node.Class()
    if kind == "Input":
        number = int(node["number"].value())
        outside = node._parent.input(number) if node._parent is not None else None
        return [outside] if outside is not None else []
    if kind in IN_FILES and not node._children:
        raise NotSimulated(f"what is in {node.fullName()}, a {kind}, is not read")
    if hasattr(node, "_children"):
        out = node.output()
        return [out] if out is not None else []
    return [each for each in node._inputs if each is not None]


def whole(knob: Any) -> int:
    """A frame number in a knob."""
    return int(knob.value())


def span(node: Any) -> Span:
    """The first and the last frame of a node."""
    kind = node.Class()
    if kind in READS:
        return read_span(node)
    if kind == "FrameRange":
        return whole(node["first_frame"]), whole(node["last_frame"])
    if kind in ("Write", "DeepWrite", "WriteGeo") and node["use_limit"].value():
        return whole(node["first"]), whole(node["last"])
    if kind in SHIFTS_TIME and not node["disable"].value():
        raise NotSimulated(f"the frames of {node.fullName()}, a {kind}, are not simulated")
    spans = [span(each) for each in sources(node)]
    if not spans:
        return root_span(node._session.root)
    first, last = (min(each[0] for each in spans), max(each[1] for each in spans)) if kind[:5] == "Merge" else spans[0]
    offset = int(node["time_offset"].value()) if kind == "TimeOffset" else 0
    return first + offset, last + offset


def root_span(root: Any) -> Span:
    """The frames of the script."""
    return whole(root["first_frame"]), whole(root["last_frame"])


def read_span(node: Any) -> Span:
    """The frames of a Read, as the script sees them."""
    first, last = whole(node["first"]), whole(node["last"])
    mode, text = node["frame_mode"].value(), node["frame"].value().strip()
    if mode == "start at" and text:
        return int(float(text)), int(float(text)) + last - first
    if mode == "offset" and text:
        return first - int(float(text)), last - int(float(text))
    return first, last


def frame_of_file(node: Any, frame: float) -> int | None:
    """Which frame of its files a Read shows at *frame*; None for black."""
    first, last = whole(node["first"]), whole(node["last"])
    mode, text = node["frame_mode"].value(), node["frame"].value().strip()
    at = int(frame)
    if mode == "start at" and text:
        at = at - int(float(text)) + first
    elif mode == "offset" and text:
        at += int(float(text))
    elif mode == "expression" and text:
        at = int(evaluating.number(node, text, frame))
    if first <= at <= last:
        return at
    side = node["before" if at < first else "after"].value()
    return beyond(side, at, first, last)


def beyond(side: str, at: int, first: int, last: int) -> int | None:
    """The frame that stands for one outside the range."""
    length = last - first + 1
    if side == "black":
        return None
    if side == "loop":
        return first + (at - first) % length
    if side == "bounce" and length > 1:
        place = (at - first) % (2 * length - 2)
        return first + (place if place < length else 2 * length - 2 - place)
    return first if at < first else last


def file_at(node: Any, frame: float, view: str) -> str:
    """The file of a Read or Write at a frame, as the system is asked for it."""
    session = node._session
    text = evaluating.text_of(node, str(node[file_knob(node)]._known(view)))
    name = evaluating.filled(text, frame, view)
    root = session.root
    project = evaluating.text_of(root, str(root["project_directory"]._known()))
    if project and name and not name.startswith("/") and name[1:2] != ":":
        name = f"{project.rstrip('/')}/{name}"
    filtered: str = session.callbacks.filtered(node, name)
    return filtered


def file_knob(node: Any) -> str:
    """Which knob holds the file: the proxy's where the script works in proxy and there is one."""
    proxied = node._session.root["proxy"].value() and "proxy" in node._knobs and node["proxy"]._known()
    return "proxy" if proxied else "file"


def has_error(node: Any) -> bool:
    """Whether a node itself is in error: told so, or a Read without its file."""
    session = node._session
    if session.faults.is_in_error(node.fullName()) or node._is_missing:
        return True
    if node.Class() in IN_FILES:
        return not session.faults.is_file(session.path(file_at(node, session.frame, session.view)).as_posix())
    if node.Class() not in READS or node["disable"].value() or node["on_error"].value() != MISSING_ERROR:
        return False
    frame = frame_of_file(node, session.frame)
    if frame is None:
        return False
    name = file_at(node, frame, session.view)
    return not name or not session.faults.is_file(session.path(name).as_posix())


def tree_has_error(node: Any) -> bool:
    """Whether a node or anything it takes from is in error."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if has_error(each):
            return True
        if each.Class() in IN_FILES:
            continue
        waiting += [*sources(each), *(found for found in each._inputs if found is not None)]
    return False


def format_of(node: Any) -> Format:
    """The format of what a node gives."""
    kind = node.Class()
    if kind in OWN_FORMAT and not (kind == "Reformat" and node["disable"].value()):
        found: Format = node["format"].value()
        if kind == "Reformat" and node["type"].value() != "to format":
            raise NotSimulated(f"the format of {node.fullName()} is not simulated")
        return found
    source = next(iter(sources(node)), None)
    if source is not None:
        return format_of(source)
    given: Format = node._session.root["format"].value()
    return given


def metadata(node: Any, frame: float, view: str) -> Mapping[str, Any]:
    """What the file of the Read upstream says of itself."""
    if node.Class() not in READS:
        source = next(iter(sources(node)), None)
        return metadata(source, frame, view) if source is not None else {}
    at = frame_of_file(node, frame)
    name = file_at(node, at, view) if at is not None else ""
    path = node._session.path(name)
    if not name or not node._session.faults.is_file(path.as_posix()):
        return {}
    told: dict[str, Any] = {"input/filename": name, "input/frame": at}
    try:
        facts = probe_image(path)
    except StudioError:
        return told
    told |= {"input/width": facts.width, "input/height": facts.height, "input/filereader": facts.format}
    if facts.fps is not None:
        told["input/frame_rate"] = float(facts.fps)
    if facts.timecode:
        told["input/timecode"] = facts.timecode
    return told
