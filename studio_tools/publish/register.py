"""After the commit: the tracker is told, exactly once, and the run is settled. There is only forward.

Whoever holds the claim looks before creating, and folds what a lost answer left twice. Nothing is visible on the site
before the last batch flips it. Not here: what is registered when (resume).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from studio_tools.errors import ClaimLost, StudioError
from studio_tools.events import DuplicatesFolded, PublishDeferred
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import ProductKey, Stamp
from studio_tools.publish.items import RunState
from studio_tools.session import Session
from studio_tools.storage.claims import Claim
from studio_tools.storage.records import ProductRecord, RecordState, RunRecord
from studio_tools.tracker import Draft, Record

LOG = logging.getLogger(__name__)

_PATIENCE = timedelta(minutes=10)
"""How long a request whose answer was lost may still come through."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    state: RunState
    """PUBLISHED or DEFERRED."""
    record: RunRecord
    waiting: Exception | None = None
    is_by_others: bool = False
    """Whether somebody else took the run over and brings, or brought, it to its end."""


def forward(session: Session, claim: Claim) -> Flow[Forwarded]:
    """Register a committed run and settle it. Never raises what goes wrong: the run then waits, and says for what."""
    started = time.perf_counter()
    try:
        yield from _register(session, claim)
    except ClaimLost as lost:
        claim.close()
        return _elsewhere(claim, lost)
    except Exception as error:
        if not isinstance(error, StudioError):
            LOG.exception("the registration of run %s crashed", claim.run)
        let_go(claim, str(error))
        _tell_deferred(session, claim.record, error, time.perf_counter() - started)
        return Forwarded(RunState.DEFERRED, claim.record, error)
    except BaseException:
        let_go(claim)
        raise
    return Forwarded(RunState.PUBLISHED, claim.record)


def let_go(claim: Claim, reason: str = "") -> None:
    """Give a run back where the storage permits, so that the next resume need not wait for the lease."""
    try:
        claim.release(lambda record: replace(record, reason=reason))
    except StudioError:
        LOG.warning("the claim of run %s could not be given back", claim.run, exc_info=True)
    finally:
        claim.close()


def _elsewhere(claim: Claim, lost: ClaimLost) -> Forwarded:
    """Somebody else goes on with the run: it is published all the same, and perhaps registered already."""
    found: RunRecord | None = None
    with suppress(StudioError):
        found = claim.runs.load(claim.run)
    if found is not None and found.state is RecordState.SEALED:
        return Forwarded(RunState.PUBLISHED, found, is_by_others=True)
    return Forwarded(RunState.DEFERRED, found or claim.record, lost, is_by_others=True)


def _tell_deferred(session: Session, record: RunRecord, error: Exception, seconds: float) -> None:
    code = error.code if isinstance(error, StudioError) else type(error).__name__
    for product in record.products:
        session.events(PublishDeferred(run=record.run, seconds=seconds, error=code, kind=product.key.kind))


def _register(session: Session, claim: Claim) -> Flow[None]:
    work = Registration(session, claim)
    run = claim.run
    (yield Job(Phase.REGISTER, "register.prepare", run, work.prepare)).get()
    (yield Job(Phase.REGISTER, "register.look", run, work.look)).get()
    if work.missing:
        (yield Job(Phase.REGISTER, "register.journal", run, work.journal)).get()
        (yield Job(Phase.REGISTER, "register.create", run, work.create)).get()
        (yield Job(Phase.REGISTER, "register.look", run, work.look)).get()
    if work.duplicates:
        (yield Job(Phase.REGISTER, "register.fold", run, work.fold)).get()
    (yield Job(Phase.REGISTER, "register.links", run, work.link)).get()
    (yield Job(Phase.REGISTER, "register.confirm", run, work.confirm)).get()
    (yield Job(Phase.REGISTER, "register.publish", run, work.publish)).get()
    (yield Job(Phase.SETTLE, "settle.seal", run, work.seal)).get()
    (yield Job(Phase.SETTLE, "settle.tidy", run, work.tidy)).get()


