"""A home with a shot, a host that extracts into the stage, and workers that are real processes."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.errors import Cancelled
from studio_tools.events import Event
from studio_tools.host import Output
from studio_tools.jobs import Flow, Job, perform, run
from studio_tools.model import Address
from studio_tools.publish.finishing import adopt, finish
from studio_tools.publish.flow import publish
from studio_tools.publish.items import Origin, PublishReport, PublishRequest
from studio_tools.publish.order import read_order
from studio_tools.publish.status import Status, read_status
from studio_tools.publish.workers import PYTHON, Workers
from studio_tools.session import Session
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.owner import Machine
from studio_tools.studio import Studio
from studio_tools.testing.builders import a_context, a_shot
from studio_tools.testing.checker import Checker, published_files
from studio_tools.testing.fake_document import Document
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.faulty_disk import Crashed, FaultyDisk
from studio_tools.testing.house import populate
from studio_tools.tracker.embedded import EmbeddedSite
from studio_tools.worker.process import main

SHOT = "demo/sq010/sh0010"
PROGRAM = """
import os, sys
from contextlib import contextmanager

from studio_tools.batch import main
from studio_tools.testing.fake_host import FakeHost

@contextmanager
def hosts():
    yield FakeHost(name="maya", interactive=False)

sys.exit(main(sys.argv[1:], os.environ, hosts))
"""
"""An application without a window: it does what a batch's request says."""
OUTPUT = Output(id="out", label="The scene", kind="other")
NOBODY = 1 << 23
"""Above every process id that the system gives: whoever has such a one is known to be dead."""

HOME = """
[storage]
free_space_reserve = "0"

[recipes.other]
hosts = ["headless", "maya", "ours"]
collect = []
validate = ["core.moods"]
extract = ["core.exports"]

[recipes.plate]
hosts = ["maya"]
collect = ["core.found", "core.media"]
validate = ["core.pixels"]
extract = ["core.pictures"]
"""

STEPS = '''
"""What the host of these tests runs: it stands in for Maya."""

import os

from studio_tools.frames import FrameRange
from studio_tools.host import Output
from studio_tools.publish.items import Artifact, SourceFile, Sources
from studio_tools.publish.steps import collector, extractor, validator
from studio_tools.testing.mayasim.pictures import exr


@validator("core.moods", label="Moods", hosts=("maya", "ours"))
def moods(scope):
    """Tell of the mood that the scene notes."""
    if mood := scope.host.note("mood"):
        yield getattr(scope, mood)(f"the mood is {mood}", nodes=["pSphere1"])


@extractor("core.exports", label="Exports", hosts=("maya", "ours"))
def exports(scope):
    """Write what the host exports into the stage, and as many bytes as it notes into a folder of its own."""
    made = scope.host.export(scope.item.facts[Output], scope.stage / "scene.txt")
    deep = scope.stage / "deep" / "pixels.bin"
    deep.parent.mkdir()
    deep.write_bytes(os.urandom(int(scope.host.note("bytes") or 1000)))
    for form, path in (("txt", made[0]), ("bin", deep)):
        seen = path.stat()
        file = SourceFile(path=path, size=seen.st_size, modified=seen.st_mtime_ns)
        yield Artifact(item=scope.item.id, representation=form, extension=form, files=(file,))


@collector("core.found", label="Found", provides=(Sources,), hosts=("maya",))
def found(scope):
    """Find no file: all that is published is made for it."""
    yield Sources(())


@extractor("core.pictures", label="Pictures", hosts=("maya",))
def pictures(scope):
    """Write five frames into the stage; of the one that the scene notes a pixel is no number."""
    frames, files = FrameRange.span(1001, 1005), []
    for frame in frames:
        path = scope.stage / f"plate.{frame}.exr"
        path.write_bytes(exr(4, 2, (float("nan") if scope.host.note("bad") == str(frame) else 0.5, 0.5, 0.5)))
        if scope.host.note("cut") == str(frame):
            path.write_bytes(path.read_bytes()[:-9])
        seen = path.stat()
        files.append(SourceFile(path=path, size=seen.st_size, modified=seen.st_mtime_ns, frame=frame))
    yield Artifact(
        item=scope.item.id, representation="exr", extension="exr", files=tuple(files), frames=frames
    )
'''


