"""Reads a `.ma` file into a scene: opened, imported, or brought by a reference.

The words come from the product's own reader; what they do to a scene is here. No MEL is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from studio_tools.scenes import maya_text
from studio_tools.testing.mayasim import building, edits, naming, plugs
from studio_tools.testing.mayasim.additions import read_addition
from studio_tools.testing.mayasim.encoding import decode
from studio_tools.testing.mayasim.model import Connection, Node, Plug, Reference, Requirement, Scene, Word
from studio_tools.testing.mayasim.schema import COMPOUNDS, Schema

LONG = {"-linear": "-l", "-angle": "-a", "-time": "-t", "-name": "-n", "-parent": "-p", "-shared": "-s"}
UNITS = {"-l": "linear", "-a": "angle", "-t": "time"}
CARRIED = frozenset({"relationship", "dataStructure", "applyMetadata", "parent", "evaluationManager"})


class Stage(Protocol):
    """What a file needs of the program while it is read."""

    @property
    def scene(self) -> Scene:
        """The scene that is read into."""
        ...

    def schema(self) -> Schema:
        """The node types known now."""
        ...

    def need_plug_in(self, requirement: Requirement) -> None:
        """Load a plug-in that the file asks for, where it is installed."""
        ...

    def bring(self, asked: AskedReference, into: Reading) -> None:
        """Make a reference that the file names."""
        ...

    def warn(self, text: str) -> None:
        """Say what went wrong without stopping."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReference:
    """A `file -r` line, with what the `-rdi` line of the same node says."""

    node: str
    namespace: str
    path: str
    type: str
    options: str = ""
    prefix: str = ""
    is_deferred: bool = False


def words_of(statement: maya_text.Statement) -> tuple[Word, ...]:
    """A statement's words as text."""
    return tuple(Word(word.text.decode("utf-8", "surrogateescape"), word.is_quoted) for word in statement.words)


def statements(path: Path) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """The statements of a file: command and words."""
    for statement in maya_text.statements(path.read_bytes()):
        yield statement.command.decode("utf-8", "surrogateescape"), words_of(statement)


def split(words: Sequence[Word], takes: Sequence[str]) -> tuple[dict[str, str], list[Word]]:
    """Part words into flags, with the value of those in *takes*, and the rest."""
    flags: dict[str, str] = {}
    rest: list[Word] = []
    iterator = iter(words)
    for word in iterator:
        name = LONG.get(word.text, word.text)
        if word.is_quoted or not name.startswith("-") or name[1:2].isdigit():
            rest.append(word)
        else:
            flags[name] = next(iterator, Word("")).text if name in takes else ""
    return flags, rest


