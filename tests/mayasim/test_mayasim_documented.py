"""Autodesk's own examples, walked call by call: where a result is written beside a call, ours is the same.

The examples are read from the installed package `pymel` as text; nothing of them is run as Python.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated
from studio_tools.testing.mayasim.generate import literals, parsed

RESULT = re.compile(r"^#\s*[Rr]esult\s*:_?\s*(.*?)\s*#?$")
WALKED = {
    "referenceQuery": 17,
    "namespace": 8,
    "namespaceInfo": 9,
    "optionVar": 3,
    "attributeQuery": 9,
    "rename": 4,
    "dirmap": 2,
    "objectType": 2,
    "nodeType": 1,
    "isConnected": 2,
    "fileInfo": 0,
    "listRelatives": 0,
    "playbackOptions": 0,
    "currentUnit": 0,
}
"""Examples, and how many of their written results must be reached and met."""
OTHERWISE = {
    "cmds.referenceQuery( 'mid:botRN',nodes=True )": "it lists the nodes of a scene that the example does not build",
    "cmds.createNode( 'choice', n='whoIsIt' )": "it names another node than it makes",
    "cmds.rename( 'nsA:sphere3', ':nsC:sphere4' )": "the node was given another name two lines above",
    "cmds.attributeQuery( 'myEnum', node='pCube1', attributeType=True )": "shipped code is given a word, not a list",
    "cmds.listRelatives( shapes[0], allParents=True )": "instances are not simulated",
    "cmds.nodeType( 'camera', derived=True": "it was written before one of the types was there",
}
"""Results that the vendor's examples write and that cannot be, and why."""
ELSEWHERE = "C:/Documents and Settings/user/My Documents/maya/projects/default"
"""The project of the machine where the examples were written."""


@dataclass
class Walk:
    """One example: its calls in order, what came of them, and what is written beside."""

    cmds: ModuleType
    names: dict[str, object] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def run(self, text: str) -> None:
        for source, written in steps(text):
            tree = parsed(source)
            if tree is None:
                continue
            try:
                outcome = self.statement(tree.body[0])
            except NotSimulated:
                continue
            except (RuntimeError, TypeError, ValueError, KeyError) as error:
                outcome = error
            if written is not None and not same(outcome, written):
                self.missed.append(f"{source} gave {outcome!r}, not {written!r}")
            elif written is not None:
                self.met.append(source)

    def statement(self, node: ast.stmt) -> object:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            self.names[node.targets[0].id] = self.value(node.value)
            return self.names[node.targets[0].id]
        return self.value(node.value) if isinstance(node, ast.Expr) else None

    def value(self, node: ast.expr) -> object:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="cmds"), attr=name)):
                flags = {each.arg: self.value(each.value) for each in node.keywords if each.arg}
                return getattr(self.cmds, name)(*[self.value(each) for each in node.args], **flags)
            case ast.Call(func=ast.Name(id="print")):
                return self.value(node.args[0])
            case ast.Name(id=name):
                return self.names[name]
            case ast.Subscript(value=value, slice=ast.Constant(value=int(index))):
                held = self.value(value)
                assert isinstance(held, list)
                return held[index]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return f"{self.value(left)}{self.value(right)}"
            case ast.Constant(value=str(text)):
                return text.replace(ELSEWHERE, self.cmds.workspace(query=True, rootDirectory=True).rstrip("/"))
            case _:
                return ast.literal_eval(node)


def steps(text: str) -> Iterator[tuple[str, str | None]]:
    """The one-line calls of an example, each with the result that is written in the lines below it."""
    source = ""
    for line in text.splitlines():
        stripped = line.strip()
        found = RESULT.match(stripped)
        if found and source:
            yield source, found.group(1)
            source = ""
        elif stripped and not stripped.startswith("#") and not line.startswith((" ", "\t")):
            if source:
                yield source, None
            source = stripped.removeprefix("print ").rstrip(";")
    if source:
        yield source, None


