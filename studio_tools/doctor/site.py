"""Whether the tracker answers, lets us in, and, where it is the embedded one, lies where SQLite is safe."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from studio_tools.doctor.line import Level, Line, advice_of
from studio_tools.doctor.mounts import file_system, is_network
from studio_tools.errors import TrackerError, TrackerUnavailable
from studio_tools.tracker import Tracker

_AREA = "site"


def site_lines(tracker: Tracker, *, embedded: Path | None) -> Iterator[Line]:
    """Ask the site what it is. *embedded* is the folder of the embedded one, None where another is used."""
    if embedded is not None:
        yield from _embedded(embedded)
    try:
        facts = tracker.facts()
        projects = [project.code for project in tracker.projects()]
    except TrackerUnavailable as error:
        if embedded is not None:  # no network lies between: it is broken, and its own error knows what to do
            yield Line(area=_AREA, level=Level.FAIL, text=error.message, advice=advice_of(error))
            return
        advice = "Publishing goes on without it; `studio resume` tells it later. Check the network and tracker.site."
        yield Line(area=_AREA, level=Level.WARN, text=error.message, advice=advice)
        return
    except TrackerError as error:
        yield Line(area=_AREA, level=Level.FAIL, text=error.message, advice=advice_of(error))
        return
    yield Line(area=_AREA, level=Level.OK, text=f"{facts.where} answers, version {facts.version}")
    if projects:
        yield Line(area=_AREA, level=Level.OK, text=f"projects: {', '.join(projects)}")
    else:
        advice = "Make one: studio create project CODE."
        yield Line(area=_AREA, level=Level.WARN, text="it has no project that we may see", advice=advice)


def _embedded(folder: Path) -> Iterator[Line]:
    kind = file_system(folder)
    if is_network(kind):
        yield Line(
            area=_AREA,
            level=Level.FAIL,
            text=f"the embedded site lies on {kind}, where its database is not safe",
            advice="Move the home to a local disk, or name a served site in tracker.site.",
        )
    key = folder / "local.key"
    if os.name == "posix" and key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        advice = f"chmod 600 {key}"
        yield Line(area=_AREA, level=Level.FAIL, text="others may read the site's key", advice=advice)
