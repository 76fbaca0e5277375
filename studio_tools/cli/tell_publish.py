"""A publish and a plan in people's words: what happened, where it lies, what the checks said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from studio_tools.cli.render import Paper, many, size
from studio_tools.frames import FrameRange
from studio_tools.model import Version
from studio_tools.publish.items import Finding, PublishReport, RunState, Severity

if TYPE_CHECKING:
    from studio_tools.publish.difference import Difference
    from studio_tools.publish.plan import Plan

Local = Callable[[PurePosixPath], Path]
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_MARKS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def tell_report(paper: Paper, report: PublishReport, local: Local) -> None:
    """Say how a publish ended."""
    tell_findings(paper, report.findings)
    for version in report.versions:
        _tell_version(paper, report.state, version, local)
    if report.state is RunState.DEFERRED:
        paper.line("It is published and safe. The tracker is away, and will be told by `studio resume`.")
    if report.versions:
        paper.line(f"{report.seconds:.1f} s, run {report.run}")


def tell_plan(paper: Paper, plan: Plan) -> None:
    """Say what a publish would do."""
    tell_findings(paper, plan.findings)
    for version in plan.versions:
        paper.line(
            ("would be ", "bold"), f"{version.address}  ({many(len(version.files), 'file')}, {size(version.size)})"
        )
        paper.line(str(version.path), indent=2)
        first, last = version.files[0].name, version.files[-1].name
        paper.line(first if first == last else f"{first} … {last}", indent=4)
    for write in plan.writes:
        told = write.as_json()
        paper.line(f"tracker: create {told['entity']} {told['code']}", indent=2)
    _tell_difference(paper, plan.difference)
    paper.line("Nothing was touched." + (" It would be blocked." if plan.is_blocked else ""))


def _tell_difference(paper: Paper, difference: Difference) -> None:
    groups = {"added": difference.added, "changed": difference.changed, "gone": difference.gone}
    is_same = not (any(groups.values()) or difference.settings or difference.used or difference.unused)
    for previous in difference.previous:
        paper.line(f"against {previous}:{' nothing differs' if is_same else ''}", indent=2)
    for word, changes in groups.items() if difference.previous else ():
        frames = FrameRange.of(one.place.frame for one in changes if one.place.frame is not None)
        named = [one.name for one in changes if one.place.frame is None]
        told = [f"frames {frames.text()}"] if frames else []
        if changes:
            paper.line(f"{word}: {', '.join([*told, *named])}", indent=4)
    for setting in difference.settings:
        paper.line(f"{setting.name}: {setting.before} -> {setting.after}", indent=4)
    for word, addresses in (("now made from", difference.used), ("no longer from", difference.unused)):
        if addresses:
            paper.line(f"{word} {', '.join(addresses)}", indent=4)


def _tell_version(paper: Paper, state: RunState, version: Version, local: Local) -> None:
    paper.state(state.value, f"  {version.address}  ({many(version.files, 'file')}, {size(version.size)})")
    for form in version.representations:
        frames = f"  {form.frames.text()}" if form.frames else ""
        paper.line(f"{local(form.path)}{frames}", indent=2)


def tell_findings(paper: Paper, findings: Iterable[Finding]) -> None:
    """What the checks said, the worst first, each kind of finding once with all it is about."""
    ordered = sorted(findings, key=_by_weight)
    for (severity, item, title), group in groupby(ordered, key=lambda one: (one.severity, one.item, one.title)):
        paper.state(_MARKS[severity], f"  {item}: {title}")
        for finding in group:
            told = [
                finding.detail.removeprefix(title).lstrip(": "),
                f"frames {finding.frames.text()}" if finding.frames else "",
                ", ".join(finding.nodes),
            ]
            for words in filter(None, told):
                paper.lines(words, indent=9)


def tell_counts(findings: Iterable[Finding]) -> str:
    """How many findings are in the way: `blocked by 1 error and 2 warnings`."""
    known = [finding.severity for finding in findings]
    counts = [(known.count(severity), severity.value) for severity in (Severity.ERROR, Severity.WARNING)]
    return f"blocked by {' and '.join(many(count, word) for count, word in counts if count)}"


def _by_weight(finding: Finding) -> tuple[int, str, str]:
    return _ORDER.index(finding.severity), finding.item, finding.title
