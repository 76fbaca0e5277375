"""The host of the shell and the farm: files that were named, instead of a scene."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass

from studio_tools.host import Source


@dataclass(frozen=True, slots=True)
class HeadlessHost:
    """Nobody sits before it, and it has no scene; everything it publishes was named by path."""

    named: tuple[Source, ...] = ()

    @property
    def name(self) -> str:
        return "headless"

    @property
    def version(self) -> str:
        """The interpreter's: no other program is the host."""
        return platform.python_version()

    @property
    def interactive(self) -> bool:
        return False

    def sources(self) -> Sequence[Source]:
        """The files, folders and sequences that were named, in that order."""
        return self.named
