"""Sockets: packed, never waited for, losses counted and never logged."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from telemetry.sinks import DATAGRAM, Datagrams


@pytest.fixture
def reader() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(5)
        yield made


def at(reader: socket.socket) -> str:
    host, port = reader.getsockname()
    return f"udp://{host}:{port}"


def test_lines_of_one_flush_are_one_datagram(reader: socket.socket) -> None:
    sink = Datagrams(at(reader))
    sink.write("c:studio.a.b:1")
    sink.write("c:studio.a.c:2")

    sink.send()

    assert reader.recv(65536) == b"c:studio.a.b:1\nc:studio.a.c:2"
    sink.close()


def test_no_datagram_is_larger_than_the_daemon_reads(reader: socket.socket) -> None:
    sink = Datagrams(at(reader))
    for number in range(1000):
        sink.write(f"c:studio.area.noun,kind=render{number}:1")
    sink.close()

    sizes, lines = [], 0
    while lines < 1000:
        data = reader.recv(65536)
        sizes.append(len(data))
        lines += data.count(b"\n") + 1
    assert max(sizes) <= DATAGRAM
    assert lines == 1000
    assert sink.lost == 0


def test_nothing_to_send_opens_no_socket() -> None:
    sink = Datagrams("udp://127.0.0.1:1")

    sink.send()

    assert sink._socket is None


def test_a_unix_socket_that_is_missing_loses_lines_in_silence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    sink = Datagrams(f"unix://{tmp_path}/nobody")
    with caplog.at_level(logging.DEBUG):
        sink.write("c:studio.a.b:1")
        sink.send()

    assert sink.lost == 1
    assert caplog.records == []
    sink.close()


def test_a_unix_reader_that_hangs_holds_nobody(tmp_path: Path) -> None:
    path = tmp_path / "hung"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hung:
        hung.bind(str(path))
        sink = Datagrams(f"unix://{path}")

        def send_many() -> None:
            for _ in range(2000):
                sink.write("c:studio.a.b:1")
                sink.send()

        sender = threading.Thread(target=send_many, daemon=True)
        sender.start()
        sender.join(5)

        assert not sender.is_alive()
        assert sink.lost > 0
        sink.close()


@pytest.mark.parametrize(
    ("location", "family"),
    [
        ("udp", socket.AF_INET),
        ("unix", socket.AF_UNIX),
        ("udp://[::1]:1234", socket.AF_INET6),
        ("udp://localhost", socket.AF_INET),
    ],
)
def test_a_location_is_understood_as_spectator_does(location: str, family: int) -> None:
    assert Datagrams(location)._family == family


def test_dropping_forgets_what_was_kept(reader: socket.socket) -> None:
    sink = Datagrams(at(reader))
    sink.write("c:studio.a.b:1")

    sink.drop()
    sink.send()

    reader.setblocking(False)
    with pytest.raises(BlockingIOError):
        reader.recv(100)
