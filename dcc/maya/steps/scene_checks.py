"""Checks of the scene as a whole: saved, whole, known, safe, and set up as its shot and show ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dcc.maya.setup.shot import apply, differences
from dcc.maya.steps.facts import Read, Reads, SceneFacts
from studio_tools.errors import SceneUnsaved
from studio_tools.host import Scene
from studio_tools.publish.checks.scene_files import told_untraced
from studio_tools.publish.checks.severity import are, counted, is_told_elsewhere, judged, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator


def _save(scope: Scope[Scene], finding: Finding) -> None:
    if scope.host.file() is None:
        raise SceneUnsaved("the scene has no name yet")
    scope.host.save()


@validator("maya.saved", label="Scene is saved", needs=(SceneFacts,), fix=_save)
def saved(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is published must be in a file: the scene has a name, and no changes that are not saved."""
    scene = scope.item.facts[SceneFacts]
    if is_told_elsewhere(scope):
        return
    if scene.file is None:
        yield scope.error("the scene has no name yet", detail="Save it in your work folder, then publish again.")
    elif scene.is_modified:
        yield scope.warning(f"{scene.file.name} has changes that are not saved", fixable=True)


@validator("maya.in-project", label="Scene lies in its project", needs=(SceneFacts,), optional=True)
def in_project(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A scene outside the project that Maya is set to resolves its relative paths elsewhere."""
    scene = scope.item.facts[SceneFacts]
    if scene.file is None or is_told_elsewhere(scope):
        return
    if not scene.file.as_posix().startswith(f"{scene.project}/"):
        yield scope.info(f"{scene.file.name} does not lie in the project", detail=f"The project is {scene.project}.")


# -- what it reads


@validator("maya.files-there", label="Files are there", needs=(Reads,))
def files_there(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """All files that the scene reads must be there."""
    gone = [each for each in _reads(scope) if _is_missing(each)]
    if gone:
        title = f"{counted(len(gone), 'file')} that the scene reads {are(gone)} not there"
        how = scope.settings.checks.scene_missing
        yield from judged(scope, how, title, detail=_paths(gone), nodes=_nodes(gone))
    yield None


@validator("maya.files-published", label="Files are published", needs=(Reads,))
def files_published(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What the scene reads should be published, so that it stays as it is and others can read it."""
    yield from told_untraced(scope, (each.untraced for each in _reads(scope)))
    loose = [each for each in _reads(scope) if each.origin is None and not each.untraced and not _is_missing(each)]
    if loose:
        title = f"{counted(len(loose), 'file')} that the scene reads {are(loose)} not published"
        how = scope.settings.checks.scene_unpublished
        yield from judged(scope, how, title, detail=_paths(loose), nodes=_nodes(loose))
    yield None


@validator("maya.files-current", label="Files are current", needs=(Reads,))
def files_current(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What the scene reads should be the newest version of it."""
    for each in _reads(scope):
        newest = None if each.origin is None else scope.world.latest(each.origin)
        if each.origin is not None and newest is not None and newest.number > each.origin.number:
            title = f"{each.origin.address} is not the newest: there is v{newest.number:03}"
            how = scope.settings.checks.scene_outdated
            yield from judged(scope, how, title, detail=each.loaded.path, nodes=[each.loaded.id])
    yield None


def _load(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.load_reference(node)


@validator("maya.references-loaded", label="References are loaded", needs=(Reads,), fix=_load)
def references_loaded(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A reference that is not loaded is left out of everything that is made of the scene."""
    for each in _reads(scope):
        if not each.loaded.is_loaded and not _is_missing(each):
            title = f"{each.loaded.label} is not loaded"
            yield scope.warning(title, detail=each.loaded.path, nodes=[each.loaded.id], fixable=True)
    yield None


def _reads(scope: Scope[Any]) -> Sequence[Read]:
    return () if is_told_elsewhere(scope) else scope.item.facts[Reads].all


def _is_missing(each: Read) -> bool:
    from dcc.maya.host.readers import there

    return each.loaded.resolved is not None and there(each.loaded.resolved) is None


def _paths(found: Sequence[Read]) -> str:
    return listed(f"{each.loaded.label or each.loaded.id}: {each.loaded.path}" for each in found)


def _nodes(found: Sequence[Read]) -> list[str]:
    return [each.loaded.id for each in found]


# -- what is strange in it


def _delete(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import survey

    survey.unlock_and_delete(list(finding.nodes))


@validator("maya.unknown-nodes", label="No unknown nodes", needs=(SceneFacts,), fix=_delete)
def unknown_nodes(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Nodes of plug-ins that are not there do nothing, and may keep the scene from being saved."""
    found = scope.item.facts[SceneFacts].unknown_nodes
    if found and not is_told_elsewhere(scope):
        from dcc.maya.scene import mending

        own = not any(mending.is_referenced(node) for node in found)
        title = f"{counted(len(found), 'node')} of plug-ins that are not there"
        yield scope.warning(title, detail=listed(found), nodes=found, fixable=own)


def _forget(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import survey

    for name in survey.unknown_plug_ins():
        survey.forget_plug_in(name)


@validator("maya.unknown-plugins", label="No unknown plug-ins", needs=(SceneFacts,), fix=_forget)
def unknown_plugins(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A scene that asks for plug-ins that nobody has complains at every opening."""
    scene = scope.item.facts[SceneFacts]
    gone = scene.unknown_plug_ins
    if gone and not is_told_elsewhere(scope):
        title = f"the scene asks for {counted(len(gone), 'plug-in')} that {are(gone)} not there"
        yield scope.warning(title, detail=listed(gone), fixable=not scene.unknown_nodes)


@validator("maya.allowed-plugins", label="Plug-ins of the show", needs=(SceneFacts,))
def allowed_plugins(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A scene may take nodes only from plug-ins that everybody on the show has."""
    allowed = {*scope.settings.show.plug_ins}
    found = [name for name in scope.item.facts[SceneFacts].plug_ins if name not in allowed]
    if allowed and found and not is_told_elsewhere(scope):
        title = f"the scene takes nodes from {counted(len(found), 'plug-in')} that the show does not have"
        yield scope.error(title, detail=listed(found))


@validator("maya.safe", label="No strange code", needs=(SceneFacts,), fix=_delete)
def safe(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Neither a scene nor what runs when Maya starts may hold the code of known scene malware."""
    for each in () if is_told_elsewhere(scope) else scope.item.facts[SceneFacts].scripts:
        if each.marks:
            yield scope.error(
                f"the script node {each.node} bears the marks of {', '.join(each.marks)}",
                detail="It infects whoever opens the scene: delete it, and scan your other scenes.",
                nodes=[each.node],
                fixable=True,
            )
    for each in () if is_told_elsewhere(scope) else scope.item.facts[SceneFacts].start_up:
        if each.marks:
            title = f"{each.node} bears the marks of {', '.join(each.marks)}"
            yield scope.error(title, detail="It infects each scene that is saved: delete it, and start Maya anew.")
    yield None


@validator("maya.empty-layers", label="No empty layers", needs=(SceneFacts,), optional=True, fix=_delete)
def empty_layers(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Display layers that hold nothing are left over."""
    found = scope.item.facts[SceneFacts].empty_layers
    if found and not is_told_elsewhere(scope):
        yield scope.info(f"{counted(len(found), 'display layer')} without content", nodes=found, fixable=True)


# -- what the shot and the show ask for


def _set_up(scope: Scope[Scene], finding: Finding) -> None:
    wanted = SET_UP[finding.step]
    found = differences(scope.host, scope.context.entity, scope.settings.show)
    apply(scope.host, [each for each in found if each.key in wanted])


def _different(scope: Scope[Scene]) -> Iterator[Finding | None]:
    if is_told_elsewhere(scope):
        return
    for each in differences(scope.host, scope.context.entity, scope.settings.show):
        if each.key in SET_UP[scope.step]:
            yield scope.error(str(each), fixable=True)
    yield None


SET_UP = {
    "maya.fps": {"fps"},
    "maya.range": {"range"},
    "maya.resolution": {"resolution"},
    "maya.colours": {"colour-config", "working-space"},
    "maya.units": {"linear-unit", "angular-unit", "up-axis"},
}
"""Which differences each check tells."""


@validator("maya.fps", label="Rate of the show", needs=(SceneFacts,), fix=_set_up)
def fps(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """The scene must run at the show's frames a second."""
    return _different(scope)


@validator("maya.range", label="Range of the cut", needs=(SceneFacts,), fix=_set_up)
def frame_range(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """The scene's range must be the shot's cut and its handles."""
    return _different(scope)


@validator("maya.resolution", label="Size of pictures", needs=(SceneFacts,), fix=_set_up)
def resolution(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Pictures must have the show's size and pixel aspect."""
    return _different(scope)


@validator("maya.colours", label="Colours of the show", needs=(SceneFacts,), fix=_set_up)
def colours(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Colours must be managed by the show's configuration, and rendered in its working space."""
    return _different(scope)


@validator("maya.units", label="Units of the show", needs=(SceneFacts,), fix=_set_up)
def units(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Units of length and angles, and the axis that points up, must be the show's."""
    return _different(scope)


STEPS = (
    saved,
    in_project,
    files_there,
    files_published,
    files_current,
    references_loaded,
    unknown_nodes,
    unknown_plugins,
    allowed_plugins,
    safe,
    empty_layers,
    fps,
    frame_range,
    resolution,
    colours,
    units,
)
