"""Owners that live, sleep and wake, and resumers that work at the same time."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from studio_tools.errors import ClaimLost
from studio_tools.jobs import perform, run
from studio_tools.publish.integrate import deliver
from studio_tools.publish.items import RunState
from studio_tools.publish.resume import resume

DEAD = 1 << 23


# -- the living are left alone


def test_a_run_of_somebody_alive_is_left_alone(stage: Any) -> None:
    session = stage.process()
    reservation = stage.reserve(session)

    report = stage.resume()

    assert [entry.run for entry in report.running] == [reservation.run]
    assert "artist on" in report.running[0].reason
    assert report.still_waiting == ()
    assert run(deliver(session, reservation, stage.artifacts("render.main"))).state is RunState.PUBLISHED
    stage.judge()


def sleeping(stage: Any, seconds: float = 1000.0) -> Any:
    """A reservation whose owner on this machine lives and has been silent for long."""
    session = stage.process()
    reservation = stage.reserve(session)
    beat = stage.home / "storage/demo/.studio/beats" / reservation.run
    then = time.time() - seconds
    os.utime(beat, (then, then))
    return session, reservation


def test_an_owner_that_slept_through_its_lease_stops(stage: Any) -> None:
    session, reservation = sleeping(stage)
    assert [entry.run for entry in stage.resume().abandoned] == [reservation.run]

    with pytest.raises(ClaimLost):
        run(deliver(session, reservation, stage.artifacts("render.main")))

    stage.judge()
    assert stage.states() == {reservation.run: "ABANDONED"}


@pytest.mark.parametrize("step", ["fill.copy", "fill.manifest", "fill.record", "fill.protect", "commit"])
def test_an_owner_that_sleeps_at_any_step_and_wakes_changes_nothing(stage: Any, step: str) -> None:
    """The resumer decides meanwhile; whatever it decided stands."""
    session = stage.process()
    flow = stage.flow(session, "render.main")
    job, outcome = next(flow), None
    while job.step != step:
        outcome = perform(job)
        job = flow.send(outcome)
    beat = next((stage.home / "storage/demo/.studio/beats").iterdir())
    os.utime(beat, (1, 1))
    report = stage.resume()
    decided = stage.states()

    with pytest.raises(ClaimLost):
        stage.to_the_end(flow, job)

    assert len(report.abandoned) + len(report.finished) == 1
    assert stage.states() == decided
    stage.judge()


def test_a_registrar_that_wakes_after_another_finished_leaves_no_duplicate(stage: Any) -> None:
    session = stage.process()
    flow = stage.flow(session, "render.main")
    job, outcome = next(flow), None
    while job.step != "register.create":
        outcome = perform(job)
        job = flow.send(outcome)
    os.utime(next((stage.home / "storage/demo/.studio/beats").iterdir()), (1, 1))
    assert len(stage.resume().finished) == 1

    assert stage.to_the_end(flow, job).state is RunState.PUBLISHED
    assert len(stage.rows()) == 2
    stage.judge()


def test_a_registrar_that_wakes_after_a_retraction_does_not_show_the_version_again(stage: Any) -> None:
    session = stage.process()
    flow = stage.flow(session, "render.main")
    job, outcome = next(flow), None
    while job.step != "register.publish":
        outcome = perform(job)
        job = flow.send(outcome)
    os.utime(next((stage.home / "storage/demo/.studio/beats").iterdir()), (1, 1))
    stage.resume()
    stage.retract(stage.checker.records()[0]["run"])
    stage.resume()
    assert {row["sg_status_list"] for row in stage.rows()} == {"omt"}

    stage.to_the_end(flow, job)

    assert {row["sg_status_list"] for row in stage.rows()} == {"omt"}
    stage.judge()


# -- two at once


def test_a_resumer_that_stumbles_over_another_does_not_tell_of_what_that_one_finished(stage: Any) -> None:
    stage.publish(stage.process(weather="down"), "render.main")
    slow = stage.process()
    flow = resume(slow)
    job = next(flow)
    while job.step != "register.links":
        job = flow.send(perform(job))
    for beat in (stage.home / "storage/demo/.studio/beats").iterdir():
        os.utime(beat, (1, 1))
    assert len(stage.resume().finished) == 1
    slow.tracker.weather = "down"

    report = stage.to_the_end(flow, job)

    assert report.finished == ()
    stage.judge()


def test_two_resumers_at_once_finish_each_run_once(stage: Any) -> None:
    """Every interleaving of their jobs in lockstep; the judge looks on."""
    for _ in range(3):
        stage.publish(stage.process(weather="down"), "render.main")
    flows = [resume(stage.process()), resume(stage.process())]
    jobs: list[Any] = [next(flow) for flow in flows]
    reports: list[Any] = [None, None]
    while any(job is not None for job in jobs):
        for at, flow in enumerate(flows):
            if jobs[at] is None:
                continue
            try:
                jobs[at] = flow.send(perform(jobs[at]))
            except StopIteration as end:
                reports[at], jobs[at] = end.value, None

    finished = [entry.run for report in reports for entry in report.finished]
    assert len(finished) == len(set(finished)) == 3
    assert not any(report.still_waiting for report in reports)
    assert len(stage.rows()) == 6
    stage.judge()


@pytest.mark.parametrize("offset", range(0, 24, 2))
def test_a_second_resumer_that_comes_at_any_moment_disturbs_nothing(stage: Any, offset: int) -> None:
    stage.left_filled("render.main")
    stage.publish(stage.process(weather="down"), "plate.main")
    flow = resume(stage.process())
    job, second = next(flow), None
    for number in range(200):
        if number == offset:
            second = stage.resume()
        try:
            job = flow.send(perform(job))
        except StopIteration as end:
            first = end.value
            break

    second = second or stage.resume()
    finished = [entry.run for report in (first, second) for entry in report.finished]
    assert len(finished) == len(set(finished)) == 2
    stage.judge()
