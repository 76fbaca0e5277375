"""The publish as one flow of jobs: collect, validate, reserve, extract, deliver.

However it ends, `PublishFinished` tells it, and what was not committed is undone. Not here: how numbers are reserved
and files delivered (integrate), what a plan answers (plan).
"""

from __future__ import annotations

import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from types import MappingProxyType

from studio_tools.errors import PublishError
from studio_tools.host import Host
from studio_tools.jobs import Flow, Phase
from studio_tools.model import Context, ProductKey
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.ending import Ending
from studio_tools.publish.handover import HandOver
from studio_tools.publish.integrate import Delivery, ProductDraft, Reservation, RunDraft, abandon, deliver, reserve
from studio_tools.publish.items import Artifact, Artifacts, PublishItem, PublishReport, PublishRequest
from studio_tools.publish.last_look import last_look
from studio_tools.publish.order import STAGE
from studio_tools.publish.prepare import (
    Asked,
    Learned,
    prepare,
    refuse_blocked,
    run_step,
    scope_of,
    upstream_of,
)
from studio_tools.publish.recipe import HEADLESS, Recipes, load_recipes
from studio_tools.publish.steps import World
from studio_tools.publish.workers import Workers
from studio_tools.publish.world import world_of
from studio_tools.session import Session
from studio_tools.storage.door import told


def publish(
    session: Session,
    context: Context,
    host: Host,
    request: PublishRequest,
    *,
    recipes: Recipes | None = None,
    workers: Workers | None = None,
) -> Flow[PublishReport]:
    """Publish what *host* offers, all or nothing.

    Expected errors and findings that block end in the report; closing the flow cancels and undoes. What is our own
    fault is told as an event and raised. Without *recipes* they are read from the session's settings. With *workers*
    what was extracted is handed over to one: from then on closing the flow leaves it at work, and throwing Cancelled
    into the flow stops it.
    """
    learned = Learned()
    ending = Ending(session, learned, host=host.name, origin=request.origin)
    reserved: list[Reservation] = []

    def whole() -> Flow[Delivery]:
        known = recipes or recipes_of(session, host.name)
        asked = Asked(session=session, context=context, host=host, request=request, recipes=known)
        return (yield from _whole(asked, learned, reserved, workers))

    return (yield from ending.of(whole(), lambda: any(reservation.is_committed for reservation in reserved)))


def recipes_of(session: Session, host: str) -> Recipes:
    """The recipes of a session's settings, with every step there is. Raises ConfigError for wrong ones of *host*."""
    recipes = load_recipes(session.settings, load_catalog(session.settings.steps.folders))
    recipes.require(host)
    return recipes


def _whole(asked: Asked, learned: Learned, reserved: list[Reservation], workers: Workers | None) -> Flow[Delivery]:
    started = time.perf_counter()
    world = yield from prepare(asked, world_of(asked), learned)
    refuse_blocked(learned.findings, accept_warnings=asked.request.accept_warnings)
    reservation = yield from reserve(asked.session, draft_of(asked, learned))
    reserved.append(reservation)
    learned.run = reservation.run
    with Stages(reservation.claim.bench if workers else None) as stages:
        try:
            artifacts = yield from _extract(asked, learned, world, reservation, stages)
        except BaseException as cause:
            abandon(asked.session, reservation, cause)
            raise
        if workers is not None:
            spent = time.perf_counter() - started
            handing = HandOver(asked, learned, reservation, workers, spent=spent)
            delivery = yield from handing.over(artifacts)
            if delivery is not None:
                return delivery
        yield from _looked_at(asked, reservation, artifacts)
        return (yield from deliver(asked.session, reservation, artifacts))


def _looked_at(asked: Asked, reservation: Reservation, artifacts: Artifacts) -> Flow[None]:
    """Look at what an application made where no worker does; files that were published as such were looked at."""
    if asked.host.name == HEADLESS:
        return
    try:
        yield from last_look(asked.session.settings, asked.host.name, artifacts)
    except BaseException as cause:
        abandon(asked.session, reservation, cause)
        raise


class Stages:
    """Private folders for extractors, made when they are asked for and removed at the end.

    On a *bench* they outlive us: whoever takes the run over finds them there, and whoever ends it removes them.
    """

    __slots__ = ("_bench", "_top")

    def __init__(self, bench: Path | None = None) -> None:
        self._bench = bench
        self._top: Path | None = None

    def __enter__(self) -> Stages:
        return self

    def __exit__(self, *ended: object) -> None:
        if self._top is not None and self._bench is None:
            shutil.rmtree(self._top, ignore_errors=True)

    def of(self, item: str) -> Path:
        """The folder of one item."""
        if self._top is None:
            self._top = self._make()
        stage = self._top / item
        stage.mkdir(exist_ok=True)
        return stage

    def _make(self) -> Path:
        if self._bench is None:
            return Path(tempfile.mkdtemp(prefix="studio-tools-stage-"))
        top = self._bench / STAGE
        with told("make", top):
            top.mkdir()
        return top


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
