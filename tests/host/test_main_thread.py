"""A program's main thread: calls come there in order, errors come back, what was given up is not begun."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import pytest

from studio_tools.errors import HostError
from studio_tools.host.main_thread import MainThread


class Loop:
    """Stands for a program that makes calls when it is idle."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.arrived = threading.Event()

    def defer(self, call: Callable[[], None]) -> None:
        self.waiting.append(call)
        self.arrived.set()

    def turn(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def loop() -> Loop:
    return Loop()


def main(loop: Loop, patience: float = 20.0) -> MainThread:
    return MainThread(program="Houdini", defer=loop.defer, patience=patience)


def test_a_call_for_later_waits(loop: Loop) -> None:
    done: list[int] = []
    main(loop).soon(lambda: done.append(1))
    assert done == []
    loop.turn()
    assert done == [1]


def test_what_fails_later_is_logged(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    main(loop).soon(lambda: 1 // 0)  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        loop.turn()
    assert "a call that was left for later failed" in caplog.text


def test_the_main_thread_needs_no_loop(loop: Loop) -> None:
    assert main(loop).now(lambda: "here") == "here"
    assert loop.waiting == []


def elsewhere(loop: Loop, call: Callable[[], object]) -> tuple[list[object], list[BaseException]]:
    """Call on another thread while this one turns."""
    answers: list[object] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(call())
        except BaseException as error:
            failed.append(error)

    other = threading.Thread(target=run)
    other.start()
    assert loop.arrived.wait(10)
    loop.turn()
    other.join(10)
    return answers, failed


def test_another_thread_gets_the_answer(loop: Loop) -> None:
    answers, _ = elsewhere(loop, lambda: main(loop).now(threading.get_ident))
    assert answers == [threading.get_ident()]


@pytest.mark.parametrize("error", [HostError("no"), KeyError("gone"), SystemExit(3)], ids=str)
def test_another_thread_gets_the_error(loop: Loop, error: BaseException) -> None:
    def fail() -> None:
        raise error

    _, failed = elsewhere(loop, lambda: main(loop).now(fail))
    assert failed == [error]


def test_a_busy_program_is_named(loop: Loop) -> None:
    failed: list[HostError] = []
    done: list[int] = []

    def call() -> None:
        try:
            main(loop, 0.01).now(lambda: done.append(1))
        except HostError as error:
            failed.append(error)

    other = threading.Thread(target=call)
    other.start()
    other.join(10)
    loop.turn()
    assert done == [], "what was given up is not done later"
    assert failed[0].message == "Houdini was busy for more than 0.01 seconds"
    assert failed[0].hint == "Close any dialog in Houdini, or wait for its render, and try again."
