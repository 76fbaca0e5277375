"""The bus: every listener hears every event; one that breaks is switched off, and nobody else notices."""

from __future__ import annotations

import json
import logging

import pytest

from studio_tools import events
from studio_tools.events import EventBus, PublishDeferred, TrackerCalled, as_mapping


def test_each_listener_hears_each_event_in_order() -> None:
    heard: list[tuple[str, events.Event]] = []
    bus = EventBus([lambda event: heard.append(("a", event)), lambda event: heard.append(("b", event))])
    event = PublishDeferred(kind="render")

    bus(event)

    assert heard == [("a", event), ("b", event)]


def test_a_broken_listener_is_logged_once_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[events.Event] = []

    def breaks(_: events.Event) -> None:
        raise RuntimeError("no daemon")

    bus = EventBus([breaks, heard.append])

    with caplog.at_level(logging.ERROR):
        bus(PublishDeferred(kind="render"))
        bus(PublishDeferred(kind="comp"))

    assert len(heard) == 2
    assert len(caplog.records) == 1


def test_an_event_says_how_it_ended() -> None:
    assert TrackerCalled(operation="find").outcome == "success"
    assert TrackerCalled(operation="find", error="tracker-unavailable").outcome == "failure"


def test_every_event_is_plain_json() -> None:
    event = TrackerCalled(operation="find", seconds=0.5, run="r1")

    mapping = json.loads(json.dumps(as_mapping(event)))

    assert mapping["event"] == "TrackerCalled"
    assert mapping["seconds"] == 0.5


def test_no_event_can_be_changed() -> None:
    with pytest.raises(AttributeError):
        PublishDeferred(kind="render").kind = "comp"  # type: ignore[misc]
