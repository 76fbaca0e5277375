"""What the host tells of what people do in Maya themselves, and that it leaves nothing of its own behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import How, SceneEvent
from studio_tools.testing.mayasim import Session


def refuse() -> None:
    raise HostError("this shot is locked")


def hear(host: Any, *events: SceneEvent) -> list[SceneEvent]:
    heard: list[SceneEvent] = []
    for event in events or tuple(SceneEvent):
        host.on(event, lambda event=event: heard.append(event))
    return heard


def test_what_a_person_does_is_told_of(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    heard = hear(host)
    cmds.file(new=True, force=True)
    cmds.file(rename=(tmp_path / "scene.ma").as_posix())
    cmds.file(save=True, type="mayaAscii")
    cmds.file((tmp_path / "scene.ma").as_posix(), open=True, force=True)
    assert heard == [
        SceneEvent.CLOSING,
        SceneEvent.NEW,
        SceneEvent.SAVING,
        SceneEvent.SAVED,
        SceneEvent.CLOSING,
        SceneEvent.OPENED,
    ]


def test_the_end_of_maya_is_told_of(host: Any) -> None:
    from maya import standalone

    heard = hear(host, SceneEvent.CLOSING)
    standalone.uninitialize()
    assert heard == [SceneEvent.CLOSING]


def test_a_save_by_hand_is_forbidden_and_the_person_told_why(host: Any, maya: Session, tmp_path: Path) -> None:
    from maya import cmds

    host.on(SceneEvent.SAVING, refuse)
    cmds.file(rename=(tmp_path / "scene.ma").as_posix())
    with pytest.raises(RuntimeError):
        cmds.file(save=True, type="mayaAscii")
    assert ("error", "this shot is locked") in maya.printed
    assert not (tmp_path / "scene.ma").exists()


def test_a_save_of_ours_that_is_forbidden_is_not_told_twice(host: Any, maya: Session, tmp_path: Path) -> None:
    host.on(SceneEvent.SAVING, refuse)
    with pytest.raises(HostError, match="this shot is locked"):
        host.save(tmp_path / "scene.ma")
    assert [text for level, text in maya.printed if level == "error"] == []


def test_the_first_that_says_no_is_heard(host: Any, tmp_path: Path) -> None:
    asked: list[str] = []
    host.on(SceneEvent.SAVING, lambda: asked.append("first"))
    host.on(SceneEvent.SAVING, refuse)
    host.on(SceneEvent.SAVING, lambda: asked.append("third"))
    with pytest.raises(HostError, match="locked"):
        host.save(tmp_path / "scene.ma")
    assert asked == ["first"]


def test_a_listener_may_save_within_a_save(host: Any, tmp_path: Path) -> None:
    """A studio that keeps a copy of each save must not be told of a veto that was not its own."""
    copies: list[Path] = []

    def copy() -> None:
        if not copies:
            copies.append(tmp_path / "copy.ma")
            host.save(copies[0])

    host.on(SceneEvent.SAVED, copy)
    host.save(tmp_path / "scene.ma")
    assert copies[0].is_file()
    assert host.file() == copies[0]


def test_a_failing_listener_is_in_the_log(host: Any, caplog: pytest.LogCaptureFixture) -> None:
    host.on(SceneEvent.NEW, refuse)
    host.new()
    assert "a listener of new failed" in caplog.text


def test_a_message_is_asked_of_maya_only_while_somebody_listens(host: Any, maya: Session) -> None:
    ends = [host.on(event, lambda: None) for event in SceneEvent for _ in range(2)]
    assert len(maya.messages.callbacks) > len(SceneEvent)
    for end in ends:
        end()
    assert maya.messages.callbacks == {}


def test_one_message_serves_all_who_listen(host: Any, maya: Session) -> None:
    for _ in range(20):
        host.on(SceneEvent.SAVED, lambda: None)
    assert len(maya.messages.callbacks) == 1


def test_listening_can_begin_again(host: Any) -> None:
    heard: list[int] = []
    host.on(SceneEvent.NEW, lambda: heard.append(1))()
    host.on(SceneEvent.NEW, lambda: heard.append(2))
    host.new()
    assert heard == [2]


def test_stopping_leaves_nothing_in_maya(host: Any, maya: Session) -> None:
    heard = hear(host)
    end = host.on(SceneEvent.NEW, lambda: None)
    host.stop()
    end()
    assert maya.messages.callbacks == {}
    host.new()
    assert heard == []


def test_two_hosts_do_not_disturb_each_other(host: Any) -> None:
    from dcc.maya.host import MayaHost

    other = MayaHost()
    heard, heard_too = hear(host, SceneEvent.NEW), hear(other, SceneEvent.NEW)
    other.stop()
    host.new()
    assert (heard, heard_too) == ([SceneEvent.NEW], [])


@pytest.fixture
def shot(host: Any, tmp_path: Path) -> Path:
    """A saved scene with three references."""
    dragon = host.save(tmp_path / "dragon.ma")
    host.new()
    for name in ("one", "two", "three"):
        host.load(dragon, How.REFERENCE, name=name, stamp=None)
    path: Path = host.save(tmp_path / "shot.ma")
    host.new()
    return path


def test_opening_is_one_event_however_much_is_read(host: Any, shot: Path) -> None:
    heard = hear(host)
    host.open(shot)
    assert heard == [SceneEvent.CLOSING, SceneEvent.OPENED]


def test_messages_of_references_while_a_scene_is_read_are_not_told(host: Any, maya: Session, shot: Path) -> None:
    """Maya sends them for every reference of a scene that it opens: a panel need not refresh a thousand times."""
    from maya.api import OpenMaya

    number = maya.numbers["kAfterLoadReference"]
    OpenMaya.MSceneMessage.addCallback(
        OpenMaya.MSceneMessage.kBeforeFileRead, lambda _: [maya.messages.send(number) for _ in range(3)]
    )
    heard = hear(host, SceneEvent.LOADED_CHANGED, SceneEvent.OPENED)
    host.open(shot)
    assert heard == [SceneEvent.OPENED]
    maya.messages.send(number)
    assert heard == [SceneEvent.OPENED, SceneEvent.LOADED_CHANGED]


def test_a_listener_may_load_while_it_hears_of_a_load(host: Any, shot: Path, tmp_path: Path) -> None:
    counts: list[int] = []

    def add_one() -> None:
        counts.append(len(host.loaded()))
        if len(counts) < 3:
            host.load(tmp_path / "dragon.ma", How.REFERENCE, name="more", stamp=None)

    host.on(SceneEvent.LOADED_CHANGED, add_one)
    host.load(tmp_path / "dragon.ma", How.REFERENCE, name="first", stamp=None)
    assert counts == [1, 2, 3]


def told_of_saves(host: Any) -> list[tuple[Path | None, Path | None]]:
    """The scene and the file that is written, of each save."""
    told: list[tuple[Path | None, Path | None]] = []
    host.on(SceneEvent.SAVING, lambda: told.append((host.file(), host.saving())))
    return told


def test_a_person_who_saves_as_another_is_told_of_with_both_names(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    first, second, third = (tmp_path / f"{name}.ma" for name in ("first", "second", "third"))
    told = told_of_saves(host)
    for path in (first, second):
        cmds.file(rename=path.as_posix())
        cmds.file(save=True, type="mayaAscii")
    cmds.file(save=True, type="mayaAscii")
    cmds.file(first.as_posix(), open=True, force=True)
    host.save(third)
    cmds.file(new=True, force=True)
    cmds.file(rename=first.as_posix())
    cmds.file(save=True, type="mayaAscii")
    assert told == [(None, first), (first, second), (second, second), (first, third), (None, first)]
    assert host.saving() is None


def test_an_automatic_save_is_of_another_file_and_leaves_the_scenes(host: Any, maya: Session, tmp_path: Path) -> None:
    from studio_tools.testing.mayasim.documents import may_write

    scene = host.save(tmp_path / "shot.ma")
    told = told_of_saves(host)
    assert may_write(maya, (tmp_path / "shot.0001.ma").as_posix())
    assert told == [(scene, tmp_path / "shot.0001.ma")]
    assert host.file() == scene


def test_an_automatic_save_of_a_published_scene_is_not_forbidden(host: Any, maya: Session, tmp_path: Path) -> None:
    from studio_tools.testing.mayasim.documents import may_write

    published = tmp_path / "published"
    published.mkdir()
    scene = host.save(published / "shot.ma")

    def guard() -> None:
        if host.saving().parent == published:
            raise HostError("it stays as it is")

    host.on(SceneEvent.SAVING, guard)
    with pytest.raises(HostError, match="stays as it is"):
        host.save()
    assert may_write(maya, (tmp_path / "shot.0001.ma").as_posix())
    assert not may_write(maya, (published / "shot.0001.ma").as_posix())
    assert host.file() == scene


def test_a_save_that_another_tool_forbids_is_told_as_mayas_refusal(host: Any, maya: Session, tmp_path: Path) -> None:
    from maya.api import OpenMaya

    heard = hear(host, SceneEvent.SAVED)
    OpenMaya.MSceneMessage.addCheckCallback(OpenMaya.MSceneMessage.kBeforeSaveCheck, lambda _: False)
    with pytest.raises(HostError, match="cannot be saved"):
        host.save(tmp_path / "shot.ma")
    assert heard == []
    assert host.file() is None


def test_what_another_tool_loads_while_we_save_is_told_of(host: Any, maya: Session, tmp_path: Path) -> None:
    from maya import cmds
    from maya.api import OpenMaya

    dragon = host.save(tmp_path / "dragon.ma")
    host.new()
    heard = hear(host)

    def load(_: object) -> None:
        cmds.file(dragon.as_posix(), reference=True, namespace="dragon")

    OpenMaya.MSceneMessage.addCallback(OpenMaya.MSceneMessage.kBeforeSave, load)
    host.save(tmp_path / "shot.ma")
    assert heard == [SceneEvent.SAVING, SceneEvent.LOADED_CHANGED, SceneEvent.SAVED]
