"""From the menu to a published version: the plain window in the simulated Maya and Nuke, over a real home and site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing import mayasim, nukesim
from studio_tools.testing.shell import Shell

SHOT = "demo/sq010/sh0010"


@pytest.fixture
def settled(environ: dict[str, str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `studio launch` leaves it; publishes are finished within the application, so that a test sees their end."""
    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    monkeypatch.setenv("STUDIO_TOOLS__HOST__WORKER", "never")


@pytest.fixture
def opened(settled: None) -> Callable[[], Any]:
    """The window to publish that stands open."""

    def opened() -> Any:
        from PySide6 import QtCore, QtWidgets

        windows = QtWidgets.QApplication.topLevelWidgets()
        (window,) = [each for each in windows if each.windowTitle() == "Publish" and each.isVisible()]
        window.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose, False)
        return window

    return opened


def through(window: Any, turn: Callable[..., None]) -> str:
    """Press Publish, wait for the end, close; what the window said."""
    window.comment.setPlainText("first pass")
    window.accept_warnings.setChecked(True)
    window.publish()
    turn(lambda: window._driver is not None and window._driver.is_over)
    told = [window.text.toPlainText()] + [window.findings.item(at).text() for at in range(window.findings.count())]
    window.close()
    window.deleteLater()
    return "\n".join(told)


@pytest.fixture
def nuke(tmp_path: Path, started_nuke: Callable[..., Any], application: Any) -> Iterator[nukesim.Session]:
    with started_nuke(nukesim.start(tmp_path, is_gui=True, environment={})) as session:
        yield session


def test_a_scene_is_published_from_maya(
    maya: mayasim.Session, opened: Callable[[], Any], turn: Callable[..., None], person: Any, home: Path, shell: Shell
) -> None:
    from maya import cmds

    from dcc.maya import start
    from dcc.maya.setup import shot
    from studio_tools.ui import entries

    person.answers = [True, ...]
    entries.set_up(start.host(), shell.environ, shot.differences, shot.apply, person)
    cmds.createNode("transform", name="crate")
    entries.save_version_up(start.host(), shell.environ, person)
    maya.interface.click("Publish…")

    told = through(opened(), turn)

    assert "Published:" in told, told
    assert f"{SHOT}:scene.main@v001" in told
    (version,) = [each for each in shell.json("versions", SHOT).result if ":scene.main" in each["address"]]
    assert (version["status"], version["comment"]) == ("SEALED", "first pass")
    assert Path(version["path"]).is_dir()


def test_a_script_is_published_from_nuke(
    nuke: nukesim.Session, opened: Callable[[], Any], turn: Callable[..., None], person: Any, home: Path, shell: Shell
) -> None:
    from dcc.nuke import shot, start
    from studio_tools.ui import entries

    person.answers = [True, ...]
    entries.set_up(start.host(), shell.environ, shot.differences, shot.apply, person)
    entries.save_version_up(start.host(), shell.environ, person)
    nuke.interface.click("Nuke", "Studio/Publish…")

    told = through(opened(), turn)

    assert "Published:" in told, told
    assert f"{SHOT}:scene.main@v001" in told
    assert [each["status"] for each in shell.json("versions", SHOT).result] == ["SEALED"]


def test_a_range_that_is_not_the_cuts_is_mended_from_the_window(
    maya: mayasim.Session, opened: Callable[[], Any], turn: Callable[..., None], person: Any, shell: Shell
) -> None:
    from maya import cmds

    from dcc.maya import start
    from studio_tools.ui import entries

    person.answers = [...]
    entries.save_version_up(start.host(), shell.environ, person)
    maya.interface.click("Publish…")
    window = opened()
    window.plan()
    turn(lambda: window._driver.is_over)
    at = next(at for at, row in enumerate(window._rows) if row.finding.step == "maya.range")
    window.findings.item(at).setSelected(True)

    window.mend()
    turn(lambda: window._driver.is_over)

    assert [cmds.playbackOptions(query=True, **{edge: True}) for edge in ("minTime", "maxTime")] == [1001, 1003]
    assert "maya.range" not in {row.finding.step for row in window._rows}
    cmds.undo()
    assert cmds.playbackOptions(query=True, maxTime=True) != 1003
    window.close()
    window.deleteLater()
