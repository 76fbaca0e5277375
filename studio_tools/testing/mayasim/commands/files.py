"""The `file` command: the scene's own file, references, imports, exports, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from studio_tools.testing.mayasim import building, documents, exchange, naming, referencing, topology
from studio_tools.testing.mayasim.api import FileObject
from studio_tools.testing.mayasim.commands.nodes import make, select
from studio_tools.testing.mayasim.commands.targets import short
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.loading import AskedReference
from studio_tools.testing.mayasim.model import Node, Reference
from studio_tools.testing.mayasim.refusals import NotSimulated, no_object
from studio_tools.testing.mayasim.session import Session, Simulated, words

SUFFIXES = {"mayaAscii": ".ma", "mayaBinary": ".mb"}
WORK = """
newFile open save rename reference i loadReference unloadReference removeReference importReference exportSelected
exportAll cleanReference selectAll modified type
"""


def file(session: Session, call: Call) -> object:
    """`file`: does the one thing that its flags name."""
    if call.is_query:
        return ask(session, call)
    if call.mode == "edit":
        return edit(session, call)
    work = next((flag for flag in WORK.split() if flag in call.flags), "")
    if not work:
        raise RuntimeError("file: nothing to do was named.")
    return ACTS[work](session, call)


def new(session: Session, call: Call) -> object:
    """A new scene; Maya answers with a name that is none."""
    documents.new(session, force=call.on("force"))
    return "untitled"


def target(call: Call) -> str:
    """The file that a call names."""
    if not call.names:
        raise RuntimeError("file: no file was named.")
    return call.names[0]


def open_scene(session: Session, call: Call) -> object:
    """Open a scene: its path, or the names of its nodes."""
    made = documents.open_scene(
        session, target(call), force=call.on("force"), depth=depth(call), file=FileObject(session.resolve(target(call)))
    )
    if call.on("returnNewNodes"):
        return [short(session, node) for node in made]
    return session.scene.path


def depth(call: Call) -> int | None:
    """How deep references are to be loaded."""
    asked = call.text("loadReferenceDepth", "")
    if asked and asked not in documents.DEPTHS:
        raise RuntimeError(f"loadReferenceDepth {asked!r} is not one of all, none, topOnly.")
    return documents.DEPTHS.get(asked)


def save(session: Session, call: Call) -> object:
    """Save the scene; in the interface an untitled one would be asked for its name."""
    return documents.save(session, type_name=call.text("type", session.scene.type))


def rename(session: Session, call: Call) -> object:
    """Name the scene; nothing is written. A name without suffix gets the one of its type."""
    asked = session.expand(call.text("rename"))
    if not PurePosixPath(asked).is_absolute() and asked[1:2] != ":":
        asked = (session.project / session.rules["scene"] / asked).as_posix()
    if not PurePosixPath(asked).suffix and call.flags.get("defaultExtensions", True):
        asked += SUFFIXES.get(call.text("type", session.scene.type), ".ma")
    session.scene.journal.set(session.scene, "path", asked, counts=False)
    return asked


def set_type(session: Session, call: Call) -> object:
    """Say as what the scene will be saved."""
    if call.text("type") not in SUFFIXES:
        raise RuntimeError(f"Unrecognized file type: {call.text('type')}")
    session.scene.journal.set(session.scene, "type", call.text("type"))
    return call.text("type")


def set_modified(session: Session, call: Call) -> object:
    """Say whether the scene has changed."""
    session.scene.journal.is_modified = call.on("modified")
    return None


def reference(session: Session, call: Call) -> object:
    """Reference a file: its name, with a copy number where it is not the first, or the names of its nodes."""
    path = target(call)
    resolved = session.resolve(path)
    if not session.faults.is_file(resolved) and not call.on("deferReference"):
        raise RuntimeError(f"File not found: {path}")
    if not documents.ask(session, "kBeforeCreateReferenceCheck", FileObject(resolved)):
        raise RuntimeError("Creating the reference was cancelled by a callback.")
    documents.send(session, "kBeforeCreateReference")
    made = make_one(session, call, path, resolved)
    nodes = [] if call.on("deferReference") else referencing.load(session, made, depth=below_top(call))
    documents.send(session, "kAfterCreateReference")
    if call.on("groupReference") and not call.on("deferReference"):
        nodes.append(group(session, call, made))
    documents.fail_after(session, resolved)
    return [short(session, node) for node in nodes] if call.on("returnNewNodes") else made.file_name


def below_top(call: Call) -> int | None:
    """How deep nested references are to be loaded."""
    asked = depth(call)
    return None if asked is None else max(asked, 1)


def make_one(session: Session, call: Call, path: str, resolved: str) -> Reference:
    """Make the reference's node in the namespace that it gets."""
    stem = building.legal(PurePosixPath(resolved).stem)
    prefix = call.text("renamingPrefix")
    wanted = call.text("namespace", stem)
    is_root = wanted in (":", "") or bool(call.on("defaultNamespace"))
    clashes = not call.on("mergeNamespacesOnClash")
    space = "" if is_root or prefix else naming.relative(session.scene, wanted)
    space = referencing.free_namespace(session, space) if space and clashes else space
    base = prefix or ("" if is_root else wanted.rpartition(":")[2]) or stem
    node = call.text("referenceNode") or f"{base}RN"
    type_name = call.text("type", referencing.file_type(resolved))
    options = call.text("options")
    asked = AskedReference(node=node, namespace=space, path=path, type=type_name, options=options, prefix=prefix)
    return referencing.make_reference(session, asked, space, node_name=node, parent=None)


