"""What a file browser drops into a version's folder before the commit never becomes part of the version."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.jobs import Job, perform, run
from studio_tools.publish.integrate import deliver
from studio_tools.publish.resume import resume
from studio_tools.testing.faulty_disk import Fault, FaultyDisk

NAMES = ("render.main", "plate.main")


def _first_folder(stage: Any, reservation: Any) -> Path:
    folder: Path = stage.home / "storage" / reservation.folders[stage.key(NAMES[0])]
    return folder


def _publish(stage: Any, session: Any, before: Callable[[Job, Path], None]) -> Path:
    """Publish two products; *before* meddles before each job. The first product's folder."""
    reservation = stage.reserve(session, *NAMES)
    folder = _first_folder(stage, reservation)
    flow = deliver(session, reservation, stage.artifacts(*NAMES))
    job = next(flow)
    try:
        while True:
            before(job, folder)
            job = flow.send(perform(job))
    except StopIteration:
        return folder


@pytest.mark.parametrize("step", ["fill.begin", "fill.manifest", "fill.record", "fill.protect"])
def test_a_thumbnail_dropped_into_a_filled_folder_is_not_committed(stage: Any, step: str) -> None:
    def drop(job: Job, folder: Path) -> None:
        if job.step == step:
            (folder / ".DS_Store").write_text("x")

    folder = _publish(stage, stage.process(), drop)

    assert not (folder / ".DS_Store").exists()
    assert folder.stat().st_mode & 0o7777 == 0o555
    stage.judge()


def test_a_folder_dropped_into_a_filled_folder_is_not_committed(stage: Any) -> None:
    def drop(job: Job, folder: Path) -> None:
        if job.step == "fill.protect":
            (folder / ".thumbnails").mkdir()
            (folder / ".thumbnails" / "1001.png").write_text("x")

    folder = _publish(stage, stage.process(), drop)

    assert not (folder / ".thumbnails").exists()
    stage.judge()


def test_what_comes_in_while_the_folder_is_tidied_goes_as_well(stage: Any) -> None:
    dropped: list[str] = []

    def while_closing(operation: str, path: Path) -> None:
        if operation == "chmod" and path.name == "v001" and (path / "publish.json").exists() and len(dropped) < 3:
            dropped.append(f"late-{len(dropped)}")
            (path / dropped[-1]).write_text("x")

    session = stage.process(disk=FaultyDisk(before=while_closing))
    folder = _publish(stage, session, lambda job, folder: None)

    assert len(dropped) == 3
    assert not list(folder.glob("late-*"))
    stage.judge()


def test_a_folder_that_never_comes_to_rest_is_not_published(stage: Any) -> None:
    def always(operation: str, path: Path) -> None:
        if operation == "unlink" and path.name.startswith("restless") and path.parent.name == "v001":
            path.with_name(path.name + "-").write_text("x")

    session = stage.process(disk=FaultyDisk(before=always))

    def drop(job: Job, folder: Path) -> None:
        if job.step == "fill.protect":
            (folder / "restless").write_text("x")

    with pytest.raises(StorageError, match="keeps writing"):
        _publish(stage, session, drop)

    stage.judge()
    assert stage.checker.version_folders() == []


def test_whoever_resumes_a_filled_run_tidies_it_last(stage: Any) -> None:
    stage.left_filled(*NAMES)
    dropped: list[Path] = []

    def while_closing(operation: str, path: Path) -> None:
        if operation == "chmod" and path.name == "v002" and not dropped:
            path.chmod(0o775)
            dropped.append(path / "Thumbs.db")
            dropped[0].write_text("x")

    report = run(resume(stage.process(disk=FaultyDisk(before=while_closing))))

    assert len(report.finished) == 1
    assert dropped
    assert not dropped[0].exists()
    stage.judge()


def test_what_cannot_be_removed_is_not_published(stage: Any) -> None:
    session = stage.process(disk=FaultyDisk().fail(Fault("unlink", "*/.DS_Store", errno.EIO)))

    def drop(job: Job, folder: Path) -> None:
        if job.step == "fill.protect":
            (folder / ".DS_Store").write_text("x")

    with pytest.raises(StorageError):
        _publish(stage, session, drop)

    stage.judge()
    assert run(stage.flow(stage.process(), *NAMES)).versions
