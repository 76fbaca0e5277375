"""One policy for every call: what is tried again, how long, and the one event it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import StudioError, TrackerDenied, TrackerRefused, TrackerUnavailable
from studio_tools.events import Event, TrackerCalled
from studio_tools.tracker.calls import Calls, Operation, Patience


class Clock:
    """Time that passes only when somebody sleeps or works."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Recorded:
    """A client that notes what it is asked and answers what it is told."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.closed = 0

    def find(self, *asked: Any, **options: Any) -> tuple[dict[str, int], ...]:
        self.asked.append((*asked, options))
        return ({"id": 1},)

    def close(self) -> None:
        self.closed += 1


class One:
    """The same client for every thread."""

    def __init__(self, client: Recorded) -> None:
        self.client = client

    def get(self) -> Any:
        return self.client

    def close(self) -> None:
        self.client.close()


class Rig:
    def __init__(self, *, attempts: int = 3, budget: float = 10.0, pause: float = 0.2, jitter: float = 0.5) -> None:
        self.clock = Clock()
        self.events: list[TrackerCalled] = []
        self.client = Recorded()
        self.calls = Calls(
            One(self.client),
            translate=lambda cause: cause if isinstance(cause, StudioError) else None,
            events=self.note,
            patience=Patience(attempts=attempts, budget=budget, pause=pause),
            clock=self.clock,
            sleep=self.clock.sleep,
            jitter=lambda: jitter,
        )

    def note(self, event: Event) -> None:
        assert isinstance(event, TrackerCalled)
        self.events.append(event)

    def failing(self, *errors: Exception | None, seconds: float = 0.0) -> Callable[[object], str]:
        """Work that fails with each error in turn (None succeeds), and takes some time about it."""
        turns: Iterator[Exception | None] = iter(errors)

        def work(client: object) -> str:
            self.clock.now += seconds
            error = next(turns)
            if error is not None:
                raise error
            return "done"

        return work


AWAY = TrackerUnavailable("away")


def test_what_succeeds_is_told_once() -> None:
    rig = Rig()

    assert rig.calls.repeatable(Operation.RECORDS, rig.failing(None, seconds=0.5)) == "done"
    assert rig.events == [TrackerCalled(operation="records", attempts=1, seconds=0.5, error="")]


def test_what_succeeds_the_third_time_is_told_once_with_all_its_tries() -> None:
    rig = Rig()

    rig.calls.repeatable(Operation.RECORDS, rig.failing(AWAY, AWAY, None, seconds=1.0))

    (event,) = rig.events
    assert (event.attempts, event.error) == (3, "")
    assert event.seconds == pytest.approx(3.0 + sum(rig.clock.slept))


@pytest.mark.parametrize("error", [TrackerDenied("no"), TrackerRefused("no")], ids=lambda error: type(error).__name__)
def test_what_will_not_get_better_is_not_tried_again(error: StudioError) -> None:
    rig = Rig()

    with pytest.raises(type(error)):
        rig.calls.repeatable(Operation.RECORDS, rig.failing(error))

    assert rig.clock.slept == []
    assert [event.error for event in rig.events] == [error.code]


def test_what_must_not_be_sent_twice_is_not() -> None:
    rig = Rig()

    with pytest.raises(TrackerUnavailable):
        rig.calls.once(Operation.REGISTER, rig.failing(AWAY))

    assert [event.attempts for event in rig.events] == [1]
    assert rig.clock.slept == []


def test_a_try_that_took_all_the_time_is_the_last() -> None:
    rig = Rig(attempts=5, budget=10.0)

    with pytest.raises(TrackerUnavailable):
        rig.calls.repeatable(Operation.RECORDS, rig.failing(AWAY, AWAY, seconds=10.0))

    assert [event.attempts for event in rig.events] == [1]


@pytest.mark.parametrize(("jitter", "first"), [(0.0, 0.1), (0.5, 0.2), (1.0, 0.3)], ids=["least", "middle", "most"])
def test_the_pauses_double_and_scatter(jitter: float, first: float) -> None:
    rig = Rig(jitter=jitter)

    with pytest.raises(TrackerUnavailable):
        rig.calls.repeatable(Operation.RECORDS, rig.failing(AWAY, AWAY, AWAY))

    assert rig.clock.slept == [pytest.approx(first), pytest.approx(first * 2)]


@given(
    attempts=st.integers(1, 8),
    budget=st.floats(0.1, 30.0),
    seconds=st.floats(0.0, 12.0),
    jitter=st.floats(0.0, 1.0),
)
def test_however_it_fails_it_ends_in_the_budget_and_one_try_more(
    attempts: int, budget: float, seconds: float, jitter: float
) -> None:
    rig = Rig(attempts=attempts, budget=budget, jitter=jitter)
    begun = rig.clock.now

    with pytest.raises(TrackerUnavailable):
        rig.calls.repeatable(Operation.RECORDS, rig.failing(*[AWAY] * attempts, seconds=seconds))

    assert rig.clock.now - begun <= budget + seconds + 1e-6
    assert 1 <= rig.events[0].attempts <= attempts


def test_a_translated_error_keeps_its_cause() -> None:
    rig = Rig()
    rig.calls._translate = lambda cause: TrackerUnavailable("away")
    cause = OSError("cable")

    with pytest.raises(TrackerUnavailable) as caught:
        rig.calls.once(Operation.REGISTER, rig.failing(cause))

    assert caught.value.__cause__ is cause


def test_an_interrupt_is_neither_translated_nor_tried_again() -> None:
    rig = Rig()

    def interrupted(client: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rig.calls.repeatable(Operation.RECORDS, interrupted)
    assert rig.events == []


def test_rows_come_with_the_lowest_id_first_unless_told_otherwise() -> None:
    rig = Rig()

    rig.calls.rows(Operation.RECORDS, "Shot", [], ["code"])
    rig.calls.rows(Operation.NUMBERS, "Shot", [], ["code"], order={"version_number": "desc"}, limit=1, retired=True)

    assert [asked[3] for asked in rig.client.asked] == [
        [{"field_name": "id", "direction": "asc"}],
        [{"field_name": "version_number", "direction": "desc"}],
    ]
    assert [asked[4] for asked in rig.client.asked] == [
        {"limit": 0, "retired_only": False},
        {"limit": 1, "retired_only": True},
    ]


def test_rows_are_a_list_of_ones_own() -> None:
    rig = Rig()

    assert rig.calls.rows(Operation.RECORDS, "Shot", [], ["code"]) == [{"id": 1}]


def test_closing_closes_the_clients() -> None:
    rig = Rig()

    rig.calls.close()

    assert rig.client.closed == 1


def test_every_operation_is_a_lawful_tag() -> None:
    assert all(operation.value.replace("-", "").isalpha() for operation in Operation)
