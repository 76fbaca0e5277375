"""After the commit: the tracker is told, exactly once, and the run is settled. There is only forward.

Whoever holds the claim looks before creating, and folds what a lost answer left twice. Nothing is visible on the site
before the last batch flips it. Not here: what is registered when (resume).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from studio_tools.errors import ClaimLost, StudioError, TrackerRefused
from studio_tools.events import DuplicatesFolded, PublishDeferred
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import ProductKey, Stamp
from studio_tools.publish.items import RunState
from studio_tools.publish.links import Upstream, drafts_of, known_id, ours_first, upstream_of
from studio_tools.session import Session
from studio_tools.storage.claims import Claim
from studio_tools.storage.records import ProductRecord, RecordState, Retraction, RunRecord
from studio_tools.storage.runs import Runs
from studio_tools.tracker import Draft, Record

LOG = logging.getLogger(__name__)

_PATIENCE = timedelta(minutes=10)
"""How long a request whose answer was lost may still come through."""

_LOOKS = 5
"""How often links are looked at again while they change under our hands."""


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
        if (sealed := _sealed(claim)) is not None:
            return Forwarded(RunState.PUBLISHED, sealed, is_by_others=sealed.epoch != claim.record.epoch)
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
    sealed = _sealed(claim)
    if sealed is not None:
        return Forwarded(RunState.PUBLISHED, sealed, is_by_others=True)
    return Forwarded(RunState.DEFERRED, claim.record, lost, is_by_others=True)


def _sealed(claim: Claim) -> RunRecord | None:
    """The run as it is written where it is sealed, whatever went wrong around that; else None."""
    with suppress(StudioError):
        found = claim.runs.load(claim.run)
        return found if found is not None and found.state is RecordState.SEALED else None
    return None


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
        (yield Job(Phase.REGISTER, "register.look", run, work.look_again)).get()
    if work.duplicates:
        (yield Job(Phase.REGISTER, "register.fold", run, work.fold)).get()
    (yield Job(Phase.REGISTER, "register.links", run, work.link)).get()
    (yield Job(Phase.REGISTER, "register.confirm", run, work.confirm)).get()
    (yield Job(Phase.REGISTER, "register.publish", run, work.publish)).get()
    (yield Job(Phase.SETTLE, "settle.seal", run, work.seal)).get()
    if claim.record.untold:
        (yield Job(Phase.SETTLE, "settle.tell", run, work.tell)).get()
    (yield Job(Phase.SETTLE, "settle.tidy", run, work.tidy)).get()


class Registration:
    """One attempt to register a run. Every step may be repeated from the beginning by whoever comes next."""

    def __init__(self, session: Session, claim: Claim) -> None:
        self._session = session
        self._claim = claim
        self._drafts = drafts_of(session, claim.record)
        self._found: Mapping[Draft, tuple[Record, ...]] = {}
        self._made: Sequence[int] = ()
        self._upstream = Upstream()

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
        found = self._session.tracker.find(self._drafts)
        self._found = {draft: ours_first(self._claim.record, draft, records) for draft, records in found.items()}

    def look_again(self) -> None:
        """Find what was just created. Raises TrackerRefused where the site does not show it."""
        self.look()
        if self.missing:
            self._take_back()
            names = ", ".join(draft.code for draft in self.missing)
            raise TrackerRefused(
                f"the site took the records of {names}, and does not show them",
                hint="Does a trigger of the site rename or retire new published files? The publish waits until then.",
            )

    def _take_back(self) -> None:
        """Retire what was made and is not shown, so that another attempt does not add to it."""
        shown = {record.id for records in self._found.values() for record in records}
        draft = self.missing[0]
        hidden = [one for one in self._made if one not in shown]
        self._session.tracker.retire(
            [Record(id=one, key=draft.key, number=draft.number, code="", status="") for one in hidden]
        )

    @property
    def missing(self) -> list[Draft]:
        return [draft for draft in self._drafts if not self._found.get(draft)]

    def create(self) -> None:
        self._made = self._session.tracker.create_pending(self.missing)

    @property
    def duplicates(self) -> list[Record]:
        return [record for found in self._found.values() for record in found[1:]]

    def fold(self) -> None:
        """Retire what a lost answer left twice: the record that the run knows stays, else the lowest id."""
        extra = self.duplicates
        self._session.tracker.retire(extra)
        self._found = {draft: found[:1] for draft, found in self._found.items()}
        self._session.events(DuplicatesFolded(run=self._claim.run, records=len(extra)))

    def _id(self, draft: Draft) -> int:
        return self._found[draft][0].id

    def link(self) -> None:
        """Find the records of what each product was made from."""
        self._upstream = upstream_of(self._session, self._drafts)

    def confirm(self) -> None:
        """Write down the records' ids. Fails where the claim was lost, and meets what was retracted meanwhile."""
        ids = {(draft.key, draft.representation): self._id(draft) for draft in self._drafts}
        notes, pending = tuple(map(_without, self._upstream.missing)), self._upstream.pending

        def known(record: RunRecord) -> RunRecord:
            products = tuple(_with_ids(product, ids) for product in record.products)
            noted = tuple(dict.fromkeys(record.notes + notes))
            return replace(record, products=products, notes=noted, unlinked=pending)

        self._claim.advance(known)

    def publish(self) -> None:
        """Set the links and flip the status; what is retracted is withdrawn and never becomes visible."""
        record, tracker = self._claim.record, self._session.tracker
        retracted = {found.address: found for found in record.retractions}
        live = [draft for draft in self._drafts if draft.key.address(draft.number) not in retracted]
        if live:
            tracker.publish({self._id(draft): self._upstream.links(draft) for draft in live})
        for address, found in retracted.items():
            ids = [self._id(draft) for draft in self._drafts if draft.key.address(draft.number) == address]
            tracker.withdraw(ids, reason=found.words)

    def seal(self) -> None:
        """Write that the tracker knows everything. Who lost the claim sets right what it may have written over."""
        told = frozenset(self._claim.record.retractions)

        def sealed(record: RunRecord) -> RunRecord:
            return replace(record.having_told(told), state=RecordState.SEALED, claim="", owner=None, reason="")

        try:
            self._claim.advance(sealed)
        except ClaimLost:
            try:
                _show(self._session, self._claim)
            except StudioError:
                LOG.warning("run %s could not be set right on the site", self._claim.run, exc_info=True)
            raise

    def tell(self) -> None:
        """Withdraw what was retracted since the ids were written down; where the site is away now, a resume does it."""
        record, session = self._claim.record, self._session
        try:
            _tell(session, self._claim.runs, record)
        except StudioError:
            LOG.warning("the site was not told of what was retracted in run %s", record.run, exc_info=True)

    def tidy(self) -> None:
        """Remove what the run needed; where that fails the next resume does it, for the publish is complete."""
        try:
            self._claim.settle()
        except StudioError:
            LOG.warning("run %s could not be tidied up", self._claim.run, exc_info=True)


