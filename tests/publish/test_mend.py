from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import MediaError, StepCrashed, UsageError
from studio_tools.events import PublishFinished
from studio_tools.host import Output
from studio_tools.jobs import Where, perform, run
from studio_tools.publish.items import Finding, PublishRequest, Severity
from studio_tools.publish.mend import mend
from studio_tools.publish.steps import Scope, extractor, validator
from studio_tools.testing.fake_host import Document, FakeHost


def sign(scope: Scope[Any], finding: Finding) -> None:
    scope.host.set_note("signed", "yes")


@validator("fake.signed", label="Signed", fix=sign)
def signed(scope: Scope[FakeHost]) -> Iterator[Finding]:
    """The scene must be signed."""
    if scope.host.note("signed") is None:
        yield scope.error("not signed", fixable=True)


@validator("fake.doomed", label="Doomed")
def doomed(scope: Scope[FakeHost]) -> Iterator[Finding]:
    """Nothing helps."""
    yield scope.error("doomed", fixable=True)


def breaks(scope: Scope[Any], finding: Finding) -> None:
    raise ZeroDivisionError


def knows(scope: Scope[Any], finding: Finding) -> None:
    raise MediaError("the file is damaged")


@extractor("fake.write", label="Write")
def write(scope: Scope[FakeHost]) -> Iterator[None]:
    """Never runs here."""
    raise AssertionError("mending publishes nothing")
    yield None


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(document=Document(outputs=(Output(id="set1", label="Cache", kind="cache"),)))


def recipes(house: Any, *checks: Any) -> Any:
    lists = {"hosts": ("fake",), "collect": (), "extract": ("fake.write",)}
    return house.with_steps(write, *checks, validate=tuple(check.id for check in checks), **lists)


def found(check: str, **changes: Any) -> Finding:
    plain = Finding(item="cache.main", step=check, severity=Severity.ERROR, title="wrong", fixable=True)
    return replace(plain, **changes)


def mended(house: Any, host: FakeHost, findings: list[Finding], *checks: Any) -> tuple[Finding, ...]:
    flow = mend(house.session, house.context, host, PublishRequest(), findings, recipes=recipes(house, *checks))
    return run(flow)


def test_what_was_mended_is_found_no_more(house: Any, host: FakeHost) -> None:
    plan = house.plan(host=host, recipes=recipes(house, signed))
    wrong = [finding for finding in plan.findings if finding.fixable]
    assert [finding.title for finding in wrong] == ["not signed"]
    assert mended(house, host, wrong, signed) == ()
    assert host.note("signed") == "yes"


def test_mending_is_one_step_to_undo(house: Any, host: FakeHost) -> None:
    mended(house, host, [found("fake.signed")], signed)
    host.undo()
    assert host.note("signed") is None


def test_what_is_still_wrong_is_answered(house: Any, host: FakeHost) -> None:
    left = mended(house, host, [found("fake.signed")], signed, doomed)
    assert [finding.title for finding in left] == ["doomed"]


def test_mending_publishes_nothing(house: Any, host: FakeHost) -> None:
    mended(house, host, [found("fake.signed")], signed)
    assert house.files() == []
    assert not house.of(PublishFinished)


@pytest.mark.parametrize(
    "finding",
    [
        found("fake.doomed"),
        found("fake.signed", fixable=False),
        found("fake.signed", item="cache.other"),
        found("fake.nobody"),
    ],
    ids=["a-step-without-a-fix", "a-finding-that-is-not-fixable", "another-item", "an-unknown-step"],
)
def test_what_nobody_can_mend_is_refused_before_anything_is_touched(
    house: Any, host: FakeHost, finding: Finding
) -> None:
    with pytest.raises(UsageError, match="cannot be mended"):
        mended(house, host, [found("fake.signed"), finding], signed, doomed)
    assert host.note("signed") is None


def test_a_fix_that_breaks_is_a_crash_of_its_step(house: Any, host: FakeHost) -> None:
    broken = replace(signed, fix=breaks)
    with pytest.raises(StepCrashed, match=r"fake\.signed"):
        mended(house, host, [found("fake.signed")], broken)


def test_an_expected_error_of_a_fix_stays_itself(house: Any, host: FakeHost) -> None:
    with pytest.raises(MediaError):
        mended(house, host, [found("fake.signed")], replace(signed, fix=knows))


def test_a_fix_runs_where_its_check_does(house: Any, host: FakeHost) -> None:
    flow = mend(
        house.session,
        house.context,
        host,
        PublishRequest(),
        [found("fake.signed")],
        recipes=recipes(house, signed),
    )
    asked = next(flow)
    fixing = flow.send(perform(asked))
    assert (asked.step, asked.where) == ("core.items", Where.MAIN)
    assert (fixing.step, fixing.where) == ("fake.signed", Where.MAIN)
    flow.close()
    assert host.note("signed") is None


def test_files_can_be_mended_too(house: Any) -> None:
    def rewrite(scope: Scope[Any], finding: Finding) -> None:
        Path(scope.item.members[0]).write_text("better", "utf-8")

    @validator("core.better", label="Better", fix=rewrite)
    def better(scope: Scope[Any]) -> Iterator[Finding]:
        """It must be better."""
        if Path(scope.item.members[0]).read_text("utf-8") != "better":
            yield scope.error("could be better", fixable=True)

    Path("a.txt").write_text("good", "utf-8")
    known = house.with_steps(better, validate=("core.better",))
    report = house.publish("a.txt", recipes=known)
    flow = mend(house.session, house.context, house.host("a.txt"), PublishRequest(), report.findings, recipes=known)
    assert run(flow) == ()
    assert house.publish("a.txt", recipes=known).error is None
