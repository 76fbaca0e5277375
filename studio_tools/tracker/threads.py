"""One client for each thread and process: the vendor's client must not be shared between threads.

A thread's client is closed when the thread ends, or when all are closed together.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable

from studio_tools.tracker.calls import Client


class _Held:
    """Keeps a thread's client; when the thread's storage goes, so does this, and the client is closed."""

    __slots__ = ("__weakref__", "client", "generation", "process")

    def __init__(self, client: Client, generation: int) -> None:
        self.client = client
        self.generation = generation
        self.process = os.getpid()


class ThreadClients:
    __slots__ = ("_finalizers", "_generation", "_local", "_lock", "_make")

    def __init__(self, make: Callable[[], Client]) -> None:
        self._make = make
        self._local = threading.local()
        self._lock = threading.Lock()
        self._finalizers: list[weakref.finalize[[], _Held]] = []
        self._generation = 0

    def get(self) -> Client:
        """This thread's client, made on first use, after `close`, and anew in a forked process."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or held.generation != self._generation or held.process != os.getpid():
            held = self._local.held = self._hold(self._make())
        return held.client

    def _hold(self, client: Client) -> _Held:
        held = _Held(client, self._generation)
        with self._lock:
            self._finalizers = [known for known in self._finalizers if known.alive]
            self._finalizers.append(weakref.finalize(held, client.close))
        return held

    def close(self) -> None:
        """Close every thread's client. A thread that calls again gets a new one."""
        with self._lock:
            self._generation += 1
            finalizers, self._finalizers = self._finalizers, []
        for finalize in finalizers:
            finalize()