@dataclass(slots=True, kw_only=True)
class Reading:
    """One file being read: where its names go, and which node its lines speak of."""

    stage: Stage
    path: str
    namespace: str = ""
    prefix: str = ""
    reference: Reference | None = None
    is_opening: bool = False
    """The file is the scene itself: its units, its info and its references are the scene's."""
    states: dict[str, bool] = field(default_factory=dict)
    """Nested reference nodes that an outer file speaks of, by their names in the scene: whether they stay unloaded."""
    depth: int | None = None
    """How deep references are loaded; None for as the file says."""
    node: Node | None = None
    made: list[Node] = field(default_factory=list)
    original: dict[str, list[tuple[tuple[str, ...], Node]]] = field(default_factory=dict)
    """Nodes by the leaf they have in the file, with their path there."""
    asked: dict[str, AskedReference] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        return self.stage.scene

    def place(self, name: str) -> str:
        """A name of the file as it stands in the scene."""
        if name.startswith(":"):
            return name[1:]
        head, _, leaf = name.rpartition(":")
        return ":".join(part for part in (self.namespace, head, f"{self.prefix}{leaf}") if part)

    def find(self, name: str) -> Node | None:
        """The node that the file means by a name."""
        parts = tuple(part for part in name.split("|") if part)
        if not parts:
            return None
        for path, node in self.original.get(parts[-1], []):
            if path[-len(parts) :] == parts and node.serial in self.scene.nodes:
                return node
        found = naming.find(self.scene, "|".join(self.place(part) for part in parts))
        if not found and not name.startswith(":"):
            found = [node for node in naming.find(self.scene, "|".join(parts)) if node.is_default]
        return found[0] if found else None

    def remember(self, name: str, parent: str, node: Node) -> None:
        """Keep what a node is called in the file."""
        path = (*(part for part in parent.split("|") if part), name)
        self.original.setdefault(name, []).append((path, node))

    # -- statements

    def run(self, words: Iterator[tuple[str, tuple[Word, ...]]]) -> None:
        """Do all statements."""
        for command, rest in words:
            act = STATEMENTS.get(command)
            if act is not None:
                self.attempt(act, command, rest)
            elif command in CARRIED:
                self.carry(command, rest)
            else:
                self.stage.warn(f"{self.path}: {command} is not understood and left out")

    def attempt(self, act: Callable[[Reading, tuple[Word, ...]], None], command: str, words: tuple[Word, ...]) -> None:
        """Do one statement; a damaged one is told of and left out, as Maya does."""
        try:
            act(self, words)
        except (IndexError, ValueError) as error:
            self.stage.warn(f"{self.path}: a damaged {command} is left out ({error})")

    def carry(self, command: str, words: tuple[Word, ...]) -> None:
        """Keep a statement that concerns no single node; only the scene's own are written again."""
        if self.reference is None:
            self.scene.journal.insert(self.scene.carried, (command, words))

    def requires(self, words: tuple[Word, ...]) -> None:
        """Read a `requires` line."""
        kinds: dict[str, list[str]] = {"-nodeType": [], "-dataType": []}
        rest: list[str] = []
        iterator = iter(words)
        for word in iterator:
            if word.text in kinds and not word.is_quoted:
                kinds[word.text].append(next(iterator, Word("")).text)
            else:
                rest.append(word.text)
        if len(rest) < 2 or rest[0] == "maya":
            return
        found = Requirement(rest[0], rest[1], tuple(kinds["-nodeType"]), tuple(kinds["-dataType"]))
        self.stage.need_plug_in(found)
        if found not in self.scene.requirements:
            self.scene.journal.insert(self.scene.requirements, found)

    def current_unit(self, words: tuple[Word, ...]) -> None:
        """Read the units, which only an opened scene takes."""
        flags, _ = split(words, tuple(UNITS))
        for flag, unit in UNITS.items():
            if flag in flags and self.is_opening:
                self.scene.journal.put(self.scene.units, unit, flags[flag])

    def file_info(self, words: tuple[Word, ...]) -> None:
        """Read a pair of the scene's own information."""
        if self.is_opening and len(words) == 2:
            self.scene.journal.put(self.scene.file_info, words[0].text, words[1].text)

    def file(self, words: tuple[Word, ...]) -> None:
        """Read a reference: the `-rdi` line tells, the `-r` line makes."""
        flags, rest = split(words, ("-rdi", "-ns", "-rfn", "-op", "-typ", "-dr", "-rpr", "-shd"))
        node = flags.get("-rfn", "")
        if "-rdi" in flags:
            told = self.asked_from(flags, rest, is_deferred="-dr" in flags)
            if flags["-rdi"] == "1":
                self.asked[node] = told
            else:
                self.states.setdefault(self.place(node), told.is_deferred)
        elif "-r" in flags:
            before = self.asked.get(node)
            is_deferred = before.is_deferred if before else False
            self.stage.bring(self.asked_from(flags, rest, is_deferred=is_deferred), self)

    def asked_from(self, flags: dict[str, str], rest: list[Word], *, is_deferred: bool) -> AskedReference:
        """What a reference's line asks for."""
        return AskedReference(
            node=flags.get("-rfn", ""),
            namespace=flags.get("-ns", ""),
            path=rest[-1].text if rest else "",
            type=flags.get("-typ", "mayaAscii"),
            options=flags.get("-op", ""),
            prefix=flags.get("-rpr", ""),
            is_deferred=self.states.get(self.place(flags.get("-rfn", "")), is_deferred),
        )

    def create_node(self, words: tuple[Word, ...]) -> None:
        """Make a node, or take Maya's own of that name."""
        flags, rest = split(words, ("-n", "-p"))
        asked, parent_name, type_name = flags.get("-n", ""), flags.get("-p", ""), rest[0].text
        parent = self.find(parent_name) if parent_name else None
        own = self.reference_node(asked, type_name) or self.own_node(asked, type_name, parent, is_shared="-s" in flags)
        self.node = own or self.new_node(type_name, asked, parent, has_parent=bool(parent_name))
        self.node.is_shared = self.node.is_shared or "-s" in flags
        self.remember(asked, parent_name, self.node)

    def reference_node(self, asked: str, type_name: str) -> Node | None:
        """The node of a reference that this file's `file` line has made already."""
        if type_name != "reference":
            return None
        made = (each.node for each in self.scene.references if each.parent is self.reference)
        return next((node for node in made if node.name == self.place(asked)), None)

    def own_node(self, asked: str, type_name: str, parent: Node | None, *, is_shared: bool) -> Node | None:
        """The default node that a file's line means."""
        if not (self.is_opening or (is_shared and type_name in ("camera", "transform"))):
            return None
        own = [node for node in self.scene.named(asked.lstrip(":")) if node.is_default and node.type == type_name]
        return next((node for node in own if node.parent is parent), None)

    def new_node(self, type_name: str, asked: str, parent: Node | None, *, has_parent: bool) -> Node:
        """Make a node of a known type, or an unknown one that remembers what it was."""
        schema, plug_in = self.stage.schema(), ""
        real = "" if schema.has(type_name) else type_name
        is_dag = has_parent or schema.is_a(type_name, "dagNode")
        if real:
            plug_in = next((each.plug_in for each in self.scene.requirements if real in each.node_types), "")
            type_name = "unknownDag" if is_dag else "unknown"
        space = self.place(asked).rpartition(":")[0]
        building.make_namespace(self.scene, space)
        name = building.free_name(self.scene, self.place(asked), parent=parent, is_dag=is_dag)
        node = building.add_node(self.scene, type_name, name, is_dag=is_dag, parent=parent, reference=self.reference)
        node.real_type, node.plug_in = real, plug_in
        self.made.append(node)
        return node

    def select(self, words: tuple[Word, ...]) -> None:
        """Turn to one of Maya's own nodes, which the file does not make."""
        _, rest = split(words, ())
        self.node = self.find(rest[-1].text) if rest else None
        if self.node is not None and self.reference is not None:
            self.node = None  # a referenced file does not change the scene's own settings

    def rename(self, words: tuple[Word, ...]) -> None:
        """Read a node's id."""
        if self.node is not None and words and words[0].text == "-uid" and self.reference is None:
            self.node.uuid = words[-1].text

    def add_attr(self, words: tuple[Word, ...]) -> None:
        """Add an attribute to the current node."""
        if self.node is None:
            return
        added = read_addition(words)
        if added is not None:
            self.node.added[added.long] = added
            self.node.additions.append(words)

    def lock_node(self, words: tuple[Word, ...]) -> None:
        """Lock the current node."""
        flags, _ = split(words, ("-l", "-lock", "-lu"))
        if self.node is not None and "-l" in flags:
            self.node.is_locked = flags["-l"] in ("1", "on", "yes", "true")

    def set_attr(self, words: tuple[Word, ...]) -> None:
        """Read a value, or marks alone."""
        if self.node is None:
            return
        marks, name, value = part_set_attr(words)
        if not name.startswith("."):
            return
        path = plugs.canonical(self.stage.schema(), self.node, name[1:])
        if path == "edits" and self.node.type == "reference" and self.takes_edits(self.node, value):
            return
        set_from_file(self.stage.schema(), self.node, path, marks, value)

    def takes_edits(self, node: Node, words: tuple[Word, ...]) -> bool:
        """Take the changes that a file keeps of a reference; those that are not understood are only carried."""
        reference = next((each for each in self.scene.references if each.node is node), None)
        if reference is not None and edits.take_edits(self.stage.schema(), self.scene, reference, words):
            return True
        self.stage.warn(f"{self.path}: edits of {node.name} are carried without being understood")
        return False

    def connect_attr(self, words: tuple[Word, ...]) -> None:
        """Draw a connection between two plugs of the file."""
        flags, rest = split(words, ("-l", "-lock", "-rd"))
        if len(rest) < 2:
            return
        source, out = self.plug(rest[0].text)
        target, into = self.plug(rest[1].text)
        if source is None or target is None:
            self.carry("connectAttr", words)
            return
        is_next = "-na" in flags
        if is_next:
            into = free_index(self.scene, target, into)
        building.connect(self.scene, Connection(source, out, target, into, is_next, self.reference))

    def plug(self, name: str) -> tuple[Node | None, str]:
        """The node and the path of a plug's name."""
        node_name, path = naming.split_plug(name)
        node = self.find(node_name)
        return node, plugs.canonical(self.stage.schema(), node, path) if node else path


