"""What the scene reads: libraries, pictures, clips and caches, and what was imported; with our stamps on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from dcc.blender.host import files
from dcc.blender.host.faults import told
from dcc.blender.scene import anchors, blocks, exchange, libraries
from dcc.blender.scene.marks import STAMP, Found, put
from studio_tools import frames
from studio_tools.errors import NotCapable
from studio_tools.host import How, Loaded, loading, stamps
from studio_tools.host.loading import Wanted, check_turnable, missing, vanished, way
from studio_tools.host.targets import check_readable
from studio_tools.model import Stamp

PICTURES = frozenset(
    {".bmp", ".cin", ".dds", ".dpx", ".exr", ".hdr", ".jp2", ".jpeg", ".jpg", ".png", ".psd", ".sgi", ".tga", ".tif"}
    | {".tiff", ".tx", ".webp"}
)
MOVIES = frozenset({".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mxf", ".ogv", ".webm"})


# -- what there is


def everything() -> Iterator[Loaded]:
    """All that the scene reads."""
    for each in (*libraries.everything(), *blocks.everything()):
        yield told_of(each)


def told_of(found: Found) -> Loaded:
    """What Blender tells, in the words of the house."""
    return Loaded(
        id=found.ident,
        kind=found.kind,
        path=found.path,
        resolved=Path(found.resolved) if found.resolved else None,
        is_loaded=found.is_loaded,
        is_editable=found.is_editable,
        label=found.label,
        stamp=stamps.parse(found.stamp),
    )


def own(ident: str) -> Loaded:
    """What is loaded under an id. Raises HostError where it is gone, NotCapable where it came with something else."""
    one = next((each for each in everything() if each.id == ident), None)
    if one is None:
        raise vanished(ident, "scene")
    if not one.is_editable:
        raise NotCapable(f"{one.label} came with another file", hint="Open the file that brings it, and do it there.")
    return one


def block(ident: str) -> Any:
    """The block of Blender's under an id. Raises HostError where it is gone."""
    kind, _, name = ident.partition(":")
    finders: dict[str, Callable[[str], Any]] = {"collection": anchors.find, "library": libraries.find}
    found = finders[kind](name) if kind in finders else blocks.find(kind, name)
    if found is None:
        raise vanished(ident, "scene")
    return found


# -- bringing in


def load(how: How, wanted: Wanted) -> Loaded:
    """Load in one of the ways. Raises HostError where the file is missing, NotCapable where it is none for this way."""
    ident = way(WAYS, how, "Blender")(wanted)
    put(block(ident), STAMP, spelled(wanted.stamp))
    return own(ident)


def spelled(stamp: Stamp | None) -> str:
    """A stamp as it is written; empty for none."""
    return "" if stamp is None else stamps.spell(stamp)


def load_reference(wanted: Wanted) -> str:
    """Link a Blender file, or read a cache; either can be turned to another file later."""
    if wanted.suffix in exchange.CACHES:
        return bring_in(wanted, is_cache=True)
    check_suffix(wanted.path, {files.SUFFIX, *exchange.CACHES})
    files.check_scene(wanted.path)
    with told(f"{wanted.path.name} cannot be linked"):
        return f"collection:{libraries.link(wanted.path.as_posix(), wanted.name)}"


def load_import(wanted: Wanted) -> str:
    """Make what is in a file the scene's own."""
    if wanted.suffix in exchange.IMPORTS:
        return bring_in(wanted, is_cache=False)
    check_suffix(wanted.path, {files.SUFFIX, *exchange.IMPORTS})
    files.check_scene(wanted.path)
    with told(f"{wanted.path.name} cannot be imported"):
        return f"collection:{libraries.append(wanted.path.as_posix(), wanted.name)}"


def bring_in(wanted: Wanted, *, is_cache: bool) -> str:
    """Read a file of other programs."""
    check_readable(wanted.path)
    with told(f"{wanted.path.name} cannot be read"):
        name = exchange.bring_in(wanted.path.as_posix(), wanted.suffix, wanted.name, is_cache=is_cache)
    return f"collection:{name}"


