"""Checks of what lies on meshes: UVs in their tiles and beside one another, normals, moved points, shading, ghosts."""

from __future__ import annotations

from collections.abc import Iterator

from dcc.maya.steps.model_facts import Mesh, Model
from dcc.maya.steps.telling import short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator


@validator("maya.overlapping-uvs", label="UVs beside one another", needs=(Model,), optional=True)
def overlapping_uvs(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Faces whose UVs lie over others share their texture: painting on one paints on the other."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.overlapping:
            title = f"{short(mesh.shape)} has {counted(len(mesh.overlapping), 'face')} with UVs over others"
            yield scope.warning(title, detail="Baking and painting fail there.", nodes=mesh.overlapping)
    yield None


@validator("maya.uv-tiles", label="UVs within their tiles", needs=(Model,))
def uv_tiles(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A UV shell must lie in one tile of 1001 and up: what reaches over an edge is textured from two files."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.out_of_tile:
            title = f"{short(mesh.shape)} has {counted(len(mesh.out_of_tile), 'UV shell')} in no tile or in several"
            yield scope.warning(title, detail="Tiles are 1 wide, from 0 to 10 in u.", nodes=mesh.out_of_tile)
    yield None


def _unlock(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import surfaces

    for shape in finding.nodes:
        surfaces.unlock_normals(shape)


@validator("maya.unlocked-normals", label="Normals follow the form", needs=(Model,), fix=_unlock)
def unlocked_normals(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Locked normals stay behind when a mesh deforms, and shade it wrongly."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.locked_normals:
            title, detail = f"{short(mesh.shape)} has locked normals", counted(mesh.locked_normals, "corner")
            yield scope.warning(title, detail=detail, nodes=[mesh.shape], fixable=_is_plain(mesh))
    yield None


def _bake(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import surfaces

    for shape in finding.nodes:
        surfaces.bake_points(shape)


@validator("maya.no-tweaks", label="No moved points", needs=(Model,), fix=_bake)
def no_tweaks(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Points that were moved on top of the form are lost to what reads the form alone."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.has_moved_points:
            title = f"points of {short(mesh.shape)} were moved and not baked"
            yield scope.warning(title, nodes=[mesh.shape], fixable=_is_plain(mesh))
    yield None


def _is_plain(mesh: Mesh) -> bool:
    """Whether it is the scene's own and nothing makes it: else what is put right comes back."""
    return not (mesh.is_referenced or mesh.history)


@validator("maya.one-shape", label="One shape a transform", needs=(Model,))
def one_shape(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A transform with a second shape becomes two nodes of one name in most caches."""
    for each in scope.item.facts[Model].transforms:
        if len(each.shapes) > 1:
            title = f"{short(each.node)} has {len(each.shapes)} shapes"
            yield scope.error(title, detail="Give each a transform of its own.", nodes=each.shapes)
    yield None


def _shade(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import shading

    for shape in finding.nodes:
        shading.put_default(shape)


@validator("maya.shading-links", label="Everything has a shader", needs=(Model,), fix=_shade)
def shading_links(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A mesh of no shading group is not rendered at all; Maya's default one will do for a model."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.faces and not mesh.is_shaded:
            own = not mesh.is_referenced
            yield scope.warning(f"{short(mesh.shape)} is in no shading group", nodes=[mesh.shape], fixable=own)
    yield None


def _lay(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.set_flag(node, "ghosting", is_on=False)


@validator("maya.no-ghosts", label="No ghosts", needs=(Model,), fix=_lay)
def no_ghosts(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Ghosts of the frames around are of somebody's desk: they slow down every scene that the model is in."""
    found = scope.item.facts[Model].ghosts
    if found:
        title = f"{counted(len(found), 'node')} with ghosts switched on"
        yield scope.warning(title, nodes=found, fixable=True)


def _reset(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for mesh in scope.item.facts[Model].meshes:
        for name, value in mesh.renderer_changes.items() if mesh.shape in finding.nodes else ():
            mending.set_number(mesh.shape, name, value)


@validator("maya.renderer-flags", label="Renderer's attributes as usual", needs=(Model,), optional=True, fix=_reset)
def renderer_flags(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What the renderer adds to a shape belongs to its look: of a model it is as it begins."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.renderer_changes:
            title, detail = f"{short(mesh.shape)} has settings of a renderer", listed(mesh.renderer_changes)
            yield scope.warning(title, detail=detail, nodes=[mesh.shape], fixable=not mesh.is_referenced)
    yield None


@validator("maya.suffixes", label="Endings of names", needs=(Model,), optional=True)
def suffixes(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Names must end as the show asks for their type, `show.suffixes`."""
    for node, kind, ending in scope.item.facts[Model].misnamed(scope.settings.show.suffixes):
        yield scope.warning(f"{short(node)} does not end in {ending}, as each {kind} does", nodes=[node])
    yield None


STEPS = (
    overlapping_uvs,
    uv_tiles,
    unlocked_normals,
    no_tweaks,
    one_shape,
    shading_links,
    no_ghosts,
    renderer_flags,
    suffixes,
)
