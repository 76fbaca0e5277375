"""A hand-over is told and measured by itself: whether a worker took the publish, or why none did."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from studio_tools.events import HandedOver
from studio_tools.publish.finishing import adopt
from studio_tools.publish.items import Origin
from studio_tools.publish.order import read_order
from telemetry.recorder import Recorder


def told_of(house: Any) -> tuple[str, str, str]:
    """The one event of a hand-over: how it ended, its error, the host."""
    (event,) = house.of(HandedOver)
    assert event.seconds > 0
    assert event.run in house.states()
    return event.answer, event.error, event.host


def test_a_hand_over_is_told_when_a_worker_has_the_run(house: Any) -> None:
    house.publish()

    assert told_of(house) == ("taken", "", "maya")


@pytest.mark.parametrize(
    ("program", "told"),
    [("", ("unstarted", "publish-failed", "maya")), ("exit 1", ("late", "", "maya"))],
    ids=["none to start", "one that ends at once"],
)
def test_a_hand_over_that_came_to_nothing_is_told(house: Any, program: str, told: tuple[str, str, str]) -> None:
    house.publish(workers=house.workers(python=house.program(program) if program else ""))

    assert told_of(house) == told


@pytest.mark.parametrize(
    "end", [lambda waiting: waiting.cancel(), lambda waiting: waiting.flow.close()], ids=["cancelled", "closed"]
)
def test_a_hand_over_that_is_undone_is_told(house: Any, end: Callable[[Any], object]) -> None:
    waiting, _ = house.ordered()

    end(waiting)

    assert told_of(house) == ("undone", "cancelled", "maya")


def test_a_hand_over_that_is_left_in_the_moment_a_worker_takes_it_was_one(house: Any) -> None:
    waiting, order = house.ordered()
    claim = adopt(house.session, read_order(order))

    waiting.flow.close()
    claim.close()

    assert told_of(house) == ("taken", "", "maya")


@pytest.mark.parametrize("origin", [Origin.CLI, Origin.MAYA])
def test_what_is_done_where_it_began_is_no_hand_over(make_house: Callable[..., Any], origin: Origin) -> None:
    house = make_house(host__worker="never")

    house.publish(origin=origin)

    assert house.of(HandedOver) == []


@pytest.mark.parametrize(
    ("python", "lines"),
    [
        (sys.executable, {"c:studio.handover.runs,answer=taken,host=maya:1.0"}),
        (
            "",
            {
                "c:studio.handover.runs,answer=unstarted,host=maya:1.0",
                "c:studio.handover.failures,error=publish-failed,host=maya:1.0",
            },
        ),
    ],
    ids=["taken", "unstarted"],
)
def test_a_hand_over_is_measured(house: Any, python: str, lines: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECTATOR_OUTPUT_LOCATION", raising=False)
    house.publish(workers=house.workers(python=python))

    with closing(Recorder("memory", {})) as recorder:
        recorder.record(house.of(HandedOver))
        measured = [line for line in recorder.lines() if "studio.handover" in line]

    assert lines == {line for line in measured if line.startswith("c:")}
    (timed,) = set(measured) - lines
    assert timed.startswith("t:studio.handover.duration,host=maya,outcome=")
