"""`studio config`: what is set, where it comes from, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioGroup
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper, many
from studio_tools.config import Explanation, Problem, Secret, check, load
from studio_tools.errors import ConfigError
from studio_tools.publish.catalog import nearest

_PROJECT = click.option("--project", default=None, metavar="CODE", help="With the settings of this project.")


@click.group(cls=StudioGroup)
def config() -> None:
    """Show, explain and check the configuration."""


@config.command()
@click.argument("key")
@_PROJECT
@click.pass_obj
def explain(invocation: Invocation, key: str, project: str | None) -> Answer:
    """Say what KEY is for, its value, and every layer that speaks of it."""
    told = load(invocation.home_folder(), invocation.environ, project).explain(key)
    result = {
        "key": told.key,
        "doc": told.doc,
        "value": told.value,
        "winner": told.winner,
        "layers": [{"layer": one.layer, "where": one.where, "value": one.value} for one in told.layers],
    }
    return Answer(result=result, text=lambda paper: _explain(paper, told))


def _explain(paper: Paper, told: Explanation) -> None:
    paper.line((f"{told.key} = {told.value}", "bold"))
    paper.line(told.doc, indent=2)
    paper.table(("layer", "where", "value"), [(one.layer, one.where, one.value) for one in told.layers], indent=2)
    paper.line(f"The last line wins: {told.winner}", indent=2)


@config.command(name="check")
@_PROJECT
@click.pass_obj
def check_command(invocation: Invocation, project: str | None) -> Answer:
    """Name everything that is wrong in every layer, with its line."""
    from studio_tools.diagnose import recipe_lines

    home = invocation.home_folder()
    problems = check(home, invocation.environ, project)
    if not problems:
        problems = [Problem("", text, "") for text in recipe_lines(home, invocation.environ, project)]
    result = {
        "ok": not problems,
        "problems": [{"key": one.key, "text": one.text, "where": one.where} for one in problems],
    }
    return Answer(result=result, text=lambda paper: _problems(paper, problems), error=_error(problems, result))


def _error(problems: list[Problem], result: Mapping[str, object]) -> ConfigError | None:
    if not problems:
        return None
    message = f"{many(len(problems), 'setting')} to mend"
    return ConfigError(message, hint="Correct the named lines.", details={"problems": result["problems"]})


def _problems(paper: Paper, problems: list[Problem]) -> None:
    for problem in problems:
        paper.state("fail", f"  {problem}")
    if not problems:
        paper.state("ok", "  every layer is right")


@config.command()
@click.argument("section", default="")
@_PROJECT
@click.pass_obj
def show(invocation: Invocation, section: str, project: str | None) -> Answer:
    """Print the values that hold; of one SECTION where it is named."""
    loaded = load(invocation.home_folder(), invocation.environ, project)
    values: Any = plain(loaded.settings)
    if section and section not in values:
        hint = f"Sections: {', '.join(values)}."
        raise ConfigError(f"there is no section {section!r}{nearest(section, values)}", hint=hint)
    chosen = {section: values[section]} if section else values
    return Answer(result=chosen, text=lambda paper: _show(paper, chosen))


def plain(value: object) -> object:
    """Settings as plain JSON values; secrets are stars."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Secret):
        return str(value) if value else ""
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)


def _show(paper: Paper, values: Mapping[str, Any], prefix: str = "") -> None:
    for key, value in values.items():
        if isinstance(value, Mapping):
            _show(paper, value, f"{prefix}{key}.")
        else:
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            paper.line((f"{prefix}{key}", "bold"), f" = {shown}")
