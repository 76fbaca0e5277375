"""The runs of a project: a record is never changed, its next generation is added, and exactly one writer adds it.

Generation n+1 is a prepared folder renamed to `runs/<run>/<n+1>`. Progress, takeover, decision and retraction all
compete for that one rename. Not here: who may write (claims), what the states mean (the publish).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from studio_tools.errors import ClaimLost, PublishError, StorageError, Tampered
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.layout import Layout
from studio_tools.storage.records import Retraction, RunRecord

RECORD = "record.json"
AMEND = "amend-"
"""Begins the name of a bench on which one amendment is prepared."""

_TRIES = 64
Change = Callable[[RunRecord], RunRecord]


@dataclass(frozen=True, slots=True)
class Runs:
    """Every run of one project."""

    disk: SafeDisk
    layout: Layout
    project: str
    mark: Callable[[], str] = lambda: ""
    """Names this process in the folders it makes (`Owner.mark`)."""

    # -- reading

    def load(self, run: str) -> RunRecord | None:
        """The newest generation of a run's record; None where there is no such run. Raises Tampered."""
        for _ in range(_TRIES):
            newest = self._newest(run)
            if newest == 0:
                return None
            record = self._read(run, newest)
            if record is not None:
                return record
        raise StorageError(f"the record of run {run} could not be read", details={"run": run})

    def names(self) -> list[str]:
        """Every run there ever was, oldest first."""
        return sorted(self.disk.folders(self.layout.runs(self.project)))

    def unsettled(self) -> list[str]:
        """The runs that somebody still has to finish, drop or tell the tracker about, oldest first."""
        return sorted(entry.name for entry in self.disk.scandir(self.layout.beats(self.project)))

    def __iter__(self) -> Iterator[RunRecord]:
        for name in self.names():
            if (record := self.load(name)) is not None:
                yield record

    def _generations(self, run: str) -> list[int]:
        return [int(name) for name in self.disk.folders(self._folder(run)) if name.isdecimal()]

    def _newest(self, run: str) -> int:
        return max(self._generations(run), default=0)

    def _folder(self, run: str) -> Path:
        return self.layout.runs(self.project) / run

    def _generation(self, run: str, number: int) -> Path:
        return self._folder(run) / f"{number:04}"

    def _read(self, run: str, number: int) -> RunRecord | None:
        path = self._generation(run, number) / RECORD
        try:
            data = self.disk.read(path)
            return None if data is None else RunRecord.of(json.loads(data))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Tampered(
                f"the record of run {run} is damaged",
                hint=f"Restore {path} from a backup; its publish cannot be judged without it.",
                details={"run": run, "path": str(path)},
            ) from error

    # -- writing

    def add(self, record: RunRecord, *, bench: Path) -> bool:
        """Add *record* as the generation it says it is; False where another took that place.

        *bench* is a private folder to prepare it in: without it nothing can be written, which is how a run that was
        taken over is kept from its former owner.
        """
        prepared = bench / f"record-{record.nonce}"
        try:
            self._prepare(record, prepared)
        except StorageError:
            if self.disk.exists(bench):
                raise
            return False
        target = self._generation(record.run, record.generation)
        if not self._claim(record, prepared, target):
            return False
        newest = self.load(record.run)
        if newest is None or newest.nonce == record.nonce or record.nonce in newest.history:
            return True
        # Our place was free only because the run is long past it and was tidied up.
        self.disk.move_away(target, bench / f"late-{record.nonce}")
        return False

    def _prepare(self, record: RunRecord, prepared: Path) -> None:
        self.disk.mkdir(prepared)
        self.disk.write_json(prepared / RECORD, record.as_json())
        self.disk.sync_folder(prepared)

    def _claim(self, record: RunRecord, prepared: Path, target: Path) -> bool:
        def is_mine(_: Path) -> bool:
            found = self._read(record.run, record.generation)
            return found is not None and found.nonce == record.nonce

        try:
            return self.disk.claim(prepared, target, is_mine=is_mine)
        except StorageError:
            if self.disk.exists(prepared):
                raise
            return False  # our bench was taken from us: somebody else holds the run

    def amend(self, run: str, change: Change) -> RunRecord:
        """Add a generation made by *change* from the newest, whoever holds the run; the holder goes on from it.

        *change* may raise to refuse. Returning its argument changes nothing. Raises PublishError, StorageError.
        """
        for _ in range(_TRIES):
            current = self.load(run)
            if current is None:
                raise PublishError(f"there is no run {run}", details={"run": run})
            changed = change(current)
            if changed is current:
                return current
            nonce = secrets.token_hex(8)
            bench = self.bench(run, f"{AMEND}{self.mark()}-{nonce}")
            try:
                new = current.followed_by(changed, nonce=nonce)
                if self.add(new, bench=bench):
                    return new
            finally:
                self.disk.remove_tree(bench)
        raise ClaimLost(f"run {run} changes too quickly to be marked", details={"run": run})

    def retract(
        self, run: str, address: str, *, reason: str, replacement: str = "", by: str, when: datetime
    ) -> RunRecord:
        """Mark one version of a committed run as retracted; repeating it keeps the first. Raises PublishError.

        The run is unsettled until `told` says that the tracker has heard of it.
        """

        def mark(record: RunRecord) -> RunRecord:
            if not record.state.is_committed or address not in record.addresses:
                raise PublishError(f"{address} is not published, so it cannot be retracted")
            if record.retraction(address) is not None:
                return record
            new = Retraction(address=address, reason=reason, replacement=replacement, by=by, when=when)
            return replace(record, retractions=(*record.retractions, new))

        self.unsettle(run)
        record = self.amend(run, mark)
        if record.untold:
            self.unsettle(run)  # whoever settled the run meanwhile did not know of this
        return record

    def told(self, run: str, addresses: frozenset[str]) -> RunRecord:
        """Note that the tracker has heard of these retractions, and settle the run where nothing else is open."""
        record = self.amend(run, lambda record: record.having_told(addresses))
        if record.is_done and record.owner is None:
            self.settle(run)
        return record

    def note(self, run: str, text: str) -> RunRecord:
        """Append a note (a waiver, a remark) to a run's record."""
        return self.amend(run, lambda record: replace(record, notes=(*record.notes, text)))

    # -- what surrounds a record

    def bench(self, run: str, claim: str) -> Path:
        """Make the private folder of one claim, where its work is prepared."""
        staging = self.layout.staging(self.project)
        self.disk.make_folders(staging, below=self.layout.root.path)
        bench = staging / f"{run}.{claim}"
        self.disk.mkdir(bench)
        return bench

    def benches(self, run: str) -> list[Path]:
        staging = self.layout.staging(self.project)
        return [staging / name for name in self.disk.folders(staging) if name.rpartition(".")[0] == run]

    def beat(self, run: str) -> Path:
        return self.layout.beats(self.project) / run

    def unsettle(self, run: str) -> None:
        """Say durably that somebody still has to care for the run, before there is anything to care for."""
        beat = self.beat(run)
        self.disk.make_folders(beat.parent, below=self.layout.root.path)
        if not self.disk.exists(beat):
            try:
                self.disk.write(beat, b"")
            except StorageError:
                if not self.disk.exists(beat):
                    raise
            self.disk.sync_folder(beat.parent)

    def settle(self, run: str) -> None:
        """Forget all but the newest generation, and the mark that somebody must care where nobody must. Repeatable."""
        self.prune(run)
        for bench in self.benches(run):
            self.disk.remove_tree(bench)
        if self._is_done(run):
            self.disk.unlink(self.beat(run))
            if not self._is_done(run):
                self.unsettle(run)

    def _is_done(self, run: str) -> bool:
        record = self.load(run)
        return record is None or record.is_done

    def forget(self, run: str) -> None:
        """Remove what was made for a run that never began."""
        self.disk.remove_tree(self._folder(run))
        self.disk.unlink(self.beat(run))

    def prune(self, run: str) -> None:
        """Remove the generations that the newest one replaced."""
        known = sorted(self._generations(run))
        for number in known[:-1]:
            self.disk.remove_tree(self._generation(run, number))

    def ensure(self, run: str) -> None:
        """Make the folder that a run's generations go into."""
        self.disk.make_folders(self._folder(run), below=self.layout.root.path)
