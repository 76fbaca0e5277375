"""Who is told of what, when, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import NotSimulated, Session


@pytest.fixture
def heard() -> list[str]:
    return []


def test_the_knobs_code_comes_first_then_the_class_then_all(
    session: Session, nuke: ModuleType, heard: list[str], tmp_path: Path
) -> None:
    session.run_python = heard.append
    nuke.addOnScriptSave(heard.append, ("all",), nodeClass="*")
    nuke.addOnScriptSave(heard.append, ("root one",))
    nuke.addOnScriptSave(heard.append, ("root two",))
    nuke.root()["onScriptSave"].setValue("knob")
    nuke.scriptSaveAs((tmp_path / "a.nk").as_posix())

    assert heard == ["knob", "root one", "root two", "all"]


def test_code_in_a_knob_is_not_run_unless_the_test_says_how(nuke: ModuleType, tmp_path: Path) -> None:
    nuke.root()["onScriptSave"].setValue("print(1)")

    with pytest.raises(NotSimulated, match="code given as text"):
        nuke.scriptSaveAs((tmp_path / "a.nk").as_posix())


def test_what_is_added_twice_is_called_once(nuke: ModuleType, heard: list[str]) -> None:
    for _ in range(2):
        nuke.addOnCreate(heard.append, ("made",))
    nuke.nodes.Read()

    assert heard == ["made"]


def test_what_is_removed_is_not_called(nuke: ModuleType, heard: list[str]) -> None:
    nuke.addOnCreate(heard.append, ("made",), nodeClass="Read")
    nuke.removeOnCreate(heard.append, ("made",))
    nuke.nodes.Read()
    nuke.removeOnCreate(heard.append, ("made",), nodeClass="Read")
    nuke.nodes.Read()

    assert heard == ["made"], "it must be removed with the words it was added with"


@pytest.mark.parametrize("call", ["print", None, 3], ids=str)
def test_only_what_can_be_called_is_added(nuke: ModuleType, call: object) -> None:
    with pytest.raises(ValueError, match="call must be a callable"):
        nuke.addOnCreate(call)


def test_arguments_are_a_tuple_and_a_dictionary(nuke: ModuleType, heard: list[str]) -> None:
    nuke.addOnCreate(heard.append, "one word")
    nuke.nodes.Read()

    assert heard == ["one word"]
    with pytest.raises(ValueError, match="kwargs must be a dictionary"):
        nuke.addOnCreate(heard.append, (), ["x"])


def test_the_context_is_the_node_it_is_about(nuke: ModuleType, heard: list[str]) -> None:
    nuke.addOnCreate(
        lambda: heard.append(f"{nuke.thisNode().fullName()} {nuke.thisClass()} {nuke.thisParent().name()}")
    )
    nuke.nodes.Read(name="R")

    assert heard == ["R Read Root"]
    with pytest.raises(RuntimeError):
        nuke.thisKnob()


def test_nodes_of_a_script_are_told_of_inner_ones_first(nuke: ModuleType, heard: list[str], tmp_path: Path) -> None:
    with nuke.nodes.Group(name="Outer"), nuke.nodes.Group(name="Inner"):
        nuke.nodes.Read(name="R")
    nuke.nodes.Blur(name="B")
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptClear()
    nuke.addOnCreate(lambda: heard.append(nuke.thisNode().fullName()))
    nuke.addOnUserCreate(lambda: heard.append("user"))
    nuke.scriptReadFile(path)

    assert heard == ["Outer.Inner.R", "Outer.Inner", "Outer", "B"]


def test_a_person_makes_nodes_only_with_a_window(session: Session, nuke: ModuleType, heard: list[str]) -> None:
    nuke.addOnCreate(heard.append, ("create",))
    nuke.addOnUserCreate(heard.append, ("user",))
    nuke.createNode("Read")
    nuke.nodes.Read()

    assert heard == (["user", "create", "create"] if session.is_gui else ["create", "create"])


def test_a_load_is_told_and_a_new_script_is_not(nuke: ModuleType, heard: list[str], tmp_path: Path) -> None:
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.addOnScriptLoad(lambda: heard.append(f"load {nuke.root().name()}"))
    nuke.addOnScriptClose(heard.append, ("close",))
    nuke.scriptClear()
    assert heard == ["close"]
    nuke.scriptOpen(path)

    assert heard == ["close", "close", f"load {path}"]


def test_a_new_root_is_told_of(nuke: ModuleType, heard: list[str]) -> None:
    nuke.addOnCreate(heard.append, ("root",), nodeClass="Root")
    nuke.scriptClear()

    assert heard == ["root"]


def test_a_callback_while_saving_may_change_the_name(nuke: ModuleType, tmp_path: Path) -> None:
    nuke.addOnScriptSave(lambda: nuke.root()["name"].setValue((tmp_path / "b.nk").as_posix()))
    nuke.scriptSaveAs((tmp_path / "a.nk").as_posix())

    assert not (tmp_path / "a.nk").exists()
    assert (tmp_path / "b.nk").is_file()


def test_what_goes_wrong_does_not_stop_a_save(session: Session, nuke: ModuleType, tmp_path: Path) -> None:
    nuke.addOnScriptSave(lambda: 1 / 0)
    nuke.scriptSaveAs((tmp_path / "a.nk").as_posix())

    assert (tmp_path / "a.nk").is_file()
    assert "ZeroDivisionError" in session.callbacks.failures[0]
    assert session.printed[0][0] == "error"


def test_what_a_callback_changes_while_loading_modifies(nuke: ModuleType, tmp_path: Path) -> None:
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptClear()
    nuke.addOnScriptLoad(lambda: nuke.root()["label"].setValue("touched"))
    nuke.scriptOpen(path)

    assert nuke.root().modified()


def test_a_deleted_node_is_told_of_while_it_is_there(nuke: ModuleType, heard: list[str]) -> None:
    node = nuke.nodes.Read(name="R")
    nuke.addOnDestroy(lambda: heard.append(nuke.thisNode().name()))
    nuke.delete(node)

    assert heard == ["R"]


def test_a_changed_knob_is_told_of_while_the_panel_is_open(window: Session, heard: list[str]) -> None:
    import nuke

    node = nuke.createNode("Read", inpanel=True)
    nuke.addKnobChanged(lambda: heard.append(nuke.thisKnob().name()), nodeClass="Read")
    node["file"].setValue("a.exr")
    node.hideControlPanel()
    node["file"].setValue("b.exr")
    node.showControlPanel()

    assert heard == ["file", "hidePanel", "showPanel"]


def test_it_is_not_told_of_its_own_changes(window: Session, heard: list[str]) -> None:
    import nuke

    node = nuke.createNode("Read")

    def changed() -> None:
        heard.append(nuke.thisKnob().name())
        nuke.thisNode()["label"].setValue("x")

    nuke.createNode("Read")
    nuke.addKnobChanged(changed, node=node)
    nuke.toNode("Read2")["file"].setValue("other.exr")
    node["file"].setValue("a.exr")

    assert heard == ["file"]


def test_a_changed_input_is_told_of(window: Session, heard: list[str]) -> None:
    import nuke

    grade = nuke.createNode("Grade")
    nuke.addKnobChanged(lambda: heard.append(nuke.thisKnob().name()), nodeClass="Grade")
    grade.setInput(0, nuke.nodes.Read())

    assert heard == ["inputChange"]


def test_no_panel_is_open_in_a_terminal(terminal: Session, heard: list[str]) -> None:
    import nuke

    nuke.addKnobChanged(heard.append, ("changed",))
    nuke.createNode("Read")["file"].setValue("a.exr")

    assert heard == []
    with pytest.raises(RuntimeError, match="non-gui"):
        nuke.toNode("Read1").showControlPanel()


def test_filename_filters_change_what_is_read_and_no_knob(
    nuke: ModuleType, frames: Callable[..., str], tmp_path: Path
) -> None:
    real = frames()
    node = nuke.nodes.Read(file=real.replace(tmp_path.as_posix(), "/mnt"), first=1001, last=1004)
    nuke.frame(1001)
    assert node.hasError()
    nuke.addFilenameFilter(lambda name: name.replace("/mnt", tmp_path.as_posix()))

    assert not node.hasError()
    assert node["file"].value().startswith("/mnt")


def test_filters_that_came_last_are_asked_first(nuke: ModuleType, heard: list[str]) -> None:
    nuke.addFilenameFilter(lambda name: heard.append("one"))
    nuke.addFilenameFilter(lambda name: heard.append("two"))
    nuke.nodes.Read(file="/a.exr").hasError()

    assert heard == ["two", "one"]


def test_a_node_may_be_named_for_changes_of_knobs_only(nuke: ModuleType) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'node'"):
        nuke.addOnCreate(print, node=nuke.nodes.Read())


def test_a_filter_that_fails_is_printed_and_changes_nothing(nuke: ModuleType, session: Session) -> None:
    nuke.addFilenameFilter(lambda name: 1 / 0)

    assert nuke.nodes.Read(file="/gone.exr").hasError()
    assert "ZeroDivisionError" in session.callbacks.failures[0]
