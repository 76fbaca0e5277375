"""The scene's own file in Maya's corners: names, types, refused saves, loads that complain, notes as written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, SceneUnsaved
from studio_tools.scenes import read
from studio_tools.testing.mayasim import Session


def saved(host: Any, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    result: Path = host.save(path)
    return result


def test_maya_is_who_it_is(host: Any, maya: Session) -> None:
    assert (host.name, host.version) == ("maya", "2025")
    assert host.interactive is maya.is_gui
    assert host.suffixes == (".ma", ".mb")


def test_the_name_is_mayas_own(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    path = saved(host, tmp_path / "sh0010.ma")
    assert cmds.file(query=True, sceneName=True) == path.as_posix()
    assert cmds.file(query=True, type=True) == ["mayaAscii"]


def test_what_a_person_saves_is_the_scenes_file(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    cmds.file(rename=(tmp_path / "by_hand.ma").as_posix())
    cmds.file(save=True, type="mayaAscii")
    assert host.file() == tmp_path / "by_hand.ma"


def test_a_relative_path_lies_where_the_program_was_started(
    host: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert host.save(Path("here.ma")) == tmp_path / "here.ma"
    host.new()
    host.open(Path("here.ma"))
    assert host.file() == tmp_path / "here.ma"


def test_a_full_disk_leaves_the_name_and_the_changes(host: Any, maya: Session, tmp_path: Path) -> None:
    path = saved(host, tmp_path / "first.ma")
    host.set_note("studio", "precious")
    maya.faults.room = 10
    with pytest.raises(HostError, match="cannot be saved"):
        host.save(tmp_path / "second.ma")
    assert host.file() == path
    assert host.modified()


def test_a_full_disk_leaves_a_new_scene_untitled(host: Any, maya: Session, tmp_path: Path) -> None:
    maya.faults.room = 10
    with pytest.raises(HostError, match="no space left"):
        host.save(tmp_path / "first.ma")
    assert host.file() is None
    with pytest.raises(SceneUnsaved):
        host.save()


def test_a_file_called_untitled_is_a_file(host: Any, tmp_path: Path) -> None:
    assert saved(host, tmp_path / "untitled.ma") == host.file()


def test_a_veto_of_somebody_else_is_told_in_mayas_words(host: Any, tmp_path: Path) -> None:
    from maya.api import OpenMaya

    OpenMaya.MSceneMessage.addCheckCallback(OpenMaya.MSceneMessage.kBeforeSaveCheck, lambda _: False)
    with pytest.raises(HostError, match="cancelled by a callback"):
        host.save(tmp_path / "scene.ma")
    assert host.file() is None


def test_somebody_else_may_forbid_a_new_scene(host: Any) -> None:
    from maya.api import OpenMaya

    OpenMaya.MSceneMessage.addCheckCallback(OpenMaya.MSceneMessage.kBeforeNewCheck, lambda _: False)
    with pytest.raises(HostError, match="cannot be begun"):
        host.new(force=True)


def test_a_scene_that_opens_with_errors_is_open(host: Any, maya: Session, tmp_path: Path) -> None:
    path = saved(host, tmp_path / "odd.ma")
    host.new()
    maya.faults.load_errors.append("*odd.ma")
    host.open(path)
    assert host.file() == path
    assert [level for level, text in maya.printed if "Errors have occurred" in text] == ["warning"]


def test_a_scene_that_is_forbidden_to_open_is_not_open(host: Any, tmp_path: Path) -> None:
    from maya.api import OpenMaya

    path = saved(host, tmp_path / "scene.ma")
    host.new()
    OpenMaya.MSceneMessage.addCheckFileCallback(OpenMaya.MSceneMessage.kBeforeOpenCheck, lambda *_: False)
    with pytest.raises(HostError, match="cannot be opened"):
        host.open(path)
    assert host.file() is None


@pytest.mark.parametrize("head", [b"", b"{", b"FOR", b"# nothing"], ids=["empty", "json", "cut off", "text"])
def test_what_is_no_scene_is_refused_before_the_open_one_is_gone(host: Any, head: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.ma"
    path.write_bytes(head)
    host.set_note("studio", "precious")
    with pytest.raises(HostError, match="is no Maya scene"):
        host.open(path, force=True)
    assert host.note("studio") == "precious"


def test_changes_made_by_hand_are_changes(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    saved(host, tmp_path / "scene.ma")
    cmds.polyCube(name="body")
    with pytest.raises(SceneUnsaved):
        host.new()
    assert cmds.objExists("body")


def test_selecting_is_no_change(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    cmds.polyCube(name="body")
    saved(host, tmp_path / "scene.ma")
    host.select(["|body"])
    assert list(host.selection()) == ["|body"]
    assert not host.modified()


def test_what_is_gone_is_left_out_of_a_selection(host: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="body")
    host.select(["nobody", "body"])
    assert list(host.selection()) == ["|body"]


def test_a_set_is_selected_as_itself(host: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="body")
    cmds.sets("body", name="group_set")
    host.select(["group_set"])
    assert list(host.selection()) == ["group_set"]


def test_a_note_in_the_file_needs_no_escapes(host: Any, tmp_path: Path) -> None:
    text = json.dumps({"say": 'he said "no"\\', "lines": "one\ntwo", "beast": "龍"}, ensure_ascii=False)
    host.set_note("context", text)
    path = saved(host, tmp_path / "noted.ma")
    line = next(each for each in path.read_text("utf-8").splitlines() if each.startswith('fileInfo "studio.context"'))
    assert line.isascii()
    assert "\\" not in line
    assert line.count('"') == 4


def test_a_note_without_odd_letters_can_be_read_in_the_file(host: Any, tmp_path: Path) -> None:
    host.set_note("task", "demo/sq010/sh0010#anim")
    assert "demo/sq010/sh0010#anim" in saved(host, tmp_path / "noted.ma").read_text("utf-8")


def test_notes_do_not_touch_what_maya_keeps_there(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    for key in ("product", "version", "UUID"):
        host.set_note(key, "ours")
    path = saved(host, tmp_path / "noted.ma")
    assert cmds.fileInfo("product", query=True) == ["Maya 2025"]
    assert [host.note(key) for key in ("product", "version", "UUID")] == ["ours"] * 3
    assert read(path).version == "2025"


def test_a_note_may_be_called_anything(host: Any) -> None:
    host.set_note('a "key" with\nlines', "kept")
    assert host.note('a "key" with\nlines') == "kept"
    host.set_note('a "key" with\nlines', None)
    assert host.note('a "key" with\nlines') is None


def test_a_locked_scene_node_is_no_hindrance_to_saving(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    cmds.polyCube(name="body")
    cmds.lockNode("body", lock=True)
    path = saved(host, tmp_path / "locked.ma")
    host.new()
    host.open(path)
    assert cmds.lockNode("body", query=True, lock=True) == [True]
