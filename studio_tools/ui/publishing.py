"""What the window to publish knows and says, without Qt: what may be pressed, and every text in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from studio_tools.actions.beginning import Begun
from studio_tools.actions.context import address_of, started_for
from studio_tools.bootstrap import open_studio
from studio_tools.config import find_home
from studio_tools.errors import StudioError, UsageError
from studio_tools.jobs import Flow
from studio_tools.model import Address
from studio_tools.publish.items import Finding, Origin, PublishReport, PublishRequest, RunState, Severity
from studio_tools.publish.plan import Plan
from studio_tools.studio import Studio

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Stand(Enum):
    """What the window is at."""

    IDLE = auto()
    PLANNING = auto()
    PUBLISHING = auto()
    MENDING = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as the list shows it."""

    text: str
    finding: Finding


class Publishing:
    """One window's publish: from planning to its end. Close it, whatever came of it."""

    def __init__(self, host: Begun, environ: Mapping[str, str]) -> None:
        self.host = host
        self.stand = Stand.IDLE
        self._environ = environ
        started = started_for(environ)
        self._project = started.project if started is not None else ""
        self._studio: Studio = self._opened()
        found = address_of(self._studio.session, host, environ)
        self.proposal = str(found) if found is not None else ""

    def _opened(self) -> Studio:
        home = find_home(None, self._environ, Path.cwd())
        return open_studio(home, self._environ, project=self._project, host=self.host)

    def _studio_of(self, address: Address) -> Studio:
        """The studio with the settings of the project that was typed."""
        if address.project != self._project:
            self._studio.close()
            self._project = address.project
            self._studio = self._opened()
        return self._studio

    def close(self) -> None:
        """Let go of the site. Repeatable."""
        self._studio.close()

    @property
    def is_busy(self) -> bool:
        return self.stand in {Stand.PLANNING, Stand.PUBLISHING, Stand.MENDING}

    def can_begin(self, address: str) -> bool:
        """Whether planning and publishing may be pressed."""
        return not self.is_busy and self.stand is not Stand.DONE and bool(address.strip())

    def plan(self, address: str, comment: str, *, accept_warnings: bool) -> Flow[Plan]:
        """Begin to find out what would happen. Raises ContextError, UsageError for an address that will not do."""
        target = self._target(address)
        request = self._request(comment, accept_warnings)
        flow = self._studio_of(target).plan(target, request, host=self.host)
        self.stand = Stand.PLANNING
        return flow

    def publish(self, address: str, comment: str, *, accept_warnings: bool) -> Flow[PublishReport]:
        """Begin to publish. Raises ContextError, UsageError for an address that will not do."""
        target = self._target(address)
        request = self._request(comment, accept_warnings)
        flow = self._studio_of(target).publish(target, request, host=self.host)
        self.stand = Stand.PUBLISHING
        return flow

    def mend(
        self, address: str, comment: str, *, accept_warnings: bool, findings: Sequence[Finding]
    ) -> Flow[tuple[Finding, ...]]:
        """Begin to mend what checks found. Raises ContextError, UsageError for an address that will not do."""
        target = self._target(address)
        request = self._request(comment, accept_warnings)
        flow = self._studio_of(target).mend(target, request, findings, host=self.host)
        self.stand = Stand.MENDING
        return flow

    def mended(self, asked: Sequence[Finding], left: Sequence[Finding]) -> str:
        """What to say after mending *asked*; the window may be used again."""
        self.stand = Stand.IDLE
        still = {(each.item, each.step, each.title) for each in left}
        count = sum((each.item, each.step, each.title) not in still for each in asked)
        told = f"Mended {count} of {len(asked)}" if count < len(asked) else f"Mended {count}"
        rest = f"{len(left)} left, listed below." if left else "The checks find nothing more."
        return f"{told}, each as one step to undo. {rest}"

    def planned(self, plan: Plan) -> str:
        """What to say of a plan; the window may be used again."""
        self.stand = Stand.IDLE
        return "\n".join(_plan_lines(plan))

    def ended(self, report: PublishReport) -> str:
        """What to say of the end; after a publish that went well there is nothing more to press."""
        is_well = report.state in {RunState.PUBLISHED, RunState.DEFERRED}
        self.stand = Stand.DONE if is_well else Stand.IDLE
        return "\n".join(_report_lines(report))

    def failed(self, error: Exception) -> str:
        """What to say of what went wrong; the window may be used again, and loses nothing that was typed."""
        self.stand = Stand.IDLE
        return error_text(error)

    def _target(self, text: str) -> Address:
        address = Address.parse(text.strip())
        if address.is_version or not address.entity:
            raise UsageError(f"{address} is nothing to publish for", hint="Name a shot, an asset or a sequence.")
        return address

    def _request(self, comment: str, accept_warnings: bool) -> PublishRequest:
        known = {origin.value for origin in Origin}
        origin = Origin(self.host.name) if self.host.name in known else Origin.CLI
        return PublishRequest(comment=comment.strip(), origin=origin, accept_warnings=accept_warnings)


def rows(findings: Iterable[Finding]) -> list[Row]:
    """The findings as a list, the worst first."""
    ordered = sorted(findings, key=lambda one: (_ORDER.index(one.severity), one.item, one.title))
    return [Row(_finding_text(each), each) for each in ordered]


def _finding_text(finding: Finding) -> str:
    told = [f"{finding.item}: {finding.title}", finding.detail if finding.detail != finding.title else ""]
    frames = f"frames {finding.frames.text()}" if finding.frames else ""
    mends = "(can be mended)" if finding.fixable else ""
    return "  ".join(filter(None, [*told, frames, ", ".join(finding.nodes), mends]))


def error_text(error: Exception) -> str:
    """An error in the artist's words, with what to do; one of ours says that it is."""
    if isinstance(error, StudioError):
        return f"{error.message}.\n{error.hint}".strip()
    return f"This is a fault of ours, not of your scene: {type(error).__name__}: {error}"


def _plan_lines(plan: Plan) -> Iterator[str]:
    for version in plan.versions:
        yield version.address
        yield f"    into {version.path}"
        if version.files:
            yield f"    {len(version.files)} files, {version.size:,} bytes"
    difference = plan.difference
    if difference.previous:
        counts = {"added": difference.added, "changed": difference.changed, "gone": difference.gone}
        told = ", ".join(f"{len(found)} {word}" for word, found in counts.items() if found) or "nothing else"
        yield f"Against {', '.join(map(str, difference.previous))}: {told}."
    yield "It would be blocked by what is listed below." if plan.is_blocked else "Nothing was touched yet."


def _report_lines(report: PublishReport) -> Iterator[str]:
    match report.state:
        case RunState.PUBLISHED:
            yield "Published:"
        case RunState.DEFERRED:
            yield "Published, and safe. The site is away and will be told by Resume unfinished:"
        case _:
            yield error_text(report.error) if report.error is not None else f"It ended {report.state.value}."
    for version in report.versions:
        yield f"    {version.address}"
