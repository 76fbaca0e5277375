"""Files of other formats that a simulated Maya writes.

USD and OBJ are real text. Alembic, GPU caches and FBX are real frames (`archives`) around a record in JSON that says
what was asked for, and Arnold files are the record alone: the key `simulated` names the format, `nodes` the exported
paths, `range`, `step`, `fps` and `options` the rest. Of these, geometry is in none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from studio_tools.testing.mayasim import archives, naming
from studio_tools.testing.mayasim.model import Node
from studio_tools.testing.mayasim.schema import Schema
from studio_tools.testing.mayasim.topology import Mesh

SHAPES = {"mesh": "Mesh", "camera": "Camera", "nurbsCurve": "BasisCurves"}


def record(
    kind: str,
    nodes: Sequence[Node],
    *,
    times: tuple[float, float] | None,
    fps: float,
    step: float = 1.0,
    options: Mapping[str, object] | None = None,
) -> bytes:
    """Write what an export was asked for."""
    asked = {
        "simulated": kind,
        "nodes": [naming.path_name(node) for node in nodes],
        "range": list(times) if times else None,
        "step": step,
        "fps": fps,
        "options": {
            key: value for key, value in (options or {}).items() if isinstance(value, str | int | float | bool)
        },
    }
    about = json.dumps(asked, indent=1).encode()
    if kind == "FBX":
        return archives.fbx(about, [node.name for node in nodes])
    if kind in ("Alembic", "GPU cache"):
        strips = "stripNamespaces" in (options or {})
        tops = [node.leaf if strips else node.name for node in nodes if node.parent not in nodes]
        return archives.ogawa(about, tops, times, fps=fps, step=step)
    return about


def told(content: bytes) -> dict[str, Any]:
    """What a written file says was asked for."""
    start = content.index(b'{\n "simulated"')
    found: dict[str, Any] = json.JSONDecoder().raw_decode(content[start:].decode("utf-8", "replace"))[0]
    return found


def obj(forms: Sequence[tuple[str, Mesh]], options: str) -> bytes:
    """Write meshes as OBJ: a group each, points, UVs, and faces that count both from 1 over all."""
    lines, points, places = [f"# {options}"], 1, 1
    for name, mesh in forms:
        layout = mesh.layout()
        lines += [f"g {name}", *(f"v {x:g} {y:g} {z:g}" for x, y, z in mesh.points)]
        lines += [f"vt {u:g} {v:g}" for u, v in layout.places]
        for at, face in enumerate(mesh.faces):
            corners = layout.corners[at] if at < len(layout.corners) else ()
            words = [f"{points + each}" for each in face]
            if corners:
                words = [f"{word}/{places + each}" for word, each in zip(words, corners, strict=True)]
            lines.append(" ".join(["f", *words]))
        points, places = points + len(mesh.points), places + len(layout.places)
    return ("\n".join(lines) + "\n").encode()


def usda(
    roots: Sequence[Node],
    schema: Schema,
    *,
    times: tuple[float, float] | None,
    fps: float,
    strips: bool = False,
    is_merged: bool = True,
) -> bytes:
    """Write a hierarchy as USD text: a prim for each transform, shapes merged into them where asked."""
    lines = ["#usda 1.0", "("]
    if roots:
        lines.append(f'    defaultPrim = "{prim_name(roots[0], strips)}"')
    if times:
        lines += [
            f"    endTimeCode = {times[1]:g}",
            f"    framesPerSecond = {fps:g}",
            f"    startTimeCode = {times[0]:g}",
        ]
        lines.append(f"    timeCodesPerSecond = {fps:g}")
    lines += ["    metersPerUnit = 0.01", '    upAxis = "Y"', ")", ""]
    for root in roots:
        lines += prim(root, schema, 0, strips, is_merged)
    return ("\n".join(lines) + "\n").encode()


def prim(node: Node, schema: Schema, depth: int, strips: bool, is_merged: bool) -> list[str]:
    """One prim with those below it."""
    shapes = [child for child in node.children if schema.is_a(child.type, "shape")]
    own = shapes[0] if is_merged and len(shapes) == 1 else None
    kind = SHAPES.get((own or node).type, "Xform")
    pad = "    " * depth
    lines = [f'{pad}def {kind} "{prim_name(node, strips)}"', f"{pad}{{"]
    for child in node.children:
        if child is not own:
            lines += prim(child, schema, depth + 1, strips, is_merged)
    return [*lines, f"{pad}}}"]


def prim_name(node: Node, strips: bool) -> str:
    """A node's name as a prim may be called."""
    return node.leaf if strips else node.name.replace(":", "_")
