"""Files that other programs read as well: Alembic, USD and the common models, in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import bpy

from dcc.blender.scene import anchors, blocks, document, program
from dcc.blender.scene.libraries import IMPORT
from dcc.blender.scene.marks import PATH, put

Operator = Callable[[str], set[str]]
ABSENT: Mapping[str, object] = {}


def _alembic(path: str) -> set[str]:
    """Read Alembic; what does not move is read from the file as well, so that it can be turned to another."""
    done: set[str] = bpy.ops.wm.alembic_import(
        filepath=path, as_background_job=False, set_frame_range=False, always_add_cache_reader=True, relative_path=False
    )
    return done


def _usd(path: str) -> set[str]:
    done: set[str] = bpy.ops.wm.usd_import(filepath=path, set_frame_range=False, relative_path=False)
    return done


def _plain(group: str, name: str) -> Operator:
    def run(path: str) -> set[str]:
        done: set[str] = getattr(getattr(bpy.ops, group), name)(filepath=path)
        return done

    return run


CACHES: Mapping[str, Operator] = {".abc": _alembic}
IMPORTS: Mapping[str, Operator] = {
    ".abc": _alembic,
    ".usd": _usd,
    ".usda": _usd,
    ".usdc": _usd,
    ".usdz": _usd,
    ".obj": _plain("wm", "obj_import"),
    ".ply": _plain("wm", "ply_import"),
    ".stl": _plain("wm", "stl_import"),
    ".fbx": _plain("wm", "fbx_import"),
}
EXPORTS = frozenset({".abc", ".usd", ".usda", ".usdc", ".usdz"})


def bring_in(path: str, suffix: str, name: str, *, is_cache: bool) -> str:
    """Read a file; the name of the anchor that holds what came. A cache goes on reading its file."""
    before = {each.session_uid for each in bpy.data.user_map()}
    try:
        with program.in_window():
            done = IMPORTS[suffix](path)
        came = [each for each in bpy.data.objects if each.session_uid not in before]
        if "FINISHED" not in done or not came:
            raise ValueError("there is nothing in it that Blender can read")
        return _anchored(came, path, name, is_cache=is_cache)
    except Exception:
        bpy.data.batch_remove([each for each in bpy.data.user_map() if each.session_uid not in before])
        raise


def _anchored(came: list[Any], path: str, name: str, *, is_cache: bool) -> str:
    anchor = anchors.make(name, blocks.CACHE if is_cache else IMPORT)
    put(anchor, PATH, path)
    for each in came:
        for holder in each.users_collection:
            holder.objects.unlink(each)
        anchor.objects.link(each)
    if is_cache and not blocks.caches_of(anchor):
        raise ValueError("nothing in it is read as a cache")
    return str(anchor.name)


# -- out


@contextmanager
def gathered(objects: list[Any]) -> Iterator[Any]:
    """A collection of some objects and what they hang on, meanwhile."""
    collection = bpy.data.collections.new("studio_export")
    try:
        for each in dict.fromkeys(link for found in objects for link in lineage(found)):
            collection.objects.link(each)
        document.scene().collection.children.link(collection)
        yield collection
    finally:
        bpy.data.collections.remove(collection)


def lineage(found: Any) -> Iterator[Any]:
    """An object and its parents, without which it would stand elsewhere."""
    while found is not None:
        yield found
        found = found.parent


def write_blend(collection: Any, path: str) -> None:
    """Write a collection as a Blender file, with paths that hold wherever the file goes."""
    bpy.data.libraries.write(path, {collection}, path_remap="ABSOLUTE", fake_user=True)


def write_cache(name: str, path: str, suffix: str) -> None:
    """Write what is in a collection as Alembic or USD, over the scene's range, hidden things too."""
    with program.in_window():
        if suffix == ".abc":
            bpy.ops.wm.alembic_export(
                filepath=path, collection=name, visible_objects_only=False, as_background_job=False
            )
        else:
            bpy.ops.wm.usd_export(
                filepath=path, collection=name, visible_objects_only=False, export_animation=True, relative_paths=False
            )
