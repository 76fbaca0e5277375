"""Nodes that read files: which there are, how they are made, turned to another file, and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dcc.nuke.host import paths
from dcc.nuke.host.marks import stamp_of
from dcc.nuke.scene import nodes
from studio_tools.errors import NotCapable
from studio_tools.host import Loaded
from studio_tools.scenes.nuke_tables import READS, kind_of

CLASSES: Mapping[str, str] = {
    node_class: knobs[0].name for node_class, knobs in READS.items() if knobs and knobs[0].kind != "font"
}
"""Classes of nodes that read a file, and the knob that names it."""
CLIPS = frozenset({"Read", "DeepRead"})
REFERENCES = frozenset({"Precomp", "LiveGroup"})

PICTURES = frozenset(
    {".bmp", ".cin", ".dpx", ".exr", ".hdr", ".jpeg", ".jpg", ".pic", ".png", ".psd", ".sgi", ".tga", ".tif", ".tiff"}
)
MOVIES = frozenset({".mov", ".mp4", ".mxf", ".m4v", ".r3d", ".avi"})
USD = frozenset({".usd", ".usda", ".usdc", ".usdz"})
GEOMETRY = frozenset({".abc", ".fbx", ".obj"})
CAMERAS = frozenset({".abc", ".fbx"}) | USD
SOUNDS = frozenset({".aif", ".aiff", ".wav"})
LUTS = frozenset({".3dl", ".csp", ".cube", ".lut", ".spi1d", ".spi3d", ".clf", ".ctf"})
CORRECTIONS = frozenset({".cc", ".ccc", ".cdl"})
READ_BY: Mapping[str, str] = {
    **dict.fromkeys(PICTURES | MOVIES, "Read"),
    **dict.fromkeys(GEOMETRY, "ReadGeo2"),
    **dict.fromkeys(USD, "GeoImport"),
    **dict.fromkeys(SOUNDS, "AudioRead"),
    **dict.fromkeys(LUTS, "OCIOFileTransform"),
    **dict.fromkeys(CORRECTIONS, "OCIOCDLTransform"),
}
"""Which class reads a file where it lies, by what the file ends in."""
CAMERA = "Camera3"


@dataclass(frozen=True, slots=True)
class Clip:
    """The frames of a Read, and those that its file had when it was chosen."""

    first: int
    last: int
    file_first: int
    file_last: int

    @property
    def is_trimmed(self) -> bool:
        """Whether an artist asked for other frames than the file has."""
        return (self.file_first, self.file_last) != (1, 1) and (self.first, self.last) != (
            self.file_first,
            self.file_last,
        )


def everything() -> Iterator[Loaded]:
    """All nodes that name a file to read."""
    for node, node_class in nodes.named(CLASSES):
        if nodes.file_of(node, CLASSES[node_class]) and reads_file(node, node_class):
            yield reader(node, node_class)


def reads_file(node: str, node_class: str) -> bool:
    """Whether the file that a node names is read: a camera has a switch for it."""
    return all(each.switch is None or nodes.is_on(node, each.switch) for each in READS[node_class][:1])


def reader(node: str, node_class: str) -> Loaded:
    """One of them. One that is switched off is not loaded."""
    knob = CLASSES[node_class]
    path = nodes.file_of(node, knob)
    return Loaded(
        id=node,
        kind="reference" if node_class in REFERENCES else kind_of(READS[node_class][0], path),
        path=path,
        resolved=paths.resolved(node, knob),
        is_loaded=not nodes.is_disabled(node),
        is_editable=not nodes.is_foreign(node),
        label=node.rpartition(".")[2],
        stamp=stamp_of(node),
    )


def class_for(path: Path) -> str:
    """The class that reads a file where it lies. Raises NotCapable."""
    found = READ_BY.get(path.suffix.lower())
    if found is None:
        raise NotCapable(
            f"Nuke cannot read {path.name} where it lies",
            hint="It reads pictures, movies, geometry, sound and colour files so; reference or import a script.",
        )
    return found


def make(node_class: str, name: str, path: Path) -> str:
    """Make a node that reads a file; its full name."""
    text = paths.written(path)
    node = nodes.make(node_class, name)
    if node_class in CLIPS:
        nodes.choose_file(node, spoken(text, path))
    else:
        nodes.set_file(node, CLASSES[node_class], text)
    for each in READS[node_class][:1]:
        if each.switch is not None:
            nodes.switch(node, each.switch, True)
    return node


def turn(node: str, node_class: str, path: Path) -> None:
    """Have a node read another file. A range that an artist chose stays."""
    text = paths.written(path)
    if node_class not in CLIPS:
        nodes.set_file(node, CLASSES[node_class], text)
        return
    before = Clip(*nodes.clip_range(node))
    nodes.choose_file(node, spoken(text, path))
    if before.is_trimmed:
        nodes.set_clip_range(node, before.first, before.last)


def spoken(text: str, path: Path) -> str:
    """A file with the frames that it has, as a person would type it."""
    found = paths.frames(path)
    return text if found is None else f"{text} {found.first}-{found.last}"
