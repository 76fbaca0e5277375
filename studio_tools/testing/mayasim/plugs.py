"""Attributes of nodes: which there are, what they hold, whether they may be changed.

A plug's path is kept with long names and without the compounds that a child's name already implies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from studio_tools.testing.mayasim import encoding, naming
from studio_tools.testing.mayasim.model import Connection, Edit, Node, Plug, Scene, Word
from studio_tools.testing.mayasim.refusals import NotSimulated, locked_node, no_object, read_only
from studio_tools.testing.mayasim.schema import COMPOUNDS, NUMERIC, Attribute, Schema

SEGMENT = re.compile(r"^(\w+)(\[[^\]]*\])?$")
UNKNOWN = frozenset({"unknown", "unknownDag", "unknownTransform"})


def attribute_of(schema: Schema, node: Node, word: str) -> Attribute | None:
    """Find an attribute of a node by its long or short name, added ones too."""
    for added in node.added.values():
        if word in (added.long, added.short):
            return added
    return schema.find(node.type, word)


def known(schema: Schema, node: Node) -> Mapping[str, Attribute]:
    """All attributes of a node by their long names."""
    return {**schema.attributes(node.type), **node.added}


def children(schema: Schema, node: Node, attribute: Attribute) -> list[Attribute]:
    """The children of a compound attribute."""
    return [each for each in known(schema, node).values() if each.parent == attribute.long]


def canonical(schema: Schema, node: Node, path: str) -> str:
    """Spell a path with long names; `t.tx` and `translate.translateX` are `translateX`."""
    parts: list[str] = []
    for segment in path.split("."):
        matched = SEGMENT.match(segment)
        if matched is None:
            return path
        attribute = attribute_of(schema, node, matched.group(1))
        if attribute is not None and attribute.parent and parts[-1:] == [attribute.parent]:
            parts.pop()
        parts.append((attribute.long if attribute else matched.group(1)) + (matched.group(2) or ""))
    return ".".join(parts)


def last_attribute(schema: Schema, node: Node, path: str) -> Attribute | None:
    """The attribute that a path ends in."""
    matched = SEGMENT.match(path.rpartition(".")[2])
    return attribute_of(schema, node, matched.group(1)) if matched else None


def exists(schema: Schema, node: Node, path: str) -> bool:
    """Whether a node has the attribute. Raises NotSimulated where the type's table does not say."""
    first = SEGMENT.match(path.split(".")[0])
    if first is None:
        return False
    if attribute_of(schema, node, first.group(1)) is not None:
        return True
    spelled = canonical(schema, node, path)
    if any(set_path == spelled or set_path.startswith((f"{spelled}[", f"{spelled}.")) for set_path in node.plugs):
        return True
    if not schema.is_tabled(node.type) and node.type not in UNKNOWN:
        raise NotSimulated(f"{node.name}.{path}: the attributes of {node.type} are not in the simulator's table")
    return False


def require(schema: Schema, scene: Scene, plug: str) -> tuple[Node, str]:
    """The node and path of a plug's name. Raises ValueError when there is no such node or attribute."""
    name, path = naming.split_plug(plug)
    node = naming.one(scene, name)
    if not path or not exists(schema, node, path):
        raise no_object(plug)
    return node, canonical(schema, node, path)


def get(schema: Schema, scene: Scene, node: Node, path: str) -> object:
    """What a plug holds; a compound gives its children, a driven one what drives it."""
    driver = scene.connections.get(node.serial, {}).get(path)
    if driver is not None:
        return driven(schema, scene, driver)
    attribute = last_attribute(schema, node, path)
    plug = node.plugs.get(path)
    if plug is not None and plug.is_set:
        if plug.written is not None:
            raise NotSimulated(f"{node.name}.{path} holds data that the simulator only carries")
        return plug.value
    if attribute is None:
        raise NotSimulated(f"{node.name}.{path} is not in the simulator's table")
    if attribute.kind in COMPOUNDS:
        return tuple(get(schema, scene, node, child.long) for child in children(schema, node, attribute))
    if attribute.kind in ("message", "data", "compound", "matrix") or (attribute.is_multi and not path.endswith("]")):
        raise RuntimeError("The data is not a numeric or string value, and cannot be displayed.")
    return attribute.start


