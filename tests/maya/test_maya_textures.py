"""What else the scene reads: textures, image planes, sound, caches; and what was imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded
from studio_tools.model import ProductKey, Stamp
from studio_tools.testing.mayasim import Session

STAMP = Stamp(key=ProductKey("demo", "assets/dragon", "texture"), number=1, representation="exr")
NEWER = Stamp(key=ProductKey("demo", "assets/dragon", "texture"), number=2, representation="exr")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "skin v1.exr"
    path.write_bytes(b"\x76\x2f\x31\x01")
    return path


@pytest.fixture
def dragon(host: Any, tmp_path: Path) -> Path:
    from maya import cmds

    cmds.group(cmds.polyCube(name="body")[0], name="dragon")
    path: Path = host.save(tmp_path / "dragon.ma")
    host.new()
    return path


def texture(host: Any, path: Path) -> Loaded:
    one: Loaded = host.load(path, How.TEXTURE, name="skin", stamp=STAMP)
    return one


def test_a_texture_is_loaded_and_listed(host: Any, picture: Path) -> None:
    from maya import cmds

    one = texture(host, picture)
    assert (one.id, one.kind, one.path, one.resolved) == ("skin", "texture", picture.as_posix(), picture)
    assert cmds.nodeType("skin") == "file"
    assert list(host.loaded()) == [one]


def test_a_texture_survives_saving_with_its_stamp(host: Any, picture: Path, tmp_path: Path) -> None:
    one = texture(host, picture)
    path = host.save(tmp_path / "look.ma")
    host.new()
    host.open(path)
    assert list(host.loaded()) == [one]


def test_a_texture_is_updated_in_place(host: Any, picture: Path, tmp_path: Path) -> None:
    newer = tmp_path / "skin v2.exr"
    newer.write_bytes(picture.read_bytes())
    one = texture(host, picture)
    updated = host.update(one, newer, stamp=NEWER)
    assert (updated.id, updated.resolved, updated.stamp) == (one.id, newer, NEWER)


def test_a_texture_is_removed(host: Any, picture: Path) -> None:
    from maya import cmds

    host.remove(texture(host, picture))
    assert not cmds.objExists("skin")


def test_tiles_are_one_texture(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    for number in (1001, 1002):
        (tmp_path / f"skin.{number}.tif").write_bytes(b"II*\0")
    one = texture(host, tmp_path / "skin.<UDIM>.tif")
    assert one.path.endswith("skin.<UDIM>.tif")
    assert cmds.getAttr("skin.uvTilingMode") == 3


def test_tiles_of_which_there_are_none_are_refused(host: Any, tmp_path: Path) -> None:
    with pytest.raises(HostError, match="is not there"):
        texture(host, tmp_path / "skin.<UDIM>.tif")
    assert list(host.loaded()) == []


def test_what_is_no_picture_is_no_texture(host: Any, dragon: Path) -> None:
    with pytest.raises(NotCapable, match="no picture"):
        texture(host, dragon)


def test_a_locked_texture_can_be_stamped_by_an_update(host: Any, picture: Path) -> None:
    from maya import cmds

    cmds.shadingNode("file", asTexture=True, name="mine")
    cmds.setAttr("mine.fileTextureName", picture.as_posix(), type="string")
    cmds.lockNode("mine", lock=True)
    (one,) = host.loaded()
    assert host.update(one, picture, stamp=STAMP).stamp == STAMP
    assert cmds.lockNode("mine", query=True, lock=True) == [True]


def test_a_texture_whose_path_is_locked_says_so(host: Any, picture: Path) -> None:
    from maya import cmds

    one = texture(host, picture)
    cmds.setAttr("skin.fileTextureName", lock=True)
    with pytest.raises(HostError, match="locked or connected"):
        host.update(one, picture, stamp=NEWER)
    assert list(host.loaded()) == [one]


def test_a_relative_path_is_the_projects(host: Any, maya: Session) -> None:
    from maya import cmds

    cmds.shadingNode("file", asTexture=True, name="mine")
    cmds.setAttr("mine.fileTextureName", "sourceimages/skin.png", type="string")
    (one,) = host.loaded()
    assert (one.path, one.resolved) == ("sourceimages/skin.png", maya.project / "sourceimages/skin.png")


def test_a_variable_in_a_path_is_filled_in(host: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from maya import cmds

    monkeypatch.setenv("SHOW_TEXTURES", tmp_path.as_posix())
    cmds.shadingNode("file", asTexture=True, name="mine")
    cmds.setAttr("mine.fileTextureName", "$SHOW_TEXTURES/skin.png", type="string")
    (one,) = host.loaded()
    assert (one.path, one.resolved) == ("$SHOW_TEXTURES/skin.png", tmp_path / "skin.png")


def test_a_texture_without_a_file_is_left_out(host: Any) -> None:
    from maya import cmds

    cmds.shadingNode("file", asTexture=True, name="empty")
    assert list(host.loaded()) == []


def test_sound_and_planes_are_listed(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    cmds.sound(file=(tmp_path / "dialogue.wav").as_posix(), name="dialogue")
    cmds.imagePlane(fileName=(tmp_path / "plate.1001.jpg").as_posix(), name="plate")
    assert {(one.kind, one.resolved.name) for one in host.loaded()} == {
        ("audio", "dialogue.wav"),
        ("plate", "plate.1001.jpg"),
    }


def test_a_cache_is_listed_once_its_plug_in_is_there(host: Any, tmp_path: Path) -> None:
    from maya import cmds

    cmds.loadPlugin("gpuCache", quiet=True)
    cmds.createNode("gpuCache", name="crowd")
    cmds.setAttr("crowd.cacheFileName", (tmp_path / "crowd.abc").as_posix(), type="string")
    (one,) = host.loaded()
    assert (one.kind, one.resolved) == ("cache", tmp_path / "crowd.abc")


def test_a_texture_that_a_reference_brings_is_not_editable(host: Any, picture: Path, tmp_path: Path) -> None:
    texture(host, picture)
    look = host.save(tmp_path / "look.ma")
    host.new()
    host.load(look, How.REFERENCE, name="look", stamp=None)
    inner = next(one for one in host.loaded() if one.kind == "texture")
    assert inner.id == "look:skin"
    assert not inner.is_editable
    with pytest.raises(NotCapable):
        host.update(inner, picture, stamp=None)


# -- imports


def test_an_import_is_the_scenes_own_and_remembers_where_it_came_from(host: Any, dragon: Path) -> None:
    from maya import cmds

    one = host.load(dragon, How.IMPORT, name="dragon", stamp=STAMP)
    assert (one.kind, one.resolved, one.stamp) == ("import", dragon, STAMP)
    assert not cmds.referenceQuery("dragon:body", isNodeReferenced=True)
    assert list(host.loaded()) == [one]


def test_an_import_is_remembered_by_the_file(host: Any, dragon: Path, tmp_path: Path) -> None:
    one = host.load(dragon, How.IMPORT, name="dragon", stamp=STAMP)
    path = host.save(tmp_path / "shot.ma")
    host.new()
    host.open(path)
    assert list(host.loaded()) == [one]


def test_an_import_is_removed_with_all_that_came(host: Any, dragon: Path) -> None:
    from maya import cmds

    cmds.polyCube(name="mine")
    one = host.load(dragon, How.IMPORT, name="dragon", stamp=STAMP)
    host.remove(one)
    assert list(host.loaded()) == []
    assert not cmds.objExists("dragon:body")
    assert cmds.objExists("mine")


def test_an_import_of_which_parts_were_deleted_is_removed(host: Any, dragon: Path) -> None:
    from maya import cmds

    one = host.load(dragon, How.IMPORT, name="dragon", stamp=STAMP)
    cmds.delete("dragon:body")
    host.remove(one)
    assert not cmds.objExists("dragon:dragon")


def test_an_import_with_a_locked_node_stays_whole(host: Any, dragon: Path) -> None:
    from maya import cmds

    one = host.load(dragon, How.IMPORT, name="dragon", stamp=STAMP)
    cmds.lockNode("dragon:body", lock=True)
    with pytest.raises(HostError, match="dragon:body is locked"):
        host.remove(one)
    assert cmds.objExists("dragon:dragon")
    assert list(host.loaded()) == [one]


def test_an_import_is_not_updated(host: Any, dragon: Path) -> None:
    one = host.load(dragon, How.IMPORT, name="dragon", stamp=STAMP)
    with pytest.raises(NotCapable, match="the scene's own now"):
        host.update(one, dragon, stamp=NEWER)


def test_an_import_can_be_undone(host: Any, dragon: Path) -> None:
    from maya import cmds

    host.load(dragon, How.IMPORT, name="dragon", stamp=STAMP)
    cmds.undo()
    assert not cmds.objExists("dragon:body")
    assert list(host.loaded()) == []


def test_an_import_that_brings_references_leaves_them_as_they_are(host: Any, dragon: Path, tmp_path: Path) -> None:
    host.load(dragon, How.REFERENCE, name="inner", stamp=None)
    cave = host.save(tmp_path / "cave.ma")
    host.new()
    one = host.load(cave, How.IMPORT, name="cave", stamp=STAMP)
    kinds = sorted(each.kind for each in host.loaded())
    assert kinds == ["import", "reference"]
    host.remove(one)
    assert [each.kind for each in host.loaded()] == ["reference"]


def test_a_camera_is_a_reference(host: Any, dragon: Path) -> None:
    assert host.load(dragon, How.CAMERA, name="shotcam", stamp=STAMP).kind == "reference"


def test_other_ways_are_refused_and_the_offered_ones_named(host: Any, dragon: Path) -> None:
    with pytest.raises(NotCapable) as refused:
        host.load(dragon, How.OPEN_AS, name="dragon", stamp=None)
    assert "camera, import, read, reference, texture" in refused.value.hint
