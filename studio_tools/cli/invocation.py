"""One call of the command line: what was asked for in general, and where its words go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from studio_tools.events import Event
    from studio_tools.studio import Studio


@dataclass(slots=True, kw_only=True)
class Invocation:
    """Filled by the general options while the command line is read; then only read."""

    environ: Mapping[str, str]
    stdout: TextIO
    stderr: TextIO
    json: bool = False
    home: str | None = None
    verbose: bool = False
    run: str = ""
    """The publish under way, so that a fault of ours can name it."""

    def home_folder(self) -> Path:
        """The home that was asked for, or the nearest one. Raises HomeMissing."""
        from studio_tools.config import find_home

        return find_home(self.home, self.environ, Path.cwd())

    def studio(self, *, project: str = "") -> Studio:
        """Open the studio of this home, with the settings of *project* where one is named. Use it in a `with`."""
        from studio_tools.bootstrap import open_studio

        return open_studio(self.home_folder(), self.environ, project=project, listeners=[self.hear])

    def hear(self, event: Event) -> None:
        """Remember which publish is under way."""
        self.run = event.run or self.run

    @property
    def shows_progress(self) -> bool:
        """Whether bars may move on stderr: for people at a terminal only."""
        return not self.json and self.stderr.isatty()
