"""Caches of geometry: what a WriteGeo says, whether it can be published, and the file that it writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dcc.nuke.steps.facts import GeometryFacts
from studio_tools.host import Output, Scene
from studio_tools.media import look_at
from studio_tools.publish.checks.severity import judged
from studio_tools.publish.items import Artifact, Finding
from studio_tools.publish.making import one_file, refused
from studio_tools.publish.steps import Scope, collector, extractor, validator

USUAL = "abc"
CACHES = ("abc", "fbx")
"""What holds all frames in one file."""


@collector("nuke.geometry", label="Geometry", provides=(GeometryFacts,), needs=(Output,))
def geometry(scope: Scope[Scene]) -> Iterator[GeometryFacts | None]:
    """Read what the WriteGeo of the item says: format, range, and whether geometry reaches it."""
    from dcc.nuke.scene import exporting, survey, writes

    node = scope.item.facts[Output].id
    first, last = exporting.span(node)
    yield GeometryFacts(
        node=node,
        file_type=survey.word(node, "file_type").strip() or USUAL,
        first=first,
        last=last,
        is_connected=writes.is_connected(node),
    )


def _as_usual(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.scene import survey

    survey.put_word(scope.item.facts[GeometryFacts].node, "file_type", USUAL)


@validator("nuke.geometry-whole", label="Geometry can be written", needs=(GeometryFacts,), fix=_as_usual)
def geometry_whole(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Geometry must reach the WriteGeo, and its format must hold all frames in one file."""
    found = scope.item.facts[GeometryFacts]
    if not found.is_connected:
        yield scope.error(f"nothing is connected to {scope.item.label}", nodes=[found.node])
    if found.file_type not in CACHES:
        title = f"{scope.item.label} writes {found.file_type}, which does not hold all frames in one file"
        yield scope.error(title, nodes=[found.node], fixable=True)


def _to_cut(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.nuke.scene import writes

    if scope.cut is not None:
        writes.use_range(scope.item.facts[GeometryFacts].node, scope.cut.full.first, scope.cut.full.last)


@validator("nuke.geometry-range", label="Range of the geometry", needs=(GeometryFacts,), fix=_to_cut)
def geometry_range(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A cache must hold the shot's cut and its handles; more of it does no harm."""
    found, cut = scope.item.facts[GeometryFacts], scope.cut
    short = cut.full - found.range if cut is not None else None
    if cut is not None and short:
        title = f"{scope.item.label} writes {found.first}-{found.last} instead of {cut.full.text()}"
        how = scope.settings.checks.range
        yield from judged(scope, how, title, nodes=[found.node], frames=short, fixable=True)


@extractor("nuke.geometry-file", label="Geometry", needs=(GeometryFacts, Output))
def geometry_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the geometry of all frames into one file, and see whether it is whole."""
    ending = scope.item.facts[GeometryFacts].file_type
    path = scope.stage / f"{scope.item.id}.{ending}"
    scope.host.export(scope.item.facts[Output], path)
    yield None
    artifact = one_file(scope, path)
    if problem := look_at(path).problem:
        raise refused(scope, path, f"is broken: {problem}")
    yield artifact


STEPS: tuple[Any, ...] = (geometry, geometry_whole, geometry_range, geometry_file)
