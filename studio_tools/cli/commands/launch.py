"""`studio launch`: start Maya, Nuke or another application for an address, with our start-up folder in it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper
from studio_tools.errors import ContextError, HostError, SourceError
from studio_tools.launch import Launch, begin, choose, newest_scene, prepare
from studio_tools.model import Address
from studio_tools.studio import Studio

STDERR = 2
"""Where an application prints that is waited for, where our stdout belongs to one JSON document."""


@click.command(cls=StudioCommand)
@click.argument("program", metavar="maya|nuke|…")
@click.argument("to", metavar="ADDRESS")
@click.argument("arguments", metavar="[-- ARGS…]", nargs=-1)
@click.option("--use", "version", default="", metavar="VERSION", help="Another version than the first that is found.")
@click.option("--open", "newest", is_flag=True, help="Open the newest scene: your own, else the published one.")
@click.option("--scene", type=click.Path(path_type=Path), metavar="FILE", help="Open this scene.")
@click.option("--wait", is_flag=True, help="Wait until it has ended, and end as it did.")
@click.option("--print", "only_print", is_flag=True, help="Show command and environment, and start nothing.")
@click.pass_obj
def launch(
    invocation: Invocation,
    program: str,
    to: str,
    arguments: tuple[str, ...],
    version: str,
    newest: bool,
    scene: Path | None,
    wait: bool,
    only_print: bool,
) -> Answer:
    """Start an application on a shot, asset or sequence: studio launch maya demo/sq010/sh0010#anim --open

    The studio's own installations (launch.programs) are tried first, then what variables such as MAYA_LOCATION name,
    then where they usually lie; the newest first. What follows -- is handed to the application.
    """
    address = _target(to)
    with invocation.studio(project=address.project) as studio:
        studio.context(address)
        made = prepare(
            studio.session,
            choose(studio.session.settings.launch, program, invocation.environ, version=version),
            address,
            invocation.environ,
            scene=_scene(studio, address, program, scene, newest=newest),
            arguments=arguments,
            own=Path(sys.prefix) if sys.prefix != sys.base_prefix else None,
        )
    if only_print:
        return Answer(result=made.as_json() | {"started": False}, text=lambda paper: _show(paper, made))
    process, status = begin(made, wait=wait, output=STDERR if invocation.json else None)
    result = made.as_json() | {"started": True, "process": process, "status": status}
    return Answer(result=result, text=lambda paper: _tell(paper, made), error=_failure(made, status))


def _target(text: str) -> Address:
    address = Address.parse(text)
    if address.is_version:
        raise ContextError(f"{text} names a version", hint="Name what is to be worked on, without the @….")
    if not address.entity:
        raise ContextError(f"{text} names no shot, asset or sequence", hint="Write it like demo/sq010/sh0010.")
    return address


def _scene(studio: Studio, address: Address, program: str, named: Path | None, *, newest: bool) -> Path | None:
    if named is not None:
        if not named.is_file():
            raise SourceError(f"{named} is not there", hint="Check the path of the scene.")
        return named.absolute()
    if not newest:
        return None
    found = newest_scene(studio.session, address, program)
    if found is None:
        raise SourceError(f"{address} has no scene yet", hint="Leave --open away to begin with a new one.")
    return found


def _failure(made: Launch, status: int | None) -> HostError | None:
    if not status:
        return None
    return HostError(f"{made.installation.path.name} ended with status {status}", details={"status": status})


def _tell(paper: Paper, made: Launch) -> None:
    version = f" {made.installation.version}" if made.installation.version else ""
    paper.line((f"{made.installation.program}{version}", "bold"), f"  {made.installation.path}  on {made.address}")


def _show(paper: Paper, made: Launch) -> None:
    _tell(paper, made)
    paper.line(shlex.join(made.command), indent=2)
    for each in made.changes:
        paper.line(f"{each.name}={each.value}" if each.value is not None else f"without {each.name}", indent=2)
