"""Drives a flow on Qt's loop: what may touch the host runs on it when it is idle, the rest on one thread beside it.

Jobs stay in order, one at a time; the window lives between them. When it is over nothing holds anything in a circle:
Python may collect circles on the other thread, and a window that is destroyed there takes the program with it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6 import QtCore

from studio_tools.errors import Cancelled
from studio_tools.jobs import Flow, Job, Outcome, Where, perform

R = TypeVar("R")


class _Bridge(QtCore.QObject):
    """Carries what came of a job from the other thread to the loop that this was made on; makes calls there later."""

    came = QtCore.Signal(object)

    def __init__(self, take: Callable[[Outcome], None]) -> None:
        super().__init__()
        self._take = take
        self._call: Callable[[], None] = _nothing
        self._timer = QtCore.QTimer(self)  # `singleShot` would never let go of what it called
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.call)
        self.came.connect(self.take)

    def take(self, outcome: Outcome) -> None:
        self._take(outcome)

    def soon(self, call: Callable[[], None]) -> None:
        """Make a call when the loop is idle: one at a time."""
        self._call = call
        self._timer.start(0)

    def call(self) -> None:
        call, self._call = self._call, _nothing
        call()

    def end(self) -> None:
        """Take nothing more, and go when the loop is idle."""
        self._take = self._call = _nothing
        self.deleteLater()


class Driver(Generic[R]):
    """One flow under way. *ended* is called with its report, or with what it raised; *told* before each job."""

    def __init__(
        self,
        flow: Flow[R],
        *,
        ended: Callable[[R | None, Exception | None], None],
        told: Callable[[Job], None] = lambda job: None,
    ) -> None:
        self._flow = flow
        self._ended = ended
        self._told = told
        self._is_cancelled = False
        self._is_over = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="studio-tools-flow")
        self._bridge = _Bridge(self._go_on)

    @property
    def is_over(self) -> bool:
        return self._is_over

    def start(self) -> None:
        """Begin with the first job when the loop is idle."""
        self._bridge.soon(lambda: self._go_on(None))

    def cancel(self) -> None:
        """Have the flow undo what it did, once the job that runs is done. Repeatable; too late where it is over."""
        self._is_cancelled = True

    def _go_on(self, outcome: Outcome | None) -> None:
        try:
            job = self._next(outcome)
        except StopIteration as end:
            self._end(end.value, None)
        except Exception as error:
            self._end(None, error)
        else:
            self._told(job)
            self._begin(job)

    def _next(self, outcome: Outcome | None) -> Job:
        if self._is_cancelled:
            self._is_cancelled = False
            return self._flow.throw(Cancelled("cancelled"))
        return next(self._flow) if outcome is None else self._flow.send(outcome)

    def _begin(self, job: Job) -> None:
        if job.where is Where.MAIN:
            self._bridge.soon(lambda: self._go_on(perform(job)))
        else:
            self._thread.submit(lambda: self._bridge.came.emit(perform(job)))

    def _end(self, report: R | None, error: Exception | None) -> None:
        self._is_over = True
        self._thread.shutdown(wait=False)
        self._flow.close()
        self._bridge.end()
        ended, self._ended, self._told = self._ended, _nothing, _nothing
        ended(report, error)


def _nothing(*given: object) -> None:
    """Stands in for who was called before."""
