"""The embedded site: the tracker's protocol over a database of its own, in process or over HTTP.

It knows nothing of the rest of the product but its errors; everything else speaks to it through the client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio_tools.site.door import SiteApp
    from studio_tools.site.embedded import Site, open_site
    from studio_tools.site.server import serve
    from studio_tools.site.transport import EMBEDDED_URL, InProcessTransport

__all__ = ["EMBEDDED_URL", "InProcessTransport", "Site", "SiteApp", "open_site", "serve"]

_HOMES = {
    "EMBEDDED_URL": "transport",
    "InProcessTransport": "transport",
    "Site": "embedded",
    "SiteApp": "door",
    "open_site": "embedded",
    "serve": "server",
}


def __getattr__(name: str) -> Any:
    # Late, because the database library takes a third of a second to import.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
