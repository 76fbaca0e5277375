"""What leaves the house: sums that are right, and nothing about anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spectator import parse_protocol_line

from studio_tools import errors, events
from studio_tools.events import Event, TrackerCalled
from studio_tools.tracker.calls import Operation
from telemetry.meters import TABLE, Kind
from telemetry.observer import Observer, observer
from telemetry.recorder import Recorder

CODES = ["", errors.TrackerUnavailable.code, errors.TrackerDenied.code, errors.TrackerRefused.code]
SECRETS = ["sh0010", "anna.k", "/show/demo/v003/a.exr", "Could not open C:\\scene.ma", "7f3c2a90-run"]


@pytest.fixture(autouse=True)
def _no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECTATOR_OUTPUT_LOCATION", raising=False)


def recorded(told: list[Event], *, rounds: int = 1) -> list[str]:
    """The lines that some events leave, recorded in as many rounds."""
    recorder = Recorder("memory", {})
    for start in range(rounds):
        recorder.record(told[start::rounds])
    lines = recorder.lines()
    recorder.close()
    return lines


def totals(lines: list[str], name: str, key: str) -> Counter[str]:
    """The sum of a counter's lines by one of its tags."""
    found: Counter[str] = Counter()
    for line in lines:
        _, identity, value = parse_protocol_line(line)
        if identity.name() == name:
            found[identity.tags()[key]] += int(float(value))
    return found


calls = st.builds(
    TrackerCalled,
    operation=st.sampled_from([str(one) for one in Operation]),
    error=st.sampled_from(CODES),
    seconds=st.floats(0, 1000),
    attempts=st.integers(1, 9),
)


@given(st.lists(calls, max_size=60), st.integers(1, 5))
def test_counts_are_right_however_they_are_flushed(told: list[TrackerCalled], rounds: int) -> None:
    lines = recorded(list(told), rounds=rounds)

    assert totals(lines, "studio.tracker.calls", "error") == Counter(call.error or "none" for call in told)
    assert totals(lines, "studio.tracker.calls", "operation") == Counter(call.operation for call in told)


@given(st.lists(calls, max_size=60))
def test_no_duration_is_lost(told: list[TrackerCalled]) -> None:
    lines = [line for line in recorded(list(told)) if line.startswith("T:studio.tracker.duration")]

    assert sorted(float(line.rpartition(":")[2]) for line in lines) == sorted(call.seconds for call in told)


def filled(kind: type[Event], text: str) -> Event:
    """An event with *text* wherever it has room for text, as a careless caller might."""
    values: dict[str, Any] = {"run": text, "error": text, "seconds": 1.0}
    for field in fields(kind):
        if field.name not in values:
            values[field.name] = text if field.type in (str, "str") else 3
    return kind(**values)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("kind", list(TABLE), ids=lambda kind: kind.__name__)
def test_paths_and_messages_leave_in_no_line(kind: type[Event], secret: str) -> None:
    lines = recorded([filled(kind, secret)])

    told = "\n".join(lines)
    assert lines
    if any(mark in secret for mark in "/\\ "):
        assert secret not in told
        assert "_show_" not in told, "not even with its marks replaced"


@pytest.mark.parametrize("kind", list(TABLE), ids=lambda kind: kind.__name__)
def test_the_run_leaves_in_no_line(kind: type[Event]) -> None:
    event = filled(kind, "x")
    named = type(event)(**{field.name: getattr(event, field.name) for field in fields(event)} | {"run": "RUN77"})

    assert "RUN77" not in "\n".join(recorded([named]))


@pytest.mark.parametrize("kind", list(TABLE), ids=lambda kind: kind.__name__)
def test_a_storm_of_different_names_makes_few_series(kind: type[Event]) -> None:
    storm = [filled(kind, f"name{number}") for number in range(3000)]

    series = {line.rpartition(":")[0] for line in recorded(storm)}

    assert len(series) <= 3 * 64 + 2


@pytest.mark.parametrize(
    ("kind", "meter"),
    [(kind, meter) for kind, row in TABLE.items() for meter in row if meter.kind is Kind.COUNTER and meter.value],
    ids=lambda one: getattr(one, "name", ""),
)
def test_a_counter_of_things_counts_things_and_not_events(kind: type[Event], meter: Any) -> None:
    lines = recorded([filled(kind, "x"), filled(kind, "x")])

    sums = [float(line.rpartition(":")[2]) for line in lines if line.startswith(f"c:{meter.name}")]
    assert sums == [6.0]


@pytest.mark.parametrize(
    ("change", "measured"),
    [
        (lambda chosen: chosen, True),
        (lambda chosen: vars(chosen).update(enabled=False), False),
        (lambda chosen: vars(chosen).update(location="none"), False),
    ],
    ids=["as it is", "switched off", "nowhere"],
)
def test_a_person_may_switch_it_off(change: Callable[[Any], object], measured: bool) -> None:
    chosen = SimpleNamespace(enabled=True, location="memory", tags={})
    change(chosen)

    listener: Any = observer(SimpleNamespace(telemetry=chosen))  # type: ignore[arg-type]

    assert isinstance(listener, Observer) is measured
    if measured:
        listener.close()


def test_a_studio_cannot_make_people_a_common_tag() -> None:
    chosen = SimpleNamespace(enabled=True, location="memory", tags={"user": "anna", "site": "munich"})
    listener: Any = observer(SimpleNamespace(telemetry=chosen))  # type: ignore[arg-type]
    listener(events.PublishDeferred(kind="render"))
    listener.flush()

    assert listener.lines() == ["c:studio.publish.deferred,kind=render,site=munich:1.0"]
    listener.close()
