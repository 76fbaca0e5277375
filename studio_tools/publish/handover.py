"""Handing a publish over: what was extracted is given to a worker, and watched until it ends.

The claim goes with it, by one rename for which the worker and we compete: whoever wins goes on, the other stops.
Where no worker takes it the work is done here. Not here: the worker's own side (finishing).
"""

from __future__ import annotations

import logging
import time
from functools import partial

from studio_tools.errors import Cancelled, ClaimLost, PublishError, StudioError
from studio_tools.events import HandedOver
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.publish.integrate import Delivery, Reservation, abandon
from studio_tools.publish.items import Artifacts, HandOverEnd, RunState
from studio_tools.publish.order import MODE, ORDER, STAGE, Order
from studio_tools.publish.prepare import Asked, Learned, code_of
from studio_tools.publish.register import forward
from studio_tools.publish.status import Status, error_of, read_status
from studio_tools.publish.workers import Worker, Workers
from studio_tools.storage.claims import Claim
from studio_tools.storage.door import OPEN_FOLDER
from studio_tools.storage.records import RecordState, RunRecord
from studio_tools.storage.transfer import Progress

LOG = logging.getLogger(__name__)

_PAUSE = 0.1
"""Seconds between two looks at a worker."""


class Watch:
    """A worker as its host sees it. Looking is cheap and never waits for the worker."""

    def __init__(self, worker: Worker, workers: Workers) -> None:
        self.worker = worker
        self.status: Status | None = None
        self._workers = workers
        self._until = workers.clock() + workers.patience
        self._is_stopped = False

    @property
    def is_adopted(self) -> bool:
        """Whether the worker has taken the run."""
        return self.status is not None and self.status.is_adopted

    @property
    def is_given_up(self) -> bool:
        """Whether nobody need wait any longer for the worker to take the run."""
        return self.worker.is_over or self._workers.clock() >= self._until

    @property
    def phase(self) -> Phase:
        return self.status.phase if self.status is not None else Phase.FILL

    def look(self) -> Status | None:
        """How far it has come, as it last said."""
        self.status = read_status(self.worker.folder) or self.status
        return self.status

    def stop(self) -> None:
        """Ask the worker to end; one that does not in time is ended by `wait`. Repeatable."""
        self.worker.stop()
        if not self._is_stopped:
            self._is_stopped, self._until = True, self._workers.clock() + self._workers.patience

    def wait(self) -> Progress | None:
        """Look, after a short pause; how many files and bytes are in."""
        self._workers.pause(_PAUSE)
        if self._is_stopped and self.is_given_up:
            self.worker.kill()
        status = self.look()
        return None if status is None else status.progress


