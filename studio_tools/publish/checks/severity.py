"""How bad a studio says something is: a finding of that severity, or none where it is switched off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
) -> Iterator[Finding]:
    """Yield one finding of the severity that the configuration asks for; nothing for `off`."""
    match how:
        case "error":
            yield scope.error(title, detail=detail, frames=frames, nodes=nodes)
        case "warning":
            yield scope.warning(title, detail=detail, frames=frames, nodes=nodes)
        case "info":
            yield scope.info(title, detail=detail, frames=frames, nodes=nodes)
        case "off":
            return


def listed(names: Iterable[str], *, shown: int = SHOWN) -> str:
    """Some of many names, one a line, and how many more there are."""
    known = list(names)
    more = [f"and {len(known) - shown} more"] if len(known) > shown else []
    return "\n".join(known[:shown] + more)


def counted(number: int, noun: str) -> str:
    """`1 frame`, `3 frames`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
