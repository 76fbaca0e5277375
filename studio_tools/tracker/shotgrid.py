"""The one file that imports shotgun_api3: its client made safe, its faults in our words.

The vendor's client is used as it is. What is overridden: a call is sent once (the client and its HTTP library would
both send a write again), ends in bounded time, and its answer must have the shape of an answer.
"""

from __future__ import annotations

import http.client
import io
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.request import ProxyHandler
from xmlrpc.client import ProtocolError

from shotgun_api3.lib import httplib2
from shotgun_api3.lib.httplib2 import socks  # type: ignore[attr-defined]
from shotgun_api3.shotgun import (
    AuthenticationFault,
    Fault,
    MissingTwoFactorAuthenticationFault,
    Shotgun,
    ShotgunError,
    UserCredentialsNotAllowedForSSOAuthenticationFault,
)

from studio_tools.config.secret import Secret
from studio_tools.errors import SiteError, StudioError, TrackerDenied, TrackerRefused, TrackerUnavailable
from studio_tools.tracker.wire import BoundedOpener, is_dropped, resolve, through_proxy, within

SECONDS_PER_ROW = 0.2
"""What a batch may take for each of its rows on top of the time-out: the service needs about a quarter of it."""


class NotAnAnswer(Exception):
    """What came back is no answer of a ShotGrid site: a proxy's page, a log-in page, half a document."""


