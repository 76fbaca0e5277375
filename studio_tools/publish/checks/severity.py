"""What checks share: findings of the severity that a studio asks for, what is told once, and words for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Any

from studio_tools.frames import FrameRange
from studio_tools.publish.items import Finding

if TYPE_CHECKING:
    from studio_tools.config.schema import Severity
    from studio_tools.publish.steps import Scope

SHOWN = 5
"""How many names a detail lists before it counts the rest."""


def judged(
    scope: Scope[Any],
    how: Severity,
    title: str,
    *,
    detail: str = "",
    frames: FrameRange | None = None,
    nodes: Iterable[str] = (),
    fixable: bool = False,
) -> Iterator[Finding]:
    """Yield one finding of the severity that the configuration asks for; nothing for `off`."""
    makers = {"error": scope.error, "warning": scope.warning, "info": scope.info}
    if how in makers:
        yield makers[how](title, detail=detail, frames=frames, nodes=nodes, fixable=fixable)


def is_told_elsewhere(scope: Scope[Any]) -> bool:
    """What is wrong with the open scene holds for all items of a publish; it is told once, for the first of them."""
    items = scope.world.items
    return bool(items) and items[0].id != scope.item.id


def listed(names: Iterable[str], *, shown: int = SHOWN) -> str:
    """Some of many names, one a line, and how many more there are."""
    known = list(names)
    more = [f"and {len(known) - shown} more"] if len(known) > shown else []
    return "\n".join(known[:shown] + more)


def counted(number: int, noun: str) -> str:
    """`1 frame`, `3 frames`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def are(things: Sized) -> str:
    """`is` for one thing, `are` for several."""
    return "is" if len(things) == 1 else "are"
