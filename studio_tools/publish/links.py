"""A run's versions as the tracker has them, and the records of what they were made from.

Not here: writing any of it (register).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from studio_tools.errors import ConfigError, StorageError
from studio_tools.model import Stamp
from studio_tools.session import Session
from studio_tools.storage.records import RecordState, RunRecord
from studio_tools.tracker import Draft, Record

LOG = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Upstream:
    """The tracker's records of what versions were made from, as far as they are there."""

    records: Mapping[Stamp, tuple[int, ...]] | None = None
    """None before anybody looked."""
    pending: tuple[Stamp, ...] = ()
    """What is published and will be on the tracker later."""

    @property
    def missing(self) -> tuple[Stamp, ...]:
        return tuple(stamp for stamp, ids in (self.records or {}).items() if not ids)

    def links(self, draft: Draft) -> tuple[int, ...]:
        """The ids that a record is linked to."""
        records = self.records or {}
        return tuple(dict.fromkeys(id_ for stamp in draft.upstream for id_ in records.get(stamp, ())))


def upstream_of(session: Session, drafts: Iterable[Draft]) -> Upstream:
    """Find the records of what these were made from, in whatever project; what is away now is linked later."""
    stamps = tuple(dict.fromkeys(stamp for draft in drafts for stamp in draft.upstream))
    # States first: who is sealed before the tracker is asked and yet not found there will not come any more.
    seen = {stamp: _look(session, stamp) for stamp in stamps}
    wanted = {stamp: _upstream_drafts(stamp, sight.made) for stamp, sight in seen.items() if not sight.is_away}
    asked = [draft for mine in wanted.values() for draft in mine]
    found = session.tracker.find(asked) if asked else {}
    ids = {stamp: _shown(session, stamp, wanted[stamp], found) if stamp in wanted else () for stamp in stamps}
    late = {
        stamp
        for stamp, sight in seen.items()
        if stamp not in wanted or (sight.is_coming and len(ids[stamp]) < len(wanted[stamp]))
    }
    return Upstream(ids, tuple(stamp for stamp in stamps if stamp in late))


def _shown(
    session: Session, stamp: Stamp, drafts: Iterable[Draft], found: Mapping[Draft, tuple[Record, ...]]
) -> tuple[int, ...]:
    """The ids of one upstream version's records, as far as the site has them.

    Its run is read anew: the one of the look before may not have known yet which record is its own.
    """
    made = _made(session, stamp)
    if made is None:
        return ()
    return tuple(ours_first(made.record, draft, found[draft])[0].id for draft in drafts if found.get(draft))


def ours_first(record: RunRecord, draft: Draft, found: Sequence[Record]) -> tuple[Record, ...]:
    """Records of one draft, the one that the run wrote down before all others.

    A slow request may come through with lower ids long after another was done.
    """
    known = known_id(record, draft)
    return tuple(sorted(found, key=lambda one: (one.id != known, one.id)))


@dataclass(frozen=True, slots=True)
class _Made:
    """The run of a version, and the session of the project that keeps it."""

    session: Session
    record: RunRecord


def _made(session: Session, stamp: Stamp) -> _Made | None:
    """Where a version was made; None where its project has no such version. Raises StudioError."""
    other = session.beside(stamp.key.project)
    version = other.storage.catalog.find(stamp)
    return None if version is None else _Made(other, other.storage.catalog.record(version))


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one look at a version saw."""

    made: _Made | None = None
    is_away: bool = False
    """Whether its project is another one that cannot be looked at now, so that nobody can say."""

    @property
    def is_coming(self) -> bool:
        return self.is_away or (self.made is not None and self.made.record.state is RecordState.COMMITTED)


def _look(session: Session, stamp: Stamp) -> _Sight:
    """Look a version up, once. Raises StudioError where it is our own project that cannot be looked at."""
    is_ours = False
    try:
        is_ours = session.beside(stamp.key.project) is session
        return _Sight(_made(session, stamp))
    except (ConfigError, StorageError) as error:
        if is_ours:
            raise
        LOG.warning("what became of %s cannot be looked at now: %s", stamp.address, error)
        return _Sight(is_away=True)


def is_coming(session: Session, stamp: Stamp) -> bool:
    """Whether a version is published and not registered yet, or its project is away, so that nobody can say."""
    return _look(session, stamp).is_coming


def _upstream_drafts(stamp: Stamp, made: _Made | None) -> list[Draft]:
    if made is None:
        return []
    mine = [draft for draft in drafts_of(made.session, made.record) if draft.key == stamp.key]
    return [draft for draft in mine if stamp.representation in {"", draft.representation}]


def known_id(record: RunRecord, draft: Draft) -> int | None:
    product = record.product(draft.key)
    forms = product.representations if product else ()
    return next((form.record for form in forms if form.name == draft.representation), None)
