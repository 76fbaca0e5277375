"""A publish that is handed over ends as one that is not. The host looks on; where nobody else works, it does."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from studio_tools.errors import Cancelled, ClaimLost, PublishError, SourceChanged, TrackerUnavailable
from studio_tools.events import PublishFinished
from studio_tools.host import Output
from studio_tools.jobs import Job, Outcome, Phase, run
from studio_tools.publish.finishing import adopt
from studio_tools.publish.items import Origin, RunState
from studio_tools.publish.order import read_order
from studio_tools.publish.resume import resume
from studio_tools.publish.status import LOG, Status, read_status, write_status
from studio_tools.storage.transfer import Progress

OTHERS = (Output(id="a", label="A", kind="other"), Output(id="b", label="B", kind="other", variant="second"))


def steps_of(flow: Any) -> tuple[Any, list[tuple[Job, Outcome]]]:
    """Drive a flow to its end; its report, and every job with what came of it."""
    seen: list[tuple[Job, Outcome]] = []
    return run(flow, observe=lambda job, outcome: seen.append((job, outcome))), seen


def names(seen: list[tuple[Job, Outcome]]) -> set[str]:
    return {job.step for job, _ in seen}


# --- a worker does it


def test_a_worker_publishes_what_the_host_extracted(house: Any) -> None:
    report, seen = steps_of(house.flow(comment="first"))

    assert report.error is None
    assert report.state is RunState.PUBLISHED
    (version,) = report.versions
    assert (version.files, version.comment) == (2, "first")
    assert not names(seen) & {"fill.copy", "commit", "register.create", "handover.take-back"}
    (record,) = house.checker.records()
    assert (record["state"], record["epoch"], record["origin"]) == ("SEALED", 2, "maya")
    house.judge()


def test_several_products_are_handed_over_as_one(house: Any) -> None:
    report = house.publish(host=house.host(*OTHERS))

    assert [version.address for version in report.versions] == [
        "demo/sq010/sh0010:other.main@v001",
        "demo/sq010/sh0010:other.second@v001",
    ]
    assert len(house.rows()) == 4
    house.judge()


def test_the_host_does_not_tell_what_the_worker_tells(house: Any) -> None:
    house.publish()

    assert house.of(PublishFinished) == []


def test_what_the_checks_said_is_in_the_report(house: Any) -> None:
    report = house.publish(host=house.host(mood="warning"), accept_warnings=True)

    assert report.state is RunState.PUBLISHED
    assert [finding.title for finding in report.findings] == ["the mood is warning"]


def test_the_host_sees_how_far_the_worker_is(house: Any) -> None:
    _, seen = steps_of(house.flow(host=house.host(bytes="3000000")))

    told = [outcome.value for job, outcome in seen if job.step in {"handover.wait", "handover.watch"}]
    assert isinstance(told[-1], Progress)
    assert told[-1].of_files == 2
    assert told[-1].of_size > 3_000_000
    assert all(outcome.error is None for _, outcome in seen)


def test_looking_on_takes_no_longer_than_a_pause(house: Any) -> None:
    pauses: list[float] = []
    patient = house.workers(python=house.lazy(), patience=1e9, pause=pauses.append)
    waiting = house.suspended("handover.wait", workers=patient)

    for _ in range(5):
        waiting.step()

    assert len(pauses) == 5
    assert max(pauses) < 1
    waiting.flow.close()


def test_after_a_good_end_nothing_is_left_on_this_machine(house: Any) -> None:
    house.publish()

    assert list(house.workers().folder.iterdir()) == []


def test_a_site_that_is_away_makes_it_a_deferred_publish(make_house: Callable[..., Any]) -> None:
    house = make_house(tracker__site="http://127.0.0.1:9", tracker__script_name="robot", tracker__script_key="k" * 20)

    report = house.publish(workers=house.workers())

    assert report.state is RunState.DEFERRED
    assert isinstance(report.error, TrackerUnavailable)
    assert set(house.states().values()) == {"COMMITTED"}


def test_what_is_blocked_is_not_handed_over(house: Any) -> None:
    report, seen = steps_of(house.flow(host=house.host(mood="error")))

    assert report.state is RunState.BLOCKED
    assert "handover.start" not in names(seen)
    (ended,) = house.of(PublishFinished)
    assert ended.state == "BLOCKED"


@pytest.mark.parametrize("origin", [Origin.CLI, Origin.FARM, Origin.LAUNCHER])
def test_only_what_applications_extract_is_handed_over(house: Any, origin: Origin) -> None:
    report, seen = steps_of(house.flow(origin=origin))

    assert report.state is RunState.PUBLISHED
    assert "fill.copy" in names(seen)
    assert "handover.start" not in names(seen)


def test_a_studio_may_have_it_all_done_in_the_application(make_house: Callable[..., Any]) -> None:
    house = make_house(host__worker="never")

    report, seen = steps_of(house.flow())

    assert report.state is RunState.PUBLISHED
    assert "handover.start" not in names(seen)
    house.judge()


# --- no worker does it


def in_process(house: Any, **changed: Any) -> list[tuple[Job, Outcome]]:
    """Publish with workers that come to nothing; the work must be done here, once."""
    report, seen = steps_of(house.flow(workers=house.workers(**changed)))
    assert report.state is RunState.PUBLISHED
    assert {"fill.copy", "commit"} <= names(seen)
    (ended,) = house.of(PublishFinished)
    assert ended.state == "PUBLISHED"
    house.judge()
    return seen


def test_without_a_python_the_work_is_done_here(house: Any) -> None:
    seen = in_process(house, python="")

    assert "handover.take-back" not in names(seen)


def test_a_python_that_is_not_there_is_none(house: Any) -> None:
    in_process(house, python=str(house.home / "nowhere" / "python"))


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(house: Any) -> None:
    (house.home / "a-file").touch()

    in_process(house, folder=house.home / "a-file" / "workers")


def test_a_worker_that_ends_at_once_is_replaced(house: Any) -> None:
    seen = in_process(house, python=house.program("echo no studio_tools here >&2; exit 1"))

    assert "handover.take-back" in names(seen)


def test_the_log_of_a_worker_that_came_to_nothing_stays(house: Any) -> None:
    in_process(house, python=house.program("echo no studio_tools here >&2; exit 1"))

    (folder,) = house.workers().folder.iterdir()
    assert "no studio_tools here" in (folder / LOG).read_text("utf-8")


def test_a_worker_that_does_not_begin_in_time_is_ended(house: Any) -> None:
    clock = count(0.0, 10.0)

    in_process(house, python=house.lazy(), patience=35.0, clock=lambda: next(clock))

    (folder,) = house.workers().folder.iterdir()
    assert read_status(folder) is None


def test_a_worker_of_another_storage_is_not_asked(house: Any) -> None:
    elsewhere = {"STUDIO_TOOLS__STORAGE__ROOT": str(house.home / "elsewhere")}

    in_process(house, environ={**house.workers().environ, **elsewhere})


def test_a_worker_of_another_release_is_not_asked(house: Any) -> None:
    older = house.program(f"""sed -i 's/"product": "[^"]*"/"product": "0.0.1"/' "$4"; exec {sys.executable} "$@\"""")

    in_process(house, python=older)

    (folder,) = house.workers().folder.iterdir()
    assert "release 0.0.1" in (folder / LOG).read_text("utf-8")


