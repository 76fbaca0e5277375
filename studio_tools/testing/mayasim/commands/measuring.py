"""What is asked of meshes: counts, parts that are wrong, places of points; and moving a place into the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from studio_tools.testing.mayasim import plugs, topology
from studio_tools.testing.mayasim.commands.targets import find, node_named, short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Node
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
    place = next((flag for flag in ("vertex", "edge", "face", "uvcoord") if call.on(flag)), "")
    mesh = topology.of_shape(session.scene, shape)
    if place == "uvcoord":
        wanted = call.text("uvSetName") or (mesh.uvs[0][0] if mesh.uvs else "")
        return dict(mesh.uvs).get(wanted, 0)
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


def make_identity(session: Session, call: Call) -> object:
    """`makeIdentity`: what a transform says of place, turn and size goes into the form below it.

    The form of a primitive or of a file is not moved along: who asks for the points of one that was frozen is refused.
    """
    if not call.on("apply"):
        raise NotSimulated("makeIdentity that only resets")
    for name in call.names or session.scene.selection:
        node = node_named(session, name)
        for flag, stem, plain in (("translate", "translate", 0.0), ("rotate", "rotate", 0.0), ("scale", "scale", 1.0)):
            if call.on(flag):
                plugs.put(session.schema(), session.scene, node, stem, (plain, plain, plain))
    return None


COMMANDS: Mapping[str, Simulated] = {
    "polyEvaluate": Simulated(call=poly_evaluate, flags=words("vertex edge face uvcoord uvSetName"), is_silent=True),
    "polyInfo": Simulated(
        call=poly_info,
        flags=words("nonManifoldEdges nonManifoldVertices laminaFaces edgeToVertex faceToVertex"),
        is_silent=True,
    ),
    "makeIdentity": Simulated(call=make_identity, flags=words("apply translate rotate scale")),
}
