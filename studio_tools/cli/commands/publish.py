"""`studio publish`: files become a new version, all or nothing. `--plan` says what would happen and touches nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand, Words
from studio_tools.cli.documents import report_json
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import drive
from studio_tools.cli.tell_publish import tell_counts, tell_plan, tell_report
from studio_tools.errors import Cancelled, StudioError, UsageError
from studio_tools.jobs import Flow
from studio_tools.model import Address
from studio_tools.publish.ending import standing
from studio_tools.publish.items import PublishReport, PublishRequest, RunState
from studio_tools.studio import Studio


@click.command(cls=StudioCommand)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--to", "to", required=True, metavar="ADDRESS", help="The shot, asset or sequence (and task) it is for.")
@click.option("--kind", default="", metavar="KIND", help="plate, render, comp, scene …; else the extension decides.")
@click.option("--variant", default="", metavar="NAME", help="A stream beside `main`.")
@click.option("--comment", "-m", default="", type=Words(), metavar="TEXT", help="What is new; everybody reads it.")
@click.option("--uses", multiple=True, metavar="ADDRESS", help="A version it was made from; may be repeated.")
@click.option("--accept-warnings", is_flag=True, help="Publish although checks warn.")
@click.option("--plan", "only_plan", is_flag=True, help="Say what would happen, and touch nothing.")
@click.pass_obj
def publish(
    invocation: Invocation,
    paths: tuple[str, ...],
    to: str,
    kind: str,
    variant: str,
    comment: str,
    uses: tuple[str, ...],
    accept_warnings: bool,
    only_plan: bool,
) -> Answer:
    """Publish files, folders and frame sequences below an address.

    A sequence is written name.%04d.exr, name.####.exr, name.@@@@.exr or name.$F4.exr, or is a folder that holds
    nothing else. A glob is none: the shell would make single files of it. Several products are one publish:
    studio publish render.beauty=a.%04d.exr render.beauty=a.mov --to demo/sq010/sh0010
    """
    address = _target(to)
    kind = _agreed(("--kind", kind), (f"--to {to}", address.kind))
    variant = _agreed(("--variant", variant), (f"--to {to}", address.variant))
    with invocation.studio(project=address.project) as studio:
        files = studio.files(paths, kind=kind, variant=variant)
        for path, source in zip(paths, files.sources(), strict=True):
            _agreed((path, source.kind), ("--kind or --to", kind))
            _agreed((path, source.variant), ("--variant or --to", variant))
        stamps = tuple(studio.stamp(Address.parse(one)) for one in uses)
        request = PublishRequest(comment=comment, uses=stamps, accept_warnings=accept_warnings)
        if only_plan:
            plan = drive(studio.plan(address, request, host=files), invocation)
            return Answer(result=plan.as_json(), text=lambda paper: tell_plan(paper, plan))
        report = _reported(studio, address, partial(studio.publish, address, request, host=files), invocation)
        return Answer(
            result=report_json(report, studio.local),
            text=lambda paper: tell_report(paper, report, studio.local),
            error=failure(report),
            closing=tell_counts(report.findings) if report.state is RunState.BLOCKED else "",
        )


def _agreed(told: tuple[str, str], other: tuple[str, str]) -> str:
    """The kind or variant that two places name. One that is silent agrees; two that differ are a UsageError."""
    if told[1] and other[1] and told[1] != other[1]:
        raise UsageError(
            f"{told[0]} says {told[1]}, and {other[0]} says {other[1]}",
            hint="Say it in one place: KIND.VARIANT=PATH for each path, or --kind and --variant for all of them.",
        )
    return told[1] or other[1]


def _target(text: str) -> Address:
    """Where to publish. A kind and a variant may be said with it, a number may not."""
    address = Address.parse(text)
    if address.is_version:
        raise UsageError(f"--to {text} names a version", hint="The next number is given by itself; leave the @… away.")
    if not address.entity:
        raise UsageError(f"--to {text} names no shot, asset or sequence", hint="Write it like demo/sq010/sh0010.")
    return address


def _reported(
    studio: Studio, address: Address, begin: Callable[[], Flow[PublishReport]], invocation: Invocation
) -> PublishReport:
    """The report of a publish, also of one that was cancelled or was not let in before it began."""
    started = time.perf_counter()
    try:
        report = settled(studio, address, begin(), invocation)
    except KeyboardInterrupt:
        cancelled = Cancelled("cancelled")
        report = PublishReport(run=invocation.run, state=RunState.CANCELLED, error=cancelled)
    except StudioError as error:
        report = PublishReport(run=invocation.run, state=RunState.FAILED, error=error)
    run = report.run or invocation.run
    if isinstance(report.error, StudioError) and run:
        report.error.details |= {"run": run, "state": report.state.value}
    return replace(report, run=run, seconds=report.seconds or time.perf_counter() - started)


def settled(studio: Studio, address: Address, flow: Flow[PublishReport], invocation: Invocation) -> PublishReport:
    """Drive a publish. An interrupt after the commit is too late: the versions exist, and the tracker is told later."""
    try:
        return drive(flow, invocation)
    except KeyboardInterrupt:
        report = standing(studio.session.storage.runs(address.project), invocation.run)
        if report is None:
            raise
        return report


def failure(report: PublishReport) -> StudioError | None:
    """What a report that is no success ends with."""
    if report.state in {RunState.PUBLISHED, RunState.DEFERRED}:
        return None
    if isinstance(report.error, StudioError):
        return report.error
    raise report.error or AssertionError(f"a publish ended {report.state.value} without saying why")
