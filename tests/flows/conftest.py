"""A studio with a real embedded site and real disk, whose processes can die and whose site can go away."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import Settings, load
from studio_tools.errors import TrackerUnavailable
from studio_tools.events import Event, EventBus
from studio_tools.frames import FrameRange
from studio_tools.host.headless import HeadlessHost
from studio_tools.jobs import Flow, Job, perform, run
from studio_tools.model import Address, Context, ProductKey, Stamp
from studio_tools.publish.integrate import Delivery, ProductDraft, Reservation, RunDraft, deliver, reserve
from studio_tools.publish.items import Artifact, Origin, SourceFile
from studio_tools.publish.resume import ResumeReport, resume
from studio_tools.session import Session
from studio_tools.storage import open_storage
from studio_tools.storage.disk import Disk, LocalDisk
from studio_tools.storage.owner import Machine
from studio_tools.testing.checker import Checker, published_files
from studio_tools.testing.faulty_disk import Crashed, FaultyDisk
from studio_tools.tracker import EntityDraft
from studio_tools.tracker.embedded import EmbeddedSite, connect

NOBODY = 1 << 23
"""Above every process id that the system gives: whoever has such a one is known to be dead."""


class Site(StrEnum):
    UP = "up"
    DOWN = "down"
    LATE = "answers-late"
    """It does what it is asked, and the answer to each write is lost."""


WRITES = frozenset({"prepare", "create_pending", "retire", "publish", "link", "withdraw"})
ASKED = frozenset({"highest_number", "find"}) | WRITES


class WeakTracker:
    """The real tracker behind a line that may be down, lose answers, or be cut when the caller dies."""

    def __init__(self, inner: Any, weather: Site | str, *, crash_at: int | None = None, is_after: bool = False) -> None:
        self._inner = inner
        self.weather = Site(weather)
        self.crash_at = crash_at
        self.is_after = is_after
        self.calls: list[str] = []
        self.is_dead = False
        self.lost: set[str] = set()
        """Writes whose answer was lost already: each is lost once, so that the next attempt gets through."""

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._inner, name)
        return (lambda *given, **named: self._ask(name, call, given, named)) if name in ASKED else call

    def _ask(self, name: str, call: Callable[..., Any], given: Any, named: Any) -> Any:
        if self.is_dead:
            raise Crashed(f"dead before {name}")
        number = len(self.calls)
        self.calls.append(name)
        if number == self.crash_at and not self.is_after:
            self.is_dead = True
            raise Crashed(f"before {name}")
        if self.weather is Site.DOWN:
            raise TrackerUnavailable("the site is down")
        answer = call(*given, **named)
        if number == self.crash_at:
            self.is_dead = True
            raise Crashed(f"after {name}")
        if self.weather is Site.LATE and name in WRITES and name not in self.lost:
            self.lost.add(name)
            raise TrackerUnavailable(f"the answer to {name} was lost")
        return answer


@dataclass(slots=True)
class Stage:
    """One storage on one shot of the shared site: everything one test plays with."""

    home: Path
    settings: Settings
    site: Any
    client: Any
    shot: str
    context: Context
    desk: Path
    told: list[Event] = field(default_factory=list)
    checker: Checker = field(init=False)

    def __post_init__(self) -> None:
        (self.home / "storage" / ".studio").mkdir(parents=True)
        (self.home / "storage" / ".studio" / "storage.json").touch()
        self.checker = Checker(self.home / "storage")

    def process(
        self,
        *,
        disk: Disk | None = None,
        weather: Site | str = Site.UP,
        pid: int | None = None,
        login: str = "artist",
        **changed: Any,
    ) -> Session:
        """A process of its own. Without *pid* it is the test's, and so alive."""
        settings = replace(self.settings, storage=replace(self.settings.storage, **changed))

        def now() -> datetime:
            return datetime.now(UTC)

        bus = EventBus([self.told.append])
        machine = Machine(pid=(lambda: pid) if pid else os.getpid)
        storage = open_storage(
            settings, home=self.home, login=login, now=now, disk=disk or LocalDisk(), machine=machine
        )
        return Session(
            home=self.home,
            settings=settings,
            host=HeadlessHost(),
            tracker=WeakTracker(self.site, weather),
            storage=storage,
            events=bus,
            login=login,
            now=now,
        )

    # -- publishing

    def key(self, name: str) -> ProductKey:
        kind, _, variant = name.partition(".")
        return ProductKey("demo", f"sq010/{self.shot}", kind, variant)

    def artifacts(
        self, *names: str, content: str = "pixels", frames: int = 2
    ) -> dict[ProductKey, tuple[Artifact, ...]]:
        """A sequence for each product, and a movie beside the first."""
        made: dict[ProductKey, tuple[Artifact, ...]] = {}
        for name in names:
            files = [self.source(f"{name}.{1001 + at}.exr", f"{content} {at}", frame=1001 + at) for at in range(frames)]
            span = FrameRange.span(1001, 1000 + frames)
            made[self.key(name)] = (
                Artifact(item=name, representation="exr", extension="exr", files=tuple(files), frames=span),
            )
        first = self.key(names[0])
        movie = self.source(f"{names[0]}.mov", f"{content} movie")
        made[first] += (Artifact(item=names[0], representation="mov", extension="mov", files=(movie,)),)
        return made

    def source(self, name: str, content: str, *, frame: int | None = None) -> SourceFile:
        path = self.desk / name
        path.write_text(content)
        found = path.stat()
        return SourceFile(path=path, size=found.st_size, modified=found.st_mtime_ns, frame=frame)

    def draft(self, *names: str, upstream: tuple[Stamp, ...] = ()) -> RunDraft:
        products = tuple(
            ProductDraft(key=self.key(name), facts={"resolution": [2048, 1152]}, upstream=upstream) for name in names
        )
        return RunDraft(context=self.context, products=products, comment="grain matched", origin=Origin.CLI)

    def flow(self, session: Session, *names: str, upstream: tuple[Stamp, ...] = (), **made: Any) -> Flow[Delivery]:
        """A whole publish of these products, not driven yet."""
        names = names or ("render.main", "plate.main")
        reservation = yield from reserve(session, self.draft(*names, upstream=upstream))
        return (yield from deliver(session, reservation, self.artifacts(*names, **made)))

    def publish(self, session: Session | None = None, *names: str, **made: Any) -> Delivery:
        return run(self.flow(session or self.process(), *names, **made))

    def reserve(self, session: Session, *names: str) -> Reservation:
        return run(reserve(session, self.draft(*(names or ("render.main",)))))

    def resume(self, *, weather: Site | str = Site.UP, **asked: Any) -> ResumeReport:
        return run(resume(self.process(weather=weather), **asked))

    # -- what was left by others

    def died_before(self, step: str, *names: str) -> str:
        """A run whose process died before a step."""
        session = self.process(disk=FaultyDisk(), pid=NOBODY)
        flow = self.flow(session, *names)
        assert _die_during(flow, session, at_job=self._steps(*names).index(step))
        return str(self.checker.records()[-1]["run"])

    def left_filled(self, *names: str) -> str:
        """A run that died between its last file and the commit."""
        return self.died_before("commit", *names)

    def _steps(self, *names: str) -> list[str]:
        """The steps of a publish, learned from one that is thrown away."""
        flow, found = self.flow(self.process(), *names), list[str]()
        job = next(flow)
        while job.step != "commit":
            found.append(job.step)
            job = flow.send(perform(job))
        flow.close()
        return [*found, "commit"]

    def retract(self, run_id: str, at: int = 0) -> str:
        """Mark one version of a run as retracted; the tracker does not hear of it. Its address."""
        session = self.process()
        runs = session.storage.runs("demo")
        address = runs.load(run_id).addresses[at]
        runs.retract(run_id, address, reason="wrong lens", by="boss", when=session.now())
        return str(address)

    @staticmethod
    def to_the_end(flow: Flow[Any], job: Job) -> Any:
        """Let a flow that was suspended before *job* go on; its report."""
        while True:
            try:
                job = flow.send(perform(job))
            except StopIteration as end:
                return end.value

    # -- judging

    def states(self) -> dict[str, str]:
        return {record["run"]: record["state"] for record in self.checker.records()}

    def rows(self) -> list[dict[str, Any]]:
        """The site's records of this stage alone."""
        root = str(self.home)
        return [row for row in published_files(self.client) if row["path"]["local_path"].startswith(root)]

    def judge(self, *, is_resumed: bool = True) -> None:
        wrong = self.checker.judge(self.rows(), is_resumed=is_resumed)
        assert not wrong, "\n".join(wrong)

    def snapshot(self) -> dict[str, object]:
        return self.checker.snapshot(self.rows())

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.told if type(event) is kind]


