"""The in-process door: two private methods of the client, answered by the site without a socket.

Nothing of the client is imported here; whoever has it combines the two:
`class EmbeddedClient(InProcessTransport, Shotgun)`.
"""

from __future__ import annotations

import io
import urllib.request
import urllib.response
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from studio_tools.site.answers import Response
    from studio_tools.site.door import SiteApp

EMBEDDED_URL = "http://site.invalid"
"""The address of a site in the same process; the name is reserved, so it leads nowhere else."""


class InProcessTransport:
    """Stands before the client class and hands its requests to a site in the same process."""

    def __init__(self, *args: Any, site_app: SiteApp, **kwargs: Any) -> None:
        self._site_app = site_app
        super().__init__(*args, **kwargs)

    def _http_request(
        self, verb: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[tuple[int, str], dict[str, str], bytes]:
        config: Any = self.config  # type: ignore[attr-defined]
        response = self._site_app.handle(verb, f"{config.scheme}://{config.server}{path}", headers, body or b"")
        return (response.status, response.reason), dict(response.headers), _content(response)

    def _build_opener(self, handler: Any) -> urllib.request.OpenerDirector:
        opener: urllib.request.OpenerDirector = super()._build_opener(handler)  # type: ignore[misc]
        opener.add_handler(_SiteHandler(self._site_app, self.config.server))  # type: ignore[attr-defined]
        return opener


class _SiteHandler(urllib.request.BaseHandler):
    """Answers what is addressed to the site; everything else goes its usual way."""

    handler_order = 400  # before urllib's own, at 500

    def __init__(self, app: SiteApp, server: str) -> None:
        self._app = app
        self._server = server

    def http_open(self, request: urllib.request.Request) -> Any:
        """Answer a request of urllib, or leave it to the next handler."""
        if urlsplit(request.full_url).netloc.lower() != self._server.lower():
            return None
        data: Any = request.data
        body = data.read() if hasattr(data, "read") else (data or b"")
        headers = dict(request.header_items())
        response = self._app.handle(request.get_method(), request.full_url, headers, body)
        return _as_urllib(response, request.full_url)

    https_open = http_open


def _content(response: Response) -> bytes:
    return response.file.read_bytes() if response.file is not None else response.body


def _as_urllib(response: Response, url: str) -> urllib.response.addinfourl:
    headers = Message()
    for key, value in response.headers.items():
        headers[key] = value
    body: Any = response.file.open("rb") if response.file is not None else io.BytesIO(response.body)
    answer = urllib.response.addinfourl(body, headers, url, response.status)
    answer.msg = response.reason  # type: ignore[attr-defined]
    return answer
