"""`studio create`: make what publishes hang below. What is there is told only what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioGroup
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper
from studio_tools.studio import Created, Wish

_CUT = re.compile(r"(-?\d+)-(-?\d+)")


def read_cut(context: click.Context, parameter: click.Parameter, text: str | None) -> tuple[int, int] | None:
    """Read first and last frame, as `1001-1100`; both may be negative."""
    if text is None:
        return None
    found = _CUT.fullmatch(text.strip())
    if found is None:
        raise click.BadParameter(f"{text!r} is no cut; write it like 1001-1100.", context, parameter)
    first, last = int(found[1]), int(found[2])
    if last < first:
        raise click.BadParameter(f"the cut {text} ends before it begins.", context, parameter)
    return first, last


@click.group(cls=StudioGroup, short_help="Make what publishes hang below.")
def create() -> None:
    """Make a project, sequence, shot, asset, task, user or playlist.

    What is there already is no error, and only what you say is changed.
    """


def _make(invocation: Invocation, wishes: Sequence[Wish]) -> Answer:
    with invocation.studio() as studio:
        made = studio.create(wishes)
    return Answer(result=[one.as_json() for one in made], text=lambda paper: _tell(paper, made))


def _tell(paper: Paper, made: Sequence[Created]) -> None:
    for one in made:
        verb = "made" if one.created else "changed" if one.changed else "there already"
        paper.line(
            (f"{verb:<14}", "green" if one.created else "bright_black"), one.what, "  ", one.address, f"  (id {one.id})"
        )


_ADDRESSES = click.argument("addresses", metavar="ADDRESS…", nargs=-1, required=True)
_DESCRIPTION = click.option("--description", default="", help="What it is.")


@create.command()
@_ADDRESSES
@click.option("--name", default="", help="The full name.")
@click.pass_obj
def project(invocation: Invocation, addresses: tuple[str, ...], name: str) -> Answer:
    """Make projects: studio create project demo"""
    return _make(invocation, [Wish(what="project", address=one, name=name) for one in addresses])


@create.command()
@_ADDRESSES
@_DESCRIPTION
@click.pass_obj
def sequence(invocation: Invocation, addresses: tuple[str, ...], description: str) -> Answer:
    """Make sequences: studio create sequence demo/sq010"""
    return _make(invocation, [Wish(what="sequence", address=one, description=description) for one in addresses])


@create.command()
@_ADDRESSES
@click.option("--cut", callback=read_cut, metavar="FIRST-LAST", help="The frames of the cut, as 1001-1100.")
@click.option("--handles", type=click.IntRange(min=0), help="Frames due before and after the cut.")
@_DESCRIPTION
@click.pass_obj
def shot(
    invocation: Invocation,
    addresses: tuple[str, ...],
    cut: tuple[int, int] | None,
    handles: int | None,
    description: str,
) -> Answer:
    """Make shots, and their sequences where missing: studio create shot demo/sq010/sh0010 --cut 1001-1100"""
    wishes = [Wish(what="shot", address=one, cut=cut, handles=handles, description=description) for one in addresses]
    return _make(invocation, wishes)


@create.command()
@_ADDRESSES
@click.option("--type", "asset_type", default="", metavar="TYPE", help="Character, Prop, Environment …")
@_DESCRIPTION
@click.pass_obj
def asset(invocation: Invocation, addresses: tuple[str, ...], asset_type: str, description: str) -> Answer:
    """Make assets: studio create asset demo/assets/dragon --type Character"""
    wishes = [Wish(what="asset", address=one, asset_type=asset_type, description=description) for one in addresses]
    return _make(invocation, wishes)


@create.command()
@_ADDRESSES
@click.option("--step", default="", metavar="STEP", help="The pipeline step, as Comp or Animation.")
@click.pass_obj
def task(invocation: Invocation, addresses: tuple[str, ...], step: str) -> Answer:
    """Make tasks: studio create task 'demo/sq010/sh0010#comp' --step Comp"""
    return _make(invocation, [Wish(what="task", address=one, step=step) for one in addresses])


@create.command()
@click.argument("logins", metavar="LOGIN…", nargs=-1, required=True)
@click.option("--name", default="", help="The full name.")
@click.option("--password", envvar="STUDIO_TOOLS_NEW_PASSWORD", default="", help="For signing in at the site.")
@click.pass_obj
def user(invocation: Invocation, logins: tuple[str, ...], name: str, password: str) -> Answer:
    """Make users: studio create user ada --name 'Ada L.'"""
    return _make(invocation, [Wish(what="user", address=one, name=name, password=password) for one in logins])


@create.command()
@click.argument("addresses", metavar="PROJECT/NAME…", nargs=-1, required=True)
@click.pass_obj
def playlist(invocation: Invocation, addresses: tuple[str, ...]) -> Answer:
    """Make playlists: studio create playlist demo/dailies"""
    return _make(invocation, [Wish(what="playlist", address=one) for one in addresses])
