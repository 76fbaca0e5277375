"""Callbacks: who is told when, who may say no, and what happens when one of them fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import Session
from studio_tools.testing.mayasim.refusals import NotSimulated


@pytest.fixture
def told(maya: Session) -> Callable[..., list[str]]:
    """Registers a callback for each of some messages, and gives the list that they write."""
    from maya.api import OpenMaya

    def listen(*names: str) -> list[str]:
        heard: list[str] = []
        for name in names:
            OpenMaya.MSceneMessage.addCallback(
                getattr(OpenMaya.MSceneMessage, name), lambda data: heard.append(data), name
            )
        return heard

    return listen


def test_opening_tells_before_and_after(cmds: ModuleType, told: Callable[..., list[str]], chair: str) -> None:
    heard = told("kAfterOpen", "kBeforeOpen", "kSceneUpdate", "kAfterNew")

    cmds.file(chair, open=True)

    assert heard == ["kBeforeOpen", "kSceneUpdate", "kAfterOpen"]


def test_a_new_scene_tells_before_and_after(cmds: ModuleType, told: Callable[..., list[str]]) -> None:
    heard = told("kBeforeNew", "kAfterNew", "kAfterOpen")

    cmds.file(new=True)

    assert heard == ["kBeforeNew", "kAfterNew"]


def test_saving_tells_before_and_after(cmds: ModuleType, told: Callable[..., list[str]]) -> None:
    heard = told("kBeforeSave", "kAfterSave")
    cmds.file(rename="a.ma")

    cmds.file(save=True, type="mayaAscii")

    assert heard == ["kBeforeSave", "kAfterSave"]


def test_references_tell_what_becomes_of_them(cmds: ModuleType, told: Callable[..., list[str]], chair: str) -> None:
    heard = told(
        "kBeforeCreateReference",
        "kAfterCreateReference",
        "kAfterUnloadReference",
        "kAfterLoadReference",
        "kAfterRemoveReference",
        "kAfterImportReference",
    )

    cmds.file(chair, reference=True, namespace="c")
    cmds.file(unloadReference="cRN")
    cmds.file(loadReference="cRN")
    cmds.file(removeReference=True, referenceNode="cRN")

    assert heard == [
        "kBeforeCreateReference",
        "kAfterCreateReference",
        "kAfterUnloadReference",
        "kAfterLoadReference",
        "kAfterRemoveReference",
    ]


def test_imports_and_exports_tell(cmds: ModuleType, told: Callable[..., list[str]], chair: str) -> None:
    heard = told("kBeforeImport", "kAfterImport", "kBeforeExport", "kAfterExport")

    cmds.file(chair, i=True)
    cmds.file("out.ma", exportAll=True, type="mayaAscii")

    assert heard == ["kBeforeImport", "kAfterImport", "kBeforeExport", "kAfterExport"]


def test_after_opening_the_callback_sees_the_scene(maya: Session, cmds: ModuleType, chair: str) -> None:
    from maya.api import OpenMaya

    seen: list[object] = []
    OpenMaya.MSceneMessage.addCallback(
        OpenMaya.MSceneMessage.kAfterOpen,
        lambda data: seen.append((cmds.file(query=True, sceneName=True), cmds.objExists("seat"))),
    )

    cmds.file(chair, open=True)

    assert seen == [(chair, True)]


def test_a_callback_may_modify_what_was_just_opened(maya: Session, cmds: ModuleType, chair: str) -> None:
    from maya.api import OpenMaya

    OpenMaya.MSceneMessage.addCallback(
        OpenMaya.MSceneMessage.kAfterOpen, lambda data: cmds.group(empty=True, name="added")
    )

    cmds.file(chair, open=True)

    assert cmds.file(query=True, modified=True) is True


def test_a_removed_callback_hears_nothing(maya: Session, cmds: ModuleType) -> None:
    from maya.api import OpenMaya

    heard: list[object] = []
    number = OpenMaya.MSceneMessage.addCallback(OpenMaya.MSceneMessage.kAfterNew, heard.append)
    OpenMaya.MMessage.removeCallback(number)

    cmds.file(new=True)

    assert heard == []
    with pytest.raises(RuntimeError):
        OpenMaya.MMessage.removeCallback(number)


def test_several_callbacks_are_removed_at_once(maya: Session) -> None:
    from maya.api import OpenMaya

    numbers = [OpenMaya.MSceneMessage.addCallback(OpenMaya.MSceneMessage.kAfterNew, print) for _ in range(3)]

    OpenMaya.MMessage.removeCallbacks(numbers)

    assert maya.messages.callbacks == {}


@pytest.mark.parametrize(
    ("message", "act"),
    [
        ("kBeforeSaveCheck", lambda cmds, path: cmds.file(save=True, type="mayaAscii")),
        ("kBeforeNewCheck", lambda cmds, path: cmds.file(new=True, force=True)),
        ("kBeforeOpenCheck", lambda cmds, path: cmds.file(path, open=True, force=True)),
        ("kBeforeImportCheck", lambda cmds, path: cmds.file(path, i=True)),
        ("kBeforeExportCheck", lambda cmds, path: cmds.file("x.ma", exportAll=True, type="mayaAscii")),
        ("kBeforeCreateReferenceCheck", lambda cmds, path: cmds.file(path, reference=True)),
    ],
)
def test_a_check_may_say_no(
    maya: Session, cmds: ModuleType, chair: str, message: str, act: Callable[[ModuleType, str], object]
) -> None:
    from maya.api import OpenMaya

    cmds.file(rename="mine.ma")
    cmds.group(empty=True, name="mine")
    before = sorted(cmds.ls())
    OpenMaya.MSceneMessage.addCheckCallback(getattr(OpenMaya.MSceneMessage, message), lambda data: False)

    with pytest.raises(RuntimeError, match="cancelled"):
        act(cmds, chair)

    assert sorted(cmds.ls()) == before
    assert cmds.file(query=True, modified=True) is True
    assert not (maya.project / "scenes" / "mine.ma").exists()


@pytest.mark.parametrize("answer", [True, None])
def test_everything_but_false_lets_it_go_on(maya: Session, cmds: ModuleType, answer: object) -> None:
    from maya.api import OpenMaya

    OpenMaya.MSceneMessage.addCheckCallback(OpenMaya.MSceneMessage.kBeforeSaveCheck, lambda data: answer)
    cmds.file(rename="a.ma")

    cmds.file(save=True, type="mayaAscii")


def test_one_no_among_several_is_a_no(maya: Session, cmds: ModuleType) -> None:
    from maya.api import OpenMaya

    for answer in (True, False, True):
        OpenMaya.MSceneMessage.addCheckCallback(
            OpenMaya.MSceneMessage.kBeforeSaveCheck, lambda data, answer=answer: answer
        )
    cmds.file(rename="a.ma")

    with pytest.raises(RuntimeError, match="cancelled"):
        cmds.file(save=True, type="mayaAscii")


def test_a_check_of_a_file_is_handed_the_file(maya: Session, cmds: ModuleType, chair: str) -> None:
    from maya.api import OpenMaya

    seen: list[str] = []

    def check(file: object, data: object) -> bool:
        seen.append(file.rawFullName())  # type: ignore[attr-defined]
        return True

    OpenMaya.MSceneMessage.addCheckFileCallback(OpenMaya.MSceneMessage.kBeforeOpenCheck, check)
    cmds.file(chair, open=True)

    assert seen == [chair]


def test_a_callback_that_fails_stops_nobody(maya: Session, cmds: ModuleType) -> None:
    from maya.api import OpenMaya

    heard: list[object] = []
    OpenMaya.MSceneMessage.addCallback(OpenMaya.MSceneMessage.kAfterNew, lambda data: 1 // 0)
    OpenMaya.MSceneMessage.addCallback(OpenMaya.MSceneMessage.kAfterNew, heard.append)

    cmds.file(new=True)

    assert heard == [None]
    assert "ZeroDivisionError" in maya.messages.failures[0]


@pytest.mark.parametrize(
    ("register", "message"), [("addCallback", "kBeforeSaveCheck"), ("addCheckCallback", "kAfterSave")]
)
def test_a_message_of_the_other_kind_is_refused(maya: Session, register: str, message: str) -> None:
    from maya.api import OpenMaya

    with pytest.raises(RuntimeError, match="kInvalidParameter"):
        getattr(OpenMaya.MSceneMessage, register)(getattr(OpenMaya.MSceneMessage, message), print)


def test_messages_have_the_numbers_of_the_api(maya: Session) -> None:
    from maya.api import OpenMaya

    assert OpenMaya.MSceneMessage.kAfterSave == 13
    assert OpenMaya.MSceneMessage.kBeforeSaveCheck == 33
    assert OpenMaya.MSceneMessage.kBeforeCreateReferenceCheck == OpenMaya.MSceneMessage.kBeforeReferenceCheck


def test_the_file_that_is_written_is_known_before_a_save_only(maya: Session, cmds: ModuleType, tmp_path: Path) -> None:
    from maya import OpenMaya as Old
    from maya.api import OpenMaya

    seen: list[str] = []
    for message in ("kBeforeSaveCheck", "kBeforeSave"):
        add = (
            OpenMaya.MSceneMessage.addCheckCallback if message.endswith("Check") else OpenMaya.MSceneMessage.addCallback
        )
        add(getattr(OpenMaya.MSceneMessage, message), lambda _: seen.append(Old.MFileIO.beforeSaveFilename()))
    path = (tmp_path / "shot.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    assert seen == [path, path]
    with pytest.raises(NotSimulated):
        Old.MFileIO.beforeSaveFilename()
