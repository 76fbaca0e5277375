"""Cameras baked into the world: a key a frame, whatever moves them. The scene is left as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import atan2, degrees, hypot

from maya import cmds

Turn = tuple[float, float, float]
LENS = (
    "focalLength",
    "horizontalFilmAperture",
    "verticalFilmAperture",
    "horizontalFilmOffset",
    "verticalFilmOffset",
    "lensSqueezeRatio",
    "filmFit",
    "nearClipPlane",
    "farClipPlane",
    "fStop",
    "focusDistance",
    "shutterAngle",
    "orthographic",
    "orthographicWidth",
)
"""What a camera sees with, and what is baked of it."""
PLACE = ("translateX", "translateY", "translateZ", "rotateX", "rotateY", "rotateZ")


@contextmanager
def unnoticed() -> Iterator[None]:
    """Do something that is neither remembered for undo nor makes the scene one with changes."""
    was_modified, could_undo = cmds.file(query=True, modified=True), cmds.undoInfo(query=True, state=True)
    cmds.undoInfo(stateWithoutFlush=False)
    try:
        yield
    finally:
        cmds.undoInfo(stateWithoutFlush=could_undo)
        if not was_modified:
            cmds.file(modified=False)


@contextmanager
def baked(shapes: Sequence[str], names: Sequence[str], frames: Sequence[int]) -> Iterator[list[str]]:
    """Copies of cameras in the world with a key a frame, for as long as they are needed; their transforms."""
    made: list[str] = []
    try:
        for shape, name in zip(shapes, names, strict=True):
            made.append(cmds.ls(cmds.createNode("transform", name=name, skipSelect=True), long=True)[0])
            copy = cmds.createNode("camera", name=f"{name}Shape", parent=made[-1], skipSelect=True)
            _bake_place(shape.rpartition("|")[0], made[-1], frames)
            _bake_lens(shape, cmds.ls(copy, long=True)[0], frames)
        yield made
    finally:
        _remove(made)


def _bake_place(node: str, copy: str, frames: Sequence[int]) -> None:
    before: Turn = (0.0, 0.0, 0.0)
    for frame in frames:
        rows = _numbers(cmds.getAttr(f"{node}.worldMatrix[0]", time=frame))
        before = nearest(turn_of(rows), before)
        for name, value in zip(PLACE, (*rows[12:15], *before), strict=True):
            cmds.setKeyframe(copy, attribute=name, time=frame, value=value)


def _bake_lens(shape: str, copy: str, frames: Sequence[int]) -> None:
    for name in LENS:
        values = [_number(cmds.getAttr(f"{shape}.{name}", time=frame)) for frame in frames]
        cmds.setAttr(f"{copy}.{name}", values[0])
        for frame, value in zip(frames, values, strict=True) if len({*values}) > 1 else ():
            cmds.setKeyframe(copy, attribute=name, time=frame, value=value)


def _remove(made: Sequence[str]) -> None:
    for node in made:
        below = cmds.ls(node, dagObjects=True, long=True)
        curves = [
            each
            for one in below
            for each in cmds.listConnections(one, type="animCurve", source=True, destination=False) or []
        ]
        for each in (*dict.fromkeys(curves), node):
            if cmds.objExists(each):
                cmds.delete(each)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _numbers(value: object) -> list[float]:
    return [_number(each) for each in value] if isinstance(value, list) else []


# -- turns


def turn_of(rows: Sequence[float]) -> Turn:
    """The turn in a matrix, in degrees about x, then y, then z. Size plays no part."""
    x, y, z = ([each / (hypot(*rows[at : at + 3]) or 1.0) for each in rows[at : at + 3]] for at in (0, 4, 8))
    flat = hypot(x[0], x[1])
    if flat < 1e-9:  # it looks straight along z: what it turns about x it could turn about z as well
        return degrees(atan2(-z[1], y[1])), degrees(atan2(-x[2], flat)), 0.0
    return degrees(atan2(y[2], z[2])), degrees(atan2(-x[2], flat)), degrees(atan2(x[1], x[0]))


def nearest(turn: Turn, before: Turn) -> Turn:
    """The same turn, in the numbers that are nearest to those of the frame before: no key jumps by a whole turn."""
    other = (turn[0] + 180.0, 180.0 - turn[1], turn[2] + 180.0)
    ways = [_unwound(each, before) for each in (turn, other)]
    return min(ways, key=lambda way: sum(abs(now - then) for now, then in zip(way, before, strict=True)))


def _unwound(turn: Turn, before: Turn) -> Turn:
    x, y, z = (now - 360.0 * round((now - then) / 360.0) for now, then in zip(turn, before, strict=True))
    return x, y, z
