"""The simulated commands, a room a subject. What is not here is refused as not simulated."""

from __future__ import annotations

from collections.abc import Mapping

from studio_tools.testing.mayasim.commands import (
    animating,
    asking,
    attributes,
    exporting,
    files,
    listing,
    measuring,
    namespaces,
    nodes,
    plugins,
    preferences,
    program,
    references,
    scenery,
    surfaces,
    times,
    windows,
)
from studio_tools.testing.mayasim.session import Simulated

ROOMS = (
    animating,
    asking,
    attributes,
    exporting,
    files,
    listing,
    measuring,
    namespaces,
    nodes,
    plugins,
    preferences,
    program,
    references,
    scenery,
    surfaces,
    times,
    windows,
)
COMMANDS: Mapping[str, Simulated] = {name: each for room in ROOMS for name, each in room.COMMANDS.items()}
