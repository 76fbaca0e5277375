"""Finishing or dropping what was left unfinished: crashed publishes, the outbox, retractions the tracker missed.

Two at once are safe, and doing it twice does nothing more. Runs of somebody alive are left alone. Not here: how a run
is undone (storage.abandon) or registered (register).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from studio_tools.errors import StudioError, Tampered, TrackerError, TrackerUnavailable, UsageError
from studio_tools.events import ClaimTakenOver, ResumeFinished
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import Stamp, VersionStatus
from studio_tools.projects import Projects, Unread
from studio_tools.publish.filling import Filling
from studio_tools.publish.items import RunState
from studio_tools.publish.links import is_coming
from studio_tools.publish.register import fold_latecomers, forward, let_go, relink, tell_retractions
from studio_tools.publish.unsettled import (
    Entry,
    Looked,
    entry_for,
    entry_of,
    find_run,
    in_order,
    stamps_of,
    unsettled_in,
)
from studio_tools.session import Session
from studio_tools.storage.claims import Claim
from studio_tools.storage.records import RecordState, RunRecord

LOG = logging.getLogger(__name__)

_LEFT = "its process ended before it was complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeReport:
    finished: tuple[Entry, ...] = ()
    abandoned: tuple[Entry, ...] = ()
    still_waiting: tuple[Entry, ...] = ()
    running: tuple[Entry, ...] = ()
    """Publishes of somebody alive, which were left alone."""
    unread: tuple[Unread, ...] = ()
    """Projects that could not be looked at, so that nobody can say what waits there; each is in `still_waiting` too."""

    def as_json(self) -> dict[str, object]:
        parts = ("finished", "abandoned", "still_waiting", "running")
        return {name: [entry.as_json() for entry in getattr(self, name)] for name in parts}


def resume(
    session: Session,
    *,
    discard: str | None = None,
    project: str | None = None,
    projects: Projects | None = None,
) -> Flow[ResumeReport]:
    """Finish, drop or register every unfinished publish of a project, or of all; or drop the one named.

    *projects* are brought on each with its own settings; without them *session* serves for all. Raises UsageError where
    the run to be dropped is unknown, alive or published.
    """
    every = projects or Projects.alone(session)
    work = _Resuming(session, every)
    try:
        codes = (project,) if project else work.codes()
        if discard is not None:
            yield from work.discard(discard, codes)
        else:
            yield from work.everything(codes)
    finally:
        work.end()
    return work.report()


@dataclass(slots=True)
class _Resuming:
    session: Session
    """That of the project whose turn it is."""
    projects: Projects
    finished: list[Entry] = field(default_factory=list)
    abandoned: list[Entry] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)
    running: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
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
            unread=tuple(self.unread),
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

    def codes(self) -> tuple[str, ...]:
        """Every project; where the storage that many share is away, that waits as well."""
        codes = self.projects.codes()
        self.waiting += [entry_for(unread) for unread in codes.unread]
        self.unread += codes.unread
        return codes.found

    def everything(self, projects: Iterable[str]) -> Flow[None]:
        found: list[RunRecord] = []
        for project in projects:
            looked = (yield Job(Phase.SETTLE, "resume.look", project, partial(self._look, project))).get()
            found += looked.records
            self.waiting += looked.unreadable
            self.unread += looked.unread
        for record in in_order(found):
            yield from self._one(record)
        for project in projects:
            (yield Job(Phase.SETTLE, "resume.sweep", project, partial(self._sweep, project))).get()

    def _sweep(self, project: str) -> None:
        try:
            self.projects.reach(project).storage.claims(project).sweep()
        except StudioError:
            LOG.info("the staging of %s could not be swept", project, exc_info=True)

    def _look(self, project: str) -> Looked:
        return unsettled_in(self.projects, project)

    def _one(self, record: RunRecord) -> Flow[None]:
        """Bring one run as far as it goes; what stops it makes it wait, and the next one has its turn."""
        self.session = self.projects.of(record.project)
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
        self.waiting.append(entry_of(record, reason=f"it is on the site, and is linked once {names} is there too"))

    def _leave(self, record: RunRecord) -> None:
        """Say of a run that somebody alive holds it; one that was settled meanwhile is not spoken of."""
        current = self.session.storage.runs(record.project).load(record.run)
        if current is not None and not current.is_done and current.owner is not None:
            by = f"{current.owner.login} on {current.owner.host}"
            self.running.append(entry_of(current, reason=f"held by {by} (process {current.owner.pid})"))

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
        self.abandoned.append(entry_of(claim.record, reason=reason))

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
            self.finished.append(entry_of(forwarded.record, notes=tuple(notes)))
            return
        if isinstance(forwarded.waiting, TrackerUnavailable):
            self.aways[self.session.settings.tracker.site] = forwarded.waiting
        self._wait(forwarded.record, forwarded.waiting, tuple(notes))

    def _upstream(self) -> list[str]:
        """What became of the versions that these were made from, where it should be known."""
        stamps = sorted(stamps_of(self._held.record), key=lambda stamp: stamp.address)
        return [note for stamp in stamps for note in self._judged(stamp)]

    def _judged(self, stamp: Stamp) -> Iterator[str]:
        try:
            version = self.projects.reach(stamp.key.project).storage.catalog.find(stamp)
        except StudioError as error:
            yield f"made from {stamp.address}, which could not be looked at: {error.message}"
            return
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
            self.finished.append(entry_of(claim.record, notes=told + linked))

    def _wait(self, record: RunRecord, error: Exception | None, notes: tuple[str, ...] = ()) -> None:
        self.waiting.append(entry_of(record, reason=str(error or ""), notes=notes))
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
        self.session, record = find_run(self.projects, projects, run)
        return record
