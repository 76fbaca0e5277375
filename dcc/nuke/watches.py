"""What is done in Nuke alone when something happens to its scene; what every host does is in `studio_tools.actions`."""

from __future__ import annotations

from collections.abc import Mapping

from dcc.nuke import shot
from studio_tools.actions import watches
from studio_tools.actions.beginning import Begun


def tell_unlike(host: Begun, environ: Mapping[str, str]) -> None:
    """Say what of the scene is not as its shot and show ask."""
    watches.tell_unlike(host, environ, shot.differences)
