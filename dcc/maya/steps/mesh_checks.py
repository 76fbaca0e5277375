"""Checks of the form of meshes: whole, clean, with UVs, and as they were before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import dist

from dcc.maya.steps.model_facts import RENDERED, Mesh, Model
from dcc.maya.steps.telling import bare, short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator

UV_SET = "map1"
MAX_GROWTH = 2.0
"""How many times larger or smaller a model may get before it is asked about."""


def _parts(
    scope: Scope[Scene], parts: Callable[[Mesh], Sequence[str]], noun: str, why: str
) -> Iterator[tuple[str, str, Sequence[str]]]:
    """For each mesh with such parts: what to say, why it matters, and the parts."""
    for mesh in scope.item.facts[Model].meshes:
        found = parts(mesh)
        if found:
            yield f"{short(mesh.shape)} has {counted(len(found), noun)}", why, found


@validator("maya.manifold", label="Whole meshes", needs=(Model,))
def manifold(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """No edge may have more than two faces, and no vertex hold faces together that share no edge."""
    why = "Subdivision, simulation and sculpting break on it."
    for title, detail, nodes in _parts(scope, lambda mesh: mesh.non_manifold, "non-manifold part", why):
        yield scope.error(title, detail=detail, nodes=nodes)
    yield None


@validator("maya.lamina", label="No faces on one another", needs=(Model,))
def lamina(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Two faces must not share all their edges."""
    for title, detail, nodes in _parts(scope, lambda mesh: mesh.lamina, "face", "They lie on one another."):
        yield scope.error(f"{title} on one another", detail=detail, nodes=nodes)
    yield None


