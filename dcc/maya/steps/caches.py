"""Extractors for other programs: Alembic, USD, FBX, OBJ and GPU caches. What was written is looked into again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dcc.maya.steps import rereading
from dcc.maya.steps.facts import Members, SceneFacts
from dcc.maya.steps.spans import span_of
from studio_tools.errors import PublishError
from studio_tools.host import Scene
from studio_tools.publish.items import Artifact
from studio_tools.publish.making import looked_at, one_file
from studio_tools.publish.steps import Scope, extractor


def _roots(scope: Scope[Scene]) -> tuple[str, ...]:
    """The highest nodes of the item. Raises PublishError where there is none: exporters would take the whole scene."""
    roots = scope.item.facts[Members].roots
    if not roots:
        raise PublishError(f"{scope.item.label} holds nothing that can be cached", hint="Put nodes or sets of them in.")
    return roots


def _moving(scope: Scope[Scene]) -> tuple[float, float] | None:
    span = span_of(scope)
    return (span.first, span.last) if span.last > span.first else None


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
    from dcc.maya.scene.identity import ID

    path, span = scope.stage / f"{scope.item.id}.abc", span_of(scope)
    yield None
    _write(scope, "AbcExport", path, lambda: exchange.alembic(_roots(scope), path.as_posix(), span, [ID]))
    rereading.cache(scope, path, _roots(scope), _moving(scope))
    yield one_file(scope, path)


@extractor("maya.usd", label="USD", needs=(Members, SceneFacts))
def usd(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the item as USD; every node on top must be in it, and the range where it moves."""
    from dcc.maya.scene import exchange

    path, span = scope.stage / f"{scope.item.id}.usda", span_of(scope)
    moving = span if span.last > span.first else None
    yield None
    _write(scope, "mayaUsdPlugin", path, lambda: exchange.usd(_roots(scope), path.as_posix(), moving))
    rereading.usd(scope, path, _roots(scope), moving.last if moving else None)
    yield one_file(scope, path)


@extractor("maya.fbx", label="FBX", needs=(Members, SceneFacts))
def fbx(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the item as FBX, baked frame by frame where it moves."""
    from dcc.maya.scene import exchange

    path, span = scope.stage / f"{scope.item.id}.fbx", span_of(scope)
    moving = span if span.last > span.first else None
    yield None
    _write(scope, "fbxmaya", path, lambda: exchange.fbx(_roots(scope), path.as_posix(), moving))
    rereading.cache(scope, path, _roots(scope), _moving(scope))
    yield one_file(scope, path)


@extractor("maya.gpu-cache", label="GPU cache", needs=(Members, SceneFacts))
def gpu_cache(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write what is seen of the item as a cache for fast display."""
    from dcc.maya.scene import exchange

    span, name = span_of(scope), f"{scope.item.id.replace('.', '_')}_gpu"
    path = scope.stage / f"{name}.abc"
    yield None
    folder = scope.stage.as_posix()
    _write(scope, "gpuCache", path, lambda: exchange.gpu_cache(_roots(scope), folder, name, span))
    rereading.cache(scope, path, (), _moving(scope))  # what Maya calls the objects on top of it is its own affair
    yield one_file(scope, path, representation="gpu")


@extractor("maya.obj", label="OBJ", needs=(Members, SceneFacts))
def obj(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the item as OBJ, as it is now; every point that a face names must be in it."""
    from dcc.maya.scene import exchange

    path = scope.stage / f"{scope.item.id}.obj"
    yield None
    _write(scope, "objExport", path, lambda: exchange.obj(_roots(scope), path.as_posix()))
    rereading.obj(scope, path)
    yield one_file(scope, path)


STEPS = (alembic, usd, fbx, gpu_cache, obj)
