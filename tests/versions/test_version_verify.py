"""Verify: every harm is named, nothing is touched, and the whole is told as one event."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.errors import VersionUnknown
from studio_tools.events import Event, VerifyFinished
from studio_tools.jobs import run
from studio_tools.model import Address, Version
from studio_tools.storage import Fault
from studio_tools.studio import Studio

Publish = Callable[..., Version]


def file_of(studio: Studio, version: Version) -> Path:
    return studio.local(version.representations[0].path)


def rewrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_nothing_published_is_nothing_wrong(studio: Studio) -> None:
    report = run(studio.verify())

    assert (report.versions, report.files, report.problems) == (0, 0, ())


def test_what_is_well_is_counted(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a", text="four")
    publish(studio, "demo/assets/dragon:other.a", text="five!")

    report = run(studio.verify())

    assert (report.versions, report.files, report.size, report.problems) == (2, 2, 9, ())
    assert version.size == 4


def test_each_version_is_a_job_of_its_own(studio: Studio, publish: Publish) -> None:
    versions = [publish(studio, f"demo/sq010/sh0010:other.{name}") for name in "ab"]

    jobs: list[str] = []
    run(studio.verify(), observe=lambda job, outcome: jobs.append(job.item))

    assert jobs == [version.address for version in versions]


def test_one_answer_a_file_tells_how_far_it_is(studio: Studio, publish: Publish) -> None:
    publish(studio, "demo/sq010/sh0010:other.a")
    flow = studio.verify()

    job = next(flow)

    assert list(job.call()) == [None]  # type: ignore[call-overload]
    flow.close()


@pytest.mark.parametrize(
    ("data", "fault"),
    [(b"fou", Fault.TRUNCATED), (b"", Fault.TRUNCATED), (b"fouR", Fault.CHANGED), (b"fours", Fault.CHANGED)],
    ids=["shorter", "empty", "one letter", "longer"],
)
def test_a_file_that_is_not_as_it_was_is_named(data: bytes, fault: Fault, studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a", text="four")
    rewrite(file_of(studio, version), data)

    (problem,) = run(studio.verify()).problems

    assert (problem.address, problem.problem) == (version.address, fault)
    assert problem.path == str(version.representations[0].path)


def test_a_missing_file_is_named(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    path = file_of(studio, version)
    path.parent.chmod(0o755)
    path.unlink()

    (problem,) = run(studio.verify()).problems

    assert problem.problem is Fault.MISSING


def test_a_surplus_file_is_named(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    folder = studio.local(version.folder)
    folder.chmod(0o755)
    (folder / "surplus.txt").touch()

    (problem,) = run(studio.verify()).problems

    assert (problem.problem, Path(problem.path).name) == (Fault.SURPLUS, "surplus.txt")


def test_a_folder_in_place_of_a_file_is_named(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    path = file_of(studio, version)
    path.parent.chmod(0o755)
    path.unlink()
    path.mkdir()

    assert [problem.problem for problem in run(studio.verify()).problems] == [Fault.CHANGED]


def test_a_link_in_place_of_a_file_is_named(studio: Studio, publish: Publish, tmp_path: Path) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a", text="four")
    (tmp_path / "outside.txt").write_text("four")
    path = file_of(studio, version)
    path.parent.chmod(0o755)
    path.unlink()
    path.symlink_to(tmp_path / "outside.txt")

    assert [problem.problem for problem in run(studio.verify()).problems] == [Fault.CHANGED]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "null"], ids=repr)
def test_a_damaged_manifest_is_named_and_hides_no_other_version(text: str, studio: Studio, publish: Publish) -> None:
    hurt = publish(studio, "demo/sq010/sh0010:other.a")
    publish(studio, "demo/sq010/sh0010:other.b")
    rewrite(studio.local(hurt.folder) / "publish.json", text.encode())

    report = run(studio.verify())

    assert report.versions == 2
    assert [(problem.address, Path(problem.path).name) for problem in report.problems] == [
        (hurt.address, "publish.json")
    ]


@pytest.fixture
def shared_home(made_home: Path) -> Iterator[Path]:
    """A home that every user of this machine may look into; pytest's own folders are their owner's alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(shutil.copytree(made_home, Path(folder) / "home"))


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may read everything, so it steps down for a moment."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_file_that_may_not_be_read_is_named(shared_home: Path, publish: Publish) -> None:
    with open_studio(shared_home, {"STUDIO_TOOLS_USER": "ada"}) as studio:
        version = publish(studio, "demo/sq010/sh0010:other.a")
        file_of(studio, version).chmod(0)

        with without_privileges():
            problems = run(studio.verify()).problems

    assert [problem.problem for problem in problems] == [Fault.UNREADABLE]


