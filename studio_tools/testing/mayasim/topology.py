"""The form of a mesh as far as it can be counted: points, edges and faces of what a file brought, or of a primitive.

Read from the mesh's own attributes as a file writes them (`.vt`, `.ed`, `.fc`), or made for a cube, plane and sphere of
Maya's own measures. Not here: UVs (`layouts`), what a command answers of it (`commands.measuring`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin, tau

from studio_tools.testing.mayasim import layouts
from studio_tools.testing.mayasim.encoding import number
from studio_tools.testing.mayasim.layouts import Layout
from studio_tools.testing.mayasim.model import Node, Plug, Scene, Word
from studio_tools.testing.mayasim.refusals import NotSimulated

Point = tuple[float, float, float]
CUBE = (
    (-0.5, -0.5, 0.5), (0.5, -0.5, 0.5), (-0.5, 0.5, 0.5), (0.5, 0.5, 0.5),
    (-0.5, 0.5, -0.5), (0.5, 0.5, -0.5), (-0.5, -0.5, -0.5), (0.5, -0.5, -0.5),
)  # fmt: skip
CUBE_FACES = ((0, 1, 3, 2), (2, 3, 5, 4), (4, 5, 7, 6), (6, 7, 1, 0), (1, 7, 5, 3), (6, 0, 2, 4))
PART = re.compile(r"(vtx|e|f|map)\[(\d+)\]")
PLANE_SIDE, SPHERE_SIDE = 10, 20
FORMS = frozenset({"polyCube", "polyPlane", "polySphere"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """One mesh, with its UV sets."""

    points: tuple[Point, ...]
    edges: tuple[tuple[int, int], ...]
    faces: tuple[tuple[int, ...], ...]
    uvs: tuple[Layout, ...] = ()

    def layout(self, name: str = "") -> Layout:
        """A UV set by its name, the first without one; an empty one where there is none."""
        return next((each for each in self.uvs if name in ("", each.name)), Layout(name, ()))

    def edge_uses(self) -> Counter[tuple[int, int]]:
        """How many faces each edge has, by its ends in order."""
        pairs = (pair for face in self.faces for pair in zip(face, (*face[1:], face[0]), strict=True))
        return Counter((min(pair), max(pair)) for pair in pairs)

    def non_manifold_edges(self) -> list[int]:
        """Edges of more than two faces."""
        uses = self.edge_uses()
        return [at for at, (one, two) in enumerate(self.edges) if uses[(min(one, two), max(one, two))] > 2]

    def lamina_faces(self) -> list[int]:
        """Faces that share all their edges with another one."""
        same = Counter(frozenset(face) for face in self.faces)
        return [at for at, face in enumerate(self.faces) if same[frozenset(face)] > 1]

    def non_manifold_vertices(self) -> list[int]:
        """Points whose faces hang together at the point alone."""
        return [at for at in range(len(self.points)) if self._fans(at) > 1]

    def _fans(self, vertex: int) -> int:
        """How many groups of faces, connected by edges, a point has."""
        left = [face for face in self.faces if vertex in face]
        fans = 0
        while left:
            fans += 1
            group = [left.pop()]
            while group:
                beside = set(_neighbours(group.pop(), vertex))
                joined = [face for face in left if beside & set(_neighbours(face, vertex))]
                left = [face for face in left if face not in joined]
                group += joined
        return fans


def _neighbours(face: tuple[int, ...], vertex: int) -> tuple[int, int]:
    """The points beside one of a face."""
    at = face.index(vertex)
    return face[at - 1], face[(at + 1) % len(face)]


def of_shape(scene: Scene, shape: Node) -> Mesh:
    """The form of a mesh's shape. Raises NotSimulated where it is neither written nor a simple primitive."""
    makers = [each.source for each in scene.inputs(shape) if each.into == "inMesh"]
    if not makers:
        return _written(shape)
    if makers[0].type in FORMS and not makers[0].plugs:
        return primitive(makers[0].type)
    raise NotSimulated(f"the form of {shape.name}, which {makers[0].type} makes")


def has_part(scene: Scene, node: Node, path: str) -> bool:
    """Whether a path, as `vtx[3]`, names one vertex, edge, face or UV of a mesh or of the mesh below a transform."""
    found = PART.fullmatch(path)
    shapes = [each for each in (node, *node.children) if each.type == "mesh"]
    if found is None or not shapes:
        return False
    mesh = of_shape(scene, shapes[0])
    parts = {"vtx": mesh.points, "e": mesh.edges, "f": mesh.faces, "map": mesh.layout().places}
    return int(found[2]) < len(parts[found[1]])


