"""`studio steps`: the steps and recipes that a publish is made of. Works without a home."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioGroup
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper, many
from studio_tools.config import Settings
from studio_tools.errors import ConfigError, HomeMissing, PluginError, StudioError
from studio_tools.publish.catalog import Catalog


@click.group(cls=StudioGroup, invoke_without_command=True)
@click.pass_context
def steps(context: click.Context) -> Answer | None:
    """List the steps there are and the recipe of each kind; `check` looks for what is wrong with them."""
    if context.invoked_subcommand is not None:
        return None
    return _list(context.obj)


@steps.command(name="list")
@click.pass_obj
def list_command(invocation: Invocation) -> Answer:
    """List the steps there are, and the recipe of each kind."""
    return _list(invocation)


@steps.command()
@click.pass_obj
def check(invocation: Invocation) -> Answer:
    """Name every step that cannot be loaded, and every recipe that does not work."""
    from studio_tools.diagnose import examined_steps

    catalog, problems = examined_steps(_home(invocation), invocation.environ)
    broken = [error.as_json() for error in catalog.broken]
    result = {"ok": not (problems or broken), "broken": broken, "problems": problems}

    def text(paper: Paper) -> None:
        for line in [*(error.message for error in catalog.broken), *problems]:
            paper.state("fail", f"  {line}")
        if result["ok"]:
            paper.state("ok", f"  {many(len(catalog.steps), 'step')}, and every recipe finds its own")

    return Answer(result=result, text=text, error=_error(catalog, problems))


def _error(catalog: Catalog, problems: list[str]) -> StudioError | None:
    details: dict[str, object] = {"problems": [*(error.message for error in catalog.broken), *problems]}
    if catalog.broken:
        return PluginError(f"{many(len(catalog.broken), 'origin')} of steps cannot be loaded", details=details)
    return ConfigError(f"{many(len(problems), 'thing')} wrong with the recipes", details=details) if problems else None


def _known(invocation: Invocation) -> tuple[Settings, Catalog]:
    """The settings and steps of the home, or the ones that ship where there is no home."""
    from studio_tools.bootstrap import known_steps

    return known_steps(_home(invocation), invocation.environ)


def _home(invocation: Invocation) -> Path | None:
    with contextlib.suppress(HomeMissing):
        return invocation.home_folder()
    return None


def _list(invocation: Invocation) -> Answer:
    settings, catalog = _known(invocation)
    listed = [
        {
            "id": step.id,
            "phase": step.phase.value,
            "label": step.label,
            "tooltip": step.tooltip,
            "hosts": sorted(step.hosts),
            "optional": step.optional,
            "fixable": step.fix is not None,
            "origin": step.origin,
        }
        for step in catalog.steps.values()
    ]
    recipes = {
        kind: {
            "hosts": list(one.hosts),
            "collect": list(one.collect),
            "validate": list(one.validate),
            "extract": list(one.extract),
        }
        for kind, one in settings.recipes.items()
    }
    inside = {
        host: {
            kind: {"collect": list(one.collect), "validate": list(one.validate), "extract": list(one.extract)}
            for kind, one in application.recipes.items()
        }
        for host, application in settings.applications.items()
    }
    result: dict[str, Any] = {
        "steps": listed,
        "recipes": recipes,
        "applications": inside,
        "broken": [error.as_json() for error in catalog.broken],
    }
    return Answer(result=result, text=lambda paper: _tell(paper, result))


def _tell(paper: Paper, result: Mapping[str, Any]) -> None:
    rows = [(step["id"], step["phase"], step["tooltip"]) for step in result["steps"]]
    paper.table(("step", "phase", "what it does"), rows)
    paper.line()
    rows = [(kind, ", ".join(one["hosts"]), " ".join(one["validate"])) for kind, one in result["recipes"].items()]
    for host, kinds in result["applications"].items():
        rows += [(kind, f"{host}, open scene", " ".join(one["validate"])) for kind, one in kinds.items()]
    paper.table(("kind", "published from", "checks"), rows)
    for error in result["broken"]:
        paper.state("fail", f"  {error['message']}")
