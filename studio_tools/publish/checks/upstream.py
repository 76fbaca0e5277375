"""What the item was made from: the versions that the artist names or steps found must exist and be live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio_tools.errors import StorageError
from studio_tools.model import Stamp, Version, VersionStatus
from studio_tools.publish.items import Finding, Uses
from studio_tools.publish.steps import Scope, validator


def used(scope: Scope[Any]) -> tuple[Stamp, ...]:
    """Every version the item was made from, each once."""
    found = scope.item.facts.get(Uses)
    return tuple(dict.fromkeys((*scope.world.uses, *(found.stamps if found else ()))))


@validator("core.stamps", label="What it was made from")
def stamps(scope: Scope[Any]) -> Iterator[Finding | None]:
    """The versions it was made from must exist, and must not be withdrawn."""
    for stamp in used(scope):
        if _is_told_elsewhere(scope, stamp):
            continue
        try:
            version = scope.world.version(stamp)
        except StorageError as error:
            yield scope.warning(f"what became of {stamp.address} is not known", detail=error.message)
            continue
        if version is None or not version.status.is_committed:
            yield scope.error(
                f"{stamp.address} does not exist, but is named as what this was made from",
                detail="List what there is with `studio versions`.",
            )
        elif version.status is VersionStatus.RETRACTED:
            yield scope.warning(f"{version.address} was retracted", detail=_why(version))
        elif stamp.representation and stamp.representation not in {form.name for form in version.representations}:
            yield scope.warning(f"{version.address} has no {stamp.representation}")


def _why(version: Version) -> str:
    reason = f"The reason: {version.reason}" if version.reason else "No reason was given."
    return f"{reason}\nUse {version.replacement} instead." if version.replacement else reason


def _is_told_elsewhere(scope: Scope[Any], stamp: Stamp) -> bool:
    """What the artist names holds for all items of a publish; it is told once, for the first of them."""
    items = scope.world.items
    return stamp in scope.world.uses and bool(items) and items[0].id != scope.item.id