class Registration:
    """One attempt to register a run. Every step may be repeated from the beginning by whoever comes next."""

    def __init__(self, session: Session, claim: Claim) -> None:
        self._session = session
        self._claim = claim
        self._drafts = drafts_of(session, claim.record)
        self._found: Mapping[Draft, tuple[Record, ...]] = {}
        self._links: dict[int, tuple[int, ...]] = {}
        self._unlinked: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Make what records lean on."""
        self._session.tracker.prepare(self._drafts, root=self._session.storage.root.path)

    def journal(self) -> None:
        """Write down that records may exist from here on; this also proves that the claim is still ours.

        Where they were asked for before and are not there, that request may still be on its way.
        """
        now = self._session.now()

        def asked(record: RunRecord) -> RunRecord:
            return replace(record, attempts=record.attempts + 1, asked=now, is_doubtful=record.attempts > 0)

        self._claim.advance(asked)

    def look(self) -> None:
        self._claim.beat()
        self._found = self._session.tracker.find(self._drafts)

    @property
    def missing(self) -> list[Draft]:
        return [draft for draft in self._drafts if not self._found.get(draft)]

    def create(self) -> None:
        self._session.tracker.create_pending(self.missing)

    @property
    def duplicates(self) -> list[Record]:
        return [record for found in self._found.values() for record in found[1:]]

    def fold(self) -> None:
        """Retire what a lost answer left twice: the lowest id stays."""
        extra = self.duplicates
        self._session.tracker.retire(extra)
        self._found = {draft: found[:1] for draft, found in self._found.items()}
        self._session.events(DuplicatesFolded(run=self._claim.run, records=len(extra)))

    def _id(self, draft: Draft) -> int:
        return self._found[draft][0].id

    def link(self) -> None:
        """Find the records of what each product was made from."""
        upstream = {stamp: _upstream_drafts(self._session, stamp) for draft in self._drafts for stamp in draft.upstream}
        wanted = [draft for drafts in upstream.values() for draft in drafts]
        found = self._session.tracker.find(wanted) if wanted else {}
        ids = {
            stamp: [found[draft][0].id for draft in drafts if found.get(draft)] for stamp, drafts in upstream.items()
        }
        self._links = {
            self._id(draft): tuple(dict.fromkeys(id_ for stamp in draft.upstream for id_ in ids[stamp]))
            for draft in self._drafts
        }
        self._unlinked = tuple(stamp.address for stamp, there in ids.items() if not there)

    def confirm(self) -> None:
        """Write down the records' ids. Fails where the claim was lost, and meets what was retracted meanwhile."""
        ids = {(draft.key, draft.representation): self._id(draft) for draft in self._drafts}
        notes = tuple(f"registered without a link to {address}: it is not on the site" for address in self._unlinked)

        def known(record: RunRecord) -> RunRecord:
            products = tuple(_with_ids(product, ids) for product in record.products)
            return replace(record, products=products, notes=tuple(dict.fromkeys(record.notes + notes)))

        self._claim.advance(known)

    def publish(self) -> None:
        """Set the links and flip the status; what is retracted is withdrawn and never becomes visible."""
        record, tracker = self._claim.record, self._session.tracker
        retracted = {found.address: found for found in record.retractions}
        live = [draft for draft in self._drafts if draft.key.address(draft.number) not in retracted]
        if live:
            tracker.publish({self._id(draft): self._links[self._id(draft)] for draft in live})
        for address, found in retracted.items():
            ids = [self._id(draft) for draft in self._drafts if draft.key.address(draft.number) == address]
            tracker.withdraw(ids, reason=found.words)

    def seal(self) -> None:
        """Write that the tracker knows everything. Who lost the claim makes sure that nothing retracted was shown."""
        told = frozenset(found.address for found in self._claim.record.retractions)

        def sealed(record: RunRecord) -> RunRecord:
            return replace(record.having_told(told), state=RecordState.SEALED, claim="", owner=None, reason="")

        try:
            self._claim.advance(sealed)
        except ClaimLost:
            found = self._claim.runs.load(self._claim.run)
            for gone in found.retractions if found else ():
                ids = [self._id(draft) for draft in self._drafts if draft.key.address(draft.number) == gone.address]
                self._session.tracker.withdraw(ids, reason=gone.words)
            raise

    def tidy(self) -> None:
        self._claim.settle()


def tell_retractions(session: Session, claim: Claim) -> None:
    """Withdraw on the tracker what it has not heard of yet, and settle. Raises TrackerError, StorageError."""
    record = claim.record
    for found in record.untold:
        ids = [
            form.record
            for product in record.products
            if product.address == found.address
            for form in product.representations
            if form.record is not None
        ]
        session.tracker.withdraw(ids, reason=found.words)
    addresses = frozenset(found.address for found in record.untold)
    claim.advance(lambda newest: replace(newest.having_told(addresses), claim="", owner=None))
    claim.settle()


def fold_latecomers(session: Session, record: RunRecord) -> None:
    """Retire records that a lost request left twice after all; after ten minutes nothing more is expected of it.

    Repeatable, and safe beside others who do the same. Raises TrackerError, StorageError.
    """
    found = session.tracker.find(drafts_of(session, record))
    extra = [late for records in found.values() for late in records[1:]]
    if extra:
        session.tracker.retire(extra)
        session.events(DuplicatesFolded(run=record.run, records=len(extra)))
    if record.asked is None or session.now() - record.asked > _PATIENCE:
        runs = session.storage.runs(record.project)
        runs.amend(record.run, lambda newest: replace(newest, is_doubtful=False))
        runs.settle(record.run)


def drafts_of(session: Session, record: RunRecord) -> tuple[Draft, ...]:
    """What a run's versions are on the tracker: one draft a representation."""
    return tuple(
        Draft(
            key=product.key,
            number=product.number,
            representation=form.name,
            code=form.path.name,
            path=session.storage.root.local(form.path),
            file_type=session.settings.tracker.file_type(product.key.kind, form.name),
            comment=record.comment,
            task=record.task,
            author=record.author.login,
            frames=form.frames,
            upstream=product.upstream,
        )
        for product in record.products
        if product.number is not None
        for form in product.representations
    )


def _upstream_drafts(session: Session, stamp: Stamp) -> list[Draft]:
    version = session.storage.catalog.find(stamp)
    if version is None:
        return []
    drafts = drafts_of(session, session.storage.catalog.record(version))
    mine = [draft for draft in drafts if draft.key == stamp.key]
    return [draft for draft in mine if stamp.representation in {"", draft.representation}]


def _with_ids(product: ProductRecord, ids: Mapping[tuple[ProductKey, str], int]) -> ProductRecord:
    forms = tuple(
        replace(form, record=ids.get((product.key, form.name), form.record)) for form in product.representations
    )
    return replace(product, representations=forms)
