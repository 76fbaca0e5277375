"""The whole suite of the host on Maya: without its interface, and with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import Previews, Scene, Thread, Window
from studio_tools.testing.host_contract import Check, Kit, checks_for, checks_of
from studio_tools.testing.mayasim import Session
from studio_tools.testing.selftest.for_maya.kit import kit as shipped

CHECKS = checks_of(Scene, Previews, Window, Thread)


@pytest.fixture
def kit(maya: Session, host: Any) -> Kit:
    from maya import cmds

    from dcc.maya.window import menu_name

    return shipped(host, cmds, turn=maya.idle, menu_name=menu_name)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_maya_keeps_the_contract(check: Check, kit: Kit, maya: Session, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    check(kit, folder)
    assert maya.messages.callbacks == {}, "nobody is left listening"
    assert maya.scene.journal.open_steps == [], "no step of undo is left open"


def test_all_of_the_contract_is_asked_of_maya(host: Any) -> None:
    assert checks_for(host) == CHECKS
