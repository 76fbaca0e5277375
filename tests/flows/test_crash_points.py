"""A publish may die at every job, every change of the disk and every call of the site: what is left is always right.

Each case: die, resume twice, let the site come back, resume twice, publish again. An independent judge looks on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studio_tools.publish.items import RunState
from studio_tools.testing.faulty_disk import FaultyDisk

NOBODY = 1 << 23
WEATHERS = ("up", "down", "answers-late")


def heal(stage: Any, weather: str) -> None:
    """What happens after a death: two resumes in the same weather, two in the sun, and the next publish."""
    stage.resume(weather=weather)
    stage.judge()
    _resumes_once(stage, weather)
    stage.resume()
    stage.judge()
    _resumes_once(stage, "up")
    assert {record["state"] for record in stage.checker.records()} <= {"SEALED", "ABANDONED"}
    committed = [record for record in stage.checker.records() if record["state"] == "SEALED"]
    assert len(stage.rows()) == 3 * len(committed), "one record for each representation, no more and no less"
    assert all(row["sg_status_list"] == "cmpt" for row in stage.rows())

    again = stage.publish()

    assert again.state is RunState.PUBLISHED
    assert len({version.number for version in again.versions}) >= 1
    stage.judge()


def _resumes_once(stage: Any, weather: str) -> None:
    before = stage.snapshot()
    report = stage.resume(weather=weather)
    if weather == "answers-late":
        return  # its second attempt may get through: that is its purpose
    assert stage.snapshot() == before
    assert not report.finished
    assert not report.abandoned


def dies(stage: Any, die_during: Callable[..., bool], weather: str, **how: Any) -> bool:
    disk = FaultyDisk(crash_at=how.get("change"), is_after=how.get("is_after", False))
    session = stage.process(disk=disk, weather=weather, pid=NOBODY)
    session.tracker.crash_at = how.get("call")
    session.tracker.is_after = how.get("is_after", False)
    return die_during(stage.flow(session), session, at_job=how.get("job"), is_after=how.get("is_after", False))


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("job", range(24))
def test_a_death_at_a_job_is_healed(stage: Any, die_during: Any, weather: str, job: int, is_after: bool) -> None:
    if not dies(stage, die_during, weather, job=job, is_after=is_after):
        pytest.skip("the publish has fewer jobs")

    heal(stage, weather)


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", range(8))
def test_a_death_at_a_call_of_the_site_is_healed(stage: Any, die_during: Any, call: int, is_after: bool) -> None:
    if not dies(stage, die_during, "up", call=call, is_after=is_after):
        pytest.skip("the publish has fewer calls")

    heal(stage, "up")


def _changes(stage: Any) -> list[tuple[str, str]]:
    """Every change that one publish makes on the disk, in order."""
    disk = FaultyDisk()
    stage.publish(stage.process(disk=disk))
    return disk.changes


def _at_every_change(stages: Any, die_during: Any, chosen: slice, weather: str = "up") -> None:
    count = len(_changes(stages()))
    assert count > 100
    for change in range(count)[chosen]:
        stage = stages()
        dies(stage, die_during, weather, change=change)
        heal(stage, weather)


@pytest.mark.parametrize("offset", range(3))
def test_a_death_at_a_change_of_the_disk_is_healed(stages: Any, die_during: Any, offset: int) -> None:
    """Every fifth one; the long walk dies at each."""
    _at_every_change(stages, die_during, slice(offset * 5, None, 15))


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("offset", range(4))
def test_a_death_at_any_change_in_any_weather_is_healed(
    stages: Any, die_during: Any, offset: int, weather: str
) -> None:
    _at_every_change(stages, die_during, slice(offset, None, 4), weather)


@pytest.mark.parametrize("offset", range(2))
def test_a_death_right_after_a_rename_is_healed(stages: Any, die_during: Any, offset: int) -> None:
    renames = [at for at, (what, _) in enumerate(_changes(stages())) if what == "rename_folder"]

    for change in renames[offset::2]:
        stage = stages()
        assert dies(stage, die_during, "up", change=change, is_after=True)
        heal(stage, "up")