def group(session: Session, call: Call, made: Reference) -> Node:
    """Put what a reference brought below a new group."""
    tops = [node for node in made.nodes if node.is_dag and node.parent is None]
    above = make(session, "transform", call.text("groupName", "group"), None)
    for node in tops:
        building.move_node(session.scene, node, above)
    return above


def named_reference(session: Session, name: str) -> Reference:
    """The reference of a name. Raises RuntimeError when there is none."""
    found = referencing.find(session, name)
    if found is None:
        raise RuntimeError(f"No reference is called or made of {name}.")
    return found


def chosen(session: Session, call: Call) -> Reference:
    """The reference that a call means: by its node's flag, or by its file."""
    return named_reference(session, call.text("referenceNode") or target(call))


def load_reference(session: Session, call: Call) -> object:
    """Load a reference, from another file where one is named. Namespace and edits stay."""
    found = named_reference(session, call.text("loadReference"))
    path = call.names[0] if call.names else found.path
    resolved = session.resolve(path)
    if not session.faults.is_file(resolved):
        raise RuntimeError(f"File not found: {path}")
    documents.send(session, "kBeforeLoadReference")
    if found.is_loaded:
        referencing.unload(session, found)
    if resolved != found.resolved or path != found.path:
        referencing.point(session, found, path, call.text("type", referencing.file_type(resolved)))
    nodes = [] if call.text("loadReferenceDepth") == "none" else referencing.load(session, found, depth=below_top(call))
    documents.send(session, "kAfterLoadReference")
    documents.fail_after(session, resolved)
    return [short(session, node) for node in nodes] if call.on("returnNewNodes") else found.file_name


def unload_reference(session: Session, call: Call) -> object:
    """Unload a reference."""
    found = named_reference(session, call.text("unloadReference") or target(call))
    documents.send(session, "kBeforeUnloadReference")
    referencing.unload(session, found)
    documents.send(session, "kAfterUnloadReference")
    return found.file_name


def remove_reference(session: Session, call: Call) -> object:
    """Remove a reference of this scene; a nested one goes with the file that brings it."""
    found = chosen(session, call)
    if found.parent is not None:
        raise RuntimeError(f"{found.node.name} is nested in another reference and cannot be removed.")
    documents.send(session, "kBeforeRemoveReference")
    referencing.remove(session, found)
    documents.send(session, "kAfterRemoveReference")
    return found.file_name


