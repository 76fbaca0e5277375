"""The one file that imports spectator, and only when the first measure leaves. Used by one thread.

If spectator is missing, or its location is nonsense, nothing is measured, that is said once, and nobody is disturbed.
"""

from __future__ import annotations

import importlib
import logging
import math
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from studio_tools.events import Event
from telemetry.meters import TABLE, Kind, Meter
from telemetry.sinks import Datagrams
from telemetry.tags import OTHERS, Folder

LOG = logging.getLogger(__name__)
SERIES = 200
"""Series that one meter may make in one process; beyond, its open tags say `others`."""
FOLDED = Meter(name="studio.telemetry.folded", kind=Kind.COUNTER)
LOST = Meter(name="studio.telemetry.lost", kind=Kind.COUNTER)

Series = tuple[str, tuple[str, ...]]


class Recorder:
    """Turns events into spectator's lines. Its meters are kept, since making one costs more than sending it."""

    def __init__(self, location: str, tags: Mapping[str, str]) -> None:
        self._location = location
        self._tags = dict(tags)
        self._folder = Folder()
        self._kept: dict[Series, Any] = {}
        self._known: dict[str, set[tuple[str, ...]]] = {}
        self._sink: _Sink | None = None
        self._is_off = False

    def record(self, batch: Iterable[Event], *, lost: int = 0) -> None:
        """Write the measures of some events, and how many events were lost before them."""
        sink = self._opened()
        if sink is None:
            return
        counters: dict[Series, tuple[Meter, float]] = {}
        for event in batch:
            for meter in TABLE.get(type(event), ()):
                if event.error or not meter.failures_only:
                    self._measure(sink, meter, event, counters)
        self._add(counters, LOST, (), lost + sink.losses())
        self._add(counters, FOLDED, (), self._folder.folded)
        self._folder.folded = 0
        for (_, values), (meter, total) in counters.items():
            self._meter(sink, meter, values).increment(total)
        sink.flush()

    def close(self) -> None:
        """Send what is kept and let go of the socket."""
        if self._sink is not None:
            self._sink.close()
            self._sink = None

    def afresh(self) -> Recorder:
        """One like this that has sent nothing yet, for a forked process. What this one kept is not sent."""
        if self._sink is not None:
            self._sink.drop()
        return Recorder(self._location, self._tags)

    def lines(self) -> list[str]:
        """What was written to the `memory` location."""
        sink = self._opened()
        return [] if sink is None else sink.lines()

    def _measure(self, sink: _Sink, meter: Meter, event: Event, counters: dict[Series, tuple[Meter, float]]) -> None:
        amount = _number(getattr(event, meter.value)) if meter.value else 1.0
        if amount is None:
            return
        values = self._values(meter, event)
        if meter.kind is Kind.COUNTER:
            self._add(counters, meter, values, amount)
        elif meter.kind in {Kind.GAUGE, Kind.MAXIMUM}:
            self._meter(sink, meter, values).set(amount)
        else:
            self._meter(sink, meter, values).record(amount)

    def _add(
        self, counters: dict[Series, tuple[Meter, float]], meter: Meter, values: tuple[str, ...], amount: float
    ) -> None:
        if amount > 0:
            series = (meter.name, values)
            counters[series] = (meter, counters.get(series, (meter, 0.0))[1] + amount)

    def _values(self, meter: Meter, event: Event) -> tuple[str, ...]:
        values = tuple(self._folder.value(tag, getattr(event, tag.key)) for tag in meter.tags)
        known = self._known.setdefault(meter.name, set())
        if values not in known and len(known) >= SERIES:
            self._folder.folded += 1
            return tuple(OTHERS if tag.first else value for tag, value in zip(meter.tags, values, strict=True))
        known.add(values)
        return values

    def _meter(self, sink: _Sink, meter: Meter, values: tuple[str, ...]) -> Any:
        series = (meter.name, values)
        kept = self._kept.get(series)
        if kept is None:
            tags = {tag.key: value for tag, value in zip(meter.tags, values, strict=True)}
            kept = self._kept[series] = sink.meter(meter, tags)
        return kept

    def _opened(self) -> _Sink | None:
        if self._sink is None and not self._is_off:
            try:
                self._sink = _Sink(self._location, self._tags)
            except Exception as cause:
                self._is_off = True
                LOG.warning("nothing is measured: %s", cause)
        return self._sink


class _Writer(Protocol):
    def write(self, line: str) -> None: ...

    def close(self) -> None: ...


class _Sink:
    """Spectator itself: its identifiers, its meters, and the writer they write to."""

    def __init__(self, location: str, tags: Mapping[str, str]) -> None:
        # At WARNING, or a host whose root logger says DEBUG would log every line.
        logging.getLogger("spectator").setLevel(logging.WARNING)
        library: Any = importlib.import_module("spectator")
        self._library = library
        # It checks the location, and SPECTATOR_OUTPUT_LOCATION, which stands above ours.
        config = library.Config(location, extra_common_tags=dict(tags))
        chosen: str = config.location
        self._datagrams = Datagrams(chosen) if chosen.startswith(("udp", "unix")) else None
        self._registry = library.Registry(config)
        self._writer: _Writer = self._datagrams or self._registry.writer()

    def meter(self, meter: Meter, tags: Mapping[str, str]) -> Any:
        kinds = {
            Kind.COUNTER: self._library.Counter,
            Kind.TIMER: self._library.Timer,
            Kind.PERCENTILES: self._library.PercentileTimer,
            Kind.SUMMARY: self._library.DistributionSummary,
            Kind.GAUGE: self._library.Gauge,
            Kind.MAXIMUM: self._library.MaxGauge,
        }
        return kinds[meter.kind](self._registry.new_id(meter.name, dict(tags)), writer=self._writer)

    def flush(self) -> None:
        if self._datagrams is not None:
            self._datagrams.send()

    def losses(self) -> int:
        if self._datagrams is None:
            return 0
        lost, self._datagrams.lost = self._datagrams.lost, 0
        return lost

    def lines(self) -> list[str]:
        return list(self._writer.get()) if isinstance(self._writer, self._library.MemoryWriter) else []

    def drop(self) -> None:
        """Let go of the socket without sending anything."""
        if self._datagrams is not None:
            self._datagrams.drop()

    def close(self) -> None:
        self._writer.close()


def _number(value: object) -> float | None:
    """A measure, or None for what the daemon would refuse or misread."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    number = float(value)
    return number if math.isfinite(number) and number >= 0 else None
