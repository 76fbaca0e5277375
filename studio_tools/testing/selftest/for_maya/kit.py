"""Maya for the contract of hosts: something to load, an artist's edit, undo, the loop, and what a menu shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from studio_tools.host import Host, Loaded
from studio_tools.testing.host_contract import Kit


def kit(host: Host, cmds: Any, *, turn: Callable[[], object], menu_name: Callable[[str], str]) -> Kit:
    """The kit of a host over the commands of its Maya."""
    return Kit(
        make=lambda: host,
        sample=partial(a_dragon, cmds),
        undo=cmds.undo,
        turn=turn,
        edit=partial(moved, cmds),
        labels=lambda title: labels(cmds, menu_name(title)),
    )


def a_dragon(cmds: Any, folder: Path) -> Path:
    """A saved scene with a cube called `body`."""
    path = folder / "dragon.ma"
    cmds.file(new=True, force=True)
    cmds.polyCube(name="body")
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    return path


def moved(cmds: Any, host: Host, one: Loaded) -> Callable[[], bool]:
    """An artist moves the dragon."""
    namespace = cmds.referenceQuery(one.id, namespace=True)
    cmds.setAttr(f"{namespace}:body.translateX", 7.0)
    return lambda: bool(cmds.getAttr(f"{namespace}:body.translateX") == 7.0)


def labels(cmds: Any, menu: str) -> list[str]:
    """The labels in a menu, "" for a line."""
    items = cmds.menu(menu, query=True, itemArray=True) or []
    return [
        "" if cmds.menuItem(each, query=True, divider=True) else cmds.menuItem(each, query=True, label=True)
        for each in items
    ]
