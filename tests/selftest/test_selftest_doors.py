"""The doors in the programs: a person's preferences and scene are left alone, and who answers is said truly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio_tools.errors import SceneUnsaved
from studio_tools.testing import mayasim, nukesim
from studio_tools.testing.selftest.transcript import SIMULATOR, read


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[mayasim.Session]:
    with mayasim.installed(mayasim.start(tmp_path / "project")) as session:
        yield session


@pytest.fixture
def window(tmp_path: Path) -> Iterator[mayasim.Session]:
    with mayasim.installed(mayasim.start(tmp_path / "project", is_gui=True)) as session:
        yield session


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[nukesim.Session]:
    with nukesim.installed(nukesim.start(tmp_path, environment={})) as session:
        yield session


@pytest.mark.parametrize("before", [None, "/people/jane/maya"], ids=["unset", "set"])
def test_mayapy_begins_with_preferences_of_its_own(
    batch: mayasim.Session, tmp_path: Path, monkeypatch: Any, before: str | None
) -> None:
    from dcc.maya import selftest

    if before is None:
        monkeypatch.delenv("MAYA_APP_DIR", raising=False)
    else:
        monkeypatch.setenv("MAYA_APP_DIR", before)

    with selftest.maya(tmp_path / "own") as found:
        assert os.environ["MAYA_APP_DIR"] == str(tmp_path / "own")
        assert (tmp_path / "own").is_dir()
        assert found.host.name == "maya"
    assert os.environ.get("MAYA_APP_DIR") == before
    assert batch.messages.sent[-1] == batch.numbers["kMayaExiting"], "Maya was ended"


def test_undo_is_on_where_maya_begins_without(batch: mayasim.Session, tmp_path: Path) -> None:
    from dcc.maya import selftest

    batch.scene.journal.is_on = False

    with selftest.maya(tmp_path / "own"):
        assert batch.scene.journal.is_on


def test_a_maya_with_its_window_is_not_begun_again(window: mayasim.Session, tmp_path: Path) -> None:
    from dcc.maya import selftest

    with selftest.maya(tmp_path / "own") as found:
        assert found.host.interactive
        assert not (tmp_path / "own").exists()
    assert window.numbers["kMayaExiting"] not in window.messages.sent


def test_a_persons_scene_in_maya_is_not_thrown_away(
    window: mayasim.Session, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    from maya import cmds

    from dcc.maya import selftest

    monkeypatch.chdir(tmp_path)
    cmds.createNode("transform", name="precious")

    assert selftest.main(["--only", "it_names_itself"]) == SceneUnsaved.exit_code
    assert cmds.objExists("precious")
    assert not list(tmp_path.glob("*.jsonl"))


def test_in_mayas_window_it_runs_from_the_script_editor(
    window: mayasim.Session, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    from dcc.maya import selftest

    monkeypatch.chdir(tmp_path)
    words = ["a_menu_shows_its_entries", "unsaved", "window-in-batch"]

    assert selftest.main([each for word in words for each in ("--only", word)]) == 0
    (path,) = tmp_path.glob("selftest-maya-*.jsonl")
    told = read(path)
    assert told.made_by["interactive"] is True
    assert [each.outcome for each in told.checks] == ["passed"]
    assert [(each.code, each.outcome) for each in told.assumptions] == [
        ("unsaved", "holds"),
        ("window-in-batch", "not asked"),
    ]


def test_a_simulated_maya_says_what_it_is(batch: mayasim.Session) -> None:
    from maya import cmds

    from dcc.maya import selftest

    assert selftest.made_by(cmds, "2026", 20260100)["program"] == SIMULATOR


def test_a_real_maya_says_what_it_is(batch: mayasim.Session) -> None:
    from dcc.maya import selftest

    told = selftest.made_by(SimpleNamespace(), "2026", 20260100)

    assert told == {"program": "Autodesk Maya", "host_version": "2026", "api": "20260100"}


def test_a_persons_script_in_nuke_is_not_thrown_away(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    with nukesim.installed(nukesim.start(tmp_path, is_gui=True, environment={})):
        import nuke

        from dcc.nuke import selftest

        monkeypatch.chdir(tmp_path)
        nuke.nodes.NoOp(name="Precious")

        assert selftest.main(["--only", "it_names_itself"]) == SceneUnsaved.exit_code
        assert nuke.toNode("Precious") is not None


def test_in_nukes_window_it_asks_what_needs_one(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    with nukesim.installed(nukesim.start(tmp_path, is_gui=True, environment={})) as session:
        from dcc.nuke import selftest

        monkeypatch.chdir(tmp_path)
        words = ["a_menu_shows_its_entries", "screen-size", "update-at-idle", "create-order", "pane-in-terminal"]

        assert selftest.main([each for word in words for each in ("--only", word)], turn=session.idle) == 0
    (path,) = tmp_path.glob("selftest-nuke-*.jsonl")
    told = {each.code: each.outcome for each in read(path).assumptions}
    assert told == dict.fromkeys(words[1:4], "holds") | {"pane-in-terminal": "not asked"}


def test_a_simulated_nuke_says_what_it_is(terminal: nukesim.Session) -> None:
    import nuke

    from dcc.nuke import selftest

    assert selftest.made_by(nuke) == {"program": SIMULATOR, "host_version": "16.0v4", "api": "16.0v4"}


def test_a_real_nuke_says_what_it_is(terminal: nukesim.Session) -> None:
    from dcc.nuke import selftest

    told = selftest.made_by(SimpleNamespace(NUKE_VERSION_STRING="17.0v1"))

    assert (told["program"], told["host_version"]) == ("Foundry Nuke", "17.0v1")


def test_nuke_is_left_with_an_empty_script(terminal: nukesim.Session, tmp_path: Path, monkeypatch: Any) -> None:
    import nuke

    from dcc.nuke import selftest

    monkeypatch.chdir(tmp_path)
    with selftest.nuke(tmp_path / "own", selftest.push) as found:
        nuke.nodes.NoOp()
        assert found.is_modified()
    assert nuke.allNodes() == []


def test_pushing_the_loop_of_qt_is_no_error_where_there_is_none(terminal: nukesim.Session) -> None:
    from dcc.nuke import selftest

    selftest.push()
