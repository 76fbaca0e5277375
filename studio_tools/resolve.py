"""Who works on what: an address to a context, by the tracker, or by what storage remembers of it.

What the tracker answers is remembered, so that publishing goes on while the site is away.
"""

from __future__ import annotations

import difflib
import logging
from dataclasses import replace

from studio_tools.errors import ContextError, StorageError, TrackerUnavailable
from studio_tools.model import Address, Context, Project, Task, User
from studio_tools.session import Session

LOG = logging.getLogger(__name__)

_STALE_SECONDS = 3600.0


def resolve(session: Session, address: Address, *, remember: bool = True) -> Context:
    """Resolve an address with its project, entity, task and user; without *remember* nothing is written.

    Raises ContextError naming the nearest, and TrackerDenied or TrackerRefused where the site does not let us ask.
    """
    try:
        context = session.tracker.context(
            replace(address, kind="", variant="", number=None, latest=False), login=session.login
        )
    except TrackerUnavailable as away:
        return _remembered(session, address, away)
    if remember:
        _remember(session, context)
    return context


def _remember(session: Session, context: Context) -> None:
    """Keep what was learned. A storage that cannot be written is no reason to stop reading."""
    cache, project = session.storage.cache, context.project
    tasks = {context.entity.path: session.tracker.tasks(context.entity)} if context.task else {}
    try:
        age = cache.age(project.code)
        if age is None or age > _STALE_SECONDS:
            cache.remember(project, session.tracker.entities(project.code), is_whole=True)
        cache.remember(project, [context.entity], tasks=tasks, users=[context.user])
    except (StorageError, TrackerUnavailable):
        LOG.debug("what the tracker said could not be remembered", exc_info=True)


def _remembered(session: Session, address: Address, away: TrackerUnavailable) -> Context:
    cache = session.storage.cache
    entity = cache.entity(address)
    if entity is None:
        raise _unknown(session, address, away) from away
    return Context(
        project=cache.project(address.project) or Project(code=address.project),
        entity=entity,
        user=cache.user(address.project, session.login) or User(login=session.login),
        task=(cache.task(address) or Task(name=address.task)) if address.task else None,
    )


def _unknown(session: Session, address: Address, away: TrackerUnavailable) -> ContextError:
    """The tracker is away and nobody here has worked on it: name what is known and nearest."""
    known = session.storage.cache.names(address.project)
    near = difflib.get_close_matches(address.entity, known, n=1)
    guess = f"; did you mean {address.project}/{near[0]}?" if near else ""
    return ContextError(
        f"the tracker is away, and {address.bare()} is not among what is remembered of it{guess}",
        hint="Check the spelling, or wait until the site answers again: `studio doctor` tells.",
        details={
            "address": str(address.bare()),
            "nearest": [f"{address.project}/{name}" for name in near],
            "tracker": away.message,
        },
    )
