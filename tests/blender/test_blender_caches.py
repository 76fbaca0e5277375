"""Alembic, FBX and USD that a real program wrote: what is read of them without their libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tools.media import look_at
from studio_tools.media.caches import read_cache


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a crate that moves from frame 1001 to 1010 below a prop, in every format."""
    import bpy

    folder = tmp_path_factory.mktemp("caches")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.frame_start, bpy.context.scene.frame_end = 1001, 1010
    bpy.ops.mesh.primitive_cube_add()
    crate = bpy.context.object
    crate.name = "crate"
    for frame, place in ((1001, 0.0), (1010, 5.0)):
        crate.location.x = place
        crate.keyframe_insert("location", frame=frame)
    bpy.ops.object.empty_add()
    crate.parent = bpy.context.object
    crate.parent.name = "prop"
    bpy.ops.wm.alembic_export(filepath=str(folder / "prop.abc"), start=1001, end=1010)
    bpy.ops.wm.alembic_export(filepath=str(folder / "still.abc"), start=1001, end=1001)
    bpy.ops.export_scene.fbx(filepath=str(folder / "prop.fbx"))
    for ending in ("usda", "usdc"):
        bpy.ops.wm.usd_export(filepath=str(folder / f"prop.{ending}"), export_animation=True)
    return folder


def test_an_alembic_tells_what_hangs_on_top_and_when_it_moves(written: Path) -> None:
    found = read_cache(written / "prop.abc")
    assert (found.names, found.span) == (("prop",), pytest.approx((1001 / 24, 1010 / 24)))


def test_an_alembic_of_one_frame_does_not_move(written: Path) -> None:
    assert read_cache(written / "still.abc").span is None


def test_an_fbx_tells_its_models(written: Path) -> None:
    assert sorted(read_cache(written / "prop.fbx").names) == ["crate", "prop"]


@pytest.mark.parametrize("name", ["prop.abc", "still.abc", "prop.fbx", "prop.usda", "prop.usdc"])
def test_a_whole_file_has_nothing_wrong_and_one_that_is_cut_has(written: Path, tmp_path: Path, name: str) -> None:
    whole = (written / name).read_bytes()
    assert (look_at(written / name).problem, look_at(written / name).unknown) == ("", "")
    for part in (0.3, 0.6, 0.9):
        (tmp_path / name).write_bytes(whole[: int(part * len(whole))])
        assert look_at(tmp_path / name).problem
