"""Is the same content already published: worth knowing, never in the way.

Files are only read where sizes agree everywhere, and then a few first: content that differs is found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studio_tools.errors import StudioError
from studio_tools.publish.checks.collectors import spread
from studio_tools.publish.checks.severity import judged
from studio_tools.publish.items import Finding, SourceFile, Sources
from studio_tools.publish.steps import Scope, validator

if TYPE_CHECKING:
    from studio_tools.storage.manifest import Manifest

SAMPLES = 3
"""Files that are digested first; uncompressed frames all have one size, and reading them all is dear."""


class Place(NamedTuple):
    """Which file of a version it is, whatever it is called."""

    representation: str
    view: str
    frame: int | None


class Held(NamedTuple):
    """One published file as its manifest tells it."""

    place: Place
    size: int
    digest: str
    algorithm: str


Digests = Callable[[Sequence[Path], str], Mapping[Path, str]]


@validator("core.already-published", label="Something new", needs=(Sources,), optional=True)
def already_published(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Publishing what the version before holds already makes a version without news."""
    how = scope.settings.checks.duplicate
    previous = scope.previous if how != "off" else None
    if previous is None:
        return
    files = placed(scope.item.facts[Sources])
    try:
        same = same_content(files, held(previous.manifest), scope.world.digests)
    except StudioError as error:
        yield scope.info(f"not compared with {previous.version.address}: {error.message}")
        return
    if same:
        yield from judged(scope, how, f"the same content is published already, as {previous.version.address}")


def placed(sources: Sources) -> dict[Place, SourceFile]:
    """The files to be published by their place."""
    return {Place(found.representation, file.view, file.frame): file for found in sources.sets for file in found.files}


def held(manifest: Manifest) -> tuple[Held, ...]:
    """What a version's manifest says of its files."""
    return tuple(
        Held(Place(file.representation, file.view, file.frame), file.size, file.digest, file.algorithm)
        for file in manifest.files
    )


def same_content(files: Mapping[Place, SourceFile], before: Sequence[Held], digests: Digests) -> bool:
    """Whether *files* hold just what was published *before*. Raises what *digests* raises."""
    algorithms = {one.algorithm for one in before}
    if len(algorithms) != 1 or {place: file.size for place, file in files.items()} != {
        one.place: one.size for one in before
    }:
        return False
    algorithm = algorithms.pop()
    known = {files[one.place].path: one.digest for one in before}
    ordered = tuple(files.values())
    for some in (spread(ordered, SAMPLES), ordered):
        paths = [file.path for file in some]
        told = digests(paths, algorithm)
        if any(told.get(path) != known[path] for path in paths):
            return False
    return True