def load_texture(wanted: Wanted) -> str:
    """Read a picture, frames or tiles into an image."""
    check_suffix(wanted.path, PICTURES | MOVIES)
    found, pattern = pictures(wanted.path)
    with told(f"{wanted.path.name} cannot be read as a picture"):
        return f"image:{blocks.load_image(found, wanted.name, pattern)}"


def load_clip(wanted: Wanted) -> str:
    """Read a movie or frames into a clip, for the compositor and for tracking."""
    check_suffix(wanted.path, PICTURES | MOVIES)
    found, pattern = pictures(wanted.path)
    with told(f"{wanted.path.name} cannot be read as a clip"):
        return f"clip:{blocks.load_clip(found[0], wanted.name, pattern)}"


def check_suffix(path: Path, suffixes: Collection[str]) -> None:
    """Raise NotCapable where a file is none of these."""
    loading.check_suffix(path, suffixes, "Blender")


def pictures(path: Path) -> tuple[list[str], str]:
    """The files that a path stands for, and its pattern: frames as `%04d` or `####`, tiles as `<UDIM>`."""
    pattern = None if path.exists() else frames.FramePattern.parse(path.as_posix())
    if pattern is None:
        check_readable(path)
        return [path.as_posix()], ""
    found = frames.find(pattern, path.parent, sizes=False) if path.parent.is_dir() else None
    if found is None:
        raise missing(path)
    spelled_out = f"{pattern.head}{blocks.UDIM}{pattern.tail}" if pattern.udim else path.as_posix()
    return [each.as_posix() for each in found.paths()], spelled_out


WAYS: dict[How, Callable[[Wanted], str]] = {
    How.REFERENCE: load_reference,
    How.IMPORT: load_import,
    How.TEXTURE: load_texture,
    How.READ: load_clip,
}


# -- turning and taking out


def update(ident: str, path: Path, stamp: Stamp | None) -> Loaded:
    """Turn what is loaded to another file."""
    one, name = own(ident), ident
    with told(f"{one.label} cannot be updated to {path.name}"):
        check_turnable(one.label, one.kind, "scene")
        if one.kind == libraries.REFERENCE:
            name = turn_library(ident, path)
        else:
            turn_block(ident, path)
    put(block(name), STAMP, spelled(stamp))
    return own(name)


def turn_library(ident: str, path: Path) -> str:
    """Turn a library; the id of what is there afterwards, since Blender may call a bare library by its new file."""
    check_suffix(path, {files.SUFFIX})
    files.check_scene(path)
    if ident.startswith("collection:"):
        libraries.turn(block(ident), path.as_posix())
        return ident
    return f"library:{libraries.turn_library(block(ident), path.as_posix())}"


def turn_block(ident: str, path: Path) -> None:
    """Turn an image, a clip or a cache."""
    kind, found = ident.partition(":")[0], block(ident)
    if kind == "collection" or kind == "cache":
        check_suffix(path, set(exchange.CACHES))
        check_readable(path)
        (blocks.point_caches if kind == "collection" else blocks.point)(found, path.as_posix())
        return
    check_suffix(path, PICTURES | MOVIES)
    read, pattern = pictures(path)
    if kind == "image":
        blocks.point_image(found, read, pattern)
    else:
        blocks.point(found, read[0], pattern)


def remove(ident: str) -> None:
    """Take what is loaded out of the scene."""
    one = own(ident)
    kind, found = ident.partition(":")[0], block(ident)
    with told(f"{one.label} cannot be removed"):
        if kind == "collection":
            libraries.remove(found)
        elif kind == "library":
            libraries.remove_library(found)
        else:
            blocks.remove(kind, found)


# -- selection


def object_names(ids: list[str]) -> list[str]:
    """The objects that ids stand for: those of what is loaded, else those that are named."""
    found = (anchors.find(ident.partition(":")[2]) if ident.startswith("collection:") else None for ident in ids)
    return [
        name
        for ident, anchor in zip(ids, found, strict=True)
        for name in ([ident] if anchor is None else anchors.object_names(anchor))
    ]
