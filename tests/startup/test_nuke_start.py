"""Nuke starts with us: the path in every mode, the menu and the watches with its window, nothing raised."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.actions import TITLE, menu
from studio_tools.errors import HostError
from studio_tools.testing import nukesim
from studio_tools.testing.nukesim import Session

HOUSE = Path(__file__).parents[2]
FOLDER = HOUSE / "dcc" / "nuke" / "startup"
LABELS = [each.label if each is not None else "" for each in menu("dcc.nuke.menu")]


@pytest.fixture
def window(tmp_path: Path, started_nuke: Callable[..., Any]) -> Iterator[Session]:
    """Nuke with its window, started."""
    with started_nuke(nukesim.start(tmp_path, is_gui=True, environment={})) as session:
        yield session


@pytest.fixture
def terminal(tmp_path: Path, started_nuke: Callable[..., Any]) -> Iterator[Session]:
    with started_nuke(nukesim.start(tmp_path, environment={})) as session:
        yield session


def labels(session: Session) -> list[str]:
    menu = session.interface.menus["Nuke"].menu(TITLE)
    return [each.name() for each in menu.items()] if menu is not None else []


def listening(session: Session) -> int:
    return sum(len(calls) for classes in session.callbacks.added.values() for calls in classes.values())


def test_the_menu_shows_every_action_in_order(window: Session) -> None:
    assert labels(window) == LABELS
    assert window.callbacks.failures == []


def test_a_second_start_does_nothing_twice(window: Session, as_main: Callable[..., Any]) -> None:
    before = listening(window)

    for name in ("init.py", "menu.py"):
        as_main(FOLDER / name)

    assert labels(window) == LABELS
    assert [each.name() for each in window.interface.menus["Nuke"].items()].count(TITLE) == 1
    assert listening(window) == before


def test_in_a_terminal_there_is_only_the_path(terminal: Session, capsys: pytest.CaptureFixture[str]) -> None:
    assert listening(terminal) == 0
    assert "dcc.nuke.start" not in sys.modules
    assert str(HOUSE) in sys.path
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["init.py", "menu.py"])
def test_the_start_leaves_no_name_behind(window: Session, as_main: Callable[..., Any], name: str) -> None:
    names = as_main(FOLDER / name, {"__doc__": None, "theirs": 1})

    assert names.keys() - {"__builtins__", "__doc__", "__annotations__"} == {"theirs"}


def test_the_watches_can_be_taken_away(window: Session) -> None:
    from dcc.nuke import start

    assert listening(window) > 0

    start.end()
    start.end()

    assert listening(window) == 0


def test_a_start_that_fails_is_told_once_and_stops_nothing(
    tmp_path: Path,
    started_nuke: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from studio_tools.actions import beginning

    def broken(module: str) -> None:
        raise OSError("the disk is away")

    monkeypatch.setattr(beginning, "menu", broken)
    with started_nuke(nukesim.start(tmp_path, is_gui=True, environment={})) as session:
        told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("PySide6 comes from")]

        assert labels(session) == []
        assert len(told) == 1
        assert "OSError: the disk is away" in told[0]


def test_the_qt_of_somebody_else_is_told(tmp_path: Path, started_nuke: Callable[..., Any], capsys: Any) -> None:
    """As here: the simulated Nuke lies below `/usr/local`, and the Qt of the tests elsewhere."""
    with started_nuke(nukesim.start(tmp_path, is_gui=True, environment={})):
        from dcc.nuke import start

        assert "PySide6 comes from" in capsys.readouterr().err
        assert start.qt_warning(f"{sys.prefix}/Nuke16.0") == ""
        assert start.qt_warning("") == ""


@pytest.mark.parametrize("name", ["init.py", "menu.py"])
def test_a_start_without_our_packages_is_told_and_not_raised(tmp_path: Path, name: str) -> None:
    alone = tmp_path / "nuke"
    alone.mkdir()
    for each in (name, "studio_tools_nuke.py"):
        (alone / each).write_bytes((FOLDER / each).read_bytes())
    code = f"import sys; sys.path.append({str(alone)!r}); exec(open({str(alone / name)!r}).read())"

    ended = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False, timeout=60)

    assert ended.returncode == 0
    assert ended.stderr.startswith("studio_tools could not begin, and Nuke works on without it: ")
    assert ended.stderr.count("\n") == 1


HEAVY = ("PySide6", "shotgun_api3", "spectator", "sqlite3", "click", "socket", "numpy", "studio_tools.bootstrap")


def test_the_start_imports_nothing_heavy(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from studio_tools.testing.nukesim import installed, start
before = set(sys.modules)
with installed(start(Path({str(tmp_path)!r}), is_gui=True)) as session:
    sys.path.append({str(FOLDER)!r})
    for name in ("init.py", "menu.py"):
        exec(open({str(FOLDER)!r} + "/" + name).read())
    found = session.interface.menus["Nuke"].items()
    print([name for name in {HEAVY!r} if name in set(sys.modules) - before], bool(found))
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)

    assert ended.stdout.strip() == "[] True", ended.stderr


def test_save_version_up_from_the_menu_saves_the_next_number(window: Session, tmp_path: Path) -> None:
    import nuke

    nuke.scriptSaveAs((tmp_path / "comp_v007.nk").as_posix())

    window.interface.click("Nuke", f"{TITLE}/Save version up")

    assert nuke.root().name() == (tmp_path / "comp_v008.nk").as_posix()
    assert (tmp_path / "comp_v008.nk").is_file()


def published(publish: Callable[..., Path], environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    return publish("comp.nk", "#! Nuke16.0\nversion 16.0 v1\nRoot {\n inputs 0\n}\n")


def test_a_published_script_cannot_be_saved_over_by_us(
    window: Session,
    published_scene: Callable[..., Path],
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import nuke

    from dcc.nuke import start

    path = published(published_scene, environ, monkeypatch)
    before = path.read_bytes()
    nuke.scriptOpen(path.as_posix())
    path.chmod(0o644)

    with pytest.raises(HostError, match="stays as it is"):
        start.host().save()

    assert path.read_bytes() == before


def test_by_hand_a_published_script_is_saved_elsewhere_without_a_word(
    window: Session,
    published_scene: Callable[..., Path],
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    import nuke

    nuke.scriptOpen(published(published_scene, environ, monkeypatch).as_posix())
    nuke.scriptSaveAs((tmp_path / "mine.nk").as_posix())

    assert (tmp_path / "mine.nk").is_file()
    assert [text for _, text in window.printed if "Nuke saved, although" in text] == []


def test_a_published_script_can_be_saved_as_an_own_one(
    window: Session,
    published_scene: Callable[..., Path],
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    person: Any,
    home: Path,
) -> None:
    import nuke

    from dcc.nuke import start
    from studio_tools.ui import entries

    nuke.scriptOpen(published(published_scene, environ, monkeypatch).as_posix())
    person.answers = [...]

    entries.save_version_up(start.host(), environ, person)

    saved = home / "work" / "demo" / "sq010" / "sh0010" / "nuke" / "sh0010_v001.nk"
    assert nuke.root().name() == saved.as_posix()
    assert saved.is_file()


def test_what_is_not_as_the_shot_asks_is_told_and_set_up(
    window: Session, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, person: Any, home: Path
) -> None:
    import nuke

    from dcc.nuke import shot, start
    from studio_tools.ui import entries

    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    path = home / "work" / "demo" / "sq010" / "sh0010" / "nuke" / "sh0010_v001.nk"
    path.parent.mkdir(parents=True)
    path.write_text("#! Nuke16.0\nversion 16.0 v1\nRoot {\n inputs 0\n}\n")
    nuke.scriptOpen(path.as_posix())
    assert any("Not as demo/sq010/sh0010 asks: " in text for _, text in window.printed)
    person.answers = [True]

    entries.set_up(start.host(), environ, shot.differences, shot.apply, person)

    assert start.host().timeline().start == 1001
    entries.set_up(start.host(), environ, shot.differences, shot.apply, person)
    assert person.told[-1] == ("Set up scene", "The scene is as demo/sq010/sh0010 asks.")
