"""`referenceQuery`, `reference` and `exportEdits`: what is asked of references. Wrong nodes raise, as in Maya."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from studio_tools.testing.mayasim import naming, referencing
from studio_tools.testing.mayasim.commands.targets import find, short
from studio_tools.testing.mayasim.encoding import spelled
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Edit, Reference
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words


def reference_query(session: Session, call: Call) -> object:
    """`referenceQuery`: asks one thing of a reference node, a referenced node or a file."""
    if not call.names:
        raise RuntimeError("referenceQuery: no target was named.")
    name = call.names[0]
    if call.on("isNodeReferenced"):
        nodes = find(session, name)
        return bool(nodes) and nodes[0].reference is not None
    found = target(session, call, name)
    if call.on("nodes"):
        return nodes_of(session, call, found)
    if call.on("editStrings") or call.on("editNodes") or call.on("editAttrs"):
        return edits_of(session, call, found)
    answers: Mapping[str, Callable[[Call, Reference], object]] = {
        "filename": filename,
        "unresolvedName": filename,
        "referenceNode": lambda call, found: found.node.name,
        "isLoaded": lambda call, found: found.is_loaded,
        "namespace": namespace,
        "parentNamespace": lambda call, found: referencing.parent_namespace(found),
        "child": lambda call, found: children(session, found),
    }
    for flag, answer in answers.items():
        if call.on(flag):
            return answer(call, found)
    raise RuntimeError("referenceQuery: nothing was asked.")


def target(session: Session, call: Call, name: str) -> Reference:
    """The reference that is meant, or the one it is nested in. Raises RuntimeError where there is none."""
    found = referencing.find(session, name)
    if found is None:
        nodes = find(session, name)
        if nodes and nodes[0].type == "reference":
            raise RuntimeError(f"reference node '{name}' is not associated with a reference file.")
        if nodes:
            raise RuntimeError(f"'{name}' is not from a referenced file.")
        raise RuntimeError(f"Could not find the target {name}.")
    if call.on("topReference"):
        return list(found.line())[-1]
    if call.on("parent"):
        if found.parent is None:
            raise RuntimeError(f"{name} is not nested in another reference.")
        return found.parent
    return found


def filename(call: Call, found: Reference) -> str:
    """A reference's file: resolved or as stored, with its copy number unless that is not wanted."""
    if call.on("unresolvedName"):
        name = found.path if call.on("withoutCopyNumber") else found.stored_name
    else:
        name = found.resolved if call.on("withoutCopyNumber") else found.file_name
    return PurePosixPath(name).name if call.on("shortName") else name


def namespace(call: Call, found: Reference) -> str:
    """The namespace of what a reference brings: absolute, or its last part."""
    space = found.namespace or referencing.parent_namespace(found)
    return space.rpartition(":")[2] if call.on("shortName") else f":{space}"


def children(session: Session, found: Reference) -> list[str] | None:
    """The reference nodes directly nested in one."""
    return [each.node.name for each in session.scene.references if each.parent is found] or None


def nodes_of(session: Session, call: Call, found: Reference) -> list[str] | None:
    """The nodes that a reference brought; None when it is not loaded."""
    if not found.is_loaded:
        return None
    nodes = [node for node in found.nodes if node.serial in session.scene.nodes]
    return [naming.path_name(node) if call.on("dagPath") else short(session, node) for node in nodes] or None


def edits_of(session: Session, call: Call, found: Reference) -> list[str]:
    """What this scene changed of a reference."""
    wanted = call.words("editCommand")
    edits = [each for each in list(found.line())[-1].edits if not wanted or each.command in wanted]
    if call.on("editStrings"):
        return [edit_text(each) for each in edits]
    targets = [each.target.lstrip("|") for each in edits]
    if call.on("editNodes") and not call.on("editAttrs"):
        return [each.partition(".")[0] for each in targets]
    return [each if call.on("editNodes") else each.partition(".")[2] for each in targets]


def edit_text(edit: Edit) -> str:
    """An edit as the MEL that does it."""
    if edit.command in ("connectAttr", "disconnectAttr"):
        return f'{edit.command} "{edit.words[0].text.lstrip("|")}" "{edit.target.lstrip("|")}"'
    return f"{edit.command} {edit.target.lstrip('|')} {spelled(edit.words)}"


def reference(session: Session, call: Call) -> object:
    """`reference` asks for edits the old way."""
    if call.is_query and call.on("editCommand") and "referenceNode" in call.flags:
        found = referencing.find(session, call.text("referenceNode"))
        if found is None:
            raise RuntimeError(f"No reference node is called {call.text('referenceNode')}.")
        return [edit_text(each) for each in found.edits] or None
    raise NotSimulated("reference, other than asking for edits")


COMMANDS: Mapping[str, Simulated] = {
    "referenceQuery": Simulated(
        call=reference_query,
        flags=words(
            """filename unresolvedName withoutCopyNumber shortName referenceNode namespace parentNamespace
            nodes dagPath isLoaded isNodeReferenced topReference parent child editStrings editNodes
            editAttrs editCommand successfulEdits failedEdits showDagPath showFullPath showNamespace"""
        ),
        is_silent=True,
    ),
    "reference": Simulated(call=reference, flags=words("editCommand referenceNode"), is_silent=True),
}
