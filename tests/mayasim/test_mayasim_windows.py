"""The interface: menus, panels, dialogs; none of it in batch mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session, installed, start
from studio_tools.testing.mayasim.commands import COMMANDS

NEEDY = sorted(name for name, each in COMMANDS.items() if each.needs_window)


@pytest.mark.parametrize("name", NEEDY)
def test_in_batch_there_is_no_interface(batch: Session, name: str) -> None:
    from maya import cmds

    with pytest.raises(RuntimeError, match="not available in batch mode"):
        getattr(cmds, name)("x")


def test_a_menu_is_made_below_the_main_window(window: Session) -> None:
    from maya import cmds

    done: list[str] = []
    assert cmds.menu("pipe", label="Pipe", parent="MayaWindow", tearOff=True) == "MayaWindow|pipe"
    cmds.menuItem("pub", label="Publish", parent="pipe", command=lambda *_: done.append("published"))
    cmds.menuItem(divider=True, parent="pipe")
    cmds.menuItem(label="Load", parent="pipe", command=lambda *_: None)

    assert window.interface.labels("pipe") == ["Publish", "", "Load"]
    assert cmds.menu("pipe", query=True, numberOfItems=True) == 3
    items = cmds.menu("pipe", query=True, itemArray=True)
    assert [cmds.menuItem(each, query=True, divider=True) for each in items] == [False, True, False]
    assert cmds.menu("pipe", query=True, label=True) == "Pipe"
    window.interface.click("Publish")
    assert done == ["published"]


def test_items_go_below_the_menu_that_was_made_last(window: Session) -> None:
    from maya import cmds

    cmds.menu("pipe", label="Pipe", parent="MayaWindow")
    cmds.menuItem(label="More", subMenu=True)
    cmds.menuItem(label="Inner")
    cmds.setParent("..", menu=True)
    cmds.menuItem(label="Outer")

    assert window.interface.labels("pipe") == ["More", "Outer"]


def test_a_name_that_is_taken_is_refused(window: Session) -> None:
    from maya import cmds

    cmds.menu("pipe", label="Pipe", parent="MayaWindow")

    with pytest.raises(RuntimeError, match="not unique"):
        cmds.menu("pipe", label="Pipe", parent="MayaWindow")


def test_a_menu_is_deleted_with_its_items(window: Session) -> None:
    from maya import cmds

    cmds.menu("pipe", label="Pipe", parent="MayaWindow")
    cmds.menuItem("pub", label="Publish", parent="pipe")

    cmds.deleteUI("pipe", menu=True)

    assert cmds.menu("pipe", exists=True) is False
    assert cmds.menuItem("pub", exists=True) is False
    with pytest.raises(RuntimeError, match="not found"):
        cmds.deleteUI("pipe")


def test_a_menu_may_be_emptied_and_filled_on_demand(window: Session) -> None:
    from maya import cmds

    def fill(menu: str, _: object) -> None:
        cmds.menu(menu, edit=True, deleteAllItems=True)
        cmds.menuItem(label="Fresh", parent=menu)

    cmds.menu("pipe", label="Pipe", parent="MayaWindow", postMenuCommand=fill)
    window.interface.open_menu("pipe")
    window.interface.open_menu("pipe")

    assert window.interface.labels("pipe") == ["Fresh"]


def test_a_parent_that_there_is_not_is_refused(window: Session) -> None:
    from maya import cmds

    with pytest.raises(RuntimeError, match="'nothing' not found"):
        cmds.menuItem(label="x", parent="nothing")


def test_a_panel_is_remembered_until_its_state_is_removed(tmp_path: Path) -> None:
    told: list[str] = []
    with installed(start(tmp_path, is_gui=True, run_python=told.append)) as session:
        from maya import cmds

        cmds.workspaceControl("panel", label="P", uiScript="import p; p.restore()", retain=False)
        assert told == ["import p; p.restore()"]
        assert cmds.workspaceControl("panel", query=True, exists=True) is True
        assert cmds.workspaceControl("panel", query=True, label=True) == "P"

        cmds.deleteUI("panel", control=True)
        assert cmds.workspaceControl("panel", exists=True) is False
        assert session.interface.restore(told.append) == ["panel"]
        assert told[-1] == "import p; p.restore()"

        cmds.deleteUI("panel", control=True)
        cmds.workspaceControlState("panel", remove=True)
        assert session.interface.restore(told.append) == []


def test_a_deleted_panel_comes_back_with_its_old_script_unless_its_state_is_removed(tmp_path: Path) -> None:
    told: list[str] = []
    with installed(start(tmp_path, is_gui=True, run_python=told.append)):
        from maya import cmds

        cmds.workspaceControl("panel", uiScript="old")
        cmds.deleteUI("panel")
        cmds.workspaceControl("panel", uiScript="new")
        assert told == ["old", "old"]
        cmds.deleteUI("panel")
        cmds.workspaceControlState("panel", remove=True)
        cmds.workspaceControl("panel", uiScript="new")
        assert told == ["old", "old", "new"]


def test_a_panel_is_not_made_twice(tmp_path: Path) -> None:
    with installed(start(tmp_path, is_gui=True, run_python=lambda text: None)):
        from maya import cmds

        cmds.workspaceControl("panel", uiScript="x")

        with pytest.raises(RuntimeError, match="not unique"):
            cmds.workspaceControl("panel", uiScript="x")


def test_a_panel_that_is_a_function_could_not_be_restored(window: Session) -> None:
    from maya import cmds

    with pytest.raises(RuntimeError, match="must be a string"):
        cmds.workspaceControl("panel", uiScript=lambda: None)


def test_a_dialog_gets_the_answer_that_the_test_gave(window: Session) -> None:
    from maya import cmds

    window.interface.answers.extend(["Yes", None, ["/a.ma"], None, ("OK", "shot")])

    assert cmds.confirmDialog(title="t", message="Save?", button=["Yes", "No"]) == "Yes"
    assert cmds.confirmDialog(message="Save?", button=["Yes", "No"], dismissString="No") == "No"
    assert cmds.fileDialog2(fileMode=1, caption="Open") == ["/a.ma"]
    assert cmds.fileDialog2(fileMode=1) is None
    assert cmds.promptDialog(title="Name", button=["OK"]) == "OK"
    assert cmds.promptDialog(query=True, text=True) == "shot"
    assert window.interface.shown[0] == ("confirmDialog", "Save?")


def test_a_dialog_that_nobody_answers_is_not_passed_over(window: Session) -> None:
    from maya import cmds

    with pytest.raises(NotSimulated, match="nobody said what to answer"):
        cmds.confirmDialog(message="Save?")


def test_an_answer_must_be_one_of_the_buttons(window: Session) -> None:
    from maya import cmds

    window.interface.answers.append("Maybe")

    with pytest.raises(RuntimeError, match="no button 'Maybe'"):
        cmds.confirmDialog(message="Save?", button=["Yes", "No"])


def test_messages_in_the_view_are_seen(window: Session) -> None:
    from maya import cmds

    cmds.inViewMessage(assistMessage="Published", position="topCenter", fade=True)

    assert window.interface.shown == [("inViewMessage", "Published")]


def test_progress_is_shown_once_and_may_be_cancelled(window: Session) -> None:
    from maya import cmds

    assert cmds.progressWindow(title="x", maxValue=10, isInterruptable=True) is True
    assert cmds.progressWindow(title="y") is False
    cmds.progressWindow(edit=True, step=3)
    assert cmds.progressWindow(query=True, progress=True) == 3
    window.settings["cancelled"] = True
    assert cmds.progressWindow(query=True, isCancelled=True) is True
    cmds.progressWindow(endProgress=True)


def test_a_script_job_runs_when_the_loop_is_idle(window: Session, tmp_path: Path) -> None:
    from maya import cmds

    seen: list[str] = []
    number = cmds.scriptJob(event=["SceneOpened", lambda: seen.append("opened")])
    cmds.file(rename="a.ma")
    cmds.file(cmds.file(save=True, type="mayaAscii"), open=True)
    assert seen == []

    window.idle()
    assert seen == ["opened"]

    cmds.scriptJob(kill=number)
    assert cmds.scriptJob(exists=number) is False


def test_a_script_job_may_run_once_or_die_with_the_scene(window: Session) -> None:
    from maya import cmds

    seen: list[str] = []
    cmds.scriptJob(event=["SelectionChanged", lambda: seen.append("once")], runOnce=True)
    cmds.scriptJob(event=["NewSceneOpened", lambda: seen.append("gone")], killWithScene=True)
    cmds.select("persp")
    cmds.select("top")
    cmds.file(new=True, force=True)
    window.idle()

    assert seen == ["once"]


def test_a_protected_script_job_needs_force(window: Session) -> None:
    from maya import cmds

    number = cmds.scriptJob(event=["SceneSaved", lambda: None], protected=True)

    with pytest.raises(RuntimeError, match="protected"):
        cmds.scriptJob(kill=number)
    cmds.scriptJob(kill=number, force=True)


def test_an_event_that_there_is_not_is_refused(window: Session) -> None:
    from maya import cmds

    with pytest.raises(RuntimeError, match="SceneOpend"):
        cmds.scriptJob(event=["SceneOpend", lambda: None])


def test_the_time_slider_has_a_sound(window: Session) -> None:
    from maya import cmds, mel

    slider = mel.eval("$x = $gPlayBackSlider")
    sound = cmds.sound(file="/a/music.wav", offset=1001)
    cmds.timeControl(slider, edit=True, sound=sound, displaySound=True)

    assert cmds.timeControl(slider, query=True, sound=True) == "music"
    assert cmds.sound("music", query=True, file=True) == "/a/music.wav"
    assert cmds.getAttr("music.offset") == 1001.0


def test_the_view_looks_through_a_camera(window: Session) -> None:
    from maya import cmds

    panel = cmds.getPanel(withFocus=True)
    camera = cmds.camera(name="shot")[0]
    cmds.modelPanel(panel, edit=True, camera=camera)
    cmds.modelEditor(panel, edit=True, displayAppearance="smoothShaded", grid=False)

    assert cmds.modelPanel(panel, query=True, camera=True) == "shot"
    assert cmds.modelEditor(panel, query=True, grid=True) is False
    with pytest.raises(RuntimeError, match="not found"):
        cmds.modelPanel("nothing", query=True, camera=True)


def test_shelves_have_buttons(window: Session) -> None:
    from maya import cmds

    cmds.shelfLayout("mine", parent="ShelfLayout")
    cmds.shelfButton(label="x", command="x", image="y", parent="mine")

    assert cmds.shelfLayout("mine", query=True, exists=True) is True
    assert len(cmds.shelfLayout("mine", query=True, childArray=True)) == 1
