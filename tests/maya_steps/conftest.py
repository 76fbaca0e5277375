"""A simulated Maya with our host, a real house to publish into, and short ways to run one step in the open scene."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import Settings, load
from studio_tools.events import Event, EventBus
from studio_tools.host import Output
from studio_tools.jobs import Phase, run
from studio_tools.model import Address, Context, CutRange
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.flow import publish
from studio_tools.publish.items import Artifact, Facts, Finding, Origin, PublishItem, PublishReport, PublishRequest
from studio_tools.publish.steps import AnyStep, Scope, World
from studio_tools.session import Session
from studio_tools.storage import open_storage
from studio_tools.testing.builders import a_context, a_shot, a_world
from studio_tools.testing.builders import settings as shipped
from studio_tools.testing.mayasim import Session as Maya
from studio_tools.testing.mayasim import installed, start
from studio_tools.tracker import EntityDraft
from studio_tools.tracker.embedded import connect

SHOT = "demo/sq010/sh0010"
STEPS = load_catalog().steps


@pytest.fixture
def maya(tmp_path: Path) -> Iterator[Maya]:
    """Maya without its interface."""
    with installed(start(tmp_path / "project")) as session:
        yield session


@pytest.fixture
def host(maya: Maya) -> Any:
    """Our host in Maya, with an empty scene."""
    from dcc.maya.host import MayaHost

    return MayaHost()


@dataclass(slots=True)
class Desk:
    """An artist before Maya: marks sets, runs single steps, mends, selects."""

    host: Any
    project: Path
    stage: Path
    settings: Settings = field(default_factory=shipped)
    context: Context = field(default_factory=a_context)
    world: World = field(default_factory=a_world)

    # -- setting the scene

    def save(self, name: str = "shot.ma") -> Path:
        return self.host.save(self.project / "scenes" / name)

    def open(self, text: str, name: str = "given.ma") -> Path:
        """Open a scene that is written by hand."""
        path = self.project / "scenes" / name
        path.write_text(text, encoding="utf-8")
        self.host.open(path, force=True)
        return path

    def mark(self, kind: str, *members: str, variant: str = "main", name: str = "publish_set") -> str:
        """Put nodes into a set that is to be published."""
        from maya import cmds

        from dcc.maya.host.outputs import mark

        group = cmds.sets(name=name, empty=True)
        if members:
            cmds.sets(list(members), addElement=group)
        mark(group, kind, variant)
        return str(group)

    def show(self, **asked: Any) -> None:
        """Have the show ask for something."""
        self.settings = replace(self.settings, show=replace(self.settings.show, **asked))

    def cut(self, first: int, last: int, handles: int = 0) -> None:
        """Give the shot a cut."""
        self.context = a_context(a_shot(SHOT, cut=CutRange(first=first, last=last, handles=handles)))

    # -- running

    def step(self, name: str) -> AnyStep:
        return STEPS[name]

    def item(self, kind: str = "scene") -> PublishItem:
        """The item of a kind, with all facts that its collectors give."""
        output: Output = next(each for each in self.host.outputs() if each.kind == kind)
        item = PublishItem(
            id=f"{kind}.{output.variant}",
            label=output.label,
            kind=kind,
            variant=output.variant,
            members=output.members or (output.id,),
            facts=Facts(output),
        )
        for step in (STEPS[name] for name in self.settings.applications["maya"].recipes[kind].collect):
            facts = [fact for fact in step(self.scope(step, item)) if fact is not None]
            item = replace(item, facts=item.facts.having(*facts))
        return item

    def scope(self, step: AnyStep, item: PublishItem) -> Scope[Any]:
        return Scope(
            step=step.id,
            host=self.host,
            item=item,
            settings=self.settings,
            context=self.context,
            world=replace(self.world, items=(item,)),
            stager=(lambda: self.stage) if step.phase is Phase.EXTRACT else None,
            number=7,
        )

    def check(self, step: str, kind: str = "scene") -> list[Finding]:
        """What a check says now."""
        found = STEPS[step]
        told = list(found(self.scope(found, self.item(kind))))
        return [each for each in told if isinstance(each, Finding)]

    def mend(self, step: str, kind: str = "scene") -> list[Finding]:
        """Mend all that a check says, and say what it still says."""
        found = STEPS[step]
        assert found.fix is not None
        findings = self.check(step, kind)
        assert findings
        for each in findings:
            assert each.fixable, each.title
            with self.host.group(found.label):
                found.fix(self.scope(found, self.item(kind)), each)
        return self.check(step, kind)

    def make(self, step: str, kind: str = "scene") -> list[Artifact]:
        """What an extractor writes."""
        found = STEPS[step]
        told = list(found(self.scope(found, self.item(kind))))
        return [each for each in told if isinstance(each, Artifact)]

    def selected(self, finding: Finding) -> list[str]:
        """What is selected once the artist asks to see a finding's nodes."""
        self.host.select(finding.nodes)
        return list(self.host.selection())


@pytest.fixture
def desk(host: Any, maya: Maya, tmp_path: Path) -> Desk:
    stage = tmp_path / "stage"
    stage.mkdir()
    return Desk(host=host, project=maya.project, stage=stage)


@dataclass(slots=True)
class House:
    """A studio with real storage and an embedded site, into which the open scene is published."""

    session: Session
    context: Context
    told: list[Event]

    def publish(self, host: Any, *items: str, accept: bool = True) -> PublishReport:
        request = PublishRequest(
            comment="from Maya",
            origin=Origin.MAYA,
            items=frozenset(items) or None,
            accept_warnings=accept,
        )
        return run(publish(self.session, self.context, host, request))

    def manifest(self, report: PublishReport, kind: str) -> Any:
        version = next(each for each in report.versions if each.key.kind == kind)
        return self.session.storage.catalog.manifest(version)

    def files(self, report: PublishReport, kind: str) -> list[Path]:
        version = next(each for each in report.versions if each.key.kind == kind)
        folder = self.session.storage.root.path / version.folder
        return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "publish.json")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose site knows a shot and an artist; made once, and copied for each test."""
    home = tmp_path_factory.mktemp("furnished")
    (home / "studio.toml").touch()
    (home / "storage" / ".studio").mkdir(parents=True)
    (home / "storage" / ".studio" / "storage.json").touch()
    with closing(connect(load(home, {}).settings, home, EventBus())) as tracker:
        tracker.create_project("demo")
        tracker.create_entity(EntityDraft(address=Address.parse("demo/sq010")))
        tracker.create_entity(EntityDraft(address=Address.parse(SHOT)))
        tracker.create_user("artist")
    return home


@pytest.fixture
def house(tmp_path: Path, furnished: Path) -> Iterator[House]:
    home = tmp_path / "home"
    shutil.copytree(furnished, home)
    settings = load(home, {"STUDIO_TOOLS__STORAGE__FREE_SPACE_RESERVE": "0"}).settings
    settings = replace(settings, applications={"maya": settings.applications["maya"]})
    told: list[Event] = []
    bus = EventBus([told.append])
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    with closing(connect(settings, home, bus)) as tracker:
        from studio_tools.host.headless import HeadlessHost

        session = Session(
            home=home,
            settings=settings,
            host=HeadlessHost(),
            tracker=tracker,
            storage=open_storage(settings, home=home, login="artist", now=now),
            events=bus,
            login="artist",
            now=now,
        )
        yield House(session, a_context(a_shot(SHOT)), told)
