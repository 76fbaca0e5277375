"""A real site in a temporary folder, reached through the unmodified client by either door."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun

from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site, open_site, serve

SCRIPT, KEY = "tests", "a key for tests"


class EmbeddedClient(InProcessTransport, Shotgun):
    """The client as the product combines it."""


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2024, 3, 13, 12, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site's database, made once; each test works on a copy of its own."""
    path = tmp_path_factory.mktemp("fresh") / "site.db"
    with open_site(path, clock=Clock()) as opened:
        opened.add_script(SCRIPT, KEY)
    return path


@pytest.fixture
def site(tmp_path: Path, clock: Clock, fresh: Path) -> Iterator[Site]:
    path = tmp_path / "site" / "site.db"
    path.parent.mkdir()
    shutil.copy(fresh, path)
    with open_site(path, clock=clock) as opened:
        yield opened


@contextmanager
def listening(site: Any, **options: Any) -> Iterator[str]:
    """The site over HTTP on a free port, ended again."""
    urls: list[str] = []
    ready, stop = threading.Event(), threading.Event()

    def on_listening(url: str) -> None:
        urls.append(url)
        ready.set()

    def run() -> None:
        serve(site, port=0, on_listening=on_listening, stop=stop, **options)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(20), "the site did not come up"
        yield urls[0]
    finally:
        stop.set()
        thread.join(20)


Connect = Callable[..., Any]


def embedded_client(site: Site, **how: Any) -> Any:
    """The unmodified client on a site in this process."""
    client: Any = EmbeddedClient(EMBEDDED_URL, site_app=site.app(), **(how or {"script_name": SCRIPT, "api_key": KEY}))
    client.config.convert_datetimes_to_utc = False
    return client


def remote_client(url: str, **how: Any) -> Any:
    """The unmodified client on a site over HTTP."""
    client: Any = Shotgun(url, **(how or {"script_name": SCRIPT, "api_key": KEY}))
    client.config.convert_datetimes_to_utc = False
    return client


@pytest.fixture
def url(site: Site) -> Iterator[str]:
    """Where the site listens."""
    with listening(site) as address:
        yield address


class Doorway:
    """A server that stays, before the site of whichever test runs: to begin and to end one takes longer than a test."""

    def __init__(self) -> None:
        self.url = ""

    def app(self, **options: Any) -> Any:
        """What the server asks for once, as if this was a site."""
        self._options = options
        return self

    def handle(self, *request: Any) -> Any:
        return self._app.handle(*request)

    @contextmanager
    def before(self, site: Site) -> Iterator[str]:
        self._app = site.app(**self._options)
        yield self.url
        del self._app


@pytest.fixture(scope="session")
def doorway() -> Iterator[Doorway]:
    made = Doorway()
    with listening(made) as made.url:
        yield made


@pytest.fixture(params=["in process", "over http"])
def connect(request: pytest.FixtureRequest, site: Site) -> Iterator[Connect]:
    """Makes clients of the site, by whatever door; without arguments as the tests' own script."""
    if request.param == "in process":
        yield partial(embedded_client, site)
        return
    with request.getfixturevalue("doorway").before(site) as url:
        clients: list[Any] = []

        def remote(**how: Any) -> Any:
            clients.append(remote_client(url, **how))
            return clients[-1]

        yield remote
        for client in clients:
            client.close()


@pytest.fixture
def sg(connect: Connect) -> Any:
    """A client, by both doors in turn."""
    return connect()


@pytest.fixture
def local(site: Site) -> Any:
    """A client in the same process, for what cannot differ between the doors."""
    return embedded_client(site)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory, fresh: Path) -> Iterator[dict[str, Any]]:
    """A site for a whole module of questions that change nothing: a client by each door."""
    path = tmp_path_factory.mktemp("facts") / "site.db"
    shutil.copy(fresh, path)
    with open_site(path, clock=Clock()) as opened, listening(opened) as url:
        remote = remote_client(url)
        yield {"in process": embedded_client(opened), "over http": remote}
        remote.close()


@pytest.fixture(params=["in process", "over http"])
def asked(request: pytest.FixtureRequest, facts: dict[str, Any]) -> Any:
    """A client of the module's site, by both doors in turn."""
    return facts[request.param]


@pytest.fixture
def project(local: Any) -> dict[str, Any]:
    made: dict[str, Any] = local.create("Project", {"name": "Demo", "tank_name": "demo"})
    return {"type": "Project", "id": made["id"], "name": "Demo"}
