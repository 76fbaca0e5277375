"""Resuming several projects: one whose settings or storage are in trouble is told, and stops and hides no other."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from studio_tools.errors import ConfigError, UsageError
from studio_tools.jobs import run
from studio_tools.projects import Projects
from studio_tools.publish.resume import resume
from studio_tools.session import Session
from studio_tools.testing.faulty_disk import Fault, FaultyDisk

WRONG = "tracker.timeut: there is no such setting (projects/aside.toml, line 2)"


def wrong(session: Session, *codes: str) -> Projects:
    """The projects of a session, of which those have wrong settings."""

    def of(code: str) -> Session:
        if code in codes:
            raise ConfigError(WRONG)
        return session

    return Projects(home=session.home, general=lambda: session, of=of, configured=codes)


def elsewhere(session: Session, code: str, other: Session) -> Projects:
    """The projects of a session, of which one has another's."""
    return Projects(
        home=session.home,
        general=lambda: session,
        of=lambda asked: other if asked == code else session,
        configured=(code,),
    )


@pytest.mark.parametrize("code", ["aside", "zebra"], ids=["looked-at-before", "looked-at-after"])
def test_a_run_is_dropped_although_another_project_has_wrong_settings(stage: Any, code: str) -> None:
    left = stage.left_filled()
    session = stage.process()

    report = run(resume(session, discard=left, projects=wrong(session, code)))

    assert [(entry.run, entry.reason) for entry in report.abandoned] == [(left, "discarded")]
    stage.judge()


def test_who_drops_an_unknown_run_reads_the_nearest_and_where_nobody_could_look(stage: Any) -> None:
    left = stage.left_filled()
    session = stage.process()

    with pytest.raises(UsageError) as refused:
        run(resume(session, discard=f"{left[:-2]}zz", projects=wrong(session, "aside")))

    assert refused.value.hint == f"Did you mean {left}? aside could not be looked at: {WRONG}."


def test_a_project_with_wrong_settings_waits_though_no_run_of_it_is_known(stage: Any) -> None:
    waiting = stage.publish(stage.process(weather="down"))
    session = stage.process()

    report = run(resume(session, projects=wrong(session, "aside")))

    assert [entry.run for entry in report.finished] == [waiting.run]
    assert [(entry.run, entry.project) for entry in report.still_waiting] == [("", "aside")]
    assert WRONG in report.still_waiting[0].reason


@pytest.mark.parametrize("error", [errno.EIO, errno.EACCES, errno.ELOOP], ids=lambda number: errno.errorcode[number])
@pytest.mark.parametrize("code", ["aside", "zebra"], ids=["looked-at-before", "looked-at-after"])
def test_a_project_whose_unfinished_runs_cannot_be_listed_stops_no_other(stage: Any, code: str, error: int) -> None:
    waiting = stage.publish(stage.process(weather="down"))
    session = stage.process()
    broken = stage.process(disk=FaultyDisk().fail(Fault("scandir", "*/beats", error, times=99)))

    report = run(resume(session, projects=elsewhere(session, code, broken)))

    assert [entry.run for entry in report.finished] == [waiting.run]
    assert [(entry.run, entry.project) for entry in report.still_waiting] == [("", code)]
    stage.judge()


def test_a_run_is_dropped_although_another_projects_runs_cannot_be_listed(stage: Any) -> None:
    left = stage.left_filled()
    session = stage.process()
    broken = stage.process(disk=FaultyDisk().fail(Fault("scandir", "*/runs", errno.EIO, times=99)))

    report = run(resume(session, discard=left, projects=elsewhere(session, "aside", broken)))

    assert [entry.run for entry in report.abandoned] == [left]
