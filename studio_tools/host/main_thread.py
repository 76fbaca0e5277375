"""Calls from any thread to the main one, for programs that may be touched there only; none of them hangs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from studio_tools.errors import HostError

T = TypeVar("T")
LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Errand(Generic[T]):
    """One call that another thread waits for. Once it was given up it is not begun any more."""

    call: Callable[[], T]
    begun: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    answer: list[T] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)
    _is_given_up: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        with self._lock:
            if self._is_given_up:
                return
            self.begun.set()
        try:
            self.answer.append(self.call())
        except BaseException as error:  # handed to the thread that waits
            self.failed.append(error)
        finally:
            self.done.set()

    def give_up(self) -> bool:
        """Have it not run; False where it has begun meanwhile."""
        with self._lock:
            self._is_given_up = not self.begun.is_set()
            return self._is_given_up


@dataclass(frozen=True, slots=True, kw_only=True)
class MainThread:
    """A program's main thread. *defer* has it make a call once it is idle, from any thread, in order."""

    program: str
    """What a person calls the program."""
    defer: Callable[[Callable[[], None]], None]
    patience: float
    """Seconds that another thread waits for its call to begin."""

    def soon(self, call: Callable[[], None]) -> None:
        """Have the main thread make a call, later; what it raises goes to the log."""

        def run() -> None:
            try:
                call()
            except Exception:
                LOG.exception("a call that was left for later failed")

        self.defer(run)

    def now(self, call: Callable[[], T]) -> T:
        """Make a call on the main thread and wait for what comes of it.

        Raises what the call raises, and HostError where the main thread does not begin in time: a dialog may be open
        there, or it waits for this very thread.
        """
        if threading.current_thread() is threading.main_thread():
            return call()
        errand = _Errand(call)
        self.defer(errand.run)
        if not errand.begun.wait(self.patience) and errand.give_up():
            raise HostError(
                f"{self.program} was busy for more than {self.patience:g} seconds",
                hint=f"Close any dialog in {self.program}, or wait for its render, and try again.",
            )
        errand.done.wait()
        if errand.failed:
            raise errand.failed[0]
        return errand.answer[0]
