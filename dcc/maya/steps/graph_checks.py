"""Checks of how the scene's nodes hang together: cycles, layers of animation, files that plug-ins' nodes name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dcc.maya.steps.facts import Members
from studio_tools.host import Output, Scene
from studio_tools.publish.checks.severity import are, counted, is_told_elsewhere, judged, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator

PLUG_IN_FILES = {
    "aiImage": "filename",
    "aiPhotometricLight": "aiFilename",
    "aiVolume": "filename",
    "pgYetiMaya": "cacheFileName",
    "RedshiftNormalMap": "tex0",
    "RedshiftProxyMesh": "fileName",
    "RedshiftSprite": "tex0",
    "RedshiftVolumeShape": "fileName",
    "VRayMesh": "fileName",
    "VRayProxy": "fileName",
    "VRayScannedMtl": "file",
}
"""Types of nodes that plug-ins bring and that name a file, beside those that are listed as read, and where."""
_HOLES = ("<", "#", "%", "$", "*")
"""What stands for a frame, a tile or a token: which file is meant is not known here."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a plug-in's node names."""

    node: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The fact: how the scene's nodes hang together."""

    cycles: tuple[str, ...]
    """A plug of each node that waits for itself."""
    empty_layers: tuple[str, ...]
    files: tuple[NamedFile, ...]


@collector("maya.graph", label="How nodes hang together", provides=(Graph,), needs=(Output,))
def graph(scope: Scope[Scene]) -> Iterator[Graph | None]:
    """Look for plugs that wait for themselves, empty layers of animation, and files that plug-ins read."""
    from dcc.maya.scene import graph as asked

    cycles = tuple(asked.cycles())
    yield None
    files = tuple(NamedFile(node, path) for node, path in asked.named_files(PLUG_IN_FILES))
    yield Graph(cycles=cycles, empty_layers=tuple(asked.empty_animation_layers()), files=files)


@validator("maya.no-cycles", label="Nothing waits for itself", needs=(Graph, Members))
def no_cycles(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A value that depends on itself is another one each time: in caches, on the farm, after opening."""
    from dcc.maya.scene import hierarchy

    cycles = scope.item.facts[Graph].cycles
    if not cycles:
        return
    nodes = hierarchy.full_names(dict.fromkeys(plug.partition(".")[0] for plug in cycles))
    if not {*nodes.values()} & {*scope.item.facts[Members].below}:
        return
    title = f"{counted(len(nodes), 'node')} in a cycle"
    tell = scope.error if scope.item.kind == "rig" else scope.warning
    yield tell(title, detail=listed(cycles), nodes=[node for node in nodes.values() if node])


def _delete(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    mending.delete(finding.nodes)


@validator("maya.empty-anim-layers", label="No empty animation layers", needs=(Graph,), optional=True, fix=_delete)
def empty_anim_layers(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Animation layers that hold nothing are left over, and catch keys by accident."""
    found = scope.item.facts[Graph].empty_layers
    if found and not is_told_elsewhere(scope):
        yield scope.info(f"{counted(len(found), 'animation layer')} without content", nodes=found, fixable=True)


@validator("maya.plugin-paths", label="Files of plug-ins' nodes are there", needs=(Graph,))
def plugin_paths(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Files that renderers' and other plug-ins' nodes name must be there."""
    gone = [] if is_told_elsewhere(scope) else [one for one in scope.item.facts[Graph].files if not _is_there(one)]
    if gone:
        title = f"{counted(len(gone), 'file')} that nodes of plug-ins name {are(gone)} not there"
        detail, nodes = listed(f"{one.node}: {one.path}" for one in gone), [one.node for one in gone]
        yield from judged(scope, scope.settings.checks.scene_missing, title, detail=detail, nodes=nodes)


def _is_there(one: NamedFile) -> bool:
    from dcc.maya.scene import document

    named = os.path.expandvars(one.path)
    return any(hole in named for hole in _HOLES) or Path(document.expand(named)).exists()


STEPS = (graph, no_cycles, empty_anim_layers, plugin_paths)
