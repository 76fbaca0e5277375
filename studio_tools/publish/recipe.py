"""Recipes: which steps run for a kind, and in what order. Read from settings, and checked against the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio_tools.errors import ConfigError, UsageError
from studio_tools.host import Output
from studio_tools.jobs import Phase
from studio_tools.publish.catalog import Catalog, nearest
from studio_tools.publish.items import Sources
from studio_tools.publish.steps import AnyStep

if TYPE_CHECKING:
    from studio_tools.config import RecipeSettings, SceneRecipeSettings, Settings

HEADLESS = "headless"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The steps of one kind, in order; those of other hosts are left out when it runs."""

    kind: str
    hosts: tuple[str, ...]
    collect: tuple[AnyStep, ...]
    validate: tuple[AnyStep, ...]
    extract: tuple[AnyStep, ...]

    def steps(self, phase: Phase, host: str) -> tuple[AnyStep, ...]:
        """What runs in *host* in one phase."""
        match phase:
            case Phase.COLLECT:
                steps = self.collect
            case Phase.VALIDATE:
                steps = self.validate
            case Phase.EXTRACT:
                steps = self.extract
            case _:
                steps = ()
        return tuple(step for step in steps if step.runs_in(host))


@dataclass(frozen=True, slots=True)
class Recipes:
    """Every kind's recipe, checked."""

    by_kind: Mapping[str, Recipe]
    by_host: Mapping[str, Mapping[str, Recipe]] = field(default_factory=dict)
    """Those of open scenes, by application and kind; a recipe of `by_kind` that names the host is stronger."""

    def of(self, kind: str, host: str) -> Recipe:
        """The recipe of a kind for a host. Raises UsageError naming the kinds that the host publishes."""
        recipe, inside = self.by_kind.get(kind), self.by_host.get(host, {})
        if recipe is not None and host in recipe.hosts:
            return recipe
        if kind in inside:
            return inside[kind]
        kinds = sorted({name for name, recipe in self.by_kind.items() if host in recipe.hosts} | set(inside))
        what = "is no kind" if recipe is None else f"cannot be published from {host}"
        raise UsageError(
            f"{kind!r} {what}{nearest(kind, kinds)}", hint=f"Kinds: {', '.join(kinds)}.", details={"kinds": kinds}
        )


def load_recipes(settings: Settings, catalog: Catalog) -> Recipes:
    """Read and check all recipes. Raises ConfigError listing every problem at once."""
    if problems := recipe_problems(settings, catalog):
        raise ConfigError(
            "the recipes are wrong: " + "; ".join(problems),
            hint="Correct them in studio.toml; `studio steps` lists the steps there are.",
            details={"problems": problems},
        )
    off = _switched_off(settings)

    def made(kind: str, recipe: RecipeSettings | SceneRecipeSettings, hosts: tuple[str, ...]) -> Recipe:
        return Recipe(
            kind=kind,
            hosts=hosts,
            collect=tuple(catalog.steps[step] for step in recipe.collect),
            validate=tuple(catalog.steps[step] for step in recipe.validate if step not in off),
            extract=tuple(catalog.steps[step] for step in recipe.extract),
        )

    return Recipes(
        {kind: made(kind, recipe, tuple(recipe.hosts)) for kind, recipe in settings.recipes.items()},
        {
            host: {kind: made(kind, recipe, (host,)) for kind, recipe in inside.recipes.items()}
            for host, inside in settings.applications.items()
        },
    )


def recipe_problems(settings: Settings, catalog: Catalog) -> list[str]:
    """Everything that is wrong with the recipes; empty where nothing is."""
    found: list[str] = []
    for kind, recipe in settings.recipes.items():
        if not recipe.hosts:
            found.append(f"recipes.{kind}.hosts: names no host")
        found += _of_one(f"recipes.{kind}", recipe, recipe.hosts, catalog)
    for host, inside in settings.applications.items():
        for kind, each in inside.recipes.items():
            found += _of_one(f"applications.{host}.recipes.{kind}", each, (host,), catalog)
    return found + list(_of_switches(settings, catalog))


def _switched_off(settings: Settings) -> frozenset[str]:
    return frozenset(settings.checks.disabled)


def _of_switches(settings: Settings, catalog: Catalog) -> Iterator[str]:
    for step in sorted(_switched_off(settings)):
        known = catalog.steps.get(step)
        if known is None:
            yield f"checks.disabled: there is no step {step}{nearest(step, catalog.steps)}"
        elif not known.optional:
            yield f"checks.disabled: {step} may not be switched off"


def _of_one(
    where: str, recipe: RecipeSettings | SceneRecipeSettings, hosts: tuple[str, ...], catalog: Catalog
) -> Iterator[str]:
    if not recipe.extract:
        yield f"{where}.extract: names no step, so there is nothing to publish"
    lists = {Phase.COLLECT: recipe.collect, Phase.VALIDATE: recipe.validate, Phase.EXTRACT: recipe.extract}
    for phase, ids in lists.items():
        for step in ids:
            yield from _of_step(f"{where}.{phase}", step, phase, hosts, catalog)
        for step in sorted({step for step in ids if list(ids).count(step) > 1}):
            yield f"{where}.{phase}: {step} stands there twice"
    for host in hosts:
        steps = [catalog.steps[step] for ids in lists.values() for step in ids if step in catalog.steps]
        yield from _of_needs(where, host, [step for step in steps if step.runs_in(host)])


def _of_step(where: str, step: str, phase: Phase, hosts: tuple[str, ...], catalog: Catalog) -> Iterator[str]:
    known = catalog.steps.get(step)
    if known is None:
        yield f"{where}: there is no step {step}{nearest(step, catalog.steps)}"
    elif known.phase is not phase:
        yield f"{where}: {step} is a step of {known.phase}"
    elif not any(known.runs_in(host) for host in hosts):
        yield f"{where}: {step} runs in {', '.join(sorted(known.hosts))}, the recipe in {', '.join(hosts)}"


def _of_needs(where: str, host: str, steps: list[AnyStep]) -> Iterator[str]:
    provided: set[type] = {Sources if host == HEADLESS else Output}  # what items begin with
    for step in steps:
        if missing := ", ".join(need.__name__ for need in step.needs if need not in provided):
            yield f"{where}.{step.phase}: {step.id} needs {missing}, which no earlier step provides in {host}"
        provided.update(step.provides)
