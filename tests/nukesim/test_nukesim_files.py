"""The script as a file: opened, saved, cleared, closed; modified or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools import scenes
from studio_tools.testing.nukesim import Session

SCRIPT = """#! /usr/local/Nuke13.2v8/libnuke-13.2.8.so -nx
version 13.2 v8
define_window_layout_xml {<?xml version="1.0" encoding="UTF-8"?>
<layout version="1.0">
</layout>
}
Root {
 inputs 0
 name /elsewhere/old.nk
 first_frame 1001
 last_frame 1100
 fps 23.976
 format "1920 1080 0 0 1920 1080 1 HD_1080"
}
Read {
 inputs 0
 file /a/b.####.exr
 first 1001
 last 1100
 name Plate
}
set N1 [stack 0]
Grade {
 name Grade1
}
push 0
push $N1
Merge2 {
 inputs 2
 name Merge1
}
"""


@pytest.fixture
def path(written: Callable[[str, str], str]) -> str:
    return written("comp_v001.nk", SCRIPT)


def test_an_untitled_script_has_no_name(nuke: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="no script name"):
        nuke.scriptName()


def test_a_script_opens(nuke: ModuleType, path: str) -> None:
    nuke.scriptOpen(path)

    root = nuke.root()
    assert nuke.scriptName() == root.name() == root["name"].value() == path
    assert (root.firstFrame(), root.lastFrame(), root.realFps()) == (1001, 1100, 23.976)
    assert root.fps() == 23
    assert root.format().name() == "HD_1080"
    assert not root.modified()
    assert nuke.script_directory() == Path(path).parent.as_posix()


def test_its_wires_are_those_of_the_stack(nuke: ModuleType, path: str) -> None:
    nuke.scriptOpen(path)
    plate, merge = nuke.toNode("Plate"), nuke.toNode("Merge1")

    assert nuke.toNode("Grade1").input(0) is plate
    assert (merge.input(0), merge.input(1)) == (plate, None)


def test_a_missing_script_does_not_open(nuke: ModuleType) -> None:
    nuke.nodes.Read()
    with pytest.raises(RuntimeError, match="No such file"):
        nuke.scriptOpen("/gone.nk")

    assert len(nuke.allNodes()) == 1


@pytest.mark.parametrize("name", [3, ["a.nk"], b"a.nk"], ids=str)
def test_a_script_is_named_by_text(nuke: ModuleType, name: object) -> None:
    with pytest.raises(TypeError):
        nuke.scriptOpen(name)


def test_with_a_window_a_used_nuke_opens_it_elsewhere(window: Session, path: str) -> None:
    import nuke

    nuke.nodes.Read()
    nuke.scriptOpen(path)

    assert window.opened_elsewhere == [path]
    assert nuke.root().name() == "Root"


def test_in_a_terminal_it_takes_the_place_of_the_old_one(terminal: Session, path: str) -> None:
    import nuke

    nuke.nodes.Blur()
    nuke.scriptOpen(path)

    assert nuke.toNode("Blur1") is None
    assert terminal.opened_elsewhere == []


def test_clearing_and_reading_is_the_way_within_one_window(window: Session, path: str) -> None:
    import nuke

    nuke.nodes.Blur()
    nuke.scriptClear()
    nuke.scriptReadFile(path)

    assert nuke.root()["name"].value() == ""
    assert nuke.root().firstFrame() == 1001
    assert nuke.root().modified()


def test_reading_adds_to_what_is_there(nuke: ModuleType, path: str) -> None:
    nuke.nodes.Grade()
    nuke.scriptReadFile(path)

    assert sorted(node.name() for node in nuke.allNodes()) == ["Grade1", "Grade2", "Merge1", "Plate"]


def test_a_script_saves_and_reads_back(nuke: ModuleType, path: str, tmp_path: Path) -> None:
    nuke.scriptOpen(path)
    other = (tmp_path / "other.nk").as_posix()
    nuke.scriptSaveAs(other)

    told = scenes.read(other)
    assert told.range == (1001, 1100)
    assert told.script_name == other
    assert [each.path for each in told.dependencies] == ["/a/b.####.exr"]
    assert not told.warnings
    assert nuke.root().name() == other


def test_the_layout_of_the_window_is_kept(nuke: ModuleType, path: str) -> None:
    nuke.scriptOpen(path)
    nuke.scriptSave()

    assert 'define_window_layout_xml {<?xml version="1.0"' in Path(path).read_text()


def test_a_save_without_a_name_is_refused_or_asked(session: Session, nuke: ModuleType, tmp_path: Path) -> None:
    if not session.is_gui:
        with pytest.raises(RuntimeError, match="no file name"):
            nuke.scriptSave()
        return
    session.interface.answers.append((tmp_path / "asked.nk").as_posix())
    assert nuke.scriptSave() is True
    assert nuke.root().name() == (tmp_path / "asked.nk").as_posix()


def test_a_person_may_cancel_a_save(window: Session) -> None:
    import nuke

    window.interface.answers.append(None)

    assert nuke.scriptSave() is False


def test_a_save_elsewhere_keeps_the_name(nuke: ModuleType, path: str, tmp_path: Path) -> None:
    nuke.scriptOpen(path)
    nuke.scriptSave((tmp_path / "backup.nk").as_posix())

    assert nuke.root().name() == path
    assert (tmp_path / "backup.nk").is_file()


@pytest.mark.parametrize("overwrite", [-1, 0, False], ids=str)
def test_a_file_is_not_overwritten_unasked(terminal: Session, path: str, overwrite: int) -> None:
    import nuke

    with pytest.raises(RuntimeError, match="was not overwritten"):
        nuke.scriptSaveAs(path, overwrite)

    assert Path(path).read_text() == SCRIPT
    assert nuke.root().name() == "Root"


@pytest.mark.parametrize("overwrite", [1, True], ids=str)
def test_a_file_is_overwritten_when_told(nuke: ModuleType, path: str, overwrite: int) -> None:
    nuke.scriptSaveAs(path, overwrite)

    assert Path(path).read_text() != SCRIPT


@pytest.mark.parametrize("answer", [True, False])
def test_with_a_window_the_person_is_asked(window: Session, path: str, answer: bool) -> None:
    import nuke

    window.interface.answers.append(answer)
    if answer:
        nuke.scriptSaveAs(path)
    else:
        with pytest.raises(RuntimeError):
            nuke.scriptSaveAs(path)

    assert (nuke.root().name() == path) is answer


def test_with_a_window_never_means_never(window: Session, path: str) -> None:
    import nuke

    with pytest.raises(RuntimeError):
        nuke.scriptSaveAs(path, 0)
    assert not window.interface.shown


def test_any_change_modifies_and_a_save_does_not(nuke: ModuleType, tmp_path: Path) -> None:
    assert not nuke.modified()
    node = nuke.nodes.Read()
    assert nuke.modified()
    nuke.scriptSaveAs((tmp_path / "a.nk").as_posix())
    assert not nuke.modified()
    node["file"].setValue("a.exr")
    assert nuke.root().modified()
    nuke.root().setModified(False)
    assert not nuke.modified()
    assert nuke.modified(True)


def test_clearing_makes_everything_new(nuke: ModuleType, path: str) -> None:
    nuke.scriptOpen(path)
    node, root = nuke.toNode("Plate"), nuke.root()
    nuke.scriptClear()

    assert nuke.root() is not root
    assert (nuke.root().name(), nuke.allNodes(), nuke.modified()) == ("Root", [], False)
    with pytest.raises(ValueError, match="not attached"):
        node.name()


@pytest.mark.parametrize(
    ("answer", "closed", "saved"), [(True, True, True), (False, True, False), (None, False, False)], ids=str
)
def test_closing_a_changed_script_is_asked(
    window: Session, path: str, answer: bool | None, closed: bool, saved: bool
) -> None:
    import nuke

    nuke.scriptOpen(path)
    nuke.nodes.Blur()
    window.interface.answers.append(answer)

    assert nuke.scriptClose() is closed
    assert (nuke.root().name() == "Root") is closed
    assert ("Blur" in Path(path).read_text()) is saved


def test_closing_asks_nothing_when_told_or_unchanged(window: Session, path: str) -> None:
    import nuke

    nuke.scriptOpen(path)
    assert nuke.scriptClose()
    nuke.nodes.Blur()
    assert nuke.scriptClose(ignoreUnsavedChanges=True)
    assert not window.interface.shown


def test_saving_and_clearing_in_one(nuke: ModuleType, path: str) -> None:
    nuke.scriptOpen(path)
    nuke.nodes.Blur()

    assert nuke.scriptSaveAndClear()
    assert "Blur" in Path(path).read_text()
    assert nuke.allNodes() == []


def test_the_program_can_be_left(session: Session, nuke: ModuleType) -> None:
    nuke.scriptExit()

    assert session.is_closed


def test_unknown_classes_are_kept(nuke: ModuleType, written: Callable[[str, str], str], session: Session) -> None:
    path = written(
        "a.nk", 'version 13.2 v8\nStudioThing {\n inputs 0\n path "/a b"\n name Thing1\n}\nBlur {\n name B\n}\n'
    )
    nuke.scriptOpen(path)
    node = nuke.toNode("Thing1")

    assert node.Class() == "StudioThing"
    assert node.hasError()
    assert ("error", "StudioThing: Unknown command") in session.printed
    nuke.scriptSave()
    assert 'StudioThing {\n inputs 0\n path "/a b"\n' in Path(path).read_text()


def test_knobs_that_are_not_in_the_tables_are_kept(nuke: ModuleType, written: Callable[[str, str], str]) -> None:
    from studio_tools.testing.nukesim import NotSimulated

    path = written("a.nk", "version 13.2 v8\nGrade {\n brandnew {1 2 {3}}\n name G\n}\n")
    nuke.scriptOpen(path)
    knob = nuke.toNode("G")["brandnew"]

    with pytest.raises(NotSimulated, match="not in the tables"):
        knob.value()
    nuke.scriptSave()
    assert " brandnew {1 2 {3}}\n" in Path(path).read_text()


def test_what_makes_no_sense_is_an_error_after_all_is_read(
    nuke: ModuleType, written: Callable[[str, str], str]
) -> None:
    path = written("a.nk", "version 13.2 v8\nGrade {\n name G\n}\nrubbish here\nBlur {\n name B\n}\n")

    with pytest.raises(RuntimeError, match="makes no sense"):
        nuke.scriptOpen(path)

    assert nuke.toNode("G") is not None
    assert nuke.toNode("B") is not None


def test_text_is_read_into_the_group_that_code_sees(nuke: ModuleType) -> None:
    with nuke.nodes.Group(name="G"):
        nuke.scriptReadText("Blur {\n inputs 0\n size 5\n name B\n}\n")

    assert nuke.toNode("G.B")["size"].value() == 5.0


def test_files_of_nodes_are_told(nuke: ModuleType) -> None:
    node = nuke.nodes.Read(file="/a/[lindex {b c} 0].####.exr")
    nuke.frame(7)

    assert nuke.filename(node) == "/a/b.%04d.exr"
    assert nuke.filename(node, nuke.REPLACE) == "/a/b.0007.exr"
    assert nuke.filename(nuke.nodes.Blur()) is None
    assert nuke.filename(nuke.nodes.Read()) is None
    assert nuke.stripFrameRange("/a/b.####.exr 1-10") == "/a/b.####.exr"


def test_the_files_of_a_group_are_those_of_its_writes(nuke: ModuleType) -> None:
    group = nuke.nodes.Group()
    with group:
        nuke.nodes.Read(file="/in.exr")
        nuke.nodes.Write(file="/out.exr")

    assert nuke.filename(group) == "/out.exr"


def test_the_proxy_is_the_file_when_proxies_are_worked_with(nuke: ModuleType) -> None:
    node = nuke.nodes.Read(file="/full.exr", proxy="/small.exr")
    nuke.root().setProxy(True)

    assert nuke.filename(node) == "/small.exr"


@pytest.mark.parametrize("class_name", ["VariableGroup", "StudioGroup"], ids=["Nuke's own", "nobody's"])
def test_groups_beyond_the_tables_keep_what_is_in_them(
    nuke: ModuleType, written: Callable[[str, str], str], class_name: str
) -> None:
    head = "version 16.0 v4\nRoot {\n inputs 0\n gsv {{default {shot sh010}}}\n}\n"
    text = f"{head}{class_name} {{\n inputs 0\n name V\n}}\n"
    path = written("a.nk", f"{text} Blur {{\n  inputs 0\n  name In\n }}\nend_group\nGrade {{\n name After\n}}\n")
    nuke.scriptOpen(path)

    assert nuke.toNode("V.In").Class() == "Blur"
    assert nuke.toNode("After").input(0) is nuke.toNode("V")
    nuke.scriptSave()
    assert (
        f"{class_name} {{\n inputs 0\n name V\n}}\n Blur {{\n  inputs 0\n  name In\n }}\nend_group\n"
        in Path(path).read_text()
    )
    assert " gsv {{default {shot sh010}}}\n" in Path(path).read_text()
