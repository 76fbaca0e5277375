"""What Maya's checks share: findings as strict as the studio wants, and what is of the scene told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope

if TYPE_CHECKING:
    from studio_tools.config import Severity


def judged(
    scope: Scope[Any], how: Severity, title: str, *, detail: str = "", nodes: Iterable[str] = (), fixable: bool = False
) -> Iterator[Finding]:
    """Yield one finding of the severity that the configuration asks for; nothing for `off`."""
    makers = {"error": scope.error, "warning": scope.warning, "info": scope.info}
    if how in makers:
        yield makers[how](title, detail=detail, nodes=nodes, fixable=fixable)


def is_told_elsewhere(scope: Scope[Any]) -> bool:
    """What is wrong with the scene holds for all items of a publish; it is told once, for the first of them."""
    items = scope.world.items
    return bool(items) and items[0].id != scope.item.id


def short(node: str) -> str:
    """A node's name without its path."""
    return node.rpartition("|")[2]


def bare(node: str) -> str:
    """A node's name without its path and namespaces."""
    return short(node).rpartition(":")[2]