def same(outcome: object, written: str) -> bool:
    """Whether an outcome is what is written; paths of another machine are compared by their names."""
    if isinstance(outcome, bool):
        return written in (str(outcome), str(int(outcome)))
    if isinstance(outcome, list | tuple) and len(written.split()) == 1 and not written.startswith("["):
        return str(outcome[0]) == written
    if isinstance(outcome, list | tuple):
        expected = list(ast.literal_eval(written)) if written.startswith("[") else written.split()
        return expected == (list(outcome) if written.startswith("[") else [str(each) for each in outcome])
    plain = written.strip('"')
    if isinstance(outcome, str) and "/" in plain:
        return PurePosixPath(outcome).name == PurePosixPath(plain).name
    return str(outcome) == plain


@cache
def examples() -> dict[str, str]:
    spec = find_spec("pymel")
    if spec is None or spec.origin is None:
        pytest.skip("pymel, whose package holds the vendor's examples, is not installed")
    texts: dict[str, str] = literals(Path(spec.origin).parent / "cache" / "mayaCmdsExamples2025.py")["data"]
    return texts


@pytest.mark.parametrize("command", WALKED)
def test_the_results_of_the_vendors_example_are_ours(cmds: ModuleType, command: str) -> None:
    walk = Walk(cmds)

    walk.run(examples()[command])

    assert [each for each in walk.missed if not each.startswith(tuple(OTHERWISE))] == []
    assert len(walk.met) >= WALKED[command], walk


Asked = Callable[[ModuleType], object]
FACTS: list[tuple[str, Asked, object]] = [
    ("file of a top reference", lambda c: c.referenceQuery("midRN", filename=True, shortName=True), "mid.ma"),
    (
        "file around a nested one",
        lambda c: c.referenceQuery("mid:botRN", filename=True, parent=True, shortName=True),
        "mid.ma",
    ),
    ("node of a nested file", lambda c: c.referenceQuery("bot.ma", referenceNode=True), "mid:botRN"),
    ("node around a nested file", lambda c: c.referenceQuery("bot.ma", referenceNode=True, parent=True), "midRN"),
    ("outermost node", lambda c: c.referenceQuery("bot.ma", referenceNode=True, topReference=True), "midRN"),
    ("own node", lambda c: c.referenceQuery("pPlane1", isNodeReferenced=True), False),
    ("referenced node", lambda c: c.referenceQuery("mid:pCone1", isNodeReferenced=True), True),
    ("namespace around", lambda c: c.referenceQuery("mid:botRN", parentNamespace=True), "mid"),
    ("namespace around a node", lambda c: c.referenceQuery("mid:bot:pSphere1", parentNamespace=True), "mid"),
    ("namespace with its colon", lambda c: c.referenceQuery("mid:botRN", namespace=True), ":mid:bot"),
    ("last part of a namespace", lambda c: c.referenceQuery("bot.ma", namespace=True, shortName=True), "bot"),
    ("namespace of a top one", lambda c: c.referenceQuery("mid.ma", namespace=True), ":mid"),
]


@pytest.mark.parametrize(("ask", "answer"), [fact[1:] for fact in FACTS], ids=[fact[0] for fact in FACTS])
def test_what_is_documented_of_nested_references(
    cmds: ModuleType, saved: Callable[..., str], ask: Asked, answer: object
) -> None:
    saved("bot.ma", cmds.polySphere)

    def middle() -> None:
        cmds.file("bot.ma", reference=True, namespace="bot")
        cmds.polyCone()
        cmds.group("bot:pSphere1")

    saved("mid.ma", middle)
    cmds.file("mid.ma", reference=True, namespace="mid")
    cmds.move(5, 5, 5, "mid:pCone1", relative=True)
    cmds.polyPlane()
    cmds.connectAttr("pPlane1.ty", "mid:bot:polySphere1.radius")

    assert ask(cmds) == answer
