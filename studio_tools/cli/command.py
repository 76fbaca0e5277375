"""Click, bent to the house: general options on every command, late loading, and the nearest name for a wrong one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from studio_tools.cli.invocation import Invocation


def _set(name: str) -> Any:
    def remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value:
            setattr(context.find_object(Invocation), name, value)

    return remember


def general_options() -> list[click.Parameter]:
    """`--json`, `--home` and `--verbose`, which every command takes wherever they stand."""
    return [
        click.Option(
            ["--json"], is_flag=True, expose_value=False, callback=_set("json"), help="Print one JSON document."
        ),
        click.Option(
            ["--home"],
            metavar="DIR",
            expose_value=False,
            callback=_set("home"),
            help="The folder with studio.toml; else STUDIO_TOOLS_HOME, else the nearest above.",
        ),
        click.Option(
            ["--verbose"], is_flag=True, expose_value=False, callback=_set("verbose"), help="Tell more on stderr."
        ),
    ]


class Words(click.ParamType[str]):
    """Text that goes into records: bytes that are no text would make them unreadable for everybody else."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            str(value).encode()
        except UnicodeEncodeError:
            self.fail("it holds bytes that are no UTF-8 text; write it again", param, ctx)
        return str(value)


def refuse_swallowed(command: click.Command, context: click.Context, args: list[str]) -> None:
    """Raise a usage error where `--json` would be taken for the value of an option: that is never what is meant."""
    takes = {
        name: param
        for param in command.params
        if isinstance(param, click.Option) and not (param.is_flag or param.count)
        for name in param.opts
    }
    words = iter(args)
    for word in words:
        if word == "--" or (isinstance(command, click.Group) and not word.startswith("-")):
            return
        if word in takes and next(words, "") == "--json":
            hint = f"If that text is meant, write {word}=--json."
            raise click.UsageError(f"{word} needs a value, and `--json` stands in its place. {hint}", ctx=context)


class StudioCommand(click.Command):
    """A command with the general options."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(general_options())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        refuse_swallowed(self, ctx, args)
        return super().parse_args(ctx, args)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is not loaded yet: where it lives, and its line in `--help`."""

    where: str
    """`module:attribute`."""
    summary: str


class LazyGroup(click.Group):
    """A group whose commands are named in a table and loaded when they are called."""

    def __init__(
        self, *args: Any, entries: Mapping[str, Entry], sections: Mapping[str, tuple[str, ...]], **settings: Any
    ):
        super().__init__(*args, **settings)
        self.params.extend(general_options())
        self.entries = entries
        self.sections = sections

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        refuse_swallowed(self, ctx, args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.where.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        refuse_unknown(self, ctx, args[0], list(self.entries))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in self.sections.items():
            with formatter.section(title):
                formatter.write_dl([(name, self.entries[name].summary) for name in names])


class StudioGroup(click.Group):
    """A group of a few commands that live in one module."""

    command_class = StudioCommand

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(general_options())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        refuse_swallowed(self, ctx, args)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        refuse_unknown(self, ctx, args[0], list(self.commands))
        return super().resolve_command(ctx, args)


def refuse_unknown(group: click.Group, context: click.Context, name: str, known: list[str]) -> None:
    """Raise a usage error that names the nearest command, where *name* is none."""
    if name in known or name.startswith("-"):
        return
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    guess = f" Did you mean `{context.command_path} {near[0]}`?" if near else ""
    what = f"there is no command `{context.command_path} {name}`."
    raise click.UsageError(f"{what}{guess}" if near else f"{what} There are: {', '.join(known)}.", ctx=context)
