"""Extractors that write Maya scenes: the scene as it is, a set of it, and a cleaned copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dcc.maya.steps.facts import Members, SceneFacts
from studio_tools.errors import SourceError
from studio_tools.host import Output, Scene
from studio_tools.publish.items import Artifact
from studio_tools.publish.making import looked_at, one_file, refused
from studio_tools.publish.steps import Scope, extractor
from studio_tools.scenes import Scene as SceneFile
from studio_tools.scenes import read


@extractor("maya.scene-file", label="Maya scene", needs=(Output,))
def scene_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the scene, or the set, as a Maya scene; references stay references, and what was written is read again."""
    ending = (scope.host.file() or Path("scene.ma")).suffix
    path = scope.stage / f"{scope.item.id}{ending if ending in scope.host.suffixes else '.ma'}"
    scope.host.export(scope.item.facts[Output], path)
    yield None
    looked_at(scope, path)
    read_again(scope, path)
    yield one_file(scope, path)


def read_again(scope: Scope[Scene], path: Path) -> SceneFile:
    """Read a written scene without Maya. Raises PublishError where it is broken."""
    try:
        return read(path)
    except SourceError as cause:
        raise refused(scope, path, f"cannot be read: {cause.message}") from cause


@extractor("maya.clean-scene-file", label="Cleaned Maya scene", needs=(Members, SceneFacts))
def clean_scene_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the set as a Maya scene of its own: without references, history, unknown nodes and strange code."""
    return _flat(scope, with_history=False)


@extractor("maya.flat-scene-file", label="Maya scene without references", needs=(Members, SceneFacts))
def flat_scene_file(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the set, with all that makes and drives it, as a Maya scene without references and strange code."""
    return _flat(scope, with_history=True)


def _flat(scope: Scope[Scene], *, with_history: bool) -> Iterator[Artifact | None]:
    from dcc.maya.host.faults import told
    from dcc.maya.scene import exchange

    path, unknown = scope.stage / f"{scope.item.id}.ma", scope.item.facts[SceneFacts].unknown_nodes
    members = scope.item.facts[Members]
    kept = [node for node in (*members.nodes, *members.held) if node not in unknown]
    with told(f"{scope.item.label} cannot be written"):
        exchange.flattened(kept, path.as_posix(), with_history=with_history)
    yield None
    looked_at(scope, path)
    found = read_again(scope, path)
    if found.references:
        raise refused(scope, path, f"still reads {found.references[0].path}")
    if found.script_nodes:
        raise refused(scope, path, f"still carries the code of {found.script_nodes[0].node}")
    yield one_file(scope, path)


STEPS = (scene_file, clean_scene_file, flat_scene_file)
