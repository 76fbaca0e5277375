"""The menu's entries of one host: `entries`, with the host and what it compares handed in. Each takes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from studio_tools.actions.beginning import Begun
from studio_tools.config import ShowSettings
from studio_tools.host.setting_up import Difference
from studio_tools.model import Entity
from studio_tools.ui import entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What a host's module of entries hands out, by the names of `studio_tools.actions.ACTIONS`."""

    host: Callable[[], Begun]
    environ: Mapping[str, str]
    differences: Callable[[Begun, Entity, ShowSettings], Sequence[Difference]]
    """What of the scene is not as a shot and a show ask."""
    apply: Callable[[Begun, Sequence[Difference]], None]

    def publish(self) -> None:
        """Publish what the scene offers."""
        entries.publish(self.host(), self.environ)

    def load(self) -> None:
        """Bring a published version into the scene."""
        entries.load(self.host(), self.environ)

    def updates(self) -> None:
        """List what the scene reads, and bring it up to date."""
        entries.updates(self.host(), self.environ)

    def set_up(self) -> None:
        """Set the scene up as its shot and show ask."""
        entries.set_up(self.host(), self.environ, self.differences, self.apply)

    def save_version_up(self) -> None:
        """Save the scene under its next number."""
        entries.save_version_up(self.host(), self.environ)

    def resume(self) -> None:
        """Finish what was left unfinished."""
        entries.resume(self.host(), self.environ)

    def doctor(self) -> None:
        """Look at everything and say what to do."""
        entries.doctor(self.host(), self.environ)

    def about(self) -> None:
        """Say what runs here, and for whom."""
        entries.about(self.host(), self.environ)
