"""From events to spectator's lines, through the real library."""

from __future__ import annotations

import builtins
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from studio_tools import events
from studio_tools.events import Event
from telemetry.meters import TABLE, Kind, Meter
from telemetry.recorder import SERIES, Recorder


@pytest.fixture(autouse=True)
def _no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECTATOR_OUTPUT_LOCATION", raising=False)
    monkeypatch.delenv("NETFLIX_PROCESS_NAME", raising=False)


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    made = Recorder("memory", {})
    yield made
    made.close()


def called(operation: str = "records", error: str = "", seconds: float = 0.25, attempts: int = 1) -> Event:
    return events.TrackerCalled(operation=operation, error=error, seconds=seconds, attempts=attempts)


def test_an_event_becomes_the_lines_of_its_row(recorder: Recorder) -> None:
    recorder.record([called(seconds=0.25, attempts=2)])

    assert sorted(recorder.lines()) == [
        "T:studio.tracker.duration,operation=records,outcome=success:0.25",
        "c:studio.tracker.calls,error=none,operation=records:1.0",
        "d:studio.tracker.attempts,operation=records:2.0",
    ]


def test_counts_of_one_flush_are_one_line(recorder: Recorder) -> None:
    recorder.record([events.PublishDeferred(kind="render")] * 500)

    assert recorder.lines() == ["c:studio.publish.deferred,kind=render:500.0"]


def test_a_failure_is_counted_by_its_code(recorder: Recorder) -> None:
    recorder.record([called(error="tracker-unavailable")])

    assert "c:studio.tracker.calls,error=tracker-unavailable,operation=records:1.0" in recorder.lines()


def test_a_meter_of_failures_says_nothing_of_success(recorder: Recorder) -> None:
    recorder.record([events.StepFinished(step="core.naming", phase="validate")])

    assert not any("studio.step.failures" in line for line in recorder.lines())


def test_gauges_tell_what_is_now(recorder: Recorder) -> None:
    recorder.record([events.ResumeFinished(finished=1, abandoned=0, waiting=3, oldest=90.0)])

    assert {"g:studio.outbox.waiting:3.0", "m:studio.outbox.age:90.0"} <= set(recorder.lines())


def test_an_unknown_event_leaves_no_line(recorder: Recorder) -> None:
    class SomethingElse(Event):
        """Not one of ours."""

    recorder.record([SomethingElse()])

    assert recorder.lines() == []


@pytest.mark.parametrize(
    "seconds",
    [float("nan"), float("inf"), -1.0, True, "1\nc:forged:1"],
    ids=["nan", "infinite", "negative", "bool", "text"],
)
def test_what_is_no_measure_is_not_sent(recorder: Recorder, seconds: Any) -> None:
    recorder.record([events.StepFinished(step="core.naming", phase="validate", seconds=seconds)])

    assert recorder.lines() == []


def test_what_was_lost_is_counted(recorder: Recorder) -> None:
    recorder.record([], lost=7)

    assert recorder.lines() == ["c:studio.telemetry.lost:7.0"]


def test_what_was_folded_is_counted(recorder: Recorder) -> None:
    recorder.record([called(operation="/show/demo")])

    assert "c:studio.telemetry.folded:3.0" in recorder.lines()


def test_configured_tags_are_on_every_line() -> None:
    recorder = Recorder("memory", {"site": "munich"})
    recorder.record([events.PublishDeferred(kind="render")])

    assert recorder.lines() == ["c:studio.publish.deferred,kind=render,site=munich:1.0"]
    recorder.close()


def test_a_meter_never_makes_more_series_than_its_share(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    from telemetry.tags import opened

    wide = Meter(name="studio.test.wide", kind=Kind.COUNTER, tags=(opened("kind", 5000),))
    monkeypatch.setattr("telemetry.recorder.TABLE", {events.PublishDeferred: (wide,)})
    recorder.record([events.PublishDeferred(kind=f"kind{number}") for number in range(SERIES * 2)])

    wides = [line for line in recorder.lines() if "studio.test.wide" in line]
    assert len(wides) == SERIES + 1
    assert "c:studio.test.wide,kind=others:200.0" in wides


def test_meters_are_kept(recorder: Recorder) -> None:
    for _ in range(3):
        recorder.record([called()])

    assert len(recorder._kept) == 3


@pytest.mark.parametrize("location", ["telegraph://somewhere", "", "UDP"], ids=["unknown", "empty", "shouted"])
def test_a_nonsense_location_measures_nothing_and_says_so_once(location: str, caplog: pytest.LogCaptureFixture) -> None:
    recorder = Recorder(location, {})

    with caplog.at_level(logging.WARNING):
        recorder.record([called()])
        recorder.record([called()])

    assert [record.message.split(":")[0] for record in caplog.records] == ["nothing is measured"]
    recorder.close()


def test_a_nonsense_override_in_the_environment_measures_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SPECTATOR_OUTPUT_LOCATION", "telegraph")
    recorder = Recorder("memory", {})

    recorder.record([called()])

    assert recorder.lines() == []
    assert "nothing is measured" in caplog.text


def test_a_missing_spectator_measures_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    original = builtins.__import__
    for name in [name for name in sys.modules if name.split(".")[0] == "spectator"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(builtins, "__import__", original)
    monkeypatch.setattr(sys, "meta_path", [])
    recorder = Recorder("memory", {})

    recorder.record([called()])

    monkeypatch.undo()
    assert recorder.lines() == []
    assert "nothing is measured" in caplog.text


def test_the_environment_can_switch_everything_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECTATOR_OUTPUT_LOCATION", "none")
    recorder = Recorder("memory", {})

    recorder.record([called()])

    assert recorder.lines() == []
    recorder.close()


def test_no_line_is_logged_where_the_root_logger_says_debug(
    recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        recorder.record([called()])

    assert caplog.records == []


@pytest.mark.parametrize("kind", list(TABLE), ids=lambda one: one.__name__)
def test_every_row_can_be_recorded_and_read_back(kind: type[Event], recorder: Recorder) -> None:
    from spectator import parse_protocol_line

    recorder.record([_example(kind, error="storage-full"), _example(kind)])

    lines = recorder.lines()
    assert lines
    for line in lines:
        _, identity, _ = parse_protocol_line(line)
        assert identity.name().startswith("studio.")


def _example(kind: type[Event], error: str = "") -> Event:
    from dataclasses import MISSING, fields

    values: dict[str, Any] = {"error": error, "seconds": 1.5}
    for field in fields(kind):
        if field.default is MISSING:
            values[field.name] = "headless" if field.type in (str, "str") else 2
    return kind(**values)


def test_a_fresh_recorder_sends_nothing_of_the_old(recorder: Recorder) -> None:
    recorder.record([called()])

    assert recorder.afresh().lines() == []
