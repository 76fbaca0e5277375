"""Other Blender files that this one links or took over: linking, appending, turning to another file, taking out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import bpy

from dcc.blender.scene import anchors, program
from dcc.blender.scene.marks import PATH, STAMP, WAY, Found, absolute, put, text

REFERENCE, IMPORT = "reference", "import"


# -- what there is


def everything() -> Iterator[Found]:
    """All libraries that the scene uses: those of anchors, those linked by hand, and those within others."""
    claimed = set[Any]()
    for anchor in anchors.everything():
        if text(anchor, WAY) == REFERENCE and (own := anchors.libraries(anchor)):
            claimed.update(own)
            yield reference(anchor, own[0])
    direct, nested = needed()
    for library in bpy.data.libraries:
        if library in direct | nested and library not in claimed:
            yield bare(library, is_editable=library in direct)


def reference(anchor: Any, library: Any) -> Found:
    """What is told of an anchor that holds something of a library."""
    return Found(
        ident=f"collection:{anchor.name}",
        kind=REFERENCE,
        path=str(library.filepath),
        resolved=where(library),
        label=str(anchor.name),
        stamp=text(anchor, STAMP),
        is_loaded=not library.is_missing,
    )


def bare(library: Any, *, is_editable: bool) -> Found:
    """What is told of a library without an anchor; one within another has its stamp from the anchor there."""
    return Found(
        ident=f"library:{library.name}",
        kind=REFERENCE,
        path=str(library.filepath),
        resolved=where(library),
        label=str(library.name),
        stamp=text(library, STAMP) if is_editable else nested_stamp(library),
        is_loaded=not library.is_missing,
        is_editable=is_editable,
    )


def where(library: Any) -> str:
    """The file of a library. What is written with `//` stands beside the open file, within other libraries too."""
    return absolute(library.filepath)


def nested_stamp(library: Any) -> str:
    """The stamp on the anchor that holds a library within another one."""
    stamps = {
        text(anchor, STAMP)
        for anchor in bpy.data.collections
        if anchor.library is not None and text(anchor, WAY)
        for each in anchor.all_objects
        if each.instance_collection is not None and each.instance_collection.library == library
    }
    return stamps.pop() if len(stamps) == 1 else ""


def needed() -> tuple[set[Any], set[Any]]:
    """The libraries that the file itself uses, and those that only others use in turn."""
    direct, below = set[Any](), dict[Any, set[Any]]()
    for block, users in bpy.data.user_map().items():
        if block.library is None:
            continue
        for user in users:
            if user.library is not None:
                below.setdefault(user.library, set()).add(block.library)
            elif user.users or user.use_fake_user:
                direct.add(block.library)
    reached, ahead = set[Any](), list(direct)
    while ahead:
        library = ahead.pop()
        if library not in reached:
            reached.add(library)
            ahead.extend(below.get(library, ()))
    return direct, reached - direct


def find(name: str) -> Any | None:
    """A library by its name."""
    return bpy.data.libraries.get(name)


# -- bringing in


def read(path: str, *, link: bool) -> tuple[list[Any], list[Any]]:
    """Link or append what a file offers: its assets, else its collections, else its objects.

    The collections are those at the top: not those within others, nor those that others only instance.
    """
    with bpy.data.libraries.load(path, link=link, assets_only=True) as (offered, _):
        marked = list(offered.collections)
    with bpy.data.libraries.load(path, link=link, relative=False) as (offered, wanted):
        wanted.collections = marked or list(offered.collections)
        wanted.objects = [] if wanted.collections else list(offered.objects)
    collections = [each for each in wanted.collections if each is not None]
    return (collections if marked else at_top(collections)), [each for each in wanted.objects if each is not None]


def at_top(collections: Collection[Any]) -> list[Any]:
    """Those of the collections that no other one contains or instances."""
    within = {child for each in collections for child in each.children_recursive}
    instanced = {found.instance_collection for each in collections for found in each.all_objects}
    return [each for each in collections if each not in within | instanced] or list(collections)


def names(path: str) -> set[str]:
    """The names of the collections and objects that a file has of its own."""
    with bpy.data.libraries.load(path, link=True) as (offered, _):
        return {*offered.collections, *offered.objects}


def link(path: str, name: str) -> str:
    """Link a file; the name of its anchor. Collections are instanced, so that the same may stand there twice."""
    collections, objects = read(path, link=True)
    if not collections and not objects:
        raise ValueError("there is no collection and no object in it")
    anchor = anchors.make(name, REFERENCE)
    for each in collections:
        instance(anchor, each)
    for each in objects:
        anchor.objects.link(each)
    return str(anchor.name)


def instance(anchor: Any, collection: Any) -> None:
    """Show a collection as a whole, at one place that can be moved."""
    empty = bpy.data.objects.new(collection.name, None)
    empty.instance_type, empty.instance_collection = "COLLECTION", collection
    anchor.objects.link(empty)


def append(path: str, name: str) -> str:
    """Take what is in a file over; the name of the anchor that remembers where it came from."""
    collections, objects = read(path, link=False)
    if not collections and not objects:
        raise ValueError("there is no collection and no object in it")
    anchor = anchors.make(name, IMPORT)
    put(anchor, PATH, path)
    for each in collections:
        anchor.children.link(each)
    for each in objects:
        anchor.objects.link(each)
    return str(anchor.name)


# -- turning to another file


def turn(anchor: Any, path: str) -> None:
    """Turn what an anchor holds to another file, with the overrides that were made of it.

    Blender turns a library as a whole. Where other anchors hold something of the same one, this anchor's instances are
    turned one by one instead, which overrides cannot be. Raises ValueError with the reason.
    """
    library = anchors.libraries(anchor)[0]
    is_shared = any(library in anchors.libraries(each) for each in anchors.everything() if each != anchor)
    if where(library) == path:
        library.reload()
    elif not is_shared and (has_all(path, anchors.linked(anchor)) or anchors.overridden(anchor)):
        turn_library(library, path)
    elif anchors.overridden(anchor):
        raise ValueError("it has overrides, and is loaded more than once from the same file")
    else:
        turn_instances(anchor, library, path)


def turn_library(library: Any, path: str) -> str:
    """Turn a library as a whole, as Blender's own Relocate does; its name from then on."""
    direct = [each for each in library.users_id if not each.is_library_indirect]
    held = [each for each in direct if isinstance(each, bpy.types.Collection | bpy.types.Object)]
    if not has_all(path, held):
        missing = ", ".join(sorted({each.name for each in held} - names(path)))
        raise ValueError(f"it has no {missing}")
    target, marks = Path(path), text(library, STAMP)
    with program.in_window():
        bpy.ops.wm.lib_relocate(
            library=library.name, directory=f"{target.parent}/", filename=target.name, relative_path=False
        )
    found = at(path)
    if found is None:
        raise RuntimeError("Blender did not turn to it")
    put(found, STAMP, marks)
    return str(found.name)


