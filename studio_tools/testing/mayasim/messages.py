"""Callbacks of the API and the jobs of the scripts: who wants to know what, and the idle queue that tests push.

Nothing here runs by itself. An exception in a callback is noted and stops nobody, as in Maya.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """One registered callback. *kind* is plain, check or file (a check that is handed the file)."""

    number: int
    message: int
    call: Callable[..., object]
    data: object
    kind: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptJob:
    """A job of the interface's idle loop."""

    number: int
    event: str
    call: Callable[[], object]
    is_once: bool = False
    dies_with_scene: bool = False
    is_protected: bool = False


@dataclass(slots=True)
class Messages:
    """Callbacks, script jobs and what waits for the idle loop."""

    callbacks: dict[int, Callback] = field(default_factory=dict)
    jobs: dict[int, ScriptJob] = field(default_factory=dict)
    idle: deque[Callable[[], object]] = field(default_factory=deque)
    late: deque[Callable[[], object]] = field(default_factory=deque)
    """Calls of the lowest priority: after everything else."""
    failures: list[str] = field(default_factory=list)
    """Tracebacks of what went wrong in a callback or a deferred call: Maya prints them."""
    sent: list[int] = field(default_factory=list)
    _last: int = 0

    def number(self) -> int:
        """A fresh number."""
        self._last += 1
        return self._last

    def add(self, message: int, call: Callable[..., object], data: object, kind: str = "plain") -> int:
        """Register a callback."""
        number = self.number()
        self.callbacks[number] = Callback(number=number, message=message, call=call, data=data, kind=kind)
        return number

    def remove(self, number: int) -> None:
        """Remove a callback. Raises RuntimeError when there is none of that number."""
        if number not in self.callbacks:
            raise RuntimeError("(kFailure): Unexpected Internal Failure")
        del self.callbacks[number]

    def send(self, message: int) -> None:
        """Tell everybody."""
        self.sent.append(message)
        for callback in list(self.callbacks.values()):
            if callback.message == message and callback.kind == "plain":
                self.guarded(partial(callback.call, callback.data))

    def ask(self, message: int, file: object = None) -> bool:
        """Ask everybody; one answer that is False is a veto. Who fails has not said no."""
        self.sent.append(message)
        answers = []
        for callback in list(self.callbacks.values()):
            if callback.message == message and callback.kind == "check":
                answers.append(self.guarded(partial(callback.call, callback.data)))
            elif callback.message == message and callback.kind == "file":
                answers.append(self.guarded(partial(callback.call, file, callback.data)))
        return not any(answer is False for answer in answers)

    def happen(self, event: str) -> None:
        """Queue the script jobs of an event: they run when the loop is idle."""
        for job in list(self.jobs.values()):
            if job.event == event:
                self.idle.append(job.call)
                if job.is_once:
                    del self.jobs[job.number]

    def guarded(self, call: Callable[[], object]) -> object:
        """Run what is not ours; note what goes wrong."""
        try:
            return call()
        except Exception:
            self.failures.append(traceback.format_exc())
            return None

    def run_idle(self) -> int:
        """Run what waits, also what is queued meanwhile. Tells how many calls ran."""
        count = 0
        while self.idle or self.late:
            self.guarded((self.idle or self.late).popleft())
            count += 1
        return count
