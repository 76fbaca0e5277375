"""What a scene is made of: nodes with their attributes, connections, namespaces, references.

Plain data, changed through the journal only; how names resolve is in `naming`, how values are asked in `plugs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from studio_tools.testing.mayasim.journal import Journal
from studio_tools.testing.mayasim.schema import Attribute


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a Maya file as written: whether it stood in quotes, and its text without them."""

    text: str
    is_quoted: bool = False


@dataclass(slots=True)
class Plug:
    """One attribute of one node as far as it was set: its value, or the words of a file that we only carry."""

    value: object = None
    written: tuple[Word, ...] | None = None
    """The words after the attribute's name, for what we carry without understanding."""
    marks: tuple[Word, ...] = ()
    """The flags before the attribute's name (`-k off`, `-s 3`)."""
    is_set: bool = False
    is_locked: bool = False


@dataclass(eq=False, slots=True, kw_only=True)
class Node:
    """One node. *name* holds the namespace, without a leading colon."""

    serial: int
    type: str
    name: str
    uuid: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    plugs: dict[str, Plug] = field(default_factory=dict)
    added: dict[str, Attribute] = field(default_factory=dict)
    """Attributes added to this node."""
    additions: list[tuple[Word, ...]] = field(default_factory=list)
    """The `addAttr` lines of a file, word for word."""
    extra: list[tuple[Word, ...]] = field(default_factory=list)
    """Lines of a file below this node that we only carry."""
    reference: Reference | None = None
    is_dag: bool = False
    is_locked: bool = False
    is_default: bool = False
    """Maya's own, in every scene."""
    is_shared: bool = False
    """Written with `-s`: there once however many files bring it."""
    real_type: str = ""
    """What an unknown node was before its plug-in went missing."""
    plug_in: str = ""

    @property
    def namespace(self) -> str:
        """The namespace it is in, "" for the root."""
        return self.name.rpartition(":")[0]

    @property
    def leaf(self) -> str:
        """Its name without the namespace."""
        return self.name.rpartition(":")[2]

    def line(self) -> Iterator[Node]:
        """Itself and its parents up to the world."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def below(self) -> Iterator[Node]:
        """All its descendants, parents first."""
        for child in self.children:
            yield child
            yield from child.below()


@dataclass(frozen=True, slots=True)
class Connection:
    """An arrow from a plug to a plug; *is_next* when a file left the index open (`-na`)."""

    source: Node
    out: str
    target: Node
    into: str
    is_next: bool = False
    reference: Reference | None = None
    """The reference that brought it, or None for this scene's own."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a referenced node that this scene keeps: its command, target and words."""

    command: str
    """setAttr, addAttr, connectAttr or disconnectAttr."""
    target: str
    """The plug as a name, namespaces included."""
    words: tuple[Word, ...]


@dataclass(eq=False, slots=True, kw_only=True)
class Reference:
    """A reference: where it points, what it brought, what was changed of it."""

    node: Node
    path: str
    """As stored."""
    resolved: str
    namespace: str
    type: str = "mayaAscii"
    prefix: str = ""
    options: str = ""
    copy: int = 0
    is_loaded: bool = False
    is_locked: bool = False
    parent: Reference | None = None
    nodes: list[Node] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    names_seen: tuple[str, ...] = ()
    """Names of its nodes before it was unloaded."""

    @property
    def file_name(self) -> str:
        """The resolved path with its copy number."""
        return f"{self.resolved}{{{self.copy}}}" if self.copy else self.resolved

    @property
    def stored_name(self) -> str:
        """The stored path with its copy number."""
        return f"{self.path}{{{self.copy}}}" if self.copy else self.path

    def line(self) -> Iterator[Reference]:
        """Itself and those it is nested in, outermost last."""
        reference: Reference | None = self
        while reference is not None:
            yield reference
            reference = reference.parent


@dataclass(frozen=True, slots=True)
class Requirement:
    """A `requires` line: a plug-in, its version and the node and data types that the scene takes from it."""

    plug_in: str
    version: str
    node_types: tuple[str, ...] = ()
    data_types: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """One open scene."""

    journal: Journal = field(default_factory=Journal)
    nodes: dict[int, Node] = field(default_factory=dict)
    by_name: dict[str, list[Node]] = field(default_factory=dict)
    world: list[Node] = field(default_factory=list)
    connections: dict[int, dict[str, Connection]] = field(default_factory=dict)
    """By target node, then plug: nothing is driven twice."""
    outputs: dict[int, list[Connection]] = field(default_factory=dict)
    namespaces: dict[str, None] = field(default_factory=dict)
    namespace: str = ""
    """The current one."""
    references: list[Reference] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    file_info: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    carried: list[tuple[str, tuple[Word, ...]]] = field(default_factory=list)
    """Statements of a file that concern no single node and that we only carry."""
    selection: list[str] = field(default_factory=list)
    path: str = ""
    type: str = "mayaAscii"
    serials: int = 0

    def all(self) -> list[Node]:
        """All nodes in the order they were made."""
        return [self.nodes[serial] for serial in sorted(self.nodes)]

    def of_type(self, *types: str) -> list[Node]:
        """All nodes of exactly these types."""
        return [node for node in self.all() if node.type in types]

    def named(self, name: str) -> list[Node]:
        """All nodes of one name, namespace included."""
        return self.by_name.get(name, [])

    def inputs(self, node: Node) -> list[Connection]:
        """The connections into a node."""
        return list(self.connections.get(node.serial, {}).values())

    def outs(self, node: Node) -> list[Connection]:
        """The connections out of a node."""
        return list(self.outputs.get(node.serial, []))

    def every_connection(self) -> list[Connection]:
        """All connections, in the order of the nodes they come from."""
        return [each for serial in sorted(self.outputs) for each in self.outputs[serial]]
