"""The whole suite of the host on Nuke: in a terminal, and with its window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import Host, How, Loaded, Previews, Scene, Thread, Window
from studio_tools.testing.host_contract import Check, Kit, checks_for, checks_of
from studio_tools.testing.nukesim import Session

CHECKS = checks_of(Scene, Previews, Window, Thread)


def regraded(host: Host, one: Loaded) -> Callable[[], bool]:
    """An artist connects the clip, and reads it in another colour space."""
    import nuke

    read = nuke.toNode(one.id)
    assert read is not None
    read["colorspace"].setValue("rec709")
    grade = nuke.nodes.Grade(inputs=[read])
    return lambda: bool(read["colorspace"].value() == "rec709" and grade.input(0) is read)


@pytest.fixture
def kit(session: Session, host: Any, clip: Callable[..., Path]) -> Kit:
    import nuke

    return Kit(
        make=lambda: host,
        sample=lambda folder: clip(folder, "dragon"),
        how=How.READ,
        undo=nuke.undo,
        turn=session.idle,
        edit=regraded,
        labels=lambda title: [each.name() for each in session.interface.menus["Nuke"].menu(title).items()],  # type: ignore[union-attr]
    )


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
