"""The runs of a project: a record is never changed, its next generation is added, and exactly one writer adds it.

Generation n+1 is a prepared folder renamed to `runs/<run>/<n+1>`. Progress, takeover, decision and retraction all
compete for that one rename. Not here: who may write (claims), what the states mean (the publish).
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from studio_tools.errors import ClaimLost, PublishError, ReadOnlyStorage, StorageError, Tampered
from studio_tools.storage.door import FRESH, SafeDisk
from studio_tools.storage.ground import make_folders
from studio_tools.storage.layout import RECORD, Layout
from studio_tools.storage.records import RecordState, Retraction, RunRecord

LOG = logging.getLogger(__name__)

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
        raise Tampered(
            f"the record of run {run} is missing from its folder",
            hint=f"Restore {self._folder(run)} from a backup; its publish cannot be judged without it.",
            details={"run": run, "path": str(self._folder(run))},
        )

    def names(self) -> list[str]:
        """Every run there ever was, oldest first."""
        return sorted(name for name in self.disk.folders(self.layout.runs(self.project)) if not name.startswith(FRESH))

    def unsettled(self) -> list[str]:
        """The runs that somebody still has to finish, drop or tell the tracker about, oldest first.

        Also those that somebody is changing, or died while they did: what they say may need to be told.
        """
        known = {entry.name for entry in self.disk.scandir(self.layout.beats(self.project))}
        changing = {name.rpartition(".")[0] for name in self.disk.folders(self.layout.staging(self.project))}
        return sorted(known | {run for run in changing - known if run and self.disk.exists(self._folder(run))})

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
            if not is_mine(target):
                return False  # our bench was taken from us: somebody else holds the run
            # It stands for all who look, and so we go on: lost with the power, it leaves the generation before.
            LOG.warning("generation %s of run %s may not be on the disk", target.name, record.run, exc_info=True)
            return True

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
            new = current.followed_by(changed, nonce=secrets.token_hex(8))
            with self._amending(new) as bench:
                if self.add(new, bench=bench):
                    return new
        raise ClaimLost(f"run {run} changes too quickly to be marked", details={"run": run})

    @contextmanager
    def _amending(self, new: RunRecord) -> Iterator[Path]:
        """A bench to prepare *new* on. While it stands nobody takes the run for settled, whoever dies.

        It goes after the run has a beat, where that has something to be told; where it was taken away, whoever took
        it sees to that.
        """
        bench = self.bench(new.run, self._amendment())
        try:
            if not new.is_done:
                self.unsettle(new.run)
            yield bench
        finally:
            if not self._is_done(new.run):
                self.unsettle(new.run)
            self.disk.remove_tree(bench)

    def _amendment(self) -> str:
        return f"{AMEND}{self.mark()}-{secrets.token_hex(8)}"

    def retract(
        self, run: str, address: str, *, reason: str, replacement: str = "", by: str, when: datetime
    ) -> RunRecord:
        """Mark one version of a committed run as retracted, or amend what was said of it. Raises PublishError.

        Saying the same again changes nothing, and a replacement stands until another is named. The run is unsettled
        until `told` says that the tracker has heard of it.
        """

        def mark(record: RunRecord) -> RunRecord:
            if not record.state.is_committed or address not in record.addresses:
                raise PublishError(f"{address} is not published, so it cannot be retracted")
            before = record.retraction(address)
            instead = replacement or (before.replacement if before else "")
            if before is not None and (before.reason, before.replacement) == (reason, instead):
                return record
            new = Retraction(address=address, reason=reason, replacement=instead, by=by, when=when)
            is_asked = before is not None and not before.is_told and record.state is RecordState.SEALED
            is_doubtful = record.is_doubtful or is_asked  # what was asked may reach the tracker after what is said now
            return replace(record, retractions=(*record.retractions, new), is_doubtful=is_doubtful)

        return self.amend(run, mark)

    def told(self, run: str, heard: Collection[Retraction]) -> RunRecord:
        """Note that the tracker has heard of these retractions, and settle the run where nothing else is open."""
        record = self.amend(run, lambda record: record.having_told(heard))
        if record.is_done and record.owner is None:
            self.settle(run)
        return record

    def note(self, run: str, text: str) -> RunRecord:
        """Append a note (a waiver, a remark) to a run's record."""
        return self.amend(run, lambda record: replace(record, notes=(*record.notes, text)))

    # -- what surrounds a record

    def bench(self, run: str, claim: str) -> Path:
        """Make the private folder of one claim, where its work is prepared.

        Whoever takes the run in this moment takes the folder with them: nothing can be added from it, and no more is
        to be said.
        """
        staging = self.layout.staging(self.project)
        make_folders(self.disk, self.layout.root.path, staging)
        bench = staging / f"{run}.{claim}"
        try:
            self.disk.mkdir(bench)
        except StorageError as error:
            if not isinstance(error.__cause__, FileNotFoundError) or not self.disk.exists(staging):
                raise
        return bench

    def benches(self, run: str) -> list[Path]:
        staging = self.layout.staging(self.project)
        return [staging / name for name in self.disk.folders(staging) if name.rpartition(".")[0] == run]

    def beat(self, run: str) -> Path:
        return self.layout.beats(self.project) / run

    def unsettle(self, run: str) -> None:
        """Say durably that somebody still has to care for the run, before there is anything to care for."""
        beat = self.beat(run)
        make_folders(self.disk, self.layout.root.path, beat.parent)
        if not self.disk.exists(beat):
            self._renew(beat)
            self.disk.sync_folder(beat.parent)

    def touch(self, path: Path) -> bool:
        """Set a beat's or the clock's time to the file server's now; False where it is gone."""
        try:
            return self.disk.touch(path)
        except ReadOnlyStorage:  # whoever made it died before it was open to the group
            self._renew(path)
            return True

    def _renew(self, path: Path) -> None:
        """Put an empty file that is open to the group in a place, at once."""
        bench = self.bench("file", self._amendment())
        try:
            self.disk.write(bench / path.name, b"")
            self.disk.rename(bench / path.name, path)
        finally:
            self.disk.remove_tree(bench)

    def make_clock(self) -> None:
        """Make the file whose time is the file server's."""
        self._renew(self.layout.clock(self.project))

    def settle(self, run: str) -> None:
        """Forget all but the newest generation, and the mark that somebody must care where nobody must. Repeatable.

        What is not done has a beat or a bench at every moment, whoever dies: the beat is moved into a bench of our
        own, which goes only after one more look.
        """
        own = self._take_benches(run)
        self.prune(run)
        if self._is_done(run):
            self.disk.take(self.beat(run), own / "beat")
        if not self._is_done(run):
            self.unsettle(run)
        self.disk.remove_tree(own)

    def _take_benches(self, run: str) -> Path:
        """Take away what anybody prepared for a run, so that it cannot be added any more, into a bench of our own."""
        own = self.layout.staging(self.project) / f"{run}.{self._amendment()}"
        count = 0
        for bench in self.benches(run):
            count += self.take_bench(bench, own / f"former-{count}" if count else own)
        if not count:
            self.bench(run, own.name.removeprefix(f"{run}."))
        return own

    def take_bench(self, bench: Path, target: Path) -> bool:
        """Take a bench away from whoever prepared something on it; False where it is gone."""
        try:
            return self.disk.take(bench, target)
        except ReadOnlyStorage:  # another's, who died before it was open to the group; nothing can be in it
            self.disk.remove_tree(bench)
            return False

    def drop_bench(self, run: str, bench: Path, *, is_dead: bool) -> None:
        """Remove the bench of somebody gone, who may have changed the run and not have said so.

        Who is not known to be dead may go on in this moment, and so what they prepared is taken away first.
        """
        if not is_dead:
            own = bench.with_name(f"{run}.{self._amendment()}")
            if not self.take_bench(bench, own):
                return
            bench = own
        if not self._is_done(run):
            self.unsettle(run)
        self.disk.remove_tree(bench)

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
        make_folders(self.disk, self.layout.root.path, self._folder(run))
