"""What of a file may be published: its cameras, and the collections that were marked; and how each is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy

from dcc.blender.scene import document, exchange
from dcc.blender.scene.marks import KIND, VARIANT, put, text


@dataclass(frozen=True, slots=True)
class Marked:
    """A collection that was marked."""

    name: str
    kind: str
    variant: str
    members: tuple[str, ...]


def cameras() -> list[str]:
    """The cameras in the scene that are the file's own."""
    found = [each for each in document.scene().objects if each.type == "CAMERA" and each.library is None]
    return sorted(str(each.name) for each in found)


def collections() -> list[Marked]:
    """The marked collections that are the file's own. Blender's own mark, an asset, is a model."""
    found = []
    for each in bpy.data.collections:
        kind = text(each, KIND) or ("model" if each.asset_data is not None else "")
        if kind and each.library is None:
            members = tuple(str(one.name_full) for one in each.all_objects)
            found.append(Marked(str(each.name), kind, text(each, VARIANT) or "main", members))
    return found


def mark(name: str, kind: str, variant: str = "main") -> None:
    """Mark a collection as something to publish."""
    collection = bpy.data.collections[name, None]
    put(collection, KIND, kind)
    put(collection, VARIANT, variant)


def write_camera(name: str, path: str, suffix: str) -> None:
    """Write a camera, with what it hangs on."""
    with exchange.gathered([bpy.data.objects[name, None]]) as collection:
        _write(collection, path, suffix)


def write_collection(name: str, path: str, suffix: str) -> None:
    """Write a collection."""
    _write(bpy.data.collections[name, None], path, suffix)


def _write(collection: Any, path: str, suffix: str) -> None:
    if suffix in exchange.EXPORTS:
        exchange.write_cache(collection.name, path, suffix)
    else:
        exchange.write_blend(collection, path)
