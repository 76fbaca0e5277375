"""Pictures, clips and caches in Blender, and the files of other programs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import bpy
import pytest

from dcc.blender.host import BlenderHost
from dcc.blender.scene import publishable
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded, Timeline
from studio_tools.model import ProductKey, Stamp

KEY = ProductKey("demo", "assets/dragon", "texture")
OLD, NEW = Stamp(key=KEY, number=1, representation="png"), Stamp(key=KEY, number=2, representation="png")


def picture(path: Path, width: int = 4) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = bpy.data.images.new("made", width, 2)
    image.filepath_raw, image.file_format = str(path), "PNG"
    image.save()
    bpy.data.images.remove(image)
    return path


def image_of(loaded: Loaded) -> bpy.types.Image:
    return bpy.data.images[loaded.id.partition(":")[2]]


def texture(host: BlenderHost, path: Path) -> Loaded:
    return host.load(path, How.TEXTURE, name="skin", stamp=OLD)


def test_a_picture_is_loaded_and_kept_though_nothing_uses_it(host: BlenderHost, tmp_path: Path) -> None:
    loaded = texture(host, picture(tmp_path / "skin.png"))
    assert (loaded.kind, loaded.label, loaded.stamp) == ("texture", "skin", OLD)
    host.open(host.save(tmp_path / "shot.blend"), force=True)
    assert host.loaded() == (loaded,)


def test_a_picture_is_turned_to_another(host: BlenderHost, tmp_path: Path) -> None:
    loaded = texture(host, picture(tmp_path / "v001/skin.png", 4))
    updated = host.update(loaded, picture(tmp_path / "v002/skin.png", 8), stamp=NEW)
    assert (updated.id, updated.label, updated.stamp) == (loaded.id, loaded.label, NEW)
    assert image_of(updated).size[0] == 8


def test_a_packed_picture_gives_way_to_a_newer_one(host: BlenderHost, tmp_path: Path) -> None:
    path = picture(tmp_path / "v001/skin.png", 4)
    loaded = texture(host, path)
    image_of(loaded).pack()
    path.unlink()
    (packed,) = host.loaded()
    assert (packed.is_loaded, packed.resolved) == (True, path)
    updated = host.update(packed, picture(tmp_path / "v002/skin.png", 8), stamp=NEW)
    assert not image_of(updated).packed_files
    assert image_of(updated).size[0] == 8


def test_the_same_picture_twice_is_two(host: BlenderHost, tmp_path: Path) -> None:
    path = picture(tmp_path / "skin.png")
    one, other = texture(host, path), texture(host, path)
    host.update(other, picture(tmp_path / "v002/skin.png"), stamp=NEW)
    assert {each.id: each.stamp for each in host.loaded()} == {one.id: OLD, other.id: NEW}


def test_frames_are_loaded_by_their_pattern(host: BlenderHost, tmp_path: Path) -> None:
    for number in (1001, 1002):
        picture(tmp_path / f"v001/plate.{number}.png")
        picture(tmp_path / f"v002/plate.{number}.png")
    loaded = texture(host, tmp_path / "v001/plate.%04d.png")
    assert image_of(loaded).source == "SEQUENCE"
    assert loaded.resolved == tmp_path / "v001/plate.%04d.png"
    assert Path(loaded.path) == tmp_path / "v001/plate.1001.png"
    updated = host.update(loaded, tmp_path / "v002/plate.####.png", stamp=NEW)
    assert updated.resolved == tmp_path / "v002/plate.####.png"
    assert Path(image_of(updated).filepath).parent.name == "v002"


def test_tiles_are_loaded_by_their_pattern(host: BlenderHost, tmp_path: Path) -> None:
    for name in ("v001/skin.1001.png", "v001/skin.1002.png", "v002/skin.1001.png", "v002/skin.1011.png"):
        picture(tmp_path / name)
    loaded = texture(host, tmp_path / "v001/skin.<UDIM>.png")
    assert image_of(loaded).source == "TILED"
    assert [each.number for each in image_of(loaded).tiles] == [1001, 1002]
    updated = host.update(loaded, tmp_path / "v002/skin.<UDIM>.png", stamp=NEW)
    assert updated.resolved == tmp_path / "v002/skin.<UDIM>.png"
    assert sorted(each.number for each in image_of(updated).tiles) == [1001, 1011]


def test_one_picture_may_take_the_place_of_frames(host: BlenderHost, tmp_path: Path) -> None:
    picture(tmp_path / "plate.1001.png")
    loaded = texture(host, tmp_path / "plate.%04d.png")
    updated = host.update(loaded, picture(tmp_path / "still.png"), stamp=NEW)
    assert image_of(updated).source == "FILE"
    assert updated.resolved == tmp_path / "still.png"


def test_a_picture_is_removed(host: BlenderHost, tmp_path: Path) -> None:
    host.remove(texture(host, picture(tmp_path / "skin.png")))
    assert not bpy.data.images


def test_what_is_no_picture_is_refused_and_leaves_nothing(host: BlenderHost, tmp_path: Path) -> None:
    path = tmp_path / "rubbish.png"
    path.write_bytes(b"no picture at all")
    with pytest.raises(HostError, match="sees no picture"):
        texture(host, path)
    with pytest.raises(HostError, match="is not there"):
        texture(host, tmp_path / "none.%04d.png")
    with pytest.raises(HostError, match="is not there"):
        texture(host, tmp_path / "nowhere/none.%04d.png")
    with pytest.raises(NotCapable):
        texture(host, tmp_path / "scene.blend")
    assert not bpy.data.images


def test_painted_and_rendered_images_are_nothing_loaded(host: BlenderHost) -> None:
    bpy.data.images.new("painted", 4, 4)
    assert not host.loaded()


def test_a_plate_is_read_into_a_clip_and_turned(host: BlenderHost, tmp_path: Path) -> None:
    for version in ("v001", "v002"):
        for number in (1001, 1002, 1003):
            picture(tmp_path / version / f"plate.{number}.png")
    loaded = host.load(tmp_path / "v001/plate.%04d.png", How.READ, name="plate", stamp=OLD)
    assert (loaded.kind, loaded.id, bpy.data.movieclips["plate"].frame_duration) == ("plate", "clip:plate", 3)
    updated = host.update(loaded, tmp_path / "v002/plate.%04d.png", stamp=NEW)
    assert Path(bpy.data.movieclips["plate"].filepath) == tmp_path / "v002/plate.1001.png"
    assert (updated.resolved, updated.stamp) == (tmp_path / "v002/plate.%04d.png", NEW)
    host.remove(updated)
    assert not bpy.data.movieclips


# -- files of other programs


@pytest.fixture
def model(host: BlenderHost, made: Callable[..., Path]) -> Callable[[Path, float], Path]:
    """Exports a triangle of some width into a file."""

    def export(path: Path, width: float) -> Path:
        host.open(made("model", "dragon", size=width), force=True)
        publishable.mark("dragon", "model")
        output = next(each for each in host.outputs() if each.kind == "model")
        path.parent.mkdir(parents=True, exist_ok=True)
        assert list(host.export(output, path)) == [path]
        host.new(force=True)
        return path

    return export


def width() -> float:
    graph = bpy.context.evaluated_depsgraph_get()
    (found,) = [each for each in bpy.data.objects if each.type == "MESH"]
    evaluated = found.evaluated_get(graph)
    corners = [evaluated.matrix_world @ vertex.co for vertex in evaluated.data.vertices]
    return round(max(each.x for each in corners), 4)


def test_a_cache_is_referenced_and_turned(
    host: BlenderHost, model: Callable[[Path, float], Path], tmp_path: Path
) -> None:
    old, new = model(tmp_path / "v001/a.abc", 2), model(tmp_path / "v002/a.abc", 5)
    loaded = host.load(old, How.REFERENCE, name="dragon", stamp=OLD)
    assert (loaded.kind, loaded.resolved, width()) == ("cache", old, 2)
    updated = host.update(loaded, new, stamp=NEW)
    assert (updated.id, updated.resolved, updated.stamp, width()) == (loaded.id, new, NEW, 5)
    bpy.ops.ed.undo()
    assert (host.loaded(), width()) == ((loaded,), 2)


def test_a_cache_survives_saving_and_is_removed(
    host: BlenderHost, model: Callable[[Path, float], Path], tmp_path: Path
) -> None:
    loaded = host.load(model(tmp_path / "a.abc", 2), How.REFERENCE, name="dragon", stamp=OLD)
    host.open(host.save(tmp_path / "shot.blend"), force=True)
    assert host.loaded() == (loaded,)
    host.remove(loaded)
    assert not bpy.data.cache_files
    assert not bpy.data.objects


def test_a_cache_is_not_turned_to_what_is_none(
    host: BlenderHost, model: Callable[[Path, float], Path], tmp_path: Path
) -> None:
    loaded = host.load(model(tmp_path / "a.abc", 2), How.REFERENCE, name="dragon", stamp=OLD)
    with pytest.raises(HostError, match="is not there"):
        host.update(loaded, tmp_path / "none.abc", stamp=NEW)
    with pytest.raises(NotCapable):
        host.update(loaded, tmp_path / "scene.blend", stamp=NEW)
    assert host.loaded() == (loaded,)


@pytest.mark.parametrize("suffix", [".abc", ".usd", ".usda", ".usdc", ".blend"])
def test_what_is_exported_can_be_imported(
    host: BlenderHost, model: Callable[[Path, float], Path], tmp_path: Path, suffix: str
) -> None:
    before = host.timeline()
    loaded = host.load(model(tmp_path / f"dragon{suffix}", 3), How.IMPORT, name="dragon", stamp=OLD)
    assert (loaded.kind, loaded.stamp, width()) == ("import", OLD, 3)
    assert host.timeline() == before, "a file brings its range with it, and the shot keeps its own"


@pytest.mark.parametrize("operator", ["obj_export", "ply_export", "stl_export"])
def test_common_models_are_imported(host: BlenderHost, tmp_path: Path, operator: str) -> None:
    bpy.ops.mesh.primitive_cube_add()
    path = tmp_path / f"cube.{operator.partition('_')[0]}"
    getattr(bpy.ops.wm, operator)(filepath=str(path))
    host.new(force=True)
    loaded = host.load(path, How.IMPORT, name="cube", stamp=None)
    assert (loaded.label, len(bpy.data.objects)) == ("cube", 1)


@pytest.mark.parametrize("suffix", [".abc", ".usda", ".obj"])
def test_rubbish_is_not_imported_and_leaves_nothing(host: BlenderHost, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rubbish{suffix}"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(HostError, match="cannot be read"):
        host.load(path, How.IMPORT, name="rubbish", stamp=OLD)
    assert not host.loaded()
    assert not bpy.data.collections


# -- what leaves


def camera(host: BlenderHost) -> None:
    """A camera on a rig that moves."""
    rig = bpy.data.objects.new("rig", None)
    found = bpy.data.objects.new("shotcam", bpy.data.cameras.new("shotcam"))
    for each in (rig, found):
        bpy.context.scene.collection.objects.link(each)
    found.parent = rig
    rig.location.x = 10
    bpy.context.scene.camera = found


@pytest.mark.parametrize("suffix", [".abc", ".usd", ".blend"])
def test_a_camera_leaves_with_what_it_hangs_on(host: BlenderHost, tmp_path: Path, suffix: str) -> None:
    camera(host)
    output = next(each for each in host.outputs() if each.kind == "camera")
    assert (output.label, output.variant, output.members) == ("shotcam", "shotcam", ("shotcam",))
    (path,) = host.export(output, tmp_path / f"camera{suffix}")
    assert "studio_export" not in bpy.data.collections
    host.new(force=True)
    host.load(path, How.IMPORT, name="camera", stamp=None)
    (found,) = [each for each in bpy.data.objects if each.type == "CAMERA"]
    bpy.context.view_layer.update()
    assert round(found.matrix_world.translation.x, 3) == 10


def test_only_marked_collections_are_outputs(host: BlenderHost, made: Callable[..., Path]) -> None:
    host.open(made("model", "dragon", "scratch", "library"), force=True)
    publishable.mark("dragon", "rig", "light")
    bpy.data.collections["library"].asset_mark()
    told = {(each.label, each.kind, each.variant) for each in host.outputs() if each.kind != "scene"}
    assert told == {("dragon", "rig", "light"), ("library", "model", "main")}


def test_an_empty_collection_is_not_exported(host: BlenderHost, tmp_path: Path) -> None:
    bpy.context.scene.collection.children.link(bpy.data.collections.new("nothing"))
    publishable.mark("nothing", "model")
    output = next(each for each in host.outputs() if each.kind == "model")
    with pytest.raises(HostError, match="nothing is empty"):
        host.export(output, tmp_path / "nothing.blend")


def test_a_scene_is_exported_as_a_blender_file_only(host: BlenderHost, tmp_path: Path) -> None:
    (scene,) = host.outputs()
    with pytest.raises(NotCapable):
        host.export(scene, tmp_path / "scene.abc")
    with pytest.raises(HostError, match="cannot be saved here"):
        host.export(scene, tmp_path / "scene.txt")


def test_an_exported_scene_finds_what_it_links(host: BlenderHost, made: Callable[..., Path], tmp_path: Path) -> None:
    path = made("lib/v003")
    host.new(force=True)
    host.load(path, How.REFERENCE, name="dragon", stamp=OLD)
    host.save(tmp_path / "shot.blend")
    texture(host, picture(tmp_path / "tex/skin.png"))
    bpy.ops.file.make_paths_relative()
    before = host.loaded()
    assert [each.path for each in before] == ["//lib/v003.blend", "//tex/skin.png"]
    (tmp_path / "staging").mkdir()
    (copy,) = host.export(host.outputs()[0], tmp_path / "staging/scene.blend")
    assert host.file() == tmp_path / "shot.blend"
    assert host.loaded() == before
    (tmp_path / "far/away").mkdir(parents=True)
    host.open(copy.rename(tmp_path / "far/away/scene.blend"), force=True)
    assert [(each.path, each.is_loaded) for each in host.loaded()] == [
        (path.as_posix(), True),
        ((tmp_path / "tex/skin.png").as_posix(), True),
    ]


# -- previews


def test_a_preview_shows_the_scenes_camera_and_leaves_its_settings(host: BlenderHost, tmp_path: Path) -> None:
    camera(host)
    scene = bpy.context.scene
    scene.render.engine, scene.render.filepath = "CYCLES", "//render/####"
    scene.render.image_settings.file_format = "OPEN_EXR_MULTILAYER"
    scene.frame_set(17)
    before = (scene.render.resolution_x, scene.render.fps, scene.frame_start, scene.camera.name)
    host.preview(tmp_path / "view.%04d.png", Timeline(1001, 1002, Fraction(24)), width=64, height=36)
    assert (scene.render.resolution_x, scene.render.fps, scene.frame_start, scene.camera.name) == before
    assert (scene.render.engine, scene.render.filepath, scene.frame_current) == ("CYCLES", "//render/####", 17)
    assert scene.render.image_settings.file_format == "OPEN_EXR_MULTILAYER"


def test_a_preview_is_as_large_as_asked_for_and_shows_something(
    host: BlenderHost, made: Callable[..., Path], tmp_path: Path
) -> None:
    host.open(made("model", size=3), force=True)
    (path,) = host.preview(tmp_path / "view.%04d.png", Timeline(5, 5, Fraction(24)), width=80, height=45)
    image = bpy.data.images.load(str(path))
    assert tuple(image.size) == (80, 45)
    assert len(set(image.pixels[:])) > 10
    assert [each.type for each in bpy.data.objects] == ["MESH"]
    assert not bpy.data.cameras


def test_a_movie_is_made_without_a_pattern(host: BlenderHost, tmp_path: Path) -> None:
    made = host.preview(tmp_path / "view.mp4", Timeline(1, 4, Fraction(25)), width=63, height=36)
    assert made == [tmp_path / "view.mp4"]
    clip = bpy.data.movieclips.load(str(made[0]))
    assert (tuple(clip.size), clip.frame_duration, clip.fps) == ((64, 36), 4, 25)


@pytest.mark.parametrize("name", ["view.png", "view.%04d.mp4", "view.%04d.txt"])
def test_a_preview_that_has_no_such_form_is_refused(host: BlenderHost, tmp_path: Path, name: str) -> None:
    with pytest.raises(NotCapable):
        host.preview(tmp_path / name, Timeline(1, 2, Fraction(24)), width=64, height=36)
    assert not list(tmp_path.iterdir())


def test_a_preview_passes_over_no_read_only_frame(host: BlenderHost, tmp_path: Path) -> None:
    published = tmp_path / "view.0001.png"
    published.write_bytes(b"published")
    published.chmod(0o444)
    with pytest.raises(HostError, match="marked read-only"):
        host.preview(tmp_path / "view.%04d.png", Timeline(1, 2, Fraction(24)), width=64, height=36)
    assert published.read_bytes() == b"published"


def test_a_preview_without_frames_is_refused(host: BlenderHost, tmp_path: Path) -> None:
    with pytest.raises(HostError, match="is no range"):
        host.preview(tmp_path / "view.%04d.png", Timeline(2, 1, Fraction(24)), width=64, height=36)
