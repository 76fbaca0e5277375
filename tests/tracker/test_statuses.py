"""Which status is which on a site that may know other ones than ours."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from studio_tools.errors import TrackerRefused
from studio_tools.tracker.statuses import Statuses


@dataclass(frozen=True)
class Told:
    status_pending: str = "wtg"
    status_published: str = "cmpt"
    status_retracted: str = "omt"


def test_the_configured_statuses_are_used_where_the_site_knows_them() -> None:
    assert Statuses.on(["wtg", "ip", "cmpt", "omt"], Told()) == Statuses(
        pending="wtg", published="cmpt", retracted="omt"
    )


def test_a_site_without_a_status_for_what_is_retracted_shows_it_as_pending() -> None:
    assert Statuses.on(["wtg", "ip", "cmpt"], Told()).retracted == "wtg"


@pytest.mark.parametrize(
    ("valid", "pending", "published"),
    [
        (["ip", "cmpt"], "ip", "cmpt"),
        (["wtg", "fin"], "wtg", "fin"),
        (["rdy", "apr"], "rdy", "apr"),
    ],
    ids=["no wtg", "no cmpt", "neither"],
)
def test_the_usual_kin_stands_in(valid: list[str], pending: str, published: str) -> None:
    chosen = Statuses.on(valid, Told())

    assert (chosen.pending, chosen.published) == (pending, published)


@pytest.mark.parametrize("valid", [[], ["wtg"], ["cmpt"], ["pub", "arc"]], ids=["none", "one", "the other", "strange"])
def test_a_site_that_cannot_tell_half_made_from_published_is_refused(valid: list[str]) -> None:
    with pytest.raises(TrackerRefused) as caught:
        Statuses.on(valid, Told())

    assert caught.value.details == {"valid": valid}
    assert "tracker.status_published" in caught.value.hint


def test_strange_statuses_serve_when_they_are_configured() -> None:
    chosen = Statuses.on(["pub", "arc"], Told(status_pending="arc", status_published="pub", status_retracted=""))

    assert chosen == Statuses(pending="arc", published="pub", retracted="arc")


@pytest.mark.parametrize(
    "told", [Told(status_pending="cmpt"), Told(status_retracted="cmpt")], ids=["pending", "retracted"]
)
def test_nothing_but_what_is_published_ever_looks_published(told: Told) -> None:
    chosen = Statuses.on(["wtg", "ip", "cmpt"], told)

    assert "cmpt" not in {chosen.pending, chosen.retracted}
