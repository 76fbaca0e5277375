"""The whole suite of the host on Maya: without its interface, and with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import Host, Loaded, Previews, Scene, Thread, Window
from studio_tools.testing.host_contract import Check, Kit, checks_for, checks_of
from studio_tools.testing.mayasim import Session

CHECKS = checks_of(Scene, Previews, Window, Thread)


def a_dragon(folder: Path) -> Path:
    """A saved scene with a cube called `body`."""
    from maya import cmds

    path = folder / "dragon.ma"
    cmds.file(new=True, force=True)
    cmds.polyCube(name="body")
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    return path


def moved(host: Host, one: Loaded) -> Callable[[], bool]:
    """An artist moves the dragon."""
    from maya import cmds

    namespace = cmds.referenceQuery(one.id, namespace=True)
    cmds.setAttr(f"{namespace}:body.translateX", 7.0)
    return lambda: bool(cmds.getAttr(f"{namespace}:body.translateX") == 7.0)


@pytest.fixture
def kit(maya: Session, host: Any) -> Kit:
    from maya import cmds

    from dcc.maya.window import menu_name

    return Kit(
        make=lambda: host,
        sample=a_dragon,
        undo=cmds.undo,
        turn=maya.idle,
        edit=moved,
        labels=lambda title: maya.interface.labels(menu_name(title)),
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_maya_keeps_the_contract(check: Check, kit: Kit, maya: Session, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    check(kit, folder)
    assert maya.messages.callbacks == {}, "nobody is left listening"
    assert maya.scene.journal.open_steps == [], "no step of undo is left open"


def test_all_of_the_contract_is_asked_of_maya(host: Any) -> None:
    assert checks_for(host) == CHECKS