def part_set_attr(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], str, tuple[Word, ...]]:
    """Part a `setAttr` into its marks, the attribute's name and the value's words."""
    for place, word in enumerate(words):
        if word.is_quoted:
            return words[:place], word.text, words[place + 1 :]
    return words, "", ()


def set_from_file(schema: Schema, node: Node, path: str, marks: tuple[Word, ...], words: tuple[Word, ...]) -> None:
    """Set a plug as a file says; what is only to be carried is kept word for word."""
    value = decode(words)
    attribute = plugs.last_attribute(schema, node, path)
    parts = plugs.children(schema, node, attribute) if attribute and attribute.kind in COMPOUNDS else []
    is_locked = any(
        mark == Word("-l") and marks[place + 1].text in ("on", "yes", "1") for place, mark in enumerate(marks)
    )
    if isinstance(value, tuple) and len(parts) == len(value):
        for child, each in zip(parts, value, strict=True):
            held = plugs.fitting(child.kind, each)
            node.plugs[child.long] = Plug(value=held, is_set=True, is_locked=is_locked, marks=marks)
        return
    if node.type.startswith("animCurve") and path.startswith("keyTimeValue"):
        read_keys(node, words)
    held = plugs.fitting(attribute.kind if attribute else "", value)
    is_carried = value is None and bool(words)
    old = node.plugs.get(path, Plug())
    node.plugs[path] = Plug(
        value=held if words else old.value,
        written=words if is_carried else (None if words else old.written),
        marks=marks or old.marks,
        is_set=bool(words) or old.is_set,
        is_locked=is_locked,
    )


def read_keys(node: Node, words: tuple[Word, ...]) -> None:
    """Read the times and values of a curve."""
    numbers = [float(word.text) for word in words if not word.is_quoted]
    old = node.plugs.get("keys", Plug())
    held = old.value if isinstance(old.value, tuple) else ()
    node.plugs["keys"] = Plug(value=(*held, *zip(numbers[::2], numbers[1::2], strict=False)))


def free_index(scene: Scene, target: Node, into: str) -> str:
    """The first free element of a multi attribute."""
    taken = scene.connections.get(target.serial, {})
    index = 0
    while f"{into}[{index}]" in taken:
        index += 1
    return f"{into}[{index}]"


STATEMENTS: dict[str, Callable[[Reading, tuple[Word, ...]], None]] = {
    "requires": Reading.requires,
    "currentUnit": Reading.current_unit,
    "fileInfo": Reading.file_info,
    "file": Reading.file,
    "createNode": Reading.create_node,
    "select": Reading.select,
    "rename": Reading.rename,
    "addAttr": Reading.add_attr,
    "lockNode": Reading.lock_node,
    "setAttr": Reading.set_attr,
    "connectAttr": Reading.connect_attr,
}
