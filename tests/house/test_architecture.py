"""The house's rules that a machine can check: floors, sizes, names, and what an import may cost."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PRODUCT = ("studio_tools", "telemetry", "dcc")
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "lib", "core"}
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|\bNotImplementedError\b|raise NotImplemented\b|pragma: no cover")
CLIENTS = ("shotgun_api3", "spectator")
EXTRAS = ("PySide6", "click", "rich", "sqlalchemy", "starlette", "uvicorn", "numpy", "OpenEXR", "OpenImageIO")
HEAVY = (*CLIENTS, *EXTRAS)
NOT_IN_A_HOST = (*EXTRAS, "imageio_ffmpeg", "blake3", "xxhash", "requests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (HOUSE / room).rglob("*.py"))


def spoken(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(len(values) * share)]


def functions(path: Path) -> Iterator[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of code: without the docstring, which is meant to be read."""
    assert function.end_lineno is not None
    total = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None and first.end_lineno is not None:
        total -= first.end_lineno - first.lineno + 1
    return total


def python(code: str, *, cwd: Path = HOUSE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=100, check=False)


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    return python("from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports())", cwd=house)


def test_an_import_only_points_down() -> None:
    linted = lint(HOUSE)

    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert " 0 broken" in linted.stdout


def test_an_import_that_points_up_is_noticed(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    for room, imports in {"__init__": "", "above": "", "below": "import house.above\n"}.items():
        (house / f"{room}.py").write_text(imports)
    (tmp_path / ".importlinter").write_text(
        "[importlinter]\nroot_package = house\n"
        "[importlinter:contract:1]\nname = floors\ntype = layers\ncontainers = house\nlayers =\n  above\n  below\n"
    )

    linted = lint(tmp_path)

    assert linted.returncode == 1
    assert "house.below is not allowed to import house.above" in linted.stdout


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    everything = {spoken(path): lines(path) for path in sources(*PRODUCT, "tests", "bench", "docs")}

    assert {name: size for name, size in everything.items() if size > 400} == {}
    assert percentile([lines(path) for path in sources(*PRODUCT)], 0.9) <= 300


def test_functions_are_short() -> None:
    sizes = [length(function) for path in sources(*PRODUCT) for function in functions(path)]

    assert statistics.median(sizes) <= 10
    assert percentile(sizes, 0.9) <= 30


def test_every_name_of_a_file_says_what_is_in_it() -> None:
    parts = {(spoken(path), part) for path in sources(*PRODUCT, "tests") for part in (path.stem, path.parent.name)}

    assert {path for path, part in parts if part.lower() in SAYS_NOTHING} == set()


def test_the_product_is_finished_where_it_stands() -> None:
    found = [
        f"{spoken(path)}:{number}: {line.strip()}"
        for path in sources(*PRODUCT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]

    assert found == []


def test_every_module_tells_what_lives_in_it() -> None:
    silent = [spoken(path) for path in sources(*PRODUCT) if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]

    assert silent == []


def test_every_module_has_lazy_annotations() -> None:
    eager = [
        spoken(path)
        for path in sources(*PRODUCT)
        if functions_or_classes(path) and "from __future__ import annotations" not in path.read_text(encoding="utf-8")
    ]

    assert eager == []


def functions_or_classes(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = python(f"import studio_tools, sys; print([name for name in {HEAVY!r} if name in sys.modules])")

    assert loaded.stdout.strip() == "[]", loaded.stderr


@pytest.mark.parametrize("module", ["studio_tools.studio", "studio_tools.bootstrap", "studio_tools.publish.flow"])
def test_inside_a_host_the_library_needs_nothing_compiled(module: str) -> None:
    """A host's Python has the standard library and two pure clients; our extras must not be asked for."""
    code = f"""
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {NOT_IN_A_HOST!r}:
            raise ImportError(f"{{name}} was asked for")

sys.meta_path.insert(0, Refuse())
import {module}
print("came up")
"""

    came = python(code)

    assert came.stdout.strip() == "came up", came.stderr


@pytest.mark.parametrize("host", ["maya", "nuke", "hou", "bpy"])
def test_a_folder_of_ours_never_becomes_a_host(host: str) -> None:
    spec = find_spec(host)

    assert spec is None or spec.origin is None or not Path(spec.origin).is_relative_to(HOUSE)
    assert spec is None or not any(Path(place).is_relative_to(HOUSE) for place in spec.submodule_search_locations or ())


def test_the_library_never_names_who_listens_to_it() -> None:
    importer = re.compile(r"^\s*(?:from|import)\s+(?:telemetry|dcc)\b", re.MULTILINE)

    assert [spoken(path) for path in sources("studio_tools") if importer.search(path.read_text(encoding="utf-8"))] == []


def test_everything_that_is_imported_is_asked_for() -> None:
    """A package that happens to lie in one environment is missing in the next."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [each for extra in project["optional-dependencies"].values() for each in extra]
    known = {spelled(re.split(r"[\[<>=]", each)[0]) for each in asked}
    homes = packages_distributions()

    strangers = {
        (spoken(path), name)
        for path in sources(*PRODUCT, "tests", "bench", "docs")
        for name in imported(path)
        if name in homes and not known & {spelled(home) for home in homes[name]}
    }
    assert strangers == set()


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    inner = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | inner}


def spelled(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def test_only_the_shells_face_prints() -> None:
    printing = {
        spoken(path)
        for path in sources(*PRODUCT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}
    }

    assert printing <= {"studio_tools/cli/render.py"}


def test_nothing_is_evaluated_or_unpickled() -> None:
    dangerous = re.compile(r"(?<![\w.])(?:eval|exec)\(|\b(?:pickle|marshal|shelve)\b\.|shell=True")
    found = [spoken(path) for path in sources(*PRODUCT) if dangerous.search(path.read_text(encoding="utf-8"))]

    assert found == []
