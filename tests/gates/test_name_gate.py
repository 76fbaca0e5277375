"""The gate for Nuke's names goes red on every planted mistake and stays green on what is right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studio_tools.testing.nukesim.lint import check, lint, main

HERE = Path(__file__).parent
HOUSE = Path(__file__).parents[2]
SHARED = HOUSE.parent / "shared" / "reference" / "planted"
PLANTED = (HERE / "planted_nuke_names.txt").read_text(encoding="utf-8")
MISTAKES = [
    (number, *line.split("  # ")) for number, line in enumerate(PLANTED.splitlines(), 1) if "  # " in line
]  # fmt: skip


@pytest.mark.parametrize(("number", "line", "text"), MISTAKES, ids=[line.strip() for _, line, _ in MISTAKES])
def test_every_planted_mistake_is_found_on_its_line(number: int, line: str, text: str) -> None:
    assert [each for each in check(PLANTED) if each.line == number and text in each.text], line


def test_nothing_else_is_found() -> None:
    assert {each.line for each in check(PLANTED)} == {number for number, *_ in MISTAKES}


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert check((HERE / "right_nuke_names.txt").read_text(encoding="utf-8")) == []


def test_code_that_does_not_import_nuke_is_left_alone() -> None:
    assert check("nuke.createNodes('Raed')\nnode['anything']\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "def f(read):\n    read['x']",
        "read = g()\nread['x']",
        "with g() as read:\n    read['x']",
        "for read, n in g():\n    read['x']",
        "f = lambda read: read['x']",
    ],
)
def test_a_name_that_is_bound_otherwise_in_its_scope_is_left_alone(body: str) -> None:
    text = f"import nuke\nfrom things import g\ndef h():\n    read = nuke.createNode('Read')\n{body}\n"

    assert check(text) == []


def test_a_class_without_a_table_has_any_knob() -> None:
    assert check("import nuke\nnuke.createNode('Glow')['anything']\nnuke.createNode('Glow2')['anything']\n") == []


def test_folders_are_searched(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.py").write_text("import nuke\nnuke.rot()\n")
    (tmp_path / "deep" / "a.txt").write_text("import nuke\nnuke.rot()\n")

    assert [(Path(each.path).name, each.line, each.name) for each in lint([tmp_path])] == [("a.py", 2, "nuke.rot")]


def test_what_is_not_there_is_no_clean_bill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nofile.py")]) == 2
    assert "nofile.py is not there" in capsys.readouterr().err
    assert main([]) == 2
    assert "name files or folders" in capsys.readouterr().err


def test_it_tells_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text("import nuke\nnuke.rot()\n")

    assert main([str(tmp_path)]) == 1
    assert (
        capsys.readouterr().out == f"{(tmp_path / 'a.py').as_posix()}:2: nuke.rot: unknown name; did you mean 'root'?\n"
    )


@pytest.mark.parametrize("simulator", ["mayasim", "nukesim"])
def test_the_check_that_everybody_runs_has_it(simulator: str) -> None:
    program = {"mayasim": "maya", "nukesim": "nuke"}[simulator]

    assert f"-m studio_tools.testing.{simulator}.lint dcc/{program}\n" in (HOUSE / "Makefile").read_text()
    command = [sys.executable, "-m", f"studio_tools.testing.{simulator}.lint", f"dcc/{program}"]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture
def planted() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the planted sources are not beside the house")
    return SHARED


OF_TYPES = {1, 4, 5, 6, 8, 10, 11, 12, 14, 16, 17, 19}
"""Planted mistakes about types, or about nukescripts: they are for the type checker."""


def test_the_collected_mistakes_are_found_but_those_of_types(planted: Path) -> None:
    path = planted / "planted_nuke.py"
    numbered = {
        int(line.rpartition("# N")[2][:2]): number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "  # N" in line
    }
    found = {each.line for each in lint([path])}

    assert {name for name, line in numbered.items() if line not in found} == OF_TYPES


def test_the_collected_right_calls_pass(planted: Path) -> None:
    assert lint([planted / "planted_nuke_right.py"]) == []
