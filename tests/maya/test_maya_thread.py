"""Calls from other threads: on Maya's main thread, and never without an end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host.main_thread import MainThread
from studio_tools.testing.mayasim import Session, WrongThread


def elsewhere(call: Callable[[], object], meanwhile: Callable[[], object] = lambda: None) -> object:
    """What a call on another thread gives, or the error that it raised."""
    answers: list[object] = []

    def run() -> None:
        try:
            answers.append(call())
        except BaseException as error:
            answers.append(error)

    other = threading.Thread(target=run, daemon=True)
    other.start()
    while other.is_alive():
        meanwhile()
        other.join(0.005)
    return answers[0]


def test_maya_is_asked_on_the_main_thread(host: Any, maya: Session) -> None:
    from maya import cmds

    def ask() -> object:
        return host.now(lambda: cmds.polyCube(name="body")[0])

    assert elsewhere(ask, maya.idle) == "body"


def test_without_the_detour_maya_would_be_asked_elsewhere(host: Any) -> None:
    assert isinstance(elsewhere(host.modified), WrongThread)


def test_a_call_that_nobody_takes_up_ends(maya: Session) -> None:
    from dcc.maya.host import MayaHost

    answer = elsewhere(lambda: MayaHost(patience=0.01).now(lambda: "never"))
    assert isinstance(answer, HostError)
    assert "busy for more than 0.01 seconds" in answer.message
    assert "dialog" in answer.hint


def test_a_call_that_was_given_up_does_not_run_later(maya: Session) -> None:
    from dcc.maya.host import MayaHost

    ran: list[int] = []
    elsewhere(lambda: MayaHost(patience=0.01).now(lambda: ran.append(1)))
    maya.idle()
    assert ran == []


def test_a_call_that_has_begun_is_waited_for() -> None:
    """Patience is for the beginning: what runs long is not given up in its middle."""
    queue: list[Callable[[], None]] = []
    thread = MainThread(program="Maya", defer=queue.append, patience=0.2)
    finish = threading.Event()
    taken: list[int] = []

    def work() -> str:
        finish.wait(10)
        return "done"

    def take_up() -> None:
        if queue and not taken:
            taken.append(1)
            runner = threading.Thread(target=queue.pop(), daemon=True)
            runner.start()
            threading.Timer(0.5, finish.set).start()

    assert elsewhere(lambda: thread.now(work), take_up) == "done"


def test_on_the_main_thread_nothing_is_put_off() -> None:
    def refuse(call: Callable[[], None]) -> None:
        raise AssertionError("it would hang")

    assert MainThread(program="Maya", defer=refuse, patience=0).now(lambda: 7) == 7


def test_what_ends_the_program_reaches_who_called(host: Any, maya: Session) -> None:
    def leave() -> None:
        raise SystemExit(3)

    assert isinstance(elsewhere(lambda: host.now(leave), maya.idle), SystemExit)


def test_what_fails_later_is_in_the_log(host: Any, maya: Session, caplog: pytest.LogCaptureFixture) -> None:
    host.soon(lambda: [][0])
    assert caplog.text == ""
    maya.idle()
    assert "left for later failed" in caplog.text
    assert maya.messages.failures == []


def test_later_is_not_at_once(host: Any, maya: Session) -> None:
    ran: list[int] = []
    host.soon(lambda: ran.append(1))
    assert ran == []
    maya.idle()
    assert ran == [1]
