"""What is made for a publish from Nuke: the script, nodes as scripts of their own, gizmos.

All that is written is looked at again before it counts. Pictures are made in `pictures`, caches in `geometry`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio_tools.errors import SourceError
from studio_tools.host import Output, Scene
from studio_tools.publish.items import Artifact
from studio_tools.publish.making import one_file, refused
from studio_tools.publish.steps import Scope, extractor
from studio_tools.scenes import read

SCENE = "scene"
"""The id of the script among its outputs."""
_GROUP = re.compile(r"^Group \{", re.MULTILINE)
_PASTED = re.compile(r"^(?:set cut_paste_input|version |push \$cut_paste_input).*\n", re.MULTILINE)


@extractor("nuke.script-file", label="Nuke script", needs=(Output,))
def script_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write a copy of the script as it is now, and read it again without Nuke."""
    path = scope.stage / f"{scope.item.id}.nk"
    scope.host.export(Output(id=SCENE, label="Script", kind=SCENE), path)
    yield None
    yield _script(scope, path)


@extractor("nuke.nodes-file", label="Nodes as a script", needs=(Output,))
def nodes_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write a camera or a group as a script that can be imported."""
    path = scope.stage / f"{scope.item.id}.nk"
    scope.host.export(scope.item.facts[Output], path)
    yield None
    yield _script(scope, path)


@extractor("nuke.gizmo-file", label="Gizmo", needs=(Output,))
def gizmo_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write a group as a gizmo, which stands in the studio's plug-in path, and as a script that can be imported.

    A backdrop is written as a script alone, with all that lies on it.
    """
    from dcc.nuke.host.outputs import BACKDROP
    from dcc.nuke.scene import nodes

    path = scope.stage / f"{scope.item.id}.nk"
    scope.host.export(scope.item.facts[Output], path)
    yield _script(scope, path)
    if nodes.class_of(scope.item.facts[Output].id) == BACKDROP:
        return
    text = _PASTED.sub("", path.read_text(encoding="utf-8"))
    made, count = _GROUP.subn("Gizmo {", text, count=1)
    if not count:
        raise refused(scope, path, "holds no group")
    gizmo = path.with_suffix(".gizmo")
    gizmo.write_text(made, encoding="utf-8")
    yield one_file(scope, gizmo)


def _script(scope: Scope[Scene], path: Path) -> Artifact:
    artifact = one_file(scope, path)
    try:
        read(path)
    except SourceError as cause:
        raise refused(scope, path, f"cannot be read: {cause.message}") from cause
    return artifact


STEPS: tuple[Any, ...] = (script_file, nodes_file, gizmo_file)
