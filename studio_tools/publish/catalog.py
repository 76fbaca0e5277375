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
from traceback import extract_tb
from types import ModuleType

from studio_tools.errors import PluginError, StudioError
from studio_tools.jobs import Phase
from studio_tools.publish.steps import FROM_FILE, AnyStep, Step

GROUP = "studio_tools.steps"
OWN = "studio_tools.publish.checks:STEPS"
OFFER = "STEPS"
"""What a file offers, where it says so; otherwise it is every step that it makes."""
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
    if OFFER in vars(module):
        return _checked(vars(module)[OFFER], OFFER)
    made = {id(value): value for value in vars(module).values() if isinstance(value, Step) and _makes(module, value)}
    if not made:
        raise PluginError("it makes no step", hint="Put @validator, @collector or @extractor before a function.")
    return _distinct(tuple(made.values()))


def _makes(module: ModuleType, step: AnyStep) -> bool:
    """Whether a step at the top of a file is its own, perhaps by another's factory; else it was only imported."""
    home = step.call.__module__
    elsewhere = vars(sys.modules[home]).values() if home in sys.modules else ()
    return home == module.__name__ or all(value is not step for value in elsewhere)


def _import_file(path: Path) -> ModuleType:
    """Run a file as a module of its own name, so that two files called checks.py do not meet."""
    mark = hashlib.blake2b(str(path.resolve()).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    name = f"{FROM_FILE}{mark}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError("it cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up by name
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _checked(value: object, name: str = "it") -> tuple[AnyStep, ...]:
    """The steps of an offer, which is told as *name*. Raises PluginError where it is none."""
    if isinstance(value, Step):
        hint = f"Write {OFFER} = (one, two), with a comma also behind a single one."
        raise PluginError(f"{name} is a step, not a tuple of steps", hint=hint)
    if not isinstance(value, tuple | list):
        hint = f"Write {OFFER} = (one, two), naming what the decorators make."
        raise PluginError(f"{name} is a {type(value).__name__}, not a tuple or list of steps", hint=hint)
    for each in value:
        if not isinstance(each, Step):
            what = f"{type(each).__name__} {getattr(each, '__name__', '')}".rstrip()
            hint = "Put @validator, @collector or @extractor before the function that is meant."
            raise PluginError(f"{name} holds the {what}, which is no step", hint=hint)
    return _distinct(tuple(value))


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
    if isinstance(cause, PluginError):
        what = what.replace(f"{origin}:", "")  # a file's functions, in a message that names the file already
    own = cause.hint if isinstance(cause, PluginError) else ""
    hint = own if own and own != PluginError.default_hint else _advice(origin, cause)
    error = PluginError(f"{origin}: {what}", hint=hint, details={"origin": origin})
    error.__cause__ = cause
    return error


def _advice(origin: str, cause: BaseException) -> str:
    """What to do about an origin: mend the line that raised, or take it away. The rest works without it."""
    if origin in SHIPPED:
        return "It came with this installation, which is damaged or mixed with another: install it anew."
    if not origin.endswith(".py"):
        return "Update the package that brings it, or uninstall it; `studio steps check` tries it again."
    raised = [frame.lineno for frame in extract_tb(cause.__traceback__) if frame.filename == origin]
    line = (
        cause.lineno if isinstance(cause, SyntaxError) and cause.filename == origin else next(iter(raised[-1:]), None)
    )
    where = f"line {line} of " if line else ""
    return f"Correct {where}{origin}, or move it out of the folder of steps; `studio steps check` tries it again."