class SendOnce(httplib2.Http):
    """An HTTP connection that never sends a request again by itself.

    The original sends once more when the other side hangs up without an answer, a create included.
    """

    def __init__(self, seconds: float, **options: Any) -> None:
        super().__init__(timeout=seconds, **options)  # type: ignore[no-untyped-call]
        self.seconds = seconds

    def _conn_request(
        self, conn: Any, request_uri: str, method: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[Any, bytes]:
        try:
            self._connect(conn)
            with within(conn.sock, self.seconds):
                conn.request(method, request_uri, body, headers)
                answer = conn.getresponse()
                content = answer.read()
        except BaseException:
            conn.close()
            raise
        response = httplib2.Response(answer)  # type: ignore[no-untyped-call]
        return response, httplib2._decompressContent(response, content)  # type: ignore[no-untyped-call]

    def _connect(self, conn: Any) -> None:
        if conn.sock is not None and is_dropped(conn.sock):
            conn.close()
        conn.timeout = self.seconds
        if conn.sock is None and conn.proxy_info:
            through_proxy(conn, self.seconds)
        elif conn.sock is None:
            resolve(conn.host, conn.port, self.seconds)
            conn.connect()
        conn.sock.settimeout(self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where a site is and how to sign in."""

    url: str
    script_name: str
    script_key: Secret
    http_proxy: Secret = field(default_factory=Secret)
    timeout: float = 10.0
    upload_timeout: float = 60.0


class SafeShotgun(Shotgun):
    """The vendor's client; nothing is sent when it is made."""

    MAX_ATTEMPTS = 1

    def __init__(self, access: Access) -> None:
        self._can_sign_in = bool(access.script_name and access.script_key)
        name, key = (access.script_name, access.script_key.reveal()) if self._can_sign_in else ("none", "none")
        super().__init__(access.url, name, key, connect=False, http_proxy=access.http_proxy.reveal() or None)
        self.config.timeout_secs = access.timeout
        self.config.max_rpc_attempts = 1
        if not access.http_proxy:
            # Calls obey no proxy of the environment; so that uploads do neither, they are told that there is none.
            self.config.proxy_handler = ProxyHandler({})
        self._timeout = access.timeout
        self._upload_seconds = access.upload_timeout
        self._extra_seconds = 0.0

    def batch(self, requests: Sequence[dict[str, Any]]) -> list[Any]:
        with self._given(SECONDS_PER_ROW * len(requests)):
            results: list[Any] = super().batch(list(requests))
        return results

    @contextmanager
    def _given(self, seconds: float) -> Iterator[None]:
        self._extra_seconds = seconds
        try:
            yield
        finally:
            self._extra_seconds = 0.0

    def _get_connection(self) -> Any:
        connection = self._connection
        if not isinstance(connection, SendOnce):
            original: Any = super()._get_connection()
            connection = SendOnce(self._timeout, ca_certs=original.ca_certs, proxy_info=original.proxy_info)
            self._connection = connection
        connection.seconds = self._timeout + self._extra_seconds
        return connection

    def _build_opener(self, handler: Any) -> Any:
        return BoundedOpener(super()._build_opener(handler), self._upload_seconds)

    def _send_form(self, url: str, params: dict[str, Any]) -> str:
        try:
            return str(super()._send_form(url, params))
        finally:
            for value in params.values():
                if isinstance(value, io.IOBase):
                    value.close()

    def _call_rpc(self, method: str, params: Any, include_auth_params: bool = True, first: bool = False) -> Any:
        if include_auth_params and not self._can_sign_in:
            self.info()  # a site that is away is away, whatever we could sign in with: its own error goes first
            raise TrackerDenied("the tracker has no script name or key to sign in with")
        try:
            results = super()._call_rpc(method, params, include_auth_params, first)
        except UnicodeEncodeError:
            raise
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as cause:
            raise NotAnAnswer(f"the answer to {method} cannot be read") from cause
        if not _SHAPES.get(method, _anything)(results):
            raise NotAnAnswer(f"the answer to {method} is none")
        return results


def _anything(results: object) -> bool:
    return not isinstance(results, (bytes, str))


_SHAPES: dict[str, Callable[[Any], bool]] = {
    "info": lambda it: isinstance(it, dict) and isinstance(it.get("version"), list),
    "read": lambda it: isinstance(it, dict) and isinstance(it.get("entities"), list),
    "create": lambda it: isinstance(it, dict) and "id" in it,
    "update": lambda it: isinstance(it, (dict, list)),
    "delete": lambda it: isinstance(it, bool),
    "batch": lambda it: isinstance(it, list),
    "schema_field_read": lambda it: isinstance(it, dict),
}


class Translator:
    """Puts what the client raises into our words, without the secrets. Bugs of ours stay what they are."""

    __slots__ = ("_secrets", "_where")

    def __init__(self, where: str, secrets: Sequence[Secret]) -> None:
        self._where = where
        self._secrets = [secret.reveal() for secret in secrets if secret]

    def __call__(self, cause: Exception) -> StudioError | None:
        if not isinstance(cause, StudioError):
            cause.args = tuple(self._scrubbed(part) for part in cause.args)
        match cause:
            case SiteError():
                # The embedded site is away like any other: work goes on, and what was published waits.
                return TrackerUnavailable(cause.message, hint=cause.hint, details=cause.details)
            case StudioError():
                return cause
            case (
                AuthenticationFault()
                | MissingTwoFactorAuthenticationFault()
                | UserCredentialsNotAllowedForSSOAuthenticationFault()
            ):
                return TrackerDenied(f"{self._where} does not let us in: {cause}", details={"fault": str(cause)})
            case Fault():
                return TrackerRefused(f"{self._where} refused: {cause}", details={"fault": str(cause)})
            case UnicodeEncodeError():
                return TrackerRefused("a name or comment holds characters that cannot be sent")
        reason, details = _reason(cause)
        if not reason:
            return None
        return TrackerUnavailable(f"{self._where} does not answer: {reason}", details=details)

    def _scrubbed(self, part: object) -> object:
        if isinstance(part, str):
            for secret in self._secrets:
                part = part.replace(secret, "********")
        return part


def _reason(cause: Exception) -> tuple[str, dict[str, object]]:
    """Why a call did not come through, in a few words; "" where that is not what happened."""
    match cause:
        case ProtocolError():
            return f"HTTP {cause.errcode} {cause.errmsg}".strip()[:200], {"http": cause.errcode}
        case NotAnAnswer():
            return f"{cause} (a proxy or a log-in page between?)", {}
        case TimeoutError():
            return "it timed out" if str(cause) == "timed out" else f"it timed out ({cause})", {}
        case ConnectionRefusedError():
            return "the connection was refused", {}
        case socket.gaierror() | httplib2.ServerNotFoundError():
            return "the name of the site is not known here", {}
        case ConnectionError() | http.client.HTTPException():
            return "the connection broke off", {}
        case OSError() | httplib2.HttpLib2Error() | socks.ProxyError() | ShotgunError():
            return str(cause)[:200] or type(cause).__name__, {}
    return "", {}
