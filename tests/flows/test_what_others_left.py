"""A filled run that another takes over: desktops dropped files into it, and its folder is another user's."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from studio_tools.jobs import perform, run
from studio_tools.publish.integrate import deliver, reserve
from studio_tools.publish.resume import resume
from studio_tools.testing import other_users
from studio_tools.testing.faulty_disk import Crashed, FaultyDisk

ANNE, BERT, CREW = 54_321, 54_322, 54_400
DEAD = 1 << 23
only_root = pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become others")

DROPPINGS = [".DS_Store", "Thumbs.db", "desktop.ini", ".directory", "._a.1001.exr", ".nfs000000000a1b2c3d00000001"]


def folders(stage: Any) -> list[Path]:
    found: list[Path] = stage.checker.version_folders()
    return found


# -- droppings


@pytest.mark.parametrize("step", ["fill.protect", "commit"])
def test_a_desktops_droppings_abandon_no_filled_run(stage: Any, step: str) -> None:
    left = stage.died_before(step)
    for folder in folders(stage):
        folder.chmod(0o755)
        for name in DROPPINGS:
            (folder / name).write_text("dropped")

    report = stage.resume()

    assert [entry.run for entry in report.finished] == [left]
    assert not report.abandoned
    assert all(folder.stat().st_mode & 0o777 == 0o555 for folder in folders(stage))
    stage.judge()


def test_anything_else_that_lies_there_abandons_it(stage: Any) -> None:
    left = stage.left_filled()
    folder = folders(stage)[0]
    folder.chmod(0o755)
    (folder / "notes.txt").write_text("by hand")

    assert [entry.run for entry in stage.resume().abandoned] == [left]


def test_droppings_in_what_is_committed_are_told(stage: Any) -> None:
    stage.publish()
    folder = folders(stage)[0]
    folder.chmod(0o755)
    (folder / ".DS_Store").write_text("dropped")

    session = stage.process()
    version = next(iter(session.storage.catalog.walk("demo")))
    problems = list(session.storage.verifier.check(version, session.storage.catalog.manifest(version)))

    assert [problem.problem.value for problem in problems] == ["surplus"]


# -- another user's folder


def as_user(user: int, work: Callable[[], Any]) -> tuple[str, Any]:
    """Do *work* as *user*, of the crew."""
    return other_users.as_user(user, CREW, work)


@pytest.fixture
def shared(stage: Any) -> Any:
    """A stage whose storage belongs to the crew, and in which Anne left a filled run with its folders open."""
    for folder in (stage.home, *stage.home.parents):
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(folder.stat().st_mode | 0o055)
    os.chown(stage.home / "storage", 0, CREW)
    (stage.home / "storage").chmod(0o2775)
    stage.desk.chmod(0o1777)
    assert as_user(ANNE, lambda: leave(stage)) == ("", None)
    assert all(folder.stat().st_mode & 0o020 for folder in folders(stage))
    return stage


def leave(stage: Any) -> None:
    """Reserve and fill, and end without a word before the folders are closed."""
    stage.desk = stage.home / "desk" / f"of-{os.getuid()}"
    stage.desk.mkdir(exist_ok=True)
    session = stage.process(disk=FaultyDisk(), weather="down", pid=DEAD)
    names = ("render.main", "plate.main")
    flow = deliver(session, run(reserve(session, stage.draft(*names))), stage.artifacts(*names))
    job = next(flow)
    while job.step != "fill.protect":
        job = flow.send(perform(job))
    session.storage.disk.disk.is_dead = True
    with suppress(Crashed):
        flow.close()


def resumed(stage: Any, disk: Any = None, pid: int | None = None) -> dict[str, Any]:
    report: dict[str, Any] = run(resume(stage.process(weather="down", disk=disk, pid=pid))).as_json()
    return report


@only_root
def test_what_a_colleague_commits_is_read_only(shared: Any) -> None:
    code, report = as_user(BERT, lambda: resumed(shared))

    assert code == ""
    assert len(report["still_waiting"]) == 1
    assert set(shared.states().values()) == {"COMMITTED"}
    assert {folder.stat().st_mode & 0o777 for folder in folders(shared)} == {0o555}
    assert {folder.stat().st_uid for folder in folders(shared)} == {BERT}
    shared.resume()
    shared.judge()


@only_root
def test_droppings_of_a_third_are_removed_from_a_colleagues_folder(shared: Any) -> None:
    for folder in folders(shared):
        (folder / ".DS_Store").write_text("dropped")

    assert as_user(BERT, lambda: resumed(shared))[0] == ""

    shared.resume()
    shared.judge()
    assert len(folders(shared)) == 2


@only_root
def test_a_folder_that_nobody_else_can_close_is_noted_on_the_run(shared: Any) -> None:
    for folder in folders(shared):
        folder.chmod(0o755)

    assert as_user(BERT, lambda: resumed(shared))[0] == ""

    (record,) = shared.checker.records()
    assert record["state"] == "COMMITTED"
    assert [note for note in record["notes"] if "could not be made read-only" in note] == record["notes"]
    assert len(record["notes"]) == 2


@only_root
@pytest.mark.long
@pytest.mark.parametrize("change", range(0, 60, 3))
def test_a_colleague_who_dies_meanwhile_leaves_all_or_nothing(shared: Any, change: int) -> None:
    def die() -> None:
        with suppress(Crashed):
            resumed(shared, FaultyDisk(crash_at=change, is_after=True), pid=DEAD + 1)

    assert as_user(BERT, die) == ("", None)

    shared.resume()
    shared.judge()
    assert len(folders(shared)) in {0, 2}
