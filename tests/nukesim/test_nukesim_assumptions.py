"""What no source confirms is listed, once each, and where it stands is there."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from studio_tools.testing.nukesim.assumptions import ASSUMPTIONS


def test_every_assumption_has_its_own_code() -> None:
    codes = [each.code for each in ASSUMPTIONS]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("module", sorted({each.module for each in ASSUMPTIONS}))
def test_every_assumption_stands_in_a_module_that_is_there(module: str) -> None:
    assert find_spec(f"studio_tools.testing.nukesim.{module}") is not None
