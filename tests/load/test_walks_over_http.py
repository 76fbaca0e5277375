"""A day in Maya and in Nuke, as simulated, over a site behind real HTTP: read, update, undo, save, publish, die."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun

from studio_tools.bootstrap import open_studio
from studio_tools.errors import HostError
from studio_tools.host import SceneEvent
from studio_tools.jobs import perform, run
from studio_tools.load import State, Wish
from studio_tools.model import Address
from studio_tools.publish.flow import publish
from studio_tools.publish.items import Origin, PublishRequest, RunState
from studio_tools.publish.resume import resume
from studio_tools.site import serve
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.owner import Machine
from studio_tools.studio import Studio
from studio_tools.testing import mayasim, nukesim
from studio_tools.testing.checker import Checker, published_files
from studio_tools.testing.faulty_disk import Crashed, FaultyDisk
from studio_tools.tracker.embedded import open_embedded

SHOT = Address.parse("demo/sq010/sh0010")
SCRIPT, KEY = "robot", "a-key-of-twenty-letters-or-more"
NOBODY = 1 << 23
"""Above every process id that the system gives."""


@dataclass(frozen=True, slots=True)
class Program:
    """An application with our host in it."""

    host: Any
    product: str
    """What it reads, in more than one version; the newest is *newest*."""
    newest: str
    undo: Callable[[], None]
    work: Path
    origin: Origin


@pytest.fixture
def in_maya(tmp_path: Path) -> Iterator[Program]:
    with mayasim.installed(mayasim.start(tmp_path / "project")):
        from maya import cmds

        from dcc.maya.host import MayaHost

        scenes = tmp_path / "project" / "scenes"
        yield Program(
            MayaHost(), "demo/assets/dragon:rig.main", "v003", cmds.undo, scenes / "shot_v001.ma", Origin.MAYA
        )


@pytest.fixture
def in_nuke(tmp_path: Path) -> Iterator[Program]:
    with nukesim.installed(nukesim.start(tmp_path / "nuke", environment={})):
        import nuke

        from dcc.nuke.host import NukeHost

        path = tmp_path / "comp_v001.nk"
        yield Program(NukeHost(), f"{SHOT}:plate.main", "v002", nuke.undo, path, Origin.NUKE)


@pytest.fixture(params=["maya", "nuke"])
def program(request: pytest.FixtureRequest) -> Program:
    return request.getfixturevalue(f"in_{request.param}")  # type: ignore[no-any-return]


@pytest.fixture
def url(home: Path) -> Iterator[str]:
    """The home's own site, behind HTTP."""
    listening, ended, urls = threading.Event(), threading.Event(), []

    def say(found: str) -> None:
        urls.append(found)
        listening.set()

    with open_embedded(home / "site") as site:
        site.add_script(SCRIPT, KEY)
        thread = threading.Thread(target=lambda: serve(site, port=0, on_listening=say, stop=ended))
        thread.start()
        assert listening.wait(20)
        yield urls[0]
        ended.set()
        thread.join()


@pytest.fixture
def environ(url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "STUDIO_TOOLS_USER": "ada",
        "STUDIO_TOOLS_PYTHON": sys.executable,
        "STUDIO_TOOLS__TRACKER__SITE": url,
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": SCRIPT,
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": KEY,
        "STUDIO_TOOLS__STORAGE__FREE_SPACE_RESERVE": "0",
    }


@pytest.fixture
def studio(home: Path, environ: dict[str, str], program: Program) -> Iterator[Studio]:
    with open_studio(home, environ, project="demo", host=program.host) as opened:
        yield opened


@pytest.fixture
def client(url: str) -> Iterator[Shotgun]:
    """The vendor's client as it comes."""
    with closing(Shotgun(url, SCRIPT, KEY)) as plain:
        yield plain


def state(studio: Studio, program: Program) -> tuple[str, State]:
    """What the scene reads of the product, and how that stands."""
    (row,) = [row for row in run(studio.inventory(program.host)).rows if program.product in str(row.address)]
    return str(row.address).rpartition("@")[2], row.state


def read(studio: Studio, program: Program, number: str = "v001") -> None:
    run(studio.load(program.host, [Wish(address=Address.parse(f"{program.product}@{number}"))]))


def request(program: Program) -> PublishRequest:
    return PublishRequest(comment="from the walk", origin=program.origin, accept_warnings=True)


