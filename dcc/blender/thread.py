"""The line in which calls wait for Blender's main thread, which makes them whenever it turns."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """Calls that wait until the main thread calls `turn`.

    Blender's data may not be touched, nor its timers begun, from another thread: such calls only wait in line here.
    """

    _waiting: deque[Callable[[], None]] = field(default_factory=deque)

    def put(self, call: Callable[[], None]) -> None:
        """Have the main thread make a call, later."""
        self._waiting.append(call)

    def turn(self) -> int:
        """Make the calls that wait now; how many that were. Those that they leave for later wait for the next turn."""
        count = len(self._waiting)
        for _ in range(count):
            try:
                self._waiting.popleft()()
            except Exception:
                LOG.exception("a call that was left for later failed")
        return count
