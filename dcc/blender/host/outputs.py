"""What the scene could publish: itself, its cameras, and the collections that were marked for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dcc.blender.host import files
from dcc.blender.host.faults import told
from dcc.blender.scene import document, exchange, publishable
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Output
from studio_tools.host.targets import check_writable

SCENE, CAMERA, COLLECTION = "scene", "camera:", "set:"


def everything() -> Iterator[Output]:
    """The scene, then its own cameras, then the marked collections that are its own."""
    path = files.current()
    yield Output(id=SCENE, label=path.name if path else "Scene", kind="scene")
    for name in publishable.cameras():
        yield Output(id=f"{CAMERA}{name}", label=name, kind="camera", variant=name, members=(name,))
    for found in publishable.collections():
        yield Output(
            id=f"{COLLECTION}{found.name}",
            label=found.name,
            kind=found.kind,
            variant=found.variant,
            members=found.members,
        )


def export(ident: str, path: Path) -> Path:
    """Write one output: as a Blender file, or as Alembic or USD where it is no whole scene. Raises HostError."""
    output = next((each for each in everything() if each.id == ident), None)
    if output is None:
        raise HostError(f"{ident} is not in the scene any more", hint="Refresh the list and try again.")
    check_writable(path, {files.SUFFIX, *exchange.EXPORTS})
    with told(f"{output.label} cannot be exported"):
        if ident == SCENE:
            _export_scene(path)
        else:
            _export_part(output, path)
    if not path.is_file():
        raise HostError(f"Blender wrote no {path.name}", hint="See its Info editor for the reason.")
    return path


def _export_scene(path: Path) -> None:
    if path.suffix.lower() != files.SUFFIX:
        raise NotCapable("a whole scene is written as a Blender file only", hint=f"Use the suffix {files.SUFFIX}.")
    document.save_copy(path.as_posix())


def _export_part(output: Output, path: Path) -> None:
    if not output.members:
        raise HostError(f"{output.label} is empty", hint="Put what is to be published into the collection.")
    kind, _, name = output.id.partition(":")
    if kind == "camera":
        publishable.write_camera(name, path.as_posix(), path.suffix.lower())
    else:
        publishable.write_collection(name, path.as_posix(), path.suffix.lower())
