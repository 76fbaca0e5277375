"""What lies on meshes: UVs, colour sets, locked normals, and points that were moved and not baked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio_tools.testing.mayasim import topology
from studio_tools.testing.mayasim.commands.measuring import shape_of
from studio_tools.testing.mayasim.commands.targets import short
from studio_tools.testing.mayasim.encoding import number
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Node, Plug
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words

FREE = 1e19
"""A normal beyond this is one that a file leaves to be reckoned: it is not locked."""


def overlapping(session: Session, call: Call) -> object:
    """`polyUVOverlap`: the faces whose UVs lie over others."""
    if not call.on("overlappingComponents"):
        raise NotSimulated("polyUVOverlap of what does not overlap")
    shape = shape_of(session, call)
    found = topology.of_shape(session.scene, shape).layout().overlapping()
    return [f"{short(session, shape)}.f[{at}]" for at in found]


def edit_uv(session: Session, call: Call) -> object:
    """`polyEditUV` asks: where all points of a set lie, as one row."""
    if not call.is_query or ".map[*]" not in call.names[0]:
        raise NotSimulated("polyEditUV but to ask where all points lie")
    layout = topology.of_shape(session.scene, shape_of(session, call)).layout(call.text("uvSetName"))
    return [float(value) for place in layout.places for value in place] or None


def uv_set(session: Session, call: Call) -> object:
    """`polyUVSet`: rename a set, or delete one; the first cannot be deleted."""
    shape = own_shape(session, call)
    if "delete" in call.flags:
        if element(shape, "uvSet", "uvSetName", call.text("uvSet")) == first(shape, "uvSet", "uvSetName"):
            raise RuntimeError("polyUVSet: Cannot delete the default UV set.")
        drop(session, shape, "uvSet", "uvSetName", call.text("uvSet"))
    elif "rename" in call.flags:
        path = f"{element(shape, 'uvSet', 'uvSetName', call.text('uvSet'))}.uvSetName"
        session.scene.journal.put(shape.plugs, path, replace(shape.plugs[path], value=call.text("newUVSet")))
    else:
        raise NotSimulated("polyUVSet but to rename or delete a set")
    return None


def colour_set(session: Session, call: Call) -> object:
    """`polyColorSet`: delete a set."""
    if "delete" not in call.flags:
        raise NotSimulated("polyColorSet but to delete a set")
    drop(session, own_shape(session, call), "colorSet", "colorName", call.text("colorSet"))
    return None


def own_shape(session: Session, call: Call) -> Node:
    """A mesh without history: that of another one would make its sets anew."""
    shape = shape_of(session, call)
    if any(each.into == "inMesh" for each in session.scene.inputs(shape)):
        raise NotSimulated(f"{call.command} of {shape.name}, which something makes")
    return shape


def first(shape: Node, stem: str, named: str) -> str:
    """The element of the first set."""
    paths = sorted(path for path in shape.plugs if path.startswith(f"{stem}[") and path.endswith(f".{named}"))
    return paths[0].rpartition(".")[0] if paths else ""


def element(shape: Node, stem: str, named: str, name: str) -> str:
    """The element of a set by its name. Raises RuntimeError where there is none."""
    for path, plug in shape.plugs.items():
        if path.startswith(f"{stem}[") and path.endswith(f".{named}") and plug.value == name:
            return path.rpartition(".")[0]
    raise RuntimeError(f"There is no set of this name: {name}")


def drop(session: Session, shape: Node, stem: str, named: str, name: str) -> None:
    """Take a set away."""
    found = element(shape, stem, named, name)
    for path in [each for each in shape.plugs if each.startswith(f"{found}.")]:
        session.scene.journal.drop(shape.plugs, path)


def normals(session: Session, call: Call) -> object:
    """`polyNormalPerVertex`: which corners have a locked normal, whether all have one, or to unlock them."""
    shape = shape_of(session, call)
    locked = locked_normals(session, shape)
    if call.is_query and call.on("freezeNormal"):
        return locked
    if call.is_query and call.on("allLocked"):
        return all(locked)
    if call.is_query or not call.on("unFreezeNormal"):
        raise NotSimulated("polyNormalPerVertex but to ask for locked normals and to unlock them")
    for path in [each for each in shape.plugs if each.startswith("normals[")]:
        session.scene.journal.drop(shape.plugs, path)
    return None


def locked_normals(session: Session, shape: Node) -> list[bool]:
    """For each corner of each face whether a file wrote its normal."""
    values = written(shape, "normals[")
    corners = sum(len(face) for face in topology.of_shape(session.scene, shape).faces)
    told = [value < FREE for value in values[::3]]
    return told if len(told) == corners else [False] * corners


def written(shape: Node, stem: str) -> list[float]:
    """The numbers that a file wrote of an attribute's elements, in their order."""
    return [value for _, values in lines(shape, stem) for value in values]


def lines(shape: Node, stem: str) -> list[tuple[str, list[float]]]:
    """Each line that a file wrote of an attribute's elements, in their order, with its numbers."""
    paths = [path for path in shape.plugs if path.startswith(stem)]
    return [(path, told(shape.plugs[path])) for path in sorted(paths, key=lambda each: start_of(each, stem))]


def start_of(path: str, stem: str) -> int:
    """The element that a line begins with, `pnts[4:7]` with 4."""
    return int(path[len(stem) :].partition("]")[0].partition(":")[0])


def told(plug: Plug) -> list[float]:
    """The numbers of a plug, whether they are understood or only carried."""
    if plug.written is None:
        return [float(each) for each in plug.value] if isinstance(plug.value, tuple) else []
    texts = [word.text for word in plug.written if not word.is_quoted]
    return [value for text in texts if (value := number(text)) is not None]


def collapse_tweaks(session: Session, call: Call) -> object:
    """`polyCollapseTweaks`: whether points of a mesh were moved and not baked, or to bake them."""
    shape = shape_of(session, call)
    moved = written(shape, "pnts[")
    if call.is_query:
        return any(moved)
    mesh = topology.of_shape(session.scene, own_shape(session, call))
    moves = {}
    for path, values in lines(shape, "pnts["):
        triples = zip(values[::3], values[1::3], values[2::3], strict=True)
        moves.update(dict(enumerate(triples, start_of(path, "pnts["))))
        session.scene.journal.drop(shape.plugs, path)
    still = (0.0, 0.0, 0.0)
    pairs = ((point, moves.get(at, still)) for at, point in enumerate(mesh.points))
    points = tuple((p[0] + move[0], p[1] + move[1], p[2] + move[2]) for p, move in pairs)
    topology.bake(session.scene, shape, replace(mesh, points=points))
    return None


COMMANDS: Mapping[str, Simulated] = {
    "polyUVOverlap": Simulated(call=overlapping, flags=words("overlappingComponents"), is_silent=True),
    "polyEditUV": Simulated(call=edit_uv, flags=words("uvSetName"), is_silent=True),
    "polyUVSet": Simulated(call=uv_set, flags=words("delete rename uvSet newUVSet")),
    "polyColorSet": Simulated(call=colour_set, flags=words("delete colorSet")),
    "polyNormalPerVertex": Simulated(call=normals, flags=words("allLocked freezeNormal unFreezeNormal")),
    "polyCollapseTweaks": Simulated(call=collapse_tweaks, flags=words("hasVertexTweaks")),
}
