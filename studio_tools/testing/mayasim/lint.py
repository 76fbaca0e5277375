"""The gate: calls of Maya in Python sources, held against the recorded tables without running anything.

A command exists; a literal flag exists, under its long name, in a legal mode, with a value of the right type; a literal
node type exists (`type_names`); the names of the API that a pipeline touches exist. Run as
`python -m studio_tools.testing.mayasim.lint FILE_OR_FOLDER…`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studio_tools.testing import gate
from studio_tools.testing.gate import nearest
from studio_tools.testing.mayasim import type_names
from studio_tools.testing.mayasim.flags import EDIT, QUERY, TEMPLATES, Command, Flag, Table, check_value, load_table
from studio_tools.testing.mayasim.session import message_numbers, words

FOREIGN = words(
    """arnoldRender vrend vrayCreateProxy rsCreateAov pgYetiCommand pgYetiGraph xgmPreview OxSaveGroom FBXExport
    FBXImport mayaUSDListJobContexts mayaUsdLayerEditorWindow"""
)
"""Commands of plug-ins that we know by name only."""
REGISTERING = words(
    """addCallback addCheckCallback addCheckFileCallback addCheckReferenceCallback addConnectionFailedCallback
    addNamespaceRenamedCallback addReferenceCallback addStringArrayCallback removeCallback removeCallbacks
    currentCallbackId nodeCallbacks"""
)
MODULES: Mapping[str, frozenset[str]] = {
    "maya.utils": words(
        """executeDeferred executeInMainThreadWithResult processIdleEvents formatGuiException formatGuiResult
    runOverriddenModule loadStringResourcesForModule guiLogHandler shellLogHandler"""
    ),
    "maya.standalone": words("initialize uninitialize"),
    "maya.mel": words("eval"),
}
CLASSES: Mapping[str, frozenset[str]] = {
    "MSceneMessage": REGISTERING | frozenset(message_numbers()),
    "MQtUtil": words(
        """mainWindow findControl findLayout findMenuItem findWindow fullName nativeWindow addWidgetToMayaLayout
    getCurrentParent getParent getLayoutChildren dpiScale createPixmap createIcon toMString toQString
    deregisterUIType registerUIType"""
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One call that Maya would refuse, or that the house does not write."""

    path: str
    line: int
    call: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.call}: {self.text}"


@dataclass(frozen=True, slots=True)
class Names:
    """What a file calls Maya's modules, and the commands that it imported by name."""

    modules: Mapping[str, str]
    commands: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linter:
    """Checks sources; *allows_short* lets short flag names pass, which the house does not."""

    table: Table
    allows_short: bool = False
    types: frozenset[str] = frozenset()
    """Node types that plug-ins of the studio's own bring."""

    def files(self, paths: Iterable[Path]) -> list[Finding]:
        """Check files and the Python files below folders. Raises OSError."""
        return [told for path in gate.python_files(paths) for told in gate.examined(path, self.source, Finding)]

    def source(self, text: str, path: str = "<source>") -> list[Finding]:
        """Check one source. Raises SyntaxError."""
        tree = ast.parse(text)
        names = names_of(tree)
        linter = replace(self, types=self.types | type_names.registered(tree))
        nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Attribute | ast.Compare))
        found = [Finding(path, node.lineno, name, told) for node in nodes for name, told in linter.node(node, names)]
        return sorted(found, key=lambda each: (each.line, each.call))

    def node(self, node: ast.Call | ast.Attribute | ast.Compare, names: Names) -> Iterator[tuple[str, str]]:
        """Check one node of the tree."""
        if isinstance(node, ast.Attribute):
            yield from api_name(node, names)
        elif isinstance(node, ast.Compare):
            for call, text in type_names.compared(node):
                name = command_called(call.func, names)
                if name in type_names.TOLD_BY:
                    yield from ((f"cmds.{name}", told) for told in self.types_in([text]))
        elif name := command_called(node.func, names):
            yield from ((f"cmds.{name}", told) for told in self.call(name, node))

    def call(self, name: str, node: ast.Call) -> Iterator[str]:
        """Check one call of a command."""
        command = self.table.commands.get(name)
        if command is None:
            if name in self.table.names:
                yield "its flags are not in the table: name the command in the generator"
            elif name not in FOREIGN:
                yield f"unknown command{nearest(name, {*self.table.names, *self.table.commands})}"
            return
        mode = mode_of(node)
        yield from self.types_in(type_names.named(name, node))
        for keyword in node.keywords:
            if keyword.arg is not None and keyword.arg not in {*QUERY, *EDIT, *TEMPLATES}:
                yield from self.flag(command, keyword.arg, keyword.value, mode)
            elif keyword.arg in ("q", "e") and not self.allows_short:
                yield f"{keyword.arg!r} is short for {'query' if keyword.arg == 'q' else 'edit'!r}"

    def flag(self, command: Command, word: str, value: ast.expr, mode: str | None) -> Iterator[str]:
        """Check one flag; *mode* is None where the code decides it as it runs."""
        flag = command.find(word)
        if flag is None:
            yield f"unknown flag {word!r}{nearest(word, command.flags)}"
            return
        if word != flag.long and not self.allows_short and word not in WRITTEN.get(command.name, ()):
            yield f"{word!r} is short for {flag.long!r}"
        if mode is not None and not flag.allows(mode):
            yield f"flag {word!r} is not for {mode}"
        if mode != "query":
            yield from wrong_value(flag, word, value)
        if flag.long in type_names.FLAGS.get(command.name, ()):
            yield from self.types_in(type_names.literals(value))

    def types_in(self, names: Iterable[str]) -> Iterator[str]:
        """Check names of node types."""
        return (told for name in names if (told := type_names.is_strange(name, self.types)))


