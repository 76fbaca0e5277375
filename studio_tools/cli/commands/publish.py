"""`studio publish`: files become a new version, all or nothing. `--plan` says what would happen and touches nothing."""

from __future__ import annotations

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand, Words
from studio_tools.cli.documents import report_json
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import drive
from studio_tools.cli.tell_publish import tell_plan, tell_report
from studio_tools.errors import StudioError, UsageError
from studio_tools.jobs import Flow
from studio_tools.model import Address
from studio_tools.publish.items import PublishReport, PublishRequest, RunState
from studio_tools.storage.records import RecordState
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

    A sequence is written name.%04d.exr, name.####.exr or name.$F4.exr. Several products are one publish:
    studio publish render.beauty=a.%04d.exr render.beauty=a.mov --to demo/sq010/sh0010
    """
    address = _target(to)
    with invocation.studio(project=address.project) as studio:
        files = studio.files(paths, kind=kind or address.kind, variant=variant or address.variant)
        stamps = tuple(studio.stamp(Address.parse(one)) for one in uses)
        request = PublishRequest(comment=comment, uses=stamps, accept_warnings=accept_warnings)
        if only_plan:
            plan = drive(studio.plan(address, request, host=files), invocation)
            return Answer(result=plan.as_json(), text=lambda paper: tell_plan(paper, plan))
        report = settled(studio, address, studio.publish(address, request, host=files), invocation)
        return Answer(
            result=report_json(report, studio.local),
            text=lambda paper: tell_report(paper, report, studio.local),
            error=failure(report),
        )


def _target(text: str) -> Address:
    """Where to publish. A kind and a variant may be said with it, a number may not."""
    address = Address.parse(text)
    if address.is_version:
        raise UsageError(f"--to {text} names a version", hint="The next number is given by itself; leave the @… away.")
    if not address.entity:
        raise UsageError(f"--to {text} names no shot, asset or sequence", hint="Write it like demo/sq010/sh0010.")
    return address


def settled(studio: Studio, address: Address, flow: Flow[PublishReport], invocation: Invocation) -> PublishReport:
    """Drive a publish. An interrupt after the commit is too late: the versions exist, and the tracker is told later."""
    try:
        return drive(flow, invocation)
    except KeyboardInterrupt:
        runs = studio.session.storage.runs(address.project)
        record = runs.load(invocation.run) if invocation.run else None
        if record is None or not record.state.is_committed:
            raise
        state = RunState.PUBLISHED if record.state is RecordState.SEALED else RunState.DEFERRED
        return PublishReport(run=record.run, state=state, versions=record.versions())


def failure(report: PublishReport) -> StudioError | None:
    """What a report that is no success ends with."""
    if report.state in {RunState.PUBLISHED, RunState.DEFERRED}:
        return None
    if isinstance(report.error, StudioError):
        return report.error
    raise report.error or AssertionError(f"a publish ended {report.state.value} without saying why")