def test_retracted_versions_are_verified_too(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a", text="four")
    studio.retract(Address.parse(version.address), reason="wrong")
    rewrite(file_of(studio, version), b"fouR")

    assert len(run(studio.verify()).problems) == 1


def test_deferred_versions_are_verified_too(offline: Studio, publish: Publish) -> None:
    version = publish(offline, "demo/sq010/sh0010:other.a", text="four")
    rewrite(file_of(offline, version), b"fouR")

    assert len(run(offline.verify()).problems) == 1


def test_a_part_is_verified_alone(studio: Studio, publish: Publish) -> None:
    hurt = publish(studio, "demo/sq010/sh0010:other.a", text="four")
    rewrite(file_of(studio, hurt), b"fouR")
    publish(studio, "demo/assets/dragon:other.a")

    assert run(studio.verify(Address.parse("demo/assets/dragon"))).problems == ()
    assert len(run(studio.verify(Address.parse("demo/sq010"))).problems) == 1


def test_a_version_that_is_none_is_unknown(studio: Studio) -> None:
    with pytest.raises(VersionUnknown):
        run(studio.verify(Address.parse("demo/sq010/sh0010:other.a@v001")))


def test_it_is_told_once_how_it_ended(home: Path, publish: Publish) -> None:
    heard: list[Event] = []
    with open_studio(home, {"STUDIO_TOOLS_USER": "ada"}, listeners=[heard.append]) as studio:
        version = publish(studio, "demo/sq010/sh0010:other.a", text="four")
        rewrite(file_of(studio, version), b"fouR")
        run(studio.verify())

    (event,) = [event for event in heard if isinstance(event, VerifyFinished)]
    assert (event.versions, event.files, event.problems) == (1, 1, 1)
    assert event.seconds > 0


def test_nothing_is_touched(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    root = studio.session.storage.root.path
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}

    run(studio.verify(Address.parse(version.address)))

    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_paths_are_told_as_this_machine_has_them(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a", text="four")
    rewrite(file_of(studio, version), b"")

    told = run(studio.verify()).as_json()

    assert told["problems"] == [
        {"address": version.address, "path": str(file_of(studio, version)), "problem": "truncated"}
    ]
    assert (told["checked"], told["sound"], told["ok"]) == (1, 0, False)


def test_a_manifest_that_was_forged_with_its_file_is_named(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a", text="four")
    manifest = studio.local(version.folder) / "publish.json"
    told = json.loads(manifest.read_text())
    rewrite(file_of(studio, version), b"fouR")
    told["files"][0]["digest"] = studio.session.storage.digests([file_of(studio, version)], told["algorithm"])[
        file_of(studio, version)
    ]
    rewrite(manifest, json.dumps(told).encode())

    (problem,) = run(studio.verify()).problems

    assert (Path(problem.path).name, problem.problem) == ("publish.json", Fault.CHANGED)


def test_a_file_replaced_by_a_link_out_of_the_root_is_named(studio: Studio, publish: Publish, tmp_path: Path) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    path = file_of(studio, version)
    path.parent.chmod(0o755)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")

    report = run(studio.verify())

    (told,) = report.as_json()["problems"]  # type: ignore[misc]
    assert told == {"address": version.address, "path": str(path), "problem": "changed"}
