"""Show: one version with its manifest, its status, and its neighbours both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio_tools.errors import StorageError
from studio_tools.model import Address, Version
from studio_tools.session import Session
from studio_tools.versions.uses import Web, graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is known of one version. A damaged manifest is a *problem*, not the end of it."""

    version: Version
    manifest: Mapping[str, object] | None
    problem: str
    web: Web


def show(session: Session, address: Address) -> Shown:
    """Gather what is known of a version. Raises VersionUnknown naming the nearest."""
    version = session.storage.catalog.version(address)
    arrows = graph(session)
    web = Web(version=version, uses=arrows.uses(version), used_by=arrows.used_by(version))
    manifest, problem = _manifest(session, version)
    return Shown(version=version, manifest=manifest, problem=problem, web=web)


def _manifest(session: Session, version: Version) -> tuple[Mapping[str, object] | None, str]:
    try:
        return session.storage.catalog.manifest(version).as_json(), ""
    except StorageError as error:
        return None, error.message
