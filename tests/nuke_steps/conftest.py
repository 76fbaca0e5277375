"""A simulated Nuke with our host, a real house to publish into, and short ways to run one step in the open script."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import Settings, load
from studio_tools.events import Event, EventBus
from studio_tools.host import How, Output, Timeline
from studio_tools.host.headless import HeadlessHost
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
from studio_tools.testing.mayasim.pictures import png
from studio_tools.testing.nukesim import Session as Nuke
from studio_tools.testing.nukesim import installed, start
from studio_tools.tracker import EntityDraft
from studio_tools.tracker.embedded import connect

SHOT = "demo/sq010/sh0010"
STEPS = load_catalog().steps


@pytest.fixture
def nuke(tmp_path: Path) -> Iterator[Nuke]:
    """Nuke in a terminal; pictures are as large as the script's format."""
    (tmp_path / "work").mkdir()
    with installed(start(tmp_path, environment={})) as session:
        yield session


@pytest.fixture
def host(nuke: Nuke) -> Any:
    """Our host in Nuke, with an empty script."""
    from dcc.nuke.host import NukeHost

    return NukeHost()


@dataclass(slots=True)
class Desk:
    """An artist before Nuke: reads plates, makes Writes, runs single steps, mends, selects."""

    host: Any
    nuke: Nuke
    folder: Path
    settings: Settings = field(default_factory=shipped)
    context: Context = field(default_factory=a_context)
    world: World = field(default_factory=a_world)

    # -- setting the script

    def save(self, name: str = "comp_v001.nk") -> Path:
        path: Path = self.host.save(self.folder / "work" / name)
        return path

    def frames(self, name: str = "plate", first: int = 1001, last: int = 1003) -> Path:
        """Frames on the disk; their path with the number left open."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        for frame in range(first, last + 1):
            (folder / f"{name}.{frame:04d}.png").write_bytes(png(8, 4, (0.5, 0.5, 0.5)))
        return folder / f"{name}.%04d.png"

    def read(self, name: str = "plate") -> str:
        """Read frames in the script; the node's full name."""
        return str(self.host.load(self.frames(name), How.READ, name=name, stamp=None).id)

    def write(self, kind: str = "render", variant: str = "main", *, source: str = "") -> str:
        """Make a Write of ours below a node, or below a new one; the group's full name."""
        import nuke

        from dcc.nuke import write_node

        above = nuke.toNode(source) if source else nuke.nodes.Constant()
        assert above is not None
        self.host.select([above.fullName()])
        return write_node.make(self.settings, kind, variant)

    def ready(self, kind: str = "render", first: int = 1001, last: int = 1003) -> str:
        """A saved script with a range and a Write of ours; the group's full name."""
        self.range(first, last)
        name = self.write(kind)
        self.save()
        return name

    def range(self, first: int, last: int, fps: Fraction = Fraction(24)) -> None:
        """Give the script a range."""
        self.host.set_timeline(Timeline(first, last, fps))

    def show(self, **asked: Any) -> None:
        """Have the show ask for something."""
        self.settings = replace(self.settings, show=replace(self.settings.show, **asked))

    def cut(self, first: int, last: int, handles: int = 0) -> None:
        """Give the shot a cut."""
        self.context = a_context(a_shot(SHOT, cut=CutRange(first=first, last=last, handles=handles)))

    # -- running

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
        for step in (STEPS[name] for name in self.settings.applications["nuke"].recipes[kind].collect):
            facts = [fact for fact in step(self.scope(step, item)) if fact is not None]
            item = replace(item, facts=item.facts.having(*facts))
        return item

    def scope(self, step: AnyStep, item: PublishItem) -> Scope[Any]:
        stage = self.folder / "stage"
        stage.mkdir(exist_ok=True)
        return Scope(
            step=step.id,
            host=self.host,
            item=item,
            settings=self.settings,
            context=self.context,
            world=replace(self.world, items=(item,)),
            stager=(lambda: stage) if step.phase is Phase.EXTRACT else None,
            number=7,
        )

    def run(self, step: str, item: PublishItem, **world: Any) -> list[object]:
        """All that a step gives for an item, signs of life too."""
        scope = self.scope(STEPS[step], item)
        return list(STEPS[step](replace(scope, world=replace(scope.world, **world))))

    def check(self, step: str, kind: str = "scene") -> list[Finding]:
        """What a check says now."""
        found = STEPS[step]
        told = list(found(self.scope(found, self.item(kind))))
        return [each for each in told if isinstance(each, Finding)]

    def titles(self, step: str, kind: str = "scene") -> list[str]:
        return [each.title for each in self.check(step, kind)]

    def mend(self, step: str, kind: str = "scene") -> list[Finding]:
        """Mend all that a check says, and say what it still says."""
        found = STEPS[step]
        assert found.fix is not None
        findings = [each for each in self.check(step, kind) if each.fixable]
        assert findings
        for each in findings:
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
def desk(host: Any, nuke: Nuke, tmp_path: Path) -> Desk:
    return Desk(host=host, nuke=nuke, folder=tmp_path)


@dataclass(slots=True)
class House:
    """A studio with real storage and an embedded site, into which the open script is published."""

    session: Session
    context: Context
    told: list[Event]

    def publish(self, host: Any, *items: str, accept: bool = True) -> PublishReport:
        request = PublishRequest(
            comment="from Nuke",
            origin=Origin.NUKE,
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
    told: list[Event] = []
    bus = EventBus([told.append])
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    with closing(connect(settings, home, bus)) as tracker:
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
