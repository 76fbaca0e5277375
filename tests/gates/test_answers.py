"""What the overlay says of Maya's answers is what the simulated Maya gives: each row is asked once, in one film."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.mayasim.commands import COMMANDS
from studio_tools.testing.mayasim.flags import load_table
from studio_tools.testing.mayasim.returns import Answer, answer_of, answers, read_row
from studio_tools.testing.mayasim.stubs import main, stub_text

HOUSE = Path(__file__).parents[2]
OVERLAY = HOUSE / "studio_tools" / "testing" / "typings" / "maya" / "cmds.pyi"
ROWS = answers()
PLAIN: dict[str, type] = {"str": str, "int": int, "bool": bool}
NEVER_ASKED = {
    # The simulator gives these to nobody yet; Autodesk's documentation does.
    "sets query text",
}


def is_of(value: object, annotation: str) -> bool:
    """Whether a value is of a type as the rows write it."""
    return any(is_one(value, part) for part in parts(ast.parse(annotation, mode="eval").body))


def parts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from (*parts(node.left), *parts(node.right))
    else:
        yield node


def is_one(value: object, node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return value is None
    if isinstance(node, ast.Subscript):
        return isinstance(value, list) and all(is_one(each, node.slice) for each in value)
    assert isinstance(node, ast.Name)
    if node.id == "float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, PLAIN[node.id]) and (node.id == "bool" or not isinstance(value, bool))


def simulated(row: Answer) -> bool:
    """Whether the simulated Maya knows the command and the flags of a row."""
    command = COMMANDS.get(row.command)
    return command is not None and set(row.flags) <= set(command.flags)


@pytest.mark.parametrize("row", [row for row in ROWS if simulated(row) and row.result != "NoReturn"], ids=str)
def test_an_answer_is_of_the_type_that_its_row_says(seen: Any, row: Answer) -> None:
    if str(row) in NEVER_ASKED:
        assert str(row) not in seen.seen
        return
    assert str(row) in seen.seen, "never asked"
    assert [value for value in seen.seen[str(row)] if not is_of(value, row.result)] == []


@pytest.mark.parametrize(
    ("value", "annotation", "fits"),
    [
        ("a", "str", True),
        (1, "str", False),
        (True, "int", False),
        (1, "bool", False),
        (1, "float", True),
        (None, "list[str] | None", True),
        (["a"], "list[str] | None", True),
        (["a", 1], "list[str]", False),
        (("a",), "list[str]", False),
    ],
)
def test_types_are_told_apart(value: object, annotation: str, fits: bool) -> None:
    assert is_of(value, annotation) is fits


def test_the_overlay_is_what_the_tables_make(tmp_path: Path) -> None:
    assert main([str(tmp_path / "cmds.pyi")]) == 0

    assert (tmp_path / "cmds.pyi").read_text(encoding="utf-8") == OVERLAY.read_text(encoding="utf-8") == stub_text()


def test_no_question_has_two_answers() -> None:
    assert [row for row, times in Counter(str(each) for each in ROWS).items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_row_names_what_the_recorded_table_has(row: Answer) -> None:
    command = load_table().commands[row.command]

    assert [flag for flag in row.flags if not command.flags[flag].allows(row.mode)] == []


def test_a_row_is_read() -> None:
    row = read_row("file create i returnNewNodes list[str] | None")

    assert row == Answer(command="file", mode="create", flags=("i", "returnNewNodes"), result="list[str] | None")


def test_the_most_particular_row_answers() -> None:
    found = answer_of("file", "create", {"i", "returnNewNodes", "namespace"}, ROWS)

    assert str(found) == "file create i returnNewNodes"
    assert answer_of("file", "create", {"flushReference"}, ROWS) is None
