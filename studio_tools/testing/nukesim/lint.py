"""The gate: names of Nuke in Python sources, held against the tables without running anything.

Names of the module `nuke` and of its classes, node classes, and knobs where the node's class is plain from the same
function. Run as `python -m studio_tools.testing.nukesim.lint FILE_OR_FOLDER…`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio_tools.testing import gate
from studio_tools.testing.gate import nearest
from studio_tools.testing.nukesim import schema

SUBMODULES = frozenset(
    {"callbacks", "colorspaces", "curveknob", "curvelib", "executeInMain", "geo", "localization"}
) | {
    "math",
    "overrides",
    "rotopaint",
    "scripts",
    "splinewarp",
    "utils",
}
NODE_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
PLAIN_WORDS = re.compile(r"[^\[\]{}\"'\\;\n]*")
OF_EVERY_CALL = frozenset({"inputs", "name"})
"""What `nuke.nodes.X()` takes beside knobs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One name that Nuke does not have."""

    path: str
    line: int
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file calls Nuke, the names that it imported from there, and the knobs that it makes itself."""

    modules: frozenset[str]
    imported: Mapping[str, str]
    own_knobs: frozenset[str]

    @classmethod
    def of(cls, tree: ast.Module) -> Source:
        """Read a file's imports and the knobs that it makes."""
        modules: set[str] = set()
        imported: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                modules |= {each.asname or each.name for each in node.names if each.name == "nuke"}
            elif isinstance(node, ast.ImportFrom) and node.module == "nuke":
                imported |= {each.asname or each.name: each.name for each in node.names}
        plain = cls(modules=frozenset(modules), imported=imported, own_knobs=frozenset())
        made = {plain.knob_made(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        return cls(modules=plain.modules, imported=imported, own_knobs=frozenset(made - {""}))

    def knob_made(self, call: ast.Call) -> str:
        """The name of the knob that a call makes, or nothing."""
        return word(call.args[0]) if call.args and self.name(call.func).endswith("_Knob") else ""

    def name(self, node: ast.expr) -> str:
        """The name within `nuke` that an expression spells, like `nodes.Read`, or nothing."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id, "")
        if not isinstance(node, ast.Attribute):
            return ""
        if isinstance(node.value, ast.Name) and node.value.id in self.modules:
            return node.attr
        head = self.name(node.value)
        return f"{head}.{node.attr}" if head else ""

    def class_of(self, node: ast.expr, names: Mapping[str, str]) -> str:
        """The class of the node that an expression gives, where that is plain."""
        if isinstance(node, ast.Name):
            return names.get(node.id, "")
        if not isinstance(node, ast.Call):
            return ""
        called = self.name(node.func)
        if called == "root":
            return "Root"
        if called == "createNode":
            return word(node.args[0]) if node.args else ""
        return called.partition(".")[2] if called.startswith("nodes.") else ""

    def class_in(self, node: ast.expr) -> str:
        """The class of every node in a list that an expression gives."""
        is_list = isinstance(node, ast.Call) and self.name(node.func) in ("allNodes", "selectedNodes")
        return word(node.args[0]) if is_list and isinstance(node, ast.Call) and node.args else ""


@dataclass(slots=True)
class Scope:
    """The classes of the nodes that a function's names stand for; a name that is bound twice is none."""

    classes: dict[str, str] = field(default_factory=dict)

    def bind(self, target: ast.expr, class_name: str) -> None:
        """Note what a name stands for."""
        if isinstance(target, ast.Name):
            known = self.classes.get(target.id, class_name)
            self.classes[target.id] = class_name if known == class_name else ""
        elif isinstance(target, ast.Tuple | ast.List):
            for each in target.elts:
                self.bind(each, "")

    @classmethod
    def of(cls, body: Iterable[ast.AST], source: Source) -> Scope:
        """Read what a function's body binds."""
        scope = cls()
        for node in body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    scope.bind(target, source.class_of(node.value, {}))
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                scope.bind(node.target, source.class_of(node.value, {}))
            elif isinstance(node, ast.For | ast.comprehension):
                scope.bind(node.target, source.class_in(node.iter))
            elif isinstance(node, ast.arg):
                scope.bind(ast.Name(node.arg), "")
            elif isinstance(node, ast.withitem) and node.optional_vars is not None:
                scope.bind(node.optional_vars, "")
        return scope


def own(node: ast.AST) -> Iterator[ast.AST]:
    """What belongs to a function and to no function inside it; such a one is given, but not opened."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from own(child)


def word(node: ast.expr) -> str:
    """A literal text, or nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def check(text: str, path: str = "<source>") -> list[Finding]:
    """Check one source. Raises SyntaxError."""
    tree = ast.parse(text)
    source = Source.of(tree)
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    found: list[Finding] = []
    for scope_node in [tree, *(node for node in ast.walk(tree) if isinstance(node, functions))]:
        body = list(own(scope_node))
        scope = Scope.of(body, source)
        for node in body:
            if isinstance(node, ast.expr):
                found += [Finding(path, node.lineno, *told) for told in expression(node, source, scope)]
    return sorted(set(found), key=lambda each: (each.line, each.name, each.text))


def expression(node: ast.expr, source: Source, scope: Scope) -> Iterator[tuple[str, str]]:
    """Check one expression."""
    if isinstance(node, ast.Attribute):
        yield from attribute(source.name(node))
    elif isinstance(node, ast.Subscript):
        yield from knob(source.class_of(node.value, scope.classes), word(node.slice), source)
    elif isinstance(node, ast.Call):
        yield from call(node, source, scope)


def attribute(name: str) -> Iterator[tuple[str, str]]:
    """Check a name of the module: `X`, `nodes.Class` or `Class.method`."""
    head, _, rest = name.partition(".")
    if not name or head in SUBMODULES:
        return
    if head == "nodes" and rest:
        if "." not in rest and schema.node_class(rest) is None:
            yield f"nuke.{name}", f"no node class of that name{nearest(rest, schema.class_names())}"
    elif head not in schema.functions():
        yield f"nuke.{head}", f"unknown name{nearest(head, schema.functions())}"
    elif head in schema.read_table("names")["classes"] and rest and rest.split(".")[0] not in schema.methods(head):
        yield f"nuke.{name}", f"unknown method{nearest(rest.split('.')[0], schema.methods(head))}"


def call(node: ast.Call, source: Source, scope: Scope) -> Iterator[tuple[str, str]]:
    """Check the literals that a call is given."""
    name, first = source.name(node.func), word(node.args[0]) if node.args else ""
    if name in ("createNode", "allNodes", "selectedNodes") and first:
        yield from node_class(first)
    if name == "createNode" and len(node.args) > 1:
        yield from knob_text(first, word(node.args[1]), source)
    if name.startswith("nodes."):
        for each in node.keywords:
            if each.arg not in OF_EVERY_CALL:
                yield from knob(name.partition(".")[2], each.arg or "", source)
    if name == "toNode" and first and NODE_NAME.fullmatch(first) is None:
        yield "nuke.toNode", f"{first!r} cannot be the name of a node"
    if name == "knobDefault" and "." in first:
        yield from default(first, source)
    if name:
        yield from (told for each in node.keywords if each.arg == "nodeClass" for told in node_class(word(each.value)))
    if isinstance(node.func, ast.Attribute) and node.func.attr == "knob" and first:
        yield from knob(source.class_of(node.func.value, scope.classes), first, source)


def default(text: str, source: Source) -> Iterator[tuple[str, str]]:
    """Check what `knobDefault` is for: `Class.knob`."""
    class_name, _, name = text.partition(".")
    yield from node_class(class_name)
    yield from knob(class_name, name, source)


def node_class(name: str) -> Iterator[tuple[str, str]]:
    """Check the name of a node class; what lies in a folder of gizmos is not known here."""
    if name and "/" not in name and not name.endswith((".gizmo", ".nk")) and schema.node_class(name) is None:
        yield name, f"no node class of that name{nearest(name, schema.class_names())}"


def knob(class_name: str, name: str, source: Source) -> Iterator[tuple[str, str]]:
    """Check a knob of a node whose class is known, with its table."""
    found = schema.node_class(class_name) if class_name and name else None
    if found is None or not found.is_tabled or name in source.own_knobs or name in found.knobs:
        return
    types = schema.read_table("nodes")["file_types"] if "file_type" in found.knobs else ()
    if not any(name in schema.file_type_knobs(each) for each in types):
        yield f"{class_name}[{name!r}]", f"no knob of that name{nearest(name, found.knobs)}"


def knob_text(class_name: str, text: str, source: Source) -> Iterator[tuple[str, str]]:
    """Check the knobs that `createNode` is given as text; one with quotes or brackets is left to Nuke."""
    if PLAIN_WORDS.fullmatch(text):
        for name in text.split()[::2]:
            yield from knob(class_name, name, source)


def lint(paths: Iterable[Path]) -> list[Finding]:
    """Check files and the Python files below folders. Raises OSError."""
    return [told for each in gate.python_files(paths) for told in gate.examined(each, check, Finding)]


def main(arguments: list[str]) -> int:
    """Check what is named on the command line; 1 where something was found, 2 where not all could be checked."""
    made = gate.parser("studio_tools.testing.nukesim.lint", "Check names of Nuke in Python sources, without Nuke.")
    asked = gate.understood(made, arguments)
    return gate.UNREAD if asked is None else gate.run(asked.paths, check, Finding)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
