"""What moves: curves and their keys, visibility over time, and what cameras see with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maya import cmds


@dataclass(frozen=True, slots=True)
class Curve:
    """An animation curve: which attributes it drives, and its keys' times and values."""

    node: str
    drives: tuple[str, ...]
    times: tuple[float, ...]
    values: tuple[float, ...]


def curves_on(nodes: Sequence[str]) -> list[Curve]:
    """The curves that drive these nodes by time."""
    found: dict[str, Curve] = {}
    for node in nodes:
        for curve in cmds.listConnections(node, type="animCurve", source=True, destination=False) or []:
            if curve not in found:
                found[curve] = _curve(curve)
    return list(found.values())


def _curve(node: str) -> Curve:
    drives = cmds.listConnections(f"{node}.output", plugs=True, source=False, destination=True) or []
    times = _numbers(cmds.keyframe(node, query=True, timeChange=True))
    return Curve(node, tuple(drives), times, _numbers(cmds.keyframe(node, query=True, valueChange=True)))


def _numbers(value: object) -> tuple[float, ...]:
    row = value if isinstance(value, list) else []
    return tuple(float(each) for each in row if isinstance(each, int | float))


def is_shown(node: str) -> bool:
    """Whether a node and all above it are switched on now."""
    while node:
        if not cmds.getAttr(f"{node}.visibility"):
            return False
        node = node.rpartition("|")[0]
    return True


def is_ever_shown(node: str, frames: Iterable[int]) -> bool:
    """Whether a node and all above it are switched on together at one of these frames."""
    line = [node]
    while line[-1].rpartition("|")[0]:
        line.append(line[-1].rpartition("|")[0])
    driven = [each for each in line if _is_driven(each, "visibility")]
    if not all(cmds.getAttr(f"{each}.visibility") for each in line if each not in driven):
        return False
    return not driven or any(all(cmds.getAttr(f"{each}.visibility", time=at) for each in driven) for at in frames)


def _is_driven(node: str, attribute: str) -> bool:
    return cmds.connectionInfo(f"{node}.{attribute}", isDestination=True)


def is_free(node: str, attribute: str) -> bool:
    """Whether an attribute can be set: it is neither locked nor driven."""
    return cmds.getAttr(f"{node}.{attribute}", settable=True)


def number(node: str, attribute: str) -> float:
    """A number that a node holds now."""
    value = cmds.getAttr(f"{node}.{attribute}")
    return float(value) if isinstance(value, int | float) else 0.0


def cameras(below: Sequence[str]) -> list[str]:
    """The cameras' shapes among some nodes."""
    return cmds.ls(*below, type="camera", long=True) if below else []
