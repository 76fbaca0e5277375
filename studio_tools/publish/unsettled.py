"""What is unfinished: the runs of all projects that somebody still has to settle, found and put in order.

A project or a run that cannot be read is an entry with the reason, and hides no other. Not here: settling (resume).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from studio_tools.errors import ConfigError, StudioError, UsageError
from studio_tools.model import Stamp
from studio_tools.projects import Projects, Unread
from studio_tools.session import Session
from studio_tools.storage.records import RunRecord

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one publish."""

    run: str
    """Empty where a whole project could not be looked at."""
    project: str
    versions: tuple[str, ...]
    """Addresses."""
    reason: str = ""
    notes: tuple[str, ...] = ()
    """What should be known of it, as an upstream version that was retracted meanwhile."""

    def as_json(self) -> dict[str, object]:
        return {
            "run": self.run,
            "project": self.project,
            "versions": list(self.versions),
            "reason": self.reason,
            "notes": list(self.notes),
        }


def entry_of(record: RunRecord, *, reason: str = "", notes: tuple[str, ...] = ()) -> Entry:
    return Entry(run=record.run, project=record.project, versions=record.addresses, reason=reason, notes=notes)


def entry_for(unread: Unread) -> Entry:
    """Stand for all that may wait in a project that could not be looked at."""
    return Entry(run="", project=unread.project, versions=(), reason=unread.words)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is unfinished in one project."""

    records: tuple[RunRecord, ...] = ()
    unreadable: tuple[Entry, ...] = ()
    """Those whose record could not be read, or one entry for the project that could not."""
    unread: tuple[Unread, ...] = ()
    """The project itself, where it could not be looked at."""


def unsettled_in(projects: Projects, project: str) -> Looked:
    """The unfinished runs of one project, oldest first. Raises no StudioError: what goes wrong is an entry."""
    try:
        runs = projects.reach(project).storage.runs(project)
        names = runs.unsettled()
    except StudioError as error:
        unread = projects.unread(project, error)
        return Looked(unreadable=tuple(_unreached(projects, unread)), unread=(unread,))
    found: list[RunRecord] = []
    hurt: list[Entry] = []
    for name in names:
        try:
            record = runs.load(name)
        except StudioError as error:
            LOG.warning("the record of run %s could not be read", name, exc_info=True)
            hurt.append(Entry(run=name, project=project, versions=(), reason=error.message))
            continue
        if record is not None:
            found.append(record)
    return Looked(tuple(found), tuple(hurt))


def _unreached(projects: Projects, unread: Unread) -> Iterator[Entry]:
    """Who waits for settings to be mended, where the shared storage knows them; else the project itself."""
    names: list[str] = []
    if isinstance(unread.error, ConfigError):
        with suppress(StudioError):
            names = projects.general().storage.runs(unread.project).unsettled()
    if not names:
        yield entry_for(unread)
    for name in names:
        yield Entry(run=name, project=unread.project, versions=(), reason=unread.reason)


def find_run(projects: Projects, codes: Iterable[str], run: str) -> tuple[Session, RunRecord]:
    """The run of that name, with the session of its project.

    Raises UsageError naming the nearest, and the projects that could not be looked at; StorageError where its record
    cannot be read.
    """
    known: list[str] = []
    unread: list[Unread] = []
    for code in codes:
        try:
            session = projects.reach(code)
            runs = session.storage.runs(code)
            is_here = run in runs.names()
            known += [] if is_here else runs.unsettled()
        except StudioError as error:
            unread.append(projects.unread(code, error))
            continue
        if is_here and (record := runs.load(run)) is not None:
            return session, record
    raise _no_such(run, known, unread)


def _no_such(run: str, known: list[str], unread: list[Unread]) -> UsageError:
    nearest = get_close_matches(run, known, n=1, cutoff=0.3)
    nothing = "" if unread else "Nothing is unfinished."
    hints = [f"Did you mean {nearest[0]}?" if nearest else nothing, *(f"{one.words}." for one in unread)]
    return UsageError(f"there is no unfinished run {run!r}", hint=" ".join(hint for hint in hints if hint))


def in_order(records: Iterable[RunRecord]) -> list[RunRecord]:
    """Runs so that each comes after those it was made from; older ones first where it does not matter."""
    known = {record.run: record for record in records}
    makers = {(product.key, product.number): record.run for record in known.values() for product in record.products}
    needs = {
        run: {makers.get((stamp.key, stamp.number), run) for stamp in stamps_of(known[run])} - {run} for run in known
    }
    sorter = TopologicalSorter(needs)
    try:
        sorter.prepare()
    except CycleError:
        return [known[run] for run in sorted(known)]
    order: list[RunRecord] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += [known[run] for run in ready]
        sorter.done(*ready)
    return order


def stamps_of(record: RunRecord) -> set[Stamp]:
    """What the versions of a run were made from."""
    return {stamp for product in record.products for stamp in product.upstream}
