"""Undoing a run that was not committed: the decision first, then the tombstones, then the folders, then the traces.

Every act may be repeated, by anybody who holds the claim: a death in the middle is finished by the next resume.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from studio_tools.errors import NoSpace, OutsideRoot, PublishError
from studio_tools.storage.claims import Claim
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.layout import Layout
from studio_tools.storage.manifest import run_inside
from studio_tools.storage.numbers import Numbers
from studio_tools.storage.records import ProductRecord, RecordState, RunRecord


@dataclass(frozen=True, slots=True)
class Undo:
    disk: SafeDisk
    layout: Layout
    numbers: Numbers

    def abandon(self, claim: Claim, reason: str) -> RunRecord:
        """Undo a run and settle it. Raises ClaimLost, PublishError (it is committed), StorageError.

        Nothing is removed before the record says ABANDONED: from then on nobody can commit what is being removed.
        """
        self._decide(claim, reason)
        for product in claim.record.products:
            for number in self._numbers_of(product, claim.run):
                self._remove(claim, product, number)
            self._sweep(product)
        claim.advance(lambda record: replace(record, is_undone=True, claim="", owner=None))
        claim.settle()
        return claim.record

    def _decide(self, claim: Claim, reason: str) -> None:
        def decide(record: RunRecord) -> RunRecord:
            if record.state.is_committed:
                raise PublishError(f"run {record.run} is published", hint="Retract its versions instead.")
            return replace(record, state=RecordState.ABANDONED, reason=reason)

        if claim.record.state is RecordState.ABANDONED:
            return
        try:
            claim.advance(decide)
        except NoSpace:
            if not claim.drop_ballast():
                raise
            claim.advance(decide)

    def _numbers_of(self, product: ProductRecord, run: str) -> list[int]:
        """The record's number, and one that was won and never got into the record."""
        known = set() if product.number is None else {product.number}
        return sorted(known | set(self.numbers.held_by(product.key, run)))

    def _remove(self, claim: Claim, product: ProductRecord, number: int) -> None:
        ledger = self.numbers.ledger
        is_given = ledger.give(product.key, number, run=claim.run, bench=claim.bench)
        if not is_given and number == product.number:
            ledger.mend(product.key, number, run=claim.run, bench=claim.bench)
            is_given = ledger.run(product.key, number) == claim.run
        folder = self.layout.root.local(self.layout.version_folder(product.key, number))
        gone = claim.bench / f"gone-{product.key.kind}.{product.key.variant}-{number}"
        inside = run_inside(self.disk, folder)
        # Another run may stand there for a moment, until the ledger tells it that the number was given before.
        is_ours = inside == claim.run or (inside is None and is_given)
        if is_ours and self.disk.move_away(folder, gone):
            self.disk.remove_tree(gone)

    def _sweep(self, product: ProductRecord) -> None:
        """Remove what whoever died while they made the folders above a version left there."""
        root = self.layout.root
        ledger = PurePosixPath(self.layout.ledger(product.key).relative_to(root.path).as_posix())
        for path in (self.layout.version_folder(product.key, 1).parent, ledger):
            for above in [path, *path.parents][:-1]:
                with suppress(OutsideRoot):  # a link that leads out: nothing of ours is there
                    self.disk.sweep_fresh(root.local(above))
