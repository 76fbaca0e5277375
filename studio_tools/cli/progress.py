"""Bars on stderr while a flow works, and a clean end when somebody interrupts it."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from studio_tools.jobs import Flow, Job, Outcome, run

if TYPE_CHECKING:
    from studio_tools.cli.invocation import Invocation

R = TypeVar("R")


def drive(flow: Flow[R], invocation: Invocation) -> R:
    """Run *flow* to its end. SIGINT and SIGTERM close it, so that everything unfinished is undone."""
    with interruptible(), _shown(invocation) as shown:
        return run(_told(flow, shown))


class Shown(Protocol):
    """What hears of jobs while they run."""

    def begin(self, job: Job) -> None: ...

    def sign_of_life(self) -> None: ...

    def end(self, outcome: Outcome) -> None: ...


def _told(flow: Flow[R], shown: Shown | None) -> Flow[R]:
    """The same flow, telling of each job before it runs and of its signs of life."""
    outcome: Outcome | None = None
    try:
        while True:
            job = next(flow) if outcome is None else flow.send(outcome)
            if shown is not None:
                shown.begin(job)
                job = replace(job, call=partial(_living, job.call, shown))
            outcome = yield job
            if shown is not None:
                shown.end(outcome)
    except StopIteration as end:
        report: R = end.value
        return report
    finally:
        flow.close()


def _living(call: Callable[[], object], shown: Shown) -> object:
    value = call()
    return _counted(value, shown) if isinstance(value, Iterator) else value


def _counted(values: Iterator[object], shown: Shown) -> Iterator[object]:
    for value in values:
        shown.sign_of_life()
        yield value


@contextlib.contextmanager
def _shown(invocation: Invocation) -> Iterator[Shown | None]:
    if not invocation.shows_progress:
        yield None
        return
    from studio_tools.cli.bars import Bars

    with Bars(invocation.stderr) as bars:
        yield bars


class Interrupt(KeyboardInterrupt):
    """Ctrl-C or SIGTERM. Of a type of its own: Python ends as if killed where the plain one met an `exec` of text."""


def is_interrupt(error: BaseException | None) -> bool:
    """Whether an error is an interrupt, or what Python (before 3.12) made of one that met the making of a class."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def _is_swallowed(frame: FrameType | None) -> bool:
    """Whether what is raised here is printed and forgotten: within the import system's clean-up of a lock."""
    while frame is not None:
        if frame.f_code.co_name == "cb" and frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGINT and SIGTERM raise KeyboardInterrupt once; while that is cleaned up, they wait for a third.

    What whoever started us had ignored (a shell's background job) stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seen = 0

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal seen
        if _is_swallowed(frame):
            _thread.start_new_thread(os.kill, (os.getpid(), number))  # heard again once this is over
            return
        seen += 1
        if seen != 2:
            raise Interrupt

    heard = [one for one in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(one) is not signal.SIG_IGN]
    before: dict[int, Any] = {number: signal.signal(number, interrupt) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
