"""What the engine costs a job, and what telemetry costs an event: medians of many rounds on this machine.

python bench/bench_engine.py
"""

from __future__ import annotations

import json
import socket
import statistics
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from studio_tools.events import Event, EventBus, PublishDeferred, StepFinished, TrackerCalled
from studio_tools.jobs import Flow, Job, Phase, run
from telemetry.observer import Observer, observer
from telemetry.recorder import Recorder

ROUNDS = 15
JOBS = 5_000
EVENTS = 5_000
"""Fewer than an observer keeps, so that no event of a round is dropped to make room."""


def nothing() -> None:
    """The work of a job that does none."""


def flow(jobs: int) -> Flow[int]:
    for number in range(jobs):
        yield Job(Phase.VALIDATE, "core.nothing", f"item{number}", nothing)
    return jobs


def per_call(work: Callable[[], object], count: int, *, after: Callable[[], object] = nothing) -> float:
    """Median microseconds of one of *count*; *after* runs between the rounds and is not timed."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        rounds.append((time.perf_counter() - started) / count * 1e6)
        after()
    return statistics.median(rounds)


def engine() -> float:
    bare = per_call(lambda: [nothing() for _ in range(JOBS)], JOBS)
    return per_call(lambda: run(flow(JOBS)), JOBS) - bare


def emitting(event: Event, listener: Callable[[Event], None]) -> float:
    bus = EventBus([listener])

    def emit() -> None:
        for _ in range(EVENTS):
            bus(event)

    return per_call(emit, EVENTS, after=lambda: time.sleep(0.02))


def told(location: str) -> Any:
    return SimpleNamespace(telemetry=SimpleNamespace(enabled=True, location=location, tags={"site": "bench"}))


def recording(events: list[Event], location: str) -> float:
    """What the flush thread spends on one event, beside the host."""
    recorder = Recorder(location, {})
    spent = per_call(lambda: recorder.record(events), len(events))
    recorder.close()
    return spent


def main() -> int:
    """Measure, print a table, and fail where a number does not hold."""
    event = TrackerCalled(operation="records", seconds=0.25)
    step = StepFinished(step="core.naming", phase="validate", seconds=0.01, findings=1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as reader:
        reader.bind(("127.0.0.1", 0))
        listener = observer(told(f"udp://127.0.0.1:{reader.getsockname()[1]}"))
        assert isinstance(listener, Observer)
        rows = {
            "engine, a job": (engine(), 10.0),
            "an event, nobody listens": (emitting(event, lambda _: None), 5.0),
            "an event, telemetry on": (emitting(event, listener), 5.0),
            "an event with three meters, telemetry on": (emitting(step, listener), 5.0),
            "recording one event, in the flush thread": (recording([event, step] * 500, "memory"), 50.0),
            "recording one count, in the flush thread": (
                recording([PublishDeferred(kind="render")] * 1000, "none"),
                50.0,
            ),
        }
        listener.close()
    for name, (spent, limit) in rows.items():
        print(f"{name:<44} {spent:8.3f} µs   (at most {limit:g})")
    print(json.dumps({name: round(spent, 3) for name, (spent, _) in rows.items()}))
    return 0 if all(spent <= limit for spent, limit in rows.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
