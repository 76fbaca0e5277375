"""What names, brackets and expressions in knobs mean: nodes and knobs found from where they are asked, TCL on them.

The nodes lie above this room, so they are met as `Any`. TCL is that of the scene readers: ten commands, nothing run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from studio_tools.scenes.tcl import Tcl, Unresolved
from studio_tools.testing.nukesim import expressions
from studio_tools.testing.nukesim.refusals import NotSimulated

GETENV = re.compile(r"\[\s*getenv\s+(\w+)\s*\]")
FRAME = re.compile(r"(?<!\\)\[\s*frame\s*\]")
HASHES = re.compile(r"#+")
FRAMES = re.compile(r"%(0?)(\d*)d")
SPECIAL = re.compile(r"([\[\]{}\"$\\ ])")
DEEPEST = 32


def technical(path: str) -> str:
    """A file name in Nuke's technical notation: `####` becomes `%04d`."""
    return HASHES.sub(lambda found: f"%0{len(found[0])}d", path)


def filled(path: str, frame: float, view: str) -> str:
    """A file name with its frame and view filled in."""
    text = technical(path).replace("%V", view).replace("%v", view[:1])
    return FRAMES.sub(lambda found: f"{int(frame):{found[1]}{found[2]}d}", text)


def find_node(seen_from: Any, path: str) -> Any:
    """The node that *path* (`Group1.Read1`, `root`, `parent.x`) means, seen from a node; None for none."""
    at: Any = None
    for place, step in enumerate(path.split(".")):
        at = _first(seen_from, step) if place == 0 else _next(at, step)
        if at is None:
            return None
    return at


def _first(seen_from: Any, step: str) -> Any:
    session = seen_from._session
    fixed = {"root": session.root, "this": seen_from, "parent": seen_from._parent}
    if step in fixed:
        return fixed[step]
    if step == "input":
        return seen_from.input(0)
    beside = seen_from._parent or session.root
    return child(beside, step) or child(seen_from, step) or child(session.root, step)


def _next(at: Any, step: str) -> Any:
    if step in ("parent", "input"):
        return at._parent if step == "parent" else at.input(0)
    return child(at, step)


def child(group: Any, name: str) -> Any:
    """The node of that name directly in a group."""
    return next((each for each in getattr(group, "_children", ()) if each._short == name), None)


def find_knob(seen_from: Any, path: str) -> Any:
    """The knob that *path* means, seen from a node; None for none. Names of knobs may hold dots themselves."""
    own = seen_from._knobs.get(path)
    if own is not None:
        return own
    parts = path.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        owner = find_node(seen_from, ".".join(parts[:cut]))
        if owner is not None:
            return owner._find(".".join(parts[cut:]))
    if len(parts) == 1 and seen_from._parent is not None:
        return seen_from._parent._knobs.get(path)
    return None


def number(node: Any, text: str, frame: float) -> float:
    """The value of an expression in a knob of *node*. Raises RuntimeError for a knob that is not there."""

    def knob(path: str) -> float:
        found = find_knob(node, path)
        if found is not None:
            return float(found._number_at(frame))
        stem, _, leaf = path.rpartition(".")
        if stem and leaf in ("x", "y", "z", "w", "r", "g", "b", "a"):
            found = find_knob(node, stem)
            if found is not None:
                return float(found._number_at(frame, "xyzw".find(leaf) if leaf in "xyzw" else "rgba".find(leaf)))
        return _of_node(node, stem, leaf, path)

    def deeper() -> float:
        around = expressions.Surroundings(frame=frame, knob=knob, tcl=lambda found: text_of(node, found))
        return expressions.evaluate(text.replace("\\[", "[").replace("\\]", "]").strip('"'), around)

    return float(_guarded(node, text, deeper))


def _of_node(node: Any, stem: str, leaf: str, path: str) -> float:
    """What expressions may ask of a node that is no knob of it."""
    owner = find_node(node, stem) if stem else node
    asks = {"first_frame": "firstFrame", "last_frame": "lastFrame", "first": "firstFrame", "last": "lastFrame"}
    asks |= {"width": "width", "height": "height", "pixel_aspect": "pixelAspect"}
    if owner is None or leaf not in asks:
        raise RuntimeError(f'{node.fullName()}: Nothing is named "{path}"')
    return float(getattr(owner, asks[leaf])())


def _guarded(node: Any, what: str, call: Callable[[], Any]) -> Any:
    session = node._session
    if session.depth >= DEEPEST:
        raise RuntimeError(f"{node.fullName()}: {what}: expressions refer to one another in a circle")
    session.depth += 1
    try:
        return call()
    finally:
        session.depth -= 1


def text_of(node: Any, text: str) -> str:
    """*text* with the TCL in it replaced by what it gives. Raises NotSimulated for what is not of the ten commands.

    `[frame]`, which no script's reader can know, is the current frame here.
    """
    if "[" not in text and "\\" not in text and "$" not in text:
        return text
    session = node._session

    def look(path: str) -> str:
        if path == "root.name":
            return str(session.root.name())
        found = find_knob(node, path)
        if found is None:
            raise RuntimeError(f'{node.fullName()}: Nothing is named "{path}"')
        return str(found._told())

    def fill(found: re.Match[str]) -> str:
        return SPECIAL.sub(r"\\\1", session.environment.get(found[1], ""))

    moment = FRAME.sub(str(int(session.frame)), text)

    def deeper() -> str:
        try:
            return Tcl(look, session.root._knobs["name"].value() or None).text(GETENV.sub(fill, moment))
        except Unresolved as reason:
            raise NotSimulated(f"{text!r}: {reason}") from reason

    told: str = _guarded(node, text, deeper)
    return told
