"""Where artists' own scenes lie: the folder of an entity, application and task, and the address of what lies there.

Nothing is asked of the disk but where links lead; paths are absolute. Not here: what scenes are called (scene_names),
which of them is opened (launch), what was published (storage).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TypeVar

from studio_tools.errors import ContextError
from studio_tools.model import Address

P = TypeVar("P", bound=PurePath)

_STRANGE = re.compile(r"[^A-Za-z0-9_-]+")
_DEEPEST = 2
"""How many words an entity's name has at most: a shot's sequence and itself."""


def task_word(task: str) -> str:
    """A task as folders and file names spell it."""
    return _STRANGE.sub("_", task)


def scene_folder(work: P, address: Address, program: str) -> P:
    """Where the scenes of an entity are worked on with an application: by task, where the address names one."""
    folder = work.joinpath(address.project, *address.segments, program)
    return folder / task_word(address.task) if address.task else folder


def address_at(work: PurePath, path: PurePath, program: str) -> Address | None:
    """The entity, and the task, whose scene lies at *path*; None outside of the folders that `scene_folder` gives.

    A sequence's task that is called like the application reads as a shot of that name.
    """
    try:
        project, *parts = path.parent.relative_to(work).parts
    except ValueError:
        return None
    for depth in range(_DEEPEST, 0, -1):
        if parts[depth : depth + 1] == [program] and (entity := _entity(project, parts[:depth])):
            return _with_task(entity, parts[depth + 1 : depth + 2])
    return None


def address_of_file(work: Path, path: Path, program: str) -> Address | None:
    """The same for a file of the disk: also where either is reached through a link."""
    path = path.absolute()
    return address_at(work, path, program) or address_at(work.resolve(), path.resolve(), program)


def _entity(project: str, segments: Sequence[str]) -> Address | None:
    try:
        found = Address.parse("/".join([project, *segments]))
    except ContextError:
        return None
    return found if found == found.bare() and found.segments == tuple(segments) else None


def _with_task(entity: Address, folders: Sequence[str]) -> Address:
    """The entity's task, where the folder below the application's has the name of one."""
    try:
        found = Address.parse(f"{entity}#{folders[0]}") if folders else entity
    except ContextError:
        return entity
    return found if [found.task] == list(folders) else entity
