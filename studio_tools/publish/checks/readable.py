"""Can every file be read: none empty, half written, truncated, or something else than its name says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from studio_tools.media import Look
from studio_tools.publish.checks.facts import Media, frames_of
from studio_tools.publish.checks.severity import counted, judged, listed
from studio_tools.publish.items import Finding, SourceFile, Sources
from studio_tools.publish.steps import Scope, validator


@validator("core.frames-readable", label="Files can be read", needs=(Sources, Media))
def frames_readable(scope: Scope[Any]) -> Iterator[Finding | None]:
    """No file may be empty, truncated, half written or unreadable."""
    media = scope.item.facts[Media]
    for found in scope.item.facts[Sources].sets:
        looks = tuple(media.of(found.files))
        for reason, files in by_reason((file, look.problem) for file, look in looks).items():
            yield from judged(
                scope,
                scope.settings.checks.unreadable,
                _title(reason, files),
                detail=_detail(files, looks),
                frames=frames_of(files),
            )
        for reason, files in by_reason((file, look.unknown) for file, look in looks).items():
            yield scope.info(_title(reason, files), frames=frames_of(files))


def by_reason(told: Iterable[tuple[SourceFile, str]]) -> dict[str, list[SourceFile]]:
    """Sort files by what was said of them, leaving out the particulars behind a colon and files without a word."""
    found: dict[str, list[SourceFile]] = {}
    for file, reason in told:
        if reason:
            found.setdefault(reason.partition(":")[0], []).append(file)
    return found


def _title(reason: str, files: list[SourceFile]) -> str:
    if len(files) == 1:
        return f"{files[0].path.name}: {reason}"
    frames = frames_of(files)
    return f"{counted(len(files), 'file')}{f' ({frames.text()})' if frames else ''}: {reason}"


def _detail(files: list[SourceFile], looks: tuple[tuple[SourceFile, Look], ...]) -> str:
    wanted = {file.path for file in files}
    return listed(f"{file.path.name}: {look.problem}" for file, look in looks if file.path in wanted)
