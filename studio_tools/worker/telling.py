"""What a worker tells its host: after each job, though not more often than anybody looks."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from studio_tools.errors import StudioError
from studio_tools.jobs import Job, Outcome
from studio_tools.publish.order import Order
from studio_tools.publish.status import Status, write_status
from studio_tools.storage.transfer import Progress

LOG = logging.getLogger(__name__)

_EVERY = 0.1
"""Seconds between two words, where nothing but progress is to be told."""


class Telling:
    """The status of one worker. Without a *folder* nothing is written."""

    def __init__(self, folder: Path | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._told = float("-inf")
        self._before = _nothing(0, 0)
        self.status = Status(run="", pid=os.getpid(), progress=self._before)

    def begin(self, order: Order) -> None:
        """Say what is to be done."""
        sizes = [file.size for file in order.files]
        self._before = _nothing(len(sizes), sum(sizes))
        self._say(replace(self.status, run=order.run, progress=self._before))

    def adopted(self) -> None:
        """Say that the run is ours."""
        self._say(replace(self.status, is_adopted=True))

    def hear(self, job: Job, outcome: Outcome) -> None:
        """Count a job, and the files that it brought in."""
        progress = self.status.progress
        if isinstance(outcome.value, Progress):
            progress = self._over_all(outcome.value)
        if job.step == "fill.manifest":
            self._before = progress
        status = replace(self.status, phase=job.phase, step=job.step, jobs=self.status.jobs + 1, progress=progress)
        is_due = status.phase is not self.status.phase or self._clock() - self._told >= _EVERY
        self.status = status
        if is_due:
            self._say(status)

    def _over_all(self, product: Progress) -> Progress:
        """The progress of the product that is filled now, on top of those before it."""
        return replace(self._before, files=self._before.files + product.files, size=self._before.size + product.size)

    def wait_for(self, error: Exception | None) -> None:
        """Remember what a deferred publish waits for."""
        waiting = error.as_json() if isinstance(error, StudioError) else None
        self.status = replace(self.status, waiting=waiting)

    def end(self, answer: Mapping[str, object]) -> None:
        """Say the last word."""
        self._say(replace(self.status, answer=answer))

    def _say(self, status: Status) -> None:
        self.status = status
        self._told = self._clock()
        if self._folder is None:
            return
        try:
            write_status(self._folder, status)
        except OSError as error:  # whoever looks then learns it from the run's record
            LOG.warning("the status cannot be written: %s", error)


def _nothing(files: int, size: int) -> Progress:
    return Progress(files=0, of_files=files, size=0, of_size=size)
