"""Finishing what others left: in order, once, by whoever comes, and never what somebody alive still works on."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from studio_tools.errors import TrackerRefused, TrackerUnavailable, UsageError
from studio_tools.events import ClaimTakenOver, ResumeFinished
from studio_tools.jobs import run
from studio_tools.model import Stamp
from studio_tools.publish.items import RunState
from studio_tools.publish.resume import resume
from studio_tools.publish.unsettled import in_order
from studio_tools.storage import RecordState

DEAD = 1 << 23


# -- what a resume does with each state


def test_nothing_unfinished_is_nothing_done(stage: Any) -> None:
    stage.publish()

    report = stage.resume()

    assert report.as_json() == {"finished": [], "abandoned": [], "still_waiting": [], "running": []}


@pytest.mark.parametrize("step", ["reserve.number", "reserve.record", "fill.begin", "fill.copy", "fill.record"])
def test_what_was_not_filled_is_dropped(stage: Any, step: str) -> None:
    left = stage.died_before(step)

    report = stage.resume()

    assert [entry.run for entry in report.abandoned] == [left]
    assert report.abandoned[0].reason == "its process ended before it was complete"
    stage.judge()


def test_what_is_filled_and_verifies_is_published(stage: Any) -> None:
    left = stage.left_filled()

    report = stage.resume()

    assert [entry.run for entry in report.finished] == [left]
    assert len(report.finished[0].versions) == 2
    assert len(stage.rows()) == 3
    stage.judge()


@pytest.mark.parametrize("damage", ["changed", "missing", "surplus", "manifest"])
def test_what_is_filled_and_does_not_verify_is_dropped(stage: Any, damage: str) -> None:
    stage.left_filled("render.main")
    (folder,) = stage.checker.version_folders()[-1:]
    folder.chmod(0o755)
    victim = next(folder.glob("*.exr"))
    if damage == "changed":
        victim.chmod(0o644)
        victim.write_bytes(victim.read_bytes()[::-1])
    elif damage == "missing":
        victim.unlink()
    elif damage == "surplus":
        (folder / "more").write_text("")
    else:
        (folder / "publish.json").unlink()

    report = stage.resume()

    assert len(report.abandoned) == 1
    assert "it was filled, but" in report.abandoned[0].reason
    stage.judge()
    assert not folder.exists()


def test_what_waits_is_registered_when_the_site_is_back(stage: Any) -> None:
    waiting = stage.publish(stage.process(weather="down"))

    assert [entry.run for entry in stage.resume(weather="down").still_waiting] == [waiting.run]
    assert [entry.run for entry in stage.resume().finished] == [waiting.run]
    assert stage.resume().finished == ()
    stage.judge()


def test_one_silent_site_is_asked_once_for_a_hundred_publishes(stage: Any) -> None:
    for _ in range(4):
        stage.publish(stage.process(weather="down"), "render.main")
    session = stage.process(weather="down")

    report = run(resume(session))

    assert len(report.still_waiting) == 4
    assert session.tracker.calls == ["prepare"]
    assert not list((stage.home / "storage/demo/.studio/staging").iterdir())


def test_how_long_the_oldest_waits_is_told(stage: Any) -> None:
    stage.publish(stage.process(weather="down"))
    session = stage.process(weather="down")

    run(resume(replace(session, now=lambda: session.now() + timedelta(hours=2))))

    (event,) = stage.of(ResumeFinished)
    assert (event.finished, event.abandoned, event.waiting) == (0, 0, 1)
    assert 7199 < event.oldest < 7300


def test_a_takeover_is_told_and_a_released_claim_is_none(stage: Any) -> None:
    stage.publish(stage.process(weather="down"))
    stage.resume()
    assert stage.of(ClaimTakenOver) == []

    stage.left_filled()
    stage.resume()

    assert [event.state for event in stage.of(ClaimTakenOver)] == ["FILLED"]


def test_upstream_versions_are_registered_first_and_linked(stage: Any) -> None:
    """They wait in an order that time does not tell: the older run was made from the younger one."""
    plate = stage.process(weather="down")
    comp = stage.flow(stage.process(weather="down"), "comp.main", upstream=(stage_stamp(stage, "plate.main"),))
    assert run(comp).state is RunState.DEFERRED
    stage.publish(plate, "plate.main")

    report = stage.resume()

    assert [entry.versions[0].split(":")[1] for entry in report.finished] == ["plate.main@v001", "comp.main@v001"]
    linked = [row for row in stage.rows() if row["name"] == "comp.main"]
    assert all(len(row["upstream_published_files"]) == 2 for row in linked)


def stage_stamp(stage: Any, name: str, number: int = 1) -> Stamp:
    return Stamp(key=stage.key(name), number=number)


def test_runs_that_need_each_other_in_a_circle_go_by_time(stage: Any) -> None:
    session = stage.process(weather="down")
    stage.publish(session, "plate.main", upstream=(stage_stamp(stage, "comp.main"),))
    stage.publish(session, "comp.main", upstream=(stage_stamp(stage, "plate.main"),))
    records = list(session.storage.runs("demo"))

    assert [record.run for record in in_order(reversed(records))] == [record.run for record in records]
    assert len(stage.resume().finished) == 2


def test_an_upstream_that_fell_meanwhile_is_told(stage: Any) -> None:
    plate = stage.publish(None, "plate.main")
    stamps = (stage_stamp(stage, "plate.main"), stage_stamp(stage, "model.main", 7))
    stage.publish(stage.process(weather="down"), "comp.main", upstream=stamps)
    stage.retract(plate.run)

    (entry,) = stage.resume().finished[-1:]

    assert f"made from {plate.versions[0].address}, which was retracted: wrong lens" in entry.notes
    assert any("which this storage does not have" in note for note in entry.notes)


# -- discard


def test_an_uncommitted_run_can_be_dropped(stage: Any) -> None:
    left = stage.left_filled()
    stage.publish(stage.process(weather="down"), "comp.main")

    report = stage.resume(discard=left)

    assert [(entry.run, entry.reason) for entry in report.abandoned] == [(left, "discarded")]
    assert report.finished == ()
    assert stage.resume(discard=left).abandoned == ()


def test_a_published_run_cannot_be_dropped(stage: Any) -> None:
    for delivery in (stage.publish(), stage.publish(stage.process(weather="down"))):
        with pytest.raises(UsageError, match="is published") as refused:
            stage.resume(discard=delivery.run)
        assert "retract" in refused.value.hint


def test_a_run_of_somebody_alive_cannot_be_dropped(stage: Any) -> None:
    reservation = stage.reserve(stage.process())

    with pytest.raises(UsageError, match="still going on") as refused:
        stage.resume(discard=reservation.run)

    assert "process" in refused.value.hint


def test_an_unknown_run_names_the_nearest(stage: Any) -> None:
    left = stage.left_filled()

    with pytest.raises(UsageError, match="no unfinished run") as refused:
        stage.resume(discard=left[:-2] + "zz")

    assert left in refused.value.hint
    stage.resume()
    with pytest.raises(UsageError) as refused:
        stage.resume(discard="../../etc")
    assert "Nothing is unfinished" in refused.value.hint


# -- retractions the tracker has not heard of


def test_a_version_retracted_while_it_waited_never_becomes_visible(stage: Any) -> None:
    waiting = stage.publish(stage.process(weather="down"))
    stage.retract(waiting.run)
    shown: list[str] = []
    session = stage.process()
    publish = session.tracker.publish

    def watch(links: Any) -> None:
        publish(links)
        shown.extend(row["name"] for row in stage.rows() if row["sg_status_list"] == "cmpt")

    session.tracker.publish = watch
    assert len(run(resume(session)).finished) == 1

    assert set(shown) == {"plate.main"}
    assert {row["name"]: row["sg_status_list"] for row in stage.rows()} == {"render.main": "omt", "plate.main": "cmpt"}
    assert stage.process().storage.runs("demo").unsettled() == []
    stage.judge()


def test_a_retraction_waits_for_the_site(stage: Any) -> None:
    sealed = stage.publish(None, "render.main")
    stage.retract(sealed.run)

    assert [entry.run for entry in stage.resume(weather="down").still_waiting] == [sealed.run]
    assert [entry.run for entry in stage.resume().finished] == [sealed.run]
    assert {row["sg_status_list"] for row in stage.rows()} == {"omt"}
    assert stage.resume().finished == ()
    stage.judge()


# -- answers that never came


def test_a_request_that_comes_through_long_after_it_was_given_up_is_folded(stage: Any) -> None:
    """The site is slow beyond all patience: what was asked first arrives after the second asking was done."""
    session = stage.process()
    held: list[Any] = []

    def lost(drafts: Any) -> None:
        held.append(drafts)
        raise TrackerUnavailable("no answer")

    create = session.tracker.create_pending
    session.tracker.create_pending = lost
    assert stage.publish(session, "render.main").state is RunState.DEFERRED
    assert len(stage.resume().finished) == 1
    create(held[0])
    assert len(stage.rows()) == 4

    assert stage.resume().finished == ()

    assert len(stage.rows()) == 2
    assert {row["sg_status_list"] for row in stage.rows()} == {"cmpt"}
    stage.judge()


def test_a_slow_request_with_lower_ids_does_not_take_the_place_of_what_is_published(stage: Any) -> None:
    """Its ids were given when it began, and it came through when the second asking was long done."""
    session = stage.process()
    create, asked = session.tracker.create_pending, []

    def slow(drafts: Any) -> None:
        asked.extend(create(drafts))
        for one in asked:
            stage.client.delete("PublishedFile", one)
        raise TrackerUnavailable("no answer")

    session.tracker.create_pending = slow
    assert stage.publish(session, "render.main").state is RunState.DEFERRED
    assert len(stage.resume().finished) == 1
    published = {row["id"] for row in stage.rows()}
    for one in asked:
        stage.client.revive("PublishedFile", one)

    stage.resume()

    assert {row["id"] for row in stage.rows()} == published
    assert {row["sg_status_list"] for row in stage.rows()} == {"cmpt"}
    stage.judge()


def test_after_ten_minutes_nothing_more_is_expected(stage: Any) -> None:
    session = stage.process()

    def lost(drafts: Any) -> None:
        raise TrackerUnavailable("no answer")

    session.tracker.create_pending = lost
    stage.publish(session, "render.main")
    stage.resume()
    runs = stage.process().storage.runs("demo")
    assert len(runs.unsettled()) == 1

    later = stage.process()
    run(resume(replace(later, now=lambda: later.now() + timedelta(days=11))))
    assert len(runs.unsettled()) == 1, "the file server's clock counts, not that of a workstation"
    beat = runs.beat(runs.unsettled()[0])
    then = beat.stat().st_mtime - 601
    os.utime(beat, (then, then))

    stage.resume()

    assert runs.unsettled() == []
    assert next(iter(runs)).state is RecordState.SEALED
    stage.judge()


# -- sites that do more than they are asked


def with_trigger(session: Any, trigger: Any) -> Any:
    """A process whose site runs *trigger* after new published files."""
    create = session.tracker.create_pending

    def then(drafts: Any) -> Any:
        made = create(drafts)
        trigger()
        return made

    session.tracker.create_pending = then
    return session


def test_a_trigger_that_renames_new_records_hurts_nothing(stage: Any) -> None:
    def rename() -> None:
        for row in stage.rows():
            stage.client.update("PublishedFile", row["id"], {"code": f"renamed {row['id']}"})

    delivery = stage.publish(with_trigger(stage.process(), rename), "render.main")

    assert delivery.state is RunState.PUBLISHED
    assert [row["sg_status_list"] for row in stage.rows()] == ["cmpt", "cmpt"]


def test_a_trigger_that_hides_new_records_lets_the_publish_wait_and_says_so(stage: Any) -> None:
    def hide() -> None:
        for row in stage.rows():
            stage.client.delete("PublishedFile", row["id"])

    delivery = stage.publish(with_trigger(stage.process(), hide), "render.main")

    assert delivery.state is RunState.DEFERRED
    assert isinstance(delivery.waiting, TrackerRefused)
    assert "does not show them" in delivery.waiting.message
    assert len(stage.resume().finished) == 1, "without the trigger"
    assert len(stage.rows()) == 2
    stage.judge()


def test_records_that_a_site_gives_other_names_do_not_pile_up(stage: Any) -> None:
    def rename() -> None:
        for row in stage.rows():
            stage.client.update("PublishedFile", row["id"], {"name": "other"})

    for _ in range(3):
        session = with_trigger(stage.process(), rename)
        assert stage.publish(session, "render.main").state is RunState.DEFERRED

    assert stage.rows() == []


# -- damage


def test_a_damaged_record_waits_and_stops_nobody_else(stage: Any) -> None:
    broken = stage.publish(stage.process(weather="down"), "render.main")
    other = stage.publish(stage.process(weather="down"), "plate.main")
    (record,) = (stage.home / "storage/demo/.studio/runs" / broken.run).glob("*/record.json")
    record.write_text("{")

    report = stage.resume()

    assert [entry.run for entry in report.finished] == [other.run]
    assert [entry.run for entry in report.still_waiting] == [broken.run]
    assert "damaged" in report.still_waiting[0].reason
