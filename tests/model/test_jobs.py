"""Flows: whoever drives decides; what a job raised is an outcome, what interrupts passes through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio_tools.jobs import Flow, Job, Outcome, Phase, perform, run


def a_job(call: object, step: str = "core.step") -> Job:
    assert callable(call)
    return Job(Phase.COLLECT, step, "item", call)


def test_a_flow_is_sent_the_value_of_each_job() -> None:
    def flow() -> Flow[list[int]]:
        first = yield a_job(lambda: 1)
        second = yield a_job(lambda: first.get() + 1)
        return [first.get(), second.get()]

    assert run(flow()) == [1, 2]


def test_a_flow_without_jobs_has_a_report() -> None:
    def flow() -> Flow[str]:
        return "done"
        yield

    assert run(flow()) == "done"


def test_what_a_job_raises_comes_back_as_its_outcome() -> None:
    def fails() -> None:
        raise ValueError("broken")

    outcome = perform(a_job(fails))

    assert isinstance(outcome.error, ValueError)
    with pytest.raises(ValueError, match="broken"):
        outcome.get()


def test_an_interrupt_is_not_swallowed() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        perform(a_job(interrupted))


def test_a_job_that_yields_is_drained_and_its_signs_of_life_dropped() -> None:
    def slow() -> Iterator[str | None]:
        yield None
        yield "found"
        yield None

    assert perform(a_job(slow)).value == ["found"]


def test_an_error_in_the_middle_of_a_drained_job_is_its_outcome() -> None:
    def breaks() -> Iterator[str]:
        yield "found"
        raise OSError("gone")

    assert isinstance(perform(a_job(breaks)).error, OSError)


def test_seconds_are_measured_by_the_clock_handed_in() -> None:
    ticks = iter([10.0, 12.5])

    assert perform(a_job(lambda: None), clock=lambda: next(ticks)).seconds == 2.5


def test_a_flow_tidies_up_when_its_driver_is_interrupted() -> None:
    tidied = []

    def interrupted() -> None:
        raise KeyboardInterrupt

    def flow() -> Flow[None]:
        try:
            yield a_job(interrupted)
        finally:
            tidied.append("yes")

    with pytest.raises(KeyboardInterrupt):
        run(flow())

    assert tidied == ["yes"]


def test_a_driver_may_watch_every_job_end() -> None:
    seen: list[tuple[str, object]] = []

    def flow() -> Flow[None]:
        yield a_job(lambda: 1, "core.one")
        yield a_job(lambda: 2, "core.two")

    run(flow(), observe=lambda job, outcome: seen.append((job.step, outcome.value)))

    assert seen == [("core.one", 1), ("core.two", 2)]


def test_an_outcome_without_error_hands_out_its_value() -> None:
    assert Outcome(value=3).get() == 3
