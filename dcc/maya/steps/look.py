"""Looks: what shades each shape, checks of it, and the shaders with their assignment as files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcc.maya.steps.facts import Members
from dcc.maya.steps.identity import Ids
from dcc.maya.steps.scene_files import read_again
from dcc.maya.steps.telling import bare, short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import listed
from studio_tools.publish.items import Artifact, Finding
from studio_tools.publish.making import looked_at, one_file, refused
from studio_tools.publish.steps import Scope, collector, extractor, validator

SCHEMA = 1
"""Of the assignment's JSON."""


@dataclass(frozen=True, slots=True)
class Look:
    """The fact: the shading groups of each shape, and the shader of each group."""

    groups: Mapping[str, tuple[str, ...]]
    shaders: Mapping[str, str]

    def settings(self) -> Mapping[str, object]:
        return {"look_shaders": sorted({bare(shader) for shader in self.shaders.values() if shader})}


@collector("maya.look", label="Look", provides=(Look,), needs=(Members,))
def look(scope: Scope[Scene]) -> Iterator[Look | None]:
    """Find what shades each shape of the item."""
    from dcc.maya.scene import shading

    groups = {each: tuple(shading.groups_of(each)) for each in shading.geometry(scope.item.facts[Members].below)}
    yield None
    used = dict.fromkeys(group for found in groups.values() for group in found)
    yield Look(groups, {group: shading.shader_of(group) for group in used})


@validator("maya.shaded", label="Everything is shaded", needs=(Look,))
def shaded(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Each shape needs a shader of its own look, not the one that Maya gives to everything."""
    from dcc.maya.scene.shading import DEFAULTS

    found = scope.item.facts[Look]
    for shape, groups in found.groups.items():
        if not groups:
            yield scope.error(f"{short(shape)} has no shader", nodes=[shape])
        elif set(groups) <= DEFAULTS:
            yield scope.error(f"{short(shape)} has only Maya's default shader", nodes=[shape])
    for group, shader in found.shaders.items():
        if not shader and group not in DEFAULTS:
            yield scope.error(f"{short(group)} shows no shader", nodes=[group])
    yield None


@validator("maya.one-shader", label="One shader a shape", needs=(Look,), optional=True)
def one_shader(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Shaders on single faces do not survive other topology, nor most caches."""
    for shape, groups in scope.item.facts[Look].groups.items():
        if len(groups) > 1:
            title = f"{short(shape)} has {len(groups)} shaders"
            yield scope.warning(title, detail=listed(groups), nodes=[shape])
    yield None


def _rename(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import shading

    for group in finding.nodes:
        shading.rename(group, f"{bare(shading.shader_of(group))}SG")


@validator("maya.shading-names", label="Names of shading groups", needs=(Look,), fix=_rename)
def shading_names(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A shading group is called after its shader, woodSG for wood, so that looks can be put on by name."""
    from dcc.maya.scene import mending
    from dcc.maya.scene.shading import DEFAULTS

    for group, shader in scope.item.facts[Look].shaders.items():
        if shader and group not in DEFAULTS and bare(group) != f"{bare(shader)}SG":
            own = not mending.is_referenced(group)
            title = f"{short(group)} is not called {bare(shader)}SG"
            yield scope.warning(title, nodes=[group], fixable=own)
    yield None


@extractor("maya.look-files", label="Shaders and their assignment", needs=(Look,))
def look_files(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the shader networks as a Maya scene, and as JSON which shape has which of them."""
    from dcc.maya.host.faults import told
    from dcc.maya.scene import exchange, shading

    found = scope.item.facts[Look]
    shaders, groups = scope.stage / f"{scope.item.id}.ma", [*found.shaders]
    with told(f"{scope.item.label} cannot be written"):
        exchange.shaders(shading.network_of(groups), shaders.as_posix())
    yield None
    looked_at(scope, shaders)
    read_again(scope, shaders)
    text = shaders.read_text("utf-8", "replace")
    for shader in filter(None, found.shaders.values()):
        if bare(shader) not in text:
            raise refused(scope, shaders, f"lacks the shader {bare(shader)}")
    yield one_file(scope, shaders)
    assignment = scope.stage / f"{scope.item.id}.json"
    content = {**_assignment(found), **_ids(scope, found)}
    assignment.write_text(json.dumps(content, indent=1, sort_keys=True), "utf-8")
    yield one_file(scope, assignment)


def _assignment(found: Look) -> Mapping[str, object]:
    return {
        "schema": SCHEMA,
        "shaders": {bare(group): bare(shader) for group, shader in found.shaders.items()},
        "assigned": {bare(shape): [bare(group) for group in groups] for shape, groups in found.groups.items()},
    }


def _ids(scope: Scope[Scene], found: Look) -> Mapping[str, object]:
    """The ids of the shapes, by which the look finds them under other names; nothing where there are none."""
    known = scope.item.facts.get(Ids)
    ids = {bare(shape): known.all[shape] for shape in found.groups if known and known.all.get(shape)}
    return {"ids": ids} if ids else {}


STEPS = (look, shaded, one_shader, shading_names, look_files)
