"""The listener in a host: it never waits, never raises, and loses nothing at a normal end."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio_tools import events
from studio_tools.events import Event, EventBus
from telemetry.observer import Observer, ignore, observer
from telemetry.recorder import Recorder

ONE = events.PublishDeferred(kind="render")


@pytest.fixture(autouse=True)
def _no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECTATOR_OUTPUT_LOCATION", raising=False)


def settings(location: str, *, enabled: bool = True) -> Any:
    return SimpleNamespace(telemetry=SimpleNamespace(enabled=enabled, location=location, tags={}))


@dataclass
class Slow:
    """A recorder that can be made to hang or to fail."""

    work: Callable[[], object] = lambda: None
    batches: list[list[Event]] = field(default_factory=list)
    lost: int = 0
    is_closed: bool = False

    def record(self, batch: Iterable[Event], *, lost: int = 0) -> None:
        self.work()
        self.batches.append(list(batch))
        self.lost += lost

    def close(self) -> None:
        self.is_closed = True

    def afresh(self) -> Slow:
        return Slow()

    def lines(self) -> list[str]:
        return []

    @property
    def count(self) -> int:
        return sum(len(batch) for batch in self.batches)


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def watching(recorder: Any, **options: Any) -> Observer:
    return Observer(recorder, **options)


@pytest.mark.parametrize(
    "chosen",
    [settings("none"), settings("udp", enabled=False)],
    ids=["nowhere to send", "switched off"],
)
def test_where_nothing_is_measured_nothing_is_started(chosen: Any) -> None:
    assert observer(chosen) is ignore
    assert ignore(ONE) is None  # type: ignore[func-returns-value]


def test_an_event_is_measured() -> None:
    listener = observer(settings("memory"))
    assert isinstance(listener, Observer)
    listener(ONE)

    listener.flush()

    assert listener.lines() == ["c:studio.publish.deferred,kind=render:1.0"]
    listener.close()


def test_the_bus_takes_it_as_a_listener() -> None:
    listener = observer(settings("memory"))
    assert isinstance(listener, Observer)
    EventBus([listener])(ONE)

    listener.flush()

    assert len(listener.lines()) == 1
    listener.close()


def test_closing_sends_what_is_left_and_may_be_repeated() -> None:
    recorder = Slow()
    listener = watching(recorder, interval=60)
    listener(ONE)

    listener.close()
    listener.close()

    assert recorder.count == 1
    assert recorder.is_closed


def test_events_are_fetched_while_work_goes_on() -> None:
    fetched = threading.Event()
    recorder = Slow(fetched.set)
    listener = watching(recorder, interval=0.01)
    listener(ONE)

    assert fetched.wait(60)
    listener.close()


def test_a_recorder_that_hangs_holds_neither_the_host_nor_the_exit(released: threading.Event) -> None:
    answers: list[bool] = []
    hanging = Slow(lambda: answers.append(released.wait(60)))
    listener = watching(hanging, interval=0.01, kept=100, last_words=0.1)

    for _ in range(10_000):
        listener(ONE)
    listener.close()

    assert answers == [], "neither the events nor the end waited for it"


def test_memory_is_bounded_and_what_made_room_is_counted() -> None:
    recorder = Slow()
    listener = watching(recorder, interval=60, kept=100)
    for _ in range(250):
        listener(ONE)

    assert len(listener._events) == 100
    listener.close()

    assert (recorder.count, recorder.lost) == (100, 150)


def test_a_recorder_that_raises_is_not_heard_of_and_is_asked_again() -> None:
    tries: list[int] = []
    again = threading.Event()

    def fail() -> None:
        tries.append(1)
        if len(tries) > 1:
            again.set()
        raise RuntimeError("broken")

    listener = watching(Slow(fail), interval=0.01)
    listener(ONE)

    assert again.wait(60)
    listener.close()


def test_many_threads_lose_nothing() -> None:
    recorder = Slow()
    listener = watching(recorder, interval=60, kept=100_000)
    threads = [threading.Thread(target=lambda: [listener(ONE) for _ in range(500)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    listener.close()

    assert (recorder.count, recorder.lost) == (4000, 0)
    assert [thread.name for thread in threading.enumerate()].count("studio-telemetry") == 0


def test_an_observer_that_nobody_holds_goes_away() -> None:
    listener = watching(Slow(), interval=0.01)
    listener(ONE)
    thread = listener._thread
    assert thread is not None

    del listener
    gc.collect()
    thread.join(5)

    assert not thread.is_alive()


def test_after_closing_an_event_starts_nothing_and_raises_nothing() -> None:
    listener = watching(Slow(), interval=60)
    listener.close()

    listener(ONE)

    assert listener._thread is None


@pytest.fixture
def reader() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(10)
        yield made


def run(script: str, reader: socket.socket) -> subprocess.CompletedProcess[str]:
    port = reader.getsockname()[1]
    head = f"""
        import os, sys
        from types import SimpleNamespace
        from studio_tools import events
        from telemetry.observer import observer
        chosen = SimpleNamespace(enabled=True, location="udp://127.0.0.1:{port}", tags={{}})
        listener = observer(SimpleNamespace(telemetry=chosen))
        one = events.PublishDeferred(kind="render")
    """
    code = textwrap.dedent(head) + textwrap.dedent(script)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False, env=environment
    )


def received(reader: socket.socket) -> list[str]:
    lines = reader.recv(65536).decode().splitlines()
    reader.setblocking(False)
    try:
        while True:
            lines += reader.recv(65536).decode().splitlines()
    except BlockingIOError:
        return lines


@pytest.mark.parametrize(
    "ending",
    ["pass", "sys.exit(3)", "raise ValueError"],
    ids=["returns", "exits", "dies of an error"],
)
def test_a_process_that_ends_by_itself_loses_nothing(reader: socket.socket, ending: str) -> None:
    run(f"for _ in range(10): listener(one)\n{ending}", reader)

    assert received(reader) == ["c:studio.publish.deferred,kind=render:10.0"]


def test_a_forked_child_sends_its_own_events_and_none_of_its_parent(reader: socket.socket) -> None:
    script = """
        for _ in range(5): listener(one)
        child = os.fork()
        if child == 0:
            for _ in range(2): listener(events.PublishDeferred(kind="comp"))
            sys.exit(0)
        os.waitpid(child, 0)
    """
    done = run(script, reader)

    assert done.returncode == 0, done.stderr
    assert sorted(received(reader)) == [
        "c:studio.publish.deferred,kind=comp:2.0",
        "c:studio.publish.deferred,kind=render:5.0",
    ]


def test_forks_under_load_hold_no_child(reader: socket.socket) -> None:
    script = """
        import threading
        stop = threading.Event()
        def busy():
            while not stop.is_set(): listener(one)
        threads = [threading.Thread(target=busy) for _ in range(4)]
        for thread in threads: thread.start()
        for _ in range(30):
            child = os.fork()
            if child == 0:
                for _ in range(10): listener(one)
                listener.close()
                os._exit(0)
            os.waitpid(child, 0)
        stop.set()
        for thread in threads: thread.join()
        print("all came back")
    """
    done = run(script, reader)

    assert "all came back" in done.stdout, done.stderr


def test_a_nonsense_location_does_not_disturb_the_host(reader: socket.socket) -> None:
    script = """
        chosen.location = "telegraph"
        listener = observer(SimpleNamespace(telemetry=chosen))
        listener(one)
        print("still here")
    """
    done = run(script, reader)

    assert done.returncode == 0
    assert "still here" in done.stdout


def test_spectator_is_not_loaded_before_something_is_measured(reader: socket.socket) -> None:
    script = """
        import studio_tools
        quiet = observer(SimpleNamespace(telemetry=SimpleNamespace(enabled=True, location="none", tags={})))
        print("spectator" in sys.modules)
    """
    assert run(script, reader).stdout.strip() == "False"


def test_the_recorder_is_the_shipped_one() -> None:
    listener = observer(settings("memory"))

    assert isinstance(listener, Observer)
    assert isinstance(listener._recorder, Recorder)
    listener.close()
