"""Is there room for the publish on the storage, with the reserve that the studio keeps free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio_tools.errors import StorageError
from studio_tools.publish.items import Finding, PublishItem, Sources
from studio_tools.publish.steps import Scope, validator

UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")


@validator("core.free-space", label="Free space", needs=(Sources,))
def free_space(scope: Scope[Any]) -> Iterator[Finding | None]:
    """The storage must have room for everything in this publish, and keep its reserve."""
    items = scope.world.items or (scope.item,)
    if items[0].id != scope.item.id:
        return  # the whole publish is counted once, for its first item
    needed = sum(bytes_of(item) for item in items)
    try:
        free = scope.world.free_bytes()
    except StorageError as error:
        yield scope.info(f"free space could not be told: {error.message}")
        return
    reserve = int(scope.settings.storage.free_space_reserve)
    if needed + reserve > free:
        yield scope.error(
            f"not enough space: {spelled(needed)} are needed, {spelled(free)} are free",
            detail=f"{spelled(reserve)} must stay free.",
        )


def bytes_of(item: PublishItem) -> int:
    """How many bytes an item's files have together."""
    sources = item.facts.get(Sources)
    return sum(found.size for found in sources.sets) if sources else 0


def spelled(size: int) -> str:
    """A size as people read it: `8.0 MiB`."""
    number, unit = float(size), 0
    while number >= 1024 and unit < len(UNITS) - 1:
        number, unit = number / 1024, unit + 1
    return f"{size} bytes" if not unit else f"{number:.1f} {UNITS[unit]}"
