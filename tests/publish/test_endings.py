"""However a publish ends: what is told, what is left, and that the next one goes on from there."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import NoSpace, SourceChanged, SourceError, StepCrashed
from studio_tools.events import PublishFinished, StepFinished
from studio_tools.jobs import Job, Outcome, Phase, Where, perform, run
from studio_tools.model import VersionStatus
from studio_tools.publish.items import Artifact, RunState
from studio_tools.publish.steps import Scope, extractor, validator
from studio_tools.testing.builders import some_frames


def a_text(name: str = "a.txt", text: str = "notes") -> str:
    Path(name).write_text(text, "utf-8")
    return name


def drive(flow: Any, stop: Callable[[Job], bool]) -> Job | None:
    """Run a flow up to, and not into, the first job that *stop* chooses; None where it ended before."""
    try:
        job: Job = next(flow)
        while not stop(job):
            job = flow.send(perform(job))
    except StopIteration:
        return None
    return job


# --- cancelled


@pytest.mark.parametrize(
    "phase", [Phase.COLLECT, Phase.VALIDATE, Phase.RESERVE, Phase.EXTRACT, Phase.FILL, Phase.COMMIT]
)
def test_closing_before_the_commit_cancels(house: Any, phase: Phase) -> None:
    flow = house.flow(a_text())
    job = drive(flow, lambda job: job.phase is phase)
    assert job is not None
    flow.close()
    (ended,) = house.of(PublishFinished)
    assert (ended.state, ended.error, ended.versions) == ("CANCELLED", "cancelled", 0)
    assert house.files() == []


def test_closing_after_the_commit_is_a_deferred_publish(house: Any) -> None:
    flow = house.flow(a_text())
    job = drive(flow, lambda job: job.phase is Phase.REGISTER)
    assert job is not None
    flow.close()
    (ended,) = house.of(PublishFinished)
    assert ended.state == "DEFERRED"
    catalog = house.session.storage.catalog
    (version,) = catalog.walk("demo")
    assert version.status is VersionStatus.DEFERRED
    assert [Path(path).name for path in house.files()] == ["publish.json", "sh0010_other_main_v001.txt"]


def test_a_flow_that_was_never_begun_tells_nothing(house: Any) -> None:
    house.flow(a_text()).close()
    assert house.told == []


def test_closing_twice_tells_once(house: Any) -> None:
    flow = house.flow(a_text())
    drive(flow, lambda job: job.phase is Phase.VALIDATE)
    flow.close()
    flow.close()
    assert len(house.of(PublishFinished)) == 1


def test_a_cancelled_number_is_not_given_again(house: Any) -> None:
    flow = house.flow(a_text())
    drive(flow, lambda job: job.phase is Phase.FILL)
    flow.close()
    assert house.publish("a.txt").versions[0].number == 2


def test_the_stage_of_a_cancelled_extraction_is_gone(house: Any) -> None:
    stages: list[Path] = []

    @extractor("core.slow", label="Slow")
    def slow(scope: Scope[Any]) -> Iterator[Artifact | None]:
        """Begin to write."""
        stages.append(scope.stage)
        (scope.stage / "half").write_text("half", "utf-8")
        yield None

    @extractor("core.slower", label="Slower")
    def slower(scope: Scope[Any]) -> Iterator[Artifact | None]:
        """Never begins."""
        raise AssertionError
        yield None

    flow = house.flow(a_text(), recipes=house.with_steps(slow, slower, extract=("core.slow", "core.slower")))
    drive(flow, lambda job: job.step == "core.slower")
    assert stages[0].is_dir()
    flow.close()
    assert not stages[0].parent.exists()
    assert house.files() == []


# --- the disk and the sources


def test_a_source_that_changes_while_it_is_published_undoes_everything(house: Any) -> None:
    some_frames(Path(), "1-3", name="a.%04d.dat")
    flow = house.flow("other=a.%04d.dat")
    job = drive(flow, lambda job: job.phase is Phase.FILL)
    assert job is not None
    Path("a.0002.dat").write_bytes(b"somebody still writes")
    report = finish(flow, job)
    assert report.state is RunState.FAILED
    assert isinstance(report.error, SourceChanged)
    assert house.files() == []


def test_a_source_that_vanishes_after_the_checks_undoes_everything(house: Any) -> None:
    flow = house.flow(a_text())
    job = drive(flow, lambda job: job.phase is Phase.FILL)
    assert job is not None
    Path("a.txt").unlink()
    report = finish(flow, job)
    assert isinstance(report.error, SourceError)
    assert house.files() == []


def finish(flow: Any, job: Job) -> Any:
    """Run the rest of a flow, beginning with a job that it has yielded already."""
    try:
        while True:
            job = flow.send(perform(job))
    except StopIteration as end:
        return end.value


def test_a_full_disk_is_told_as_one(house: Any) -> None:
    @extractor("core.full", label="Full")
    def full(scope: Scope[Any]) -> Iterator[Artifact | None]:
        """Meet the end of the disk."""
        yield None
        raise NoSpace("the disk is full")

    report = house.publish(a_text(), recipes=house.with_steps(full, extract=("core.full",)))
    assert report.state is RunState.FAILED
    assert isinstance(report.error, NoSpace)
    assert house.of(PublishFinished)[0].error == "storage-full"
    assert house.files() == []


def test_too_little_space_blocks_before_anything_is_reserved(make_house: Callable[..., Any], tmp_path: Path) -> None:
    house = make_house(storage__free_space_reserve=str(1 << 60))
    (tmp_path / "a.txt").write_text("notes", "utf-8")
    report = house.publish(str(tmp_path / "a.txt"))
    assert report.state is RunState.BLOCKED
    assert "space" in report.findings[0].title
    assert report.run == ""


def test_an_empty_file_is_found(house: Any) -> None:
    Path("a.ma").touch()
    report = house.publish("a.ma")
    assert report.state is RunState.BLOCKED


def test_an_empty_frame_is_named(house: Any) -> None:
    some_frames(Path(), "1-5", name="a.%04d.dat")
    Path("a.0003.dat").write_bytes(b"")
    report = house.publish("other=a.%04d.dat")
    assert report.state is RunState.BLOCKED
    assert any(finding.frames is not None and list(finding.frames) == [3] for finding in report.findings)


# --- several at once


def test_two_publishes_in_turns_get_two_numbers(house: Any) -> None:
    a_text()
    flows = [house.flow("a.txt"), house.flow("a.txt")]
    waiting: dict[int, Any] = {number: next(flow) for number, flow in enumerate(flows)}
    reports: dict[int, Any] = {}
    while waiting:
        for number in list(waiting):
            try:
                waiting[number] = flows[number].send(perform(waiting[number]))
            except StopIteration as end:
                reports[number] = end.value
                del waiting[number]
    assert [report.state for report in reports.values()] == [RunState.PUBLISHED] * 2
    assert sorted(report.versions[0].number for report in reports.values()) == [1, 2]


def test_several_threads_publish_at_once(house: Any) -> None:
    a_text()
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: house.publish("a.txt"), range(4)))
    assert [report.error for report in reports] == [None] * 4
    assert sorted(report.versions[0].number for report in reports) == [1, 2, 3, 4]


def test_jobs_that_may_run_anywhere_do(house: Any) -> None:
    """A window runs MAIN jobs itself and gives the others to a thread; the outcome is the same."""
    flow = house.flow(a_text())
    threads: set[str] = set()

    def elsewhere(job: Job) -> Outcome:
        threads.add(threading.current_thread().name)
        return perform(job)

    with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
        job = next(flow)
        try:
            while True:
                job = flow.send(perform(job) if job.where is Where.MAIN else pool.submit(elsewhere, job).result())
        except StopIteration as end:
            report = end.value
    assert report.state is RunState.PUBLISHED
    assert threads == {"worker_0"}


# --- what is told of a failure never says too much


def test_no_event_holds_a_path_or_a_message(house: Any) -> None:
    @validator("core.secretive", label="Secretive")
    def secretive(scope: Scope[Any]) -> Iterator[None]:
        """Break with words."""
        yield None
        raise RuntimeError("the password is swordfish")

    report = house.publish(a_text(), recipes=house.with_steps(secretive, validate=("core.secretive",)))
    assert isinstance(report.error, StepCrashed)
    told = " ".join(repr(event) for event in house.told)
    assert "swordfish" not in told
    assert os.fspath(Path.cwd()) not in told


def test_seconds_are_told_of_steps_and_of_the_whole(house: Any) -> None:
    report = house.publish(a_text())
    steps = house.of(StepFinished)
    assert all(event.seconds >= 0 for event in steps)
    assert 0 < sum(event.seconds for event in steps) <= report.seconds


def test_the_run_ties_the_events_after_the_reservation_together(house: Any) -> None:
    report = house.publish(a_text())
    extracted = [event for event in house.of(StepFinished) if event.phase == "extract"]
    assert {event.run for event in extracted} == {report.run}
    assert report.run in {event.run for event in house.told}


def test_driving_the_same_flow_by_the_plain_driver_is_the_same(house: Any) -> None:
    seen: list[str] = []
    report = run(house.flow(a_text()), observe=lambda job, outcome: seen.append(job.phase.value))
    assert report.state is RunState.PUBLISHED
    phases = list(dict.fromkeys(seen))
    assert phases[:5] == ["collect", "validate", "reserve", "extract", "fill"]
    assert phases.index("commit") < phases.index("register")
