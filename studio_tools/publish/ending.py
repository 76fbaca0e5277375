"""How a publish ends: whatever stops it becomes one report, and one event tells of it.

Not here: undoing what was made (integrate).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from studio_tools.errors import Blocked, Cancelled, StudioError
from studio_tools.events import PublishFinished
from studio_tools.jobs import Flow
from studio_tools.model import Version
from studio_tools.publish.integrate import Delivery
from studio_tools.publish.items import Finding, Origin, PublishReport, RunState
from studio_tools.publish.prepare import code_of
from studio_tools.session import Session
from studio_tools.storage.records import RecordState
from studio_tools.storage.runs import Runs


class Known(Protocol):
    """What is known of a publish when it ends; it may have grown while the publish went on."""

    @property
    def run(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def findings(self) -> Sequence[Finding]: ...

    @property
    def is_elsewhere(self) -> bool:
        """Whether another process brings it to its end, and tells of it."""
        ...


class Ending:
    """Turns however a publish ended into its one event and its report. *spent* seconds went by before."""

    __slots__ = ("_host", "_known", "_origin", "_session", "_started")

    def __init__(self, session: Session, known: Known, *, host: str, origin: Origin, spent: float = 0.0) -> None:
        self._session = session
        self._known = known
        self._host = host
        self._origin = origin
        self._started = time.perf_counter() - spent

    def of(self, flow: Flow[Delivery], is_committed: Callable[[], bool]) -> Flow[PublishReport]:
        """Drive *flow*, which publishes, to its end.

        Expected errors end in the report. What is our own fault, and an interrupt, are told as an event and raised.
        """
        try:
            delivery = yield from flow
        except Blocked as error:
            return self._report(RunState.BLOCKED, error=error)
        except Cancelled as error:
            return self._report(RunState.CANCELLED, error=error)
        except StudioError as error:
            return self._report(RunState.FAILED, error=error)
        except GeneratorExit:
            self._tell(_undone_or(RunState.CANCELLED, is_committed), Cancelled.code)
            raise
        except BaseException as fault:
            self._tell(_undone_or(RunState.FAILED, is_committed), code_of(fault))
            raise
        return self._report(delivery.state, versions=delivery.versions, error=delivery.waiting)

    def _report(
        self, state: RunState, *, versions: tuple[Version, ...] = (), error: Exception | None = None
    ) -> PublishReport:
        succeeded = state in {RunState.PUBLISHED, RunState.DEFERRED}
        self._tell(state, "" if succeeded else code_of(error), versions=len(versions))
        return PublishReport(
            run=self._known.run,
            state=state,
            versions=versions,
            findings=tuple(self._known.findings),
            error=error,
            seconds=self._seconds,
        )

    def _tell(self, state: RunState, error: str, *, versions: int = 0) -> None:
        if self._known.is_elsewhere:
            return
        self._session.events(
            PublishFinished(
                run=self._known.run,
                seconds=self._seconds,
                error=error,
                kind=self._known.kind,
                host=self._host,
                origin=self._origin.value,
                state=state.value,
                versions=versions,
            )
        )

    @property
    def _seconds(self) -> float:
        return time.perf_counter() - self._started


def _undone_or(state: RunState, is_committed: Callable[[], bool]) -> RunState:
    """*state*, unless the versions exist already: then registering them is what is left to do."""
    return RunState.DEFERRED if is_committed() else state


def standing(runs: Runs, run: str) -> PublishReport | None:
    """The report of a publish that an interrupt met too late: its versions exist. None where they do not."""
    record = runs.load(run) if run else None
    if record is None or not record.state.is_committed:
        return None
    state = RunState.PUBLISHED if record.state is RecordState.SEALED else RunState.DEFERRED
    return PublishReport(run=record.run, state=state, versions=record.versions())
