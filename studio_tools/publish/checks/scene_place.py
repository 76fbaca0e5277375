"""Whether the open scene is the entity's that is published for, and is called as artists' scenes are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio_tools.errors import StorageError
from studio_tools.host import Scene
from studio_tools.host.places import address_of_file, scene_folder, task_word
from studio_tools.host.scene_names import SceneNames
from studio_tools.jobs import Where
from studio_tools.model import Address
from studio_tools.publish.checks.severity import is_told_elsewhere, judged
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator


@validator(
    "core.scene-place",
    label="Scene is the shot's own",
    hosts=("maya", "nuke", "blender"),
    where=Where.MAIN,
)
def scene_place(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A scene is published for the entity in whose folder it lies, under a name that says whose it is."""
    path = scope.host.file()
    if path is None or is_told_elsewhere(scope):
        return
    path = path.absolute()
    lies = address_of_file(scope.settings.launch.work, path, scope.host.name)
    if lies is None:
        yield from _published_or_outside(scope, path)
    elif lies.bare() != _wanted(scope).bare():
        yield from _elsewhere(scope, path, lies.bare(), f"It lies in {path.parent}.")
    else:
        yield from _named(scope, path, lies)


def _published_or_outside(scope: Scope[Scene], path: Path) -> Iterator[Finding]:
    try:
        origin = scope.world.origin(path)
    except StorageError:  # whose it is nobody can say now; that the storage is away is told by what needs it
        return
    if origin is None:
        title = f"{path.name} lies outside the artists' folders"
        detail = f"Scenes of {_wanted(scope)} are worked on in {_folder(scope)}."
        yield from judged(scope, scope.settings.checks.scene_outside, title, detail=detail)
        return
    theirs = Address(project=origin.key.project, entity=origin.key.entity)
    if theirs != _wanted(scope).bare():
        yield from _elsewhere(scope, path, theirs, f"It was published as {origin.address}.")


def _elsewhere(scope: Scope[Scene], path: Path, theirs: Address, why: str) -> Iterator[Finding]:
    ours = _wanted(scope)
    target = SceneNames.of(scope.settings, ours).next_in(_folder(scope), path.suffix)
    yield from judged(
        scope,
        scope.settings.checks.scene_elsewhere,
        f"the scene is for {theirs}, and is published for {ours.bare()}",
        detail=f"{why} Publish it for {theirs}; or, if it is for {ours.bare()}, save it as {target} first.",
    )


def _named(scope: Scope[Scene], path: Path, lies: Address) -> Iterator[Finding]:
    ours = _wanted(scope)
    if lies.task and ours.task and task_word(lies.task) != task_word(ours.task):
        yield scope.info(f"the scene is for {lies}, and is published for {ours}", detail=f"It lies in {path.parent}.")
    names = SceneNames.of(scope.settings, lies)
    if not names.fits(path):
        expected = names.next_in(path.parent, path.suffix).name
        title = f"{path.name} is not called as scenes of {lies} are"
        detail = f"Studio > Save version up saves it as {expected}."
        yield from judged(scope, scope.settings.checks.scene_name, title, detail=detail)


def _wanted(scope: Scope[Scene]) -> Address:
    entity, task = scope.context.entity, scope.context.task
    return Address(project=entity.project, entity=entity.path, task=task.name if task is not None else "")


def _folder(scope: Scope[Scene]) -> Path:
    return scene_folder(scope.settings.launch.work, _wanted(scope), scope.host.name)