def driven(schema: Schema, scene: Scene, driver: Connection) -> object:
    """What arrives through a connection: curves at the current time, everything else as its source holds it."""
    if schema.is_a(driver.source.type, "animCurve") and driver.out == "output":
        keys = dict(keys_of(driver.source))
        now = scene.times["current"]
        if now in keys:
            return keys[now]
        if not keys or not min(keys) < now < max(keys):
            return keys[min(keys) if now < min(keys) else max(keys)] if keys else 0.0
        switched = last_attribute(schema, driver.target, driver.into)
        if switched is not None and switched.kind == "bool":  # Maya gives such keys steps for tangents
            return bool(keys[max(moment for moment in keys if moment < now)])
        raise NotSimulated(f"{driver.source.name} between its keys: curves are not evaluated")
    return get(schema, scene, driver.source, driver.out)


def keys_of(curve: Node) -> list[tuple[float, float]]:
    """The times and values of an animation curve."""
    keys = curve.plugs.get("keys")
    return list(keys.value) if keys is not None and isinstance(keys.value, tuple) else []


def put(schema: Schema, scene: Scene, node: Node, path: str, value: object) -> None:
    """Set a plug. Raises RuntimeError where it is locked or driven. Of a referenced node the edit is kept."""
    check_free(scene, node, path)
    attribute = last_attribute(schema, node, path)
    kind = attribute.kind if attribute else ""
    parts = children(schema, node, attribute) if attribute is not None and kind in COMPOUNDS else []
    if parts and isinstance(value, tuple | list):
        for child in parts:
            check_free(scene, node, child.long)
        for child, each in zip(parts, value, strict=False):
            store(schema, scene, node, child.long, fitting(child.kind, each))
    else:
        store(schema, scene, node, path, fitting(kind, value))
    if node.reference is not None:
        keep_edit(scene, node, Edit("setAttr", f"{naming.path_name(node)}.{path}", encoding.encode(kind, value)))


def store(schema: Schema, scene: Scene, node: Node, path: str, value: object) -> None:
    """Set a plug without asking."""
    old = node.plugs.get(path, Plug())
    scene.journal.put(node.plugs, path, replace(old, value=value, written=None, is_set=True))


def fitting(kind: str, value: object) -> object:
    """Turn a number into what the attribute holds."""
    if kind == "bool":
        return bool(value)
    if kind in NUMERIC and isinstance(value, int | float):
        return int(value) if kind in ("long", "short", "byte", "char", "enum") else float(value)
    return value


def check_free(scene: Scene, node: Node, path: str) -> None:
    """Raise RuntimeError where a plug is locked or driven."""
    plug = node.plugs.get(path)
    if (plug is not None and plug.is_locked) or path in scene.connections.get(node.serial, {}):
        raise read_only(f"{naming.short_name(scene, node)}.{path}")


def check_node(scene: Scene, node: Node) -> None:
    """Raise RuntimeError where a node is locked against changes of its make-up."""
    if node.is_locked:
        raise locked_node(naming.short_name(scene, node))


def keep_edit(scene: Scene, node: Node, edit: Edit) -> None:
    """Keep a change of a referenced node on its outermost reference; a later one of the same plug replaces it."""
    assert node.reference is not None
    owner = list(node.reference.line())[-1]
    for old in [each for each in owner.edits if (each.command, each.target) == (edit.command, edit.target)]:
        if edit.command != "connectAttr" or old.words == edit.words:
            scene.journal.remove(owner.edits, old)
    scene.journal.insert(owner.edits, edit)


def lock(scene: Scene, node: Node, path: str, is_locked: bool) -> None:
    """Lock or unlock a plug."""
    scene.journal.put(node.plugs, path, replace(node.plugs.get(path, Plug()), is_locked=is_locked))


def mark(scene: Scene, node: Node, path: str, flag: str, word: str) -> None:
    """Set one of the marks that a file writes before a value, such as `-k off`."""
    plug = node.plugs.get(path, Plug())
    marks = list(plug.marks)
    while Word(flag) in marks:
        place = marks.index(Word(flag))
        del marks[place : place + 2]
    scene.journal.put(node.plugs, path, replace(plug, marks=(*marks, Word(flag), Word(word))))
