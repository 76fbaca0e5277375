"""What a host that is touched on one thread only promises: calls arrive there, in order, once, and never hang."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio_tools.errors import HostError
from studio_tools.host import Thread
from studio_tools.testing.host_contract.kit import Check, Kit, break_down, raises, refuse

PATIENCE = 20.0
"""Seconds after which a call that never comes back is a broken promise."""


def calls_on_the_main_thread_run_at_once(kit: Kit, folder: Path) -> None:
    assert thread_of(kit).now(threading.get_ident) == threading.get_ident()


def calls_within_calls_do_not_hang(kit: Kit, folder: Path) -> None:
    host = thread_of(kit)
    assert host.now(lambda: host.now(lambda: host.now(lambda: "deep"))) == "deep"


def errors_reach_who_called(kit: Kit, folder: Path) -> None:
    with raises(HostError, "an error on the main thread is the caller's"):
        thread_of(kit).now(refuse)


def calls_from_elsewhere_run_on_the_main_thread(kit: Kit, folder: Path) -> None:
    host = thread_of(kit)
    assert elsewhere(kit, lambda: host.now(threading.get_ident)) == threading.get_ident()


def answers_reach_who_called_from_elsewhere(kit: Kit, folder: Path) -> None:
    host, answer = thread_of(kit), {"an": "object"}
    assert elsewhere(kit, lambda: host.now(lambda: answer)) is answer


def errors_reach_who_called_from_elsewhere(kit: Kit, folder: Path) -> None:
    host = thread_of(kit)
    with raises(HostError, "an error on the main thread is the caller's, on whatever thread"):
        elsewhere(kit, lambda: host.now(refuse))


def calls_from_elsewhere_may_call_again(kit: Kit, folder: Path) -> None:
    host = thread_of(kit)
    assert elsewhere(kit, lambda: host.now(lambda: host.now(lambda: "deep"))) == "deep"


def many_threads_may_call_at_once(kit: Kit, folder: Path) -> None:
    host, seen = thread_of(kit), list[int]()
    threads = [threading.Thread(target=lambda: host.now(lambda: seen.append(1)), daemon=True) for _ in range(8)]
    for each in threads:
        each.start()
    turn_until(kit, lambda: not any(each.is_alive() for each in threads))
    assert seen == [1] * 8


def what_is_left_for_later_runs_once_and_in_order(kit: Kit, folder: Path) -> None:
    host, done = thread_of(kit), list[tuple[int, int]]()
    for number in range(3):
        host.soon(lambda number=number: done.append((number, threading.get_ident())))  # type: ignore[misc]
    turn_until(kit, lambda: len(done) == 3)
    kit.turn()
    assert done == [(number, threading.get_ident()) for number in range(3)]


def another_thread_may_leave_something_for_later(kit: Kit, folder: Path) -> None:
    host, done = thread_of(kit), list[int]()
    elsewhere(kit, lambda: host.soon(lambda: done.append(threading.get_ident())))
    turn_until(kit, lambda: bool(done))
    assert done == [threading.get_ident()]


def what_fails_later_stops_nothing(kit: Kit, folder: Path) -> None:
    host, done = thread_of(kit), list[int]()
    host.soon(break_down)
    host.soon(lambda: done.append(1))
    turn_until(kit, lambda: bool(done))
    assert done == [1]


def thread_of(kit: Kit) -> Thread:
    """The host as what is touched on one thread only."""
    host = kit.make()
    assert isinstance(host, Thread)
    return host


def elsewhere(kit: Kit, call: Callable[[], object]) -> object:
    """Call on another thread while the main one turns. What it raises is raised here."""
    answers: list[object] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            answers.append(call())
        except Exception as error:
            failed.append(error)

    other = threading.Thread(target=run, daemon=True)
    other.start()
    turn_until(kit, lambda: not other.is_alive())
    if failed:
        raise failed[0]
    return answers[0]


def turn_until(kit: Kit, is_done: Callable[[], bool]) -> None:
    """Push the main loop until something has happened. Raises AssertionError where it never does."""
    ends, pause = time.monotonic() + PATIENCE, threading.Event()
    while not is_done():
        assert time.monotonic() < ends, "a call never came back"
        kit.turn()
        pause.wait(0.001)


THREAD: tuple[Check, ...] = (
    calls_on_the_main_thread_run_at_once,
    calls_within_calls_do_not_hang,
    errors_reach_who_called,
    calls_from_elsewhere_run_on_the_main_thread,
    answers_reach_who_called_from_elsewhere,
    errors_reach_who_called_from_elsewhere,
    calls_from_elsewhere_may_call_again,
    many_threads_may_call_at_once,
    what_is_left_for_later_runs_once_and_in_order,
    another_thread_may_leave_something_for_later,
    what_fails_later_stops_nothing,
)
