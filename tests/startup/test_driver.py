"""The driver beneath a window: which job runs where, and how it ends."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

from studio_tools.errors import Cancelled
from studio_tools.jobs import Flow, Job, Outcome, Phase, Where

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def flow_of(*jobs: Job) -> Flow[list[Any]]:
    found = []
    for job in jobs:
        outcome: Outcome = yield job
        found.append(outcome.value if outcome.error is None else outcome.error)
    return found


def test_what_touches_the_host_runs_on_the_main_thread_and_the_rest_beside_it(
    application: Any, turn: Callable[..., None]
) -> None:
    from studio_tools.ui.driver import Driver

    ended: list[Any] = []
    jobs = [Job(Phase.COLLECT, "a", "", threading.get_ident, where) for where in (Where.MAIN, Where.ANY, Where.MAIN)]
    driver = Driver(flow_of(*jobs), ended=lambda report, error: ended.append(report))

    driver.start()
    assert ended == []
    turn(lambda: driver.is_over)

    first, second, third = ended[0]
    assert first == third == threading.get_ident() != second


def test_a_job_that_fails_is_the_flows_affair(application: Any, turn: Callable[..., None]) -> None:
    from studio_tools.ui.driver import Driver

    ended: list[Any] = []
    driver = Driver(
        flow_of(Job(Phase.FILL, "bad", "", lambda: 1 / 0)), ended=lambda report, error: ended.append(report)
    )

    driver.start()
    turn(lambda: driver.is_over)

    assert isinstance(ended[0][0], ZeroDivisionError)


def test_a_flow_that_is_cancelled_before_it_began_ends_cancelled(application: Any, turn: Callable[..., None]) -> None:
    from studio_tools.ui.driver import Driver

    ended: list[Any] = []
    driver = Driver(flow_of(), ended=lambda report, error: ended.append(error))

    driver.start()
    driver.cancel()
    turn(lambda: driver.is_over)

    assert isinstance(ended[0], Cancelled)
