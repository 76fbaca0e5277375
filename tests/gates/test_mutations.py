"""Whether the gates would notice: every flag and answer that the code for hosts relies on is made wrong, one by one."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.mayasim.flags import load_table
from studio_tools.testing.mayasim.lint import Linter, command_called, mode_of, names_of
from studio_tools.testing.mayasim.returns import Answer, answer_of, answers
from studio_tools.testing.mayasim.stubs import stub_text
from studio_tools.testing.nukesim.lint import Source, check

HOUSE = Path(__file__).parents[2]
MAYA, NUKE = HOUSE / "dcc" / "maya", HOUSE / "dcc" / "nuke"
TABLE = load_table()
ROWS = answers()
WORDS = sorted({flag for command in TABLE.commands.values() for flag in command.flags})
Check = Callable[..., list[Any]]

SURVIVORS: dict[str, str] = {
    "fileInfo query - -> None": "an empty list and None are the same to who asks for a note: there is none",
}
"""Answers of Maya that may be made wrong without anybody noticing, each with the reason."""


@dataclass(frozen=True)
class Use:
    """One call of a command in the code for hosts."""

    path: Path
    line: int
    command: str
    mode: str
    flags: tuple[str, ...]
    is_answer_used: bool

    @property
    def answer(self) -> Answer | None:
        """What the overlay says that it gives back."""
        return answer_of(self.command, self.mode, self.flags, ROWS)


def sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def calls(tree: ast.Module) -> list[tuple[ast.Call, str]]:
    """Every call of a command, with its name."""
    names = names_of(tree)
    found = [(node, command_called(node.func, names)) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(node, name) for node, name in found if name in TABLE.commands]


def uses(paths: Sequence[Path]) -> Iterator[Use]:
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node, name in calls(tree):
            flags = tuple(each.arg for each in node.keywords if each.arg is not None)
            yield Use(path, node.lineno, name, mode_of(node) or "create", flags, id(node) not in alone)


def flag_mutants(text: str) -> Iterator[tuple[str, str]]:
    """A source as often as it writes a flag, each time with another command's flag in its place."""
    others = cycle(WORDS)
    for place, (node, name) in enumerate(calls(ast.parse(text))):
        for number, keyword in enumerate(node.keywords):
            if keyword.arg is None or keyword.arg in ("query", "edit"):
                continue
            wrong = next(word for word in others if TABLE.commands[name].find(word) is None)
            tree = ast.parse(text)
            calls(tree)[place][0].keywords[number].arg = wrong
            yield f"{name}({keyword.arg} -> {wrong}), line {node.lineno}", ast.unparse(tree)


def made_wrong(row: Answer) -> list[Answer]:
    """The same question with answers of other types. None in place of "a list or None" would not be wrong."""
    swaps = {"str": ["int"], "int": ["str"], "float": ["str"], "bool": ["None"], "list": ["int"]}
    kind, _, none = row.result.partition(" | ")
    wrong = swaps[kind.partition("[")[0]] + (["None"] if kind.startswith("list") and not none else [])
    return [replace(row, result=each) for each in wrong]


def relied_on(paths: Sequence[Path]) -> list[Answer]:
    """The answers that code uses, each once; those that it throws away cannot be wrong."""
    rows = {str(use.answer): use.answer for use in uses(paths) if use.is_answer_used and use.answer is not None}
    return [row for row in rows.values() if row.result not in ("None", "NoReturn")]


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A copy of the house's stubs, to be made wrong."""
    return Path(shutil.copytree(HOUSE / "studio_tools" / "testing" / "typings", tmp_path / "typings"))


def survivors(check_types: Check, overlay: Path, paths: Sequence[Path]) -> set[str]:
    """The answers that were made wrong one by one while nobody complained."""
    lived = set()
    for row in relied_on(paths):
        for wrong in made_wrong(row):
            table = [wrong if each == row else each for each in ROWS]
            (overlay / "maya" / "cmds.pyi").write_text(stub_text(table), encoding="utf-8")
            if not check_types(paths, overlay):
                lived.add(f"{row} -> {wrong.result}")
    return lived


