"""The listener on the event bus. It only remembers; a thread of its own measures and sends.

So the host's thread meets no socket, no file, no lock that is held over one, and no logger; it never waits or raises.
"""

from __future__ import annotations

import atexit
import itertools
import os
import threading
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from studio_tools.events import Event, Listener

if TYPE_CHECKING:
    from studio_tools.config import Settings
    from telemetry.recorder import Recorder

INTERVAL = 1.0
"""Seconds between two flushes."""
KEPT = 10_000
"""Events that wait for the next flush at most; older ones make room, and are counted."""
LAST_WORDS = 0.2
"""Seconds that an exit waits for the last flush."""


def observer(settings: Settings) -> Listener:
    """The listener that measures as *settings* say; one that does nothing where nothing is to be measured."""
    chosen = settings.telemetry
    if not chosen.enabled or (chosen.location == "none" and "SPECTATOR_OUTPUT_LOCATION" not in os.environ):
        return ignore
    # Late, so that a command that measures nothing does not load the table of meters.
    from telemetry.recorder import Recorder
    from telemetry.tags import common

    return Observer(Recorder(chosen.location, common(chosen.tags)))


def ignore(event: Event) -> None:
    """Measure nothing."""


class Observer:
    """Remembers events and has them recorded once a second, from a thread of its own."""

    def __init__(
        self, recorder: Recorder, *, interval: float = INTERVAL, kept: int = KEPT, last_words: float = LAST_WORDS
    ) -> None:
        self._recorder = recorder
        self._interval = interval
        self._last_words = last_words
        self._events: deque[Event] = deque(maxlen=kept)
        self._counter = itertools.count(1)
        self._told = 0
        self._taken = 0
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()
        self._is_closing = False
        myself = weakref.ref(self)
        self._at_exit = _with(myself, Observer.close)
        atexit.register(self._at_exit)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_with(myself, Observer._after_fork))

    def __call__(self, event: Event) -> None:
        """Remember an event. Costs an append; the oldest makes room where nobody came to fetch them."""
        self._events.append(event)
        self._told = next(self._counter)
        if self._thread is None:
            self._start()

    def flush(self) -> None:
        """Record what is remembered, on the calling thread. For the flush thread, and for tests without one."""
        batch: list[Event] = []
        with suppress(IndexError):
            while True:
                batch.append(self._events.popleft())
        self._taken += len(batch)
        lost = max(self._told - self._taken - len(self._events), 0)
        self._taken += lost
        self._recorder.record(batch, lost=lost)

    def close(self) -> None:
        """Have the last events sent, but wait no longer than the budget. Repeatable."""
        atexit.unregister(self._at_exit)
        self._is_closing = True
        thread = self._thread
        if thread is not None:
            self._wake.set()
            thread.join(self._last_words)

    def lines(self) -> list[str]:
        """What was written to the `memory` location."""
        return self._recorder.lines()

    def _start(self) -> None:
        # Never waits: whoever comes second finds the first at it.
        if self._is_closing or not self._starting.acquire(blocking=False):
            return
        # A weak reference, so that an observer that nobody holds any more is not kept alive by its thread.
        thread = threading.Thread(
            target=_work, args=(weakref.ref(self), self._wake, self._interval), name="studio-telemetry", daemon=True
        )
        self._thread = thread
        # No new thread can be started while the interpreter ends; then there is nothing left to measure either.
        with suppress(RuntimeError):
            thread.start()

    def _after_fork(self) -> None:
        # What the parent remembered is the parent's to send; its thread and locks did not come along.
        self._events = deque(maxlen=self._events.maxlen)
        self._counter = itertools.count(1)
        self._told = self._taken = 0
        self._starting = threading.Lock()
        self._thread = None
        self._wake = threading.Event()
        self._recorder = self._recorder.afresh()

    def _round(self) -> bool:
        """One flush; False once there is to be no other."""
        closing = self._is_closing
        # Whatever goes wrong in measuring is no reason to stop working, nor to stop measuring.
        with suppress(Exception):
            self.flush()
            if closing:
                self._recorder.close()
        return not closing


def _work(observer: weakref.ref[Observer], wake: threading.Event, interval: float) -> None:
    goes_on = True
    while goes_on:
        wake.wait(interval)
        alive = observer()
        goes_on = alive is not None and alive._round()
        del alive


def _with(observer: weakref.ref[Observer], do: Callable[[Observer], None]) -> Callable[[], None]:
    def call() -> None:
        alive = observer()
        if alive is not None:
            do(alive)

    return call
