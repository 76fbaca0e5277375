"""Recipes: which steps run for a kind, and in what order. Read from settings, and checked against the catalog.

What is wrong with one application's hits that application only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio_tools.config import MisshapenApplication
from studio_tools.config.structure import KeyPath
from studio_tools.errors import ConfigError, PluginError, UsageError
from studio_tools.host import Output
from studio_tools.jobs import Phase
from studio_tools.publish.catalog import Catalog, nearest
from studio_tools.publish.items import Sources
from studio_tools.publish.steps import AnyStep
from studio_tools.publish.workers import HOSTS

if TYPE_CHECKING:
    from studio_tools.config import RecipeSettings, SceneRecipeSettings, Settings

HEADLESS = "headless"

_ALIKE = 0.7

_NAMED = 5
"""How many of the things that are wrong an error says itself; the others are in its details."""


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
class Wrong:
    """Something that is wrong with the recipes, and in whose way it is."""

    at: KeyPath
    """The setting that is to be mended; empty where the text says it with its file and line."""
    text: str
    hosts: frozenset[str] = frozenset()
    """Empty: it is in everybody's way."""

    def __str__(self) -> str:
        return f"{'.'.join(self.at)}: {self.text}" if self.at else self.text

    def concerns(self, host: str) -> bool:
        return not self.hosts or host in self.hosts


@dataclass(frozen=True, slots=True)
class Recipes:
    """Every kind's recipe, checked."""

    by_kind: Mapping[str, Recipe]
    by_host: Mapping[str, Mapping[str, Recipe]] = field(default_factory=dict)
    """Those of open scenes, by application and kind; a recipe of `by_kind` that names the host is stronger."""
    wrong: tuple[Wrong, ...] = ()
    broken: tuple[PluginError, ...] = ()
    """What could not be loaded, which may be why a step is not there."""

    def require(self, host: str) -> None:
        """Raise ConfigError listing all that is wrong at once, where that is in the way of *host*."""
        problems = [str(each) for each in self.wrong if each.concerns(host)]
        if not problems:
            return
        more = len(problems) - _NAMED
        told = [*problems[:_NAMED], *([f"and {more} more"] if more > 0 else [])]
        lost = [error.message for error in self.broken]
        why = f"These could not be loaded: {'; '.join(lost)}. " if lost else ""
        raise ConfigError(
            f"the recipes of {host} are wrong: {'; '.join(told)}",
            hint=f"{why}Correct what `studio config check` names; `studio steps` lists the steps there are.",
            details={"host": host, "problems": problems, "broken": lost},
        )

    def of(self, kind: str, host: str) -> Recipe:
        """The recipe of a kind for a host.

        Raises UsageError naming the kinds that the host publishes, ConfigError as `require` does.
        """
        self.require(host)
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


def written_for(settings: Settings, kind: str, host: str) -> RecipeSettings | SceneRecipeSettings | None:
    """The recipe of a kind for a host as the settings have it, unchecked; None where they have none."""
    shared, inside = settings.recipes.get(kind), settings.applications.get(host)
    if shared is not None and host in shared.hosts:
        return shared
    return inside.recipes.get(kind) if inside is not None else None


def load_recipes(settings: Settings, catalog: Catalog) -> Recipes:
    """Read and check all recipes. What is wrong is told when a host that it concerns asks."""
    off = _switched_off(settings)

    def known(steps: Iterable[str]) -> tuple[AnyStep, ...]:
        return tuple(catalog.steps[step] for step in steps if step in catalog.steps)

    def made(kind: str, recipe: RecipeSettings | SceneRecipeSettings, hosts: tuple[str, ...]) -> Recipe:
        return Recipe(
            kind=kind,
            hosts=hosts,
            collect=known(recipe.collect),
            validate=known(step for step in recipe.validate if step not in off),
            extract=known(recipe.extract),
        )

    return Recipes(
        {kind: made(kind, recipe, tuple(recipe.hosts)) for kind, recipe in settings.recipes.items()},
        {
            host: {kind: made(kind, recipe, (host,)) for kind, recipe in inside.recipes.items()}
            for host, inside in settings.applications.items()
        },
        tuple(_all_wrong(settings, catalog)),
        catalog.broken,
    )


def recipe_problems(settings: Settings, catalog: Catalog, where: Callable[[KeyPath], str] | None = None) -> list[str]:
    """Everything that is wrong with the recipes, of whatever host; empty where nothing is.

    *where* says in which line of which file a setting stands.
    """
    return [
        f"{each} ({where(each.at)})" if where is not None and each.at else str(each)
        for each in _all_wrong(settings, catalog)
    ]