def test_an_order_that_was_taken_back_is_void(house: Any) -> None:
    waiting, order = house.ordered()
    house.clock += 1e9
    while waiting.job.step != "commit":
        waiting.step()

    assert house.carry_out(order) == ClaimLost.exit_code
    assert waiting.end().state is RunState.PUBLISHED
    house.judge()


# --- ended by the artist, or by a death


def test_closing_before_a_worker_took_it_undoes(house: Any) -> None:
    waiting, order = house.ordered()

    waiting.flow.close()

    assert set(house.states().values()) == {"ABANDONED"}
    assert not order.exists()
    (ended,) = house.of(PublishFinished)
    assert ended.state == "CANCELLED"
    house.judge()


def test_cancelling_before_a_worker_took_it_undoes(house: Any) -> None:
    waiting, _ = house.ordered()

    assert waiting.cancel().state is RunState.CANCELLED
    house.judge()


def test_closing_after_a_worker_took_it_leaves_the_worker_at_work(house: Any) -> None:
    looking_on = house.suspended("handover.watch", host=house.host(bytes="8000000"))
    pid = house.worker_status().pid

    looking_on.flow.close()
    house.wait_for_the_end(pid)

    assert set(house.states().values()) == {"SEALED"}
    assert house.of(PublishFinished) == []
    house.judge()


def test_closing_in_the_moment_a_worker_takes_it_leaves_it_to_the_worker(house: Any) -> None:
    waiting, order = house.ordered()
    claim = adopt(house.session, read_order(order))

    waiting.flow.close()

    assert house.of(PublishFinished) == []
    claim.close()
    assert set(house.states().values()) == {"RESERVED"}


