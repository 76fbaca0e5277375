"""`studio demo`: a small show, made and walked through from end to end."""

from __future__ import annotations

from pathlib import Path

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import interruptible
from studio_tools.cli.render import Paper


@click.command(cls=StudioCommand)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("demo-show"))
@click.pass_obj
def demo(invocation: Invocation, folder: Path) -> Answer:
    """Make a small show in DIR (demo-show) and walk the whole way on it.

    Renders frames, publishes them, blocks a broken publish, kills one half way and resumes it, goes offline and
    comes back, and verifies everything.
    """
    from studio_tools.demo import Narrator, play

    paper = None if invocation.json else Paper(invocation.stdout)

    def tell(words: str, style: str, indent: int) -> None:
        if paper is not None:
            paper.line((words, style), indent=indent)
            invocation.stdout.flush()

    with interruptible():
        account = play(folder, invocation.environ, Narrator(tell))
    return Answer(result=account.as_json())
