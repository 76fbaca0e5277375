"""What is done when something happens to a scene: each a function of the host and the environment it runs in.

They tell; only `refuse_published` may forbid, and it asks nothing but the folder that is saved to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from studio_tools.actions.beginning import Begun
from studio_tools.actions.context import address_of, is_published, started_for
from studio_tools.bootstrap import open_studio
from studio_tools.config import ShowSettings, find_home
from studio_tools.errors import HostError
from studio_tools.host import Level
from studio_tools.jobs import run
from studio_tools.load import State
from studio_tools.model import Entity

Differences = Callable[[Begun, Entity, ShowSettings], Sequence[object]]
"""What of a scene is not as its entity and show ask, each as text; a host's own."""
_BAD = (State.MISSING, State.UNKNOWN, State.RETRACTED, State.OUTDATED)


def refuse_published(host: Begun, environ: Mapping[str, str]) -> None:
    """Forbid to save into the folder of a version: what was published is never touched again. Raises HostError."""
    path = host.saving()
    if path is not None and is_published(path):
        raise HostError(
            f"{path.name} is published and stays as it is", hint="Use Studio > Save version up to go on working on it."
        )


def tell_address(host: Begun, environ: Mapping[str, str]) -> None:
    """Say which entity the scene is for; loudly where that is not what the application was started for."""
    started = started_for(environ)
    with open_studio(find_home(None, environ, Path.cwd()), environ, host=host) as studio:
        address = address_of(studio.session, host, environ)
    if address is None:
        return
    if started is not None and address.bare() != started.bare():
        host.say(f"This scene is for {address}, and {host.name} was started for {started}.", Level.WARNING)
    else:
        host.say(f"You work on {address}.")


def tell_unlike(host: Begun, environ: Mapping[str, str], differences: Differences) -> None:
    """Say what of the scene is not as its shot and show ask, as far as the shot is known here: no site is asked."""
    with open_studio(find_home(None, environ, Path.cwd()), environ, host=host) as studio:
        session = studio.session
        address = address_of(session, host, environ)
        entity = session.storage.cache.entity(address.bare()) if address is not None else None
        found = differences(host, entity, session.settings.show) if entity is not None else ()
    if found:
        told = "; ".join(map(str, found))
        host.say(f"Not as {address} asks: {told}. See Studio > Set up scene…", Level.WARNING)


def tell_behind(host: Begun, environ: Mapping[str, str]) -> None:
    """Say what the scene reads that is missing, retracted or not the newest."""
    with open_studio(find_home(None, environ, Path.cwd()), environ, host=host) as studio:
        rows = run(studio.inventory(host)).rows
    counts = {state: sum(row.state is state for row in rows) for state in _BAD}
    told = ", ".join(f"{count} {state.value.lower()}" for state, count in counts.items() if count)
    if told:
        host.say(f"Of {len(rows)} things that this scene reads: {told}. See Studio > Updates…", Level.WARNING)
