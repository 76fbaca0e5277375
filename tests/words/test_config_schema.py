"""The shipped settings: complete, documented, and consistent with one another."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from studio_tools.config import Settings, documented, load_without_home, publish_templates
from studio_tools.config import schema as schema_module
from studio_tools.errors import PathError

SETTINGS = load_without_home({})
TEMPLATES = publish_templates(SETTINGS)
KINDS = [
    "plate", "render", "comp", "scene", "model", "rig", "anim", "camera", "cache", "texture",
    "image", "movie", "cut", "other", "layout", "look", "light", "precomp", "review",
]  # fmt: skip


def parts(kind: type[Any]) -> Iterator[type[Any]]:
    yield kind
    for hint in get_type_hints(kind).values():
        for each in (hint, *get_args(hint)):
            if is_dataclass(each) and isinstance(each, type):
                yield from parts(each)


@pytest.mark.parametrize("part", list(parts(Settings)), ids=lambda part: part.__name__)
def test_every_setting_has_one_sentence(part: type[Any]) -> None:
    for each in fields(part):
        doc = each.metadata["doc"]
        assert doc[0].isupper()
        assert doc.endswith(".")
        assert len(doc) <= 120


def test_every_default_stands_in_the_defaults_file_and_nowhere_else() -> None:
    for part in parts(Settings):
        made_without = [each.name for each in fields(part)]
        with pytest.raises(TypeError, match="required"):
            part()
        assert made_without


def test_the_reference_of_settings_is_complete() -> None:
    listed = {each.key: each for each in documented()}

    assert listed["tracker.timeout"].default == "10.0"
    assert listed["recipes.<name>.hosts"].doc.startswith("Applications")
    assert listed["templates.fields.<name>.pattern"].default == ""
    assert listed["tracker.script_key"].default == ""
    assert all(each.doc for each in listed.values())
    assert len(listed) > 50


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        SETTINGS.tracker.timeout = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        SETTINGS.kinds["x"] = SETTINGS.kinds["render"]  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_label_endings_and_a_headless_recipe(kind: str) -> None:
    assert SETTINGS.kinds[kind].label
    assert SETTINGS.kinds[kind].extensions
    recipe = SETTINGS.recipes[kind]
    assert "headless" in recipe.hosts
    assert recipe.collect
    assert len(recipe.extract) == 1
    assert len(set(recipe.validate)) == len(recipe.validate)


def test_kinds_and_recipes_have_the_same_names() -> None:
    assert set(SETTINGS.kinds) == set(SETTINGS.recipes)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if SETTINGS.kinds[kind].frames])
def test_kinds_with_frames_are_held_against_the_cut(kind: str) -> None:
    assert {"core.cut-range", "core.frames-complete", "core.frame-format"} <= set(SETTINGS.recipes[kind].validate)


def test_endings_are_written_small_and_without_their_dot() -> None:
    for kind in SETTINGS.kinds.values():
        assert all(each == each.lower().strip(".") for each in kind.extensions)
        assert len(set(kind.extensions)) == len(kind.extensions)


@pytest.mark.parametrize(
    ("kind", "representation", "expected"),
    [
        pytest.param("render", "exr", "Rendered Image", id="rendered frames"),
        pytest.param("plate", "exr", "Rendered Image", id="plates"),
        pytest.param("render", "mov", "Movie", id="a movie of a render"),
        pytest.param("movie", "mp4", "Movie", id="a movie"),
        pytest.param("scene", "ma", "Maya Scene", id="Maya text"),
        pytest.param("rig", "mb", "Maya Scene", id="Maya binary"),
        pytest.param("comp", "nk", "Nuke Script", id="Nuke"),
        pytest.param("scene", "hip", "Houdini Scene", id="Houdini"),
        pytest.param("scene", "blend", "Blender Scene", id="Blender"),
        pytest.param("cache", "abc", "Alembic Cache", id="Alembic"),
        pytest.param("model", "usdc", "USD", id="USD"),
        pytest.param("cache", "vdb", "VDB", id="volumes"),
        pytest.param("model", "fbx", "FBX", id="FBX"),
        pytest.param("image", "png", "Image", id="an image"),
        pytest.param("render", "png", "Rendered Image", id="a rendered image"),
        pytest.param("texture", "exr", "Texture", id="a texture"),
        pytest.param("cut", "edl", "Editorial", id="a cut"),
        pytest.param("cut", "mov", "Movie", id="a movie of the cut"),
        pytest.param("other", "zip", "File", id="anything"),
        pytest.param("brand-new", "xyz", "File", id="a kind and an ending nobody knows"),
    ],
)
def test_the_tracker_calls_files_by_their_usual_names(kind: str, representation: str, expected: str) -> None:
    assert SETTINGS.tracker.file_type(kind, representation) == expected


VALUES = {
    "project": "demo", "sequence": "sq010", "entity": "sh0010", "kind": "render", "variant": "main", "version": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("entity_type", "folder"),
    [
        pytest.param("Shot", "demo/sequences/sq010/sh0010/publish/render/main/v003", id="a shot"),
        pytest.param("Sequence", "demo/sequences/sh0010/_sequence/publish/render/main/v003", id="a sequence"),
        pytest.param("Asset", "demo/assets/sh0010/publish/render/main/v003", id="an asset"),
    ],
)
def test_version_folders_end_in_their_number(entity_type: str, folder: str) -> None:
    assert TEMPLATES.folders[entity_type].format(VALUES) == folder


@pytest.mark.parametrize(
    ("more", "name"),
    [
        pytest.param({"ext": "ma"}, "sh0010_render_main_v003.ma", id="a file"),
        pytest.param({}, "sh0010_render_main_v003", id="a file without an ending"),
        pytest.param({"ext": "bgeo.sc"}, "sh0010_render_main_v003.bgeo.sc", id="an ending of two parts"),
        pytest.param({"ext": "mov", "view": "left"}, "sh0010_render_main_left_v003.mov", id="a view"),
    ],
)
def test_files_are_named_after_their_product(more: dict[str, str], name: str) -> None:
    assert TEMPLATES.file.format(VALUES, **more) == name


@pytest.mark.parametrize(
    "frame", ["1001", "0001", "-0001", "-001", "100000", "%04d", "%d", "<UDIM>"], ids=lambda frame: f"frame {frame}"
)
def test_frames_keep_their_number_last_before_the_ending(frame: str) -> None:
    name = TEMPLATES.frame.format(VALUES, frame=frame, ext="exr")

    assert name == f"sh0010_render_main_v003.{frame}.exr"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("demo/assets/dragon/publish/rig/main/v012", {"entity": "dragon", "version": 12}, id="a folder"),
        pytest.param(
            "demo/sequences/sq010/sh_0010/publish/comp/main/v003/sh_0010_comp_main_v003.1001.exr",
            {"entity": "sh_0010", "frame": "1001", "ext": "exr"},
            id="a frame",
        ),
        pytest.param(
            "demo/sequences/sq010/sh_0010/publish/comp/a_b/v003/sh_0010_comp_a_b_left_v003.mov",
            {"variant": "a_b", "view": "left", "ext": "mov"},
            id="a file of one view",
        ),
    ],
)
def test_any_published_path_is_read(path: str, expected: dict[str, object]) -> None:
    assert TEMPLATES.parse(path).items() >= expected.items()


def test_a_path_of_nobody_is_refused() -> None:
    with pytest.raises(PathError, match="none of the templates"):
        TEMPLATES.parse("demo/somewhere/else.exr")


def test_the_defaults_file_is_plain_toml_with_no_secret() -> None:
    text = Path(schema_module.__file__).with_name("defaults.toml").read_text("utf-8")

    assert tomllib.loads(text)["tracker"]["script_key"] == ""


def test_the_site_is_served_on_this_machine_only() -> None:
    assert SETTINGS.site.host == "127.0.0.1"
