"""The gate goes red on every planted mistake and stays green on what is right."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from studio_tools.testing.mayasim.flags import load_table
from studio_tools.testing.mayasim.lint import Linter, lint, main
from studio_tools.testing.mayasim.schema import load_schema
from studio_tools.testing.mayasim.type_names import FOREIGN, is_strange

HERE = Path(__file__).parent
HOUSE = Path(__file__).parents[2]
SHARED = HOUSE.parent / "shared" / "reference" / "planted"
PLANTED = [
    (number, line.split("  # "))
    for number, line in enumerate((HERE / "planted_calls.txt").read_text(encoding="utf-8").splitlines(), 1)
    if "  # " in line
]
LINTER = Linter(table=load_table())


@pytest.mark.parametrize(("number", "parts"), PLANTED, ids=[parts[0] for _, parts in PLANTED])
def test_every_planted_mistake_is_found_on_its_line(number: int, parts: list[str]) -> None:
    found = LINTER.source((HERE / "planted_calls.txt").read_text(encoding="utf-8"))

    assert [each for each in found if each.line == number and parts[1] in each.text], found


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert LINTER.source((HERE / "right_calls.txt").read_text(encoding="utf-8")) == []


def test_short_names_may_be_let_pass() -> None:
    assert [str(each) for each in LINTER.source("from maya import cmds\ncmds.ls(sl=True)\n")] == [
        "<source>:2: cmds.ls: 'sl' is short for 'selection'"
    ]
    assert Linter(table=load_table(), allows_short=True).source("from maya import cmds\ncmds.ls(sl=True)\n") == []


@pytest.mark.parametrize("flag", ["selection", "long", "type"])
@pytest.mark.parametrize("place", range(4))
def test_a_swapped_letter_is_found(flag: str, place: int) -> None:
    wrong = flag[:place] + "x" + flag[place + 1 :]

    assert LINTER.source(f"from maya import cmds\ncmds.ls({wrong}=True)\n")


def test_code_that_does_not_import_maya_is_left_alone() -> None:
    assert LINTER.source("import shutil as cm\ncm.file(anything=True)\nls(x=1)\n") == []


def test_a_mode_that_only_the_running_code_knows_is_left_alone() -> None:
    assert LINTER.source("from maya import cmds\ncmds.file(query=asks, save=True)\n") == []
    assert LINTER.source("from maya import cmds\ncmds.file(**flags, save=True)\n") == []


def test_folders_are_searched(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.py").write_text("from maya import cmds\ncmds.lss()\n")
    (tmp_path / "deep" / "a.txt").write_text("from maya import cmds\ncmds.lss()\n")

    assert [(Path(each.path).name, each.line, each.call) for each in lint([tmp_path])] == [("a.py", 2, "cmds.lss")]


@pytest.mark.parametrize(("text", "status"), [("cmds.ls()\n", 0), ("cmds.lss()\n", 1)])
def test_it_runs_as_a_gate(tmp_path: Path, text: str, status: int) -> None:
    (tmp_path / "a.py").write_text(f"from maya import cmds\n{text}")

    done = subprocess.run(
        [sys.executable, "-m", "studio_tools.testing.mayasim.lint", str(tmp_path)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == status
    assert ("unknown command" in done.stdout) is bool(status)


def test_the_product_has_no_wrong_call() -> None:
    assert lint([HOUSE / "dcc" / "maya"]) == []


@pytest.fixture
def planted() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the planted sources are not beside the house")
    return SHARED


NOT_FOR_A_TABLE = {15, 16, 17, 26}
"""Planted mistakes about what a call gives back: they are for the type stubs."""


def test_the_collected_mistakes_are_found_but_those_of_types(planted: Path) -> None:
    path = planted / "planted_maya.py"
    numbered = {
        int(line.rpartition("# B")[2][:2]): number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "# B" in line
    }

    strict = {each.line for each in lint([path]) if "'q' is short" not in each.text and "'sl' is" not in each.text}

    assert {name for name, line in numbered.items() if line not in strict} == NOT_FOR_A_TABLE


def test_the_collected_right_calls_pass_but_for_short_names(planted: Path) -> None:
    assert lint([planted / "planted_maya_right.py"], allows_short=True) == []


def test_what_is_not_there_is_no_clean_bill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nofile.py")]) == 2
    assert "nofile.py is not there" in capsys.readouterr().err
    assert main([]) == 2
    assert "name files or folders" in capsys.readouterr().err


def test_a_file_that_brings_a_type_may_make_it() -> None:
    brings = "plugin.registerNode('studioLocator', number, creator, initialize)\n"
    makes = "from maya import cmds\ncmds.createNode('studioLocator')\n"

    assert LINTER.source(brings + makes) == []
    assert [each.line for each in LINTER.source(makes)] == [2]


def test_types_of_plug_ins_of_the_studio_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.py"
    path.write_text("from maya import cmds\ncmds.createNode('studioLocator')\ncmds.ls(type='studioLocater', sl=True)\n")

    assert main([str(path), "--allow-type", "studioLocator", "--allow-short"]) == 1
    assert capsys.readouterr().out == (
        f"{path.as_posix()}:3: cmds.ls: no node type 'studioLocater'; did you mean 'studioLocator'?\n"
    )


@pytest.mark.parametrize(
    "name", ["quatToEuler", "walterStandin", "aiSkyDomeLight", "aiAOV", "mesh", "shape", "dagNode"]
)
def test_a_type_is_told_where_the_tables_lack_it_and_no_known_plug_in_may_bring_it(name: str) -> None:
    assert bool(is_strange(name)) is (name == "walterStandin")


def test_the_types_that_are_known_by_name_only_are_not_in_the_tables() -> None:
    """One that came into the tables is struck from the list."""
    nodes = load_schema()

    assert [name for name in sorted(FOREIGN) if nodes.has(name)] == []


def test_every_type_that_maya_has_passes() -> None:
    assert [name for name in load_schema().parents if is_strange(name)] == []


OWN = {"walterStandin", "walterOverride"}
"""Types of real scenes that a plug-in of one studio brings: `--allow-type` is for them."""


def test_the_types_of_real_scenes_pass() -> None:
    scenes = sorted((HOUSE.parent / "shared" / "data" / "real" / "maya").glob("*.ma"))
    if not scenes:
        pytest.skip("no real scenes beside the house")
    made = {
        name for path in scenes for name in re.findall(r"^createNode (\w+)", path.read_text("latin-1"), re.MULTILINE)
    }

    assert {name for name in made if is_strange(name)} == made & OWN
