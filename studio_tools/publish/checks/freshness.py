"""Are the files newer than what they were made from, finished, and of one age."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from studio_tools.errors import StorageError
from studio_tools.model import Stamp, Version
from studio_tools.publish.checks.facts import Written, frames_of
from studio_tools.publish.checks.severity import counted, judged
from studio_tools.publish.checks.upstream import used
from studio_tools.publish.items import Finding, SourceFile, Sources
from studio_tools.publish.steps import Scope, validator

GRACE = timedelta(minutes=10)
"""Clocks of a farm and a file server differ, and an artist publishes what was rendered from a moment after using it."""
APART = timedelta(hours=1)
"""Frames with such a gap between them were not rendered in one go."""


@validator("core.freshness", label="Freshness", needs=(Sources,), optional=True)
def freshness(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Files must not be older than the versions they were made from, nor still be written to."""
    files = [file for found in scope.item.facts[Sources].sets for file in found.files]
    yield from _stale(scope, files)
    yield from _restless(scope, files)
    for found in scope.item.facts[Sources].sets:
        yield from _ages(scope, found.files)


def _stale(scope: Scope[Any], files: Sequence[SourceFile]) -> Iterator[Finding]:
    checks = scope.settings.checks
    grace = max(GRACE, timedelta(hours=checks.stale_hours))
    for stamp in used(scope):
        version = _known(scope, stamp)
        if version is None:
            continue
        made = Written.read(scope.world.facts(stamp)) or version.created
        if old := older_than(files, made - grace):
            title = f"{counted(len(old), 'file')} older than {version.address}, from which they were made"
            told = f"{version.address} is of {_spelled(made)}, {old[0].path.name} of {_spelled(_age(old[0]))}."
            yield from judged(scope, checks.stale, title, detail=told, frames=frames_of(old))


def _known(scope: Scope[Any], stamp: Stamp) -> Version | None:
    """A version it was made from; None where there is none or its storage is away, which `core.stamps` tells."""
    try:
        return scope.world.version(stamp)
    except StorageError:
        return None


def older_than(files: Iterable[SourceFile], when: datetime) -> list[SourceFile]:
    """The files that were last written before *when*."""
    limit = int(when.timestamp() * 1e9)
    return [file for file in files if file.modified < limit]


def _restless(scope: Scope[Any], files: Sequence[SourceFile]) -> Iterator[Finding]:
    checks = scope.settings.checks
    changed = [file for file in files if _has_changed(file)]
    if changed:
        title = f"{counted(len(changed), 'file')} changed while looked at, and may still be written to"
        detail = f"The first is {changed[0].path.name}. Wait until whatever writes them has finished."
        yield from judged(scope, checks.stale, title, detail=detail, frames=frames_of(changed))
    if not checks.settle_seconds:
        return
    since = scope.world.now() - timedelta(seconds=checks.settle_seconds)
    limit = int(since.timestamp() * 1e9)
    fresh = [file for file in files if file.modified > limit and file not in changed]
    if fresh:
        title = f"{counted(len(fresh), 'file')} written within the last {checks.settle_seconds:g} seconds"
        yield from judged(scope, checks.stale, title, detail="They may still be written to.", frames=frames_of(fresh))


def _has_changed(file: SourceFile) -> bool:
    try:
        seen = file.path.stat()
    except OSError:
        return True
    return (seen.st_size, seen.st_mtime_ns) != (file.size, file.modified)


def _ages(scope: Scope[Any], files: Sequence[SourceFile]) -> Iterator[Finding]:
    numbered = sorted((file for file in files if file.frame is not None), key=lambda file: file.modified)
    place = split(numbered)
    if place:
        old, new = numbered[:place], numbered[place:]
        apart = _told(timedelta(microseconds=(new[0].modified - old[-1].modified) / 1000))
        frames = frames_of(old)
        title = f"frames of different ages: {frames.text() if frames else ''} {apart} older than the others"
        yield scope.info(title, frames=frames)


def split(files: Sequence[SourceFile]) -> int:
    """Where in *files*, ordered by age, the widest gap is that parts them; 0 where they are of one age."""
    pairs = enumerate(pairwise(files), 1)
    gaps = ((after.modified - before.modified, -place) for place, (before, after) in pairs)
    widest, place = max(gaps, default=(0, 0))
    return -place if widest > APART.total_seconds() * 1e9 else 0


def _told(apart: timedelta) -> str:
    return counted(apart.days, "day") if apart.days else counted(int(apart.total_seconds() // 3600), "hour")


def _age(file: SourceFile) -> datetime:
    return datetime.fromtimestamp(file.modified / 1e9, UTC)


def _spelled(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
