"""The one table from events to meters. Whoever wants to know what is measured reads this file and no other.

Names are `studio.area.noun`, in base units without the unit's name: seconds, bytes, counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio_tools import errors, events
from studio_tools.host import How
from studio_tools.jobs import Phase
from studio_tools.publish.items import HandOverEnd, Origin, RunState
from studio_tools.tracker.calls import Operation
from telemetry.tags import Tag, closed, opened


class Kind(StrEnum):
    """How the daemon adds up what it is sent."""

    COUNTER = "counter"
    TIMER = "timer"
    PERCENTILES = "percentiles"
    SUMMARY = "summary"
    GAUGE = "gauge"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    name: str
    kind: Kind
    tags: tuple[Tag, ...] = ()
    value: str = ""
    """The event's attribute that is measured; "" counts the event itself."""
    failures_only: bool = False

    @property
    def series(self) -> int:
        """How many series it can make at most."""
        product = 1
        for tag in self.tags:
            product *= tag.bound
        return product


def _codes(root: type[errors.StudioError]) -> set[str]:
    """The codes of the house's own tree: what others derive must not change a table that dashboards know."""
    children = (child for child in root.__subclasses__() if child.__module__ == errors.__name__)
    return {root.code}.union(*(_codes(child) for child in children))


_ANSWER = closed("answer", set(HandOverEnd))
_ERROR = closed("error", _codes(errors.StudioError) | {events.OUR_FAULT})
_TRACKER_ERROR = closed("error", _codes(errors.TrackerError) | {events.OUR_FAULT})
_HOST = closed("host", {"headless", "maya", "nuke", "blender", "launcher", "fake"})
_HOW = closed("how", set(How))
_KIND = opened("kind", 24)
_OPERATION = closed("operation", set(Operation))
_ORIGIN = closed("origin", set(Origin))
_OUTCOME = closed("outcome", {"success", "failure"})
_PHASE = closed("phase", set(Phase))
_STATE = closed("state", set(RunState))
_STEP = opened("step", 60)
_RUN_STATE = opened("state", 8)


def _counter(name: str, *tags: Tag, value: str = "", failures_only: bool = False) -> Meter:
    return Meter(name=name, kind=Kind.COUNTER, tags=tags, value=value, failures_only=failures_only)


def _timer(name: str, *tags: Tag) -> Meter:
    return Meter(name=name, kind=Kind.TIMER, tags=tags, value="seconds")


def _percentiles(name: str, *tags: Tag) -> Meter:
    return Meter(name=name, kind=Kind.PERCENTILES, tags=tags, value="seconds")


def _summary(name: str, *tags: Tag, value: str) -> Meter:
    return Meter(name=name, kind=Kind.SUMMARY, tags=tags, value=value)


TABLE: Mapping[type[events.Event], tuple[Meter, ...]] = {
    events.StudioOpened: (
        _counter("studio.session.opened", _HOST, _OUTCOME),
        _timer("studio.session.start", _HOST),
    ),
    events.ItemsCollected: (
        _timer("studio.collect.duration", _HOST, _OUTCOME),
        _summary("studio.collect.items", _HOST, value="items"),
    ),
    events.StepFinished: (
        _timer("studio.step.duration", _STEP, _OUTCOME),
        _timer("studio.phase.duration", _PHASE, _OUTCOME),
        _counter("studio.step.findings", _STEP, value="findings"),
        _counter("studio.step.failures", _PHASE, _ERROR, failures_only=True),
    ),
    events.FindingsReported: (
        _counter("studio.findings.errors", _KIND, value="errors"),
        _counter("studio.findings.warnings", _KIND, value="warnings"),
    ),
    events.HandedOver: (
        _counter("studio.handover.runs", _HOST, _ANSWER),
        _timer("studio.handover.duration", _HOST, _OUTCOME),
        _counter("studio.handover.failures", _HOST, _ERROR, failures_only=True),
    ),
    events.VersionReserved: (
        _counter("studio.reserve.versions", _KIND, _OUTCOME),
        _summary("studio.reserve.attempts", _KIND, value="attempts"),
        _timer("studio.reserve.duration", _OUTCOME),
    ),
    events.TransferFinished: (
        _timer("studio.transfer.duration", _KIND, _OUTCOME),
        _summary("studio.transfer.size", _KIND, value="size"),
        _summary("studio.transfer.files", _KIND, value="files"),
        _counter("studio.transfer.shared", _KIND, value="shared"),
        _counter("studio.transfer.failures", _ERROR, failures_only=True),
    ),
    events.TrackerCalled: (
        _counter("studio.tracker.calls", _OPERATION, _TRACKER_ERROR),
        _percentiles("studio.tracker.duration", _OPERATION, _OUTCOME),
        _summary("studio.tracker.attempts", _OPERATION, value="attempts"),
    ),
    events.PublishFinished: (
        _counter("studio.publish.runs", _KIND, _ORIGIN, _STATE),
        _counter("studio.publish.failures", _HOST, _ERROR, failures_only=True),
        _percentiles("studio.publish.duration", _KIND, _HOST),
        _counter("studio.publish.versions", _KIND, value="versions"),
    ),
    events.PublishDeferred: (_counter("studio.publish.deferred", _KIND),),
    events.ResumeFinished: (
        _counter("studio.resume.runs", _ERROR),
        _timer("studio.resume.duration", _OUTCOME),
        _counter("studio.resume.finished", value="finished"),
        _counter("studio.resume.abandoned", value="abandoned"),
        Meter(name="studio.outbox.waiting", kind=Kind.GAUGE, value="waiting"),
        Meter(name="studio.outbox.age", kind=Kind.MAXIMUM, value="oldest"),
    ),
    events.VersionRetracted: (_counter("studio.retract.versions", _KIND, _OUTCOME),),
    events.VerifyFinished: (
        _counter("studio.verify.runs", _ERROR),
        _timer("studio.verify.duration", _OUTCOME),
        _summary("studio.verify.files", value="files"),
        _counter("studio.verify.problems", value="problems"),
    ),
    events.DuplicatesFolded: (_counter("studio.register.duplicates", value="records"),),
    events.ClaimTakenOver: (_counter("studio.claim.takeovers", _RUN_STATE),),
    events.ProductLoaded: (
        _counter("studio.load.products", _KIND, _HOST, _OUTCOME),
        _counter("studio.load.ways", _HOW, _HOST),
        _timer("studio.load.duration", _HOST, _OUTCOME),
        _counter("studio.load.failures", _HOST, _ERROR, failures_only=True),
    ),
    events.LoadedUpdated: (
        _counter("studio.update.runs", _HOST, _ERROR),
        _timer("studio.update.duration", _HOST, _OUTCOME),
        _counter("studio.update.updated", _HOST, value="updated"),
        _counter("studio.update.left", _HOST, value="left"),
    ),
}

UNMEASURED: frozenset[type[events.Event]] = frozenset()
"""Events that deliberately leave no measure; every other one needs a row."""
