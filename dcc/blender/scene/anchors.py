"""Anchors: the local collection that stands for each thing that was loaded, with our marks on it.

Blender has one library for each file, however often the file is loaded, and the artist may make local overrides of what
is in it. An anchor stays through all that, and holds what belongs to one loading of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from dcc.blender.scene import document
from dcc.blender.scene.marks import WAY, put, text


def everything() -> list[Any]:
    """All anchors of this file; those within a library belong to that."""
    return [each for each in bpy.data.collections if each.library is None and text(each, WAY)]


def find(name: str) -> Any | None:
    """An anchor by its name."""
    found = bpy.data.collections.get((name, None))
    return found if found is not None and text(found, WAY) else None


def make(name: str, way: str) -> Any:
    """A new anchor in the scene; Blender gives it a number where its name is taken."""
    anchor = bpy.data.collections.new(name)
    document.scene().collection.children.link(anchor)
    put(anchor, WAY, way)
    return anchor


def local_objects(anchor: Any) -> list[Any]:
    """The objects in an anchor that are the file's own, overrides among them."""
    return [each for each in anchor.all_objects if each.library is None]


def local_collections(anchor: Any) -> list[Any]:
    """The collections below an anchor that are the file's own."""
    return [each for each in anchor.children_recursive if each.library is None]


def overridden(anchor: Any) -> list[Any]:
    """The linked blocks of which an anchor holds overrides."""
    own = local_objects(anchor) + local_collections(anchor)
    return [each.override_library.reference for each in own if each.override_library is not None]


def linked(anchor: Any) -> Iterator[Any]:
    """The linked blocks that an anchor holds: instanced, overridden, or as they are."""
    for each in local_objects(anchor):
        if each.instance_collection is not None and each.instance_collection.library is not None:
            yield each.instance_collection
    yield from (each for each in overridden(anchor) if each is not None and each.library is not None)
    for each in (*anchor.objects, *anchor.children):
        if each.library is not None:
            yield each


def libraries(anchor: Any) -> list[Any]:
    """The libraries that an anchor holds something of; the first is its own."""
    return list(dict.fromkeys(each.library for each in linked(anchor)))


def object_names(anchor: Any) -> list[str]:
    """The full names of the objects that a person can select in an anchor."""
    return [str(each.name_full) for each in anchor.all_objects]


def dissolve(anchor: Any) -> None:
    """Remove an anchor with all that is in it, and what nobody uses any more because of that."""
    used = {each.session_uid for each in own_blocks() if each.users}
    bpy.data.batch_remove([*local_objects(anchor), *local_collections(anchor), anchor])
    while doomed := [each for each in own_blocks() if not each.users and each.session_uid in used]:
        bpy.data.batch_remove(doomed)


def own_blocks() -> list[Any]:
    """All blocks that are the file's own."""
    return [each for each in bpy.data.user_map() if each.library is None and not isinstance(each, bpy.types.Library)]
