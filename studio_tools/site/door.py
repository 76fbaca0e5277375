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

from studio_tools.errors import SiteError
from studio_tools.site import rpc
from studio_tools.site.answers import Response
from studio_tools.site.faults import SiteFault
from studio_tools.site.filing import Filing
from studio_tools.site.store import Database
from studio_tools.site.transactions import Transactions

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
        self._calls = Transactions(database, secret=secret, clock=clock, thumbnail_delay=thumbnail_delay)
        self._filing = Filing(self._calls, database.path.parent / "files", is_loopback=is_loopback)

    def handle(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Answer one request; every application error is an answer, never an exception.

        Raises SiteError only where the site itself cannot go on.
        """
        parts = urlsplit(url)
        path = parts.path
        if method == "POST" and path.endswith("/api3/json"):
            return self._rpc(parts, body)
        return self._filing.handle(method, parts, {key.lower(): value for key, value in headers.items()}, body)

    def _rpc(self, parts: SplitResult, body: bytes) -> Response:
        try:
            answer = self._answer(parts, body)
        except SiteFault as fault:
            answer = fault.envelope()
        except SiteError as error:
            answer = SiteFault(f"{error.message} {error.hint}".strip()).envelope()
        except RecursionError:
            answer = SiteFault("The request is nested too deeply.").envelope()
        except UnicodeError:
            answer = SiteFault("The request holds text that is no Unicode.").envelope()
        except OverflowError:
            answer = SiteFault("The request holds a number that is too large: its value is not legal.").envelope()
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
            return self._calls.session(parts, auth)
        if (reader := rpc.reader(method)) is not None:
            return {"results": self._calls.reading(parts, auth, lambda call: reader(call, args))}
        if (writer := rpc.writer(method)) is not None:
            return {"results": self._calls.writing(parts, auth, lambda call: writer(call, args))}
        self._calls.reading(parts, auth, lambda call: None)
        raise rpc.unknown(method)

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
