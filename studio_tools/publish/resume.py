"""Finishing or dropping what was left unfinished: crashed publishes, the outbox, retractions the tracker missed.

Two at once are safe, and doing it twice does nothing more. Runs of somebody alive are left alone. Not here: how a run
is undone (storage.abandon) or registered (register).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from graphlib import CycleError, TopologicalSorter

from studio_tools.errors import ConfigError, StudioError, Tampered, TrackerError, TrackerUnavailable, UsageError
from studio_tools.events import ClaimTakenOver, ResumeFinished
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import Stamp, VersionStatus
from studio_tools.publish.filling import Filling
from studio_tools.publish.items import RunState
from studio_tools.publish.register import fold_latecomers, forward, is_coming, let_go, relink, tell_retractions
from studio_tools.session import Session
from studio_tools.storage.claims import Claim
from studio_tools.storage.records import RecordState, RunRecord

LOG = logging.getLogger(__name__)

_LEFT = "its process ended before it was complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one publish."""

    run: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeReport:
    finished: tuple[Entry, ...] = ()
    abandoned: tuple[Entry, ...] = ()
    still_waiting: tuple[Entry, ...] = ()
    running: tuple[Entry, ...] = ()
    """Publishes of somebody alive, which were left alone."""

    def as_json(self) -> dict[str, object]:
        parts = ("finished", "abandoned", "still_waiting", "running")
        return {name: [entry.as_json() for entry in getattr(self, name)] for name in parts}


def resume(
    session: Session,
    *,
    discard: str | None = None,
    project: str | None = None,
    of_project: Callable[[str], Session] | None = None,
    configured: Iterable[str] = (),
) -> Flow[ResumeReport]:
    """Finish, drop or register every unfinished publish of a project, or of all; or drop the one named.

    *of_project* is the session with a project's own settings; *configured* projects may keep their runs elsewhere than
    *session* does. Raises UsageError where the run to be dropped is unknown, alive or published.
    """
    work = _Resuming(session, of_project or (lambda _: session))
    try:
        projects = [project] if project else sorted({*session.storage.catalog.projects(), *configured})
        if discard is not None:
            yield from work.discard(discard, projects)
        else:
            yield from work.everything(projects)
    finally:
        work.end()
    return work.report()


