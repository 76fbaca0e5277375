"""Where steps come from: our own, installed packages' entry points, and folders of plain Python files.

A broken origin becomes a PluginError in `Catalog.broken` and stops nothing. Not here: which steps run (recipe).
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from studio_tools.errors import PluginError, StudioError
from studio_tools.jobs import Phase
from studio_tools.publish.steps import AnyStep, Step

GROUP = "studio_tools.steps"
OWN = "studio_tools.publish.checks:STEPS"
SHIPPED = (OWN, "dcc.maya.steps:STEPS", "dcc.nuke.steps:STEPS")
"""Always loaded, so that a checkout without installed metadata has our own steps too. Those of an application import
without it."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every step that was found, by id, and what could not be loaded."""

    steps: Mapping[str, AnyStep] = field(default_factory=dict)
    broken: tuple[PluginError, ...] = ()

    def get(self, step: str) -> AnyStep:
        """The step of an id. Raises PluginError naming the nearest one."""
        if step in self.steps:
            return self.steps[step]
        raise PluginError(
            f"there is no step {step!r}{nearest(step, self.steps)}", hint="List them with `studio steps`."
        )

    def of(self, phase: Phase) -> tuple[AnyStep, ...]:
        """The steps of one phase, sorted by id."""
        return tuple(step for _, step in sorted(self.steps.items()) if step.phase is phase)


def nearest(word: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """`; did you mean "…"?` with the nearest of *known*, or nothing. *alike* says how near it must be, up to 1."""
    near = get_close_matches(word, list(known), n=1, cutoff=alike)
    return f'; did you mean "{near[0]}"?' if near else ""


def load_catalog(folders: Iterable[Path] = (), *, installed: Iterable[EntryPoint] | None = None) -> Catalog:
    """Load every step there is. *installed* replaces the entry points of this interpreter.

    The first to claim an id keeps it; a second one is listed as broken with both origins.
    """
    found: dict[str, AnyStep] = {}
    broken: list[PluginError] = []
    for origin, load in _origins(folders, entry_points(group=GROUP) if installed is None else installed):
        try:
            steps = tuple(load())
        except (Exception, SystemExit) as cause:
            broken.append(_told(origin, cause))
            continue
        broken.extend(_claim(step, found) for step in steps if step.id in found)
        found.update({step.id: step for step in steps if step.id not in found})
    return Catalog(dict(sorted(found.items())), tuple(broken))


def _origins(
    folders: Iterable[Path], installed: Iterable[EntryPoint]
) -> Iterator[tuple[str, Callable[[], Iterable[AnyStep]]]]:
    for own in SHIPPED:
        yield own, partial(_load_own, own)
    for point in installed:
        if point.value not in SHIPPED:
            yield f"{point.name} = {point.value}", partial(_load_point, point)
    for folder in folders:
        for path in _python_files(folder):
            yield str(path), partial(_load_file, path)


def _python_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.glob("*.py") if not path.name.startswith("_"))


def _load_own(origin: str) -> tuple[AnyStep, ...]:
    module, _, name = origin.partition(":")
    return _checked(getattr(importlib.import_module(module), name))


def _load_point(point: EntryPoint) -> tuple[AnyStep, ...]:
    return _checked(point.load())


def _load_file(path: Path) -> tuple[AnyStep, ...]:
    module = _import_file(path)
    steps = tuple(
        value for value in vars(module).values() if isinstance(value, Step) and value.call.__module__ == module.__name__
    )
    if not steps:
        raise PluginError(f"{path} makes no step", hint="Put @validator, @collector or @extractor before a function.")
    return _distinct(steps)


def _import_file(path: Path) -> ModuleType:
    """Run a file as a module of its own name, so that two files called checks.py do not meet."""
    mark = hashlib.blake2b(str(path.resolve()).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    name = f"studio_tools_steps_{mark}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up by name
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _checked(value: object) -> tuple[AnyStep, ...]:
    if isinstance(value, Iterable) and not isinstance(value, str):
        steps = tuple(value)
        if all(isinstance(step, Step) for step in steps):
            return _distinct(steps)
    raise PluginError("it is not a sequence of steps", hint="Name a tuple of what the decorators make.")


def _distinct(steps: tuple[AnyStep, ...]) -> tuple[AnyStep, ...]:
    seen: dict[str, AnyStep] = {}
    for step in steps:
        if step.id in seen:
            raise _claim(step, seen)
        seen[step.id] = step
    return steps


def _claim(step: AnyStep, found: Mapping[str, AnyStep]) -> PluginError:
    return PluginError(
        f"two steps are called {step.id}: {found[step.id].origin} and {step.origin}",
        hint=f"The first is used; rename the one in {step.origin}.",
        details={"step": step.id, "origins": [found[step.id].origin, step.origin]},
    )


def _told(origin: str, cause: BaseException) -> PluginError:
    """Say where a broken plug-in comes from, and keep what it died of as the cause."""
    what = cause.message if isinstance(cause, StudioError) else f"{type(cause).__name__}: {cause}"
    hint = cause.hint if isinstance(cause, PluginError) else ""
    error = PluginError(f"{origin}: {what}", hint=hint, details={"origin": origin})
    error.__cause__ = cause
    return error