class HandOver:
    """One publish on its way to a worker. *spent* seconds went by before."""

    def __init__(
        self, asked: Asked, learned: Learned, reservation: Reservation, workers: Workers, *, spent: float
    ) -> None:
        self._session = asked.session
        self._asked = asked
        self._learned = learned
        self._reservation = reservation
        self._workers = workers
        self._spent = spent
        self._refusal: Exception | None = None
        """Why no worker was started."""

    @property
    def _claim(self) -> Claim:
        return self._reservation.claim

    @property
    def _run(self) -> str:
        return self._reservation.run

    def over(self, artifacts: Artifacts) -> Flow[Delivery | None]:
        """Let a worker deliver; None where none takes the run, which then is ours as before.

        Raises what stopped the worker. Closing the flow before the worker took the run undoes; later it leaves the
        worker at work. Cancelled, thrown into the flow, stops it.
        """
        watch: Watch | None = None
        started = time.perf_counter()
        try:
            watch = (yield Job(Phase.FILL, "handover.start", self._run, partial(self._begin, artifacts))).get()
            is_taken = watch is not None and (yield from self._is_taken(watch))
        except Cancelled as cause:
            if self._undo(cause, watch) or watch is None:
                self._tell(HandOverEnd.UNDONE, started, cause)
                raise
            is_taken = True  # too late to undo it here: what becomes of it is the worker's to say
            watch.stop()
        except BaseException as cause:
            is_undone = self._undo(cause, watch) or watch is None
            self._tell(HandOverEnd.UNDONE if is_undone else HandOverEnd.TAKEN, started, cause if is_undone else None)
            raise
        self._tell(_end(watch, is_taken), started, self._refusal)
        if watch is None or not is_taken:
            return None
        self._claim.close()
        yield from self._watched(watch)
        return (yield from self._ended(watch))

    def _begin(self, artifacts: Artifacts) -> Watch | None:
        """Write the order, durably, and start a worker on it; None where that cannot be."""
        try:
            path = self._claim.bench / ORDER
            order = self._order(artifacts).as_json(self._claim.bench / STAGE)
            self._share()
            self._session.storage.disk.write_json(path, order, mode=MODE)
            return Watch(self._workers.start(self._run, path), self._workers)
        except (StudioError, OSError) as error:
            LOG.warning("run %s is not handed over: %s", self._run, error)
            self._refusal = error
            return None

    def _tell(self, end: HandOverEnd, started: float, error: BaseException | None) -> None:
        """Tell how the hand-over itself ended; what became of the publish, whoever ends it tells."""
        is_cancel = isinstance(error, GeneratorExit)
        self._session.events(
            HandedOver(
                run=self._run,
                seconds=time.perf_counter() - started,
                error=Cancelled.code if is_cancel else code_of(error),
                host=self._asked.host.name,
                answer=end.value,
            )
        )

    def _order(self, artifacts: Artifacts) -> Order:
        record, session = self._claim.record, self._session
        return Order(
            home=str(session.home),
            project=record.project,
            storage=str(session.storage.root.path),
            run=record.run,
            claim=record.claim,
            generation=record.generation,
            host=self._asked.host.name,
            origin=self._asked.request.origin,
            kind=self._learned.kind,
            spent=self._spent,
            findings=tuple(self._learned.findings),
            artifacts=artifacts,
        )

    def _share(self) -> None:
        """Open what extractors made to the group, so that whoever drops the run can remove it."""
        disk, folders = self._session.storage.disk, [self._claim.bench / STAGE]
        while folders:
            folder = folders.pop()
            names = disk.folders(folder)
            if disk.exists(folder):
                disk.share(folder, OPEN_FOLDER)
            folders += [folder / name for name in names]

    def _is_taken(self, watch: Watch) -> Flow[bool]:
        """Wait until the worker has the run. Whoever waited long enough takes it back, unless it is gone by then."""
        while not watch.is_adopted:
            if watch.is_given_up:
                is_ours = (
                    yield Job(Phase.FILL, "handover.take-back", self._run, partial(self._take_back, watch))
                ).get()
                return not is_ours
            (yield Job(Phase.FILL, "handover.wait", self._run, watch.wait)).get()
        return True

    def _take_back(self, watch: Watch) -> bool:
        """Make the order void by a generation of our own; False where the run was taken in this moment."""
        try:
            self._claim.advance(lambda record: record)
        except ClaimLost:
            watch.look()
            return False
        watch.stop()
        LOG.warning("no worker took run %s; see %s", self._run, watch.worker.log)
        return True

    def _undo(self, cause: BaseException, watch: Watch | None) -> bool:
        """Give the run up; False where the worker was quicker and ends it."""
        try:
            abandon(self._session, self._reservation, cause)
        except ClaimLost:
            self._learned.is_elsewhere = watch is not None
            return False
        if watch is not None:
            watch.stop()
        return True

    def _watched(self, watch: Watch) -> Flow[None]:
        """Look on until the worker has ended."""
        self._learned.is_elsewhere = watch.is_adopted
        while not watch.worker.is_over:
            try:
                yield Job(watch.phase, "handover.watch", self._run, watch.wait)
            except Cancelled:
                watch.stop()
            self._learned.is_elsewhere = watch.is_adopted
        watch.look()
        self._learned.is_elsewhere = watch.is_adopted

    def _ended(self, watch: Watch) -> Flow[Delivery]:
        """What became of it, by the worker's last word, or else by the run's record."""
        answer = watch.status.answer if watch.status is not None else None
        if watch.status is None or answer is None:
            self._learned.is_elsewhere = False
            return (yield from self._settled(_died(self._run, watch), else_=_lost(self._run)))
        if not answer["ok"]:
            error = error_of(answer["error"])
            return (yield from self._settled(error, else_=error))
        watch.worker.forget()
        record = (yield Job(Phase.SETTLE, "handover.read", self._run, self._record)).get()
        waiting = None if watch.status.waiting is None else error_of(watch.status.waiting)
        return _delivery(record, RunState(answer["result"]["state"]), waiting)

    def _settled(self, error: StudioError, *, else_: StudioError) -> Flow[Delivery]:
        """Settle what a worker left that ended badly: forward after the commit, else all is undone and *error* raised.

        Mostly the worker did so itself; where it was undone before us, *else_* is raised.
        """
        claim = (yield Job(Phase.SETTLE, "handover.settle", self._run, self._take_over)).get()
        if claim is not None:
            self._learned.is_elsewhere = False
            if claim.record.state.is_committed:
                forwarded = yield from forward(self._session, claim)
                return _delivery(forwarded.record, forwarded.state, forwarded.waiting)
            (yield Job(Phase.SETTLE, "handover.undo", self._run, partial(self._drop, claim))).get()
        record = (yield Job(Phase.SETTLE, "handover.read", self._run, self._record)).get()
        if not record.state.is_committed:
            raise error if claim is not None else else_
        is_sealed = record.state is RecordState.SEALED
        return _delivery(record, RunState.PUBLISHED if is_sealed else RunState.DEFERRED)

    def _record(self) -> RunRecord:
        return self._claim.runs.load(self._run) or self._claim.record

    def _take_over(self) -> Claim | None:
        """Take what the dead worker held; None where nothing is left to do, or somebody else does it."""
        claims, record = self._session.storage.claims(self._claim.record.project), self._record()
        if record.state is RecordState.SEALED:
            if record.is_done:
                claims.runs.settle(record.run)  # it died between the last word and tidying up
            return None
        return claims.take_over(record.run)

    def _drop(self, claim: Claim) -> None:
        try:
            self._session.storage.undo.abandon(claim, "its worker ended before it was complete")
        finally:
            claim.close()


def _end(watch: Watch | None, is_taken: bool) -> HandOverEnd:
    if is_taken:
        return HandOverEnd.TAKEN
    return HandOverEnd.UNSTARTED if watch is None else HandOverEnd.LATE


def _delivery(record: RunRecord, state: RunState, waiting: Exception | None = None) -> Delivery:
    return Delivery(run=record.run, state=state, versions=record.versions(), waiting=waiting)


def _lost(run: str) -> ClaimLost:
    return ClaimLost(f"run {run} was taken over by somebody else", details={"run": run})


def _died(run: str, watch: Watch) -> PublishError:
    return PublishError(
        f"the worker of run {run} ended before the publish was complete; nothing was published",
        hint=f"Publish again; its log is {watch.worker.log}.",
        details={"run": run, "log": str(watch.worker.log)},
    )
