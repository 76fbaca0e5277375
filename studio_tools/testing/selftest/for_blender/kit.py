"""Blender for the contract of hosts: something to load, an artist's edit, undo, and the loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from studio_tools.host import Host, Loaded
from studio_tools.testing.host_contract import Kit


def kit(host: Host, bpy: Any, *, turn: Callable[[], object]) -> Kit:
    """The kit of a host over its Blender."""
    sample, edit = partial(a_dragon, bpy), partial(override, bpy)
    return Kit(make=lambda: host, sample=sample, undo=bpy.ops.ed.undo, turn=turn, edit=edit)


def a_dragon(bpy: Any, folder: Path) -> Path:
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


def override(bpy: Any, host: Host, loaded: Loaded) -> Callable[[], bool]:
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
