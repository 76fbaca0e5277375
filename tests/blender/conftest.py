"""What the tests of Blender share. Those that need one are not collected where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from dcc.blender.host import BlenderHost

collect_ignore_glob = [] if find_spec("bpy") else ["test_blender_*.py"]


@pytest.fixture
def host() -> Iterator[BlenderHost]:
    """Blender with an empty scene."""
    from dcc.blender.host import BlenderHost

    host = BlenderHost()
    host.new(force=True)
    yield host
    host.stop()


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Makes Blender files: a collection of each name, with a triangle in it that is as wide as *size*."""
    return lambda name, *collections, size=1.0: blend(tmp_path / f"{name}.blend", collections or ("dragon",), size)


def blend(path: Path, collections: tuple[str, ...], size: float) -> Path:
    import bpy

    bpy.ops.wm.read_homefile(use_empty=True)
    for name in collections:
        collection = bpy.data.collections.new(name)
        bpy.context.scene.collection.children.link(collection)
        collection.objects.link(triangle(size, f"{name}_body"))
    return written(path)


def triangle(size: float, name: str = "body") -> Any:
    """An object that is a triangle."""
    import bpy

    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(0, 0, 0), (size, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
    return bpy.data.objects.new(name, mesh)


def written(path: Path) -> Path:
    """Save what is open, and begin anew."""
    import bpy

    path.parent.mkdir(parents=True, exist_ok=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(path), check_existing=False, relative_remap=False)
    bpy.ops.wm.read_homefile(use_empty=True)
    return path
