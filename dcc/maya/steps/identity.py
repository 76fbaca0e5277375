"""Ids of nodes, by which looks and caches find shapes again: every one has its own, and keeps it.

A scene that does not work with ids is told so, and published all the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcc.maya.steps.facts import Members
from dcc.maya.steps.telling import bare, short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The fact: the id of every shape and its transform; "" where there is none."""

    own: Mapping[str, str]
    """Of nodes that are the scene's own."""
    referenced: Mapping[str, str]
    before: Mapping[str, tuple[str, ...]]
    """The ids of the shapes that a deformed one stands for."""

    @property
    def all(self) -> Mapping[str, str]:
        return {**self.own, **self.referenced}

    def settings(self) -> Mapping[str, object]:
        found = {bare(node): ident for node, ident in self.all.items() if ident}
        return {"node_ids": found} if found else {}


@collector("maya.ids", label="Ids", provides=(Ids,), needs=(Members,))
def ids(scope: Scope[Scene]) -> Iterator[Ids | None]:
    """Read the ids of shapes and their transforms."""
    from dcc.maya.scene import identity, mending, shading

    shapes = shading.geometry(scope.item.facts[Members].below)
    nodes = dict.fromkeys(each for shape in shapes for each in (shape.rpartition("|")[0], shape))
    yield None
    found, before = identity.ids_of(list(nodes)), {}
    for shape in shapes:
        told = identity.ids_of(identity.originals(shape))
        before[shape] = tuple(each for each in told.values() if each)
    referenced = {node for node in nodes if mending.is_referenced(node)}
    yield Ids(
        own={node: ident for node, ident in found.items() if node not in referenced},
        referenced={node: ident for node, ident in found.items() if node in referenced},
        before={shape: told for shape, told in before.items() if told},
    )


def _give(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import identity

    identity.give({node: uuid.uuid4().hex for node in finding.nodes})


@validator("maya.node-ids", label="Nodes have ids", needs=(Ids,), optional=True, fix=_give)
def node_ids(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A shape with an id of its own is found again by looks and caches whatever it is called."""
    found = scope.item.facts[Ids]
    bare_ones = [node for node, ident in found.own.items() if not ident and node not in found.before]
    if bare_ones:
        title, detail = f"{counted(len(bare_ones), 'node')} without an id", listed(map(short, bare_ones))
        yield scope.info(title, detail=detail, nodes=bare_ones, fixable=True)


@validator("maya.unique-ids", label="Ids are unique", needs=(Ids,), fix=_give)
def unique_ids(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A copy keeps the id of what it was copied from; two of one id get each other's look."""
    found = scope.item.facts[Ids].own
    first: dict[str, str] = {}
    for node, ident in found.items():
        if ident and first.setdefault(ident, node) != node:
            title = f"{short(node)} has the id of {short(first[ident])}"
            yield scope.error(title, nodes=[node], fixable=True)
    yield None


def _relate(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import identity

    before = scope.item.facts[Ids].before
    identity.give({node: before[node][0] for node in finding.nodes})


@validator("maya.related-ids", label="Ids of deformed shapes", needs=(Ids,), fix=_relate)
def related_ids(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A shape that stands for another since it was deformed bears that one's id, or its look does not find it."""
    found = scope.item.facts[Ids]
    for shape, before in found.before.items():
        if found.all[shape] not in before:
            what = "another id than" if found.all[shape] else "no id, unlike"
            own = shape in found.own
            yield scope.warning(f"{short(shape)} has {what} the shape before it", nodes=[shape], fixable=own)
    yield None


@validator("maya.unedited-ids", label="Ids of references are untouched", needs=(Ids,))
def unedited_ids(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """An id that this scene changed on a reference holds nowhere else: what is published finds no shape by it."""
    from dcc.maya.scene import hierarchy, identity

    names = {name: full or name for name, full in hierarchy.full_names(identity.edited()).items()}
    edited = [node for node in names.values() if node in scope.item.facts[Ids].referenced]
    if edited:
        detail = "Remove the edits of studioId in the reference editor."
        yield scope.error(f"the ids of {counted(len(edited), 'node')} were changed", detail=detail, nodes=edited)


STEPS = (ids, node_ids, unique_ids, related_ids, unedited_ids)
