"""`studio site`: serve the home's embedded site to others, or say what the site is."""

from __future__ import annotations

import contextlib
import json

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioGroup
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper
from studio_tools.config import TrackerSettings, load
from studio_tools.errors import ConfigError, UsageError


@click.group(cls=StudioGroup)
def site() -> None:
    """The embedded site of this home, which speaks ShotGrid's protocol."""


@site.command()
@click.option(
    "--host", default=None, metavar="ADDRESS", help="Where to listen; else as configured (this machine only)."
)
@click.option("--port", default=None, type=click.IntRange(0, 65535), help="0 picks a free one; else as configured.")
@click.option("--script-name", default="", metavar="NAME", help="Make this script user, so that scripts can sign in.")
@click.option("--script-key", default="", metavar="KEY", envvar="STUDIO_TOOLS_SCRIPT_KEY", help="Its key.")
@click.option(
    "--thumbnail-delay", type=click.FloatRange(min=0), default=None, metavar="S", help="Show thumbnails late."
)
@click.option("--allow-remote", is_flag=True, help="Let other machines in; the connection is not encrypted.")
@click.pass_obj
def serve(
    invocation: Invocation,
    host: str | None,
    port: int | None,
    script_name: str,
    script_key: str,
    thumbnail_delay: float | None,
    allow_remote: bool,
) -> Answer:
    """Serve this home's site until it is told to end. Prints one line with its URL when it listens."""
    from studio_tools.site import serve as serve_site
    from studio_tools.tracker.embedded import open_embedded

    if bool(script_name) != bool(script_key):
        raise UsageError("a script user needs both --script-name and --script-key")
    home = invocation.home_folder()
    settings = load(home, invocation.environ).settings
    _refuse_foreign(settings.tracker)
    with contextlib.closing(open_embedded(home / "site")) as served:
        if script_name:
            served.add_script(script_name, script_key)
        serve_site(
            served,
            host=settings.site.host if host is None else host,
            port=settings.site.port if port is None else port,
            thumbnail_delay=settings.site.thumbnail_delay if thumbnail_delay is None else thumbnail_delay,
            allow_remote=allow_remote,
            on_listening=lambda url: _say_url(invocation, url),
        )
    return Answer(result=None, is_told=True)


def _say_url(invocation: Invocation, url: str) -> None:
    line = json.dumps({"ok": True, "result": {"url": url}}) if invocation.json else url
    invocation.stdout.write(line + "\n")
    invocation.stdout.flush()


def _refuse_foreign(settings: TrackerSettings) -> None:
    """A home that uses another site has none of its own to serve."""
    if not settings.is_embedded:
        raise ConfigError(
            f"this home uses the site {settings.site}, so there is none to serve",
            hint="Serve from a home whose tracker.site is embedded.",
        )


@site.command()
@click.pass_obj
def info(invocation: Invocation) -> Answer:
    """Say which site this home uses, and whether it answers."""
    with invocation.studio() as studio:
        facts = studio.session.tracker.facts()
        projects = [project.code for project in studio.session.tracker.projects()]
    result = {
        "site": facts.where,
        "version": facts.version,
        "authentication": facts.authentication,
        "projects": projects,
    }

    def text(paper: Paper) -> None:
        paper.line((facts.where, "bold"), f"  version {facts.version}")
        paper.line(f"projects  {', '.join(projects) or 'none yet'}", indent=2)

    return Answer(result=result, text=text)
