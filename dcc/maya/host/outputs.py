"""What the scene could publish: itself, and the sets that were marked for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dcc.maya.host import files
from dcc.maya.host.faults import told
from dcc.maya.host.marks import put
from dcc.maya.scene import document, nodes
from studio_tools.errors import HostError
from studio_tools.host import Output
from studio_tools.host.targets import check_writable

SCENE = "scene"
KIND, VARIANT = "studioKind", "studioVariant"
"""The texts on a set that say what it is to be published as."""


def everything() -> Iterator[Output]:
    """The scene, then the marked sets that are its own."""
    path = files.current()
    yield Output(id=SCENE, label=path.name if path else "Scene", kind="scene")
    for group in nodes.of_type("objectSet"):
        kind = nodes.text(group, KIND)
        if kind and not nodes.is_referenced(group):
            yield _output(group, kind)


def _output(group: str, kind: str) -> Output:
    variant = nodes.text(group, VARIANT) or "main"
    return Output(id=group, label=group, kind=kind, variant=variant, members=tuple(nodes.members_of(group)))


def mark(group: str, kind: str, variant: str = "main") -> None:
    """Mark a set as something to publish."""
    for attribute, value in ((KIND, kind), (VARIANT, variant)):
        put(group, attribute, value)


def export(ident: str, path: Path) -> Path:
    """Write one output as a Maya scene; references stay references. Raises HostError."""
    output = next((each for each in everything() if each.id == ident), None)
    if output is None:
        raise HostError(f"{ident} is not in the scene any more", hint="Refresh the list and try again.")
    check_writable(path, files.FILE_TYPES)
    kind = files.FILE_TYPES[path.suffix.lower()]
    with told(f"{output.label} cannot be exported"):
        if ident == SCENE:
            document.export_all(path.as_posix(), kind)
        else:
            _export_set(output, path, kind)
    return path


def _export_set(output: Output, path: Path, kind: str) -> None:
    if not output.members:
        raise HostError(f"{output.label} is empty", hint="Put what is to be published into the set.")
    document.select(output.members)
    document.export_selected(path.as_posix(), kind)
