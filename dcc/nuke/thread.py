"""The line in which calls wait for Nuke's main thread: in order, and never handed over from that thread itself."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

Call = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Line:
    """Calls that wait. *hand_over* has Nuke make one when it is idle; from its main thread it would hang for ever."""

    hand_over: Callable[[Call], None]
    _waiting: deque[Call] = field(default_factory=deque)

    def put(self, call: Call) -> None:
        """Have a call made on the main thread after those that were put before; from any thread."""
        self._waiting.append(call)
        if threading.current_thread() is threading.main_thread():
            threading.Thread(target=self.hand_over, args=(self._next,), name="studio to Nuke", daemon=True).start()
        else:
            self.hand_over(self._next)

    def _next(self) -> None:
        """Make the call that waits longest, whoever's turn it is: so they keep their order."""
        self._waiting.popleft()()
