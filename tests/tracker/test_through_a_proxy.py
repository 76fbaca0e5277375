"""A site behind an HTTP proxy: a real one on the loopback, which lets through, asks who we are, or misbehaves."""

from __future__ import annotations

import base64
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun

from studio_tools.config import Secret
from studio_tools.errors import ConfigError, TrackerUnavailable
from studio_tools.tracker.shotgrid import Access, SafeShotgun

PASSWORD = "hunter2:and@more"


class Proxy(ThreadingHTTPServer):
    """Tunnels what asks for it and hands on the rest, as the studios' proxies do."""

    daemon_threads = True

    def __init__(self, *, wants: str = "", trouble: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.wants = wants
        self.trouble = trouble
        self.seen: list[str] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gives up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Proxy

    def do_CONNECT(self) -> None:
        self.server.seen.append(f"CONNECT {self.path}")
        match self.server.trouble:
            case "hangs up":
                self.close_connection = True
                return
            case "is silent":
                self.server.over.wait(20)
                return
            case "trickles":
                self._trickle()
                return
        if not self._lets_in():
            return
        host, _, port = self.path.partition(":")
        try:
            far = socket.create_connection((host, int(port)), 5)
        except OSError:
            self.send_error(502)
            return
        self.send_response(200)
        self.end_headers()
        with far:
            relay(self.connection, far)
        self.close_connection = True

    def do_PUT(self) -> None:
        """A part of an upload: its whole URL stands in the first line."""
        self.server.seen.append(f"{self.command} {self.path}")
        if not self._lets_in():
            return
        host, _, rest = self.path.removeprefix("http://").partition("/")
        with closing(socket.create_connection((host.partition(":")[0], int(host.partition(":")[2])), 5)) as far:
            lines = [f"{self.command} /{rest} HTTP/1.0", *(f"{name}: {value}" for name, value in self.headers.items())]
            body = self.rfile.read(int(self.headers["Content-Length"]))
            far.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            while data := far.recv(65536):
                self.wfile.write(data)
        self.close_connection = True

    do_POST = do_PUT  # noqa: N815 - the standard library's name

    def _lets_in(self) -> bool:
        wanted = f"Basic {base64.b64encode(self.server.wants.encode()).decode()}"
        if not self.server.wants or self.headers.get("Proxy-Authorization") == wanted:
            return True
        self.send_error(407, "Proxy Authentication Required")
        return False

    def _trickle(self) -> None:
        with suppress(OSError):
            while not self.server.over.wait(0.05):
                self.wfile.write(b"H")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def relay(near: socket.socket, far: socket.socket) -> None:
    """Hand on what either side says until one of them ends."""
    with suppress(OSError):
        while True:
            for one in select.select([near, far], [], [], 20)[0]:
                if not (data := one.recv(65536)):
                    return
                (far if one is near else near).sendall(data)


@contextmanager
def proxy(**told: str) -> Iterator[Proxy]:
    with Proxy(**told) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def test_calls_go_through_the_proxy(door: Any) -> None:
    if door.url == "embedded":
        with proxy() as through:
            assert door.tracker(http_proxy=through.address).projects() == []
        assert through.seen == [], "no network lies before the embedded site"
        return
    with proxy() as through:
        tracker = door.tracker(http_proxy=through.address)

        assert tracker.projects() == []
        assert tracker.facts().version

        tracker.close()
    assert through.seen == [f"CONNECT {door.url.removeprefix('http://')}"], "one tunnel serves them all"


def test_a_proxy_that_asks_who_we_are_is_told(door: Any) -> None:
    with proxy(wants=f"ada:{PASSWORD}") as through:
        tracker = door.tracker(http_proxy=f"ada:{PASSWORD}@{through.address}")

        assert tracker.projects() == []

        tracker.close()


def over_the_network(door: Any) -> bool:
    return bool(door.url != "embedded")


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("hangs up", "does not answer"),
        ("is silent", "timed out"),
        ("trickles", "timed out"),
        ("wants a password", "407"),
    ],
)
def test_a_proxy_that_misbehaves_is_a_site_that_is_away(trouble: str, told: str, door: Any) -> None:
    wants = f"ada:{PASSWORD}" if "password" in trouble else ""
    with proxy(trouble=trouble, wants=wants) as through:
        given = f"ada:wr0ng-{PASSWORD}@{through.address}"
        tracker = door.tracker(http_proxy=given, timeout="0.5" if told == "timed out" else "60", retries="0")
        if not over_the_network(door):
            assert tracker.projects() == []
            return

        with pytest.raises(TrackerUnavailable, match=told) as raised:
            tracker.projects()

        tracker.close()
    said = f"{raised.value.message} {raised.value.hint} {raised.value.details}"
    assert "through the proxy" in said
    assert "wr0ng" not in said


def test_a_proxy_that_is_not_there_is_told(door: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
        tracker = door.tracker(http_proxy=address, retries="0")
        if not over_the_network(door):
            assert tracker.projects() == []
            return

        with pytest.raises(TrackerUnavailable, match="through the proxy does not answer: the connection was refused"):
            tracker.projects()


def test_uploads_go_through_the_proxy_too(door: Any, tmp_path: Path) -> None:
    if not over_the_network(door):
        return
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 400)
    plain: Shotgun = door.plain()
    project = plain.create("Project", {"name": "Demo"})
    version = plain.create("Version", {"code": "v", "project": project})
    plain.close()
    with proxy(wants="ada:hunter2") as through:
        access = Access(
            url=door.url,
            script_name="robot",
            script_key=Secret("a-key-of-twenty-letters-or-more"),
            http_proxy=Secret(f"ada:hunter2@{through.address}"),
        )
        client = SafeShotgun(access)

        attachment = client.upload("Version", version["id"], str(tmp_path / "picture.png"), "sg_uploaded_movie")

        client.close()
    assert attachment
    assert any(line.startswith(f"PUT {door.url}/storage/") for line in through.seen), through.seen
    assert all(door.url.removeprefix("http://") in line for line in through.seen)


@pytest.mark.parametrize(
    "wrong",
    ["http://proxy:3128", "proxy:port", "proxy:99999", "ada@proxy:3128", "ada:@proxy", "a b", "proxy:80/path", ":80"],
)
def test_what_is_no_proxy_is_told_without_showing_it(wrong: str, home: Path, settings: Any) -> None:
    with pytest.raises(ConfigError, match="without http://") as raised:
        settings(home, http_proxy=wrong)

    assert wrong not in raised.value.message.replace("without http://", "")


@pytest.mark.parametrize("right", ["proxy", "proxy.studio.example:3128", "ada:pa:ss@w0rd@10.0.0.1:8080"])
def test_what_may_be_a_proxy_is_taken(right: str, home: Path, settings: Any) -> None:
    found = settings(home, http_proxy=right).tracker.http_proxy

    assert (found.reveal(), str(found)) == (right, "********")
