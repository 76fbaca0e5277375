"""Core steps that learn about files, and the one that publishes them as they are.

Not here: what is wrong with the files (the other modules of this room).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from studio_tools.host import Output
from studio_tools.media import IMAGES, MOVIES, Look, decodes, look_at
from studio_tools.publish.checks.facts import FrameSets, Media, Written, frame_sets
from studio_tools.publish.items import Artifact, SourceFile, Sources
from studio_tools.publish.sources import read_source
from studio_tools.publish.steps import Scope, collector, extractor

T = TypeVar("T")

SLICE = 64
"""Files a thread looks into at a time; a thread switch for every file would cost more than the look."""
MOST_THREADS = 16
"""Looks wait for the file server more than they compute, so more threads than processors help."""


@collector("core.files", label="Files", provides=(Sources, Written))
def files(scope: Scope[Any]) -> Iterator[Sources | Written | None]:
    """Find the files behind what is published, with their sizes and ages."""
    known = scope.item.facts.get(Sources)
    if known is None:
        numbered = scope.settings.kinds[scope.item.kind].frames
        known = Sources(tuple(read_source(member, numbered=numbered) for member in scope.item.members))
    yield known
    yield Written.of(file for found in known.sets for file in found.files)


@collector("core.sequence", label="Frames", provides=(FrameSets,), needs=(Sources,))
def sequence(scope: Scope[Any]) -> Iterator[FrameSets | None]:
    """Read which frames there are from the files' names, view by view."""
    yield FrameSets(frame_sets(scope.item.facts[Sources].sets))


@collector("core.media", label="Media", provides=(Media,), needs=(Sources,))
def media(scope: Scope[Any]) -> Iterator[Media | None]:
    """Look into every file once: what its header says, and whether it is whole."""
    sets = scope.item.facts[Sources].sets
    checks, is_ours = scope.settings.checks, decodes() or Output not in scope.item.facts
    number = checks.deep_frames if is_ours else 0  # else a worker's `last_look` does
    deep = {file.path for found in sets for file in to_decode(found.files, number, movies=checks.deep_movies)}
    looks: dict[Path, Look] = {}
    paths = tuple(file.path for found in sets for file in found.files)
    threads, ffmpeg = scope.settings.storage.workers, scope.settings.media.ffmpeg
    for some in look_into(paths, deep, threads=threads, ffmpeg=ffmpeg):
        looks.update(some)
        yield None
    yield Media(looks, {found.representation: tuple(file.path for file in found.files) for found in sets})


@extractor("core.copy", label="Files as they are", needs=(Sources,))
def copy(scope: Scope[Any]) -> Iterator[Artifact | None]:
    """Publish the files as they lie there; they are copied, never moved."""
    for found in scope.item.facts[Sources].sets:
        yield Artifact(
            item=scope.item.id,
            representation=found.representation,
            extension=found.extension,
            files=found.files,
            frames=found.frames,
            pattern=found.pattern,
        )


def look_into(
    paths: Sequence[Path], deep: Iterable[Path] = (), *, threads: int = 0, ffmpeg: str = ""
) -> Iterator[dict[Path, Look]]:
    """Look into files in parallel, slice by slice; those in *deep* are decoded as well, each in a slice of its own."""
    thorough = frozenset(deep)
    plain = [path for path in paths if path not in thorough]
    slices = [[path] for path in paths if path in thorough]
    slices += [plain[start : start + SLICE] for start in range(0, len(plain), SLICE)]

    def look(some: Sequence[Path]) -> dict[Path, Look]:
        return {path: look_at(path, deep=path in thorough, program=ffmpeg) for path in some}

    with ThreadPoolExecutor(threads or min(MOST_THREADS, 4 * (os.cpu_count() or 1))) as pool:
        yield from pool.map(look, slices)


def to_decode(files: Sequence[SourceFile], number: int, *, movies: bool = False) -> tuple[SourceFile, ...]:
    """Which of the files have their pixels decoded: *number* of the pictures, and the *movies* where that is wished."""
    whole = tuple(file for file in files if movies and file.path.suffix.lower() in MOVIES)
    return (*spread([file for file in files if file.path.suffix.lower() in IMAGES], number), *whole)


def spread(files: Sequence[T], number: int) -> tuple[T, ...]:
    """*number* of the files, evenly spread, the first and the last among them."""
    if number >= len(files):
        return tuple(files)
    if number <= 1:
        return tuple(files[:number])
    last = len(files) - 1
    return tuple(files[round(position * last / (number - 1))] for position in range(number))
