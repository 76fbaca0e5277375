"""The client of the embedded site: the vendor's, made safe, over the site's in-process transport."""

from __future__ import annotations

from studio_tools.site import InProcessTransport
from studio_tools.tracker.shotgrid import SafeShotgun


class EmbeddedClient(InProcessTransport, SafeShotgun):  # type: ignore[misc]
    """Speaks to a site of this process. No socket is opened."""