def test_cancelling_in_the_moment_a_worker_takes_it_tells_what_became_of_it(house: Any) -> None:
    """The worker had published it all before it could be stopped."""
    waiting, order = house.ordered()
    assert house.carry_out(order, "--status", next(house.workers().folder.iterdir())) == 0

    report = waiting.cancel()

    assert report.state is RunState.PUBLISHED
    assert house.of(PublishFinished) == []
    house.judge()


def test_an_artist_may_still_stop_the_worker(house: Any) -> None:
    looking_on = house.suspended("handover.watch", host=house.host(bytes="300000000"))

    report = looking_on.cancel()

    assert report.state is RunState.CANCELLED
    assert report.error.exit_code == Cancelled.exit_code
    assert set(house.states().values()) == {"ABANDONED"}
    house.judge()


def test_a_worker_that_does_not_want_to_stop_is_ended(house: Any) -> None:
    """It took the run, and hears no SIGTERM."""
    waiting, order = house.ordered(first="trap '' TERM")
    house.worker_pid()
    (folder,) = house.workers().folder.iterdir()
    claim = adopt(house.session, read_order(order))
    nothing = Progress(files=0, of_files=0, size=0, of_size=0)
    write_status(folder, Status(run=claim.run, pid=1, progress=nothing, is_adopted=True))
    waiting.step()
    house.session.storage.undo.abandon(claim, "for it hangs")

    waiting.job = waiting.flow.throw(Cancelled("cancelled"))
    waiting.step()
    house.clock += 1e9
    report = waiting.end()

    assert report.state is RunState.FAILED
    assert isinstance(report.error, ClaimLost)
    house.judge()


def test_a_worker_that_dies_is_cleaned_up_after(house: Any) -> None:
    looking_on = house.suspended("handover.watch", host=house.host(bytes="300000000"))
    os.kill(house.worker_status().pid, signal.SIGKILL)

    report = looking_on.end()

    assert report.state is RunState.FAILED
    assert isinstance(report.error, PublishError)
    assert "worker.log" in report.error.hint
    assert set(house.states().values()) == {"ABANDONED"}
    (ended,) = house.of(PublishFinished)
    assert ended.state == "FAILED"
    house.judge()
    again = run(resume(house.session))
    assert (again.finished, again.abandoned, again.still_waiting) == ((), (), ())


def test_a_worker_that_died_after_the_commit_is_gone_on_from(house: Any) -> None:
    """The order is carried out up to the registration by a process that is known to be dead."""
    waiting, order = house.ordered()
    assert house.dies(order, at="register.create")
    house.clock += 1e9
    house.end_lazy()

    report = waiting.end()

    assert report.state is RunState.PUBLISHED
    assert set(house.states().values()) == {"SEALED"}
    house.judge()


def test_a_run_that_a_resume_dropped_meanwhile_is_lost(house: Any) -> None:
    waiting, _ = house.ordered()
    (beat,) = (house.home / "storage/demo/.studio/beats").iterdir()
    os.utime(beat, (1, 1))
    assert len(run(resume(house.session)).abandoned) == 1
    house.end_lazy()

    report = waiting.end()

    assert report.state is RunState.FAILED
    assert isinstance(report.error, ClaimLost)
    house.judge()


def test_a_source_that_changes_under_the_worker_fails_the_publish(house: Any) -> None:
    waiting, order = house.ordered()
    (staged,) = order.parent.rglob("scene.txt")
    staged.write_text("somebody still writes")

    assert house.carry_out(order, "--status", next(house.workers().folder.iterdir())) == SourceChanged.exit_code
    house.end_lazy()
    report = waiting.end()

    assert report.state is RunState.FAILED
    assert isinstance(report.error, SourceChanged)
    assert set(house.states().values()) == {"ABANDONED"}
    house.judge()


def test_the_order_holds_no_secret(make_house: Callable[..., Any]) -> None:
    house = make_house(tracker__script_name="robot", tracker__script_key="key-of-the-robot-x")
    waiting, order = house.ordered()

    text = order.read_text("utf-8")

    assert "key-of-the-robot-x" not in text
    assert json.loads(text)["run"] in order.parent.name
    waiting.flow.close()


def test_the_phase_of_the_worker_is_that_of_the_job(house: Any) -> None:
    _, seen = steps_of(house.flow(host=house.host(bytes="30000000")))

    phases = {job.phase for job, _ in seen if job.step == "handover.watch"}
    assert phases <= {Phase.FILL, Phase.COMMIT, Phase.REGISTER, Phase.SETTLE}
    assert phases
