"""What is asked of meshes: counts, parts that are wrong, places of points; and moving a place into the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from studio_tools.testing.mayasim import building, plugs, topology
from studio_tools.testing.mayasim.commands.nodes import make
from studio_tools.testing.mayasim.commands.targets import find, node_named, short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Connection, Node
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words


def shape_of(session: Session, call: Call) -> Node:
    """The mesh that a call names, by its shape or its transform. Raises RuntimeError where it is none."""
    names = call.names or session.scene.selection
    found = find(session, names[0]) if names else []
    shapes = [each for node in found for each in (node, *node.children) if each.type == "mesh"]
    if not shapes:
        raise RuntimeError(f"{call.command}: Nothing counted : no polygonal object is selected.")
    return shapes[0]


def poly_evaluate(session: Session, call: Call) -> object:
    """`polyEvaluate`: how many vertices, edges, faces and UVs a mesh has."""
    shape = shape_of(session, call)
    place = next((flag for flag in ("vertex", "edge", "face", "uvcoord", "uvShellIds") if call.on(flag)), "")
    mesh = topology.of_shape(session.scene, shape)
    if place == "uvcoord":
        return len(mesh.layout(call.text("uvSetName")).places)
    if place == "uvShellIds":
        return mesh.layout(call.text("uvSetName")).shells() or None
    counts = {"vertex": len(mesh.points), "edge": len(mesh.edges), "face": len(mesh.faces)}
    if place not in counts:
        raise NotSimulated(f"polyEvaluate of {shape.name}")
    return counts[place]


def poly_info(session: Session, call: Call) -> object:
    """`polyInfo`: the parts that are wrong, by name, or a line of text for each edge or face; None for nothing."""
    shape = shape_of(session, call)
    mesh = topology.of_shape(session.scene, shape)
    holder = short(session, shape.parent or shape)
    wrong: Mapping[str, tuple[str, Callable[[], Sequence[int]]]] = {
        "nonManifoldEdges": ("e", mesh.non_manifold_edges),
        "nonManifoldVertices": ("vtx", mesh.non_manifold_vertices),
        "laminaFaces": ("f", mesh.lamina_faces),
    }
    for flag, (part, ask) in wrong.items():
        if call.on(flag):
            return [f"{holder}.{part}[{at}]" for at in ask()] or None
    if call.on("edgeToVertex"):
        return [f"EDGE {at:6}: {one:6} {two:6}  Hard\n" for at, (one, two) in enumerate(mesh.edges)] or None
    lines = (f"FACE {at:6}:" + "".join(f" {each:6}" for each in face) for at, face in enumerate(mesh.faces))
    return [f"{line} \n" for line in lines] or None


def places(session: Session, name: str) -> list[float]:
    """Where the points of a mesh lie in its own space: what `xform` answers of `shape.vtx[*]`."""
    shape = shape_of(session, Call(command="xform", mode="query", args=(name.partition(".")[0],)))
    return [value for point in topology.of_shape(session.scene, shape).points for value in point]


REST = {"translate": 0.0, "rotate": 0.0, "scale": 1.0}


def make_identity(session: Session, call: Call) -> object:
    """`makeIdentity`: what a transform says of place, turn and size goes into the form of the mesh below it.

    Of a mesh that something makes the form is not known afterwards. Groups and turned forms are not simulated.
    """
    if not call.on("apply"):
        raise NotSimulated("makeIdentity that only resets")
    stems = [stem for stem in REST if call.on(stem)] or list(REST)
    for name in call.names or session.scene.selection:
        node = node_named(session, name)
        moves = {stem: numbers(session, node, stem) for stem in stems}
        for stem in stems:
            plugs.put(session.schema(), session.scene, node, stem, (REST[stem],) * 3)
        for child in node.children:
            move_form(session, child, moves)
    return None


def numbers(session: Session, node: Node, stem: str) -> tuple[float, ...]:
    """Three numbers of a transform."""
    value = plugs.get(session.schema(), session.scene, node, stem)
    assert isinstance(value, tuple)
    return tuple(float(each) for each in value)


def move_form(session: Session, shape: Node, moves: Mapping[str, tuple[float, ...]]) -> None:
    """Take a transform's numbers into the form of a mesh."""
    if all(value == (REST[stem],) * 3 for stem, value in moves.items()):
        return
    if shape.type != "mesh":
        raise NotSimulated(f"makeIdentity over {shape.name}, which is a {shape.type}")
    made = [each for each in session.scene.inputs(shape) if each.into == "inMesh"]
    if made:
        moved = make(session, "transformGeometry", "", None)
        building.disconnect(session.scene, made[0])
        building.connect(session.scene, Connection(made[0].source, made[0].out, moved, "inputGeometry"))
        building.connect(session.scene, Connection(moved, "outputGeometry", shape, "inMesh"))
        return
    if moves.get("rotate", (0.0,) * 3) != (0.0,) * 3:
        raise NotSimulated(f"makeIdentity that turns {shape.name}")
    mesh = topology.of_shape(session.scene, shape)
    size, place = moves.get("scale", (1.0,) * 3), moves.get("translate", (0.0,) * 3)
    points = tuple(
        (p[0] * size[0] + place[0], p[1] * size[1] + place[1], p[2] * size[2] + place[2]) for p in mesh.points
    )
    topology.bake(session.scene, shape, replace(mesh, points=points))


COMMANDS: Mapping[str, Simulated] = {
    "polyEvaluate": Simulated(
        call=poly_evaluate, flags=words("vertex edge face uvcoord uvShellIds uvSetName"), is_silent=True
    ),
    "polyInfo": Simulated(
        call=poly_info,
        flags=words("nonManifoldEdges nonManifoldVertices laminaFaces edgeToVertex faceToVertex"),
        is_silent=True,
    ),
    "makeIdentity": Simulated(call=make_identity, flags=words("apply translate rotate scale")),
}
