"""Which site a home speaks to: the embedded one in it, or one behind a URL. Nothing is opened before the first call."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from studio_tools.config.secret import Secret
from studio_tools.errors import ConfigError, StudioError, TrackerUnavailable
from studio_tools.events import Listener
from studio_tools.tracker.adapter import ShotGridTracker
from studio_tools.tracker.calls import Calls, Client, Clients, Patience
from studio_tools.tracker.threads import ThreadClients

if TYPE_CHECKING:
    from studio_tools.config.schema import Settings, TrackerSettings
    from studio_tools.site import Site


def connect(
    settings: Settings,
    home: Path,
    events: Listener,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> ShotGridTracker:
    """The tracker that *settings* name. Costs nothing until it is asked something. Raises ConfigError for a bad URL."""
    tracker = settings.tracker
    where = "embedded" if tracker.is_embedded else _checked(tracker.site)
    proxy = tracker.http_proxy
    clients: Clients = EmbeddedSite(home, tracker) if tracker.is_embedded else ThreadClients(lambda: _client(tracker))

    def translate(cause: Exception) -> StudioError | None:
        from studio_tools.tracker.shotgrid import Translator

        name = "the embedded site" if tracker.is_embedded else where + (" through the proxy" if proxy else "")
        return Translator(name, [tracker.script_key, proxy, _password(proxy)])(cause)

    # In one process nothing gets better by waiting: the database waits for its turn by itself.
    attempts = 1 if tracker.is_embedded else tracker.retries + 1
    patience = Patience(attempts=attempts, budget=tracker.timeout)
    calls = Calls(clients, translate=translate, events=events, patience=patience, clock=clock, sleep=sleep)
    return ShotGridTracker(calls, where=where, statuses=tracker)


def _checked(url: str) -> str:
    """The URL without what may be secret in it."""
    try:
        parts = urlsplit(url)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError as cause:
        raise ConfigError(f"tracker.site: {url!r} is no URL") from cause
    if parts.scheme not in {"http", "https"} or not host:
        raise ConfigError(
            f"tracker.site: {url!r} is neither `embedded` nor a URL",
            hint="Write it like https://studio.shotgrid.autodesk.com.",
        )
    return f"{parts.scheme}://{host}"


def _password(proxy: Secret) -> Secret:
    """The part of a proxy's address that no error may show, also by itself."""
    return Secret(proxy.reveal().rpartition("@")[0].partition(":")[2])


def _client(settings: TrackerSettings) -> Client:
    from studio_tools.tracker.shotgrid import Access, SafeShotgun

    access = Access(
        url=settings.site,
        script_name=settings.script_name,
        script_key=settings.script_key,
        http_proxy=settings.http_proxy,
        timeout=settings.timeout,
        upload_timeout=settings.upload_timeout,
    )
    return SafeShotgun(access)


class EmbeddedSite:
    """The site in a home, opened when it is first asked; one client a thread, one site for all.

    A missing site or key is made: who may write the home's files may do everything on its site anyway.
    """

    __slots__ = ("_clients", "_folder", "_lock", "_process", "_settings", "_site")

    def __init__(self, home: Path, settings: TrackerSettings) -> None:
        self._folder = home / "site"
        self._settings = settings
        self._lock = threading.Lock()
        self._site: Site | None = None
        self._process = 0
        self._clients = ThreadClients(self._client)

    def get(self) -> Client:
        return self._clients.get()

    def close(self) -> None:
        """Close the clients and the site."""
        self._clients.close()
        with self._lock:
            site, self._site = self._site, None
        if site is not None:
            site.close()

    def _client(self) -> Client:
        from studio_tools.tracker.shotgrid import Access

        try:
            from studio_tools.site import EMBEDDED_URL, open_site  # noqa: F401 - it brings what the site needs
            from studio_tools.tracker.inprocess import EmbeddedClient
        except ImportError as cause:
            raise TrackerUnavailable(
                "the embedded site cannot run in this Python",
                hint="Install studio-tools[site], or run `studio site serve` and name its URL in tracker.site.",
            ) from cause
        with self._lock, _owned():
            site = self._opened()
            name, key = site.local_credentials()
        access = Access(
            url=EMBEDDED_URL,
            script_name=name,
            script_key=Secret(key),
            timeout=self._settings.timeout,
            upload_timeout=self._settings.upload_timeout,
        )
        return EmbeddedClient(access, site_app=site.app())

    def _opened(self) -> Site:
        # A database connection does not survive a fork, so a child opens its own.
        if self._site is None or self._process != os.getpid():
            self._site = open_embedded(self._folder)
            self._process = os.getpid()
        return self._site


def open_embedded(folder: Path) -> Site:
    """Open the site in *folder*, made if it is not there. Raises SiteError, TrackerUnavailable."""
    from studio_tools.site import open_site

    with _owned():
        folder.mkdir(parents=True, exist_ok=True)
        return open_site(folder / "site.db")


@contextmanager
def _owned() -> Iterator[None]:
    """Files that belong to somebody else make the site unavailable, not broken."""
    try:
        yield
    except PermissionError as cause:
        raise TrackerUnavailable(
            "the embedded site belongs to somebody else",
            hint="Ask its owner to run `studio site serve`, and name its URL in tracker.site.",
        ) from cause
