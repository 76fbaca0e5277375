"""What was brought into the scene: references, what was imported, and the nodes that read files (`readers`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from dcc.maya.host import readers
from dcc.maya.host.faults import told
from dcc.maya.host.marks import PATH, put, put_stamp, stamp_of
from dcc.maya.scene import document, nodes, program, references
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded
from studio_tools.host.loading import Wanted, check_suffix, check_turnable, legal, missing, vanished, way
from studio_tools.model import Stamp

FILE_TYPES = {
    ".ma": "mayaAscii",
    ".mb": "mayaBinary",
    ".abc": "Alembic",
    ".fbx": "FBX",
    ".usd": "USD Import",
    ".usda": "USD Import",
    ".usdc": "USD Import",
}
PLUG_INS = {"Alembic": "AbcImport", "FBX": "fbxmaya", "USD Import": "mayaUsdPlugin"}

# -- what there is


def everything() -> Iterator[Loaded]:
    """All that the scene reads."""
    for node, file in references.all_files().items():
        yield reference(node, file)
    yield from readers.everything()
    for node in nodes.of_type("objectSet"):
        if nodes.text(node, PATH):
            yield imported(node)


def reference(node: str, file: str) -> Loaded:
    """A reference, and the file that it stands for."""
    return Loaded(
        id=node,
        kind="reference",
        path=references.written_file_of(node),
        resolved=Path(file),
        is_loaded=references.is_loaded(node),
        is_editable=not references.is_nested(node),
        label=references.namespace_of(node) or node,
        stamp=stamp_of(node),
    )


def imported(node: str) -> Loaded:
    """A set of what was imported."""
    path = nodes.text(node, PATH)
    is_own = not nodes.is_referenced(node)
    return Loaded(
        id=node, kind="import", path=path, resolved=Path(path), is_editable=is_own, label=node, stamp=stamp_of(node)
    )


def found(ident: str) -> Loaded:
    """What is loaded under an id. Raises HostError where it is gone."""
    kind = nodes.type_of(ident)
    if kind == "reference" and (file := references.file_of(ident)):
        return reference(ident, file)
    if kind in readers.ATTRIBUTES:
        return readers.reader(ident, kind)
    if kind == "objectSet" and nodes.text(ident, PATH):
        return imported(ident)
    raise vanished(ident, "scene")


def own(ident: str) -> Loaded:
    """What is loaded under an id. Raises NotCapable where it came with something else."""
    one = found(ident)
    if not one.is_editable:
        raise NotCapable(
            f"{one.label} came with another reference", hint="Open the file that brings it, and do it there."
        )
    return one


# -- bringing in


def load(how: How, wanted: Wanted) -> Loaded:
    """Load in one of the ways. Raises HostError where the file is missing, NotCapable where it is none for this way."""
    act = way(WAYS, how, "Maya")
    need(wanted.path)
    return act(wanted)


def need(path: Path) -> None:
    """Raise HostError where there is nothing to load; of a sequence or of tiles one file is enough."""
    if readers.there(path) is None:
        raise missing(path)


def file_type(path: Path) -> str:
    """How Maya calls the type of a file; what reads it is loaded. Raises NotCapable."""
    check_suffix(path, FILE_TYPES, "Maya")
    kind = FILE_TYPES[path.suffix.lower()]
    if kind in PLUG_INS:
        with told(f"{path.name} needs the plug-in {PLUG_INS[kind]}"):
            document.load_plug_in(PLUG_INS[kind])
    return kind


def load_reference(wanted: Wanted) -> Loaded:
    """Reference a file. One that Maya complains of while it reads it is kept, and the complaint told."""
    kind, before = file_type(wanted.path), set(references.all_files())
    with told(f"{wanted.path.name} cannot be referenced"):
        complaint = attempt(lambda: references.make(wanted.path.as_posix(), kind, legal(wanted.name)))
        came = arrived(before)
        if not came or not references.is_loaded(came[0]):
            for node in came:
                references.remove(node)
            raise complaint or RuntimeError("Maya did not load it")
        warn_of(complaint)
        put_stamp(came[0], wanted.stamp)
        return found(came[0])


def attempt(act: Callable[[], None]) -> RuntimeError | None:
    """Do what may raise although it was done; what was raised."""
    try:
        act()
    except RuntimeError as complaint:
        return complaint
    return None


def warn_of(complaint: RuntimeError | None) -> None:
    """Tell what Maya complained of, where it did all the same what it was asked."""
    if complaint is not None:
        program.say(str(complaint), "warning")


def arrived(before: set[str]) -> list[str]:
    """The references that came since, without what they brought."""
    return [node for node in references.all_files() if node not in before and not references.is_nested(node)]


def load_texture(wanted: Wanted) -> Loaded:
    """Read a picture into a texture."""
    with told(f"{wanted.path.name} cannot be read as a texture"):
        return stamped(readers.make_texture(legal(wanted.name), wanted.path), wanted.stamp)


def load_reader(wanted: Wanted) -> Loaded:
    """Read a file where it lies."""
    with told(f"{wanted.path.name} cannot be read"):
        return stamped(readers.make_reader(legal(wanted.name), wanted.path), wanted.stamp)


def stamped(one: Loaded, stamp: Stamp | None) -> Loaded:
    """What was loaded, with its stamp on it."""
    put_stamp(one.id, stamp)
    return replace(one, stamp=stamp)


def load_import(wanted: Wanted) -> Loaded:
    """Make what is in a file the scene's own; a set remembers where it came from."""
    kind = file_type(wanted.path)
    with told(f"{wanted.path.name} cannot be imported"):
        came = document.import_file(wanted.path.as_posix(), kind, legal(wanted.name))
        members = [node for node in came if nodes.type_of(node) != "reference" and not nodes.is_referenced(node)]
        group = nodes.make_set(f"{legal(wanted.name)}_imported", members)
        put(group, PATH, wanted.path.as_posix())
        put_stamp(group, wanted.stamp)
        return imported(group)