@dataclass(slots=True)
class _Resuming:
    session: Session
    """That of the project whose turn it is."""
    of_project: Callable[[str], Session]
    finished: list[Entry] = field(default_factory=list)
    abandoned: list[Entry] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)
    running: list[Entry] = field(default_factory=list)
    oldest: float = 0.0
    started: float = field(default_factory=time.perf_counter)
    aways: dict[str, TrackerUnavailable] = field(default_factory=dict)
    """By site, when one did not answer: it is not asked again for each of a hundred publishes."""
    claim: Claim | None = None

    def report(self) -> ResumeReport:
        return ResumeReport(
            finished=tuple(self.finished),
            abandoned=tuple(self.abandoned),
            still_waiting=tuple(self.waiting),
            running=tuple(self.running),
        )

    @property
    def away(self) -> TrackerUnavailable | None:
        return self.aways.get(self.session.settings.tracker.site)

    def end(self) -> None:
        if self.claim is not None:
            self.claim.close()
        self.session.events(
            ResumeFinished(
                seconds=time.perf_counter() - self.started,
                finished=len(self.finished),
                abandoned=len(self.abandoned),
                waiting=len(self.waiting),
                oldest=self.oldest,
            )
        )

    # -- all

    def everything(self, projects: Iterable[str]) -> Flow[None]:
        found: list[RunRecord] = []
        for project in projects:
            found += (yield Job(Phase.SETTLE, "resume.look", project, partial(self._unsettled, project))).get()
        for record in in_order(found):
            yield from self._one(record)
        for project in projects:
            (yield Job(Phase.SETTLE, "resume.sweep", project, partial(self._sweep, project))).get()

    def _sweep(self, project: str) -> None:
        try:
            self.of_project(project).storage.claims(project).sweep()
        except StudioError:
            LOG.warning("the staging of %s could not be swept", project, exc_info=True)

    def _unsettled(self, project: str) -> list[RunRecord]:
        try:
            runs = self.of_project(project).storage.runs(project)
        except ConfigError as error:  # the others have their turn; who waits here is told why
            LOG.warning("the settings of %s are wrong: %s", project, error)
            names = self.session.storage.runs(project).unsettled()
            self.waiting += [Entry(run=name, project=project, versions=(), reason=error.message) for name in names]
            return []
        found: list[RunRecord] = []
        for name in runs.unsettled():
            try:
                record = runs.load(name)
            except StudioError as error:
                LOG.warning("the record of run %s could not be read", name, exc_info=True)
                self.waiting.append(Entry(run=name, project=project, versions=(), reason=error.message))
                continue
            if record is not None:
                found.append(record)
        return found

    def _one(self, record: RunRecord) -> Flow[None]:
        """Bring one run as far as it goes; what stops it makes it wait, and the next one has its turn."""
        self.session = self.of_project(record.project)
        if self.away is not None and record.state is RecordState.COMMITTED and record.owner is None:
            self._wait(record, self.away)
            return
        try:
            taken = (yield Job(Phase.SETTLE, "resume.take", record.run, partial(self._take, record))).get()
            if taken:
                yield from self._finish()
        except StudioError as error:
            self._wait(record, error)
        finally:
            self._drop_claim()

    def _take(self, record: RunRecord) -> bool:
        """Take the run over, where nobody alive holds it and there is something to do."""
        claims = self.session.storage.claims(record.project)
        record = claims.runs.load(record.run) or record
        if record.is_done:
            claims.runs.settle(record.run)  # its owner died between the last word and tidying up
            return False
        if record.state is RecordState.SEALED and not record.untold:
            self._fold(record)
            if not self._may_link(record):
                return False
        self.claim = claims.take_over(record.run)
        if self.claim is None:
            self._leave(record)
            return False
        if record.owner is not None:
            self.session.events(ClaimTakenOver(run=record.run, state=record.state.value))
        return True

    def _fold(self, record: RunRecord) -> None:
        try:
            fold_latecomers(self.session, record)
        except TrackerError as error:
            LOG.info("latecomers of run %s were not looked for: %s", record.run, error)

    def _may_link(self, record: RunRecord) -> bool:
        """Whether something that the run was made from was registered after it; where it was not yet, the run waits."""
        if not record.unlinked:
            return False
        if not all(is_coming(self.session, stamp) for stamp in record.unlinked):
            return True
        self._wait_for_upstream(record)
        return False

    def _wait_for_upstream(self, record: RunRecord) -> None:
        names = ", ".join(stamp.address for stamp in record.unlinked)
        self.waiting.append(_entry(record, reason=f"it is on the site, and is linked once {names} is there too"))

    def _leave(self, record: RunRecord) -> None:
        """Say of a run that somebody alive holds it; one that was settled meanwhile is not spoken of."""
        current = self.session.storage.runs(record.project).load(record.run)
        if current is not None and not current.is_done and current.owner is not None:
            by = f"{current.owner.login} on {current.owner.host}"
            self.running.append(_entry(current, reason=f"held by {by} (process {current.owner.pid})"))

    @property
    def _held(self) -> Claim:
        if self.claim is None:
            raise UsageError("no run is held")
        return self.claim

    def _drop_claim(self) -> None:
        if self.claim is not None:
            self.claim.close()
            self.claim = None

    def _finish(self) -> Flow[None]:
        claim = self._held
        match claim.record.state:
            case RecordState.OPEN | RecordState.RESERVED | RecordState.ABANDONED:
                yield from self._abandon(claim.record.reason or _LEFT)
            case RecordState.FILLED:
                yield from self._commit()
            case RecordState.COMMITTED:
                yield from self._forward()
            case RecordState.SEALED:
                yield from self._tell()

    def _abandon(self, reason: str) -> Flow[None]:
        claim = self._held
        (yield Job(Phase.SETTLE, "resume.abandon", claim.run, partial(self._undo, reason))).get()
        self.abandoned.append(_entry(claim.record, reason=reason))

    def _undo(self, reason: str) -> None:
        try:
            self.session.storage.undo.abandon(self._held, reason)
        except StudioError as error:
            let_go(self._held, error.message)
            raise

    def _commit(self) -> Flow[None]:
        """Commit what is filled and verifies; what does not is dropped."""
        claim = self._held
        wrong = (yield Job(Phase.COMMIT, "resume.verify", claim.run, self._verify)).get()
        if wrong:
            yield from self._abandon(f"it was filled, but {wrong}")
            return
        filling = Filling(self.session, claim)
        (yield Job(Phase.FILL, "fill.protect", claim.run, filling.protect)).get()
        (yield Job(Phase.COMMIT, "commit", claim.run, filling.commit)).get()
        yield from self._forward()

    def _verify(self) -> str:
        """What is wrong with the files of the run that is held; "" where all is well."""
        storage = self.session.storage
        for version in self._held.record.versions():
            try:
                manifest = storage.catalog.manifest(version)
            except Tampered as error:
                return error.message
            for problem in storage.verifier.check_filled(version, manifest):
                return f"{problem.path} is {problem.problem.value}"
        return ""

    def _forward(self) -> Flow[None]:
        claim = self._held
        if self.away is not None:
            let_go(claim, self.away.message)
            self._wait(claim.record, self.away)
            return
        notes = (yield Job(Phase.REGISTER, "resume.upstream", claim.run, self._upstream)).get()
        forwarded = yield from forward(self.session, claim)
        if forwarded.is_by_others:
            return  # who took it over tells of it
        if forwarded.state is RunState.PUBLISHED:
            self.finished.append(_entry(forwarded.record, notes=tuple(notes)))
            return
        if isinstance(forwarded.waiting, TrackerUnavailable):
            self.aways[self.session.settings.tracker.site] = forwarded.waiting
        self._wait(forwarded.record, forwarded.waiting, tuple(notes))

    def _upstream(self) -> list[str]:
        """What became of the versions that these were made from, where it should be known."""
        stamps = sorted(_stamps(self._held.record), key=lambda stamp: stamp.address)
        return [note for stamp in stamps for note in self._judged(stamp)]

    def _judged(self, stamp: Stamp) -> Iterator[str]:
        version = self.session.storage.catalog.find(stamp)
        if version is None:
            yield f"made from {stamp.address}, which this storage does not have"
        elif version.status is VersionStatus.RETRACTED:
            yield f"made from {stamp.address}, which was retracted: {version.reason}"
        elif not version.status.is_committed:
            yield f"made from {stamp.address}, which was never published"

    def _tell(self) -> Flow[None]:
        """Tell the tracker what it has not heard of: retractions, and links to what was registered later."""
        claim, before = self._held, self._held.record
        try:
            if before.unlinked:
                (yield Job(Phase.REGISTER, "resume.relink", claim.run, partial(relink, self.session, claim))).get()
            (yield Job(Phase.REGISTER, "resume.tell", claim.run, partial(tell_retractions, self.session, claim))).get()
        except TrackerError as error:
            let_go(claim, claim.record.reason)
            self._wait(claim.record, error)
            return
        if claim.record.unlinked:
            self._wait_for_upstream(claim.record)
            return
        told = ("its retraction was told to the site",) if before.untold else ()
        linked = tuple(f"linked to {stamp.address}" for stamp in before.unlinked)
        if told or linked:
            self.finished.append(_entry(claim.record, notes=told + linked))

    def _wait(self, record: RunRecord, error: Exception | None, notes: tuple[str, ...] = ()) -> None:
        self.waiting.append(_entry(record, reason=str(error or ""), notes=notes))
        since = record.committed or record.created
        self.oldest = max(self.oldest, (self.session.now() - since).total_seconds())

    # -- one

    def discard(self, run: str, projects: Iterable[str]) -> Flow[None]:
        """Drop one run that is not committed."""
        record = (yield Job(Phase.SETTLE, "resume.find", run, partial(self._find, run, tuple(projects)))).get()
        if record.state is RecordState.ABANDONED and record.is_done:
            return
        if record.state.is_committed:
            raise UsageError(f"run {run} is published", hint="Retract its versions: `studio retract ADDRESS`.")
        if not (yield Job(Phase.SETTLE, "resume.take", run, partial(self._take, record))).get():
            raise UsageError(
                f"run {run} is still going on", hint="; ".join(entry.reason for entry in self.running) or "Try again."
            )
        if self._held.record.state.is_committed:
            let_go(self._held)
            raise UsageError(f"run {run} is published", hint="Retract its versions: `studio retract ADDRESS`.")
        yield from self._abandon("discarded")

    def _find(self, run: str, projects: tuple[str, ...]) -> RunRecord:
        known: list[str] = []
        for project in projects:
            self.session = self.of_project(project)
            runs = self.session.storage.runs(project)
            if run in runs.names() and (record := runs.load(run)) is not None:
                return record
            known += runs.unsettled()
        nearest = get_close_matches(run, known, n=1, cutoff=0.3)
        hint = f"Did you mean {nearest[0]}?" if nearest else "Nothing is unfinished."
        raise UsageError(f"there is no unfinished run {run!r}", hint=hint)


def _entry(record: RunRecord, *, reason: str = "", notes: tuple[str, ...] = ()) -> Entry:
    return Entry(run=record.run, project=record.project, versions=record.addresses, reason=reason, notes=notes)


def in_order(records: Iterable[RunRecord]) -> list[RunRecord]:
    """Runs so that each comes after those it was made from; older ones first where it does not matter."""
    known = {record.run: record for record in records}
    makers = {(product.key, product.number): record.run for record in known.values() for product in record.products}
    needs = {
        run: {makers.get((stamp.key, stamp.number), run) for stamp in _stamps(known[run])} - {run} for run in known
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


def _stamps(record: RunRecord) -> set[Stamp]:
    return {stamp for product in record.products for stamp in product.upstream}
