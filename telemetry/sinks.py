"""Where lines go that leave by a socket: packed into datagrams, never waiting for a reader, never logging a loss."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

UDP = "udp://127.0.0.1:1234"
UNIX = "unix:///run/spectatord/spectatord.unix"
DATAGRAM = 8192
"""Bytes of lines that one datagram holds; the daemon reads up to 65 536."""


class Datagrams:
    """A writer for spectator's meters. Lines are kept until `send`, or until a datagram is full.

    Spectator's own would wait for ever on a Unix socket whose reader hangs, and log every line that gets lost.
    """

    def __init__(self, location: str) -> None:
        parts = urlsplit({"udp": UDP, "unix": UNIX}.get(location, location))
        self._address: str | tuple[str, int]
        if parts.scheme == "unix":
            self._family, self._address = socket.AF_UNIX, parts.path
        else:
            host = parts.hostname or "127.0.0.1"
            self._family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._address = (host, parts.port or 1234)
        self._lines: list[bytes] = []
        self._size = 0
        self._socket: socket.socket | None = None
        self.lost = 0
        """Lines that no reader took since this was last read."""

    def write(self, line: str) -> None:
        data = line.encode("ascii", "replace")
        if self._size + len(data) + 1 > DATAGRAM:
            self.send()
        self._lines.append(data)
        self._size += len(data) + 1

    def send(self) -> None:
        """Send what was kept; what cannot be sent at once is lost and counted."""
        lines, self._lines, self._size = self._lines, [], 0
        if not lines:
            return
        try:
            if self._socket is None:
                self._socket = socket.socket(self._family, socket.SOCK_DGRAM)
                self._socket.setblocking(False)
            self._socket.sendto(b"\n".join(lines), self._address)
        except (OSError, ValueError):
            self.lost += len(lines)

    def close(self) -> None:
        self.send()
        self.drop()

    def drop(self) -> None:
        """Close the socket and forget what was kept."""
        self._lines, self._size = [], 0
        if self._socket is not None:
            self._socket.close()
            self._socket = None
