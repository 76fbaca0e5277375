"""Our module file, read as Maya reads it: every supported version finds its scripts, and no line is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import studio_tools

HOUSE = Path(__file__).parents[2]
SOURCE = HOUSE / "dcc" / "maya" / "startup" / "studio_tools.mod"
Reader = Callable[[Path], Any]


@pytest.fixture(params=["the checkout", "the bundle"])
def module_file(request: pytest.FixtureRequest) -> Path:
    if request.param == "the checkout":
        return SOURCE
    bundle: Path = request.getfixturevalue("bundle")
    return bundle / "maya" / "studio_tools.mod"


@pytest.mark.parametrize("version", ["2025", "2026", "2027"])
def test_each_maya_finds_one_module_with_our_scripts(module_file: Path, read_modules: Reader, version: str) -> None:
    (block,) = read_modules(module_file).of(version)

    assert block.name == "studio_tools"
    assert (block.places["scripts"] / "userSetup.py").is_file()
    assert (block.places["scripts"] / "studio_tools_maya.py").is_file()


@pytest.mark.parametrize("version", ["2024", "2028"])
def test_a_maya_that_is_not_supported_finds_none(module_file: Path, read_modules: Reader, version: str) -> None:
    assert read_modules(module_file).of(version) == []


def test_no_line_is_lost(module_file: Path, read_modules: Reader) -> None:
    assert read_modules(module_file).lost == []


def test_it_sets_no_variable_that_children_would_inherit(module_file: Path, read_modules: Reader) -> None:
    assert [block.variables for block in read_modules(module_file).blocks] == [{}, {}, {}]


def test_it_bears_the_version_of_the_product(module_file: Path, read_modules: Reader) -> None:
    assert {block.version for block in read_modules(module_file).blocks} == {studio_tools.__version__}


# -- the reader itself: what it passes over, Maya passes over


def test_a_blank_line_ends_a_block(tmp_path: Path, read_modules: Reader) -> None:
    path = tmp_path / "a.mod"
    path.write_text("+ thing 1.0 ./thing\n\nscripts: py\n")

    found = read_modules(path)

    assert found.blocks[0].places == {}
    assert found.lost == ["scripts: py"]


def test_a_colon_without_a_blank_is_lost(tmp_path: Path, read_modules: Reader) -> None:
    path = tmp_path / "a.mod"
    path.write_text("+ thing 1.0 ./thing\nscripts:py\n")

    assert read_modules(path).lost == ["scripts:py"]


def test_conditions_places_and_variables_are_read(tmp_path: Path, read_modules: Reader) -> None:
    path = tmp_path / "a.mod"
    path.write_text(
        "+ MAYAVERSION:2026 PLATFORM:linux thing 1.0 ./thing\nscripts: [r] py\nVALUE=x\nPLACE:=y\nicons: i\n"
    )

    (block,) = read_modules(path).blocks

    assert block.conditions == {"MAYAVERSION": "2026", "PLATFORM": "linux"}
    assert block.places == {"scripts": tmp_path / "thing" / "py", "icons": tmp_path / "thing" / "i"}
    assert block.variables == {"VALUE": "x", "PLACE": str(tmp_path / "thing" / "y")}
