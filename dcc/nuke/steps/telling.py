"""What Nuke's checks share: telling a finding as strictly as the studio wants, and what is of the script only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from studio_tools.frames import FrameRange
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope

if TYPE_CHECKING:
    from studio_tools.config import Severity


def judged(
    scope: Scope[Any],
    how: Severity,
    title: str,
    *,
    detail: str = "",
    nodes: Iterable[str] = (),
    frames: FrameRange | None = None,
    fixable: bool = False,
) -> Iterator[Finding]:
    """Yield one finding of the severity that the configuration asks for; nothing for `off`."""
    makers = {"error": scope.error, "warning": scope.warning, "info": scope.info}
    if how in makers:
        yield makers[how](title, detail=detail, nodes=nodes, frames=frames, fixable=fixable)


def is_told_elsewhere(scope: Scope[Any]) -> bool:
    """What is wrong with the script holds for all items of a publish; it is told once, for the first of them."""
    items = scope.world.items
    return bool(items) and items[0].id != scope.item.id


def are(number: int) -> str:
    return "is" if number == 1 else "are"
