"""Extractors for other programs: Alembic, USD, FBX and GPU caches. What was written is looked into again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dcc.maya.steps.facts import Members, SceneFacts
from dcc.maya.steps.making import looked_at, one_file, refuse
from dcc.maya.steps.telling import bare
from studio_tools.host import Scene
from studio_tools.publish.items import Artifact
from studio_tools.publish.steps import Scope, extractor

if TYPE_CHECKING:
    from dcc.maya.scene.exchange import Span

STILL = frozenset({"model", "look", "rig"})
"""Kinds of one moment: their caches have one frame."""


def _roots(scope: Scope[Scene]) -> list[str]:
    """The highest nodes of the item: what hangs below another of them comes with it."""
    nodes = scope.item.facts[Members].nodes
    return [node for node in nodes if not any(node != each and node.startswith(f"{each}|") for each in nodes)]


def _span(scope: Scope[Scene]) -> Span:
    from dcc.maya.scene.exchange import Span

    scene = scope.item.facts[SceneFacts]
    if scope.item.kind in STILL:
        return Span(first=scene.start, last=scene.start)
    if scope.cut is not None:
        return Span(first=scope.cut.full.first, last=scope.cut.full.last)
    return Span(first=scene.start, last=scene.end)


def _write(scope: Scope[Scene], plug_in: str, path: Path, call: Callable[[], None]) -> None:
    """Write with a plug-in of Maya's. Raises HostError in Maya's words, PublishError where nothing came of it."""
    from dcc.maya.host.faults import told
    from dcc.maya.scene import exchange

    with told(f"{scope.item.label} cannot be written as {path.suffix.lstrip('.')}"):
        exchange.load(plug_in)
        call()
    looked_at(scope, path)


@extractor("maya.alembic", label="Alembic", needs=(Members, SceneFacts))
def alembic(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the item as Alembic, in world space without namespaces, over the cut and its handles."""
    from dcc.maya.scene import exchange

    path, span = scope.stage / f"{scope.item.id}.abc", _span(scope)
    yield None
    _write(scope, "AbcExport", path, lambda: exchange.alembic(_roots(scope), path.as_posix(), span, []))
    yield one_file(scope, path)


@extractor("maya.usd", label="USD", needs=(Members, SceneFacts))
def usd(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the item as USD; every node on top must be in it, and the range where it moves."""
    from dcc.maya.scene import exchange

    path, span = scope.stage / f"{scope.item.id}.usda", _span(scope)
    moving = span if span.last > span.first else None
    yield None
    _write(scope, "mayaUsdPlugin", path, lambda: exchange.usd(_roots(scope), path.as_posix(), moving))
    text = path.read_text("utf-8", "replace")
    if not text.startswith("#usda"):
        raise refuse(scope, path, "is no USD")
    for root in _roots(scope):
        if f'"{bare(root)}"' not in text:
            raise refuse(scope, path, f"lacks {bare(root)}")
    if moving is not None and f"endTimeCode = {moving.last:g}" not in text:
        raise refuse(scope, path, f"does not end at frame {moving.last:g}")
    yield one_file(scope, path)


@extractor("maya.fbx", label="FBX", needs=(Members, SceneFacts))
def fbx(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the item as FBX, baked frame by frame where it moves."""
    from dcc.maya.scene import exchange

    path, span = scope.stage / f"{scope.item.id}.fbx", _span(scope)
    moving = span if span.last > span.first else None
    yield None
    _write(scope, "fbxmaya", path, lambda: exchange.fbx(_roots(scope), path.as_posix(), moving))
    yield one_file(scope, path)


@extractor("maya.gpu-cache", label="GPU cache", needs=(Members, SceneFacts))
def gpu_cache(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write what is seen of the item as a cache for fast display."""
    from dcc.maya.scene import exchange

    span, name = _span(scope), f"{scope.item.id.replace('.', '_')}_gpu"
    path = scope.stage / f"{name}.abc"
    yield None
    folder = scope.stage.as_posix()
    _write(scope, "gpuCache", path, lambda: exchange.gpu_cache(_roots(scope), folder, name, span))
    yield one_file(scope, path, representation="gpu")


STEPS = (alembic, usd, fbx, gpu_cache)
