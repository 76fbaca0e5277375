"""The first half of a publish and the whole of a plan: collect the items, let their recipes learn and check.

Also how one step is run as one job. Nothing here writes anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from studio_tools.errors import Blocked, StudioError
from studio_tools.events import OUR_FAULT, FindingsReported, ItemsCollected, StepFinished
from studio_tools.host import Host, Scene
from studio_tools.jobs import Flow, Job, Outcome, Phase, Where
from studio_tools.model import Context, ProductKey, Stamp
from studio_tools.publish.collect import collect_items
from studio_tools.publish.crash import crashed
from studio_tools.publish.items import Artifact, Finding, PublishItem, PublishRequest, Severity, Uses
from studio_tools.publish.recipe import Recipes
from studio_tools.publish.steps import AnyStep, Scope, World
from studio_tools.session import Session

COLLECT_STEP = "core.items"
"""The name of the job that asks the host what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a publish or a plan was asked to do, and with what."""

    session: Session
    context: Context
    host: Host
    request: PublishRequest
    recipes: Recipes

    def key(self, item: PublishItem) -> ProductKey:
        """The product that an item becomes a version of."""
        return self.product(item.kind, item.variant)

    def steps(self, item: PublishItem, phase: Phase) -> tuple[AnyStep, ...]:
        """What runs for an item in one phase, in order. Raises UsageError for a kind that this host cannot publish."""
        return self.recipes.of(item.kind, self.host.name).steps(phase, self.host.name)

    def product(self, kind: str, variant: str) -> ProductKey:
        """A product of the entity that is published below."""
        return ProductKey(self.context.project.code, self.context.entity.path, kind, variant)


@dataclass(slots=True)
class Learned:
    """What is known so far. It grows while the flow runs, so that an early end can still tell it."""

    items: tuple[PublishItem, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    run: str = ""
    is_elsewhere: bool = False
    """Whether a worker brings the publish to its end, and tells of it."""

    @property
    def kind(self) -> str:
        """The kind of all items, `mixed` or `none`; a bounded tag."""
        kinds = {item.kind for item in self.items}
        return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else "none"


def prepare(asked: Asked, world: World, learned: Learned) -> Flow[World]:
    """Collect and validate; what was learned is in *learned*, the answer is the world with its items.

    Raises StepCrashed, and what the host and the steps raise. Findings do not stop it.
    """
    world = yield from collect(asked, world, learned)
    yield from validate(asked, world, learned)
    return world


def collect(asked: Asked, world: World, learned: Learned) -> Flow[World]:
    """Ask the host for its items, and let the collectors of their recipes learn about each."""
    learned.items = yield from _offered(asked)
    for item in learned.items:
        full = item
        for step in asked.steps(item, Phase.COLLECT):
            facts = yield from run_step(asked, step, scope_of(asked, step, full, world))
            full = replace(full, facts=full.facts.having(*facts))
        learned.items = tuple(full if one.id == item.id else one for one in learned.items)
    return replace(world, items=learned.items)


def validate(asked: Asked, world: World, learned: Learned) -> Flow[None]:
    """Run every check of every item; an item's findings are counted when its last check has ended."""
    for item in learned.items:
        found: list[Finding] = []
        for step in asked.steps(item, Phase.VALIDATE):
            said: list[Finding] = yield from run_step(asked, step, scope_of(asked, step, item, world))
            found += said
            learned.findings += said
        asked.session.events(_counted(item.kind, found))


def _offered(asked: Asked) -> Flow[tuple[PublishItem, ...]]:
    call = partial(collect_items, asked.host, asked.session.settings, only=asked.request.items)
    where = Where.MAIN if isinstance(asked.host, Scene) else Where.ANY
    outcome = yield Job(Phase.COLLECT, COLLECT_STEP, "", call, where)
    items: tuple[PublishItem, ...] = outcome.value or ()
    asked.session.events(
        ItemsCollected(host=asked.host.name, items=len(items), seconds=outcome.seconds, error=code_of(outcome.error))
    )
    outcome.get()
    return items


def run_step(asked: Asked, step: AnyStep, scope: Scope[Any], *, run: str = "") -> Flow[list[Any]]:
    """Run one step for one item as one job, and tell that it ended.

    Raises the step's own StudioError, and StepCrashed for anything else that it does wrong.
    """
    outcome = yield Job(step.phase, step.id, scope.item.id, partial(_call, step, scope), step.where)
    error = outcome.error or _misfit(step, outcome)
    if error is not None and not isinstance(error, StudioError):
        error = crashed(step, scope.item, error)
    asked.session.events(
        StepFinished(
            run=run,
            seconds=outcome.seconds,
            error=code_of(error),
            step=step.id,
            phase=step.phase.value,
            findings=len(outcome.value) if step.phase is Phase.VALIDATE and error is None else 0,
        )
    )
    if error is not None:
        raise error
    found: list[Any] = outcome.value
    return found


def scope_of(asked: Asked, step: AnyStep, item: PublishItem, world: World, **more: Any) -> Scope[Any]:
    """What a step is handed; *more* are the stage and number that extractors get."""
    return Scope(
        step=step.id,
        host=asked.host,
        item=item,
        settings=asked.session.settings,
        context=asked.context,
        world=world,
        **more,
    )


def refuse_blocked(findings: Sequence[Finding], *, accept_warnings: bool) -> None:
    """Stop where findings block: errors always, warnings unless they are accepted. Raises Blocked."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = [finding for finding in findings if finding.severity is Severity.WARNING]
    if not errors and (accept_warnings or not warnings):
        return
    told = [_amount(len(errors), "error"), _amount(len(warnings), "warning")]
    first = (errors or warnings)[0]
    raise Blocked(
        f"{' and '.join(part for part in told if part)} in the way: {first.title}"
        + (", …" if len(errors) + len(warnings) > 1 else ""),
        hint="Mend what is named, then publish again." if errors else "",
        details={"findings": [finding.as_json() for finding in findings]},
    )


def upstream_of(item: PublishItem, request: PublishRequest) -> tuple[Stamp, ...]:
    """What an item was made from: what the artist says first, then what steps found; each once."""
    found = item.facts.get(Uses)
    return tuple(dict.fromkeys((*request.uses, *(found.stamps if found else ()))))


def code_of(error: BaseException | None) -> str:
    """The code of an error for events; "" for none."""
    if error is None:
        return ""
    return error.code if isinstance(error, StudioError) else OUR_FAULT


def _call(step: AnyStep, scope: Scope[Any]) -> Iterator[object | None]:
    return iter(step.call(scope) or ())


def _misfit(step: AnyStep, outcome: Outcome) -> Exception | None:
    """What is wrong with the values that a step gave."""
    allowed: tuple[type, ...]
    match step.phase:
        case Phase.COLLECT:
            allowed = step.provides
        case Phase.VALIDATE:
            allowed = (Finding,)
        case _:
            allowed = (Artifact,)
    for value in outcome.value:
        if not isinstance(value, allowed):
            names = ", ".join(kind.__name__ for kind in allowed)
            return TypeError(f"it gave a {type(value).__name__} where it says that it gives {names}")
    return None


def _counted(kind: str, findings: Sequence[Finding]) -> FindingsReported:
    def count(severity: Severity) -> int:
        return sum(finding.severity is severity for finding in findings)

    return FindingsReported(kind=kind, errors=count(Severity.ERROR), warnings=count(Severity.WARNING))


def _amount(number: int, what: str) -> str:
    return "" if not number else f"{number} {what}" + ("s" if number > 1 else "")
