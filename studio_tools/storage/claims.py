"""Claims: who holds a run, signs of life, and taking over from somebody who is gone.

A claim is an epoch of a run's record. Whoever finds that the record went on without them has lost it and stops.
Not here: what is done with a run (the publish).
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio_tools.errors import ClaimLost, OutsideRoot, StorageError, StudioError
from studio_tools.storage.leftovers import holds_files, put_back
from studio_tools.storage.owner import Machine, Owner
from studio_tools.storage.records import RecordState, RunRecord
from studio_tools.storage.runs import AMEND, Change, Runs

LOG = logging.getLogger(__name__)

BALLAST = "ballast"
"""Space kept for the decision to give up: on a full disk nothing can be written before something is removed."""

ADOPTED = "adopted"
"""Where the bench of the holder before lies on the bench of the next one."""

_BALLAST_SIZE = 64 * 1024
_TRIES = 16
_BEATS_PER_LEASE = 4


def token() -> str:
    return secrets.token_hex(8)


class Claim:
    """The right to go on with one run. Every change of its record proves the right again.

    While it is held, a background thread gives signs of life. Not safe for use by several threads at once.
    """

    __slots__ = ("__weakref__", "_beating", "_last_beat", "_stop", "bench", "record", "runs")

    def __init__(self, runs: Runs, record: RunRecord, bench: Path) -> None:
        self.runs = runs
        self.record = record
        self.bench = bench
        self._last_beat = 0.0
        self._stop = threading.Event()
        self._beating: threading.Thread | None = None

    @property
    def run(self) -> str:
        return self.record.run

    def advance(self, change: Change) -> RunRecord:
        """Add a generation made by *change*, on top of what others amended. Raises ClaimLost, StorageError."""
        for _ in range(_TRIES):
            new = self.record.followed_by(change(self.record), nonce=token())
            if self.runs.add(new, bench=self.bench):
                self.record = new
                return new
            self.refresh()
        raise self._lost()

    def refresh(self) -> RunRecord:
        """Read what the record says now. Raises ClaimLost where somebody else holds the run."""
        found = self.runs.load(self.run)
        if found is None or found.claim != self.record.claim or not self.runs.disk.exists(self.bench):
            raise self._lost()
        self.record = found
        return found

    def _lost(self) -> ClaimLost:
        return ClaimLost(f"run {self.run} was taken over by somebody else", details={"run": self.run})

    # -- signs of life

    def beat(self) -> bool:
        """Give a sign of life; False where the bench is gone, since then somebody else holds the run."""
        return self.runs.disk.exists(self.bench) and self.runs.touch(self.runs.beat(self.run))

    def keep_beating(self, lease_seconds: float) -> None:
        """Give signs of life in the background until the claim is closed or forgotten."""
        if self._beating is None:
            every = lease_seconds / _BEATS_PER_LEASE
            stop = self._stop
            known = weakref.ref(self, lambda _: stop.set())
            self._beating = threading.Thread(
                target=_beat_on, args=(known, stop, every), name=f"beat-{self.run}", daemon=True
            )
            self._beating.start()

    def close(self) -> None:
        """Stop the signs of life and leave the record as it is. Repeatable."""
        self._stop.set()
        if self._beating is not None and self._beating is not threading.current_thread():
            self._beating.join()
        self._beating = None

    def drop_ballast(self) -> bool:
        """Free the space that was kept for giving up; False where that was done before."""
        places = (self.bench / BALLAST, self.bench / ADOPTED / BALLAST)
        return sum(self.runs.disk.unlink(place) for place in places) > 0

    def release(self, change: Change = lambda record: record) -> RunRecord:
        """Give the run back, so that anybody may go on with it at once. Raises ClaimLost, StorageError."""
        record = self.advance(lambda old: replace(change(old), claim="", owner=None))
        self.close()
        if not record.is_done:
            self.runs.unsettle(self.run)
        if not holds_files(self.runs.disk, self.bench):
            self.runs.disk.remove_tree(self.bench)
        self.runs.prune(self.run)
        return record

    def settle(self) -> None:
        """Tidy up after a settled run. Repeatable; a death in the middle is made good by the next resume."""
        self.close()
        self.runs.settle(self.run)


def _beat_on(known: weakref.ref[Claim], stop: threading.Event, every: float) -> None:
    while not stop.wait(every):
        claim = known()
        if claim is None:
            return
        try:
            if not claim.beat():
                return
        except StorageError:
            LOG.warning("no sign of life could be given for run %s", claim.run, exc_info=True)
        del claim


@contextmanager
def _noted(what: str) -> Iterator[None]:
    """Go on after what could not be swept."""
    try:
        yield
    except StorageError:
        LOG.warning("%s could not be swept", what, exc_info=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Opens runs and takes them over."""

    runs: Runs
    lease_seconds: float
    machine: Machine = field(default_factory=Machine)
    login: str = ""
    wait: Callable[[float], None] = time.sleep

    def myself(self) -> Owner:
        return self.machine.myself(self.login)

    def open(self, record: RunRecord) -> Claim:
        """Begin a run: from here on it cannot be lost. Raises StorageError."""
        owner = self.myself()
        claim_name = f"{owner.mark}-{token()}"
        new = replace(
            record, state=RecordState.OPEN, generation=1, nonce=token(), claim=claim_name, epoch=1, owner=owner
        )
        bench = self.runs.bench(new.run, new.claim)  # first: its name says whose all that follows is
        try:
            self.runs.disk.write(bench / BALLAST, os.urandom(_BALLAST_SIZE))
            self.runs.unsettle(new.run)
            self.runs.ensure(new.run)
            if not self.runs.add(new, bench=bench):
                raise ClaimLost(f"run {new.run} was opened by somebody else", details={"run": new.run})
        except BaseException:  # also where the artist interrupts
            self._give_back(new, bench)
            raise
        claim = Claim(self.runs, new, bench)
        claim.keep_beating(self.lease_seconds)
        return claim

    def _give_back(self, new: RunRecord, bench: Path) -> None:
        """Undo a claim in whose making something went wrong, as far as it came; where that fails, a resume does it."""
        try:
            found = self.runs.load(new.run)
            if found is None:
                self.runs.forget(new.run)
            elif found.claim == new.claim:  # it was won all the same
                Claim(self.runs, found, bench).release()
            if not holds_files(self.runs.disk, bench):
                self.runs.disk.remove_tree(bench)
        except StudioError:
            LOG.warning("the claim of run %s could not be given back", new.run, exc_info=True)

    def is_held(self, record: RunRecord) -> bool:
        """Whether somebody alive holds the run: not known to be dead, and heard of within the lease."""
        if record.owner is None or self.machine.knows_dead(record.owner):
            return False
        return self.silence(record.run) < self.lease_seconds

    def silence(self, run: str) -> float:
        """Seconds since a run's owner was last heard of, by the file server's clock; endless without a beat."""
        beat = self.runs.disk.stat(self.runs.beat(run))
        return float("inf") if beat is None else (self._server_now() - beat.modified) / 1e9

    def age(self, path: Path) -> float:
        """Seconds since a path was changed, by the file server's clock; endless where it is gone."""
        found = self.runs.disk.stat(path)
        return float("inf") if found is None else (self._server_now() - found.modified) / 1e9

    def _server_now(self) -> int:
        clock = self.runs.layout.clock(self.runs.project)
        if not self.runs.touch(clock):
            self.runs.make_clock()
            self.runs.touch(clock)
        found = self.runs.disk.stat(clock)
        if found is None:
            raise StorageError("the file server's time could not be read", details={"path": str(clock)})
        return found.modified

    def take_over(self, run: str) -> Claim | None:
        """Take a run whose owner is gone, or which nobody holds; None where that is not so, or all is done.

        What the former owner had prepared is taken away first of all: without it they can add nothing any more.
        """
        record = self.runs.load(run)
        if record is None or record.is_done or self.is_held(record):
            return None
        return self._succeed(record)

    def adopt(self, run: str, *, claim: str, generation: int) -> Claim | None:
        """Take a run from a holder who hands it over, alive or dead; None where it went on since then.

        What the holder had prepared lies in `ADOPTED` on the new bench. Of all who try, the holder's own next step
        among them, one wins.
        """
        record = self.runs.load(run)
        if record is None or not claim or (record.claim, record.generation) != (claim, generation):
            return None
        return self._succeed(record, handed=claim)

    def _succeed(self, record: RunRecord, *, handed: str = "") -> Claim | None:
        """Hold a run next; None where somebody was quicker. The bench of the claim *handed* over is kept apart."""
        owner, run = self.myself(), record.run
        claimed = replace(record, claim=f"{owner.mark}-{token()}", epoch=record.epoch + 1, owner=owner)
        new = record.followed_by(claimed, nonce=token())
        bench = self.runs.bench(run, new.claim)
        claim = Claim(self.runs, new, bench)
        try:
            self.runs.unsettle(run)
            if not self.runs.add(new, bench=bench):
                self.runs.disk.remove_tree(bench)
                return None
            self._disarm(claim, handed)
            self.runs.unsettle(run)  # whoever settled it meanwhile took the beat away, and has lost their bench to us
            claim.beat()
        except BaseException:
            self._give_back(new, bench)
            raise
        claim.keep_beating(self.lease_seconds)
        return claim

    def sweep(self) -> None:
        """Remove what dead or long silent processes left in staging, and beats of runs that never began.

        Benches of runs that are held, or still to be taken over, are left alone. What cannot be removed stays for the
        next time. Repeatable.
        """
        runs, root = self.runs, self.runs.layout.root.path
        for folder in (root, root / runs.project, runs.layout.studio(runs.project), runs.layout.runs(runs.project)):
            with _noted(f"the folder {folder}"):
                runs.disk.sweep_fresh(folder)
        for name in runs.disk.folders(runs.layout.staging(runs.project)):
            with _noted(f"the bench {name}"):
                self._sweep_bench(name)
        for run in runs.unsettled():
            with _noted(f"the beat of run {run}"):
                if not runs.benches(run) and runs.load(run) is None:
                    runs.forget(run)

    def _sweep_bench(self, name: str) -> None:
        run, _, claim = name.rpartition(".")
        record = self.runs.load(run)
        is_current = record is not None and record.claim == claim and not record.is_done
        bench = self.runs.layout.staging(self.runs.project) / name
        is_dead = self.machine.knows_dead_mark(claim.removeprefix(AMEND).rpartition("-")[0])
        if is_current or not (is_dead or self.age(bench) >= self.lease_seconds):
            return
        # Files of a version wait there for whoever takes the run next.
        if record is None or record.is_done or not holds_files(self.runs.disk, bench):
            self.runs.drop_bench(run, bench, is_dead=is_dead)

    def _disarm(self, claim: Claim, handed: str) -> None:
        for number, bench in enumerate(self.runs.benches(claim.run)):
            if bench != claim.bench:
                is_handed = bench.name == f"{claim.run}.{handed}"
                self.runs.take_bench(bench, claim.bench / (ADOPTED if is_handed else f"former-{number}"))
        if claim.record.state is RecordState.FILLED:
            put_back(self.runs.disk, self._folders(claim.record), bench=claim.bench)

    def _folders(self, record: RunRecord) -> Iterator[Path]:
        for product in record.products:
            with suppress(OutsideRoot):  # a link that leads out: nothing was ever moved there
                if product.folder is not None:
                    yield self.runs.layout.root.local(product.folder)
