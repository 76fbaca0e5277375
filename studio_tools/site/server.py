"""The site over HTTP: the same app as in process, behind a small ASGI server.

Whoever calls says where to listen and is told when it does; nothing is printed here.
"""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse
from starlette.responses import Response as HttpResponse
from starlette.routing import Route

from studio_tools.errors import SiteError
from studio_tools.site.door import SiteApp
from studio_tools.site.embedded import Site
from studio_tools.site.forms import MAX_FORM_BYTES

_METHODS = ["GET", "HEAD", "POST", "PUT"]
# The client keeps one connection and may rest for long; a server that hangs up first makes it send a write twice.
_KEEP_ALIVE_SECONDS = 3600
_GRACE_SECONDS = 10


def serve(
    site: Site,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    on_listening: Callable[[str], None] | None = None,
    thumbnail_delay: float = 0.0,
    allow_remote: bool = False,
    stop: threading.Event | None = None,
) -> None:
    """Serve until SIGTERM, SIGINT, or *stop* is set; *on_listening* is called with the address. Port 0 picks one.

    Raises SiteError when the port is taken, or the address is not this machine's own and *allow_remote* is not set.
    """
    is_loopback = _is_loopback(host)
    if not is_loopback and not allow_remote:
        raise SiteError(
            f"The site listens on this machine only, not on {host}.",
            hint="Allow it explicitly where the network is trusted: the connection is not encrypted.",
        )
    app = site.app(thumbnail_delay=thumbnail_delay, is_loopback=is_loopback)
    with _listening(host, port) as listener:
        config = uvicorn.Config(
            asgi(app),
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            loop="asyncio",
            http="h11",
            ws="none",
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        address = listener.getsockname()
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        server = _Server(config, lambda: on_listening(f"http://{shown}:{address[1]}") if on_listening else None, stop)
        server.run(sockets=[listener])


def asgi(app: SiteApp) -> Starlette:
    """The app as ASGI; each request is answered in a thread."""

    async def answer(request: Request) -> HttpResponse:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("The request is too large.", status_code=413)
        headers = dict(request.headers)
        response = await run_in_threadpool(app.handle, request.method, str(request.url), headers, body)
        if response.file is not None:
            return FileResponse(response.file, status_code=response.status, headers=dict(response.headers))
        return HttpResponse(response.body, status_code=response.status, headers=dict(response.headers))

    return Starlette(routes=[Route("/{path:path}", answer, methods=_METHODS)])


async def _body(request: Request) -> bytes | None:
    """The whole body, or None when it is larger than anything we take."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_FORM_BYTES:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


class _Server(uvicorn.Server):
    """Says when it listens, and ends without raising the signal that ended it."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None], stop: threading.Event | None) -> None:
        super().__init__(config)
        self._on_started = on_started
        self._stop = stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_started()

    async def on_tick(self, counter: int) -> bool:
        if self._stop is not None and self._stop.is_set():
            self.should_exit = True
        return await super().on_tick(counter)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        watched = (signal.SIGINT, signal.SIGTERM)
        before: dict[int, Any] = {sign: signal.signal(sign, self.handle_exit) for sign in watched}
        try:
            yield
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        raise SiteError(f"The site cannot listen on {host}:{port}: {error}") from error
    with listener:
        # Accepted sockets inherit this; asyncio sets it only where the protocol was named. Without it: 44 ms a call.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener
