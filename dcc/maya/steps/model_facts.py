"""What is learned of models: each mesh with its form, and each transform with where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dcc.maya.steps.facts import Members
from dcc.maya.steps.telling import bare
from studio_tools.host import Scene
from studio_tools.publish.steps import Scope, collector

Vector = tuple[float, float, float]
TINY = 1e-5
"""An edge shorter than this, in the scene's unit, has no length."""
RENDERED = {
    "castsShadows": True,
    "receiveShadows": True,
    "motionBlur": True,
    "primaryVisibility": True,
    "smoothShading": True,
    "visibleInReflections": True,
    "visibleInRefractions": True,
    "doubleSided": True,
    "opposite": False,
}
"""How a shape is rendered where nobody changed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """One mesh. Parts are named as Maya selects them."""

    shape: str
    is_referenced: bool
    vertices: int
    edges: int
    faces: int
    non_manifold: tuple[str, ...] = ()
    lamina: tuple[str, ...] = ()
    ngons: tuple[str, ...] = ()
    """Faces of more than four edges."""
    short_edges: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    """Vertices of no edge."""
    uv_sets: Mapping[str, int]
    colour_sets: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    unusual: tuple[str, ...] = ()
    """Render flags that somebody changed."""
    overlapping: tuple[str, ...] = ()
    """Faces whose UVs lie over others."""
    out_of_tile: tuple[str, ...] = ()
    """A UV of each shell that is in no tile or in several."""
    locked_normals: int = 0
    has_moved_points: bool = False
    renderer_changes: Mapping[str, float] = field(default_factory=dict)
    """Attributes of the renderer that somebody changed, with what they are by default."""
    is_shaded: bool = True
    low: Vector = (0.0, 0.0, 0.0)
    high: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One transform."""

    node: str
    is_referenced: bool
    translate: Vector
    rotate: Vector
    scale: Vector
    pivot: Vector
    kinds: tuple[str, ...] = ()
    """The types of the node itself and of its shapes."""
    children: int
    shapes: tuple[str, ...]
    """Those that are seen."""
    driven: tuple[str, ...]

    @property
    def is_at_rest(self) -> bool:
        near = (*self.translate, *self.rotate, *(each - 1.0 for each in self.scale))
        return all(abs(each) < TINY for each in near)


@dataclass(frozen=True, slots=True)
class Model:
    """The fact: every mesh and every transform of the item."""

    meshes: tuple[Mesh, ...]
    transforms: tuple[Placed, ...]
    ghosts: tuple[str, ...] = ()
    """The scene's own nodes that show the frames around as ghosts."""

    def misnamed(self, suffixes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """Those transforms whose name does not end as their type asks: node, type, ending."""
        for each in self.transforms:
            kind = next((kind for kind in each.kinds if kind in suffixes), "")
            if kind and not bare(each.node).endswith(suffixes[kind]):
                yield each.node, kind, suffixes[kind]

    def settings(self) -> Mapping[str, object]:
        """What the manifest keeps, so that the next version can be compared with this one."""
        low = tuple(min(each.low[axis] for each in self.meshes) for axis in range(3)) if self.meshes else ()
        high = tuple(max(each.high[axis] for each in self.meshes) for axis in range(3)) if self.meshes else ()
        return {
            "model_meshes": {bare(each.shape): [each.vertices, each.edges, each.faces] for each in self.meshes},
            "model_size": [round(top - bottom, 4) for bottom, top in zip(low, high, strict=True)],
            "model_centre": [round((top + bottom) / 2, 4) for bottom, top in zip(low, high, strict=True)],
        }


@collector("maya.model", label="Meshes", provides=(Model,), needs=(Members,))
def model(scope: Scope[Scene]) -> Iterator[Model | None]:
    """Count every mesh and look for what is wrong with its form; read where every transform stands."""
    from dcc.maya.scene import hierarchy, meshes, nodes

    below = scope.item.facts[Members].below
    found = []
    for shape in meshes.shapes(below):
        yield None
        found.append(_mesh(shape))
    placed = tuple(_placed(node) for node in hierarchy.of_type("transform", below))
    own = (node for node in hierarchy.of_type("dagNode", below) if not nodes.is_referenced(node))
    yield Model(tuple(found), placed, tuple(node for node in own if nodes.number(node, "ghosting")))


def _mesh(shape: str) -> Mesh:
    from dcc.maya.scene import mending, meshes, shading, surfaces

    vertices, edges, faces = meshes.counts(shape)
    uv_sets = meshes.uv_sets(shape)
    mapped = next((name for name, number in uv_sets.items() if number), "")
    points, ends, sides = meshes.points(shape), meshes.edges(shape), meshes.faces(shape)
    above = shape.rpartition("|")[0]
    used = {end for pair in ends for end in pair}
    return Mesh(
        shape=shape,
        is_referenced=mending.is_referenced(shape),
        vertices=vertices,
        edges=edges,
        faces=faces,
        non_manifold=tuple(meshes.non_manifold(shape)),
        lamina=tuple(meshes.lamina(shape)),
        ngons=tuple(f"{above}.f[{at}]" for at, face in enumerate(sides) if len(face) > 4),
        short_edges=tuple(f"{above}.e[{at}]" for at, pair in enumerate(ends) if _length(points, pair) < TINY),
        loose=tuple(f"{above}.vtx[{at}]" for at in range(len(points)) if at not in used),
        uv_sets=uv_sets,
        overlapping=tuple(surfaces.overlapping(shape)) if mapped else (),
        out_of_tile=tuple(surfaces.out_of_tile(shape, mapped)) if mapped else (),
        locked_normals=surfaces.locked_normals(shape) if faces else 0,
        has_moved_points=surfaces.has_moved_points(shape),
        renderer_changes=surfaces.renderer_changes(shape),
        is_shaded=bool(shading.groups_of(shape)),
        colour_sets=tuple(meshes.colour_sets(shape)),
        history=tuple(meshes.history(shape)),
        unusual=tuple(meshes.flags_set(shape, RENDERED)),
        low=_corner(points, lowest=True),
        high=_corner(points, lowest=False),
    )


def _length(points: list[Vector], pair: tuple[int, ...]) -> float:
    one, two = points[pair[0]], points[pair[1]]
    return float(sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5)


def _corner(points: list[Vector], *, lowest: bool) -> Vector:
    choose = min if lowest else max
    if not points:
        return (0.0, 0.0, 0.0)
    return (choose(p[0] for p in points), choose(p[1] for p in points), choose(p[2] for p in points))


def _placed(node: str) -> Placed:
    from dcc.maya.scene import hierarchy, mending, meshes, nodes

    below = nodes.children_of(node)
    shapes = hierarchy.seen_shapes(below)
    return Placed(
        node=node,
        is_referenced=mending.is_referenced(node),
        translate=meshes.vector(node, "translate"),
        rotate=meshes.vector(node, "rotate"),
        scale=meshes.vector(node, "scale"),
        pivot=meshes.vector(node, "rotatePivot"),
        children=len(below),
        shapes=tuple(shapes),
        kinds=(nodes.type_of(node), *(nodes.type_of(shape) for shape in shapes)),
        driven=tuple(meshes.driven(node)),
    )
