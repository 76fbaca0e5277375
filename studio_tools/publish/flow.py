"""The publish as one flow of jobs: collect, validate, reserve, extract, deliver.

However it ends, `PublishFinished` tells it, and what was not committed is undone. Not here: how numbers are reserved
and files delivered (integrate), what a plan answers (plan).
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from studio_tools.errors import Blocked, Cancelled, PublishError, StudioError
from studio_tools.events import PublishFinished
from studio_tools.host import Host
from studio_tools.jobs import Flow, Phase
from studio_tools.model import Context, ProductKey, Version
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.integrate import Delivery, ProductDraft, Reservation, RunDraft, abandon, deliver, reserve
from studio_tools.publish.items import Artifact, PublishItem, PublishReport, PublishRequest, RunState
from studio_tools.publish.prepare import (
    Asked,
    Learned,
    code_of,
    prepare,
    refuse_blocked,
    run_step,
    scope_of,
    upstream_of,
)
from studio_tools.publish.recipe import Recipes, load_recipes
from studio_tools.publish.steps import World
from studio_tools.publish.world import world_of
from studio_tools.session import Session

Artifacts = Mapping[ProductKey, tuple[Artifact, ...]]


def publish(
    session: Session, context: Context, host: Host, request: PublishRequest, *, recipes: Recipes | None = None
) -> Flow[PublishReport]:
    """Publish what *host* offers, all or nothing.

    Expected errors and findings that block end in the report; closing the flow cancels and undoes. What is our own
    fault is told as an event and raised. Without *recipes* they are read from the session's settings.
    """
    learned = Learned()
    ended = _Ending(session, host, request, learned)
    reserved: list[Reservation] = []
    try:
        asked = Asked(
            session=session, context=context, host=host, request=request, recipes=recipes or recipes_of(session)
        )
        delivery = yield from _whole(asked, learned, reserved)
    except Blocked as error:
        return ended.report(RunState.BLOCKED, error=error)
    except Cancelled as error:
        return ended.report(RunState.CANCELLED, error=error)
    except StudioError as error:
        return ended.report(RunState.FAILED, error=error)
    except GeneratorExit:
        ended.tell(_undone_or(RunState.CANCELLED, reserved), Cancelled.code)
        raise
    except BaseException as fault:
        ended.tell(_undone_or(RunState.FAILED, reserved), code_of(fault))
        raise
    return ended.report(delivery.state, versions=delivery.versions, error=delivery.waiting)


def recipes_of(session: Session) -> Recipes:
    """The checked recipes of a session's settings, with every step there is. Raises ConfigError."""
    return load_recipes(session.settings, load_catalog(session.settings.steps.folders))


def _undone_or(state: RunState, reserved: list[Reservation]) -> RunState:
    """*state*, unless the versions exist already: then registering them is what is left to do."""
    return RunState.DEFERRED if any(reservation.is_committed for reservation in reserved) else state


def _whole(asked: Asked, learned: Learned, reserved: list[Reservation]) -> Flow[Delivery]:
    world = yield from prepare(asked, world_of(asked), learned)
    refuse_blocked(learned.findings, accept_warnings=asked.request.accept_warnings)
    reservation = yield from reserve(asked.session, draft_of(asked, learned))
    reserved.append(reservation)
    learned.run = reservation.run
    with Stages() as stages:
        try:
            artifacts = yield from _extract(asked, learned, world, reservation, stages)
        except BaseException as cause:
            abandon(asked.session, reservation, _why(cause))
            raise
        return (yield from deliver(asked.session, reservation, artifacts))


class Stages:
    """Private folders for extractors, made when they are asked for and removed at the end."""

    __slots__ = ("_top",)

    def __init__(self) -> None:
        self._top: Path | None = None

    def __enter__(self) -> Stages:
        return self

    def __exit__(self, *ended: object) -> None:
        if self._top is not None:
            shutil.rmtree(self._top, ignore_errors=True)

    def of(self, item: str) -> Path:
        """The folder of one item."""
        if self._top is None:
            self._top = Path(tempfile.mkdtemp(prefix="studio-tools-stage-"))
        stage = self._top / item
        stage.mkdir(exist_ok=True)
        return stage


def draft_of(asked: Asked, learned: Learned) -> RunDraft:
    """What is to be reserved: every item as a product, with what is worth keeping of it."""
    return RunDraft(
        context=asked.context,
        products=tuple(
            ProductDraft(
                key=asked.key(item),
                upstream=upstream_of(item, asked.request),
                facts=item.facts.settings(),
                cut=asked.context.entity.cut,
            )
            for item in learned.items
        ),
        comment=asked.request.comment,
        origin=asked.request.origin,
    )


def _extract(asked: Asked, learned: Learned, world: World, reservation: Reservation, stages: Stages) -> Flow[Artifacts]:
    made: dict[ProductKey, tuple[Artifact, ...]] = {}
    for item in learned.items:
        key = asked.key(item)
        found: list[Artifact] = []
        for step in asked.steps(item, Phase.EXTRACT):
            stager = partial(stages.of, item.id)
            scope = scope_of(asked, step, item, world, stager=stager, number=reservation.numbers[key])
            found += yield from run_step(asked, step, scope, run=learned.run)
        _check_artifacts(item, found)
        made[key] = tuple(found)
    return MappingProxyType(made)


def _check_artifacts(item: PublishItem, found: list[Artifact]) -> None:
    names = [artifact.representation for artifact in found]
    if not any(artifact.files for artifact in found):
        raise PublishError(f"{item.id} came to no files", hint="None of its recipe's extractors made any.")
    for name in names:
        if names.count(name) > 1:
            raise PublishError(f"two steps made the {name} of {item.id}", hint="Take one out of the recipe.")


def _why(cause: BaseException) -> str:
    if isinstance(cause, GeneratorExit):
        return "cancelled"
    return str(cause) or type(cause).__name__


class _Ending:
    """Turns however a publish ended into its one event and its report."""

    __slots__ = ("_host", "_learned", "_request", "_session", "_started")

    def __init__(self, session: Session, host: Host, request: PublishRequest, learned: Learned) -> None:
        self._session = session
        self._host = host
        self._request = request
        self._learned = learned
        self._started = time.perf_counter()

    def report(
        self, state: RunState, *, versions: tuple[Version, ...] = (), error: Exception | None = None
    ) -> PublishReport:
        succeeded = state in {RunState.PUBLISHED, RunState.DEFERRED}
        self.tell(state, "" if succeeded else code_of(error), versions=len(versions))
        return PublishReport(
            run=self._learned.run,
            state=state,
            versions=versions,
            findings=tuple(self._learned.findings),
            error=error,
            seconds=self._seconds,
        )

    def tell(self, state: RunState, error: str, *, versions: int = 0) -> None:
        self._session.events(
            PublishFinished(
                run=self._learned.run,
                seconds=self._seconds,
                error=error,
                kind=self._learned.kind,
                host=self._host.name,
                origin=self._request.origin.value,
                state=state.value,
                versions=versions,
            )
        )

    @property
    def _seconds(self) -> float:
        return time.perf_counter() - self._started