def import_reference(session: Session, call: Call) -> object:
    """Make what a reference brought the scene's own."""
    found = chosen(session, call)
    if not found.is_loaded:
        raise RuntimeError(f"{found.node.name} is not loaded and cannot be imported.")
    documents.send(session, "kBeforeImportReference")
    referencing.own(session, found)
    documents.send(session, "kAfterImportReference")
    return found.file_name


def import_file(session: Session, call: Call) -> object:
    """Import a file: its path, or the names of its nodes."""
    space = call.text("namespace")
    space = "" if space == ":" else naming.relative(session.scene, space) if space else ""
    if space and not call.on("mergeNamespacesOnClash"):
        space = referencing.free_namespace(session, space)
    nodes = documents.import_scene(session, target(call), namespace=space, prefix=call.text("renamingPrefix"))
    if call.on("groupReference"):
        nodes.append(import_group(session, call, nodes))
    return [short(session, node) for node in nodes] if call.on("returnNewNodes") else session.resolve(target(call))


def import_group(session: Session, call: Call, nodes: list[Node]) -> Node:
    """Put what was imported below a new group."""
    above = make(session, "transform", call.text("groupName", "group"), None)
    for node in [each for each in nodes if each.is_dag and each.parent is None]:
        building.move_node(session.scene, node, above)
    return above


def export(session: Session, call: Call) -> object:
    """Export the selection, or everything."""
    if call.text("type") in TRANSLATORS:
        return TRANSLATORS[call.text("type")](session, call)
    if call.text("type", "mayaAscii") != "mayaAscii":
        raise NotSimulated(f"exporting as {call.text('type')}")
    scene = session.scene
    if call.on("exportAll"):
        nodes = [node for node in scene.all() if not node.is_default]
    else:
        nodes = [node for name in scene.selection for node in naming.find(scene, name)]
        if not nodes:
            raise RuntimeError("Nothing is currently selected. Select objects to export and try again.")
    return documents.export(
        session,
        target(call),
        nodes,
        keeps_references=call.on("preserveReferences"),
        is_strict=call.flags.get("constructionHistory", True) is False and call.flags.get("shader", True) is False,
    )


def export_obj(session: Session, call: Call) -> str:
    """Export the selected meshes as OBJ, in their own space."""
    if "objExport" not in session.loaded:
        raise RuntimeError("file: There is no file translator of the type OBJexport.")
    if not call.on("exportSelected"):
        raise NotSimulated("OBJ of anything but the selection")
    nodes = [node for name in session.scene.selection for node in naming.find(session.scene, name)]
    below = [each for node in nodes for each in (node, *node.below()) if each.type == "mesh"]
    forms = [(shape.leaf, topology.of_shape(session.scene, shape)) for shape in dict.fromkeys(below)]
    if not forms:
        raise RuntimeError("Nothing is currently selected. Select objects to export and try again.")
    session.faults.write(session.path(target(call)), exchange.obj(forms, call.text("options")))
    return target(call)


TRANSLATORS: Mapping[str, Callable[[Session, Call], str]] = {"OBJexport": export_obj}
"""What plug-ins write beside Maya's own formats."""


def clean(session: Session, call: Call) -> object:
    """Drop the edits of an unloaded reference."""
    found = named_reference(session, call.text("cleanReference"))
    if found.is_loaded:
        raise RuntimeError(f"{found.node.name} is loaded: its edits cannot be removed.")
    for each in [edit for edit in found.edits if call.text("editCommand", edit.command) == edit.command]:
        session.scene.journal.remove(found.edits, each)
    return None


def edit(session: Session, call: Call) -> object:
    """Give a reference another namespace."""
    if "namespace" not in call.flags:
        raise NotSimulated("file(edit=True) of anything but a namespace")
    found = chosen(session, call)
    old, leaf = found.namespace, call.text("namespace")
    new_space = ":".join(part for part in (old.rpartition(":")[0], leaf) if part)
    if new_space in session.scene.namespaces:
        raise RuntimeError(f"The namespace {new_space} is there already.")
    building.make_namespace(session.scene, new_space)
    for node in [each for each in session.scene.all() if referencing.is_within(each.namespace, old)]:
        building.rename_node(session.scene, node, new_space + node.name[len(old) :])
    for each in session.scene.references:
        if referencing.is_within(each.namespace, old):
            session.scene.journal.set(each, "namespace", new_space + each.namespace[len(old) :])
    referencing.drop_namespace(session.scene, old)
    return found.file_name


