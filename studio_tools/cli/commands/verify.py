"""`studio verify`: every file against its digest."""

from __future__ import annotations

from collections.abc import Iterator

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import drive
from studio_tools.cli.render import Paper, many, size
from studio_tools.errors import StudioError, Tampered
from studio_tools.model import Address
from studio_tools.projects import as_error
from studio_tools.storage import Problem
from studio_tools.storage.verify import Fault
from studio_tools.versions import VerifyReport

_NAMED = 20
"""How many problems the message to a person lists; the document has them all."""


@click.command(cls=StudioCommand)
@click.argument("address", required=False, default="")
@click.pass_obj
def verify(invocation: Invocation, address: str) -> Answer:
    """Compare what is published below ADDRESS with its digests; without one, everything.

    Names every file that is missing, changed, truncated, unreadable or was not published there.
    """
    wanted = Address.parse(address) if address else None
    with invocation.studio(project=wanted.project if wanted else "") as studio:
        report = drive(studio.verify(wanted), invocation)
        result = report.as_json()
    return Answer(result=result, text=lambda paper: _tell(paper, report), error=_error(report, result))


def _advice(kinds: set[Fault]) -> Iterator[str]:
    if kinds - {Fault.SURPLUS}:
        yield "Restore the named files from a backup, or publish again and `studio retract` the damaged version."
    if Fault.SURPLUS in kinds:
        yield "What is surplus nobody published: look whose it is, and move it away."


def _error(report: VerifyReport, result: dict[str, object]) -> StudioError | None:
    if not report.problems:
        error = as_error(report.unread)
        if error is not None:
            error.details["problems"] = result["problems"]
        return error
    broken = len({wrong.address for wrong in report.problems})
    return Tampered(
        "; ".join(
            [
                f"{many(len(report.problems), 'problem')} in {many(broken, 'version')}",
                *(one.words for one in report.unread),
            ]
        ),
        hint=" ".join(_advice({wrong.problem for wrong in report.problems})),
        details={"problems": result["problems"]},
    )


def _sharers(report: VerifyReport, wrong: Problem) -> str:
    """Who else is hit: one file in several versions is as damaged in each, and one restored file mends them all."""
    others = report.sharers.get(wrong, ())
    return f"  (the same file as in {', '.join(address.rpartition('@')[2] for address in others)})" if others else ""


def _tell(paper: Paper, report: VerifyReport) -> None:
    paper.line(f"{many(report.versions, 'version')}, {many(report.files, 'file')}, {size(report.size)} compared")
    for wrong in report.problems[:_NAMED]:
        name = wrong.path.rpartition("/")[2]
        paper.state("fail", f"  {wrong.problem.value:<10} {wrong.address}  {name}{_sharers(report, wrong)}", indent=2)
    if len(report.problems) > _NAMED:
        paper.line(f"… and {len(report.problems) - _NAMED} more; --json lists them all", indent=2)
    for one in report.unread:
        paper.state("fail", f"  {one.words}", indent=2)
    if report.is_sound:
        paper.state("ok", "  everything is as it was published")
