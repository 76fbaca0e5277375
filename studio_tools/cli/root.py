"""The table of commands. A command's module is loaded only when it is called."""

from __future__ import annotations

import click

from studio_tools import __version__
from studio_tools.cli.command import Entry, LazyGroup

_HERE = "studio_tools.cli.commands"

_SECTIONS = {
    "Begin": {
        "demo": Entry(f"{_HERE}.demo:demo", "Build a small show and walk the whole way on it."),
        "init": Entry(f"{_HERE}.init:init", "Make a home: studio.toml, storage and an embedded site."),
        "create": Entry(f"{_HERE}.create:create", "Make a project, sequence, shot, asset, task, user or playlist."),
    },
    "Publish": {
        "publish": Entry(f"{_HERE}.publish:publish", "Publish files as a new version, all or nothing."),
        "resume": Entry(f"{_HERE}.resume:resume", "Finish or drop what was left unfinished."),
    },
    "Look": {
        "find": Entry(f"{_HERE}.find:find", "Find what is published, by address, kind, representation or words."),
        "versions": Entry(f"{_HERE}.versions:versions", "List the versions of a project, entity or product."),
        "show": Entry(f"{_HERE}.versions:show", "Show one version: files, origin, what it uses and who uses it."),
        "verify": Entry(f"{_HERE}.verify:verify", "Compare what is published with its digests."),
        "where-used": Entry(
            f"{_HERE}.versions:where_used", "Follow what a version was made from and what was made from it."
        ),
        "scan": Entry(f"{_HERE}.scan:scan", "Tell what a .ma, .mb or .nk file refers to, without the program."),
        "retract": Entry(f"{_HERE}.versions:retract", "Mark a version as not to be used; nothing is deleted."),
    },
    "Keep current": {
        "updates": Entry(f"{_HERE}.updates:updates", "List what a scene file reads, and what of it is outdated."),
        "update": Entry(f"{_HERE}.updates:update", "Copy a scene file so that it reads the newest versions."),
    },
    "Work": {
        "launch": Entry(f"{_HERE}.launch:launch", "Start Maya, Nuke or another application for an address."),
    },
    "Look after it": {
        "site": Entry(f"{_HERE}.site:site", "The embedded site: serve it, or ask what it is."),
        "config": Entry(f"{_HERE}.config:config", "Show, explain and check the configuration."),
        "steps": Entry(f"{_HERE}.steps:steps", "List the steps and recipes of a publish, or check them."),
        "doctor": Entry(f"{_HERE}.doctor:doctor", "Look at everything and say what to do."),
    },
}

root = LazyGroup(
    "studio",
    entries={name: entry for section in _SECTIONS.values() for name, entry in section.items()},
    sections={title: tuple(section) for title, section in _SECTIONS.items()},
    help="A studio pipeline for animation and VFX: publish, verify and follow what was published.",
    epilog="New here? `studio demo` makes a small show to look at; `studio COMMAND --help` tells about a command.",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
)


def _print_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"studio {__version__}")
        context.exit()


root.params.append(
    click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help="Print the version.",
    )
)
