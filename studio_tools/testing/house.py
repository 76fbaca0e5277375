"""A studio to publish into: real storage and an embedded site in one folder, and every event written down.

What an artist does in front of a scene is `desk`'s; short ways to single things are `builders`'.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from studio_tools.config import load
from studio_tools.events import Event, EventBus
from studio_tools.host import Host
from studio_tools.host.headless import HeadlessHost
from studio_tools.jobs import run
from studio_tools.model import Address, Context, CutRange, Version
from studio_tools.publish.flow import publish
from studio_tools.publish.items import Origin, PublishReport, PublishRequest
from studio_tools.session import Session
from studio_tools.storage import Manifest, open_storage
from studio_tools.testing.builders import a_context, a_shot
from studio_tools.tracker import EntityDraft
from studio_tools.tracker.embedded import connect

SHOT = "demo/sq010/sh0010"

E = TypeVar("E", bound=Event)


@dataclass(slots=True)
class House:
    """One studio with one shot, into which the open scene of a host is published."""

    session: Session
    context: Context
    told: list[Event] = field(default_factory=list)

    def publish(self, host: Host, *items: str, accept: bool = True) -> PublishReport:
        """Publish what a host has open: all its items, or those with these ids."""
        request = PublishRequest(
            comment=f"from {host.name.title()}",
            origin=Origin(host.name),
            items=frozenset(items) or None,
            accept_warnings=accept,
        )
        return run(publish(self.session, self.context, host, request))

    def of(self, kind: type[E]) -> list[E]:
        """The events of a kind that were told."""
        return [event for event in self.told if type(event) is kind]

    def manifest(self, report: PublishReport, kind: str) -> Manifest:
        """The manifest of what was published of a kind."""
        return self.session.storage.catalog.manifest(_version(report, kind))

    def files(self, report: PublishReport, kind: str) -> list[Path]:
        """The files that were published of a kind, without the manifest."""
        folder = self.session.storage.root.path / _version(report, kind).folder
        return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "publish.json")


def furnish(home: Path) -> Path:
    """Make a home whose site knows a shot and an artist. To copy it for each test takes less than to make it."""
    (home / "storage" / ".studio").mkdir(parents=True)
    (home / "storage" / ".studio" / "storage.json").touch()
    (home / "studio.toml").touch()
    populate(home)
    return home


def populate(home: Path) -> None:
    """Make the shot and the artist known to the site of a home."""
    with closing(connect(load(home, {}).settings, home, EventBus())) as tracker:
        tracker.create_project("demo")
        tracker.create_entity(EntityDraft(address=Address.parse("demo/sq010")))
        tracker.create_entity(EntityDraft(address=Address.parse(SHOT)))
        tracker.create_user("artist")


@contextmanager
def open_session(home: Path, told: list[Event], **keys: str) -> Iterator[Session]:
    """A session in a home; *keys* are settings (`tracker__site="http://127.0.0.1:9"`), events are added to *told*."""
    keys = {"storage__free_space_reserve": "0", **keys}
    settings = load(home, {f"STUDIO_TOOLS__{key.upper()}": value for key, value in keys.items()}).settings
    bus = EventBus([told.append])
    with closing(connect(settings, home, bus)) as tracker:
        yield Session(
            home=home,
            settings=settings,
            host=HeadlessHost(),
            tracker=tracker,
            storage=open_storage(settings, home=home, login="artist", now=_now),
            events=bus,
            login="artist",
            now=_now,
        )


@contextmanager
def open_house(home: Path, *, cut: CutRange | None = None, **keys: str) -> Iterator[House]:
    """The house in a furnished home; its shot has *cut*."""
    told: list[Event] = []
    with open_session(home, told, **keys) as session:
        yield House(session, a_context(a_shot(SHOT, cut=cut)), told)


def _version(report: PublishReport, kind: str) -> Version:
    return next(each for each in report.versions if each.key.kind == kind)


def _now() -> datetime:
    return datetime.now(UTC)
