"""Jobs and flows: a flow is a generator that yields work and is sent what came of it.

There is no scheduler inside. Whoever drives a flow (a shell, a window, a test) decides when and where each job runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

R = TypeVar("R")


class Phase(StrEnum):
    """Where in a publish (or another flow) a job belongs; a bounded tag for metrics."""

    COLLECT = "collect"
    VALIDATE = "validate"
    PLAN = "plan"
    RESERVE = "reserve"
    EXTRACT = "extract"
    FILL = "fill"
    COMMIT = "commit"
    REGISTER = "register"
    SETTLE = "settle"
    LOAD = "load"
    """Into a scene, or a copy of one."""


class Where(StrEnum):
    """On which thread a job may run: MAIN may touch the host, ANY must not."""

    MAIN = "main"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work.

    What *call* returns is the outcome's value. A call that returns an iterator is drained into a list; it may
    yield None as a sign of life, which is dropped.
    """

    phase: Phase
    step: str
    item: str
    call: Callable[[], object]
    where: Where = Where.ANY


@dataclass(frozen=True, slots=True)
class Outcome:
    value: Any = None
    error: Exception | None = None
    seconds: float = 0.0

    def get(self) -> Any:
        """The value, or raise the error that came instead."""
        if self.error is not None:
            raise self.error
        return self.value


Flow = Generator[Job, Outcome, R]
Observer = Callable[[Job, Outcome], None]


def perform(job: Job, *, clock: Callable[[], float] = time.perf_counter) -> Outcome:
    """Run one job to its end. Never raises what the job raised; interrupts pass through."""
    started = clock()
    try:
        value = job.call()
        if isinstance(value, Iterator):
            value = [found for found in value if found is not None]
    except Exception as error:
        return Outcome(error=error, seconds=clock() - started)
    return Outcome(value=value, seconds=clock() - started)


def run(flow: Flow[R], *, observe: Observer | None = None) -> R:
    """Drive *flow* to its end on this thread and return its report."""
    outcome = None
    try:
        while True:
            job = next(flow) if outcome is None else flow.send(outcome)
            outcome = perform(job)
            if observe is not None:
                observe(job, outcome)
    except StopIteration as end:
        report: R = end.value
        return report
    finally:
        flow.close()
