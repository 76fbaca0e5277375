"""Calls to the main thread: never handed over from it, in order, and given up in time."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from dcc.nuke.thread import Line
from studio_tools.errors import HostError
from studio_tools.testing.nukesim import Session


def test_the_main_thread_never_hands_over_itself() -> None:
    handed: list[int] = []
    done = threading.Event()

    def hand_over(call: Any) -> None:
        handed.append(threading.get_ident())
        done.set()

    Line(hand_over).put(lambda: None)
    assert done.wait(60)
    assert handed != [threading.get_ident()]


def test_another_thread_hands_over_itself() -> None:
    handed: list[int] = []
    other = threading.Thread(target=lambda: Line(lambda call: handed.append(threading.get_ident())).put(lambda: None))
    other.start()
    other.join()
    assert handed == [other.ident]


def test_calls_keep_their_order_whoever_comes_first() -> None:
    turns: list[Any] = []
    ready = threading.Semaphore(0)

    def hand_over(call: Any) -> None:
        turns.append(call)
        ready.release()

    done: list[int] = []
    line = Line(hand_over)
    for number in range(5):
        line.put(lambda number=number: done.append(number))  # type: ignore[misc]
    for _ in range(5):
        assert ready.acquire(timeout=60)
    for call in reversed(turns):
        call()
    assert done == [0, 1, 2, 3, 4]


def test_a_busy_nuke_is_not_waited_for_for_ever(session: Session) -> None:
    from dcc.nuke.host import NukeHost

    host = NukeHost(patience=0.01)
    ran: list[int] = []
    failed: list[HostError] = []

    def call() -> None:
        try:
            host.now(lambda: ran.append(1))
        except HostError as error:
            failed.append(error)

    other = threading.Thread(target=call)
    other.start()
    other.join(10)
    session.idle()
    assert ran == [], "what was given up is not done later"
    assert [each.message for each in failed] == ["Nuke was busy for more than 0.01 seconds"]


def test_leaving_something_for_later_from_within_such_a_call(host: Any, session: Session) -> None:
    done: list[str] = []
    arrived = threading.Event()

    def second() -> None:
        done.append("second")

    def first() -> None:
        done.append("first")
        host.soon(second)
        arrived.set()

    host.soon(first)
    for _ in range(2000):
        session.idle()
        if done == ["first", "second"]:
            break
        arrived.wait(0.005)
    assert done == ["first", "second"]


@pytest.mark.parametrize("error", [HostError("no"), KeyError("gone")], ids=str)
def test_what_a_call_raises_is_its_callers(host: Any, error: Exception) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)):
        host.now(fail)
