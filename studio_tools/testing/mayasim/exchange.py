"""Files of other formats that a simulated Maya writes.

USD is real text. Alembic, GPU caches, FBX and Arnold are records in JSON that say what was asked for: the key
`simulated` names the format, `nodes` the exported paths, `range`, `step`, `fps` and `options` the rest. Whoever reads
such a file as the real format finds at once that it is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from studio_tools.testing.mayasim import naming
from studio_tools.testing.mayasim.model import Node
from studio_tools.testing.mayasim.schema import Schema

SHAPES = {"mesh": "Mesh", "camera": "Camera", "nurbsCurve": "BasisCurves"}


def record(
    kind: str,
    nodes: Iterable[Node],
    *,
    times: tuple[float, float] | None,
    fps: float,
    step: float = 1.0,
    options: Mapping[str, object] | None = None,
) -> bytes:
    """Write what an export was asked for."""
    told = {
        "simulated": kind,
        "nodes": [naming.path_name(node) for node in nodes],
        "range": list(times) if times else None,
        "step": step,
        "fps": fps,
        "options": {
            key: value for key, value in (options or {}).items() if isinstance(value, str | int | float | bool)
        },
    }
    return json.dumps(told, indent=1).encode()


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