WAYS: dict[How, Callable[[Wanted], Loaded]] = {
    How.REFERENCE: load_reference,
    How.CAMERA: load_reference,
    How.IMPORT: load_import,
    How.TEXTURE: load_texture,
    How.READ: load_reader,
}


# -- turning and taking out


def update(ident: str, path: Path, stamp: Stamp | None) -> Loaded:
    """Turn what is loaded to another file."""
    one = own(ident)
    need(path)
    check_turnable(one.label, one.kind, "scene")
    with told(f"{one.label} cannot be updated to {path.name}"):
        if one.kind == "reference":
            turn_reference(one, path)
        else:
            readers.turn(ident, nodes.type_of(ident), path)
        put_stamp(ident, stamp)
    return found(ident)


def turn_reference(one: Loaded, path: Path) -> None:
    """Turn a reference; one that is unloaded stays so, and one that cannot be read is turned back."""
    kind = file_type(path)
    if not one.is_loaded:
        references.point_unloaded(one.id, path.as_posix(), kind)
        return
    complaint = attempt(lambda: references.point(one.id, path.as_posix(), kind))
    if not references.is_loaded(one.id) or Path(references.file_of(one.id)) != path:
        turn_back(one)
        raise complaint or RuntimeError("Maya did not load it")
    warn_of(complaint)


def turn_back(one: Loaded) -> None:
    """Turn a reference to the file it had."""
    if one.resolved is not None and one.resolved.is_file():
        references.point(one.id, one.path, file_type(one.resolved))


def remove(ident: str) -> None:
    """Take what is loaded out of the scene."""
    one = own(ident)
    with told(f"{one.label} cannot be removed"):
        if one.kind == "reference":
            references.remove(ident)
        else:
            delete_all([*nodes.members_of(ident), ident] if one.kind == "import" else [readers.whole(ident)])


def delete_all(names: list[str]) -> None:
    """Delete nodes: all of them, or none. Raises HostError where one is locked."""
    there = document.existing(names)
    if locked := nodes.locked(there):
        raise HostError(f"{', '.join(locked[:3])} is locked", hint="Unlock what is locked, then remove it.")
    nodes.delete(there)
