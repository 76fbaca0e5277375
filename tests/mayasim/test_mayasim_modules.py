"""The modules are there for a while and gone afterwards; two sessions know nothing of each other."""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session, WrongThread, installed, start


def modules() -> dict[str, ModuleType]:
    """What Python has imported, the simulator's modules among it."""
    return sys.modules


def test_maya_is_there_within_and_gone_afterwards(tmp_path: Path) -> None:
    before = "maya" in sys.modules

    with installed(start(tmp_path)):
        import maya.api.OpenMaya
        import maya.cmds
        import maya.OpenMayaUI

        assert maya.api.OpenMaya.MSceneMessage is not None
        assert maya.cmds.about(batch=True) is True

    assert ("maya" in sys.modules) is before
    assert not [name for name in sys.modules if name.startswith("maya.")]


def test_maya_is_gone_after_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(KeyError), installed(start(tmp_path)):
        raise KeyError("x")

    assert "maya.cmds" not in sys.modules


def test_what_was_called_maya_before_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ModuleType("maya")
    monkeypatch.setitem(sys.modules, "maya", before)

    with installed(start(tmp_path)):
        assert modules()["maya"] is not before

    assert modules()["maya"] is before


def test_code_that_imported_maya_is_imported_anew_in_each_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "under_test.py").write_text("from maya import cmds\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    seen = []

    for name in ("one", "two"):
        with installed(start(tmp_path / name), forget=("under_test",)):
            import under_test

            under_test.cmds.polyCube(name=name)
            seen.append(under_test.cmds.ls("one", "two"))

    assert seen == [["one"], ["two"]]
    assert "under_test" not in sys.modules


def test_two_sessions_have_two_scenes(tmp_path: Path) -> None:
    one, two = start(tmp_path / "one"), start(tmp_path / "two")

    one.call("polyCube", (), {"name": "box"})

    assert one.call("objExists", ("box",), {}) is True
    assert two.call("objExists", ("box",), {}) is False


def test_no_folder_becomes_maya() -> None:
    assert find_spec("maya") is None or "mayasim" not in str(find_spec("maya"))


def test_a_module_that_is_not_simulated_cannot_be_imported(batch: Session) -> None:
    with pytest.raises(ImportError):
        import maya.api.OpenMayaAnim  # noqa: F401


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("maya.utils", "executeDefered"),
        ("maya.api.OpenMaya", "MSceneMessages"),
        ("maya.OpenMayaUI", "MQtUtils"),
        ("maya.standalone", "initialise"),
    ],
)
def test_a_misspelt_name_of_a_module_is_an_attribute_error(batch: Session, module: str, name: str) -> None:
    with pytest.raises(AttributeError):
        getattr(sys.modules[module], name)


def test_a_misspelt_name_of_a_class_is_an_attribute_error(batch: Session) -> None:
    from maya import OpenMayaUI
    from maya.api import OpenMaya

    with pytest.raises(AttributeError):
        OpenMaya.MSceneMessage.kAfterSaved  # noqa: B018
    with pytest.raises(AttributeError):
        OpenMayaUI.MQtUtil.mainWidget  # noqa: B018


def test_a_class_of_mayas_that_is_not_simulated_says_so(batch: Session) -> None:
    from maya.api import OpenMaya

    with pytest.raises(NotSimulated, match="MDGMessage is not simulated"):
        OpenMaya.MDGMessage  # noqa: B018


def test_commands_away_from_the_main_thread_are_refused_loudly(maya: Session) -> None:
    from maya import cmds

    failures: list[BaseException] = []

    def wrong() -> None:
        try:
            cmds.ls()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=wrong)
    thread.start()
    thread.join()

    assert isinstance(failures[0], WrongThread)


def test_another_thread_has_the_main_one_make_its_call(maya: Session) -> None:
    from maya import cmds, utils

    results: list[object] = []
    thread = threading.Thread(
        target=lambda: results.append(utils.executeInMainThreadWithResult(cmds.polyCube, name="box"))
    )
    thread.start()
    while thread.is_alive():
        maya.idle()
    thread.join()

    assert results == [["box", "polyCube1"]]


