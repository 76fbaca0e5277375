"""Linked files in Blender: one library for each file, whatever is loaded from it, and the artist's overrides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bpy
import pytest

from dcc.blender.host import BlenderHost
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded, SceneEvent
from studio_tools.model import ProductKey, Stamp

KEY = ProductKey("demo", "assets/dragon", "model")
OLD, NEW = Stamp(key=KEY, number=3, representation="blend"), Stamp(key=KEY, number=4, representation="blend")

Made = Callable[..., Path]


def link(host: BlenderHost, path: Path, name: str = "dragon") -> Loaded:
    return host.load(path, How.REFERENCE, name=name, stamp=OLD)


def by_hand(path: Path) -> None:
    """Link as an artist does in the file browser."""
    with bpy.data.libraries.load(str(path), link=True) as (offered, wanted):
        wanted.collections = list(offered.collections)
    for each in wanted.collections:
        bpy.context.scene.collection.children.link(each)


def anchor(loaded: Loaded) -> bpy.types.Collection:
    return bpy.data.collections[loaded.id.partition(":")[2], None]


def override(loaded: Loaded, lift: float) -> None:
    """Make an override of what an anchor holds, and lift it."""
    empty = anchor(loaded).objects[0]
    layer = bpy.context.view_layer
    made = empty.instance_collection.override_hierarchy_create(bpy.context.scene, layer, reference=empty)
    made.all_objects[0].location.z = lift
    made.all_objects[0].override_library.operations_update()
    bpy.ops.ed.undo_push(message="Override")


def lifts() -> list[tuple[float, str]]:
    found = [each for each in bpy.data.objects if each.override_library is not None]
    return sorted((each.location.z, Path(each.override_library.reference.library.filepath).stem) for each in found)


def widths() -> set[float]:
    """How wide the triangles are that the scene shows, instances among them."""
    graph = bpy.context.evaluated_depsgraph_get()
    return {
        max(vertex.co.x for vertex in each.object.data.vertices)
        for each in graph.object_instances
        if each.object.type == "MESH"
    }


def test_what_is_linked_is_shown(host: BlenderHost, made: Made) -> None:
    link(host, made("v003", size=2))
    assert widths() == {2}


def test_an_update_shows_the_new_file(host: BlenderHost, made: Made) -> None:
    old, new = made("v003", size=2), made("v004", size=5)
    host.update(link(host, old), new, stamp=NEW)
    assert widths() == {5}
    assert [Path(each.filepath).stem for each in bpy.data.libraries] == ["v004"]


def test_an_update_to_the_same_path_reads_it_again(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    path, newer = made("wip", size=2), made("newer", size=7)
    loaded = link(host, path)
    path.write_bytes(newer.read_bytes())
    host.update(loaded, path, stamp=OLD)
    assert widths() == {7}


def test_overrides_stand_through_an_update_and_its_undo(host: BlenderHost, made: Made) -> None:
    old, new = made("v003"), made("v004")
    loaded = link(host, old)
    override(loaded, 7)
    host.update(loaded, new, stamp=NEW)
    assert lifts() == [(7, "v004")]
    bpy.ops.ed.undo()
    assert lifts() == [(7, "v003")]
    bpy.ops.ed.redo()
    assert lifts() == [(7, "v004")]


def test_overrides_are_saved_after_an_update(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    old, new = made("v003"), made("v004")
    loaded = link(host, old)
    override(loaded, 7)
    host.update(loaded, new, stamp=NEW)
    host.open(host.save(tmp_path / "shot.blend"), force=True)
    assert lifts() == [(7, "v004")]
    assert [each.stamp for each in host.loaded()] == [NEW]


def test_of_two_with_one_file_only_the_one_is_turned(host: BlenderHost, made: Made) -> None:
    old, new = made("v003", size=2), made("v004", size=5)
    one, other = link(host, old), link(host, old)
    host.update(other, new, stamp=NEW)
    assert widths() == {2, 5}
    assert {each.id: each.resolved for each in host.loaded()} == {one.id: old, other.id: new}


def test_two_of_one_file_can_follow_each_other(host: BlenderHost, made: Made) -> None:
    old, new = made("v003", size=2), made("v004", size=5)
    one, other = link(host, old), link(host, old)
    host.update(one, new, stamp=NEW)
    host.update(other, new, stamp=NEW)
    assert widths() == {5}
    assert [Path(each.filepath).stem for each in bpy.data.libraries] == ["v004"]


def test_an_override_of_a_file_that_is_loaded_twice_is_not_turned_alone(host: BlenderHost, made: Made) -> None:
    old, new = made("v003"), made("v004")
    one, other = link(host, old), link(host, old)
    override(one, 7)
    override(other, 9)
    with pytest.raises(HostError, match="loaded more than once from the same file"):
        host.update(one, new, stamp=NEW)
    assert lifts() == [(7, "v003"), (9, "v003")]
    assert [each.stamp for each in host.loaded()] == [OLD, OLD]


def test_a_plain_instance_beside_an_override_of_the_same_file_is_turned_alone(host: BlenderHost, made: Made) -> None:
    old, new = made("v003", size=2), made("v004", size=5)
    one, other = link(host, old), link(host, old)
    override(one, 7)
    host.update(other, new, stamp=NEW)
    assert lifts() == [(7, "v003")]
    assert 5 in widths()


def test_a_duplicate_made_by_the_artist_is_one_more(host: BlenderHost, made: Made) -> None:
    loaded = link(host, made("v003"))
    copy = anchor(loaded).copy()
    bpy.context.scene.collection.children.link(copy)
    assert sorted(each.id for each in host.loaded()) == [loaded.id, f"collection:{copy.name}"]


def test_a_collection_that_was_renamed_is_followed_where_it_is_the_only_one(host: BlenderHost, made: Made) -> None:
    old, new = made("v003", "dragon_v003", size=2), made("v004", "dragon_v004", size=5)
    updated = host.update(link(host, old), new, stamp=NEW)
    assert (updated.resolved, updated.stamp) == (new, NEW)
    assert widths() == {5}


def test_overrides_of_a_collection_that_was_renamed_are_not_lost_unasked(host: BlenderHost, made: Made) -> None:
    old, new = made("v003", "dragon_v003"), made("v004", "dragon_v004")
    loaded = link(host, old)
    override(loaded, 7)
    with pytest.raises(HostError, match="it has no dragon_v003"):
        host.update(loaded, new, stamp=NEW)
    assert lifts() == [(7, "v003")]


def test_one_of_several_collections_that_is_gone_is_named(host: BlenderHost, made: Made) -> None:
    old, new = made("v003", "dragon", "saddle"), made("v004", "dragon", "wings")
    loaded = link(host, old)
    with pytest.raises(HostError, match="it has no saddle"):
        host.update(loaded, new, stamp=NEW)
    assert host.loaded() == (loaded,)


def test_all_collections_at_the_top_are_loaded(host: BlenderHost, made: Made) -> None:
    loaded = link(host, made("v003", "dragon", "saddle"))
    assert sorted(each.name for each in anchor(loaded).objects) == ["dragon", "saddle"]


def test_a_collection_within_another_is_not_loaded_twice(host: BlenderHost, tmp_path: Path) -> None:
    outer, inner = bpy.data.collections.new("outer"), bpy.data.collections.new("inner")
    bpy.context.scene.collection.children.link(outer)
    outer.children.link(inner)
    path = tmp_path / "nested.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    host.new(force=True)
    assert [each.instance_collection.name for each in anchor(link(host, path)).objects] == ["outer"]


def test_assets_are_preferred_to_what_else_is_there(host: BlenderHost, tmp_path: Path) -> None:
    for name in ("dragon", "scratch"):
        bpy.context.scene.collection.children.link(bpy.data.collections.new(name))
    bpy.data.collections["dragon"].asset_mark()
    path = tmp_path / "asset.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    host.new(force=True)
    assert [each.instance_collection.name for each in anchor(link(host, path)).objects] == ["dragon"]


def test_objects_without_a_collection_are_loaded_and_turned(host: BlenderHost, tmp_path: Path) -> None:
    paths = []
    for number in (3, 4):
        host.new(force=True)
        bpy.context.scene.collection.objects.link(bpy.data.objects.new("locator", None))
        paths.append(tmp_path / f"v00{number}.blend")
        bpy.ops.wm.save_as_mainfile(filepath=str(paths[-1]))
    host.new(force=True)
    one, other = link(host, paths[0]), link(host, paths[0])
    host.update(other, paths[1], stamp=NEW)
    assert {each.id: each.resolved for each in host.loaded()} == {one.id: paths[0], other.id: paths[1]}


def test_a_file_with_nothing_in_it_is_refused(host: BlenderHost, tmp_path: Path) -> None:
    path = tmp_path / "empty.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    host.new(force=True)
    with pytest.raises(HostError, match="no collection and no object"):
        link(host, path)
    assert not host.loaded()
    assert not bpy.data.collections


def test_a_scene_does_not_link_itself(host: BlenderHost, made: Made) -> None:
    path = made("shot")
    host.open(path, force=True)
    with pytest.raises(HostError):
        link(host, path)
    assert not host.loaded()


def test_a_missing_library_is_told_and_mended(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    old, new = made("v003"), made("v004", size=5)
    link(host, old)
    path = host.save(tmp_path / "shot.blend")
    old.unlink()
    host.open(path, force=True)
    (loaded,) = host.loaded()
    assert (loaded.is_loaded, loaded.resolved, loaded.stamp) == (False, old, OLD)
    updated = host.update(loaded, new, stamp=NEW)
    assert updated.is_loaded
    assert widths() == {5}


def test_a_missing_library_can_be_removed(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    old = made("v003")
    link(host, old)
    path = host.save(tmp_path / "shot.blend")
    old.unlink()
    host.open(path, force=True)
    host.remove(host.loaded()[0])
    assert not bpy.data.libraries


def test_a_path_relative_to_the_scene_is_resolved_and_kept(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    path = made("lib/v003")
    link(host, path)
    host.save(tmp_path / "shot.blend")
    bpy.ops.file.make_paths_relative()
    (loaded,) = host.loaded()
    assert (loaded.path, loaded.resolved) == ("//lib/v003.blend", path)
    (tmp_path / "other").mkdir()
    host.open(host.save(tmp_path / "other/shot.blend"), force=True)
    assert (host.loaded()[0].path, host.loaded()[0].resolved) == ("//../lib/v003.blend", path)


def test_saving_makes_no_path_relative(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    path = made("lib/v003")
    link(host, path)
    host.save(tmp_path / "shot.blend")
    host.save(tmp_path / "shot2.blend")
    assert host.loaded()[0].path == path.as_posix()


def test_what_is_relative_within_another_library_is_resolved(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    inner = made("lib/deep/inner")
    link(host, inner, "inner")
    outer = host.save(tmp_path / "lib/outer.blend")
    bpy.ops.file.make_paths_relative()
    host.save()
    host.new(force=True)
    host.save(tmp_path / "shot.blend")
    link(host, outer, "outer")
    nested = [each for each in host.loaded() if not each.is_editable]
    assert [(each.resolved, each.stamp) for each in nested] == [(inner, OLD)]


def test_what_was_linked_by_hand_is_loaded_too(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    old, new = made("v003", size=2), made("v004", size=5)
    by_hand(old)
    (found,) = host.loaded()
    assert (found.kind, found.resolved, found.stamp, found.is_editable) == ("reference", old, None, True)
    updated = host.update(found, new, stamp=NEW)
    assert (updated.resolved, updated.stamp) == (new, NEW)
    assert widths() == {5}
    host.open(host.save(tmp_path / "shot.blend"), force=True)
    assert [each.stamp for each in host.loaded()] == [NEW]


def test_what_was_linked_by_hand_can_be_removed(host: BlenderHost, made: Made) -> None:
    by_hand(made("v003"))
    host.remove(host.loaded()[0])
    assert not host.loaded()
    assert not bpy.data.libraries


def test_linking_by_hand_is_told_of(host: BlenderHost, made: Made) -> None:
    path, heard = made("v003"), list[int]()
    host.on(SceneEvent.LOADED_CHANGED, lambda: heard.append(1))
    by_hand(path)
    assert heard == [1]


def test_removing_leaves_a_library_that_is_used_elsewhere(host: BlenderHost, made: Made) -> None:
    path = made("v003", size=2)
    loaded = link(host, path)
    by_hand(path)
    host.remove(loaded)
    assert [each.id.partition(":")[0] for each in host.loaded()] == ["library"]
    assert widths() == {2}


def test_removing_leaves_nothing_behind(host: BlenderHost, made: Made) -> None:
    before = len(bpy.data.user_map())
    loaded = link(host, made("v003"))
    override(loaded, 7)
    host.remove(loaded)
    assert len(bpy.data.user_map()) == before


def test_removing_leaves_what_nobody_used_before(host: BlenderHost, made: Made) -> None:
    path = made("v003")
    bpy.data.meshes.new("spare")
    host.remove(link(host, path))
    assert [each.name for each in bpy.data.meshes] == ["spare"]


def test_what_is_imported_is_the_scenes_own(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    path = made("v003", size=2)
    loaded = host.load(path, How.IMPORT, name="dragon", stamp=OLD)
    assert (loaded.kind, loaded.resolved, loaded.stamp) == ("import", path, OLD)
    path.unlink()
    host.open(host.save(tmp_path / "shot.blend"), force=True)
    assert widths() == {2}
    assert host.loaded() == (loaded,)


def test_what_was_imported_is_not_updated_but_removed(host: BlenderHost, made: Made) -> None:
    old, new = made("v003"), made("v004")
    loaded = host.load(old, How.IMPORT, name="dragon", stamp=OLD)
    with pytest.raises(NotCapable, match="the scene's own now"):
        host.update(loaded, new, stamp=NEW)
    host.remove(loaded)
    assert not bpy.data.objects


def test_a_file_that_is_no_blender_file_is_not_linked(host: BlenderHost, tmp_path: Path) -> None:
    path = tmp_path / "rubbish.blend"
    path.write_bytes(b"no scene at all")
    with pytest.raises(HostError, match="is no Blender file"):
        link(host, path)
    with pytest.raises(NotCapable, match="like this"):
        link(host, tmp_path / "scene.ma")


def test_a_damaged_file_is_not_linked_and_not_turned_to(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    path, whole = tmp_path / "damaged.blend", made("v003")
    path.write_bytes(whole.read_bytes()[:2000])
    with pytest.raises(HostError, match="cannot be linked"):
        link(host, path)
    loaded = link(host, whole)
    with pytest.raises(HostError, match="cannot be updated"):
        host.update(loaded, path, stamp=NEW)
    assert host.loaded() == (loaded,)


def test_what_is_refused_leaves_no_step_to_undo(host: BlenderHost, made: Made, tmp_path: Path) -> None:
    old = made("v003")
    loaded = link(host, old)
    host.set_note("studio", "last")
    with pytest.raises(HostError):
        host.load(tmp_path / "none.blend", How.REFERENCE, name="ghost", stamp=None)
    with pytest.raises(HostError):
        host.update(loaded, tmp_path / "none.blend", stamp=NEW)
    bpy.ops.ed.undo()
    assert host.note("studio") is None
    assert host.loaded() == (loaded,)
