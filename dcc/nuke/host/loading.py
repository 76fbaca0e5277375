"""What was brought into the script: nodes that read files (`readers`), and what was imported into groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from dcc.nuke.host import paths, readers
from dcc.nuke.host.faults import told
from dcc.nuke.host.files import SUFFIXES, check_script
from dcc.nuke.host.marks import PATH, came_from, put_path, put_stamp, stamp_of
from dcc.nuke.scene import document, nodes
from studio_tools.errors import NotCapable
from studio_tools.host import How, Loaded
from studio_tools.host.loading import Wanted, check_turnable, legal, missing, vanished, way
from studio_tools.model import Stamp

# -- what there is


def everything() -> Iterator[Loaded]:
    """All that the script reads, and what was imported."""
    yield from readers.everything()
    for node, _ in nodes.named(("Group",)):
        if nodes.text(node, PATH):
            yield imported(node)


def imported(node: str) -> Loaded:
    """A group of what was imported."""
    path = came_from(node)
    return Loaded(
        id=node,
        kind="import",
        path=path,
        resolved=Path(path),
        is_loaded=not nodes.is_disabled(node),
        is_editable=not nodes.is_foreign(node),
        label=node.rpartition(".")[2],
        stamp=stamp_of(node),
    )


def found(ident: str) -> Loaded:
    """What is loaded under an id. Raises HostError where it is gone."""
    node_class = nodes.class_of(ident)
    if node_class in readers.CLASSES and nodes.file_of(ident, readers.CLASSES[node_class]):
        return readers.reader(ident, node_class)
    if node_class == "Group" and nodes.text(ident, PATH):
        return imported(ident)
    raise vanished(ident, "script")


def own(ident: str) -> Loaded:
    """What is loaded under an id. Raises NotCapable where it came with something else."""
    one = found(ident)
    if not one.is_editable:
        raise NotCapable(
            f"{one.label} lies in a file of its own", hint="Open the script or gizmo that brings it, and do it there."
        )
    return one


# -- bringing in


def load(how: How, wanted: Wanted) -> Loaded:
    """Load in one of the ways. Raises HostError where the file is missing, NotCapable where it is none for this way."""
    act = way(WAYS, how, "Nuke")
    need(wanted.path)
    return act(wanted)


def need(path: Path) -> None:
    """Raise HostError where there is nothing to load."""
    if not paths.there(path):
        raise missing(path)


def load_reader(wanted: Wanted) -> Loaded:
    """Read a file where it lies."""
    return _made(readers.class_for(wanted.path), wanted)


def load_camera(wanted: Wanted) -> Loaded:
    """Read a camera from a file."""
    if wanted.path.suffix.lower() not in readers.CAMERAS:
        raise NotCapable(
            f"Nuke reads no camera from {wanted.path.name}", hint=f"It takes {', '.join(sorted(readers.CAMERAS))}."
        )
    return _made(readers.CAMERA, wanted)


def load_reference(wanted: Wanted) -> Loaded:
    """Have a Precomp stand for another script, which stays in its file."""
    need_script(wanted.path, "referenced; read or import it instead")
    return _made("Precomp", wanted)


def need_script(path: Path, what: str) -> None:
    """Raise NotCapable where *path* is no script, HostError where it is a broken one."""
    if path.suffix.lower() not in SUFFIXES:
        raise NotCapable(f"{path.name} is no script, which alone can be {what.partition(';')[0]}", hint="Read it.")
    check_script(path)


def _made(node_class: str, wanted: Wanted) -> Loaded:
    with told(f"{wanted.path.name} cannot be loaded"):
        node = readers.make(node_class, legal(wanted.name), wanted.path)
        put_stamp(node, wanted.stamp)
        return replace(readers.reader(node, node_class), stamp=wanted.stamp)


def load_import(wanted: Wanted) -> Loaded:
    """Make the nodes of a script this one's own, in a group that remembers where they came from."""
    need_script(wanted.path, "imported")
    with told(f"{wanted.path.name} cannot be imported"):
        group = nodes.make("Group", legal(wanted.name))
        try:
            with nodes.within(group):
                document.paste(wanted.path.as_posix())
        except RuntimeError:
            nodes.delete(group)
            raise
        put_path(group, wanted.path.as_posix())
        put_stamp(group, wanted.stamp)
        return imported(group)


WAYS: dict[How, Callable[[Wanted], Loaded]] = {
    How.READ: load_reader,
    How.CAMERA: load_camera,
    How.REFERENCE: load_reference,
    How.IMPORT: load_import,
}


# -- turning and taking out


def update(ident: str, path: Path, stamp: Stamp | None) -> Loaded:
    """Turn what is loaded to another file."""
    one = own(ident)
    need(path)
    check_turnable(one.label, one.kind, "script")
    if one.kind == "reference":
        need_script(path, "referenced")
    with told(f"{one.label} cannot be updated to {path.name}"):
        readers.turn(ident, nodes.class_of(ident), path)
        put_stamp(ident, stamp)
    return found(ident)


def remove(ident: str) -> None:
    """Take what is loaded out of the script."""
    one = own(ident)
    with told(f"{one.label} cannot be removed"):
        nodes.delete(ident)
