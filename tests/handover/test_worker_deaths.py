"""A worker dies before and after every job it does; what it left is ended by a resume, or by the host."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from studio_tools.errors import NoSpace
from studio_tools.jobs import run
from studio_tools.publish.finishing import adopt, finish
from studio_tools.publish.items import RunState
from studio_tools.publish.order import read_order
from studio_tools.publish.resume import resume
from studio_tools.storage.door import SafeDisk
from studio_tools.testing.faulty_disk import FaultyDisk

JOBS = 18
"""As many as a worker does for one product; the last test says if they became more."""
SOME = [at if at % 3 == 0 else pytest.param(at, marks=pytest.mark.long) for at in range(JOBS)]
DECIDED = {"SEALED", "ABANDONED"}


@pytest.mark.parametrize(
    "is_after", [False, pytest.param(True, marks=pytest.mark.long)], ids=["before the job", "after the job"]
)
@pytest.mark.parametrize("at", range(JOBS))
def test_a_resume_ends_what_a_dead_worker_left(house: Any, at: int, is_after: bool) -> None:
    waiting, order = house.ordered()
    house.dies(order, at=at, is_after=is_after)

    first = run(resume(house.session))
    second = run(resume(house.session))

    assert len(first.finished) + len(first.abandoned) <= 1
    assert (second.finished, second.abandoned, second.still_waiting) == ((), (), ())
    assert set(house.states().values()) <= DECIDED
    house.judge()
    house.end_lazy()
    waiting.end()
    house.judge()


@pytest.mark.parametrize("at", SOME)
def test_a_host_that_looks_on_ends_what_a_dead_worker_left(house: Any, at: int) -> None:
    waiting, order = house.ordered()
    house.dies(order, at=at)
    house.end_lazy()

    report = waiting.end()

    state = next(iter(house.states().values()))
    assert state == ("SEALED" if report.state is RunState.PUBLISHED else "ABANDONED")
    house.judge()
    again = run(resume(house.session))
    assert (again.finished, again.abandoned, again.still_waiting) == ((), (), ())


@pytest.mark.parametrize("room", [0, 20_000, 1_000_000, 4_000_000], ids=lambda room: f"{room} bytes")
def test_a_full_disk_is_no_death(house: Any, room: int) -> None:
    """The worker gives up, and has kept enough space to say so."""
    waiting, order = house.ordered(host=house.host(bytes="5000000"))
    storage = replace(house.session.storage, disk=SafeDisk(FaultyDisk()))
    session, known = replace(house.session, storage=storage), read_order(order)
    with closing(adopt(session, known)) as claim:
        storage.disk.disk.room = room
        report = run(finish(session, known, claim))

    assert report.state is RunState.FAILED
    assert isinstance(report.error, NoSpace)
    assert set(house.states().values()) == {"ABANDONED"}
    house.judge()
    house.end_lazy()
    waiting.flow.close()


def test_a_host_and_a_resume_that_end_the_same_run_do_not_meet(house: Any) -> None:
    waiting, order = house.ordered()
    house.dies(order, at="register.links")
    assert len(run(resume(house.session)).finished) == 1
    house.end_lazy()

    assert waiting.end().state is RunState.PUBLISHED
    assert len(house.rows()) == 2
    house.judge()


def test_the_walk_goes_to_the_end(house: Any) -> None:
    waiting, order = house.ordered()

    assert not house.dies(order, at=JOBS)

    house.end_lazy()
    assert waiting.end().state is RunState.PUBLISHED
