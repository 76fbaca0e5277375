"""The suite that every host keeps, on Blender itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bpy
import pytest

from dcc.blender.host import BlenderHost
from studio_tools.host import Host, Loaded, Previews, Scene, Thread, Window
from studio_tools.testing.host_contract import Check, Kit, checks_for


def a_dragon(folder: Path) -> Path:
    """A Blender file with a collection that holds a mesh."""
    bpy.ops.wm.read_homefile(use_empty=True)
    collection = bpy.data.collections.new("dragon")
    bpy.context.scene.collection.children.link(collection)
    mesh = bpy.data.meshes.new("body")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
    collection.objects.link(bpy.data.objects.new("body", mesh))
    path = folder / "dragon.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path), check_existing=False)
    return path


def override(host: Host, loaded: Loaded) -> Callable[[], bool]:
    """Move what was loaded as an artist does: as a whole, and a part of it through an override."""
    anchor = bpy.data.collections[loaded.id.partition(":")[2], None]
    empty = anchor.objects[0]
    empty.location.x = 3
    layer = bpy.context.view_layer
    made = empty.instance_collection.override_hierarchy_create(bpy.context.scene, layer, reference=empty)
    made.all_objects[0].location.y = 7
    made.all_objects[0].override_library.operations_update()

    def stands() -> bool:
        found = bpy.data.collections[loaded.id.partition(":")[2], None].all_objects
        return sorted((each.location.x, each.location.y) for each in found) == [(0, 7), (3, 0)]

    return stands


def kit_of(host: BlenderHost) -> Kit:
    return Kit(make=lambda: host, sample=a_dragon, undo=bpy.ops.ed.undo, turn=host.turn, edit=override)


@pytest.mark.parametrize("check", checks_for(BlenderHost()), ids=lambda check: str(check.__name__))
def test_contract(host: BlenderHost, check: Check, tmp_path: Path) -> None:
    check(kit_of(host), tmp_path)


def test_blender_is_all_that_a_host_may_be(host: BlenderHost) -> None:
    for capability in (Scene, Previews, Window, Thread):
        assert isinstance(host, capability)
