"""Maya starts with us: a menu once it is idle, watches over the scene, nothing in batch, nothing raised."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.actions import ACTIONS, TITLE
from studio_tools.testing import mayasim
from studio_tools.testing.mayasim import Session

HOUSE = Path(__file__).parents[2]
SCRIPTS = HOUSE / "dcc" / "maya" / "startup" / "scripts"
LABELS = [each.label if each is not None else "" for each in ACTIONS]


def menus(session: Session) -> list[str]:
    return [each.name for each in session.interface.elements.values() if each.kind == "menu"]


def test_nothing_is_done_before_maya_is_idle(tmp_path: Path, main_window: int, started: Callable[..., Any]) -> None:
    with started(mayasim.start(tmp_path, is_gui=True, window=main_window)) as session:
        assert menus(session) == []

        session.idle()

        assert len(menus(session)) == 1


def test_the_menu_shows_every_action_in_order(maya: Session) -> None:
    (menu,) = menus(maya)

    assert maya.interface.find(menu).options["label"] == TITLE  # type: ignore[union-attr]
    assert maya.interface.labels(menu) == LABELS
    assert maya.messages.failures == []


def test_a_second_start_does_nothing_twice(maya: Session, as_main: Callable[..., Any]) -> None:
    listening = len(maya.messages.callbacks)

    as_main(SCRIPTS / "userSetup.py")
    maya.idle()

    assert len(menus(maya)) == 1
    assert maya.interface.labels(menus(maya)[0]) == LABELS
    assert len(maya.messages.callbacks) == listening


def test_without_a_window_there_is_only_the_path(batch: Session) -> None:
    assert batch.messages.callbacks == {}
    assert [name for name, _ in batch.calls] == ["about"]
    assert batch.printed == []
    assert str(HOUSE) in sys.path


def test_the_start_leaves_no_name_behind(
    tmp_path: Path, as_main: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    with mayasim.installed(mayasim.start(tmp_path), forget=("dcc.maya", "studio_tools_maya")):
        names = as_main(SCRIPTS / "userSetup.py", {"__doc__": None, "theirs": 1})

    assert names.keys() - {"__builtins__", "__doc__", "__annotations__"} == {"theirs"}


def test_the_watches_are_set_up_once_and_can_be_taken_away(maya: Session) -> None:
    from dcc.maya import start

    begun = len(maya.messages.callbacks)
    start.begin()
    maya.idle()
    assert len(maya.messages.callbacks) == begun > 0

    start.end()
    start.end()

    assert maya.messages.callbacks == {}


def test_a_start_that_fails_is_told_once_and_stops_nothing(
    tmp_path: Path, main_window: int, monkeypatch: pytest.MonkeyPatch, started: Callable[..., Any]
) -> None:
    from studio_tools.actions import beginning

    def broken(module: str) -> None:
        raise OSError("the disk is away")

    monkeypatch.setattr(beginning, "menu", broken)
    with started(mayasim.start(tmp_path, is_gui=True, window=main_window)) as session:
        session.idle()

        assert session.messages.failures == []
        ((level, text),) = session.printed
        assert level == "error"
        assert "OSError: the disk is away" in text
        assert "Traceback" not in text


def test_a_start_without_our_packages_is_told_and_not_raised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when the bundle was copied in part: the bootstrap finds nothing beside it."""
    alone = tmp_path / "scripts"
    alone.mkdir()
    for name in ("userSetup.py", "studio_tools_maya.py"):
        (alone / name).write_bytes((SCRIPTS / name).read_bytes())
    code = f"import sys; sys.path.append({str(alone)!r}); exec(open({str(alone / 'userSetup.py')!r}).read())"

    ended = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False, timeout=60)

    assert ended.returncode == 0
    assert ended.stderr.startswith("studio_tools could not begin, and Maya works on without it: ")
    assert ended.stderr.count("\n") == 1


def test_a_start_that_fails_touches_no_name_of_others(as_main: Callable[..., Any], capsys: Any) -> None:
    """`studio_tools_maya` is on no path here, so that even the first step fails."""
    names = as_main(SCRIPTS / "userSetup.py", {"__doc__": None, "error": "theirs"})

    assert names["error"] == "theirs"
    assert "No module named 'studio_tools_maya'" in capsys.readouterr().err


HEAVY = (
    "PySide6",
    "shotgun_api3",
    "spectator",
    "sqlite3",
    "click",
    "rich",
    "socket",
    "studio_tools.bootstrap",
    "numpy",
)


def test_the_start_imports_nothing_heavy(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from studio_tools.testing.mayasim import installed, start
before = set(sys.modules)
with installed(start(Path({str(tmp_path)!r}), is_gui=True)) as session:
    sys.path.append({str(SCRIPTS)!r})
    exec(open({str(SCRIPTS / "userSetup.py")!r}).read())
    session.idle()
    print([name for name in {HEAVY!r} if name in set(sys.modules) - before], len(session.interface.elements))
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)

    assert ended.stdout.strip() == f"[] {len(LABELS) + 1}", ended.stderr