def test_what_a_scene_reads_is_updated_undone_and_switched(studio: Studio, program: Program) -> None:
    read(studio, program)
    assert state(studio, program) == ("v001", State.OUTDATED)

    run(studio.update(program.host))
    assert state(studio, program) == (program.newest, State.CURRENT)

    program.undo()
    assert state(studio, program) == ("v001", State.OUTDATED)

    (row,) = run(studio.update_plan(program.host)).turns
    run(studio.switch(program.host, row.row.id, Address.parse(f"{program.product}@{program.newest}")))
    assert state(studio, program) == (program.newest, State.CURRENT)

    program.undo()
    assert state(studio, program) == ("v001", State.OUTDATED)


def test_a_veto_keeps_the_file_and_what_is_open(studio: Studio, program: Program) -> None:
    read(studio, program)
    program.host.save(program.work)
    before = program.work.read_bytes()
    run(studio.update(program.host))

    def refuse() -> None:
        raise HostError("the disk is being cleaned")

    end = program.host.on(SceneEvent.SAVING, refuse)
    with pytest.raises(HostError, match="being cleaned"):
        program.host.save()

    assert program.work.read_bytes() == before
    assert program.host.modified()
    assert state(studio, program) == (program.newest, State.CURRENT)

    end()
    program.host.save()
    assert program.work.read_bytes() != before


def test_a_scene_is_published_by_a_worker_and_both_ways_are_known(
    studio: Studio, program: Program, client: Shotgun, home: Path
) -> None:
    read(studio, program)
    run(studio.update(program.host))
    program.host.save(program.work)

    report = run(studio.publish(SHOT, request(program)))

    assert report.state is RunState.PUBLISHED, (report.error, report.findings)
    (version,) = [each for each in report.versions if each.key.kind == "scene"]
    used = Address.parse(f"{program.product}@{program.newest}")
    manifest = studio.session.storage.catalog.manifest(version)
    assert str(used) in {stamp.address for stamp in manifest.upstream}
    assert str(version.address) in str(studio.where_used(used))
    (row,) = client.find(
        "PublishedFile", [["code", "is", version.representations[0].path.name]], ["upstream_published_files"]
    )
    assert row["upstream_published_files"]
    assert not Checker(home / "storage").judge(published_files(client))


def steps_of(studio: Studio, program: Program) -> list[str]:
    """Publish, and say by which jobs."""
    flow = publish(studio.session, studio.context(SHOT), program.host, request(program))
    job, steps = next(flow), []
    with suppress(StopIteration):
        while True:
            steps.append(job.step)
            job = flow.send(perform(job))
    return steps


def die(studio: Studio, program: Program, at: int) -> None:
    """Publish in an application that dies before a job."""
    disk, session = FaultyDisk(), studio.session
    storage = replace(session.storage, disk=SafeDisk(disk), machine=Machine(pid=lambda: NOBODY))
    session = replace(session, storage=storage)
    flow = publish(session, studio.context(SHOT), program.host, request(program))
    job = next(flow)
    for _ in range(at):
        job = flow.send(perform(job))
    disk.is_dead = True
    with suppress(Crashed):
        flow.close()


@pytest.mark.parametrize(
    "chosen",
    [
        ("reserve.number", "reserve.record", "fill.copy", "commit", "register.create", "register.publish"),
        pytest.param((), marks=pytest.mark.long),
    ],
    ids=["at some jobs", "at any job"],
)
def test_an_application_that_dies_leaves_all_or_nothing(
    home: Path, environ: dict[str, str], program: Program, client: Shotgun, chosen: tuple[str, ...]
) -> None:
    """The artist starts it again each time, opens the scene, resumes, and reads what they read before."""
    judge = Checker(home / "storage")
    with open_studio(home, environ, project="demo", host=program.host) as studio:
        read(studio, program)
        program.host.save(program.work)
        steps = steps_of(studio, program)
        assert set(chosen) <= set(steps)
        deaths = [at for at, step in enumerate(steps) if not chosen or step in chosen]
        for at in deaths:
            die(studio, program, at)
            program.host.open(program.work, force=True)
            run(resume(studio.session))

            assert not judge.judge(published_files(client)), (at, steps[at])
            assert {record["state"] for record in judge.records()} <= {"SEALED", "ABANDONED"}, (at, steps[at])
            assert state(studio, program) == ("v001", State.OUTDATED)

        again = run(publish(studio.session, studio.context(SHOT), program.host, request(program)))
        assert again.state is RunState.PUBLISHED, (again.error, again.findings)
        assert not judge.judge(published_files(client))
