"""The doctor's whole round: each part is looked at by itself, so that one sick part hides no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from studio_tools.bootstrap import known_steps, load_observers, login_of, open_loaded
from studio_tools.config import Loaded, Settings, check, configured_projects, in_full, load
from studio_tools.doctor import (
    Level,
    Line,
    advice_of,
    guarded,
    machine_lines,
    plugin_lines,
    run_lines,
    site_lines,
    storage_lines,
    worker_lines,
)
from studio_tools.errors import StudioError
from studio_tools.publish.catalog import Catalog, load_catalog
from studio_tools.publish.recipe import recipe_problems
from studio_tools.publish.workers import Workers

_SITE_FOLDER = "site"


def diagnose(find: Callable[[], Path], environ: Mapping[str, str]) -> Iterator[Line]:
    """Look at home, configuration, storage, site, publishes, steps and machine; *find* finds the home.

    Nothing is raised for what is wrong: it is a line.
    """
    yield from guarded("machine", lambda: machine_lines(login_of(environ), program=_ffmpeg(find, environ)))
    try:
        home = find()
    except StudioError as error:
        yield Line(area="home", level=Level.FAIL, text=error.message, advice=advice_of(error))
        return
    yield Line(area="home", level=Level.OK, text=str(home))
    yield from guarded("home", lambda: _config_lines(home, environ))
    try:
        loaded = load(home, environ)
    except StudioError as error:
        advice = advice_of(error) or "Correct the lines named above; the rest cannot be looked at before."
        yield Line(area="home", level=Level.FAIL, text="the settings cannot be used", advice=advice)
        return
    yield from _of_home(loaded, environ)


def _ffmpeg(find: Callable[[], Path], environ: Mapping[str, str]) -> str:
    """The studio's own ffmpeg; "" where it has none, or where the settings cannot be read, which is told elsewhere."""
    try:
        return load(find(), environ).settings.media.ffmpeg
    except StudioError:
        return ""


def _of_home(loaded: Loaded, environ: Mapping[str, str]) -> Iterator[Line]:
    settings = loaded.settings
    yield from guarded("storage", lambda: _storage_lines(settings))
    yield from _of_projects(loaded, environ)
    yield from guarded("workers", lambda: _worker_lines(settings, environ))
    try:
        studio = open_loaded(loaded, environ)
    except StudioError as error:
        yield Line(area="home", level=Level.FAIL, text=error.message, advice=advice_of(error))
        return
    embedded = loaded.home / _SITE_FOLDER if settings.tracker.is_embedded else None
    with studio:
        yield from guarded("site", lambda: site_lines(studio.session.tracker, embedded=embedded))
        yield from guarded("publishes", lambda: run_lines(studio.projects))
        yield from guarded("steps", lambda: _plugin_lines(loaded, environ))


def _of_projects(loaded: Loaded, environ: Mapping[str, str]) -> Iterator[Line]:
    """The storages of projects that keep what they publish elsewhere, each once."""
    seen = {loaded.settings.storage.root}
    for code in configured_projects(loaded.home):
        try:
            theirs = load(loaded.home, environ, code).settings
        except StudioError as error:
            yield Line(
                area="storage", level=Level.FAIL, text=f"where {code} lies is not known", advice=advice_of(error)
            )
            continue
        if theirs.storage.root not in seen:
            seen.add(theirs.storage.root)
            yield from guarded("storage", partial(_storage_lines, theirs, of=f"{code}: "))


def _storage_lines(settings: Settings, *, of: str = "") -> Iterator[Line]:
    storage = settings.storage
    for line in storage_lines(storage.root, reserve=int(storage.free_space_reserve), group=storage.group):
        yield replace(line, text=f"{of}{line.text}")


def _worker_lines(settings: Settings, environ: Mapping[str, str]) -> Iterator[Line]:
    """Of the Python that is named for workers; where none is, applications publish by themselves."""
    workers = Workers.of(settings.host, environ, python="")
    if workers.python and settings.host.worker != "never":
        yield from worker_lines(workers.python, workers.environ)


def _config_lines(home: Path, environ: Mapping[str, str]) -> Iterator[Line]:
    problems = check(home, environ)
    for problem in problems:
        text = str(problem.in_full(home))
        yield Line(area="home", level=Level.FAIL, text=text, advice="Correct it, then `studio config check`.")
    if not problems:
        yield Line(area="home", level=Level.OK, text="every layer of settings is right")


def _plugin_lines(loaded: Loaded, environ: Mapping[str, str]) -> Iterator[Line]:
    home, settings = loaded.home, loaded.settings
    catalog = load_catalog(settings.steps.folders)
    problems = recipe_problems(settings, catalog, lambda path: in_full(loaded.where(path), home))
    observers = load_observers(settings)
    told = {str(problem) for problem in check(home, environ)}  # by the look at the settings
    yield from plugin_lines(
        steps=len(catalog.steps),
        broken=catalog.broken,
        recipes=[problem for problem in problems if problem not in told],
        observers=observers.broken,
    )
    for close in observers.closers:
        close()


def recipe_lines(home: Path, environ: Mapping[str, str], project: str | None = None) -> list[str]:
    """Which steps of a home cannot be loaded, and what is wrong with its recipes, for `studio config check`."""
    catalog, problems = examined_steps(home, environ, project)
    return [*(error.message for error in catalog.broken), *problems]


def examined_steps(
    home: Path | None, environ: Mapping[str, str], project: str | None = None
) -> tuple[Catalog, list[str]]:
    """The steps of a home, or those that ship where there is none, and what is wrong with the recipes, line by line."""
    if home is None:
        settings, catalog = known_steps(None, environ)
        return catalog, recipe_problems(settings, catalog)
    loaded = load(home, environ, project)
    catalog = load_catalog(loaded.settings.steps.folders)
    return catalog, recipe_problems(loaded.settings, catalog, loaded.where)
