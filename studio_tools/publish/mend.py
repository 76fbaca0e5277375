"""Mending: let the steps that found something wrong put it right, then look again. Publishes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from studio_tools.errors import StudioError, UsageError
from studio_tools.host import Host, Scene
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import Context
from studio_tools.publish.crash import crashed
from studio_tools.publish.flow import recipes_of
from studio_tools.publish.items import Finding, PublishItem, PublishRequest
from studio_tools.publish.prepare import Asked, Learned, collect, prepare, scope_of
from studio_tools.publish.recipe import Recipes
from studio_tools.publish.steps import AnyStep, Fix, Scope
from studio_tools.publish.world import world_of
from studio_tools.session import Session


def mend(
    session: Session,
    context: Context,
    host: Host,
    request: PublishRequest,
    findings: Sequence[Finding],
    *,
    recipes: Recipes | None = None,
) -> Flow[tuple[Finding, ...]]:
    """Mend what *findings* name, one undo step for each, then check everything again and answer what is found now.

    Raises UsageError for a finding that nobody can mend, before anything is touched.
    """
    known = recipes or recipes_of(session, host.name)
    asked = Asked(session=session, context=context, host=host, request=request, recipes=known)
    before = Learned()
    world = yield from collect(asked, world_of(asked), before)
    for item, step, fix, finding in [_mender(asked, before, finding) for finding in findings]:
        call = partial(_mend, step, fix, scope_of(asked, step, item, world), finding)
        outcome = yield Job(Phase.VALIDATE, step.id, item.id, call, step.where)
        if outcome.error is not None:
            raise outcome.error if isinstance(outcome.error, StudioError) else crashed(step, item, outcome.error)
    after = Learned()
    yield from prepare(asked, world_of(asked), after)
    return tuple(after.findings)


def _mender(asked: Asked, learned: Learned, finding: Finding) -> tuple[PublishItem, AnyStep, Fix, Finding]:
    """Who can mend a finding. Raises UsageError where nobody can."""
    for item in learned.items:
        for step in asked.steps(item, Phase.VALIDATE):
            if (item.id, step.id) == (finding.item, finding.step) and finding.fixable and step.fix is not None:
                return item, step, step.fix, finding
    raise UsageError(
        f"{finding.title}: this cannot be mended by {finding.step}", hint="Mend it by hand, then check again."
    )


def _mend(step: AnyStep, fix: Fix, scope: Scope[Any], finding: Finding) -> None:
    host = scope.host
    one_undo: AbstractContextManager[None] = host.group(step.label) if isinstance(host, Scene) else nullcontext()
    with one_undo:
        fix(scope, finding)
