"""A quick look at the scene as frames: of fixed size, off screen, every frame there."""

from __future__ import annotations

from collections.abc import Iterator

from dcc.maya.steps.facts import SceneFacts
from studio_tools.errors import PublishError
from studio_tools.host import Previews, Scene, Timeline
from studio_tools.publish.items import Artifact
from studio_tools.publish.making import some_frames
from studio_tools.publish.steps import Scope, extractor


@extractor("maya.playblast", label="Playblast", needs=(SceneFacts,))
def playblast(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write a picture a frame over the cut and its handles, in the scene's picture size."""
    scene, host = scope.item.facts[SceneFacts], scope.host
    if not isinstance(host, Previews):
        raise PublishError(f"{host.name} makes no previews", hint="Take maya.playblast out of the recipe.")
    first, last = scene.start, scene.end
    if scope.cut is not None:
        first, last = scope.cut.full.first, scope.cut.full.last
    path = scope.stage / f"{scope.item.id}.%04d.png"
    paths = host.preview(path, Timeline(first, last, scene.fps), width=scene.width, height=scene.height)
    yield None
    yield some_frames(scope, dict(zip(range(first, last + 1), paths, strict=True)))


STEPS = (playblast,)
