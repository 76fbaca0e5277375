"""The whole suite of the host on Nuke: in a terminal, and with its window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import Previews, Scene, Thread, Window
from studio_tools.testing.host_contract import Check, Kit, checks_for, checks_of
from studio_tools.testing.nukesim import Session
from studio_tools.testing.selftest.for_nuke.kit import kit as shipped

CHECKS = checks_of(Scene, Previews, Window, Thread)


@pytest.fixture
def kit(session: Session, host: Any) -> Kit:
    import nuke

    return shipped(host, nuke, turn=session.idle)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_nuke_keeps_the_contract(check: Check, kit: Kit, session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    check(kit, folder)
    left = [entry for by_class in session.callbacks.added.values() for listed in by_class.values() for entry in listed]
    assert left == [], "nobody is left listening"
    assert session.journal.open_steps == [], "no step of undo is left open"
    assert session.journal.is_on, "undo is left on"
    assert session.scopes == [], "no group is left open"


def test_all_of_the_contract_is_asked_of_nuke(host: Any) -> None:
    assert checks_for(host) == CHECKS