# -- questions


def ask(session: Session, call: Call) -> object:
    """What is asked of files. A reference may be named by its file, by its node or by `referenceNode`."""
    scene = session.scene
    if call.on("sceneName"):
        return PurePosixPath(scene.path).name if call.on("shortName") else scene.path
    if call.on("modified") or call.on("anyModified"):
        return scene.journal.is_modified
    if call.on("exists"):
        return session.faults.is_file(session.resolve(target(call)))
    if call.on("list"):
        return [scene.path, *(each.file_name for each in scene.references)] if scene.path else ["untitled"]
    if call.on("reference") and not call.names:
        return [shown(call, each) for each in scene.references if each.parent is None]
    if call.on("reference"):
        top = named_reference(session, call.names[0])
        return [shown(call, each) for each in scene.references if each.parent is top]
    if call.on("type") and not call.names and "referenceNode" not in call.flags:
        return [scene.type]
    if call.on("location"):
        return scene.path or "unknown"
    if call.on("expandName"):
        return session.resolve(target(call))
    if call.on("writable"):
        return session.faults.is_writable(session.path(scene.path)) if scene.path else True
    return ask_reference(session, call)


def shown(call: Call, each: Reference) -> str:
    """A reference's file as the call wants it."""
    if call.on("unresolvedName"):
        return each.path if call.on("withoutCopyNumber") else each.stored_name
    name = each.resolved if call.on("withoutCopyNumber") else each.file_name
    return PurePosixPath(name).name if call.on("shortName") else name


def ask_reference(session: Session, call: Call) -> object:
    """What is asked of one reference."""
    named = call.flags.get("referenceNode")
    if not call.names and not isinstance(named, str):
        raise no_object("")
    found = named_reference(session, named if isinstance(named, str) else call.names[0])
    if call.on("deferReference"):
        return not found.is_loaded
    if call.on("namespace"):
        return found.namespace.rpartition(":")[2]
    if call.on("parentNamespace"):
        return [referencing.parent_namespace(found)]
    if call.on("type"):
        return [found.type]
    if call.on("usingNamespaces"):
        return not found.prefix
    if call.on("renamingPrefix"):
        return found.prefix
    if call.on("referenceNode") or isinstance(named, bool):
        return found.node.name
    return shown(call, found)


def select_all(session: Session, call: Call) -> object:
    """Select what a reference brought."""
    found = chosen(session, call)
    select(session, found.nodes)
    return found.file_name


ACTS = {
    "newFile": new,
    "open": open_scene,
    "save": save,
    "rename": rename,
    "type": set_type,
    "modified": set_modified,
    "reference": reference,
    "i": import_file,
    "loadReference": load_reference,
    "unloadReference": unload_reference,
    "removeReference": remove_reference,
    "importReference": import_reference,
    "exportSelected": export,
    "exportAll": export,
    "cleanReference": clean,
    "selectAll": select_all,
}
COMMANDS: Mapping[str, Simulated] = {
    "file": Simulated(
        call=file,
        flags=words(
            """force save open newFile type rename sceneName modified anyModified reference namespace
            returnNewNodes loadReference unloadReference removeReference importReference groupReference
            groupName exportSelected exportAll preserveReferences constructionHistory channels constraints
            expressions shader options loadReferenceDepth i deferReference referenceNode shortName exists
            list unresolvedName withoutCopyNumber location expandName writable mergeNamespacesOnClash
            ignoreVersion renamingPrefix prompt defaultExtensions cleanReference editCommand selectAll
            parentNamespace usingNamespaces defaultNamespace executeScriptNodes preserveUndo importTimeRange
            importFrameRate"""
        ),
    ),
}
