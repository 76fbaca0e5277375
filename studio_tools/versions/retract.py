"""Retract: mark a version as not to be used, with a reason and perhaps a replacement. Files are never touched."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from studio_tools.errors import TrackerError, UsageError, VersionInUse
from studio_tools.events import VersionRetracted
from studio_tools.model import Address, Version, VersionStatus
from studio_tools.projects import Projects, Unread, as_error
from studio_tools.session import Session
from studio_tools.storage.records import RecordState, Retraction, RunRecord
from studio_tools.versions.scope import committed, one
from studio_tools.versions.uses import graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted:
    """What was marked, and who still leans on it."""

    address: str
    reason: str
    replacement: str
    users: tuple[str, ...]
    """Live versions that were made from it; empty unless it was forced."""
    tracker_told: bool

    def as_json(self) -> dict[str, object]:
        return {
            "address": self.address,
            "status": VersionStatus.RETRACTED.value,
            "reason": self.reason,
            "replacement": self.replacement or None,
            "users": list(self.users),
            "tracker_told": self.tracker_told,
        }


def retract(
    session: Session,
    address: Address,
    *,
    reason: str,
    replacement: Address | None = None,
    force: bool = False,
    projects: Projects | None = None,
) -> Retracted:
    """Mark a version as retracted, or amend the reason or the replacement; saying the same again changes nothing.

    Raises VersionUnknown, UsageError, and, where it is not forced, VersionInUse where live versions were made from it;
    where a project that may have made some cannot be looked at, what stands in the way there.
    """
    if not reason.strip():
        raise UsageError("a retraction needs a reason", hint="Say why with --reason; everybody can read it.")
    started = time.perf_counter()
    version = _named(session, address)
    every = projects or Projects.alone(session)
    instead = _replacement(every, version, replacement)
    known = graph(every)
    users = [user.address for user in known.live_users(version)]
    if version.status.is_live and not force:
        _refuse_used(version, users, known.unread)
    mark, told = _mark(session, version, reason, instead)
    session.events(VersionRetracted(kind=version.key.kind, run=version.run, seconds=time.perf_counter() - started))
    return Retracted(
        address=version.address,
        reason=mark.reason,
        replacement=mark.replacement,
        users=tuple(users),
        tracker_told=told,
    )


def _named(session: Session, address: Address) -> Version:
    """The version to retract. It must be named: what a bare product means may change before the command runs."""
    if address.kind and not address.is_version:
        latest = one(session, address)
        raise UsageError(
            f"{address} names no version to retract",
            hint=f"Its latest is {latest.address}. Name a version, or write {address}@latest if you mean the latest.",
            details={"latest": latest.address},
        )
    return committed(session, address)


def _replacement(projects: Projects, version: Version, address: Address | None) -> str:
    """The address to use instead. It must be another version, and a live one."""
    if address is None:
        return ""
    other = one(projects.reach(address.project), address)
    if (other.key, other.number) == (version.key, version.number):
        raise UsageError(f"{version.address} cannot be replaced by itself")
    if not other.status.is_live:
        raise UsageError(
            f"{other.address} cannot be the replacement: it is {other.status.value}", hint="Name a live version."
        )
    return other.address


def _refuse_used(version: Version, users: Sequence[str], unread: Sequence[Unread]) -> None:
    """Refuse what is used, and what may be: nobody can say that of a project which cannot be looked at."""
    if users:
        first = ", ".join(users[:3]) + (" …" if len(users) > 3 else "")
        raise VersionInUse(f"{version.address} is used by {first}", details={"users": list(users)})
    hint = f"It may use {version.address}; --force retracts that all the same."
    if (error := as_error(unread, hint=hint)) is not None:
        raise error


def _mark(session: Session, version: Version, reason: str, replacement: str) -> tuple[Retraction, bool]:
    """Write the mark to the run's record, then tell the tracker; what it could not be told, `resume` tells."""
    runs = session.storage.runs(version.key.project)
    record = runs.retract(
        version.run, version.address, reason=reason, replacement=replacement, by=session.login, when=session.now()
    )
    mark = _standing(record, version.address)
    if mark.is_told or record.state is not RecordState.SEALED:
        return mark, mark.is_told
    while True:
        ids = record.registered(version.address)  # of this generation: *version* may be older than its registration
        if not ids:
            return mark, False
        try:
            session.tracker.withdraw(ids, reason=mark.words)
        except TrackerError:
            return mark, False
        record = runs.told(version.run, frozenset({mark}))
        last = _standing(record, version.address)
        if last.words == mark.words:
            return last, True
        mark = last  # somebody amended it meanwhile, and may have told the tracker before us: the last word is theirs


def _standing(record: RunRecord, address: str) -> Retraction:
    found = record.retraction(address)
    assert found is not None  # noqa: S101 - what was retracted stays so
    return found
