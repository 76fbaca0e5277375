"""Nodes that read files of their own: textures, image planes, sound and caches. How they are made, turned and told."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dcc.maya.host.faults import told
from dcc.maya.host.marks import stamp_of
from dcc.maya.scene import document, nodes
from studio_tools.errors import NotCapable
from studio_tools.frames import FramePattern
from studio_tools.host import Loaded

PICTURES = frozenset(
    {".bmp", ".exr", ".hdr", ".iff", ".jpeg", ".jpg", ".png", ".psd", ".sgi", ".tga", ".tif", ".tiff", ".tx"}
)
SOUNDS = frozenset({".aif", ".aiff", ".wav"})
USD = frozenset({".usd", ".usda", ".usdc"})
ATTRIBUTES = {
    "file": "fileTextureName",
    "imagePlane": "imageName",
    "audio": "filename",
    "AlembicNode": "abc_File",
    "gpuCache": "cacheFileName",
    "mayaUsdProxyShape": "filePath",
    "aiStandIn": "dso",
}
"""Types of nodes that read one file, and the attribute that names it."""
KINDS = {"file": "texture", "imagePlane": "plate", "audio": "audio"}
"""What we call them; the others are caches."""
SEQUENCED, FRAME = frozenset({"file", "imagePlane"}), "frameExtension"
"""They read the frames of a sequence where one of them is named and they are told so."""
PLAIN, UDIM = 0, 3
"""How a texture reads tiles: not at all, or by the number in their names."""
_LAST_NUMBER = re.compile(r"(.*?)([0-9]+)(\.[^.]+)")


def everything() -> Iterator[Loaded]:
    """All such nodes that name a file."""
    for kind in ATTRIBUTES:
        for node in nodes.of_type(kind):
            one = reader(node, kind)
            if one.path:
                yield one


def reader(node: str, kind: str) -> Loaded:
    """One of them; its path is empty where it names no file. A sequence is told with its number left open."""
    path = nodes.text(node, ATTRIBUTES[kind])
    return Loaded(
        id=node,
        kind=KINDS.get(kind, "cache"),
        path=path,
        resolved=_resolved(node, kind, path) if path else None,
        is_editable=not nodes.is_referenced(node),
        label=(nodes.parent_of(node) or node).rpartition("|")[2],
        stamp=stamp_of(node),
    )


def _resolved(node: str, kind: str, path: str) -> Path:
    found = Path(document.expand(os.path.expandvars(path)))
    if kind not in SEQUENCED or not nodes.number(node, "useFrameExtension"):
        return found
    number = _LAST_NUMBER.fullmatch(found.name)
    return found.with_name(f"{number[1]}%0{len(number[2])}d{number[3]}") if number else found


def there(path: Path) -> Path | None:
    """The file that stands for a path: itself, or the first of a sequence or of tiles. None where there is none."""
    pattern = FramePattern.parse(path.name)
    if path.is_file():
        return path
    if pattern is None or not path.parent.is_dir():
        return None
    numbered = [(found.frame, each) for each in path.parent.iterdir() if (found := pattern.match(each.name))]
    return min(numbered)[1] if numbered else None


def turn(node: str, kind: str, path: Path) -> None:
    """Have a node read another file, or sequence, or tiles."""
    pattern = None if path.is_file() else FramePattern.parse(path.name)
    is_tiled, is_sequence = bool(pattern and pattern.udim), bool(pattern and not pattern.udim)
    named = path
    if kind in SEQUENCED and pattern is not None:
        named = path.with_name(str(pattern)) if is_tiled else there(path) or path
    nodes.set_text(node, ATTRIBUTES[kind], named.as_posix())
    if kind in SEQUENCED:
        nodes.put_number(node, "useFrameExtension", int(is_sequence))
    if kind == "file":
        nodes.put_number(node, "uvTilingMode", UDIM if is_tiled else PLAIN)
    if is_sequence and kind in SEQUENCED:
        nodes.drive_by_time(node, FRAME)


# -- making


def make_texture(name: str, path: Path) -> Loaded:
    """Read a picture, a sequence or tiles into a texture. Raises NotCapable on another file."""
    if path.suffix.lower() not in PICTURES:
        raise NotCapable(f"{path.name} is no picture", hint="A texture is made of a picture.")
    return _turned(nodes.make_texture(name), "file", path)


def make_reader(name: str, path: Path) -> Loaded:
    """Read a file where it lies, by what it is: on an image plane, as sound, as a cache. Raises NotCapable."""
    suffix = path.suffix.lower()
    for each in READS:
        if suffix in each.suffixes:
            if each.plug_in:
                with told(f"{path.name} needs the plug-in {each.plug_in}"):
                    document.load_plug_in(each.plug_in)
            return _turned(each.make(name, path), each.kind, path)
    raise NotCapable(
        f"Maya cannot read {path.name} where it lies",
        hint="It reads pictures, sound, Alembic and USD so; reference others.",
    )


def _turned(node: str, kind: str, path: Path) -> Loaded:
    turn(node, kind, path)
    return reader(nodes.full_name(node), kind)


def _plane(name: str, path: Path) -> str:
    return nodes.make_image_plane(name, (there(path) or path).as_posix())


def _sound(name: str, path: Path) -> str:
    return nodes.make_sound(name, path.as_posix())


def _cache(name: str, path: Path) -> str:
    node = nodes.make_shape("gpuCache", name)
    nodes.set_text(node, "cacheGeomPath", "|")  # all of it
    return node


def _stage(name: str, path: Path) -> str:
    node = nodes.make_shape("mayaUsdProxyShape", name)
    nodes.drive_by_time(node, "time")
    return node


@dataclass(frozen=True, slots=True)
class _Read:
    """One way of reading a file where it lies."""

    suffixes: frozenset[str]
    kind: str
    make: Callable[[str, Path], str]
    plug_in: str = ""


READS = (
    _Read(PICTURES, "imagePlane", _plane),
    _Read(SOUNDS, "audio", _sound),
    _Read(frozenset({".abc"}), "gpuCache", _cache, "gpuCache"),
    _Read(USD, "mayaUsdProxyShape", _stage, "mayaUsdPlugin"),
)


def whole(node: str) -> str:
    """What is deleted with a node: the transform that holds nothing else, or the node alone."""
    above = nodes.parent_of(node)
    return above if above and nodes.children_of(above) == [node] else node
