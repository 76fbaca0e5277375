"""Waiting on sockets: never longer than was said."""

from __future__ import annotations

import socket
import threading
import urllib.request
from collections.abc import Iterator

import pytest

from studio_tools.tracker.wire import BoundedOpener, is_dropped, resolve, within


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_what_ends_in_time_is_left_alone(pair: tuple[socket.socket, socket.socket]) -> None:
    one, other = pair
    other.sendall(b"quick")

    with within(one, 5):
        assert one.recv(10) == b"quick"

    other.sendall(b"still open")
    assert one.recv(20) == b"still open"


def drain(sock: socket.socket, seconds: float) -> None:
    """Read byte by byte until nothing comes any more."""
    with within(sock, seconds):
        while sock.recv(1):
            continue


def test_a_read_that_never_ends_is_ended(pair: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(TimeoutError, match="no whole answer"):
        drain(pair[0], 0.1)


def test_a_trickle_is_ended_too(pair: tuple[socket.socket, socket.socket]) -> None:
    one, other = pair
    over = threading.Event()

    def trickle() -> None:
        while not over.wait(0.01):
            try:
                other.send(b".")
            except OSError:
                return

    sender = threading.Thread(target=trickle)
    sender.start()
    one.settimeout(60)

    with pytest.raises(TimeoutError):
        drain(one, 0.2)

    over.set()
    sender.join()


def test_another_error_stays_what_it_is(pair: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(ConnectionResetError), within(pair[0], 5):
        raise ConnectionResetError


def test_no_watch_is_left_behind(pair: tuple[socket.socket, socket.socket]) -> None:
    before = set(threading.enumerate())

    for _ in range(50):
        with within(pair[0], 60):
            """At once."""

    started = set(threading.enumerate()) - before
    for watch in started:
        watch.join(5)
    assert not [watch for watch in started if watch.is_alive()]


def test_an_idle_connection_is_not_dropped(pair: tuple[socket.socket, socket.socket]) -> None:
    assert not is_dropped(pair[0])


def test_a_connection_whose_other_end_is_gone_is_dropped(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].close()

    assert is_dropped(pair[0])


def test_a_connection_that_says_what_nobody_asked_is_dropped(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(b"HTTP/1.1 408 Request Timeout\r\n\r\n")

    assert is_dropped(pair[0])


def test_a_closed_socket_is_dropped(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[0].close()

    assert is_dropped(pair[0])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_known_name_is_resolved(host: str) -> None:
    assert resolve(host, 80, 20) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    "error",
    [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")],
    ids=["unknown", "unspeakable"],
)
def test_a_name_that_cannot_be_resolved_is_an_error_of_the_system(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    with pytest.raises(OSError, match=r"not known|too long"):
        resolve("studio", 80, 5)


class Opener:
    """Notes the time-out it is given."""

    def __init__(self) -> None:
        self.timeouts: list[float] = []
        self.added: list[object] = []

    def open(self, request: object, data: object, timeout: float) -> str:
        self.timeouts.append(timeout)
        return "opened"

    def add_handler(self, handler: object) -> None:
        self.added.append(handler)


@pytest.mark.parametrize(
    ("told", "given"),
    [(None, 60.0), (socket._GLOBAL_DEFAULT_TIMEOUT, 60.0), (5, 5), (500.0, 60.0)],  # type: ignore[attr-defined]
    ids=["none", "the default of urllib", "shorter", "longer"],
)
def test_every_opening_is_bounded(told: object, given: float) -> None:
    opener = Opener()

    BoundedOpener(opener, 60.0).open("http://x", timeout=told)  # type: ignore[arg-type]

    assert opener.timeouts == [given]


def test_the_rest_of_an_opener_is_its_own() -> None:
    opener = Opener()
    handler = urllib.request.BaseHandler()

    BoundedOpener(opener, 1.0).add_handler(handler)  # type: ignore[arg-type]

    assert opener.added == [handler]
