"""Writes a scene as a real `.ma` file: short attribute names, Maya's order of statements.

What was only carried is written again word for word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from studio_tools.testing.mayasim import naming, plugs
from studio_tools.testing.mayasim.additions import written_addition
from studio_tools.testing.mayasim.edits import written_edits
from studio_tools.testing.mayasim.encoding import digits, encode, encode_unknown, quoted, spelled
from studio_tools.testing.mayasim.model import Connection, Node, Plug, Reference, Requirement, Scene, Word
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.schema import COMPOUNDS, Schema

MADE = frozenset({"camera", "transform", "lightLinker", "displayLayerManager", "displayLayer", "renderLayerManager"})
MADE_TOO = frozenset({"renderLayer", "shapeEditorManager", "poseInterpolatorManager"})
"""Maya's own nodes that a file makes all the same; to the others it turns with `select -ne`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One file being written. *only* narrows it to some nodes, as an export does."""

    scene: Scene
    schema: Schema
    version: str
    name: str
    date: str
    only: Collection[Node] | None = None
    keeps_references: bool = True
    renamed: str = ""
    """A namespace that is left out of names."""

    def text(self) -> str:
        """The whole file."""
        return "".join(f"{line}\n" for line in self.lines())

    def lines(self) -> Iterator[str]:
        """The file's statements."""
        yield f"//Maya ASCII {self.version} scene"
        yield f"//Name: {self.name}"
        yield f"//Last modified: {self.date}"
        yield "//Codeset: UTF-8"
        yield from self.reference_lines()
        yield f'requires maya "{self.version}";'
        yield from (requirement_line(each) for each in self.requirements())
        units = self.scene.units
        yield f"currentUnit -l {units['linear']} -a {units['angle']} -t {units['time']};"
        yield from (f"fileInfo {quoted(key)} {quoted(value)};" for key, value in self.scene.file_info.items())
        nodes = self.nodes()
        yield from (line for node in nodes if not is_selected(node) for line in self.node_lines(node))
        yield from (line for node in nodes if is_selected(node) for line in self.selected_lines(node))
        yield from self.carried_lines()
        yield from (self.connection_line(each) for each in self.connections())
        yield f"// End of {self.name}"

    # -- which

    def nodes(self) -> list[Node]:
        """The nodes that are written, parents before children."""
        ordered: list[Node] = []
        for node in self.scene.all():
            if node.parent is None:
                ordered += [node, *node.below()] if node.is_dag else [node]
        return [node for node in ordered if self.writes(node)]

    def writes(self, node: Node) -> bool:
        """Whether a node goes into the file."""
        if node.reference is not None and self.keeps_references:
            return False
        if self.only is not None:
            return node in self.only
        return not node.is_default or is_made(node) or bool(node.plugs) or bool(node.added)

    def requirements(self) -> list[Requirement]:
        """The plug-ins that the file needs: an export names only those of its own nodes."""
        if self.only is None:
            return self.scene.requirements
        types = {node.real_type or node.type for node in self.only}
        return [each for each in self.scene.requirements if types & set(each.node_types)]

    def references(self) -> list[Reference]:
        """The references that the file keeps, those of this scene before their own."""
        if not self.keeps_references:
            return []
        tops = [each for each in self.scene.references if each.parent is None]
        if self.only is not None:
            tops = [each for each in tops if each.node in self.only]
        ordered: list[Reference] = []
        for top in tops:
            ordered += [each for each in self.scene.references if top in each.line()]
        return ordered

    def connections(self) -> list[Connection]:
        """The connections that the scene itself makes, between nodes that are in the file or in its references."""
        found = [each for each in self.scene.every_connection() if each.reference is None]
        return [each for each in found if self.knows(each.source) and self.knows(each.target)]

    def knows(self, node: Node) -> bool:
        """Whether a line of the file may speak of a node."""
        if node.reference is not None and self.keeps_references:
            return self.only is None or list(node.reference.line())[-1].node in self.only
        return self.only is None or node in self.only or node.is_default

    # -- lines

    def reference_lines(self) -> Iterator[str]:
        """The references twice: all of them told, those of this scene made."""
        references = self.references()
        for each in references:
            yield reference_line(each, f"-rdi {len(list(each.line()))}", "" if each.is_loaded else " -dr 1")
        for each in references:
            if each.parent is None:
                yield reference_line(each, "-r", " -dr 1")

    def node_lines(self, node: Node) -> Iterator[str]:
        """A node that the file makes."""
        shared = " -s" if node.is_shared else ""
        parent = f" -p {quoted(self.spoken(node.parent))}" if node.parent else ""
        yield f"createNode {node.real_type or node.type}{shared} -n {quoted(self.own_name(node))}{parent};"
        yield f'\trename -uid "{node.uuid}";'
        yield from self.body(node)
        if node.is_locked:
            yield "lockNode -l 1 ;"

    def selected_lines(self, node: Node) -> Iterator[str]:
        """One of Maya's own nodes."""
        yield f"select -ne :{node.name};"
        yield from self.body(node)

    def body(self, node: Node) -> Iterator[str]:
        """What was added to a node and set on it."""
        for words in self.additions(node):
            yield f"\taddAttr {spelled(words)};"
        reference = next((each for each in self.scene.references if each.node is node), None)
        held = dict(node.plugs)
        if reference is not None and reference.edits and "edits" in held:
            raise NotSimulated(f"new edits of {node.name} beside those that are only carried")
        if reference is not None and "edits" not in held:
            held["edits"] = Plug(written=written_edits(reference), is_set=True)
        keys = plugs.keys_of(node)
        if keys and not any(path.startswith("keyTimeValue") for path in held):
            numbers = " ".join(f"{digits(time)} {digits(value)}" for time, value in keys)
            yield f'\tsetAttr -s {len(keys)} ".ktv[0:{len(keys) - 1}]"  {numbers};'
        for path, plug in self.grouped(node, held):
            line = self.plug_line(node, path, plug)
            if line:
                yield line

    def additions(self, node: Node) -> list[tuple[Word, ...]]:
        """The attributes added to a node: as a file wrote them, or in our words."""
        if len(node.additions) == len(node.added):
            return node.additions
        counts = {name: sum(each.parent == name for each in node.added.values()) for name in node.added}
        return [written_addition(each, counts[each.long]) for each in node.added.values()]

    def grouped(self, node: Node, held: dict[str, Plug]) -> Iterator[tuple[str, Plug]]:
        """The plugs of a node, children of a compound as one where all are set alike."""
        done: set[str] = set()
        for path, plug in held.items():
            attribute = plugs.last_attribute(self.schema, node, path)
            parent = self.schema.find(node.type, attribute.parent) if attribute and attribute.parent else None
            if path in done or path == "keys":
                continue
            parts = plugs.children(self.schema, node, parent) if parent and parent.kind in COMPOUNDS else []
            mates = [held.get(child.long) for child in parts]
            if (
                parent
                and mates
                and all(each is not None and each.is_set and each.marks == plug.marks for each in mates)
            ):
                values = tuple(each.value for each in mates if each is not None)
                done |= {child.long for child in parts}
                yield parent.long, Plug(written=encode(parent.kind, values), marks=plug.marks, is_set=True)
            else:
                yield path, plug

    def plug_line(self, node: Node, path: str, plug: Plug) -> str:
        """One `setAttr`."""
        attribute = plugs.last_attribute(self.schema, node, path)
        marks = plug.marks
        if plug.is_locked and Word("-l") not in marks:
            marks = (*marks, Word("-l"), Word("on"))
        words: tuple[Word, ...] = ()
        if plug.is_set and plug.written is not None:
            words = plug.written
        elif plug.is_set and plug.value is not None:
            words = encode(attribute.kind, plug.value) if attribute else encode_unknown(plug.value)
        if not words and not marks:
            return ""
        head = f"{spelled(marks)} " if marks else ""
        value = f" {spelled(words)}" if words else ""
        return f"\tsetAttr {head}{quoted('.' + self.short_path(node, path))}{value};"

    def short_path(self, node: Node, path: str) -> str:
        """A plug's path with the short names that a file has."""
        parts = []
        for segment in path.split("."):
            word, bracket, index = segment.partition("[")
            attribute = plugs.attribute_of(self.schema, node, word)
            parts.append((attribute.short if attribute else word) + bracket + index)
        return ".".join(parts)

    def carried_lines(self) -> Iterator[str]:
        """Statements that the file had and that concern no single node."""
        if self.only is None:
            yield from (f"{command} {spelled(words)};" for command, words in self.scene.carried)

    def connection_line(self, connection: Connection) -> str:
        """One `connectAttr`."""
        source = f"{self.spoken(connection.source)}.{self.short_path(connection.source, connection.out)}"
        into = self.short_path(connection.target, connection.into)
        target = f"{self.spoken(connection.target)}.{into.rpartition('[')[0] if connection.is_next else into}"
        return f"connectAttr {quoted(source)} {quoted(target)}{' -na' if connection.is_next else ''};"

    # -- names

    def own_name(self, node: Node) -> str:
        """A node's name in the file."""
        if self.renamed and node.name.startswith(f"{self.renamed}:"):
            return node.name[len(self.renamed) + 1 :]
        return node.name

    def spoken(self, node: Node) -> str:
        """How the file means a node."""
        if node.is_default and not is_made(node):
            return f":{node.name}"
        if not self.renamed:
            return naming.short_name(self.scene, node)
        return "|".join(self.own_name(each) for each in reversed(list(node.line())))


def is_made(node: Node) -> bool:
    """Whether a file makes this node of Maya's own."""
    return node.type in MADE or node.type in MADE_TOO


def is_selected(node: Node) -> bool:
    """Whether a file turns to the node without making it."""
    return node.is_default and not is_made(node)


def requirement_line(requirement: Requirement) -> str:
    """One `requires`."""
    types = "".join(f" -nodeType {quoted(each)}" for each in requirement.node_types)
    data = "".join(f" -dataType {quoted(each)}" for each in requirement.data_types)
    return f"requires{types}{data} {quoted(requirement.plug_in)} {quoted(requirement.version)};"


def reference_line(reference: Reference, kind: str, deferred: str) -> str:
    """One line of a reference; the namespace is the local one."""
    space = f" -ns {quoted(reference.namespace.rpartition(':')[2])}" if not reference.prefix else ""
    prefix = f" -rpr {quoted(reference.prefix)}" if reference.prefix else ""
    options = f" -op {quoted(reference.options)}" if reference.options else ""
    name = quoted(reference.node.name)
    tail = f"-typ {quoted(reference.type)} {quoted(reference.path)}"
    return f"file {kind}{space}{prefix}{deferred} -rfn {name}{options} {tail};"
