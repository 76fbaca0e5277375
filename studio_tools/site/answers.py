"""What the site answers to a request, before it becomes bytes on a socket or a return value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What the site answers."""

    status: int = 200
    reason: str = "OK"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    file: Path | None = None
    """A file to be sent instead of the body."""


def text(body: str, *, status: int = 200, reason: str = "OK", headers: Mapping[str, str] | None = None) -> Response:
    """An answer in plain text."""
    kinds = {"content-type": "text/plain; charset=utf-8", **(headers or {})}
    return Response(status=status, reason=reason, headers=kinds, body=body.encode())
