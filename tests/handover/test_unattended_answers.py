"""Doors that nobody sits before: every ending has its answer, and an interrupt cancels what it can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import Blocked, Cancelled
from studio_tools.jobs import Job, Phase, run
from studio_tools.publish.items import PublishReport, RunState
from studio_tools.publish.resume import resume
from studio_tools.worker.answers import answered, driven, of_report


def test_an_interrupt_before_the_first_job_cancels() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    def flow() -> Any:
        yield Job(Phase.FILL, "a", "", interrupted)
        raise AssertionError

    with pytest.raises(Cancelled):
        driven(flow())


def test_an_interrupt_within_the_flow_is_raised() -> None:
    def flow() -> Any:
        yield Job(Phase.FILL, "a", "", lambda: None)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        driven(flow())


def test_every_job_is_heard_of() -> None:
    def flow() -> Any:
        first = yield Job(Phase.FILL, "a", "", lambda: 1)
        second = yield Job(Phase.FILL, "b", "", lambda: 2)
        return first.get() + second.get()

    heard: list[str] = []

    assert driven(flow(), observe=lambda job, outcome: heard.append(job.step)) == 3
    assert heard == ["a", "b"]


# --- what stands behind the door


def test_a_fault_of_ours_is_written_down(tmp_path: Path) -> None:
    def broken() -> Any:
        raise ZeroDivisionError("by our fault")

    answer = answered(broken, argv=["order.json"], environ={"HOME": str(tmp_path)})

    assert answer.exit_code == 1
    assert answer.error is not None
    log = Path(str(answer.error.details["log"]))
    assert "by our fault" in log.read_text("utf-8")


def test_an_interrupt_at_the_door_is_a_cancel() -> None:
    def interrupted() -> Any:
        raise KeyboardInterrupt

    assert answered(interrupted, argv=[], environ={}).exit_code == Cancelled.exit_code


def test_a_report_that_failed_names_its_run() -> None:
    error = Blocked("1 error in the way")
    answer = of_report(PublishReport(run="r", state=RunState.BLOCKED, error=error), lambda rootless: Path(rootless))

    assert answer.exit_code == Blocked.exit_code
    assert error.details["run"] == "r"
    assert answer.as_json()["result"]


def test_a_report_of_what_is_no_error_of_ours_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        of_report(PublishReport(run="r", state=RunState.FAILED, error=ZeroDivisionError()), Path)
    with pytest.raises(AssertionError, match="without saying why"):
        of_report(PublishReport(run="r", state=RunState.FAILED), Path)


@pytest.mark.parametrize("step", ["fill.copy", "commit", "register.create", "settle.tidy"])
def test_an_interrupt_cancels_before_the_commit_and_defers_after_it(
    make_house: Callable[..., Any], step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = make_house(host__worker="never")
    flow = interrupted_at(step, house.flow())

    report = driven(flow)

    is_late = step in {"register.create", "settle.tidy"}
    assert report.state in ({RunState.DEFERRED, RunState.PUBLISHED} if is_late else {RunState.CANCELLED})
    run(resume(house.session))
    house.judge()


def interrupted_at(step: str, flow: Any) -> Any:
    """The same flow, in which Ctrl-C meets the job of a step."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    job = next(flow)
    while True:
        try:
            is_met = job.step == step
            outcome = yield replace(job, call=interrupt) if is_met else job
            job = flow.send(outcome)
        except StopIteration as end:
            return end.value
        except BaseException as error:
            try:
                job = flow.throw(error)
            except StopIteration as end:
                return end.value
