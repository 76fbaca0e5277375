"""Which channels come out of a node, and where on their way to another they are lost. Nothing is rendered for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import nuke

from dcc.nuke.scene import nodes, writes


def reaching(name: str) -> list[str] | None:
    """The channels that a node's picture has, as `rgba.red`; None where Nuke cannot say."""
    above = nodes.get(name).input(0)
    return [] if above is None else of(above)


def of(node: nuke.Node) -> list[str] | None:
    """The channels that a node gives; None where Nuke cannot say: what is in error may give none or any."""
    try:
        return list(node.channels())
    except RuntimeError:
        return None


def lost_at(name: str, is_there: Callable[[Sequence[str]], bool]) -> tuple[str, str]:
    """The full names of the nearest node above that still gives something, and of the one that takes and loses it.

    "" for both where no node above gives it.
    """
    waiting: list[nuke.Node] = [nodes.get(name)]
    seen: set[str] = set()
    while waiting:
        taker = waiting.pop(0)
        for each in writes.taken_from(taker):
            if each.fullName() in seen:
                continue
            seen.add(each.fullName())
            if is_there(of(each) or ()):
                return each.fullName(), taker.fullName()
            waiting.append(each)
    return "", ""
