"""Doors that no person sits before: whatever happens behind one, it ends in one answer and one exit code.

Used by workers and batches. Not here: the command line's own door, which knows people too (cli).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from inspect import GEN_CLOSED, getgeneratorstate
from typing import TypeVar

from studio_tools.cli.answer import Answer, failed
from studio_tools.cli.crash import report
from studio_tools.cli.documents import Local, report_json
from studio_tools.cli.progress import is_interrupt
from studio_tools.errors import Cancelled, StudioError
from studio_tools.jobs import Flow, Job, Observer, perform
from studio_tools.publish.items import PublishReport, RunState

R = TypeVar("R")


def answered(work: Callable[[], Answer], *, argv: Sequence[str], environ: Mapping[str, str]) -> Answer:
    """What *work* answers, or what stopped it. A fault of ours is written down as the command does."""
    try:
        return work()
    except StudioError as error:
        return failed(error)
    except (Exception, KeyboardInterrupt) as error:
        if is_interrupt(error):
            return failed(Cancelled("cancelled"))
        return failed(report(error, argv=argv, environ=environ, run=""))


def of_report(report: PublishReport, local: Local) -> Answer:
    """A publish as `studio publish --json` answers it. Raises what is no expected error."""
    error = report.error
    if report.state in {RunState.PUBLISHED, RunState.DEFERRED}:
        error = None
    elif not isinstance(error, StudioError):
        raise error or AssertionError(f"a publish ended {report.state.value} without saying why")
    elif report.run:
        error.details |= {"run": report.run, "state": report.state.value}
    return Answer(result=report_json(report, local), error=error)


def driven(flow: Flow[R], *, observe: Observer | None = None) -> R:
    """Drive *flow* to its end on this thread. An interrupt cancels it, and its report says what became of it.

    Where the versions exist by then it is too late: they are published, and the tracker is told later. An interrupt
    that meets the flow's own lines between two jobs ends it, and is raised.
    """
    go_on: Callable[[], Job] = partial(next, flow)
    try:
        while True:
            try:
                job = go_on()
                outcome = perform(job)
                if observe is not None:
                    observe(job, outcome)
                go_on = partial(flow.send, outcome)
            except KeyboardInterrupt:
                if getgeneratorstate(flow) == GEN_CLOSED:
                    raise
                go_on = partial(flow.throw, Cancelled("cancelled"))
    except StopIteration as end:
        report: R = end.value
        return report
    finally:
        flow.close()
