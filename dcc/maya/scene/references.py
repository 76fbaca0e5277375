"""References: which there are, what they say of themselves, and how they are made, turned and taken out."""

from __future__ import annotations

from maya import cmds


def all_files() -> dict[str, str]:
    """The reference nodes at every depth with their files, as Maya found them."""
    files = {node: file_of(node) for node in cmds.ls(type="reference")}
    return {node: file for node, file in files.items() if file}


def is_nested(node: str) -> bool:
    """Whether a reference came with another one."""
    return cmds.referenceQuery(node, isNodeReferenced=True)


def is_loaded(node: str) -> bool:
    """Whether its content is in the scene."""
    return cmds.referenceQuery(node, isLoaded=True)


def file_of(node: str) -> str:
    """Its file, as Maya found it; "" for a node that stands for none, of which Maya keeps some."""
    try:
        return cmds.referenceQuery(node, filename=True, withoutCopyNumber=True)
    except RuntimeError:
        return ""


def written_file_of(node: str) -> str:
    """Its file, as the scene writes it."""
    return cmds.referenceQuery(node, filename=True, unresolvedName=True, withoutCopyNumber=True)


def namespace_of(node: str) -> str:
    """The namespace of its content, without the leading colon; "" in the root."""
    return cmds.referenceQuery(node, namespace=True).lstrip(":")


def content_of(node: str) -> list[str]:
    """The nodes that it brought; none where it is not loaded."""
    return cmds.referenceQuery(node, nodes=True, dagPath=True) or []


def make(path: str, file_type: str, namespace: str) -> None:
    """Make a reference. May raise although it was made, and even loaded."""
    cmds.file(path, reference=True, type=file_type, namespace=namespace)


def point(node: str, path: str, file_type: str) -> None:
    """Turn a reference to another file and load it; namespace and edits stay. May raise although it loaded."""
    cmds.file(path, loadReference=node, type=file_type)


def point_unloaded(node: str, path: str, file_type: str) -> None:
    """Turn a reference to another file, and leave it unloaded."""
    cmds.file(path, loadReference=node, type=file_type, loadReferenceDepth="none")


def remove(node: str) -> None:
    """Take a reference out, with its content and all edits of it."""
    cmds.file(removeReference=True, referenceNode=node)