@dataclass(slots=True)
class Suspended:
    """A publish that stands before a job."""

    flow: Flow[PublishReport]
    job: Job

    def step(self) -> None:
        """Do the job, and stand before the next."""
        self.job = self.flow.send(perform(self.job))

    def end(self) -> PublishReport:
        """Go on to the end."""
        return self._driven(lambda: self.flow.send(perform(self.job)))

    def cancel(self) -> PublishReport:
        """Cancel it as a window does, and go on to the end."""
        return self._driven(lambda: self.flow.throw(Cancelled("cancelled")))

    def _driven(self, begin: Callable[[], Job]) -> PublishReport:
        try:
            self.job = begin()
            while True:
                self.step()
        except StopIteration as end:
            report: PublishReport = end.value
            return report


@dataclass(slots=True)
class House:
    """A studio, and short ways to hand its publishes over."""

    studio: Studio
    environ: dict[str, str]
    told: list[Event] = field(default_factory=list)
    clock: float = 0.0
    """In seconds; that of the workers which `ordered` starts."""

    @property
    def session(self) -> Session:
        return self.studio.session

    @property
    def home(self) -> Path:
        return self.session.home

    def workers(self, **changed: Any) -> Workers:
        return replace(Workers.of(self.session.settings.host, self.environ), **changed)

    def host(self, *outputs: Output, **notes: str) -> FakeHost:
        """Something that takes itself for Maya."""
        document = Document(outputs=outputs or (OUTPUT,), notes=tuple(sorted(notes.items())))
        return FakeHost(name="maya", document=document)

    def flow(self, *, workers: Workers | None = None, **asked: Any) -> Flow[PublishReport]:
        """A publish that is handed over, not driven yet; by *workers*, or those that a studio starts by itself."""
        host = asked.pop("host", None) or self.host()
        request = PublishRequest(**{"origin": Origin.MAYA, **asked})
        if workers is None:
            return self.studio.publish(Address.parse(SHOT), request, host=host)
        return publish(self.session, a_context(a_shot(SHOT)), host, request, workers=workers)

    def publish(self, **asked: Any) -> PublishReport:
        return run(self.flow(**asked))

    def suspended(self, step: str, **asked: Any) -> Suspended:
        """A publish up to, and not into, a step."""
        flow = self.flow(**asked)
        job = next(flow)
        while job.step != step:
            job = flow.send(perform(job))
        return Suspended(flow, job)

    def ordered(self, *, first: str = ":", **asked: Any) -> tuple[Suspended, Path]:
        """A publish that waits for a worker which does nothing, and its order. Set `clock` on to make it give up."""
        lazy = self.workers(python=self.lazy(first), clock=lambda: self.clock)
        waiting = self.suspended("handover.wait", workers=lazy, **asked)
        (order,) = (self.home / "storage/demo/.studio/staging").rglob("order.json")
        return waiting, order

    def lazy(self, first: str = ":") -> str:
        """A program that takes every order, and does nothing until it is told to end."""
        return self.program(f'{first}; echo $$ >"$6/pid.part"; mv "$6/pid.part" "$6/pid"; exec sleep 1000')

    def program(self, text: str) -> str:
        path = self.home / "program"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return str(path)

    def end_lazy(self) -> None:
        """End the worker that does nothing, as if it had been the one that did the work."""
        os.kill(self.worker_pid(), signal.SIGKILL)

    def worker_pid(self) -> int:
        """The process of the worker that does nothing, once it has begun with it."""
        while not (found := list(self.workers().folder.glob("*/pid"))):
            threading.Event().wait(0.01)
        return int(found[0].read_text())

    def end_all(self) -> None:
        """End whatever a test left running; a process id may have been given to somebody else meanwhile."""
        for told in self.workers().folder.glob("*/pid"):
            pid = int(told.read_text())
            with suppress(OSError):
                if Path(f"/proc/{pid}/cwd").readlink() == self.workers().folder:
                    os.kill(pid, signal.SIGKILL)

    def carry_out(self, order: Path, *more: str | Path) -> int:
        """Be the worker of an order, in this process; the exit code."""
        return main([str(order), *map(str, more)], self.environ)

    def dies(self, order: Path, at: str | int, *, is_after: bool = False) -> bool:
        """Be a worker that dies before (or after) a job, by its step or number; False where it came to its end.

        The dead leave nothing behind them: the disk does not hear of the clean-up, and the process is nobody's.
        """
        disk = FaultyDisk()
        storage = replace(self.session.storage, disk=SafeDisk(disk), machine=Machine(pid=lambda: NOBODY))
        session, known = replace(self.session, storage=storage), read_order(order)
        with closing(adopt(session, known)) as claim:
            flow = finish(session, known, claim)
            job = next(flow)
            try:
                for number in itertools.count():
                    is_now = at in {number, job.step}
                    if is_now and not is_after:
                        break
                    outcome = perform(job)
                    if is_now:
                        break
                    job = flow.send(outcome)
            except StopIteration:
                return False
            disk.is_dead = True
            with suppress(Crashed):
                flow.close()
        return True

    def worker_status(self) -> Status:
        """What the one worker there is says of itself."""
        (folder,) = self.workers().folder.iterdir()
        while (status := read_status(folder)) is None:
            threading.Event().wait(0.01)
        return status

    def wait_for_the_end(self, pid: int) -> None:
        """Wait until a process has ended that is no child of ours, or is waited for elsewhere."""
        machine = self.session.storage.machine
        while not machine.knows_dead(replace(machine.myself(""), pid=pid, started="")):
            threading.Event().wait(0.02)

    def scene(self, *outputs: Output, **notes: str) -> Path:
        """Save a scene; its path."""
        host = self.host(*outputs, **notes)
        return host.save(self.home / "shot.fake")

    def request(self, *outputs: Output, notes: dict[str, str] | None = None, **keys: Any) -> Path:
        """Write a batch's request for a scene; *keys* are keys of the file."""
        path = self.home / "request.json"
        known = {"address": SHOT, "scene": str(self.scene(*outputs, **notes or {})), "home": str(self.home)}
        path.write_text(json.dumps({name: value for name, value in {**known, **keys}.items() if value is not None}))
        return path

    def start_host(self, request: Path, report: Path) -> subprocess.Popen[str]:
        """Start the application as a process of its own."""
        command = [sys.executable, "-P", "-c", PROGRAM, str(request), str(report)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environ, cwd=self.home, stdout=pipe, stderr=pipe, text=True)

    def beats(self) -> set[str]:
        """The runs that somebody still has to care for."""
        try:
            return {path.name for path in (self.home / "storage/demo/.studio/beats").iterdir()}
        except FileNotFoundError:
            return set()

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.told if type(event) is kind]

    @property
    def checker(self) -> Checker:
        return Checker(self.home / "storage")

    def rows(self) -> list[dict[str, Any]]:
        with closing(EmbeddedSite(self.home, self.session.settings.tracker)) as site:
            return published_files(site.get())

    def judge(self, *, is_resumed: bool = True) -> None:
        wrong = self.checker.judge(self.rows(), is_resumed=is_resumed)
        assert not wrong, "\n".join(wrong)

    def states(self) -> dict[str, str]:
        return {record["run"]: record["state"] for record in self.checker.records()}


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose site knows a shot and an artist; made once, and copied for each test."""
    home = tmp_path_factory.mktemp("furnished")
    (home / "studio.toml").write_text(HOME)
    (home / "steps").mkdir()
    (home / "steps" / "moods.py").write_text(STEPS)
    (home / "storage").mkdir()
    populate(home)
    return home


@pytest.fixture
def make_house(tmp_path: Path, furnished: Path) -> Iterator[Callable[..., House]]:
    """Open a studio; keys are settings (`tracker__site="http://127.0.0.1:9"`), workers get them as well."""
    with ExitStack() as doors:

        def make(**keys: str) -> House:
            home = tmp_path / "home"
            shutil.copytree(furnished, home)
            environ = {
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "STUDIO_TOOLS_USER": "artist",
                PYTHON: sys.executable,
                **{f"STUDIO_TOOLS__{key.upper()}": value for key, value in keys.items()},
            }
            told: list[Event] = []
            studio = doors.enter_context(open_studio(home, environ, project="demo", listeners=[told.append]))
            studio.session.storage.found()
            made = House(studio, environ, told)
            doors.callback(made.end_all)
            return made

        yield make


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()
