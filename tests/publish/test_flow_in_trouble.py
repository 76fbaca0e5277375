from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import (
    Cancelled,
    ConfigError,
    MediaError,
    PublishError,
    SourceError,
    StepCrashed,
    UsageError,
)
from studio_tools.events import FindingsReported, ItemsCollected, PublishFinished, StepFinished, VersionReserved
from studio_tools.jobs import Job, Phase, perform
from studio_tools.publish.items import Artifact, Finding, Origin, RunState
from studio_tools.publish.steps import Scope, collector, extractor, validator
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.sample_steps import Mood, a_scene, grumble, mood, refuse, write


@validator("core.break", label="Break")
def breaking(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Break."""
    yield None
    raise ZeroDivisionError("by nothing")


@validator("core.known", label="Known trouble")
def known_trouble(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Fail as it says that it may."""
    raise MediaError("the file is damaged")


@validator("core.odd", label="Odd")
def odd(scope: Scope[Any]) -> Iterator[Any]:
    """Give what no check gives."""
    yield "a finding, surely"


@extractor("core.broken-write", label="Broken write")
def broken_write(scope: Scope[Any]) -> Iterator[Artifact | None]:
    """Write half and break."""
    (scope.stage / "half.txt").write_text("half", "utf-8")
    yield None
    raise OSError("the plug-in gave up")


@extractor("core.empty", label="Empty")
def write_nothing(scope: Scope[Any]) -> Iterator[Artifact | None]:
    """Write nothing."""
    yield None


# --- it goes wrong


def test_a_step_that_breaks_is_told_as_a_crash_with_its_cause(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(breaking, validate=("core.break",)))
    assert report.state is RunState.FAILED
    assert isinstance(report.error, StepCrashed)
    assert isinstance(report.error.__cause__, ZeroDivisionError)
    assert report.error.details["step"] == "core.break"
    assert house.files() == []


def test_findings_before_a_crash_are_kept(house: Any) -> None:
    recipes = house.with_steps(refuse, breaking, validate=("core.refuse", "core.break"))
    report = house.publish(a_scene(), recipes=recipes)
    assert report.state is RunState.FAILED
    assert [finding.step for finding in report.findings] == ["core.refuse"]


def test_a_step_that_gives_the_wrong_thing_is_a_crash(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(odd, validate=("core.odd",)))
    assert isinstance(report.error, StepCrashed)
    assert "gave a str where it says that it gives Finding" in report.error.message


def test_a_collector_may_give_only_what_it_says(house: Any) -> None:
    @collector("core.liar", label="Liar", provides=(Mood,))
    def liar(scope: Scope[Any]) -> Iterator[object]:
        """Promise a mood."""
        yield 3

    recipes = house.with_steps(liar, collect=("core.files", "core.liar"), validate=())
    assert isinstance(house.publish(a_scene(), recipes=recipes).error, StepCrashed)


def test_an_expected_error_of_a_step_stays_itself(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(known_trouble, validate=("core.known",)))
    assert report.state is RunState.FAILED
    assert isinstance(report.error, MediaError)


def test_an_extractor_that_breaks_undoes_the_reservation(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(broken_write, extract=("core.broken-write",)))
    assert report.state is RunState.FAILED
    assert isinstance(report.error, StepCrashed)
    assert report.run
    assert house.files() == []
    assert house.publish("shot.ma").versions[0].number == 2  # the number is never given again


def test_an_extraction_without_files_is_refused(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(write_nothing, extract=("core.empty",)))
    assert report.state is RunState.FAILED
    assert isinstance(report.error, PublishError)
    assert "came to no files" in report.error.message
    assert house.files() == []


def test_two_extractors_of_one_representation_are_refused(house: Any) -> None:
    @extractor("core.again", label="Again")
    def again(scope: Scope[Any]) -> Iterator[Artifact | None]:
        """Write it once more."""
        yield from write(scope)

    report = house.publish(a_scene(), recipes=house.with_steps(write, again, extract=("core.write", "core.again")))
    assert "two steps made the txt" in str(report.error)
    assert house.files() == []


@pytest.mark.parametrize(
    ("source", "kind"),
    [("nothing.ma", SourceError), ("model=notes.txt", UsageError)],
    ids=["missing", "wrong-extension"],
)
def test_bad_sources_end_in_a_report(house: Any, source: str, kind: type[Exception]) -> None:
    Path("notes.txt").write_text("notes", "utf-8")
    report = house.publish(source)
    assert report.state is RunState.FAILED
    assert isinstance(report.error, kind)


def test_a_source_that_goes_away_in_between_is_told(house: Any) -> None:
    @validator("core.thief", label="Thief")
    def thief(scope: Scope[Any]) -> Iterator[None]:
        """Take the file."""
        Path("shot.ma").unlink()
        yield None

    report = house.publish(a_scene(), recipes=house.with_steps(thief, validate=("core.thief",)))
    assert report.state is RunState.FAILED
    assert isinstance(report.error, SourceError)
    assert house.files() == []


def test_broken_recipes_are_told_before_anything_runs(house: Any) -> None:
    steps = house.session.home / "steps"
    steps.mkdir()
    (steps / "mine.py").write_text("def broken(:", "utf-8")
    assert house.publish(a_scene()).state is RunState.PUBLISHED  # a broken file stops nothing
    report = house.publish(a_scene(), recipes=house.with_steps(validate=("core.nothing",)))
    assert isinstance(report.error, ConfigError)
    assert len(house.of(PublishFinished)) == 2
    assert len(house.of(VersionReserved)) == 1


def test_the_steps_of_a_home_are_known_without_being_handed_in(house: Any) -> None:
    from studio_tools.publish.flow import recipes_of

    steps = house.session.home / "steps"
    steps.mkdir()
    (steps / "mine.py").write_text("raise RuntimeError", "utf-8")
    assert recipes_of(house.session, "headless").of("scene", "headless").extract


# --- the site is away


def test_without_the_site_it_is_deferred(make_house: Callable[..., Any], tmp_path: Path) -> None:
    house = make_house(tracker__site="http://127.0.0.1:9", tracker__retries="0", tracker__timeout="1")
    (tmp_path / "a.txt").write_text("notes", "utf-8")
    report = house.publish(str(tmp_path / "a.txt"))
    assert report.state is RunState.DEFERRED
    assert len(report.versions) == 1
    (ended,) = house.of(PublishFinished)
    assert (ended.state, ended.error) == ("DEFERRED", "")


# --- cancelling


def test_closing_cancels_at_every_job_and_leaves_nothing(house: Any) -> None:
    a_scene()
    jobs = 0
    while True:
        house.told.clear()
        flow = house.flow("shot.ma")
        job = next(flow)
        passed: list[Job] = []
        try:
            while len(passed) < jobs:
                passed.append(job)
                job = flow.send(perform(job))
        except StopIteration:
            break
        if job.phase in {Phase.REGISTER, Phase.SETTLE}:
            flow.close()
            break
        flow.close()
        (ended,) = house.of(PublishFinished)
        assert (ended.state, ended.error) == ("CANCELLED", Cancelled.code)
        assert house.files() == []
        jobs += 1
    assert jobs > 5


# --- what is told


def test_each_step_is_one_job_and_one_event(house: Any) -> None:
    flow = house.flow(a_scene())
    steps = []
    job = next(flow)
    try:
        while True:
            if job.phase in {Phase.COLLECT, Phase.VALIDATE, Phase.EXTRACT} and job.item:
                steps.append((job.step, job.phase.value))
            job = flow.send(perform(job))
    except StopIteration:
        pass
    told = [(event.step, event.phase) for event in house.of(StepFinished)]
    assert told == steps
    assert ("core.naming", "validate") in told
    assert ("core.copy", "extract") in told


def test_the_ending_is_told_once_with_bounded_words(house: Any) -> None:
    report = house.publish(a_scene(), origin=Origin.FARM)
    (ended,) = house.of(PublishFinished)
    assert (ended.kind, ended.host, ended.origin) == ("scene", "headless", "farm")
    assert (ended.state, ended.error, ended.versions) == ("PUBLISHED", "", 1)
    assert ended.run == report.run
    assert ended.seconds > 0


def test_a_publish_of_several_kinds_is_mixed(house: Any) -> None:
    Path("a.txt").write_text("notes", "utf-8")
    house.publish(a_scene(), "a.txt")
    assert house.of(PublishFinished)[0].kind == "mixed"


def test_a_publish_that_collects_nothing_is_told_too(house: Any) -> None:
    house.publish("nothing.ma")
    (ended,) = house.of(PublishFinished)
    assert (ended.kind, ended.state, ended.error) == ("none", "FAILED", "source-missing")
    (collected,) = house.of(ItemsCollected)
    assert (collected.items, collected.error) == (0, "source-missing")


def test_findings_are_counted_for_each_kind(house: Any) -> None:
    recipes = house.with_steps(
        mood, grumble, refuse, collect=("core.files", "core.mood"), validate=("core.refuse", "core.grumble")
    )
    house.publish(a_scene(), recipes=recipes)
    (counted,) = house.of(FindingsReported)
    assert (counted.kind, counted.errors, counted.warnings) == ("scene", 1, 1)
    assert [event.findings for event in house.of(StepFinished) if event.phase == "validate"] == [1, 1]


def test_a_broken_step_is_told_with_its_code(house: Any) -> None:
    house.publish(a_scene(), recipes=house.with_steps(breaking, validate=("core.break",)))
    (event,) = [event for event in house.of(StepFinished) if event.step == "core.break"]
    assert event.error == "step-crashed"
    assert house.of(PublishFinished)[0].error == "step-crashed"


def test_a_fault_of_ours_is_told_and_raised(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*args: object) -> Iterator[Job]:
        yield Job(Phase.RESERVE, "reserve", "", lambda: None)
        raise AssertionError("a bug")

    monkeypatch.setattr("studio_tools.publish.flow.reserve", fault)
    with pytest.raises(AssertionError):
        house.publish(a_scene())
    (ended,) = house.of(PublishFinished)
    assert (ended.state, ended.error) == ("FAILED", "internal-error")


def test_an_interrupt_cancels(house: Any) -> None:
    @validator("core.interrupt", label="Interrupt")
    def interrupt(scope: Scope[Any]) -> Iterator[None]:
        """Press Control-C."""
        yield None
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        house.publish(a_scene(), recipes=house.with_steps(interrupt, validate=("core.interrupt",)))
    (ended,) = house.of(PublishFinished)
    assert ended.state == "CANCELLED"
    assert house.files() == []


def test_an_application_whose_recipes_are_wrong_is_told_before_anything_is_asked(house: Any) -> None:
    known = house.session.settings
    lost = replace(known.applications["maya"].recipes["model"], collect=("maya.lost",))
    maya = replace(known.applications["maya"], recipes={"model": lost})
    settings = replace(known, applications={**known.applications, "maya": maya})
    house.session = replace(house.session, settings=settings)

    report = house.publish(host=FakeHost(name="maya"))

    assert report.state is RunState.FAILED
    assert isinstance(report.error, ConfigError)
    assert report.error.message.startswith("the recipes of maya are wrong")
    assert "there is no step maya.lost" in report.error.message
    assert house.of(ItemsCollected) == []
    assert house.publish(a_scene()).state is RunState.PUBLISHED
