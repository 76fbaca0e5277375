"""Whose scene it is: by where its file lies, else what the application was started for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from studio_tools.errors import ContextError, StudioError
from studio_tools.host import Scene
from studio_tools.host.places import address_of_file
from studio_tools.launch import ADDRESS
from studio_tools.model import Address, Stamp
from studio_tools.session import Session
from studio_tools.storage.layout import MANIFEST
from studio_tools.whereabouts import Whereabouts


def address_of(session: Session, scene: Scene, environ: Mapping[str, str]) -> Address | None:
    """The entity (and task) that the open scene is for; None where nothing says it."""
    path = scene.file()
    if path is not None and (found := worked_on(session, path, scene.name) or published_for(session, path)):
        return found
    return started_for(environ)


def started_for(environ: Mapping[str, str]) -> Address | None:
    """What the application was started for; None where that is not said, or is no address."""
    try:
        return Address.parse(environ[ADDRESS]) if environ.get(ADDRESS) else None
    except ContextError:
        return None


def worked_on(session: Session, path: Path, program: str) -> Address | None:
    """The entity and task that a path in the artists' own folders belongs to."""
    return address_of_file(session.settings.launch.work, path, program)


def published_as(session: Session, path: Path) -> Stamp | None:
    """The version that a file was published as, in whatever project; None for any other, or where nobody can say."""
    try:
        return Whereabouts(session).origin(path)
    except StudioError:
        return None


def published_for(session: Session, path: Path) -> Address | None:
    """The entity of a file that was published."""
    stamp = published_as(session, path)
    return Address.parse(f"{stamp.key.project}/{stamp.key.entity}") if stamp is not None else None


def is_published(path: Path) -> bool:
    """Whether a path lies in the folder of a version, where nothing may be written any more."""
    return any((folder / MANIFEST).is_file() for folder in list(path.absolute().parents)[:2])
