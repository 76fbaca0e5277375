"""What scene files read: found without the program, followed back to published versions, and judged.

Not here: what is asked of a scene while its program runs (the hosts' own steps).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio_tools.errors import SourceError, StorageError
from studio_tools.model import Stamp
from studio_tools.publish.checks.severity import are, counted, judged, listed
from studio_tools.publish.items import Finding, Sources, Uses
from studio_tools.publish.steps import Scope, collector, validator
from studio_tools.scenes import ENDINGS, Dependency, Reference, Scene, read
from studio_tools.scenes.paths import there
from studio_tools.whereabouts import SETTINGS


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file that a scene reads."""

    node: str
    path: str
    """As the scene writes it."""
    resolved: str | None
    origin: Stamp | None = None
    """The version it was published as, where it was."""
    untraced: StorageError | None = None
    """Why it is not known whether it was published."""

    @property
    def is_missing(self) -> bool:
        return self.resolved is not None and not there(self.resolved)


@dataclass(frozen=True, slots=True)
class SceneFiles:
    """The fact: every scene file among the sources, and all that they read, each once."""

    scenes: tuple[Scene, ...] = ()
    reads: tuple[ReadFile, ...] = ()
    unreadable: tuple[str, ...] = ()
    """Why a file with a scene's ending could not be read as one."""

    def settings(self) -> Mapping[str, object]:
        """What the manifest says of the first scene."""
        if not self.scenes:
            return {}
        scene = self.scenes[0]
        told = {
            "scene_host": scene.host,
            "scene_version": scene.version,
            "scene_fps": None if scene.fps is None else str(scene.fps),
            "scene_plugins": [plugin.name for plugin in scene.plugins] or None,
        }
        return {name: value for name, value in told.items() if value is not None}


@collector("core.scene", label="Scene files", provides=(SceneFiles, Uses), needs=(Sources,))
def scene(scope: Scope[Any]) -> Iterator[SceneFiles | Uses | None]:
    """Read Maya and Nuke files without their programs: what they read, and which versions that was published as."""
    scenes, unreadable = [], []
    for found in scope.item.facts[Sources].sets:
        for file in found.files if f".{found.extension}".lower() in ENDINGS else ():
            yield None
            try:
                scenes.append(read(file.path))
            except SourceError as error:
                unreadable.append(error.message)
    reads = []
    for one in _mentions(scenes):
        yield None
        try:
            reads.append(replace(one, origin=scope.world.origin(Path(one.resolved)) if one.resolved else None))
        except StorageError as error:
            reads.append(replace(one, untraced=error))
    yield SceneFiles(tuple(scenes), tuple(reads), tuple(unreadable))
    before = scope.item.facts.get(Uses)
    stamps = (one.origin for one in reads if one.origin is not None)
    yield Uses(tuple(dict.fromkeys((*(before.stamps if before else ()), *stamps))))


def _mentions(scenes: Sequence[Scene]) -> Iterator[ReadFile]:
    """Each file that the scenes read, once."""
    seen: set[str] = set()
    for one in scenes:
        mentions: tuple[Reference | Dependency, ...] = (*one.references, *one.dependencies)
        for each in mentions:
            key = each.resolved or each.path
            if each.path and key not in seen:
                seen.add(key)
                yield ReadFile(each.node, each.path, each.resolved)


@validator("core.scene-files", label="Files of the scene", needs=(SceneFiles,))
def scene_files(scope: Scope[Any]) -> Iterator[Finding | None]:
    """What a scene reads must be there; what is not published, or is no longer current, is told."""
    found, checks = scope.item.facts[SceneFiles], scope.settings.checks
    for why in found.unreadable:
        yield scope.info("what it reads is not known: the scene could not be read", detail=why)
    yield from told_untraced(scope, (one.untraced for one in found.reads))
    gone = [one for one in found.reads if not one.untraced and one.is_missing]  # one that is away may hang
    if gone:
        title = f"{counted(len(gone), 'file')} that the scene reads {are(gone)} not there"
        yield from judged(scope, checks.scene_missing, title, detail=_listed(gone), nodes=_nodes(gone))
    yield None
    loose = [one for one in found.reads if one.resolved and not (one.origin or one.untraced or one.is_missing)]
    if loose:
        title = f"{counted(len(loose), 'file')} that the scene reads {are(loose)} not published"
        yield from judged(scope, checks.scene_unpublished, title, detail=_listed(loose), nodes=_nodes(loose))
    strange = [one for one in found.reads if one.resolved is None]
    if strange:
        title = (
            f"where {counted(len(strange), 'file')} that the scene reads {_lies(strange)} is known to its program only"
        )
        yield scope.info(title, detail=_listed(strange), nodes=_nodes(strange))
    for one in found.reads:
        yield from _outdated(scope, one)


def told_untraced(scope: Scope[Any], reasons: Iterable[StorageError | None]) -> Iterator[Finding]:
    """Say once of each reason that whether something was published is not known.

    A mistake in the settings of another project is told, and stops nobody.
    """
    for error in {each.message: each for each in reasons if each is not None}.values():
        tell = scope.info if SETTINGS in error.details else scope.warning
        yield tell("whether what it reads was published is not known", detail=error.message)


def _outdated(scope: Scope[Any], one: ReadFile) -> Iterator[Finding]:
    newest = None if one.origin is None else scope.world.latest(one.origin)
    if one.origin is not None and newest is not None and newest.number > one.origin.number:
        title = f"{one.origin.address} is not the newest: there is v{newest.number:03}"
        yield from judged(scope, scope.settings.checks.scene_outdated, title, detail=one.path, nodes=[one.node])


@validator("core.scene-safe", label="No strange code", needs=(SceneFiles,))
def scene_safe(scope: Scope[Any]) -> Iterator[Finding | None]:
    """A scene must not carry the code of known scene malware."""
    for one in scope.item.facts[SceneFiles].scenes:
        for node in one.script_nodes:
            if node.marks:
                yield scope.error(
                    f"the script node {node.node} bears the marks of {', '.join(node.marks)}",
                    detail=f"It infects whoever opens the scene: delete the node in {one.file}, and scan your others.",
                    nodes=[node.node],
                )
        yield None


def _lies(files: Sequence[ReadFile]) -> str:
    return "lies" if len(files) == 1 else "lie"


def _listed(files: Sequence[ReadFile]) -> str:
    return listed(f"{one.node}: {one.path}" for one in files)


def _nodes(files: Sequence[ReadFile]) -> list[str]:
    return [one.node for one in files if one.node]
