"""A version that reached the site before what it was made from is linked as soon as that is there too."""

from __future__ import annotations

import os
from typing import Any

import pytest

from studio_tools.jobs import perform
from studio_tools.model import Stamp
from studio_tools.publish.items import RunState


def waiting_plate(stage: Any) -> Stamp:
    """A plate that is published while the site is away."""
    version = stage.publish(stage.process(weather="down"), "plate.main").versions[0]
    return Stamp(key=version.key, number=version.number)


def links(stage: Any, name: str = "comp.main") -> list[int]:
    return [len(row["upstream_published_files"]) for row in stage.rows() if row["name"] == name]


def test_a_resume_links_what_was_registered_before_its_upstream(stage: Any) -> None:
    plate = waiting_plate(stage)
    comp = stage.publish(None, "comp.main", upstream=(plate,))
    assert comp.state is RunState.PUBLISHED
    assert links(stage) == [0, 0]

    report = stage.resume()

    assert links(stage) == [2, 2]
    assert f"linked to {plate.address}" in [note for entry in report.finished for note in entry.notes]
    assert not report.still_waiting
    (record,) = [record for record in stage.checker.records() if record["run"] == comp.run]
    assert (record["unlinked"], record["notes"]) == ([], [])
    stage.judge()


def test_while_the_upstream_waits_the_run_is_remembered(stage: Any) -> None:
    plate = waiting_plate(stage)
    comp = stage.publish(None, "comp.main", upstream=(plate,))

    waiting = {entry.run: entry.reason for entry in stage.resume(weather="down").still_waiting}

    assert plate.address in waiting[comp.run]
    stage.resume()
    assert links(stage) == [2, 2]
    stage.judge()


def test_a_second_resume_changes_nothing_more(stage: Any) -> None:
    stage.publish(None, "comp.main", upstream=(waiting_plate(stage),))
    stage.resume()
    before = stage.snapshot()

    report = stage.resume()

    assert report.finished == ()
    assert stage.snapshot() == before


def test_an_upstream_that_nobody_has_is_not_waited_for(stage: Any) -> None:
    stage.publish(None, "comp.main", upstream=(Stamp(key=stage.key("plate.gone"), number=1),))

    report = stage.resume()

    assert report.still_waiting == ()
    stage.judge()


def test_what_was_retracted_meanwhile_is_not_shown_by_its_new_links(stage: Any) -> None:
    comp = stage.publish(None, "comp.main", upstream=(waiting_plate(stage),))
    stage.retract(comp.run)

    stage.resume()

    assert {row["sg_status_list"] for row in stage.rows() if row["name"] == "comp.main"} == {"omt"}
    stage.judge()


def test_a_site_that_goes_away_while_links_are_set_is_tried_again(stage: Any) -> None:
    plate = waiting_plate(stage)
    stage.publish(None, "comp.main", upstream=(plate,))
    stage.resume(weather="answers-late")

    stage.resume()

    assert links(stage) == [2, 2]
    stage.judge()


@pytest.mark.parametrize("step", ["register.confirm", "register.publish", "settle.seal"])
def test_a_registrar_that_wakes_leaves_the_newer_links(stage: Any, step: str) -> None:
    plate = waiting_plate(stage)
    flow = stage.flow(stage.process(), "comp.main", upstream=(plate,))
    job = next(flow)
    while job.step != step:
        job = flow.send(perform(job))
    for beat in (stage.home / "storage/demo/.studio/beats").iterdir():
        os.utime(beat, (1, 1))
    stage.resume()
    assert links(stage) == [2, 2]

    stage.to_the_end(flow, job)

    assert links(stage) == [2, 2]
    stage.judge()


def test_the_judge_names_a_link_that_is_missing(stage: Any) -> None:
    plate = stage.publish(None, "plate.main").versions[0]
    stage.publish(None, "comp.main", upstream=(Stamp(key=plate.key, number=1),))
    rows = stage.rows()
    assert stage.checker.judge(rows) == []
    for row in rows:
        row["upstream_published_files"] = []

    wrong = stage.checker.judge(rows)

    assert len(wrong) == 2
    assert all(f"is not linked to {plate.address}" in one for one in wrong)
