"""SIGINT and SIGTERM before a command runs, while it is still imported, and after it, while its answer is printed.

Not here: an interrupt while a command works (progress). Nothing but the interpreter's own modules is imported.
"""

from __future__ import annotations

import atexit
import os
import signal
from collections.abc import Sequence
from types import FrameType

DOCUMENT = """{
  "ok": false,
  "error": {
    "code": "cancelled",
    "message": "cancelled",
    "hint": "Nothing was published.",
    "details": {}
  }
}
"""
TEXT = "error: cancelled  [cancelled]\n       Nothing was published.\n"
EXIT_CODE = 130
"""Written out, since errors may be half imported when a signal comes; a test holds them to `errors.Cancelled`."""

_BOTH = (signal.SIGINT, signal.SIGTERM)


class Early:
    """Answers an early signal at once and ends the process: nothing was begun, so nothing is to be undone.

    No exception is raised, for one that meets the import system's own callbacks would be swallowed there.
    """

    def __init__(self, argv: Sequence[str]) -> None:
        words = list(argv)
        self._asks_json = "--json" in (words[: words.index("--")] if "--" in words else words)
        self._is_over = False

    def listen(self) -> None:
        """Hear SIGINT and SIGTERM from now on, but for what the caller had them ignored."""
        for number in _BOTH:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._hear)
        atexit.register(self._ignore)

    def leave(self) -> None:
        """The command hears signals itself now; what comes after it finds an answer that is being printed."""
        self._is_over = True

    @staticmethod
    def _ignore() -> None:
        """The interpreter tears itself down now, and would forget our handlers: how it ended is not to change."""
        for number in _BOTH:
            signal.signal(number, signal.SIG_IGN)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if not self._is_over:
            told = DOCUMENT if self._asks_json else TEXT
            os.write(1 if self._asks_json else 2, told.encode())
            os._exit(EXIT_CODE)
        # Too late to stop anything: the answer is what happened. Who insists ends the process.
        signal.signal(number, signal.SIG_DFL)
