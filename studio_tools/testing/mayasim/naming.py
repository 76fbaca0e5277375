"""What names mean: shortest unique names, full paths, patterns, plugs.

Names are read from the root namespace, whichever is the current one, as Maya reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from studio_tools.testing.mayasim.model import Node, Scene
from studio_tools.testing.mayasim.refusals import many_objects, no_object

UUID = re.compile(r"^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$")


def path_name(node: Node) -> str:
    """The full path of a node in the hierarchy, the plain name of another."""
    if not node.is_dag:
        return node.name
    return "".join(f"|{each.name}" for each in reversed(list(node.line())))


def short_name(scene: Scene, node: Node) -> str:
    """The shortest name that means only this node."""
    others = [each for each in scene.named(node.name) if each is not node]
    if not others or not node.is_dag:
        return node.name
    names = [each.name for each in node.line()]
    for depth in range(2, len(names) + 1):
        tail = names[:depth]
        if not any([each.name for each in other.line()][:depth] == tail for other in others):
            return "|".join(reversed(tail))
    return path_name(node)


def matcher(pattern: str) -> re.Pattern[str]:
    """Compile one part of a pattern: a star stops at namespaces and parents."""
    spelled = re.escape(pattern).replace(r"\*", "[^:|]*").replace(r"\?", "[^:|]")
    return re.compile(f"^{spelled}$")


def find(scene: Scene, name: str, *, recursive: bool = False) -> list[Node]:
    """All nodes that a name or pattern means, in the order they were made."""
    if UUID.match(name):
        return [node for node in scene.all() if node.uuid == name]
    parts = [part.lstrip(":") for part in name.split("|")]
    is_rooted = name.startswith("|")
    parts = parts[1:] if is_rooted else parts
    if not parts or not parts[-1]:
        return []
    found = leaves(scene, parts[-1], recursive)
    return [node for node in found if stands(node, parts[:-1], is_rooted)]


def leaves(scene: Scene, leaf: str, recursive: bool) -> Iterable[Node]:
    """The nodes whose own name matches."""
    if not any(letter in leaf for letter in "*?"):
        if recursive:
            return [node for node in scene.all() if node.name == leaf or node.leaf == leaf]
        return sorted(scene.named(leaf), key=lambda node: node.serial)
    wanted = matcher(leaf)
    return [node for node in scene.all() if wanted.match(node.name) or (recursive and wanted.match(node.leaf))]


def stands(node: Node, parts: list[str], is_rooted: bool) -> bool:
    """Whether the node's parents match the parts before its own name."""
    line = list(node.line())[1:]
    if len(parts) > len(line) or (is_rooted and (len(parts) != len(line) or not node.is_dag)):
        return False
    return all(matcher(part).match(each.name) for part, each in zip(reversed(parts), line, strict=False))


def one(scene: Scene, name: str) -> Node:
    """The node that a name means. Raises ValueError when there is none, or more than one."""
    found = find(scene, name)
    if not found:
        raise no_object(name)
    if len(found) > 1:
        raise many_objects(name)
    return found[0]


def split_plug(plug: str) -> tuple[str, str]:
    """Part a plug's name into the node's and the attribute's."""
    node, _, path = plug.partition(".")
    return node, path


def relative(scene: Scene, name: str) -> str:
    """Make a namespace absolute, seen from the current one; without the leading colon."""
    if name.startswith(":"):
        return name.strip(":")
    return ":".join(part for part in (scene.namespace, name.strip(":")) if part)
