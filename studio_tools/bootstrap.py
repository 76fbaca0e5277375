"""Wiring: from a home to a `Studio`. Every part is built here by hand and handed to whoever needs it.

The tracker is not asked anything, and no step is loaded, before a verb needs it.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from studio_tools.config import Loaded, Settings, configured_projects, load, load_without_home
from studio_tools.errors import PluginError
from studio_tools.events import EventBus, Listener
from studio_tools.host.headless import HeadlessHost
from studio_tools.projects import Projects
from studio_tools.session import Session
from studio_tools.storage import open_storage
from studio_tools.studio import Studio
from studio_tools.tracker.embedded import connect

if TYPE_CHECKING:
    from studio_tools.host import Host
    from studio_tools.publish.catalog import Catalog
    from studio_tools.publish.items import Origin
    from studio_tools.publish.workers import Workers

OBSERVERS = "studio_tools.observers"
USER = "STUDIO_TOOLS_USER"


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_studio(
    home: Path,
    environ: Mapping[str, str],
    *,
    project: str = "",
    host: Host | None = None,
    listeners: Iterable[Listener] = (),
    now: Callable[[], datetime] = utc_now,
) -> Studio:
    """Open the studio of a home, with the settings of *project* where one is named.

    Raises ConfigError naming every wrong line. Nothing is sent over the network.
    """
    loaded = load(home, environ, project=project or None)
    return open_loaded(loaded, environ, host=host, listeners=listeners, now=now)


def open_loaded(
    loaded: Loaded,
    environ: Mapping[str, str],
    *,
    host: Host | None = None,
    listeners: Iterable[Listener] = (),
    now: Callable[[], datetime] = utc_now,
) -> Studio:
    """Open a studio on settings that were read already."""
    observers = load_observers(loaded.settings)
    events = EventBus([*listeners, *observers.listeners])
    closing = ExitStack()
    for close in observers.closers:
        closing.callback(close)

    def beside(project: str) -> Session:
        return projects.of(project)

    host, layers = host or HeadlessHost(), _Layers.of(loaded, environ)
    open_session = partial(
        _session,
        environ=environ,
        host=host,
        events=events,
        now=now,
        closing=closing,
        neighbours=beside,
        layers=layers,
    )
    session = open_session(loaded)
    projects = _projects(layers, session, open_session)
    return Studio(
        session,
        catalog=_late_catalog(loaded.settings),
        close=closing.close,
        projects=projects,
        workers=_late_workers(loaded.settings, environ),
    )


@dataclass(frozen=True, slots=True)
class _Layers:
    """The settings of each project of a home, read once, when they are first asked for."""

    loaded: Loaded
    """Those that the studio is opened on."""
    own: tuple[str, ...]
    """The projects that have some of their own."""
    read: Callable[[str | None], Loaded]
    """Raises ConfigError."""

    @classmethod
    def of(cls, loaded: Loaded, environ: Mapping[str, str]) -> _Layers:
        @cache
        def read(code: str | None) -> Loaded:
            return loaded if code == loaded.project else load(loaded.home, environ, code)

        return cls(loaded, tuple(configured_projects(loaded.home)), read)

    def code(self, project: str) -> str | None:
        """The project itself, or None for the settings that those without any of their own share."""
        return project if project in self.own or project == self.loaded.project else None

    def root(self, project: str) -> Path:
        """Where a project keeps what it publishes. Raises ConfigError."""
        return self.read(self.code(project)).settings.storage.root


def _session(
    loaded: Loaded,
    *,
    environ: Mapping[str, str],
    host: Host,
    events: EventBus,
    now: Callable[[], datetime],
    closing: ExitStack,
    neighbours: Callable[[str], Session],
    layers: _Layers,
) -> Session:
    """The doors of one set of settings; its tracker is let go of with *closing*."""
    tracker, login = connect(loaded.settings, loaded.home, events), login_of(environ)
    closing.callback(tracker.close)
    return Session(
        home=loaded.home,
        settings=loaded.settings,
        host=host,
        tracker=tracker,
        storage=open_storage(loaded.settings, home=loaded.home, login=login, now=now),
        events=events,
        login=login,
        now=now,
        neighbours=neighbours,
        configured=layers.own,
        root_of=layers.root,
    )


def _projects(layers: _Layers, session: Session, open_session: Callable[[Loaded], Session]) -> Projects:
    """The projects of a home. A session is opened once for each set of settings, when it is first asked for."""
    loaded = layers.loaded

    @cache
    def with_settings(code: str | None) -> Session:
        theirs = layers.read(code)
        return session if theirs.settings == session.settings else open_session(theirs)

    def of_project(code: str) -> Session:
        return session if code == loaded.project else with_settings(layers.code(code))

    return Projects(home=loaded.home, general=lambda: with_settings(None), of=of_project, configured=layers.own)


def _late_catalog(settings: Settings) -> Callable[[], Catalog]:
    @cache
    def catalog() -> Catalog:
        from studio_tools.publish.catalog import load_catalog

        return load_catalog(settings.steps.folders)

    return catalog


def _late_workers(settings: Settings, environ: Mapping[str, str]) -> Callable[[Origin], Workers | None]:
    def workers(origin: Origin) -> Workers | None:
        from studio_tools.publish.workers import workers_for

        return workers_for(settings.host, environ, origin)

    return workers


def login_of(environ: Mapping[str, str]) -> str:
    """Who works: STUDIO_TOOLS_USER, else the operating system's user."""
    if told := environ.get(USER, "").strip():
        return told
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return f"uid{os.getuid()}" if hasattr(os, "getuid") else "somebody"


@dataclass(frozen=True, slots=True)
class Observers:
    """Who listens to events, and which observers could not be loaded."""

    listeners: tuple[Listener, ...] = ()
    closers: tuple[Callable[[], None], ...] = field(default=())
    broken: tuple[PluginError, ...] = ()


def load_observers(settings: Settings, *, installed: Iterable[EntryPoint] | None = None) -> Observers:
    """Load the observers of installed packages; a broken one is listed and stops nothing."""
    listeners: list[Listener] = []
    closers: list[Callable[[], None]] = []
    broken: list[PluginError] = []
    for point in entry_points(group=OBSERVERS) if installed is None else installed:
        try:
            listener = point.load()(settings)
        except (Exception, SystemExit) as cause:
            error = PluginError(
                f"the observer {point.name} ({point.value}): {type(cause).__name__}: {cause}",
                hint="Update the package that brings it, or uninstall it; everything else goes on without it.",
            )
            error.__cause__ = cause
            broken.append(error)
            continue
        listeners.append(listener)
        if callable(close := getattr(listener, "close", None)):
            closers.append(close)
    return Observers(tuple(listeners), tuple(closers), tuple(broken))


def known_steps(home: Path | None, environ: Mapping[str, str], project: str | None = None) -> tuple[Settings, Catalog]:
    """The settings and steps of a home, or the ones that ship where there is none."""
    from studio_tools.publish.catalog import load_catalog

    if home is None:
        return load_without_home(environ), load_catalog()
    settings = load(home, environ, project).settings
    return settings, load_catalog(settings.steps.folders)