def test_the_qt_of_somebody_else_is_told(maya: Session, tmp_path: Path) -> None:
    from dcc.maya import start

    assert "PySide6 comes from" in start.qt_warning({"MAYA_LOCATION": str(tmp_path)})
    assert start.qt_warning({"MAYA_LOCATION": sys.prefix}) == ""
    assert start.qt_warning({}) == ""


def test_an_entry_that_fails_is_told_calmly(maya: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDIO_TOOLS_HOME", str(tmp_path / "nowhere"))

    maya.interface.click("About…")

    level, text = maya.printed[-1]
    assert level == "error"
    assert "nowhere" in text


def test_save_version_up_from_the_menu_saves_the_next_number(maya: Session, tmp_path: Path) -> None:
    from maya import cmds

    first = tmp_path / "shot_v007.ma"
    cmds.file(rename=first.as_posix())
    cmds.file(save=True, type="mayaAscii")

    maya.interface.click("Save version up")

    assert cmds.file(query=True, sceneName=True) == (tmp_path / "shot_v008.ma").as_posix()
    assert (tmp_path / "shot_v008.ma").is_file()


def test_a_published_scene_cannot_be_saved_over(
    maya: Session, published_scene: Callable[..., Path], environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from maya import cmds

    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    path = published_scene()
    before = path.read_bytes()
    cmds.file(path.as_posix(), open=True, force=True)
    path.chmod(0o644)

    with pytest.raises(RuntimeError):
        cmds.file(save=True, type="mayaAscii")

    assert path.read_bytes() == before
    assert any("is published and stays as it is" in text for _, text in maya.printed)


def test_by_hand_a_published_scene_is_saved_elsewhere_and_nothing_beside_it(
    maya: Session,
    published_scene: Callable[..., Path],
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """What counts is where it is saved to, not where it came from."""
    from maya import cmds

    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    published, mine = published_scene(), tmp_path / "mine.ma"
    cmds.file(published.as_posix(), open=True, force=True)

    cmds.file(rename=mine.as_posix())
    cmds.file(save=True, type="mayaAscii")
    published.parent.chmod(0o755)
    cmds.file(rename=published.with_name("beside.ma").as_posix())
    with pytest.raises(RuntimeError):
        cmds.file(save=True, type="mayaAscii")

    assert mine.is_file()
    assert not published.with_name("beside.ma").exists()


def test_what_is_opened_is_told_with_whom_it_is_for(
    maya: Session, published_scene: Callable[..., Path], environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from maya import cmds

    for name, text in environ.items():
        monkeypatch.setenv(name, text)

    cmds.file(published_scene().as_posix(), open=True, force=True)

    assert ("info", "You work on demo/sq010/sh0010.") in maya.printed


def test_a_published_scene_can_be_saved_as_an_own_one(
    maya: Session,
    published_scene: Callable[..., Path],
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    person: Any,
    home: Path,
) -> None:
    from maya import cmds

    from dcc.maya import start
    from studio_tools.ui import entries

    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    cmds.file(published_scene().as_posix(), open=True, force=True)
    person.answers = [...]

    entries.save_version_up(start.host(), environ, person)

    saved = home / "work" / "demo" / "sq010" / "sh0010" / "maya" / "sh0010_v001.ma"
    assert cmds.file(query=True, sceneName=True) == saved.as_posix()
    assert saved.is_file()


def test_publish_from_the_menu_opens_a_window_before_mayas_own(
    maya: Session, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6 import QtWidgets

    for name, text in environ.items():
        monkeypatch.setenv(name, text)

    maya.interface.click("Publish…")

    windows = QtWidgets.QApplication.topLevelWidgets()
    (window,) = [each for each in windows if each.windowTitle() == "Publish" and each.isVisible()]
    assert not window.isModal()
    assert window.parent() is not None
    assert window.address.text() == "demo/sq010/sh0010#anim"  # type: ignore[attr-defined]
    assert window.close()
    assert maya.printed == []


def test_what_is_not_as_the_shot_asks_is_told_and_set_up(
    maya: Session, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, person: Any
) -> None:
    from maya import cmds

    from dcc.maya import start
    from dcc.maya.setup import shot
    from studio_tools.ui import entries

    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    cmds.file(newFile=True, force=True)
    assert any("Not as demo/sq010/sh0010#anim asks: " in text for level, text in maya.printed if level == "warning")
    person.answers = [True]

    entries.set_up(start.host(), environ, shot.differences, shot.apply, person)

    assert "instead of" in person.told[0][1]
    assert start.host().timeline().start == 1001
    maya.printed.clear()
    entries.set_up(start.host(), environ, shot.differences, shot.apply, person)
    assert person.told[-1] == ("Set up scene", "The scene is as demo/sq010/sh0010#anim asks.")
