"""A real HTTP server on the loopback that stands before a site and spoils what it is told to spoil.

It sees every request, so a test can count what was really sent. Without a site behind it, it answers by itself.
"""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Trouble(StrEnum):
    """What goes wrong with one request."""

    ERROR_BEFORE = "answers an error and does nothing"
    ERROR_AFTER = "does it, then answers an error"
    DROP_BEFORE = "hangs up and does nothing"
    DROP_AFTER = "does it, then hangs up"
    HALF = "does it, then breaks off in the middle of the answer"
    SILENT = "never answers"
    TRICKLE = "answers byte by byte, for ever"
    PAGE = "answers a web page"
    EMPTY = "answers nothing at all"
    GARBAGE = "answers what is no JSON"
    SHAPELESS = "answers JSON that is no answer"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    content_type: str = "application/json; charset=utf-8"


Upstream = Callable[[str, str, dict[str, str], bytes], Answer]


def site_at(url: str) -> Upstream:
    """Hand each request on to the site at *url*."""

    def forward(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        kept = {name: value for name, value in headers.items() if name.lower() in {"content-type", "user-agent"}}
        request = urllib.request.Request(url + path, data=body or None, headers=kept, method=method)  # noqa: S310
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            return Answer(answer.status, answer.read(), answer.headers.get("content-type", ""))

    return forward


def nobody(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
    """The site behind a server that has none: it knows how to introduce itself, and that nothing is there."""
    asked = _method(path, body)
    if asked == "info":
        return Answer(200, json.dumps({"version": [8, 89, 0], "s3_uploads_enabled": False}).encode())
    if asked == "read":
        return Answer(200, b'{"results": {"entities": [], "paging_info": {"has_next_page": false}}}')
    return Answer(200, b'{"exception": true, "error_code": 104, "message": "there is no site behind this"}')


class FaultySite:
    """Spoils requests as told. Use `FaultySite.serving` to start and stop it."""

    def __init__(self, upstream: Upstream = nobody) -> None:
        self.upstream = upstream
        self.seen: list[str] = []
        """The method of each call, in the order they came; the path for what is no call."""
        self._spoiled: list[tuple[Trouble, str, int]] = []
        self._released = threading.Event()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._in_hand = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False
        self._server.block_on_close = True
        host, port = self._server.server_address[:2]
        self.url = f"http://{host!s}:{port}"

    @classmethod
    @contextmanager
    def serving(cls, upstream: Upstream = nobody) -> Iterator[FaultySite]:
        site = cls(upstream)
        thread = threading.Thread(target=lambda: site._server.serve_forever(poll_interval=0.02), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site._released.set()
            site._server.shutdown()
            site._server.server_close()
            thread.join()

    def spoil(self, trouble: Trouble, *, method: str = "", times: int = 1, status: int = 502) -> None:
        """Spoil the next *times* requests (of one *method*, where it is named)."""
        with self._lock:
            self._spoiled += [(trouble, method, status)] * times

    def heal(self) -> None:
        """Let everything through again."""
        with self._lock:
            self._spoiled.clear()

    def settle(self, method: str, times: int = 1) -> None:
        """Wait until that many requests of *method* came, and the site is done with all that it was asked.

        A client that gave up early cannot know when that is; whoever looks at the site behind it must.
        Raises TimeoutError.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self.count(method) >= times and not self._in_hand, timeout=60):
                raise TimeoutError(f"{self.count(method)} requests of {method} came, and {self._in_hand} are in hand")

    def count(self, method: str) -> int:
        return self.seen.count(method)

    @contextmanager
    def taking(self, method: str) -> Iterator[tuple[Trouble | None, int]]:
        """Note a request, and that it is in hand; tells what is to happen to it."""
        with self._changed:
            self.seen.append(method)
            self._in_hand += 1
            told = self._next(method)
        try:
            yield told
        finally:
            with self._changed:
                self._in_hand -= 1
                self._changed.notify_all()

    def _next(self, method: str) -> tuple[Trouble | None, int]:
        for place, (trouble, wanted, status) in enumerate(self._spoiled):
            if wanted in {"", method}:
                del self._spoiled[place]
                return trouble, status
        return None, 0

    def wait(self, seconds: float) -> bool:
        """Hold a request; True once the server is being stopped."""
        return self._released.wait(seconds)


def _handler(site: FaultySite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        timeout = 10

        def log_message(self, *_: Any) -> None:
            """Say nothing: a test's output is its own."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            with suppress(BrokenPipeError, ConnectionResetError):
                self._handle(_method(self.path, body), body)

        do_GET = do_PUT = do_POST  # noqa: N815

        def _handle(self, method: str, body: bytes) -> None:
            with site.taking(method) as (trouble, status):
                answer = _spoiled(trouble, status)
                if trouble in _DONE_FIRST:
                    done = site.upstream(self.command, self.path, dict(self.headers.items()), body)
                    answer = answer or done
            if trouble in {Trouble.DROP_BEFORE, Trouble.DROP_AFTER}:
                self.close_connection = True
            elif trouble is Trouble.SILENT:
                site.wait(10)
                self.close_connection = True
            elif answer is not None:
                self._send(answer, trouble)

        def _send(self, answer: Answer, trouble: Trouble | None) -> None:
            head = f"HTTP/1.1 {answer.status} {self.responses.get(answer.status, ('?', ''))[0]}\r\n"
            head += f"Content-Type: {answer.content_type}\r\nContent-Length: {len(answer.body)}\r\n\r\n"
            if trouble is Trouble.HALF:
                self.wfile.write(head.encode() + answer.body[: len(answer.body) // 2])
                self.close_connection = True
            elif trouble is Trouble.TRICKLE:
                self._trickle(head.encode())
            else:
                self.wfile.write(head.encode() + answer.body)

        def _trickle(self, head: bytes) -> None:
            self.close_connection = True
            self.wfile.write(head.replace(b"Content-Length: ", b"Content-Length: 9"))
            while not site.wait(0.02):
                self.wfile.write(b" ")

    return Handler


_DONE_FIRST = {None, Trouble.ERROR_AFTER, Trouble.DROP_AFTER, Trouble.HALF, Trouble.TRICKLE}


def _spoiled(trouble: Trouble | None, status: int) -> Answer | None:
    """The answer that takes the true one's place, if any."""
    match trouble:
        case Trouble.ERROR_BEFORE | Trouble.ERROR_AFTER:
            return Answer(status, b"<html>the proxy is unwell</html>", "text/html")
        case Trouble.PAGE:
            return Answer(200, b"<html>please log in</html>", "text/html")
        case Trouble.EMPTY:
            return Answer(200, b"")
        case Trouble.GARBAGE:
            return Answer(200, b'{"results": {"ent')
        case Trouble.SHAPELESS:
            return Answer(200, b'{"hello": "world"}')
    return None


def _method(path: str, body: bytes) -> str:
    if not path.endswith("/api3/json"):
        return path
    with suppress(ValueError):
        return str(json.loads(body).get("method_name"))
    return path
