"""The heart of a publish: numbers are reserved, files filled in, and one rename commits all versions or none.

Before the commit every error, cancel and death undoes; after it there is only forward. Not here: registering with the
tracker (register), finishing what others left (resume).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType

from studio_tools.errors import ClaimLost, PublishError, StudioError, TrackerError
from studio_tools.events import VersionReserved
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import Context, CutRange, ProductKey, Stamp, Version
from studio_tools.publish.filling import Filling, named_files
from studio_tools.publish.items import Artifact, Artifacts, Origin, RunState
from studio_tools.publish.register import forward, let_go
from studio_tools.session import Session
from studio_tools.storage.claims import Claim
from studio_tools.storage.numbers import Won
from studio_tools.storage.records import ProductRecord, RecordState, RunRecord, new_run_id

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDraft:
    """One product that is to get a version."""

    key: ProductKey
    upstream: tuple[Stamp, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    """Plain JSON values worth keeping."""
    cut: CutRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDraft:
    """One publish, as it is meant: all its versions come to be, or none."""

    context: Context
    products: tuple[ProductDraft, ...]
    comment: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """The numbers a run holds. Somebody must end it by `deliver` or `abandon`."""

    run: str
    numbers: Mapping[ProductKey, int]
    folders: Mapping[ProductKey, PurePosixPath]
    """Version folders, rootless."""
    claim: Claim = field(repr=False)

    @property
    def is_committed(self) -> bool:
        """Whether the versions exist for every reader already, however the flow ended."""
        return self.claim.record.state.is_committed


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    run: str
    state: RunState
    """PUBLISHED, or DEFERRED: published, and waiting for the tracker."""
    versions: tuple[Version, ...]
    waiting: Exception | None = None
    """What it waits for."""


def reserve(session: Session, draft: RunDraft) -> Flow[Reservation]:
    """Take a number for each product; whatever goes wrong gives them back. Raises StorageError, PublishError."""
    work = _Reserving(session, draft)
    try:
        (yield Job(Phase.RESERVE, "reserve.open", work.run, work.open)).get()
        for product in draft.products:
            (yield Job(Phase.RESERVE, "reserve.ask", product.key.name, partial(work.ask, product.key))).get()
            (yield Job(Phase.RESERVE, "reserve.number", product.key.name, partial(work.take, product.key))).get()
        (yield Job(Phase.RESERVE, "reserve.record", work.run, work.record)).get()
    except BaseException as cause:
        if work.claim is not None:
            _undo(session, work.claim, cause)
        raise
    return work.reservation()


class _Reserving:
    """A reservation on its way; the jobs change it, so that nothing is lost when the flow is closed after a job."""

    def __init__(self, session: Session, draft: RunDraft) -> None:
        keys = [product.key for product in draft.products]
        if not keys or len(set(keys)) != len(keys):
            raise PublishError("a publish needs products, each of them once")
        self._session = session
        self._draft = draft
        self.run = new_run_id(session.now())
        self.claim: Claim | None = None
        self._highest: dict[ProductKey, int] = {}
        self._is_reachable = True
        self._won: dict[ProductKey, Won] = {}

    @property
    def _held(self) -> Claim:
        if self.claim is None:
            raise PublishError("the run was not opened")
        return self.claim

    def open(self) -> None:
        """Name the products durably before any number is taken, so that no number can be lost."""
        context = self._draft.context
        record = RunRecord(
            run=self.run,
            state=RecordState.OPEN,
            project=context.project.code,
            entity=context.entity.path,
            task=context.task.name if context.task else "",
            author=context.user,
            origin=self._draft.origin.value,
            comment=self._draft.comment,
            created=self._session.now(),
            products=tuple(
                ProductRecord(key=product.key, upstream=product.upstream, facts=product.facts, cut=product.cut)
                for product in self._draft.products
            ),
        )
        self.claim = self._session.storage.claims(record.project).open(record)

    def ask(self, key: ProductKey) -> None:
        """Learn the highest number the tracker knows; where it does not answer, storage alone decides."""
        if not self._is_reachable:
            return
        try:
            self._highest[key] = self._session.tracker.highest_number(key)
        except TrackerError as error:
            LOG.info("the tracker was not asked for numbers: %s", error)
            self._is_reachable = False

    def take(self, key: ProductKey) -> None:
        started = time.perf_counter()
        attempts, error = 0, ""
        try:
            won = self._session.storage.numbers.reserve(
                key, run=self.run, bench=self._held.bench, above=self._highest.get(key, 0)
            )
            self._won[key], attempts = won, won.attempts
        except StudioError as wrong:
            error = wrong.code
            raise
        finally:
            seconds = time.perf_counter() - started
            self._session.events(
                VersionReserved(run=self.run, seconds=seconds, error=error, kind=key.kind, attempts=attempts)
            )

    def record(self) -> None:
        def reserved(record: RunRecord) -> RunRecord:
            for key, won in self._won.items():
                product = record.product(key)
                if product is not None:
                    record = record.with_product(replace(product, number=won.number, folder=won.folder))
            return replace(record, state=RecordState.RESERVED)

        self._held.advance(reserved)

    def reservation(self) -> Reservation:
        return Reservation(
            run=self.run,
            numbers=MappingProxyType({key: won.number for key, won in self._won.items()}),
            folders=MappingProxyType({key: won.folder for key, won in self._won.items()}),
            claim=self._held,
        )


def deliver(session: Session, reservation: Reservation, artifacts: Artifacts) -> Flow[Delivery]:
    """Fill the reserved versions, commit them in one moment, and register them.

    Raises what went wrong before the commit, with everything undone. After it nothing is raised: a site that does not
    answer makes the delivery DEFERRED.
    """
    claim = reservation.claim
    filling = Filling(session, claim)
    try:
        yield from filling.fill(artifacts)
        (yield Job(Phase.COMMIT, "commit", claim.run, filling.commit)).get()
    except BaseException as cause:
        filling.close()
        if not _undo(session, claim, cause):
            raise
        if not isinstance(cause, Exception):
            let_go(claim)
            raise
    forwarded = yield from forward(session, claim)
    return Delivery(
        run=claim.run,
        state=forwarded.state,
        versions=forwarded.record.versions(),
        waiting=forwarded.waiting,
    )


def abandon(session: Session, reservation: Reservation, cause: BaseException) -> None:
    """Give a reservation back for what stopped the publish. Where the storage does not let us, the next resume does.

    Raises ClaimLost.
    """
    _undo(session, reservation.claim, cause)


def _undo(session: Session, claim: Claim, cause: BaseException) -> bool:
    """Undo a run that *cause* stopped; True where it turns out to be committed, so that there is only forward.

    Raises ClaimLost where somebody else decides now. An undoing that the storage refuses is left to the next resume.
    """
    reason = "cancelled" if isinstance(cause, GeneratorExit | KeyboardInterrupt) else str(cause) or type(cause).__name__
    try:
        session.storage.undo.abandon(claim, reason)
    except ClaimLost as lost:
        claim.close()
        raise lost from cause
    except StudioError:
        if claim.record.state.is_committed:
            return True
        claim.close()
        LOG.warning("run %s could not be undone; `studio resume` will do it", claim.run, exc_info=True)
    return False


def targets(
    session: Session, key: ProductKey, number: int, artifacts: tuple[Artifact, ...]
) -> tuple[PurePosixPath, ...]:
    """The exact rootless paths that these artifacts would get; touches nothing. Raises PublishError on a clash."""
    folder = session.storage.layout.version_folder(key, number)
    return tuple(folder / name for name in _names(session, key, number, artifacts))


def _names(session: Session, key: ProductKey, number: int, artifacts: tuple[Artifact, ...]) -> Iterator[str]:
    for _, _, name in named_files(session.storage.layout.names, key, number, artifacts):
        yield name
