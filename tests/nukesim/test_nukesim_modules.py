"""`import nuke` means one session, for a while; what Nuke lacks and what we lack are two kinds of refusal."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import NotSimulated, Session, SimulatedHang, WrongThread, installed, start


def test_the_modules_are_gone_afterwards(tmp_path: Path) -> None:
    with installed(start(tmp_path)):
        assert "nukescripts.panels" in sys.modules

    assert not {"nuke", "nukescripts", "nukescripts.panels"} & set(sys.modules)


def test_code_under_test_is_forgotten_with_its_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "ours"
    package.mkdir()
    (package / "__init__.py").write_text("import nuke\nname = nuke.root().name()\n")
    monkeypatch.syspath_prepend(tmp_path.as_posix())

    with installed(start(tmp_path), forget=("ours",)):
        import ours  # type: ignore[import-not-found]

        assert ours.name == "Root"

    assert "ours" not in sys.modules


def test_two_sessions_know_nothing_of_each_other(tmp_path: Path) -> None:
    first, second = start(tmp_path), start(tmp_path)
    with installed(first):
        import nuke

        nuke.createNode("Read")
    with installed(second):
        import nuke

        assert nuke.allNodes() == []


@pytest.mark.parametrize(
    "name", ["createNodes", "scriptSaveas", "addOnScriptSaved", "executeInMainThreadWithResults", "NUKE_VERSION_MINORS"]
)
def test_a_misspelt_name_is_no_attribute(nuke: ModuleType, name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'nuke' has no attribute '{name}'"):
        getattr(nuke, name)


@pytest.mark.parametrize("name", ["collapseToGroup", "sample", "performanceProfileFilename", "Lut"])
def test_what_nuke_has_and_we_lack_is_not_simulated(nuke: ModuleType, name: str) -> None:
    with pytest.raises(NotSimulated, match=f"nuke.{name} is not simulated"):
        getattr(nuke, name)


def test_what_is_not_simulated_is_not_swallowed_with_errors(nuke: ModuleType) -> None:
    """Code under test that catches every Exception must not catch a hole in the simulator."""
    assert not issubclass(NotSimulated, Exception)
    with pytest.raises(NotSimulated):
        hasattr(nuke, "collapseToGroup")


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda nuke: nuke.nodes.Read(), "setInputs"),
        (lambda nuke: nuke.root(), "firstframe"),
        (lambda nuke: nuke.root()["fps"], "setvalue"),
        (lambda nuke: nuke.String_Knob("a", "b"), "setflag"),
        (lambda nuke: nuke.FrameRange("1-10"), "firstFrame"),
    ],
    ids=["node", "root", "knob", "new knob", "range"],
)
def test_a_misspelt_method_is_no_attribute(nuke: ModuleType, make, name: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'"):
        getattr(make(nuke), name)


@pytest.mark.parametrize("name", ["sample", "opHashes", "deepSample", "bbox"])
def test_a_method_that_we_lack_is_not_simulated(nuke: ModuleType, name: str) -> None:
    with pytest.raises(NotSimulated):
        getattr(nuke.nodes.Read(), name)


def test_the_version_is_told_in_its_parts(tmp_path: Path) -> None:
    with installed(start(tmp_path, version="17.1v2")):
        import nuke

        assert (nuke.NUKE_VERSION_MAJOR, nuke.NUKE_VERSION_MINOR, nuke.NUKE_VERSION_RELEASE) == (17, 1, 2)
        assert nuke.NUKE_VERSION_STRING == nuke.env["NukeVersionString"] == "17.1v2"


def test_the_mode_is_told(session: Session, nuke: ModuleType) -> None:
    assert nuke.GUI is session.is_gui
    assert nuke.env["gui"] is session.is_gui


def test_arguments_of_the_command_line_are_raw(tmp_path: Path) -> None:
    with installed(start(tmp_path, raw_args=("nuke", "-t", "job.py", "1-10"))):
        import nuke

        assert nuke.rawArgs[-1] == "1-10"


def in_thread(call) -> list[object]:  # type: ignore[no-untyped-def]
    """What a call in another thread gives or raises."""
    kept: list[object] = []

    def run() -> None:
        try:
            kept.append(call())
        except BaseException as error:
            kept.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    return kept


def test_a_change_from_another_thread_is_refused(nuke: ModuleType) -> None:
    [error] = in_thread(lambda: nuke.nodes.Read())

    assert isinstance(error, WrongThread)


@pytest.mark.parametrize("name", ["executeInMainThread", "executeInMainThreadWithResult"])
def test_a_call_to_the_main_thread_from_itself_hangs(nuke: ModuleType, name: str) -> None:
    with pytest.raises(SimulatedHang, match="from the main thread"):
        getattr(nuke, name)(print)


def test_a_call_to_the_main_thread_waits_until_it_is_idle(session: Session, nuke: ModuleType) -> None:
    made: list[str] = []

    in_thread(lambda: nuke.executeInMainThread(made.append, ("later",)))

    assert made == []
    assert session.idle() == 1
    assert made == ["later"]


def test_a_call_with_a_result_gives_it_to_the_thread(session: Session, nuke: ModuleType) -> None:
    kept: list[object] = []
    thread = threading.Thread(
        target=lambda: kept.append(nuke.executeInMainThreadWithResult(nuke.createNode, args=("Read",)).name())
    )
    thread.start()
    while thread.is_alive():
        session.idle()
        thread.join(0.01)

    assert kept == ["Read1"]


def test_an_error_in_the_main_thread_comes_back_to_the_thread(session: Session, nuke: ModuleType) -> None:
    kept: list[BaseException] = []

    def ask() -> None:
        try:
            nuke.executeInMainThreadWithResult(nuke.createNode, "Nope")
        except RuntimeError as error:
            kept.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while thread.is_alive():
        session.idle()
        thread.join(0.01)

    assert "Unknown command" in str(kept[0])


def test_paths_for_plug_ins_are_taken_back_with_the_session(tmp_path: Path) -> None:
    before = list(sys.path)
    with installed(start(tmp_path)):
        import nuke

        nuke.pluginAddPath("./tools")
        nuke.pluginAppendPath([(tmp_path / "more").as_posix()])
        assert nuke.pluginPath() == [(tmp_path / "tools").as_posix(), (tmp_path / "more").as_posix()]
        assert (tmp_path / "tools").as_posix() in sys.path

    assert sys.path == before
