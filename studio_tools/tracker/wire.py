"""What keeps a call over a socket in bounded time, whatever the other side does. Standard library only."""

from __future__ import annotations

import base64
import http.client
import select
import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


@contextmanager
def within(sock: socket.socket, seconds: float) -> Iterator[None]:
    """End whatever waits on *sock* with TimeoutError once *seconds* are over, also where bytes still trickle in.

    A socket's own time-out starts anew with every byte, so a site that trickles would hold us for hours.
    """
    over = threading.Event()

    def end() -> None:
        over.set()
        with suppress(OSError):
            # Not the TLS object's own shutdown: that one is not safe while another thread reads.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as cause:
        if over.is_set():
            raise TimeoutError(f"no whole answer within {seconds:g} s") from cause
        raise
    finally:
        timer.cancel()
    if over.is_set():
        raise TimeoutError(f"no whole answer within {seconds:g} s")


def is_dropped(sock: socket.socket) -> bool:
    """Whether the other side has closed an idle connection (or sent what nobody asked for)."""
    with suppress(OSError, ValueError):
        readable, _, _ = select.select([sock], [], [], 0)
        return bool(readable)
    return True


def resolve(host: str, port: int, seconds: float) -> None:
    """See that *host* has an address. Raises TimeoutError, OSError.

    The system's resolver knows no time-out and may hang for minutes, so it hangs on a thread of its own.
    """
    found: list[OSError | None] = []

    def ask() -> None:
        try:
            socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            found.append(error if isinstance(error, OSError) else OSError(str(error)))
        else:
            found.append(None)

    thread = threading.Thread(target=ask, daemon=True, name="studio-resolve")
    thread.start()
    thread.join(seconds)
    if not found:
        raise TimeoutError(f"the name {host} was not resolved within {seconds:g} s")
    if found[0] is not None:
        raise found[0]


def through_proxy(conn: Any, seconds: float) -> None:
    """Connect *conn* through the HTTP proxy of its `proxy_info`, by a tunnel. Raises OSError, HTTPException.

    The vendor's own way waits for ever, busily, for a proxy that hangs up; the standard library's does not.
    """
    proxy = conn.proxy_info
    if conn._tunnel_host is None:
        conn.set_tunnel(conn.host, conn.port, headers=_credentials(proxy.proxy_user, proxy.proxy_pass))
    resolve(proxy.proxy_host, proxy.proxy_port, seconds)
    conn.sock = socket.create_connection((proxy.proxy_host, proxy.proxy_port), seconds)
    conn.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with within(conn.sock, seconds):
        conn._tunnel()
        if isinstance(conn, http.client.HTTPSConnection):
            context: ssl.SSLContext = conn._context  # type: ignore[attr-defined]
            conn.sock = context.wrap_socket(conn.sock, server_hostname=conn._tunnel_host)  # type: ignore[attr-defined]


def _credentials(user: str | None, password: str | None) -> dict[str, str]:
    if not user or password is None:
        return {}
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Proxy-Authorization": f"Basic {token}"}


class BoundedOpener:
    """An opener of urllib's whose every wait on a socket is bounded; the client sets none on uploads."""

    def __init__(self, opener: urllib.request.OpenerDirector, seconds: float) -> None:
        self._opener = opener
        self._seconds = seconds

    def open(self, request: Any, data: Any = None, timeout: float | None = None) -> Any:
        """Open as urllib does; the time-out is ours unless a shorter one is asked."""
        bounded = self._seconds if not isinstance(timeout, (int, float)) else min(timeout, self._seconds)
        return self._opener.open(request, data, bounded)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._opener, name)