@validator("maya.ngons", label="No faces of many edges", needs=(Model,), optional=True)
def ngons(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Faces of more than four edges subdivide as nobody foresees."""
    for title, detail, nodes in _parts(scope, lambda mesh: mesh.ngons, "face", "Cut them into quads."):
        yield scope.warning(f"{title} of more than four edges", detail=detail, nodes=nodes)
    yield None


@validator("maya.edge-lengths", label="Edges have a length", needs=(Model,))
def edge_lengths(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """An edge between two vertices in one place gives wrong normals and bad simulations."""
    for title, detail, nodes in _parts(scope, lambda mesh: mesh.short_edges, "edge", "Merge their vertices."):
        yield scope.error(f"{title} without length", detail=detail, nodes=nodes)
    yield None


@validator("maya.loose-vertices", label="No loose vertices", needs=(Model,))
def loose_vertices(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A vertex that belongs to nothing is invisible, and counts all the same."""
    for title, detail, nodes in _parts(scope, lambda mesh: mesh.loose, "loose vertex", "Delete them."):
        yield scope.warning(title.replace("vertexs", "vertices"), detail=detail, nodes=nodes)
    yield None


def _delete(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    mending.delete(finding.nodes)


@validator("maya.empty-meshes", label="No empty meshes", needs=(Model,), fix=_delete)
def empty_meshes(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A mesh without faces shows nothing and breaks exporters."""
    for mesh in scope.item.facts[Model].meshes:
        if not mesh.faces:
            own = not mesh.is_referenced
            yield scope.error(f"{short(mesh.shape)} has no faces", nodes=[mesh.shape], fixable=own)
    yield None


# -- UVs and colours


def _one_uv_set(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import surfaces

    for mesh in scope.item.facts[Model].meshes:
        if mesh.shape in finding.nodes:
            first, *others = mesh.uv_sets
            for name in others:
                surfaces.delete_uv_set(mesh.shape, name)
            if first != UV_SET:
                surfaces.rename_uv_set(mesh.shape, first, UV_SET)


@validator("maya.uvs", label="UVs", needs=(Model,), fix=_one_uv_set)
def uvs(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Every mesh needs UVs, in one set that is called map1."""
    for mesh in scope.item.facts[Model].meshes:
        if not mesh.faces:
            continue
        if not any(mesh.uv_sets.values()):
            yield scope.error(f"{short(mesh.shape)} has no UVs", nodes=[mesh.shape])
        elif list(mesh.uv_sets) != [UV_SET]:
            title = f"{short(mesh.shape)} should have one UV set, {UV_SET}"
            detail, own = f"It has {', '.join(mesh.uv_sets)}.", not (mesh.is_referenced or mesh.history)
            # Only the first set can become the one: it is what textures and caches read, and cannot be deleted.
            own = own and bool(next(iter(mesh.uv_sets.values())))
            yield scope.warning(title, detail=detail, nodes=[mesh.shape], fixable=own)
    yield None


def _no_colours(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import surfaces

    for mesh in scope.item.facts[Model].meshes:
        for name in mesh.colour_sets if mesh.shape in finding.nodes else ():
            surfaces.delete_colour_set(mesh.shape, name)


@validator("maya.colour-sets", label="No colour sets", needs=(Model,), optional=True, fix=_no_colours)
def colour_sets(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Colours on vertices are often left over from sculpting, and go into every cache."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.colour_sets:
            title = f"{short(mesh.shape)} has {counted(len(mesh.colour_sets), 'colour set')}"
            own = not (mesh.is_referenced or mesh.history)
            yield scope.info(title, detail=listed(mesh.colour_sets), nodes=[mesh.shape], fixable=own)
    yield None


# -- what hangs on them


def _delete_history(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    mending.delete_history(finding.nodes)


@validator("maya.no-history", label="No history", needs=(Model,), fix=_delete_history)
def no_history(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What made a mesh must be gone, so that nothing changes it later."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.history and not mesh.is_referenced:
            title, detail = f"{short(mesh.shape)} has history", listed(mesh.history)
            yield scope.warning(title, detail=detail, nodes=[mesh.shape], fixable=True)
    yield None


def _reset_flags(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for mesh in scope.item.facts[Model].meshes:
        for flag in mesh.unusual if mesh.shape in finding.nodes else ():
            mending.set_flag(mesh.shape, flag, is_on=RENDERED[flag])


@validator("maya.render-flags", label="Rendered as usual", needs=(Model,), fix=_reset_flags)
def render_flags(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A mesh that casts no shadow or hides from cameras surprises whoever lights it."""
    for mesh in scope.item.facts[Model].meshes:
        if mesh.unusual:
            title = f"{short(mesh.shape)} is not rendered as usual"
            yield scope.warning(title, detail=listed(mesh.unusual), nodes=[mesh.shape], fixable=True)
    yield None


# -- the version before


@validator("maya.same-topology", label="Topology of the version before", needs=(Model,), optional=True)
def same_topology(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Rigs, looks and caches made for the version before lean on its counts of vertices, edges and faces."""
    before = scope.previous
    known = before.manifest.facts.get("model_meshes") if before else None
    if before is None or not isinstance(known, dict):
        return
    now = {bare(mesh.shape): mesh for mesh in scope.item.facts[Model].meshes}
    gone = sorted(set(known) - set(now))
    if gone:
        yield scope.warning(f"{counted(len(gone), 'mesh')} of {before.version.address} gone", detail=listed(gone))
    for name, mesh in now.items():
        if name in known and list(known[name]) != [mesh.vertices, mesh.edges, mesh.faces]:
            title = f"{name} has another topology than in {before.version.address}"
            detail = f"It had {known[name][2]} faces and has {mesh.faces}."
            yield scope.warning(title, detail=detail, nodes=[mesh.shape])
    yield None


@validator("maya.same-size", label="Size of the version before", needs=(Model,), optional=True)
def same_size(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A model that is suddenly much larger, smaller or elsewhere was most often made in another unit, or moved."""
    before, now = scope.previous, scope.item.facts[Model].settings()
    if before is None:
        return
    size, was = _three(now.get("model_size")), _three(before.manifest.facts.get("model_size"))
    largest, largest_was = max(size, default=0.0), max(was, default=0.0)
    if not (largest and largest_was):
        return
    growth = largest / largest_was
    if not 1 / MAX_GROWTH <= growth <= MAX_GROWTH:
        title = f"the model is {growth:.3g} times as large as {before.version.address}"
        yield scope.warning(title, detail="Look at the unit it was made in.")
    centre, lay = _three(now.get("model_centre")), _three(before.manifest.facts.get("model_centre"))
    if centre and lay and dist(centre, lay) > max(largest, largest_was):
        title = f"the model lies {dist(centre, lay):.3g} away from where {before.version.address} does"
        yield scope.warning(title, detail="That is farther than it is large: what is built upon it is left behind.")


def _three(value: object) -> tuple[float, ...]:
    """Three numbers of a manifest; none where they are not there."""
    row = value if isinstance(value, list) else []
    found = tuple(float(each) for each in row if isinstance(each, int | float))
    return found if len(found) == 3 else ()


STEPS = (
    manifold,
    lamina,
    ngons,
    edge_lengths,
    loose_vertices,
    empty_meshes,
    uvs,
    colour_sets,
    no_history,
    render_flags,
    same_topology,
    same_size,
)
