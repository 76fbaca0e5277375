"""The type checker with the overlay goes red on every planted mistake and stays green on what is right."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
HOUSE = Path(__file__).parents[2]
SHARED = HOUSE.parent / "shared" / "reference" / "planted"
SOURCES = ("planted_maya", "planted_nuke", "right_maya", "right_nuke")
MISTAKES = [
    (name, number, line.split("  # ")[1])
    for name in SOURCES[:2]
    for number, line in enumerate((HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines(), 1)
    if "  # " in line
]
Complaints = list[Any]
Check = Callable[[Sequence[Path | str]], Complaints]


@pytest.fixture(scope="module")
def complaints(check_types: Check, tmp_path_factory: pytest.TempPathFactory) -> Complaints:
    """What is said of all the planted sources, in one run."""
    folder = tmp_path_factory.mktemp("planted")
    for name in SOURCES:
        shutil.copy(HERE / f"{name}.txt", folder / f"{name}.py")
    return check_types([folder / f"{name}.py" for name in SOURCES])


@pytest.mark.parametrize(("name", "number", "text"), MISTAKES, ids=[f"{name} {line}" for name, line, _ in MISTAKES])
def test_every_planted_mistake_is_found_on_its_line(complaints: Complaints, name: str, number: int, text: str) -> None:
    told = [each.text for each in complaints if (each.file, each.line) == (f"{name}.py", number)]

    assert [each for each in told if text in each], told


def test_nothing_else_is_found(complaints: Complaints) -> None:
    found = {(each.file.removesuffix(".py"), each.line) for each in complaints}

    assert found == {(name, number) for name, number, _ in MISTAKES}


@pytest.fixture
def collected() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the planted sources are not beside the house")
    return SHARED


@pytest.mark.parametrize(("program", "mark", "count"), [("maya", "# B", 26), ("nuke", "# N", 20)])
def test_every_collected_mistake_is_found(
    check_types: Check, collected: Path, program: str, mark: str, count: int
) -> None:
    path = collected / f"planted_{program}.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    planted = {number for number, line in enumerate(lines, 1) if f"  {mark}" in line}

    assert len(planted) == count
    assert planted - {each.line for each in check_types([path])} == set()


OF_THE_HOUSE = (
    "Function is missing a type annotation",
    # Short flags are right, and not written here.
    'Unexpected keyword argument "amg"',
    'Unexpected keyword argument "pos"',
    'Unexpected keyword argument "em"',
    'Unexpected keyword argument "t" for overloaded function "bakeResults"',
    'Unexpected keyword argument "t" for "bakeResults"',
    "Statement is unreachable",  # after `error`, which always raises
    # Right as long as the item, the knob or the group is there: the house asks first.
    '"None" of "Knob | None"',
    'of "MenuItem | None"',
    'of "Menu | MenuItem | None"',
    '"Node" has no attribute "begin"',
    '"Node" has no attribute "end"',
)
"""What is said of right calls, because the house writes them otherwise."""


@pytest.mark.parametrize("program", ["maya", "nuke"])
def test_the_collected_right_calls_pass_but_for_the_houses_own_rules(
    check_types: Check, collected: Path, program: str
) -> None:
    found = check_types([collected / f"planted_{program}_right.py"])

    assert [each for each in found if not any(text in each.text for text in OF_THE_HOUSE)] == []