def _die_during(flow: Flow[Any], session: Session, *, at_job: int | None = None, is_after: bool = False) -> bool:
    """Drive a flow until its process dies, by a job's number or by a crash inside; False where it came to its end.

    The dead leave nothing behind them: neither disk nor tracker hears the clean-up of a closed flow.
    """
    disk, tracker = session.storage.disk.disk, session.tracker
    outcome = None
    try:
        for number in itertools.count():
            job = next(flow) if outcome is None else flow.send(outcome)
            if number == at_job and not is_after:
                raise Crashed("before the job")
            outcome = perform(job)
            if number == at_job:
                raise Crashed("after the job")
    except StopIteration:
        return False
    except Crashed:
        disk.is_dead = tracker.is_dead = True  # type: ignore[attr-defined]
        with contextlib.suppress(Crashed):
            flow.close()
        return True
    raise AssertionError


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Settings, Any, Any]]:
    """One embedded site for all stages; each stage has a shot of its own on it."""
    home = tmp_path_factory.mktemp("site")
    (home / "studio.toml").touch()
    settings = load(home, {}).settings
    tracker = connect(settings, home, EventBus())
    tracker.create_project("demo")
    tracker.create_entity(EntityDraft(address=Address.parse("demo/sq010")))
    tracker.create_user("artist")
    door = EmbeddedSite(home, settings.tracker)
    yield home, settings, tracker, door.get()
    door.close()
    tracker.close()


_SHOTS = itertools.count(10, 10)


@pytest.fixture
def stages(shared_site: tuple[Path, Settings, Any, Any], tmp_path: Path) -> Callable[[], Stage]:
    """Make fresh storages, each with a fresh shot on the shared site."""
    _, settings, tracker, client = shared_site

    def make() -> Stage:
        shot = f"sh{next(_SHOTS):06}"
        address = Address.parse(f"demo/sq010/{shot}")
        tracker.create_entity(EntityDraft(address=address))
        top = tmp_path / shot
        (top / "desk").mkdir(parents=True)
        storage = replace(settings.storage, root=top / "storage", workers=1, free_space_reserve=0)
        return Stage(
            home=top,
            settings=replace(settings, storage=storage),
            site=tracker,
            client=client,
            shot=shot,
            context=tracker.context(address, login="artist"),
            desk=top / "desk",
        )

    return make


@pytest.fixture
def stage(stages: Callable[[], Stage]) -> Stage:
    return stages()


@pytest.fixture
def die_during() -> Callable[..., bool]:
    return _die_during
