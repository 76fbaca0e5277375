"""Sites to track on: the embedded one in a fresh home, in process and behind real HTTP."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun

from studio_tools.config import Settings, load, write_home
from studio_tools.events import Event, TrackerCalled
from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site
from studio_tools.testing.tracker_contract import Subject
from studio_tools.tracker.adapter import ShotGridTracker
from studio_tools.tracker.embedded import connect, open_embedded

SCRIPT, KEY = "robot", "a-key-of-twenty-letters-or-more"


class PlainInProcess(InProcessTransport, Shotgun):  # type: ignore[misc]
    """The vendor's client as it comes, over the site's own transport."""


def read_settings(home: Path, **tracker: str) -> Settings:
    told = {f"STUDIO_TOOLS__TRACKER__{name.upper()}": value for name, value in tracker.items()}
    return load(home, told).settings


def ignore(event: Event) -> None:
    """Nobody listens."""


@pytest.fixture(scope="session")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose site is made but empty. Making one takes longer than copying it."""
    folder = tmp_path_factory.mktemp("fresh") / "home"
    write_home(folder, "demo")
    with open_embedded(folder / "site") as opened:
        opened.add_script(SCRIPT, KEY)
    return folder


@pytest.fixture
def home(tmp_path: Path, fresh_home: Path) -> Path:
    return shutil.copytree(fresh_home, tmp_path / "home")


@pytest.fixture
def site(home: Path) -> Iterator[Site]:
    with open_embedded(home / "site") as opened:
        yield opened


class Door:
    """One way to a site: makes trackers on it, and the vendor's client as it comes."""

    def __init__(self, stack: ExitStack, home: Path, url: str, plain: Callable[[], Shotgun]) -> None:
        self._stack = stack
        self._home = home
        self.url = url
        self.plain = plain

    def tracker(self, listener: Callable[[Event], None] = ignore, **told: str) -> ShotGridTracker:
        values = {"site": self.url, "script_name": SCRIPT, "script_key": KEY} | told
        made = connect(read_settings(self._home, **values), self._home, listener)
        self._stack.callback(made.close)
        return made

    def subject(self) -> Subject:
        calls: list[str] = []

        def note(event: Event) -> None:
            assert isinstance(event, TrackerCalled)
            calls.append(event.operation)

        client = self.plain()
        self._stack.callback(client.close)

        def look(kind: str, filters: Sequence[object], fields: Sequence[str]) -> list[dict[str, Any]]:
            return [dict(row) for row in client.find(kind, list(filters), list(fields))]

        return Subject(tracker=self.tracker(note), look=look, another=self.tracker, calls=calls)


def in_process(stack: ExitStack, home: Path, site: Site) -> Door:
    app = site.app()
    return Door(stack, home, "embedded", lambda: PlainInProcess(EMBEDDED_URL, SCRIPT, KEY, site_app=app))


def over_http(stack: ExitStack, home: Path, site: Site) -> Door:
    from studio_tools.site import serve

    urls: list[str] = []
    listening, ended = threading.Event(), threading.Event()

    def say(url: str) -> None:
        urls.append(url)
        listening.set()

    thread = threading.Thread(target=lambda: serve(site, port=0, on_listening=say, stop=ended))
    thread.start()
    stack.callback(thread.join)
    stack.callback(ended.set)
    assert listening.wait(20)
    return Door(stack, home, urls[0], lambda: Shotgun(urls[0], SCRIPT, KEY))


@pytest.fixture(params=[in_process, over_http], ids=["in process", "over HTTP"])
def door(request: pytest.FixtureRequest, home: Path, site: Site) -> Iterator[Door]:
    with ExitStack() as stack:
        yield request.param(stack, home, site)


@pytest.fixture
def subject(door: Door) -> Subject:
    return door.subject()


@pytest.fixture
def settings() -> Callable[..., Settings]:
    """Reads a home's settings, with some of the tracker's told otherwise."""
    return read_settings
