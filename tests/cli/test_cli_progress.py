"""Driving a flow from a shell: interrupts close it, its jobs are told, its signs of life are counted."""

from __future__ import annotations

import io
import os
import signal
import threading
import types
import weakref
from collections.abc import Iterator

import pytest

from studio_tools.cli.bars import Bars, describe
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import drive, interruptible
from studio_tools.jobs import Flow, Job, Outcome, Phase
from studio_tools.storage.transfer import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def invocation(*, terminal: bool = False, json: bool = False) -> Invocation:
    stderr = Terminal() if terminal else io.StringIO()
    return Invocation(environ={}, stdout=io.StringIO(), stderr=stderr, json=json)


def job(call: object, item: str = "render.main") -> Job:
    assert callable(call)
    return Job(Phase.FILL, "core.copy", item, call)


def counting(closed: list[str], *calls: object) -> Flow[list[object]]:
    values: list[object] = []
    try:
        for call in calls:
            outcome = yield job(call)
            values.append(outcome.get())
    finally:
        closed.append("closed")
    return values


@pytest.mark.parametrize("terminal", [True, False], ids=["at a terminal", "piped"])
def test_a_flow_is_driven_to_its_report(terminal: bool) -> None:
    closed: list[str] = []

    report = drive(counting(closed, lambda: 1, lambda: 2), invocation(terminal=terminal))

    assert report == [1, 2]
    assert closed == ["closed"]


@pytest.mark.parametrize("terminal", [True, False], ids=["at a terminal", "piped"])
def test_signs_of_life_are_dropped_and_values_kept(terminal: bool) -> None:
    def files() -> Iterator[object]:
        for number in range(40):
            yield number if number % 10 == 0 else None

    assert drive(counting([], files), invocation(terminal=terminal)) == [[0, 10, 20, 30]]


def test_what_a_job_raises_reaches_the_flow() -> None:
    def broken() -> object:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        drive(counting([], broken), invocation(terminal=True))


def test_an_interrupt_in_a_job_closes_the_flow() -> None:
    closed: list[str] = []

    def interrupted() -> object:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drive(counting(closed, interrupted), invocation())

    assert closed == ["closed"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_closes_the_flow(number: signal.Signals) -> None:
    closed: list[str] = []

    def signalled() -> object:
        os.kill(os.getpid(), number)
        return None

    with pytest.raises(KeyboardInterrupt):
        drive(counting(closed, signalled, lambda: 2), invocation())

    assert closed == ["closed"]


class Lock:
    """Stands for a lock of the import system."""


def signalled_within_the_import_system() -> None:
    code = compile("def cb(ref): kill(getpid(), number)", "<frozen importlib._bootstrap>", "exec").co_consts[0]
    clean_up = types.FunctionType(code, {"kill": os.kill, "getpid": os.getpid, "number": signal.SIGTERM})
    lock = Lock()
    known = weakref.ref(lock, clean_up)
    with interruptible():
        del lock
        assert known() is None
        threading.Event().wait(60)


def test_a_signal_that_would_be_swallowed_is_heard_a_little_later() -> None:
    """What is raised within the clean-up of an import's lock is printed and forgotten."""
    with pytest.raises(KeyboardInterrupt):
        signalled_within_the_import_system()


def signalled_twice(done: list[str]) -> None:
    with interruptible():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            done.append("undone")


def test_a_second_signal_waits_until_everything_is_undone() -> None:
    done: list[str] = []

    with pytest.raises(KeyboardInterrupt):
        signalled_twice(done)

    assert done == ["undone"]


def signalled_thrice(done: list[str]) -> None:
    with interruptible():
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            os.kill(os.getpid(), signal.SIGINT)
            done.append("waited")
        os.kill(os.getpid(), signal.SIGINT)


def test_a_third_signal_is_obeyed() -> None:
    done: list[str] = []

    with pytest.raises(KeyboardInterrupt):
        signalled_thrice(done)

    assert done == ["waited"]


def test_signals_are_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with interruptible():
        assert signal.getsignal(signal.SIGTERM) is not before

    assert signal.getsignal(signal.SIGTERM) is before


def test_another_thread_leaves_signals_alone() -> None:
    seen: list[object] = []

    def work() -> None:
        with interruptible():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert seen == [signal.getsignal(signal.SIGTERM)]


@pytest.mark.parametrize(
    ("terminal", "json", "shown"),
    [(True, False, True), (True, True, False), (False, False, False)],
    ids=["a person", "a program at a terminal", "a pipe"],
)
def test_bars_are_for_people_at_a_terminal(terminal: bool, json: bool, shown: bool) -> None:
    assert invocation(terminal=terminal, json=json).shows_progress is shown


def test_nothing_moves_on_stderr_where_it_is_piped() -> None:
    asked = invocation()

    drive(counting([], lambda: 1), asked)

    assert asked.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_a_bar_says_which_job_runs() -> None:
    stream = Terminal()

    with Bars(stream) as bars:
        bars.begin(job(lambda: 1))
        for _ in range(40):
            bars.sign_of_life()
        bars.end(Outcome(value=[1]))

    assert "copying" in stream.getvalue()
    assert "render.main" in stream.getvalue()


def test_a_bar_counts_files_and_bytes() -> None:
    stream = Terminal()

    with Bars(stream) as bars:
        bars.begin(job(lambda: 1))
        bars.end(Outcome(value=Progress(files=3, of_files=10, size=3_000_000, of_size=10_000_000)))

    assert "3 of 10 files, 3.0 MB of 10.0 MB" in stream.getvalue()


@pytest.mark.parametrize(
    ("item", "told"),
    [("render.main", "copying     render.main"), ("", "copying     core.copy")],
    ids=["an item", "no item"],
)
def test_a_job_in_words(item: str, told: str) -> None:
    assert describe(job(lambda: 1, item)) == told


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_has_a_word(phase: Phase) -> None:
    assert describe(Job(phase, "core.step", "", lambda: 1)).endswith("core.step")