def _all_wrong(settings: Settings, catalog: Catalog) -> Iterator[Wrong]:
    hosts = {HEADLESS, *(origin.value for origin in HOSTS)}.union(*(step.hosts for step in catalog.steps.values()))
    for kind, recipe in settings.recipes.items():
        if not recipe.hosts:
            yield Wrong(("recipes", kind, "hosts"), "names no host")
        misspelt = [wrong for host in recipe.hosts for wrong in _of_host(("recipes", kind, "hosts"), host, hosts)]
        yield from misspelt
        meant = tuple(host for host in recipe.hosts if not any(wrong.concerns(host) for wrong in misspelt))
        yield from _of_one(("recipes", kind), recipe, meant, catalog)
    for host, inside in settings.applications.items():
        yield from _of_host(("applications",), host, hosts)
        if isinstance(inside, MisshapenApplication):
            yield from (Wrong((), text, frozenset({host})) for text in inside.wrong)
        for kind, each in inside.recipes.items():
            yield from _of_one(("applications", host, "recipes", kind), each, (host,), catalog)
    yield from _of_switches(settings, catalog)


def _of_host(where: KeyPath, host: str, known: Collection[str]) -> Iterator[Wrong]:
    """A host that is nearly called like a known one; any other may be a studio's own."""
    if host not in known and (told := nearest(host, known, alike=_ALIKE)):
        yield Wrong(where, f"no step knows {host}{told}", frozenset({host}))


def _switched_off(settings: Settings) -> frozenset[str]:
    return frozenset(settings.checks.disabled)


def _of_switches(settings: Settings, catalog: Catalog) -> Iterator[Wrong]:
    where = ("checks", "disabled")
    for step in sorted(_switched_off(settings)):
        known = catalog.steps.get(step)
        if known is None:
            text = f"there is no step {step}{nearest(step, catalog.steps)}"
            yield Wrong(where, text, _named_by(step, settings.applications))
        elif not known.optional:
            yield Wrong(where, f"{step} may not be switched off", frozenset(known.hosts))


def _named_by(step: str, hosts: Iterable[str]) -> frozenset[str]:
    """The one of the hosts by which an unknown step is called, as `maya.no-ngons`; else none."""
    return frozenset(hosts) & {step.partition(".")[0]}


def _of_one(
    where: KeyPath, recipe: RecipeSettings | SceneRecipeSettings, hosts: tuple[str, ...], catalog: Catalog
) -> Iterator[Wrong]:
    every = frozenset(hosts)
    if not recipe.extract:
        yield Wrong((*where, "extract"), "names no step, so there is nothing to publish", every)
    lists = {Phase.COLLECT: recipe.collect, Phase.VALIDATE: recipe.validate, Phase.EXTRACT: recipe.extract}
    for phase, ids in lists.items():
        for step in dict.fromkeys(ids):
            yield from _of_step((*where, phase.value), step, phase, hosts, catalog)
        for step in sorted({step for step in ids if list(ids).count(step) > 1}):
            yield Wrong((*where, phase.value), f"{step} stands there twice", every)
    lost = [_named_by(step, hosts) or every for step in recipe.collect if step not in catalog.steps]
    for host in hosts:
        if any(host in each for each in lost):
            continue  # what an unknown step would have provided is not missed once more
        steps = [catalog.steps[step] for ids in lists.values() for step in ids if step in catalog.steps]
        yield from _of_needs(where, host, [step for step in steps if step.runs_in(host)])


def _of_step(where: KeyPath, step: str, phase: Phase, hosts: tuple[str, ...], catalog: Catalog) -> Iterator[Wrong]:
    known, every = catalog.steps.get(step), frozenset(hosts)
    if known is None:
        yield Wrong(where, f"there is no step {step}{nearest(step, catalog.steps)}", _named_by(step, hosts) or every)
    elif known.phase is not phase:
        yield Wrong(where, f"{step} is a step of {known.phase}", every)
    elif hosts and not any(known.runs_in(host) for host in hosts):
        text = f"{step} runs in {', '.join(sorted(known.hosts))}, the recipe in {', '.join(hosts)}"
        yield Wrong(where, text, every)


def _of_needs(where: KeyPath, host: str, steps: list[AnyStep]) -> Iterator[Wrong]:
    provided: set[type] = {Sources if host == HEADLESS else Output}  # what items begin with
    for step in steps:
        if missing := ", ".join(need.__name__ for need in step.needs if need not in provided):
            text = f"{step.id} needs {missing}, which no earlier step provides in {host}"
            yield Wrong((*where, step.phase.value), text, frozenset({host}))
        provided.update(step.provides)