WRITTEN: Mapping[str, tuple[str, ...]] = {"file": ("new",)}
"""Short names that everybody writes and that the published type stubs know alone."""


def names_of(tree: ast.Module) -> Names:
    """What a source calls Maya's modules."""
    modules: dict[str, str] = {}
    commands: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname and alias.name.startswith("maya"):
                    modules[alias.asname] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "maya":
            for alias in node.names:
                target = commands if node.module == "maya.cmds" else modules
                full = alias.name if node.module == "maya.cmds" else f"{node.module}.{alias.name}"
                target[alias.asname or alias.name] = full
    return Names(modules=modules, commands=commands)


def dotted(node: ast.expr, names: Names) -> str:
    """The full name that an expression spells, with what the file calls its modules."""
    if isinstance(node, ast.Name):
        return names.modules.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        head = dotted(node.value, names)
        return f"{head}.{node.attr}" if head else ""
    return ""


def command_called(function: ast.expr, names: Names) -> str:
    """The command that a call calls, or nothing."""
    if isinstance(function, ast.Name):
        return names.commands.get(function.id, "")
    if isinstance(function, ast.Attribute) and dotted(function.value, names) in ("maya.cmds", "cmds"):
        return function.attr
    return ""


def api_name(node: ast.Attribute, names: Names) -> Iterator[tuple[str, str]]:
    """Check a name of the API that a pipeline touches."""
    owner = dotted(node.value, names)
    allowed = MODULES.get(owner)
    leaf = owner.rpartition(".")[2]
    if allowed is None and (owner.startswith("maya.") or "." not in owner):
        allowed = CLASSES.get(leaf)
    if allowed is not None and node.attr not in allowed:
        yield f"{leaf}.{node.attr}", f"unknown name{nearest(node.attr, allowed)}"


def mode_of(node: ast.Call) -> str | None:
    """The mode of a call: create, query, edit, or None where only the running code knows."""
    for keyword in node.keywords:
        if keyword.arg is None:
            return None
        if keyword.arg in (*QUERY, *EDIT):
            if not isinstance(keyword.value, ast.Constant):
                return None if not isinstance(keyword.value, ast.JoinedStr) else "query"
            if keyword.value.value:
                return "query" if keyword.arg in QUERY else "edit"
    return "create"


def wrong_value(flag: Flag, word: str, node: ast.expr) -> Iterator[str]:
    """Say what is wrong with a literal value. What is only known as the code runs is left alone."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        if isinstance(node, ast.JoinedStr):
            value = ""
        else:
            return
    try:
        check_value(flag, word, value)
    except TypeError as error:
        yield f"{word}={ast.unparse(node)}: {str(error).partition('.  ')[2] or error}"


def lint(paths: Iterable[Path], *, allows_short: bool = False) -> list[Finding]:
    """Check sources against the shipped tables."""
    return Linter(table=load_table(), allows_short=allows_short).files(paths)


def main(arguments: list[str]) -> int:
    """Check what is named on the command line; 1 where something was found, 2 where not all could be checked."""
    made = gate.parser("studio_tools.testing.mayasim.lint", "Check calls of Maya in Python sources, without Maya.")
    made.add_argument("--allow-short", action="store_true", help="let short flag names pass")
    made.add_argument(
        "--allow-type", metavar="NAME", action="append", default=[], help="a node type of your own plug-in; repeatable"
    )
    asked = gate.understood(made, arguments)
    if asked is None:
        return gate.UNREAD
    linter = Linter(table=load_table(), allows_short=asked.allow_short, types=frozenset(asked.allow_type))
    return gate.run(asked.paths, linter.source, Finding)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
