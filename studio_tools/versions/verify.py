"""Verify: every file of a version, an entity, a project or all projects against its digest. It only reads."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studio_tools.errors import StorageError
from studio_tools.events import VerifyFinished
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import Address, Version
from studio_tools.projects import Gathered, Projects, Unread
from studio_tools.session import Session
from studio_tools.storage import Fault, Problem, Root
from studio_tools.versions.scope import covers, matching, refuse_unknown
from studio_tools.versions.siblings import Siblings


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    versions: int
    files: int
    size: int
    """Bytes that were published in these versions."""
    problems: tuple[Problem, ...]
    seconds: float
    unread: tuple[Unread, ...] = ()
    """Projects that could not be looked at."""
    roots: Mapping[str, Root] = field(default_factory=dict)
    """Where each project that was looked at lies."""
    sharers: Mapping[Problem, tuple[str, ...]] = field(default_factory=dict)
    """The addresses of other versions that hold the very same file as one at fault, which is as wrong there."""

    @property
    def is_sound(self) -> bool:
        return not self.problems and not self.unread

    def as_json(self) -> dict[str, object]:
        broken = {one.address for one in self.problems}
        return {
            "checked": self.versions,
            "ok": self.is_sound,
            "sound": self.versions - len(broken),
            "files": self.files,
            "bytes": self.size,
            "problems": [*map(self._told, self.problems), *map(_untold, self.unread)],
            "seconds": round(self.seconds, 3),
        }

    def _told(self, problem: Problem) -> dict[str, object]:
        root = self.roots[Address.parse(problem.address).project]
        told = problem.as_json() | {"path": str(_lies(problem, root.local))}
        sharers = self.sharers.get(problem)
        return told | {"shared_with": list(sharers)} if sharers else told


def _untold(unread: Unread) -> dict[str, object]:
    """A project that could not be looked at, as the problem that it is."""
    return {
        "address": unread.project,
        "path": str(unread.path),
        "problem": Fault.UNREADABLE.value,
        "reason": unread.reason,
    }


def _lies(problem: Problem, local: Callable[[PurePosixPath], Path]) -> Path:
    """Where a problem lies; what it names is not followed, since it may be a link that leads out of the root."""
    path = PurePosixPath(problem.path)
    return local(path.parent) / path.name


@dataclass(frozen=True, slots=True)
class _Looked:
    """What there is to compare in one project."""

    project: str
    session: Session
    versions: tuple[Version, ...]
    unaccounted: tuple[Problem, ...]


def verify(session: Session, address: Address | None = None, *, projects: Projects | None = None) -> Flow[VerifyReport]:
    """Compare what is published below *address* with its digests, one job a version; without one, in all projects.

    Raises VersionUnknown where one version is named that is not there, and ContextError for what nobody knows.
    """
    started = time.perf_counter()
    looked = _everywhere(projects or Projects.alone(session)) if address is None else _below(session, address)
    found = [problem for one in looked.found for problem in one.unaccounted]
    unaccounted = len(found)
    sharers: dict[Problem, tuple[str, ...]] = {}
    for one in looked.found:
        siblings = Siblings(one.session.storage)
        for version in one.versions:
            wrong = (yield Job(Phase.VALIDATE, "verify", version.address, _checking(one.session, version))).get()
            sharers |= {each: siblings.holding(version, each) for each in wrong}
            found += wrong
    report = _report(looked, unaccounted, found, time.perf_counter() - started, sharers)
    problems = len(found) + len(looked.unread)
    session.events(
        VerifyFinished(versions=report.versions, files=report.files, problems=problems, seconds=report.seconds)
    )
    return report


def _everywhere(projects: Projects) -> Gathered[_Looked]:
    def look(code: str, session: Session) -> Iterator[_Looked]:
        yield _look(session, Address(project=code))

    return projects.gather(look)


def _below(session: Session, address: Address) -> Gathered[_Looked]:
    looked = _look(session, address)
    if not looked.versions:
        refuse_unknown(session, address)  # a misspelt address must not pass for a sound one
    return Gathered((looked,))


def _look(session: Session, address: Address) -> _Looked:
    versions = sorted(matching(session, address), key=lambda version: (version.key, version.number))
    return _Looked(address.project, session, tuple(versions), tuple(_unaccounted(session, address)))


def _unaccounted(session: Session, address: Address) -> Iterator[Problem]:
    """What no record tells of: numbers that were given, and folders that are named like versions."""
    catalog, root, project = session.storage.catalog, session.storage.root, address.project
    for fault, found in ((Fault.UNREADABLE, catalog.damaged(project)), (Fault.SURPLUS, catalog.strays(project))):
        for key, number, path in found:
            if covers(address, key) and address.number in {None, number}:
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


def _report(
    looked: Gathered[_Looked],
    unaccounted: int,
    problems: Sequence[Problem],
    seconds: float,
    sharers: Mapping[Problem, tuple[str, ...]],
) -> VerifyReport:
    versions = [version for one in looked.found for version in one.versions]
    return VerifyReport(
        versions=len(versions) + unaccounted,
        files=sum(version.files for version in versions),
        size=sum(version.size for version in versions),
        problems=tuple(problems),
        seconds=seconds,
        unread=looked.unread,
        roots={one.project: one.session.storage.root for one in looked.found},
        sharers={problem: others for problem, others in sharers.items() if others},
    )
