"""The lock installs on any day: with hashes checked, pip takes only what is pinned under the name that asks for it."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[2]
LOCKED = re.compile(r"^([a-z0-9-]+)(?:\[([a-z0-9,-]+)\])?==", re.MULTILINE)


def locked() -> dict[str, set[str]]:
    """Every package of the lock, with the extras it is pinned with."""
    return {name: set(filter(None, extras.split(","))) for name, extras in LOCKED.findall(text())}


def text() -> str:
    return (HOUSE / "requirements.lock").read_text("utf-8")


def asked_with_extras() -> list[tuple[str, str, str]]:
    """Who of the lock asks whom with which extra, on this Python."""
    found = []
    for name in locked():
        try:
            wants = [Requirement(each) for each in requires(name) or ()]
        except PackageNotFoundError:  # it is for another Python
            continue
        for want in wants:
            if want.extras and (want.marker is None or want.marker.evaluate({"extra": ""})):
                found += [(name, canonicalize_name(want.name), extra) for extra in want.extras]
    return found


def test_what_is_asked_for_with_an_extra_is_pinned_with_it() -> None:
    """Else a newer release of it stops every new set-up."""
    asked = asked_with_extras()

    assert ("pytest-cov", "coverage", "toml") in asked
    assert [one for one in asked if one[1] in locked() and one[2] not in locked()[one[1]]] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-blender.lock"])
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (HOUSE / lock).read_text("utf-8")
