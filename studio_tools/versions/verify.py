"""Verify: every file of a version, an entity or a whole project against its digest. It only reads."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio_tools.errors import StorageError
from studio_tools.events import VerifyFinished
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import Address, Version
from studio_tools.session import Session
from studio_tools.storage import Fault, Problem
from studio_tools.versions.scope import covers, matching, refuse_unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    versions: int
    files: int
    size: int
    """Bytes that were published in these versions."""
    problems: tuple[Problem, ...]
    seconds: float

    def as_json(self, local: Callable[[PurePosixPath], Path]) -> dict[str, object]:
        broken = {one.address for one in self.problems}
        return {
            "checked": self.versions,
            "ok": not self.problems,
            "sound": self.versions - len(broken),
            "files": self.files,
            "bytes": self.size,
            "problems": [one.as_json() | {"path": str(_lies(one, local))} for one in self.problems],
            "seconds": round(self.seconds, 3),
        }


def _lies(problem: Problem, local: Callable[[PurePosixPath], Path]) -> Path:
    """Where a problem lies; what it names is not followed, since it may be a link that leads out of the root."""
    path = PurePosixPath(problem.path)
    return local(path.parent) / path.name


def verify(session: Session, address: Address | None = None) -> Flow[VerifyReport]:
    """Compare what is published below *address* with its digests, one job a version.

    Raises VersionUnknown where one version is named that is not there, and ContextError for what nobody knows.
    """
    started = time.perf_counter()
    versions = sorted(matching(session, address), key=lambda version: (version.key, version.number))
    if address is not None and not versions:
        refuse_unknown(session, address)  # a misspelt address must not pass for a sound one
    unaccounted = list(_unaccounted(session, address))
    problems = list(unaccounted)
    for version in versions:
        outcome = yield Job(Phase.VALIDATE, "verify", version.address, _checking(session, version))
        problems += outcome.get()
    report = _report(versions, len(unaccounted), problems, time.perf_counter() - started)
    session.events(
        VerifyFinished(versions=report.versions, files=report.files, problems=len(problems), seconds=report.seconds)
    )
    return report


def _unaccounted(session: Session, address: Address | None) -> Iterator[Problem]:
    """What no record tells of: numbers that were given, and folders that are named like versions."""
    catalog, root = session.storage.catalog, session.storage.root
    for project in [address.project] if address else catalog.projects():
        for fault, found in ((Fault.UNREADABLE, catalog.damaged(project)), (Fault.SURPLUS, catalog.strays(project))):
            for key, number, path in found:
                if address is None or (covers(address, key) and address.number in {None, number}):
                    yield Problem(address=key.address(number), path=str(root.rootless(path)), problem=fault)


def _checking(session: Session, version: Version) -> Callable[[], Iterator[Problem | None]]:
    return lambda: _examined(session, version)


def _examined(session: Session, version: Version) -> Iterator[Problem | None]:
    """One answer a file; None, the sign of life, for each that is well."""
    verifier = session.storage.verifier
    try:
        manifest = session.storage.catalog.manifest(version)
    except StorageError as error:
        yield verifier.unreadable_manifest(version, error)
        return
    if (lie := verifier.contradicted(version, manifest)) is not None:
        yield lie
    yield from verifier.examine(version, manifest)


def _report(versions: Sequence[Version], unaccounted: int, problems: Sequence[Problem], seconds: float) -> VerifyReport:
    return VerifyReport(
        versions=len(versions) + unaccounted,
        files=sum(version.files for version in versions),
        size=sum(version.size for version in versions),
        problems=tuple(problems),
        seconds=seconds,
    )
