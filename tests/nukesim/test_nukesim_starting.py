"""Start-up files, in their order and in both modes."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import Session, installed, start, start_up


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two folders of a plug-in path whose files say that they ran."""
    made = []
    for name in ("user", "studio"):
        folder = tmp_path / name
        folder.mkdir()
        for file in ("init", "menu"):
            (folder / f"{file}.py").write_text(f"import nuke\nnuke.tprint('{name} {file}')\n")
        made.append(folder)
    return made


def said(session: Session) -> list[str]:
    return [text for level, text in session.printed if level == "info"]


def test_a_terminal_runs_init_only(terminal: Session, folders: list[Path]) -> None:
    start_up(terminal, folders)

    assert said(terminal) == ["studio init", "user init"]


def test_a_window_runs_menus_after_all_inits(window: Session, folders: list[Path]) -> None:
    start_up(window, folders)

    assert said(window) == ["studio init", "user init", "studio menu", "user menu"]


def test_an_init_may_add_folders(terminal: Session, folders: list[Path], tmp_path: Path) -> None:
    (tmp_path / "gizmos").mkdir()
    (folders[0] / "init.py").write_text("import nuke\nnuke.pluginAddPath('./gizmos')\n")
    start_up(terminal, folders)

    assert terminal.gizmos[0] == tmp_path / "gizmos"


def test_modules_beside_it_are_imported(terminal: Session, folders: list[Path]) -> None:
    (folders[1] / "studio_beside.py").write_text("NAME = 'beside'\n")
    (folders[1] / "init.py").write_text("import nuke, studio_beside\nnuke.tprint(studio_beside.NAME)\n")
    start_up(terminal, folders)

    assert "beside" in said(terminal)


def test_windows_in_an_init_keep_a_terminal_from_starting(terminal: Session, folders: list[Path]) -> None:
    (folders[0] / "init.py").write_text("import nuke\nnuke.menu('Nuke')\n")

    with pytest.raises(RuntimeError, match="non-gui"):
        start_up(terminal, folders)


def test_with_a_window_an_error_is_shown_and_the_rest_runs(window: Session, folders: list[Path]) -> None:
    (folders[1] / "init.py").write_text("raise ValueError('broken')\n")
    start_up(window, folders)

    assert any("broken" in text for level, text in window.printed if level == "error")
    assert said(window) == ["user init", "studio menu", "user menu"]


def test_menus_are_there_when_menu_files_run(tmp_path: Path, folders: list[Path]) -> None:
    (folders[0] / "menu.py").write_text("import nuke\nnuke.menu('Nuke').addMenu('Studio').addCommand('Go', 'go()')\n")
    with installed(start(tmp_path, is_gui=True)) as session:
        start_up(session, folders)

        assert session.interface.menus["Nuke"].findItem("Studio/Go") is not None


def test_the_root_class_gives_the_script(nuke: ModuleType) -> None:
    assert nuke.Root() is nuke.root()
    assert isinstance(nuke.root(), nuke.Root)
    assert not isinstance(nuke.nodes.Group(), nuke.Root)


def test_changed_nodes_update_when_the_loop_is_idle(session: Session, nuke: ModuleType) -> None:
    heard: list[str] = []
    node = nuke.nodes.Read(name="R")
    session.idle()
    nuke.addUpdateUI(lambda: heard.append(nuke.thisNode().name()))
    node["file"].setValue("a.exr")
    node["first"].setValue(2)
    assert heard == []
    session.idle()
    session.idle()

    assert heard == (["R"] if session.is_gui else [])


def test_labels_are_asked_of_those_who_came_last(session: Session, nuke: ModuleType) -> None:
    node = nuke.nodes.Read(name="R", label="[value first]")
    assert session.callbacks.label(node) == "R\n1"
    nuke.addAutolabel(lambda: f"mine {nuke.thisNode().name()}")
    nuke.addAutolabel(lambda: None)

    assert session.callbacks.label(node) == "mine R"


def test_a_mapper_changes_the_usual_colour_space(nuke: ModuleType) -> None:
    hints: list[int] = []

    def plates(space: str, hint: int) -> str:
        hints.append(hint)
        return "AlexaV3LogC"

    nuke.addDefaultColorspaceMapper(plates, nodeClass="Read")

    assert nuke.nodes.Read(file="a.dpx")["colorspace"].value() == "default (AlexaV3LogC)"
    assert nuke.nodes.Write(file="a.dpx")["colorspace"].value() == "default (Cineon)"
    assert set(hints) == {nuke.LOG}


def test_the_button_that_loads_a_file_anew_is_pressed(session: Session, nuke: ModuleType) -> None:
    nuke.nodes.Read(name="R")["reload"].execute()

    assert session.reloaded == ["R"]
