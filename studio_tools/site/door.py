"""The site's one door: a request in, an answer out, whether it came over HTTP or from the same process.

Which address leads where is here; what is done there is with the protocol (rpc) and the files (filing).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import Connection

from studio_tools.errors import SiteError
from studio_tools.site import rpc
from studio_tools.site.answers import Response
from studio_tools.site.auth import Authenticator
from studio_tools.site.call import Actor, Call
from studio_tools.site.faults import SiteFault
from studio_tools.site.filing import Filing
from studio_tools.site.store import Database, Tables
from studio_tools.site.store.opening import read_custom, revision_of
from studio_tools.site.urls import Urls

_log = logging.getLogger(__name__)
SERVER_VERSION = [8, 89, 0]
MAX_RPC_BYTES = 256 * 1024 * 1024


class SiteApp:
    """Answers requests on one open database; may be used from many threads at once."""

    def __init__(
        self,
        database: Database,
        *,
        secret: bytes,
        clock: Callable[[], datetime],
        thumbnail_delay: float = 0.0,
        is_loopback: bool = True,
    ) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret
        self._thumbnail_delay = thumbnail_delay
        self._authenticator = Authenticator()
        self._filing = Filing(self, database.path.parent / "files", is_loopback=is_loopback)

    def handle(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Answer one request; every application error is an answer, never an exception.

        Raises SiteError only where the site itself cannot go on.
        """
        parts = urlsplit(url)
        path = parts.path
        if method == "POST" and path.endswith("/api3/json"):
            return self._rpc(parts, body)
        return self._filing.handle(method, parts, {key.lower(): value for key, value in headers.items()}, body)

    def reading(self, parts: SplitResult, auth: object, do: Callable[[Call], Any]) -> Any:
        """Run *do* in a transaction that reads, for whoever *auth* proves to be."""
        with self._database.reading() as connection:
            return do(self._call(connection, parts, auth))

    def writing(self, parts: SplitResult, auth: object, do: Callable[[Call], Any]) -> Any:
        """Run *do* in a transaction that writes, for whoever *auth* proves to be."""
        with self._database.writing() as connection:
            return do(self._call(connection, parts, auth))

    def trusted(self, parts: SplitResult, do: Callable[[Call], Any]) -> Any:
        """Run *do* in a transaction that reads, where a signed address stands for credentials."""
        with self._database.reading() as connection:
            nobody = Actor(type="ApiUser", id=0, name="")
            return do(self._assembled(connection, self._tables(connection), parts, nobody))

    def urls(self, parts: SplitResult) -> Urls:
        """Addresses below the host that was asked."""
        base = f"{parts.scheme or 'http'}://{parts.netloc}"
        return Urls(base=base, secret=self._secret, now=self._clock())

    def _call(self, connection: Connection, parts: SplitResult, auth: object) -> Call:
        tables = self._tables(connection)
        actor = self._authenticator.actor(connection, tables, auth, self._clock())
        return self._assembled(connection, tables, parts, actor)

    def _assembled(self, connection: Connection, tables: Tables, parts: SplitResult, actor: Actor) -> Call:
        urls = self.urls(parts)
        return Call(
            connection=connection,
            tables=tables,
            actor=actor,
            now=urls.now,
            urls=urls,
            thumbnail_delay=self._thumbnail_delay,
        )

    def _tables(self, connection: Connection) -> Tables:
        """The tables as of this transaction: another process may have added a field since."""
        tables = self._database.tables
        revision = revision_of(connection, tables)
        if revision == tables.schema.revision:
            return tables
        fresh = Tables(tables.schema.with_custom(read_custom(connection, tables), revision=revision))
        if revision > tables.schema.revision:
            self._database.use(fresh)
        return fresh

    def _rpc(self, parts: SplitResult, body: bytes) -> Response:
        try:
            answer = self._answer(parts, body)
        except SiteFault as fault:
            answer = fault.envelope()
        except SiteError as error:
            answer = SiteFault(f"{error.message} {error.hint}".strip()).envelope()
        except RecursionError:
            answer = SiteFault("The request is nested too deeply.").envelope()
        except Exception as error:
            # A client repeats what ends in 502 or 504, so even our own mistakes go out as an answer.
            _log.exception("a request failed")
            answer = SiteFault(f"The site made a mistake of its own: {type(error).__name__}.").envelope()
        return Response(
            headers={"content-type": "application/json; charset=utf-8"},
            body=json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"),
        )

    def _answer(self, parts: SplitResult, body: bytes) -> dict[str, Any]:
        method, auth, args = _request(body)
        if method == "info":
            return self._info()
        if method == "get_session_token":
            return self.writing(parts, auth, self._session)  # type: ignore[no-any-return]
        if (reader := rpc.reader(method)) is not None:
            return {"results": self.reading(parts, auth, lambda call: reader(call, args))}
        if (writer := rpc.writer(method)) is not None:
            return {"results": self.writing(parts, auth, lambda call: writer(call, args))}
        self.reading(parts, auth, lambda call: None)
        raise rpc.unknown(method)

    def _session(self, call: Call) -> dict[str, str]:
        token = self._authenticator.open_session(call.connection, call.tables, call.actor, call.now)
        return {"session_id": token}

    def _info(self) -> dict[str, Any]:
        return {
            "version": SERVER_VERSION,
            "full_version": [*SERVER_VERSION, 0],
            "user_authentication_method": "default",
            "unified_login_flow_enabled": False,
            "authentication_app_session_launcher_enabled": False,
            "api_max_entities_per_page": 500,
            "s3_direct_uploads_enabled": True,
            # A list under "*": the client cannot take the plain text here.
            "s3_enabled_upload_types": {"*": ["*"]},
        }


def _request(body: bytes) -> tuple[str, object, Any]:
    """Method, credentials and arguments of a request. Raises SiteFault when it is none."""
    if len(body) > MAX_RPC_BYTES:
        raise SiteFault(f"The request is larger than {MAX_RPC_BYTES} bytes.")
    try:
        request = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SiteFault("The request is not JSON.") from error
    if not isinstance(request, dict) or not isinstance(request.get("method_name"), str):
        raise SiteFault("The request needs a 'method_name'.")
    params = request.get("params") or []
    if not isinstance(params, list):
        raise SiteFault("The request's 'params' must be an array.")
    auth = params[0] if params else None
    return request["method_name"], auth, params[1] if len(params) > 1 else {}