def test_a_wrong_flag_anywhere_in_the_code_for_maya_is_found() -> None:
    linter = Linter(table=TABLE)
    mutants = [each for path in sources(MAYA) for each in flag_mutants(path.read_text(encoding="utf-8"))]

    assert len(mutants) > 100
    assert [name for name, text in mutants if not linter.source(text)] == []


def test_a_wrong_name_anywhere_in_the_code_for_nuke_is_found() -> None:
    lived = []
    for path in sources(NUKE):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        source = Source.of(tree)
        for place, node in enumerate(ast.walk(tree)):
            if isinstance(node, ast.Attribute) and source.name(node) == node.attr:
                wrong = ast.parse(text)
                mutant = list(ast.walk(wrong))[place]
                assert isinstance(mutant, ast.Attribute)
                mutant.attr = f"{node.attr}x"
                if not check(ast.unparse(wrong)):
                    lived.append(f"{path.name}:{node.lineno}: {node.attr}")

    assert lived == []


@pytest.mark.long
def test_a_wrong_answer_that_the_code_for_maya_relies_on_is_found(check_types: Check, overlay: Path) -> None:
    paths = sources(MAYA)
    assert check_types(paths, overlay) == []
    assert len(relied_on(paths)) > 20

    assert survivors(check_types, overlay, paths) == set(SURVIVORS)


def asked_of_nuke(paths: Sequence[Path]) -> set[str]:
    """Names of functions and methods whose answer the code uses."""
    names: set[str] = set()
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        called = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in alone)
        names |= {node.func.attr for node in called if isinstance(node.func, ast.Attribute)}
    return names


def functions(tree: ast.AST, name: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)


def wrong_instead(returns: ast.expr) -> str:
    """Another type than a function of Nuke gives back. One that may give None may still: without it, it is no harm."""
    kinds = ast.unparse(returns).split(" | ")
    wrong = {"bool": "None", "int": "str", "float": "str"}.get(kinds[0], "int")
    return f"{wrong} | None" if "None" in kinds[1:] else wrong


def nuke_mutants(stubs: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """The stubs of Nuke, each time with one name's answer made wrong, wherever a class has it."""
    for name in sorted(names):
        tree, is_wrong = ast.parse(stubs), False
        for node in functions(tree, name):
            if node.returns is not None and ast.unparse(node.returns) not in ("None", "object"):
                node.returns, is_wrong = ast.parse(wrong_instead(node.returns), mode="eval").body, True
        if is_wrong:
            yield name, ast.unparse(tree)


def without(stubs: str, name: str) -> str:
    """The stubs of Nuke without a function."""
    tree = ast.parse(stubs)
    for node in functions(tree, name):
        node.name = f"no_{name}"
    return ast.unparse(tree)


def nuke_survivors(check_types: Check, overlay: Path, paths: Sequence[Path]) -> set[str]:
    """The names of Nuke whose answers were made wrong one by one while nobody complained of the code.

    Dictionaries have `items` and checks say `scope.error`: what nobody misses when Nuke has none is not Nuke's.
    """
    place, lived = overlay / "nuke" / "__init__.pyi", set()
    stubs, files = place.read_text(encoding="utf-8"), {path.name for path in paths}

    def is_noticed(text: str) -> bool:
        place.write_text(text, encoding="utf-8")
        return any(each.file in files for each in check_types(paths, overlay))

    for name, text in nuke_mutants(stubs, asked_of_nuke(paths)):
        if not is_noticed(text) and is_noticed(without(stubs, name)):
            lived.add(name)
    return lived


@pytest.mark.long
def test_a_wrong_answer_that_the_code_for_nuke_relies_on_is_found(check_types: Check, overlay: Path) -> None:
    paths = sources(NUKE)
    assert check_types(paths, overlay) == []
    assert len(list(nuke_mutants((overlay / "nuke" / "__init__.pyi").read_text(), asked_of_nuke(paths)))) > 30

    assert nuke_survivors(check_types, overlay, paths) == set()


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("bool", "None"),
        ("int", "str"),
        ("int | None", "str | None"),
        ("list[Node]", "int"),
        ("Node | None", "int | None"),
    ],
)
def test_a_wrong_answer_differs_in_more_than_none(told: str, wrong: str) -> None:
    assert wrong_instead(ast.parse(told, mode="eval").body) == wrong