def bake(scene: Scene, shape: Node, mesh: Mesh) -> None:
    """Write a form into a shape, as a file has it: what made it may go."""
    ends = {pair: at for at, pair in enumerate(mesh.edges)} | {
        (two, one): -1 - at for at, (one, two) in enumerate(mesh.edges)
    }
    points = [f"{value:g}" for point in mesh.points for value in point]
    edges = [str(value) for one, two in mesh.edges for value in (one, two, 0)]
    faces = [
        word
        for at, face in enumerate(mesh.faces)
        for word in (
            *("f", str(len(face))),
            *(str(ends[pair]) for pair in zip(face, (*face[1:], face[0]), strict=True)),
            *(word for number, layout in enumerate(mesh.uvs) for word in corner_words(number, layout, at)),
        )
    ]
    kept = {
        f"vrts[0:{len(mesh.points) - 1}]": points,
        f"edge[0:{len(mesh.edges) - 1}]": edges,
        f"face[0:{len(mesh.faces) - 1}]": ["-type", "polyFaces", *faces],
    }
    for path, words in kept.items():
        written = tuple(Word(word, word == "polyFaces") for word in words)
        scene.journal.put(shape.plugs, path, Plug(written=written, is_set=True))
    for at, layout in enumerate(mesh.uvs):
        scene.journal.put(shape.plugs, f"uvSet[{at}].uvSetName", Plug(value=layout.name, is_set=True))
        places = (Word(f"{value:g}") for place in layout.places for value in place)
        path = f"uvSet[{at}].uvSetPoints[0:{len(layout.places) - 1}]"
        scene.journal.put(shape.plugs, path, Plug(written=(Word("-type"), Word("float2", True), *places), is_set=True))


def corner_words(number: int, layout: Layout, face: int) -> Iterator[str]:
    """What a file says of a face's UVs."""
    corners = layout.corners[face] if face < len(layout.corners) else ()
    if corners:
        yield from ("mu", str(number), str(len(corners)), *map(str, corners))


def primitive(kind: str) -> Mesh:
    """A cube, plane or sphere of Maya's own measures."""
    if kind == "polyCube":
        return Mesh(points=CUBE, edges=_edges_of(CUBE_FACES), faces=CUBE_FACES, uvs=(layouts.cube(),))
    if kind == "polySphere":
        return _sphere(SPHERE_SIDE)
    side = PLANE_SIDE + 1
    points = tuple((x / PLANE_SIDE - 0.5, 0.0, 0.5 - z / PLANE_SIDE) for z in range(side) for x in range(side))
    starts = [z * side + x for z in range(PLANE_SIDE) for x in range(PLANE_SIDE)]
    faces = tuple((at, at + 1, at + side + 1, at + side) for at in starts)
    return Mesh(points=points, edges=_edges_of(faces), faces=faces, uvs=(layouts.plane(side, faces),))


def _sphere(side: int) -> Mesh:
    """Rings of points from the bottom up, then the two poles."""
    points = []
    for ring in range(1, side):
        height, width = -cos(pi * ring / side), sin(pi * ring / side)
        points += [(width * cos(tau * at / side), height, width * sin(tau * at / side)) for at in range(side)]
    low, high = len(points), len(points) + 1
    faces: list[tuple[int, ...]] = []
    for ring in range(side - 2):
        starts = [(ring * side + at, ring * side + (at + 1) % side) for at in range(side)]
        faces += [(one, two, two + side, one + side) for one, two in starts]
    faces += [((at + 1) % side, at, low) for at in range(side)]
    top = low - side
    faces += [(top + at, top + (at + 1) % side, high) for at in range(side)]
    whole = (*points, (0.0, -1.0, 0.0), (0.0, 1.0, 0.0))
    return Mesh(points=whole, edges=_edges_of(tuple(faces)), faces=tuple(faces), uvs=(layouts.sphere(side),))


def _edges_of(faces: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, int], ...]:
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for face in faces:
        for one, two in zip(face, (*face[1:], face[0]), strict=True):
            found.setdefault((min(one, two), max(one, two)), (one, two))
    return tuple(found.values())


def _written(shape: Node) -> Mesh:
    """The form that a file wrote; a mesh that nothing was written of is empty."""
    points = _numbers(shape, "vrts")
    ends = [int(value) for value in _numbers(shape, "edge")]
    edges = tuple(zip(ends[::3], ends[1::3], strict=True))
    faces = tuple(_faces(shape, edges))
    return Mesh(
        points=tuple(zip(points[::3], points[1::3], points[2::3], strict=True)),
        edges=edges,
        faces=faces,
        uvs=tuple(layouts.written(shape, len(faces))),
    )


def _words(shape: Node, stem: str) -> list[str]:
    """The words that a file wrote of an attribute's elements, in their order."""
    found = [(int(path[len(stem) + 1 :].partition("]")[0].partition(":")[0]), plug.written)
             for path, plug in shape.plugs.items() if path.startswith(f"{stem}[") and plug.written]  # fmt: skip
    return [word.text for _, words in sorted(found, key=lambda each: each[0]) for word in words or ()]


def _numbers(shape: Node, stem: str) -> list[float]:
    words = _words(shape, stem)
    plain = words[2:] if words[:1] == ["-type"] else words
    return [value for word in plain if (value := number(word)) is not None]


def _faces(shape: Node, edges: tuple[tuple[int, int], ...]) -> list[tuple[int, ...]]:
    """The faces as points: a file names edges, the reversed ones as `-1 - edge`."""
    words = [word for word in _words(shape, "face") if word not in ("-type", "polyFaces")]
    found: list[tuple[int, ...]] = []
    at = 0
    while at < len(words):
        if words[at] == "f":
            count = int(words[at + 1])
            named = [int(word) for word in words[at + 2 : at + 2 + count]]
            found.append(tuple(edges[each][0] if each >= 0 else edges[-1 - each][1] for each in named))
            at += count
        at += 1
    return found
