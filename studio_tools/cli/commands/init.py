"""`studio init`: make a home, or add a project to one."""

from __future__ import annotations

from pathlib import Path

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.documents import straight
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper


@click.command(cls=StudioCommand, short_help="Make a home.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=None, required=False)
@click.option("--project", required=True, metavar="CODE", help="The project's code; it begins every address.")
@click.option("--name", default="", help="The project's full name.")
@click.option("--storage", type=click.Path(path_type=Path), help="Where versions are kept; else `storage` in the home.")
@click.option("--site", default="", metavar="URL", help="A ShotGrid site; else an embedded site in the home.")
@click.pass_obj
def init(
    invocation: Invocation, folder: Path | None, project: str, name: str, storage: Path | None, site: str
) -> Answer:
    """Make a home in DIR: studio.toml, the storage root and an embedded site with the project.

    On a home that is there, the project is added and nothing is lost.
    """
    from studio_tools.founding import HomeRequest, make_home

    home = straight(folder or (Path(invocation.home) if invocation.home else Path()))
    made = make_home(
        HomeRequest(folder=home, project=project, name=name, storage=storage, site=site), invocation.environ
    )

    def text(paper: Paper) -> None:
        paper.line(("Ready. ", "green"), f"The project {made.project} has its home in {made.home}")
        paper.table(
            ("", ""), [("storage", str(made.storage)), ("site", made.site), ("publishes as", made.login)], indent=2
        )
        paper.line("Next:")
        paper.line(f"cd {made.home}", indent=2)
        paper.line(f"studio create shot {made.project}/sq010/sh0010 --cut 1001-1100", indent=2)
        paper.line(f"studio publish FRAMES.%04d.exr --to {made.project}/sq010/sh0010", indent=2)

    return Answer(result=made.as_json(), text=text)
