"""Show: one version with its manifest, its status, and its neighbours both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio_tools.errors import StorageError
from studio_tools.model import Address, Version
from studio_tools.projects import Projects
from studio_tools.session import Session
from studio_tools.versions.scope import one
from studio_tools.versions.uses import Web, graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is known of one version. A damaged manifest is its *problem*; the record speaks all the same."""

    version: Version
    manifest: Mapping[str, object] | None
    problem: StorageError | None
    """What is wrong with its manifest."""
    web: Web


def show(session: Session, address: Address, *, projects: Projects | None = None) -> Shown:
    """Gather what is known of a version. Raises VersionUnknown naming the nearest, Tampered for a damaged record."""
    version = one(session, address)
    web = graph(projects or Projects.alone(session)).web(version)
    manifest, problem = _manifest(session, version)
    return Shown(version=version, manifest=manifest, problem=problem, web=web)


def _manifest(session: Session, version: Version) -> tuple[Mapping[str, object] | None, StorageError | None]:
    """What its folder says of itself; a number that was given up, or is not filled yet, has none."""
    try:
        return session.storage.catalog.manifest(version).as_json(), None
    except StorageError as error:
        return None, error if version.status.is_committed else None
