"""The contract of every tracker, on the real adapter and the real client, through both doors of the embedded site."""

from __future__ import annotations

import pytest

from studio_tools.testing.tracker_contract import CHECKS, Check, Subject


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tracker(check: Check, subject: Subject) -> None:
    check(subject)


def test_the_contract_is_long_enough_to_mean_something() -> None:
    assert len(CHECKS) >= 40
    assert all(check.__name__.startswith("it_") for check in CHECKS)
