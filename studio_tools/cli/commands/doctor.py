"""`studio doctor`: look at everything, and say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper, many
from studio_tools.doctor import Level, Line
from studio_tools.errors import StudioError


class Unwell(StudioError):
    """Something that a publish leans on does not work. Never raised: it is how a bad account ends."""

    code = "doctor-failed"
    exit_code = 9


@click.command(cls=StudioCommand)
@click.pass_obj
def doctor(invocation: Invocation) -> Answer:
    """Look at home, storage, site, unfinished publishes, steps and this machine; say what to do.

    Ends above 1 when something fails. It changes nothing.
    """
    from studio_tools.diagnose import diagnose

    lines = list(diagnose(invocation.home_folder, invocation.environ))
    failed = sum(line.level is Level.FAIL for line in lines)
    result = {
        "ok": not failed,
        "failed": failed,
        "warnings": sum(line.level is Level.WARN for line in lines),
        "lines": [line.as_json() for line in lines],
    }
    error = Unwell(f"{many(failed, 'thing')} to mend", hint="Do what stands behind the arrows.") if failed else None
    return Answer(result=result, text=lambda paper: _tell(paper, lines), error=error)


def _tell(paper: Paper, lines: Sequence[Line]) -> None:
    for area, group in groupby(lines, key=lambda line: line.area):
        paper.line((area, "bold"))
        for line in group:
            paper.state(line.level.value, " " * (6 - len(line.level.value)), line.text, indent=2)
            if line.advice:
                paper.line(f"-> {line.advice}", indent=8)
    if all(line.level is Level.OK for line in lines):
        paper.line("All is well.")
