"""The bundle, built once, and a reader of Maya's module files that knows their rules."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

HOUSE = Path(__file__).parents[2]
HEAD = re.compile(r"^([+-])\s+((?:[A-Z]+:\S+\s+)*)(\S+)\s+(\S+)\s+(.+?)\s*$")
PLACE = re.compile(r"^(?:\[r\])?\s*(scripts|icons|plug-ins|presets):\s+(?:\[r\]\s*)?(.+?)\s*$")
VARIABLE = re.compile(r"^(\w+)\s*(\+?)(:?)=\s*(.*?)\s*$")


@dataclass(slots=True)
class Block:
    """One module as Maya reads it."""

    conditions: dict[str, str]
    name: str
    version: str
    folder: Path
    places: dict[str, Path] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Modules:
    """What a module file says, and which of its lines Maya passes over without a word."""

    blocks: list[Block] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def of(self, version: str) -> list[Block]:
        """The blocks that a version of Maya takes."""
        return [each for each in self.blocks if each.conditions.get("MAYAVERSION", version) == version]


def read_module_file(path: Path) -> Modules:
    """Read as Maya does: a blank line ends a block, a colon needs a blank behind it, what is not understood is lost."""
    found = Modules()
    block: Block | None = None
    for line in path.read_text("utf-8").splitlines():
        if head := HEAD.match(line):
            block = Block(
                conditions=dict(word.split(":", 1) for word in head[2].split()),
                name=head[3],
                version=head[4],
                folder=path.parent / head[5],
            )
            found.blocks.append(block)
        elif not line.strip():
            block = None
        elif block is not None and (place := PLACE.match(line)):
            block.places[place[1]] = block.folder / place[2]
        elif block is not None and (variable := VARIABLE.match(line)):
            block.variables[variable[1]] = str(block.folder / variable[4]) if variable[3] else variable[4]
        elif not line.startswith("//"):
            found.lost.append(line)
    return found


@pytest.fixture(scope="session")
def read_modules() -> Callable[[Path], Modules]:
    return read_module_file


@pytest.fixture(scope="session")
def builder() -> ModuleType:
    """What `make bundle` runs."""
    spec = importlib.util.spec_from_file_location("bundle_builder", HOUSE / ".ci" / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def built(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder and the zip."""
    made: tuple[Path, Path] = builder.build(tmp_path_factory.mktemp("bundle"))
    return made


@pytest.fixture(scope="session")
def bundle(built: tuple[Path, Path]) -> Path:
    return built[0]
