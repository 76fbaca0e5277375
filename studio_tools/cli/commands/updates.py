"""`studio updates` and `studio update`: what scene files read, and copies of them that read what is newest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.documents import straight
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import drive
from studio_tools.cli.render import Paper, many
from studio_tools.errors import SourceError
from studio_tools.load import Inventory, Rewritten, State
from studio_tools.model import Address

_STYLES = {
    State.CURRENT: "green",
    State.OUTDATED: "yellow",
    State.PINNED: "cyan",
    State.RETRACTED: "magenta",
    State.MISSING: "red",
    State.UNKNOWN: "red",
    State.UNRESOLVED: "yellow",
}


@click.command(cls=StudioCommand)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def updates(invocation: Invocation, files: tuple[Path, ...]) -> Answer:
    """List everything that .ma, .mb and .nk files read, published or not, and how things stand with it.

    CURRENT, OUTDATED, RETRACTED, PINNED, MISSING, UNPUBLISHED, UNLOADED; UNKNOWN is in no version that storage has, or
    its storage is away, and UNRESOLVED says nothing outside of the program. Nothing is changed.
    """
    found: list[Inventory] = []
    errors: list[SourceError] = []
    with invocation.studio() as studio:
        for file in files:
            try:
                found.append(drive(studio.updates(straight(file)), invocation))
            except SourceError as error:
                errors.append(error)
    if len(errors) > 1:
        errors[0].details["errors"] = [each.as_json() | {"details": dict(each.details)} for each in errors]
    result = [each.as_json() for each in found]
    return Answer(
        result=result if found or not errors else None,
        text=lambda paper: _tell(paper, found),
        error=errors[0] if errors else None,
    )


def _tell(paper: Paper, found: Sequence[Inventory]) -> None:
    for each in found:
        counts = ", ".join(f"{count} {state}" for state, count in each.counts.items())
        paper.line((str(each.file), "bold"), f"  {counts or 'it reads nothing'}")
        for row in each.rows:
            told = f"  {row.words}" if row.words else ""
            word = (f"{row.state.value:<12}", _STYLES.get(row.state, ""))
            paper.line(word, f"{row.id}  {row.address or row.path}", told, indent=2)
        for note in each.notes:
            paper.state("warn", f"  {note}", indent=2)


@click.command(cls=StudioCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", required=True, type=click.Path(path_type=Path), metavar="COPY", help="Where the copy goes.")
@click.option("--only", multiple=True, metavar="ADDRESS", help="Only this version, product or entity; may be repeated.")
@click.pass_obj
def update(invocation: Invocation, file: Path, into: Path, only: tuple[str, ...]) -> Answer:
    """Copy a .ma, .mb or .nk so that what is outdated or retracted in it leads to what is newest.

    FILE itself is never touched, and all else in the copy is as it was, byte for byte. What is pinned stays; what
    cannot be mapped stays too, and is told.
    """
    wanted = tuple(Address.parse(text) for text in only)
    copy = into / file.name if into.is_dir() else into
    with invocation.studio() as studio:
        report = drive(studio.update_file(straight(file), straight(copy), only=wanted), invocation)
    return Answer(result=report.as_json(), text=lambda paper: _told(paper, report))


def _told(paper: Paper, report: Rewritten) -> None:
    paper.line((str(report.into), "bold"), f"  {many(len(report.turns), 'path')} updated")
    for turn in report.turns:
        change = f"  ({turn.difference.words})" if turn.difference is not None else ""
        paper.state("ok", f"  {turn.row.id}  {turn.row.address} -> {turn.target.address}{change}", indent=2)
    for left in report.left:
        paper.state("warn", f"  {left.row.id}  {left.row.address} stays: {left.why}", indent=2)
    if report.mentions:
        paper.state("warn", f"  {many(report.mentions, 'mention')} of old paths stay: nothing is read there", indent=2)
