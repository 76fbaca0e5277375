"""A frozen bundle of doors: everything a use case is handed."""

from __future__ import annotations

from collections.abc import Callable
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

    def beside(self, project: str) -> Session:
        """The session of a project, which may have its own settings and storage. Raises ConfigError."""
        return self if self.neighbours is None else self.neighbours(project)