COMP = """import nuke

def name() -> str:
    return nuke.root().name()

def careless() -> str:
    return str(nuke.memory("usage"))
"""


def test_an_answer_of_nuke_that_nobody_looks_at_survives(check_types: Check, overlay: Path, tmp_path: Path) -> None:
    (tmp_path / "comp.py").write_text(COMP, encoding="utf-8")

    assert nuke_survivors(check_types, overlay, [tmp_path / "comp.py"]) == {"memory"}


WORDS_OF_OTHERS = """import nuke

def told(names: dict[str, str]) -> list[str]:
    return [f"{name}: {word}" for name, word in names.items()]

def name() -> str:
    return nuke.root().name()
"""


def test_a_name_that_only_others_are_asked_by_is_none_of_nukes(
    check_types: Check, overlay: Path, tmp_path: Path
) -> None:
    (tmp_path / "comp.py").write_text(WORDS_OF_OTHERS, encoding="utf-8")

    assert nuke_survivors(check_types, overlay, [tmp_path / "comp.py"]) == set()


def test_a_stub_that_was_written_within_the_same_second_is_read_anew(
    check_types: Check, overlay: Path, tmp_path: Path
) -> None:
    (tmp_path / "comp.py").write_text(COMP, encoding="utf-8")
    stub = overlay / "nuke" / "__init__.pyi"
    right = stub.read_text(encoding="utf-8")
    kept = stub.stat()
    found = []
    for text in (right, right.replace("-> str", "-> int"), right):
        stub.write_text(text, encoding="utf-8")
        os.utime(stub, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        found.append([each.text for each in check_types([tmp_path / "comp.py"], overlay) if each.file == "comp.py"])

    assert found[0] == found[2] == []
    assert found[1] != []


GOOD = """from maya import cmds

def scene() -> str:
    cmds.file(save=True)
    return cmds.file(query=True, sceneName=True)

def first() -> str:
    return (cmds.listRelatives("a", children=True) or [""])[0]

def careless() -> str:
    return f"{cmds.playbackOptions(query=True, minTime=True)}"
"""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    (tmp_path / "good.py").write_text(GOOD, encoding="utf-8")
    return tmp_path / "good.py"


def test_a_use_is_read_with_what_it_asks(planted: Path) -> None:
    found = [(str(use.answer), use.is_answer_used) for use in uses([planted])]

    assert sorted(found) == [
        ("file create save", False),
        ("file query sceneName", True),
        ("listRelatives create -", True),
        ("playbackOptions query minTime", True),
    ]


def test_every_flag_is_swapped_once() -> None:
    mutants = list(flag_mutants(GOOD))

    assert sorted(name.partition(" ->")[0] for name, _ in mutants) == [
        "file(save",
        "file(sceneName",
        "listRelatives(children",
        "playbackOptions(minTime",
    ]
    assert all(ast.unparse(ast.parse(GOOD)) != text for _, text in mutants)


def test_an_answer_that_nobody_looks_at_survives(check_types: Check, overlay: Path, planted: Path) -> None:
    assert check_types([planted], overlay) == []

    assert survivors(check_types, overlay, [planted]) == {"playbackOptions query minTime -> str"}