def tell_retractions(session: Session, claim: Claim) -> None:
    """Withdraw on the tracker what it has not heard of yet, and settle. Raises TrackerError, StorageError."""
    _tell(session, claim.runs, claim.record)
    claim.advance(lambda newest: replace(newest, claim="", owner=None))
    claim.settle()


def _tell(session: Session, runs: Runs, record: RunRecord, *, again: Collection[str] = ()) -> None:
    """Withdraw what the tracker has not heard of, and what it must hear *again*.

    Another may amend it and tell so while our older words are under way: we go on until we said the last ones.
    """
    said: dict[str, str] = {}
    while due := [found for found in record.standing if _is_due(found, said, again)]:
        for found in due:
            session.tracker.withdraw(record.registered(found.address), reason=found.words)
            said[found.address] = found.words
        record = runs.told(record.run, frozenset(due))


def _is_due(found: Retraction, said: Mapping[str, str], again: Collection[str]) -> bool:
    if found.address in said:
        return said[found.address] != found.words
    return not found.is_told or found.address in again


def relink(session: Session, claim: Claim) -> None:
    """Link a sealed run to what was registered after it. Repeatable. Raises TrackerError, ClaimLost, StorageError."""
    claim.refresh()
    upstream = _show(session, claim)

    def linked(record: RunRecord) -> RunRecord:
        cured = {_without(stamp) for stamp in set(record.unlinked) - set(upstream.missing)}
        notes = tuple(note for note in record.notes if note not in cured)
        return replace(record, notes=notes, unlinked=upstream.pending)

    claim.advance(linked)


def _show(session: Session, claim: Claim) -> Upstream:
    """Set the links of this moment on what is live; what is retracted stays withdrawn.

    Another may do the same with older or newer links and words: whoever writes last looks again whether they hold.
    """
    drafts, upstream, before = drafts_of(session, claim.record), Upstream(), None
    for _ in range(_LOOKS):
        upstream, record = upstream_of(session, drafts), claim.runs.load(claim.run) or claim.record
        now = (upstream, [found.words for found in record.standing])
        if now == before:
            break
        before = now
        links = {draft: upstream.links(draft) for draft in drafts}
        gone = {found.address for found in record.retractions}
        live = [draft for draft in drafts if draft.key.address(draft.number) not in gone]
        session.tracker.link({id_: links[draft] for draft in live if (id_ := known_id(record, draft)) is not None})
        for found in (claim.runs.load(claim.run) or record).standing:
            session.tracker.withdraw(record.registered(found.address), reason=found.words)
    return upstream


def fold_latecomers(session: Session, record: RunRecord) -> None:
    """Make good what a lost request did after all; ten silent minutes on nothing more is expected of it.

    Records that it left twice are retired, and where it brought old words of a retraction the last ones are said again.
    Repeatable, and safe beside others who do the same. Raises TrackerError, StorageError.
    """
    found = session.tracker.find(drafts_of(session, record))
    extra = [late for draft, records in found.items() for late in ours_first(record, draft, records)[1:]]
    if extra:
        session.tracker.retire(extra)
        session.events(DuplicatesFolded(run=record.run, records=len(extra)))
    if record.amended:
        _tell(session, session.storage.runs(record.project), record, again=record.amended)
    silence = session.storage.claims(record.project).silence(record.run)  # of who asked, by the file server's clock
    if record.asked is None or silence > _PATIENCE.total_seconds():
        runs = session.storage.runs(record.project)
        runs.amend(record.run, lambda newest: replace(newest, is_doubtful=False))
        runs.settle(record.run)


def _without(stamp: Stamp) -> str:
    return f"registered without a link to {stamp.address}: it is not on the site"


def _with_ids(product: ProductRecord, ids: Mapping[tuple[ProductKey, str], int]) -> ProductRecord:
    forms = tuple(
        replace(form, record=ids.get((product.key, form.name), form.record)) for form in product.representations
    )
    return replace(product, representations=forms)
