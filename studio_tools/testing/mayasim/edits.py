"""Reference edits: what a scene keeps of its changes to referenced nodes, read, written and done again.

Connections of a scene's own nodes with referenced ones are written as plain `connectAttr` lines, which Maya turns into
edits when it reads them; of the coded edits, 1 (addAttr), 2 (setAttr) and 3 (disconnectAttr) are understood here.
"""

from __future__ import annotations

from collections.abc import Iterator

from studio_tools.scenes import maya_text
from studio_tools.testing.mayasim import building, naming, plugs
from studio_tools.testing.mayasim.additions import read_addition
from studio_tools.testing.mayasim.encoding import decode, quoted, spelled
from studio_tools.testing.mayasim.model import Connection, Edit, Node, Reference, Scene, Word
from studio_tools.testing.mayasim.schema import Schema

CODES = {"1": "addAttr", "2": "setAttr", "3": "disconnectAttr"}
LENGTHS = {"1": 4, "2": 3, "3": 3}


def words_in(text: str) -> tuple[Word, ...]:
    """The words within one text of an edit."""
    read = maya_text.words(text.encode("utf-8", "surrogateescape"))
    return tuple(Word(word.text.decode("utf-8", "surrogateescape"), word.is_quoted) for word in read)


def take_edits(schema: Schema, scene: Scene, reference: Reference, words: tuple[Word, ...]) -> bool:
    """Take a reference's edits from a file and do them. False where one is not understood: none is taken then."""
    found = list(parse(words))
    if None in found:
        return False
    reference.edits = [edit for edit in found if edit is not None]
    apply(schema, scene, reference)
    return True


def parse(words: tuple[Word, ...]) -> Iterator[Edit | None]:
    """The edits of a block; None stands for one that is not understood."""
    texts = [word.text for word in words[3:]]  # -type "dataReferenceEdits" "rootRN"
    place = 0
    while place + 1 < len(texts):
        count = int(texts[place + 1]) if texts[place + 1].isdigit() else -1
        place += 2
        for _ in range(count):
            code = texts[place] if place < len(texts) else ""
            if code not in CODES:
                yield None
                return
            yield edit_from(code, texts[place + 1 : place + 1 + LENGTHS[code]])
            place += 1 + LENGTHS[code]


def edit_from(code: str, parts: list[str]) -> Edit:
    """Make an edit of its parts."""
    if code == "3":
        return Edit(CODES[code], parts[1].strip('"'), (Word(parts[0].strip('"'), True),))
    return Edit(CODES[code], f"{parts[0]}.{parts[1]}", words_in(parts[-1]))


def written_edits(reference: Reference) -> tuple[Word, ...]:
    """Write a reference node's edits."""
    root = Word(reference.node.name, True)
    coded = [words for edit in reference.edits if (words := coded_edit(edit))]
    head = (Word("-type"), Word("dataReferenceEdits", True), root, root, Word(str(len(coded))))
    return (*head, *(word for words in coded for word in words))


def coded_edit(edit: Edit) -> tuple[Word, ...]:
    """Write one edit; connections are not among them."""
    node, path = edit.target.partition(".")[::2]
    if edit.command == "setAttr":
        return (Word("2"), Word(node, True), Word(path, True), Word(f" {spelled(edit.words)}", True))
    if edit.command == "addAttr":
        return (Word("1"), Word(node, True), Word(path, True), Word(path, True), Word(f" {spelled(edit.words)}", True))
    if edit.command == "disconnectAttr":
        source = edit.words[0].text
        return (Word("3"), Word(quoted(source), True), Word(quoted(edit.target), True), Word("", True))
    return ()


def apply(schema: Schema, scene: Scene, reference: Reference) -> list[Edit]:
    """Do a reference's edits again on what is loaded. Gives those whose node or attribute is missing."""
    return [edit for edit in reference.edits if not apply_one(schema, scene, edit)]


def apply_one(schema: Schema, scene: Scene, edit: Edit) -> bool:
    """Do one edit. Tells whether it could be done."""
    node, path = find_plug(schema, scene, edit.target)
    if node is None:
        return False
    match edit.command:
        case "addAttr":
            added = read_addition(edit.words)
            if added is not None and added.long not in node.added:
                scene.journal.put(node.added, added.long, added)
        case "setAttr":
            set_again(schema, scene, node, path, edit.words)
        case "connectAttr":
            source, out = find_plug(schema, scene, edit.words[0].text)
            if source is None:
                return False
            building.connect(scene, Connection(source, out, node, path))
        case "disconnectAttr":
            driver = scene.connections.get(node.serial, {}).get(path)
            if driver is not None:
                building.disconnect(scene, driver)
    return True


def set_again(schema: Schema, scene: Scene, node: Node, path: str, words: tuple[Word, ...]) -> None:
    """Set a plug as an edit says."""
    if words[:1] == (Word("-l"),):
        plugs.lock(scene, node, path, words[1].text in ("on", "yes", "1"))
        return
    value = decode(words)
    attribute = plugs.last_attribute(schema, node, path)
    parts = plugs.children(schema, node, attribute) if attribute else []
    if isinstance(value, tuple) and len(parts) == len(value):
        for child, each in zip(parts, value, strict=True):
            plugs.store(schema, scene, node, child.long, plugs.fitting(child.kind, each))
    elif value is not None:
        plugs.store(schema, scene, node, path, plugs.fitting(attribute.kind if attribute else "", value))


def find_plug(schema: Schema, scene: Scene, name: str) -> tuple[Node | None, str]:
    """The node and path of a plug's name, if the node is there."""
    node_name, path = naming.split_plug(name)
    found = naming.find(scene, node_name)
    return (found[0], plugs.canonical(schema, found[0], path)) if found else (None, path)
