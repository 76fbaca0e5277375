"""`studio resume`: finish or drop what was left unfinished, and tell the tracker what it was not told yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import drive
from studio_tools.cli.render import Paper
from studio_tools.projects import as_error

_AGAIN = "What may wait there is still unfinished: mend what is named, then `studio resume` again."


@click.command(cls=StudioCommand)
@click.option("--discard", metavar="RUN", default=None, help="Drop this unfinished publish instead of finishing it.")
@click.pass_obj
def resume(invocation: Invocation, discard: str | None) -> Answer:
    """Finish or drop every publish that was left unfinished. Safe to repeat, and safe beside others.

    What waits because the site is away is no error, it stays in the outbox; a project that could not be looked at is.
    """
    with invocation.studio() as studio:
        report = drive(studio.resume(discard=discard), invocation)
    result = report.as_json()
    error = as_error(report.unread, hint=_AGAIN) if discard is None else None
    return Answer(result=result, text=lambda paper: _tell(paper, result), error=error)


def _tell(paper: Paper, result: Mapping[str, Any]) -> None:
    told = [
        _entries(paper, "finished", result["finished"]),
        _entries(paper, "abandoned", result["abandoned"]),
        _entries(paper, "still waiting", result["still_waiting"]),
        _entries(paper, "still running", result.get("running", ())),
    ]
    if not any(told):
        paper.line("Nothing is unfinished.")
    if any(entry["run"] for entry in result["still_waiting"]):
        paper.line("Once the reason is gone, `studio resume` again; until then nothing is lost.")


def _entries(paper: Paper, title: str, entries: Sequence[Mapping[str, Any]]) -> bool:
    for entry in entries:
        reason = entry.get("reason") or ""
        if not entry["run"]:
            paper.state(f"{title:<14}", reason)  # a whole project, which it names
            continue
        versions = ", ".join(entry.get("versions", ())) or "no version"
        paper.state(f"{title:<14}", f"{versions}", f"  run {entry['run']}", f"  ({reason})" if reason else "")
    return bool(entries)