def test_an_error_in_the_main_thread_reaches_the_one_that_asked(maya: Session) -> None:
    from maya import cmds, utils

    failures: list[BaseException] = []

    def ask() -> None:
        try:
            utils.executeInMainThreadWithResult(cmds.getAttr, "nothing.at")
        except ValueError as error:
            failures.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while thread.is_alive():
        maya.idle()
    thread.join()

    assert "No object matches name" in str(failures[0])


def test_on_the_main_thread_the_call_is_made_at_once(maya: Session) -> None:
    from maya import utils

    assert utils.executeInMainThreadWithResult(lambda: 3) == 3


def test_deferred_calls_wait_until_the_loop_is_pushed(maya: Session) -> None:
    from maya import utils

    ran: list[int] = []
    utils.executeDeferred(ran.append, 1)
    assert ran == []

    utils.processIdleEvents()

    assert ran == [1]


def test_a_deferred_call_that_fails_stops_nobody_and_is_noted(maya: Session) -> None:
    from maya import utils

    ran: list[int] = []
    utils.executeDeferred(lambda: 1 // 0)
    utils.executeDeferred(ran.append, 2)

    assert maya.idle() == 2
    assert ran == [2]
    assert "ZeroDivisionError" in maya.messages.failures[0]


def test_a_hole_in_the_simulator_is_not_swallowed_by_the_loop(maya: Session) -> None:
    from maya import cmds, utils

    utils.executeDeferred(cmds.polyExtrudeFacet)

    with pytest.raises(NotSimulated):
        maya.idle()


def test_calls_of_the_lowest_priority_come_last(maya: Session) -> None:
    from maya import cmds

    ran: list[str] = []
    cmds.evalDeferred(lambda: ran.append("late"), lowestPriority=True)
    cmds.evalDeferred(lambda: ran.append("soon"))

    maya.idle()

    assert ran == ["soon", "late"]


def test_code_given_as_text_is_run_by_what_the_test_hands_in(tmp_path: Path) -> None:
    told: list[str] = []
    with installed(start(tmp_path, run_python=told.append)) as session:
        from maya import cmds, utils

        utils.executeDeferred("import tool")
        cmds.evalDeferred("tool.go()")
        session.idle()

    assert told == ["import tool", "tool.go()"]


def test_code_given_as_text_is_refused_otherwise(batch: Session) -> None:
    from maya import utils

    utils.executeDeferred("import tool")

    with pytest.raises(NotSimulated, match="import tool"):
        batch.idle()


def test_standalone_is_for_programs_without_interface(batch: Session) -> None:
    import maya.standalone

    maya.standalone.initialize(name="python")
    maya.standalone.uninitialize()

    assert batch.numbers["kMayaExiting"] in batch.messages.sent


def test_standalone_within_the_interface_is_refused(window: Session) -> None:
    import maya.standalone

    with pytest.raises(RuntimeError):
        maya.standalone.initialize()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("$x = $gMainWindow", "MayaWindow"),
        ("$temp=$gPlayBackSlider;", "timeControl1"),
        ("global string $gShelfTopLevel; $s = $gShelfTopLevel;", "ShelfLayout"),
    ],
)
def test_the_names_of_the_interface_come_from_mel(window: Session, text: str, name: str) -> None:
    from maya import mel

    assert mel.eval(text) == name


def test_the_interface_has_no_names_in_batch(batch: Session) -> None:
    from maya import mel

    assert mel.eval("$x = $gMainWindow") == ""


def test_other_mel_is_not_run(maya: Session) -> None:
    from maya import mel

    with pytest.raises(NotSimulated, match="MEL is not run"):
        mel.eval('system("rm")')


def test_the_main_window_is_none_in_batch(batch: Session) -> None:
    from maya import OpenMayaUI

    assert OpenMayaUI.MQtUtil.mainWindow() is None


def test_the_main_window_is_the_address_that_the_test_handed_in(tmp_path: Path) -> None:
    with installed(start(tmp_path, is_gui=True, window=1234)):
        from maya import OpenMayaUI

        assert OpenMayaUI.MQtUtil.mainWindow() == 1234


def test_a_window_that_nobody_handed_in_is_not_invented(window: Session) -> None:
    from maya import OpenMayaUI

    with pytest.raises(NotSimulated, match="no window"):
        OpenMayaUI.MQtUtil.mainWindow()