def at(path: str) -> Any | None:
    """The library of a file."""
    return next((each for each in bpy.data.libraries if where(each) == path), None)


def has_all(path: str, blocks: Iterable[Any]) -> bool:
    """Whether a file has blocks of all these names."""
    return {str(each.name) for each in blocks} <= names(path)


def turn_instances(anchor: Any, library: Any, path: str) -> None:
    """Turn the instances in one anchor: each to the collection of its name, or the only one to the only one."""
    candidates = uids_of_needed()
    held = [each for each in anchors.local_objects(anchor) if is_of(each.instance_collection, library)]
    collections, objects = read(path, link=True)
    by_name = {str(each.name): each for each in collections}
    if len(held) == len(collections) == 1:
        by_name[held[0].instance_collection.name] = collections[0]
    if lost := sorted({str(each.instance_collection.name) for each in held} - by_name.keys()):
        raise ValueError(f"it has no {', '.join(lost)}")
    for each in held:
        each.instance_collection = by_name[each.instance_collection.name]
    for each in [each for each in anchor.objects if each.library == library]:
        anchor.objects.unlink(each)
    for each in objects:
        anchor.objects.link(each)
    drop_unneeded(candidates)


def is_of(block: Any | None, library: Any) -> bool:
    """Whether a block is linked from a library."""
    return block is not None and block.library == library


# -- taking out


def remove(anchor: Any) -> None:
    """Remove an anchor, and the libraries that nothing uses without it."""
    candidates = uids_of_needed()
    anchors.dissolve(anchor)
    drop_unneeded(candidates)


def remove_library(library: Any) -> None:
    """Remove a library and all that was linked from it, and from those within."""
    candidates = uids_of_needed()
    bpy.data.libraries.remove(library)
    drop_unneeded(candidates)


def uids_of_needed() -> set[int]:
    """The libraries that something uses, by numbers that stay valid when Blender throws one away."""
    direct, nested = needed()
    return {int(each.session_uid) for each in direct | nested}


def drop_unneeded(candidates: Collection[int]) -> None:
    """Remove those of the libraries that nothing uses any more."""
    uids = set(candidates) - uids_of_needed()
    for library in [each for each in bpy.data.libraries if each.session_uid in uids]:
        bpy.data.libraries.remove(library)
