"""What the script could publish: itself, its Writes, cameras and caches, and the groups and backdrops marked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dcc.nuke.host import files, paths
from dcc.nuke.host.faults import told
from dcc.nuke.scene import exporting, nodes, rendering, survey
from studio_tools.errors import HostError, NotCapable
from studio_tools.frames import FramePattern
from studio_tools.host import Output
from studio_tools.host.targets import check_writable

SCENE = "scene"
KIND, VARIANT = "studioKind", "studioVariant"
"""The texts on a node that say what it is to be published as."""
WRITES = ("Write", "DeepWrite")
CAMERAS = ("Camera", "Camera2", "Camera3", "Camera4")
GEOMETRY, CACHE = "WriteGeo", "cache"
BACKDROP = "BackdropNode"
CACHES = (".abc", ".fbx")
"""What a WriteGeo writes into one file for all frames."""
PICTURES = frozenset({".exr", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".dpx"})


def everything() -> Iterator[Output]:
    """The script, then what is its own in it: Writes that are on, cameras that read no file, groups that are marked."""
    path = files.current()
    yield Output(id=SCENE, label=path.name if path else "Script", kind="scene")
    for node, node_class in nodes.named((*WRITES, GEOMETRY, *CAMERAS, "Group", BACKDROP)):
        kind = _kind(node, node_class)
        if kind and not nodes.is_foreign(node):
            yield Output(
                id=node,
                label=node.rpartition(".")[2],
                kind=kind,
                variant=nodes.text(node, VARIANT) or "main",
                members=(node,),
            )


def _kind(node: str, node_class: str) -> str:
    if nodes.is_disabled(node):
        return ""
    marked = nodes.text(node, KIND)
    if node_class in WRITES:
        return marked or ("" if nodes.text(node.rpartition(".")[0], KIND) else "render")
    if node_class in CAMERAS:
        return marked or ("" if nodes.is_on(node, "read_from_file") else "camera")
    return marked or (CACHE if node_class == GEOMETRY else "")


def mark(node: str, kind: str, variant: str = "main") -> None:
    """Mark a node as something to publish."""
    for knob, value in ((KIND, kind), (VARIANT, variant)):
        nodes.put_text(node, knob, value)


def export(ident: str, path: Path) -> Sequence[Path]:
    """Write one output: a script, the frames of a Write, or nodes as a script of their own. Raises HostError."""
    output = next((each for each in everything() if each.id == ident), None)
    if output is None:
        raise HostError(f"{ident} is not in the script any more", hint="Refresh the list and try again.")
    if ident == SCENE:
        return (files.write_copy(path),)
    if path.suffix.lower() in PICTURES:
        return render(output, path)
    if nodes.class_of(ident) == GEOMETRY:
        return (cache(output, path),)
    check_writable(path, files.SUFFIXES)
    with told(f"{output.label} cannot be exported"):
        exporting.write_nodes([ident, *exporting.lies_on(ident)], path.as_posix())
    return (path,)


def cache(output: Output, path: Path) -> Path:
    """Write an output's geometry to *path*, all frames into one file. Raises HostError, and NotCapable on a name."""
    kind = survey.word(output.id, "file_type").strip()
    if path.suffix not in CACHES or kind not in ("", path.suffix[1:]):
        raise NotCapable(f"{output.label} does not write {path.name}", hint="Have it write abc or fbx.")
    check_writable(path, CACHES)
    with told(f"{output.label} cannot be written"):
        first, last = exporting.span(output.id)
        exporting.render_to(output.id, paths.written(path), range(first, last + 1))
    return path


def render(output: Output, path: Path) -> list[Path]:
    """Render an output's frames to *path*, whatever its Write says. Raises HostError, and NotCapable on a name."""
    pattern = FramePattern.parse(path.as_posix())
    write = write_in(output.id)
    if write is None or pattern is None:
        raise NotCapable(f"{output.label} cannot be rendered to {path.name}", hint="Ask for a name like out.%04d.exr.")
    if not path.parent.is_dir():
        raise HostError(f"{path.parent} is not there", hint="Make the folder first.")
    with told(f"{output.label} cannot be rendered"):
        first, last = exporting.span(write)
        exporting.render_to(write, paths.written(path), range(first, last + 1))
    return [Path(pattern.format(frame)) for frame in range(first, last + 1)]


def write_in(ident: str) -> str | None:
    """The Write that renders an output: itself, or the first in the group."""
    if nodes.class_of(ident) in WRITES:
        return ident
    inside = [name for name, _ in nodes.named(WRITES) if name.startswith(f"{ident}.")]
    return inside[0] if inside else None


def source() -> str:
    """What a look at the script shows: what the viewer looks at, else what a Write renders; "" for nothing."""
    seen = rendering.looked_at()
    if seen:
        return seen
    for output in everything():
        found = rendering.source_of(output.id) if output.id != SCENE and write_in(output.id) else ""
        if found:
            return found
    return ""
