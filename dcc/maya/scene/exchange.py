"""What leaves the scene for other programs: flattened scenes, Alembic, FBX, USD, GPU caches, and what a file holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from maya import cmds, mel


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The frames that are written, each *step* frames."""

    first: float
    last: float
    step: float = 1.0


def load(plug_in: str) -> None:
    """Load the plug-in that an exporter comes with. Raises RuntimeError where it is not installed."""
    cmds.loadPlugin(plug_in, quiet=True)


@contextmanager
def selected(names: Sequence[str]) -> Iterator[None]:
    """Select some nodes for a while."""
    before = cmds.ls(selection=True, long=True)
    cmds.select(list(names), replace=True, noExpand=True)
    try:
        yield
    finally:
        there = [name for name in before if cmds.objExists(name)]
        if there:
            cmds.select(there, replace=True, noExpand=True)
        else:
            cmds.select(clear=True)


def flattened(names: Sequence[str], path: str, *, with_history: bool) -> None:
    """Write nodes as a scene without references: what came with one becomes the file's own.

    Without history nothing comes along that made or drives them, but keys and shaders.
    """
    with selected(names):
        cmds.file(
            path,
            exportSelected=True,
            force=True,
            type="mayaAscii",
            preserveReferences=False,
            constructionHistory=with_history,
            channels=True,
            constraints=with_history,
            expressions=with_history,
            shader=True,
        )


def alembic(roots: Sequence[str], path: str, span: Span, attributes: Sequence[str]) -> None:
    """Write hierarchies as Alembic, with UVs, visibility and creases, in world space."""
    words = [
        f"-frameRange {span.first:g} {span.last:g}",
        f"-step {span.step:g}",
        "-uvWrite",
        "-writeUVSets",
        "-writeVisibility",
        "-writeCreases",
        "-worldSpace",
        "-eulerFilter",
        "-stripNamespaces",
        "-dataFormat ogawa",
        *(f"-attr {name}" for name in attributes),
        *(f"-root {root}" for root in roots),
        f'-file "{path}"',
    ]
    cmds.AbcExport(jobArg=" ".join(words))


def usd(roots: Sequence[str], path: str, span: Span | None) -> None:
    """Write hierarchies as USD, as text."""
    if span is None:
        cmds.mayaUSDExport(
            file=path,
            exportRoots=list(roots),
            stripNamespaces=True,
            defaultUSDFormat="usda",
            mergeTransformAndShape=True,
        )
        return
    cmds.mayaUSDExport(
        file=path,
        exportRoots=list(roots),
        stripNamespaces=True,
        defaultUSDFormat="usda",
        mergeTransformAndShape=True,
        frameRange=(span.first, span.last),
        frameStride=span.step,
        eulerFilter=True,
    )


def gpu_cache(roots: Sequence[str], folder: str, name: str, span: Span) -> None:
    """Write what is seen of hierarchies as one cache for fast display, `folder/name.abc`."""
    cmds.gpuCache(
        *roots,
        startTime=span.first,
        endTime=span.last,
        directory=folder,
        fileName=name,
        optimize=True,
        optimizationThreshold=40000,
        writeMaterials=True,
        writeUVs=True,
        dataFormat="ogawa",
        saveMultipleFiles=False,
    )


def fbx(roots: Sequence[str], path: str, span: Span | None) -> None:
    """Write hierarchies as FBX; with a span, baked frame by frame."""
    mel.eval("FBXResetExport")
    mel.eval("FBXExportSmoothingGroups -v true")
    mel.eval("FBXExportInAscii -v false")
    mel.eval(f"FBXExportBakeComplexAnimation -v {'false' if span is None else 'true'}")
    if span is not None:
        mel.eval(f"FBXExportBakeComplexStart -v {span.first:.0f}")
        mel.eval(f"FBXExportBakeComplexEnd -v {span.last:.0f}")
        mel.eval(f"FBXExportBakeComplexStep -v {span.step:.0f}")
    with selected(roots):
        mel.eval(f'FBXExport -f "{path}" -s')


def obj(roots: Sequence[str], path: str) -> None:
    """Write hierarchies as OBJ, as they are now: groups, UVs and normals, no materials."""
    with selected(roots):
        cmds.file(
            path,
            exportSelected=True,
            force=True,
            type="OBJexport",
            options="groups=1;ptgroups=1;materials=0;smoothing=1;normals=1",
        )


def shaders(network: Sequence[str], path: str) -> None:
    """Write shading nodes as a scene, without the shapes that they are on."""
    with selected(network):
        cmds.file(
            path,
            exportSelected=True,
            force=True,
            type="mayaAscii",
            preserveReferences=False,
            constructionHistory=False,
            channels=False,
            constraints=False,
            expressions=False,
            shader=False,
        )
