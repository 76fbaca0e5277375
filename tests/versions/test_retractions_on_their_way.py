"""What was said of a retraction may reach the site late. Whoever says something, the last word stands on top."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from studio_tools.errors import TrackerUnavailable
from studio_tools.jobs import run
from studio_tools.model import Address, Version
from studio_tools.publish.register import fold_latecomers, tell_retractions
from studio_tools.session import Session
from studio_tools.studio import Studio
from studio_tools.tracker import Tracker
from studio_tools.tracker.embedded import EmbeddedSite
from studio_tools.versions import retract

PRODUCT = "demo/sq010/sh0010:other.a"


@dataclass(slots=True)
class SlowLine:
    """A way to the tracker on which what is withdrawn comes through when it is let; the rest at once."""

    tracker: Tracker
    is_lost: bool = False
    """Whether the answer is given up on, while the request is still under way."""
    meanwhile: Callable[[], object] | None = None
    """What others do while the first request is under way."""
    held: list[Callable[[], None]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tracker, name)

    def withdraw(self, records: Sequence[int], *, reason: str) -> None:
        if self.is_lost:
            self.held.append(lambda: self.tracker.withdraw(records, reason=reason))
            raise TrackerUnavailable("no answer in time")
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        self.tracker.withdraw(records, reason=reason)

    def come_through(self) -> None:
        while self.held:
            self.held.pop(0)()


@dataclass(frozen=True, slots=True)
class Late:
    """A version, and a colleague whose line to the tracker is slow."""

    studio: Studio
    version: Version
    line: SlowLine
    slow: Session

    def retract(self, session: Session, reason: str) -> bool:
        return retract(session, Address.parse(self.version.address), reason=reason).tracker_told

    def on_top(self) -> str:
        """What the tracker says first of the version."""
        session = self.studio.session
        (number,) = session.storage.catalog.record(self.version).registered(self.version.address)
        with closing(EmbeddedSite(session.home, session.settings.tracker)) as site:
            row: Any = site.get().find_one("PublishedFile", [["id", "is", number]], ["description"])
        return str(row["description"]).partition("\n")[0]

    def unsettled(self) -> list[str]:
        return list(self.studio.session.storage.runs("demo").unsettled())


@pytest.fixture
def late(studio: Studio, publish: Callable[..., Version]) -> Late:
    line = SlowLine(studio.session.tracker)
    slow = replace(studio.session, tracker=cast("Tracker", line))
    return Late(studio, publish(studio, PRODUCT), line, slow)


def test_a_request_that_was_given_up_on_and_comes_through_is_overruled_by_resume(late: Late) -> None:
    late.line.is_lost = True
    assert late.retract(late.slow, "too dark") is False
    assert late.retract(late.studio.session, "too bright") is True

    late.line.come_through()
    assert late.on_top() == "RETRACTED: too dark"
    run(late.studio.resume())

    assert late.on_top() == "RETRACTED: too bright"


def test_until_it_can_come_through_no_more_the_run_is_looked_at_again(late: Late) -> None:
    late.line.is_lost = True
    late.retract(late.slow, "too dark")
    late.retract(late.studio.session, "too bright")
    run(late.studio.resume())

    late.line.come_through()
    assert late.unsettled() == [late.version.run]
    run(late.studio.resume())

    assert late.on_top() == "RETRACTED: too bright"


def test_after_ten_silent_minutes_nothing_is_expected_any_more(late: Late) -> None:
    late.line.is_lost = True
    late.retract(late.slow, "too dark")
    late.retract(late.studio.session, "too bright")
    runs = late.studio.session.storage.runs("demo")
    os.utime(runs.beat(late.version.run), (1e9, 1e9))

    run(late.studio.resume())

    assert late.unsettled() == []
    assert run(late.studio.resume()).finished == ()


def test_a_second_word_after_an_answered_first_leaves_nothing_to_look_at(late: Late) -> None:
    late.retract(late.studio.session, "too dark")
    late.retract(late.studio.session, "too bright")

    assert late.unsettled() == []


def test_who_resumes_slowly_lets_a_newer_word_stand(late: Late) -> None:
    late.line.is_lost = True
    late.retract(late.slow, "too dark")
    late.line.is_lost, late.line.held = False, []
    late.line.meanwhile = lambda: late.retract(late.studio.session, "too bright")
    claim = late.slow.storage.claims("demo").take_over(late.version.run)
    assert claim is not None

    with closing(claim):
        tell_retractions(late.slow, claim)

    assert late.on_top() == "RETRACTED: too bright"


def test_who_looks_for_latecomers_slowly_lets_a_newer_word_stand(late: Late) -> None:
    late.line.is_lost = True
    late.retract(late.slow, "too dark")
    late.retract(late.studio.session, "too bright")
    late.line.is_lost = False
    late.line.meanwhile = lambda: late.retract(late.studio.session, "too red")

    fold_latecomers(late.slow, late.slow.storage.catalog.record(late.version))

    assert late.on_top() == "RETRACTED: too red"


def test_who_retracts_slowly_lets_a_newer_word_stand(late: Late) -> None:
    late.line.meanwhile = lambda: late.retract(late.studio.session, "too bright")

    assert late.retract(late.slow, "too dark") is True

    assert late.on_top() == "RETRACTED: too bright"
