"""Bars on a terminal: what is done now, and how far it has come. Only for people; never where output is piped."""

from __future__ import annotations

from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from studio_tools.cli.render import size
from studio_tools.jobs import Job, Outcome, Phase
from studio_tools.storage.transfer import Progress as Moved

_DOING = {
    Phase.COLLECT: "looking",
    Phase.VALIDATE: "checking",
    Phase.PLAN: "planning",
    Phase.RESERVE: "reserving",
    Phase.EXTRACT: "preparing",
    Phase.FILL: "copying",
    Phase.COMMIT: "committing",
    Phase.REGISTER: "registering",
    Phase.SETTLE: "settling",
    Phase.LOAD: "loading",
}
_EVERY = 16
"""Signs of life between two drawings: a thousand files must not draw a thousand times."""


class Bars:
    """One line that says which job runs, how many were done, and how many files it went through."""

    def __init__(self, stream: TextIO) -> None:
        columns = [
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[told]}", markup=False),
            TimeElapsedColumn(),
        ]
        self._bar = Progress(*columns, console=Console(file=stream), transient=True)
        self._task = self._bar.add_task("", total=None, told="")
        self._signs = 0

    def __enter__(self) -> Bars:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def begin(self, job: Job) -> None:
        """Say which job runs now."""
        self._signs = 0
        self._bar.update(self._task, description=describe(job))

    def sign_of_life(self) -> None:
        """Count one file, or whatever a job counts."""
        self._signs += 1
        if self._signs % _EVERY == 0:
            self._bar.update(self._task, told=f"{self._signs} files")

    def end(self, outcome: Outcome) -> None:
        """Move the bar as far as the bytes went, where the job moved any."""
        moved = outcome.value
        if isinstance(moved, Moved):
            told = f"{moved.files} of {moved.of_files} files, {size(moved.size)} of {size(moved.of_size)}"
            self._bar.update(self._task, completed=moved.size, total=moved.of_size or None, told=told)


def describe(job: Job) -> str:
    """What a job does, as a bar says it."""
    return f"{_DOING[job.phase]:<11} {job.item or job.step}"
