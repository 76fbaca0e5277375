"""Blocks that read one file: images, movie clips and caches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import bpy

from dcc.blender.scene import anchors
from dcc.blender.scene.marks import PATH, STAMP, WAY, Found, absolute, put, text

CACHE = "cache"
KINDS = {"image": "texture", "clip": "plate", "cache": CACHE}
"""What a block's id begins with, and what we call it."""
READ_FROM_FILES = frozenset({"FILE", "SEQUENCE", "MOVIE", "TILED"})
UDIM = "<UDIM>"


def blocks(kind: str) -> Any:
    """Blender's own list of a kind."""
    return {"image": bpy.data.images, "clip": bpy.data.movieclips, "cache": bpy.data.cache_files}[kind]


def everything() -> Iterator[Found]:
    """All blocks that read a file, but for caches that an anchor stands for."""
    claimed = {cache for anchor in anchors.everything() for cache in caches_of(anchor)}
    for kind in KINDS:
        for block in blocks(kind):
            if block.filepath and reads(kind, block) and block not in claimed:
                yield found(kind, block)
    for anchor in anchors.everything():
        if text(anchor, WAY) != "reference":
            yield anchored(anchor)


def reads(kind: str, block: Any) -> bool:
    """Whether a block reads its file: an image may be painted or rendered."""
    return kind != "image" or str(block.source) in READ_FROM_FILES


def found(kind: str, block: Any) -> Found:
    """What is told of a block; a packed one is there without its file."""
    resolved = absolute(block.filepath, block.library)
    pattern = text(block, PATH)
    return Found(
        ident=f"{kind}:{block.name_full}",
        kind=KINDS[kind],
        path=str(block.filepath),
        resolved=pattern or resolved,
        label=str(block.name),
        stamp=text(block, STAMP),
        is_editable=block.library is None,
    )


def anchored(anchor: Any) -> Found:
    """What is told of an anchor whose things came out of a file of another program, or were taken over."""
    caches = caches_of(anchor) if text(anchor, WAY) == CACHE else []
    path = str(caches[0].filepath) if caches else text(anchor, PATH)
    return Found(
        ident=f"collection:{anchor.name}",
        kind=text(anchor, WAY),
        path=path,
        resolved=absolute(path),
        label=str(anchor.name),
        stamp=text(anchor, STAMP),
    )


def find(kind: str, name: str) -> Any | None:
    """A block by its full name."""
    return next((each for each in blocks(kind) if each.name_full == name), None)


def caches_of(anchor: Any) -> list[Any]:
    """The caches that the objects of an anchor read."""
    users = [each for found in anchor.all_objects for each in (*found.modifiers, *found.constraints)]
    caches = (getattr(each, "cache_file", None) for each in users)
    return list(dict.fromkeys(each for each in caches if each is not None))


# -- bringing in. What nothing uses yet is kept by saving all the same.


def load_image(files: list[str], name: str, pattern: str) -> str:
    """Read a picture, or the frames or tiles of *pattern*, whose *files* are given; the name of the block."""
    image = bpy.data.images.load(files[0], check_existing=False)
    if not image.size[0]:
        bpy.data.images.remove(image)
        raise ValueError("Blender sees no picture in it")
    image.name, image.use_fake_user = name, True
    point_image(image, files, pattern)
    return str(image.name)


def point_image(image: Any, files: list[str], pattern: str) -> None:
    """Have an image read other files. What was packed into the scene goes, else it would be shown for ever."""
    if image.packed_files:
        image.unpack(method="REMOVE")
    is_tiled = UDIM in pattern
    if pattern:
        image.source = "TILED" if is_tiled else "SEQUENCE"
    elif str(image.source) != "MOVIE":
        image.source = "FILE"
    image.filepath = pattern if is_tiled else files[0]
    put(image, PATH, "" if is_tiled else pattern)
    if is_tiled:
        point_tiles(image, files, pattern)
    image.reload()


def point_tiles(image: Any, files: Iterable[str], pattern: str) -> None:
    """Have an image show these tiles and no others."""
    start = pattern.index(UDIM)
    numbers = {int(each[start : start + 4]) for each in files}
    for number in numbers - {int(each.number) for each in image.tiles}:
        image.tiles.new(number)
    for tile in [each for each in image.tiles if int(each.number) not in numbers]:
        image.tiles.remove(tile)


def load_clip(path: str, name: str, pattern: str) -> str:
    """Read a movie, or frames from the first on, into a clip; the name of the block."""
    clip = bpy.data.movieclips.load(path)
    clip.name, clip.use_fake_user = name, True
    put(clip, PATH, pattern)
    return str(clip.name)


# -- turning and taking out


def point(block: Any, path: str, pattern: str = "") -> None:
    """Have a clip or a cache read another file."""
    block.filepath = path
    put(block, PATH, pattern)


def point_caches(anchor: Any, path: str) -> None:
    """Have the objects of an anchor read another cache."""
    caches = caches_of(anchor)
    if not caches:
        raise ValueError("nothing of it reads a cache any more")
    for cache in [each for each in caches if each.filepath == caches[0].filepath]:
        cache.filepath = path


def remove(kind: str, block: Any) -> None:
    """Remove a block from all that use it."""
    blocks(kind).remove(block)
