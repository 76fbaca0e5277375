"""A frozen bundle of doors: everything a use case is handed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio_tools.config import Settings
    from studio_tools.events import EventBus
    from studio_tools.host import Host
    from studio_tools.storage import Storage
    from studio_tools.tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    home: Path
    settings: Settings
    host: Host
    tracker: Tracker
    storage: Storage
    events: EventBus
    login: str
    """Who works; the operating system's user unless told otherwise."""
    now: Callable[[], datetime]
    """The clock, in UTC."""
    neighbours: Callable[[str], Session] | None = None
    """Finds the session of another project; None where all are kept here."""
    configured: Sequence[str] = ()
    """The projects with settings of their own; all others share the general ones."""
    root_of: Callable[[str], Path] | None = None
    """Where a project's settings say that it keeps what it publishes; nobody looks there yet. Raises ConfigError."""

    def beside(self, project: str) -> Session:
        """The session of a project, which may have its own settings and storage. Raises ConfigError."""
        return self if self.neighbours is None else self.neighbours(project)
