"""The rules that the tests themselves keep, and what no tracked file may hold."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
TESTS = HOUSE / "tests"
MADE = {"__pycache__", "build", "dist", "site-docs", "demo-show"}

# Each is put together here, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile("|".join(["/(?:wo" + "rk|fa" + "rm)/", "/ro" + "ot/", "/ho" + "me/[a-z]+/"]))
INDEXES = re.compile("|".join(["index-" + "url", "find-" + "links", "https?://[^ ]*/sim" + "ple", "py" + r"pi\.org"]))
DOUBLES = re.compile("Magic" + "Mock|Async" + r"Mock|sys\.modules\[.(?:maya|nuke)")
SLEEPS = re.compile(r"\b(?:time|asyncio)\.sl" + r"eep\(")
WEAKENED = re.compile(r"@pytest\.mark\.(?:sk" + r"ip|xf" + r"ail)\b")


def tracked() -> list[Path]:
    """Every text file of the house: as git knows them, or, without git or in an archive, as they lie there."""
    names = known_to_git() or [path for path in HOUSE.rglob("*") if not is_made(path.relative_to(HOUSE))]
    return [path for path in names if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def known_to_git() -> list[Path]:
    if (git := shutil.which("git")) is None:
        return []
    command = [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, check=False)
    return [HOUSE / name.decode() for name in listed.stdout.split(b"\0") if name]


def is_made(path: Path) -> bool:
    """Environments, caches and what is built: what git would not list."""
    hidden = any(part.startswith(".") and part != ".ci" for part in path.parts[:-1])
    return hidden or bool(MADE & set(path.parts))


def finds(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(HOUSE)}:{number}: {line.strip()[:160]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def every_test_file() -> list[Path]:
    return sorted(TESTS.rglob("*.py"))


def test_no_file_names_a_path_of_one_machine() -> None:
    assert finds(MACHINE_PATHS, tracked()) == []


def test_no_file_names_a_package_index() -> None:
    assert finds(INDEXES, tracked()) == []


def test_no_test_folder_is_a_package() -> None:
    """With an `__init__.py` below `tests/`, a folder called maya there would become `import maya`."""
    assert [path for path in every_test_file() if path.name == "__init__.py"] == []


def test_the_name_of_every_test_file_is_its_own() -> None:
    names = Counter(path.name for path in every_test_file() if path.name != "conftest.py")

    assert {name for name, times in names.items() if times > 1} == set()


@pytest.mark.parametrize(
    "pattern", [DOUBLES, SLEEPS, WEAKENED], ids=["no doubles that say yes to all", "no sleeps", "nothing switched off"]
)
def test_tests_are_made_of_real_parts(pattern: re.Pattern[str]) -> None:
    assert finds(pattern, every_test_file()) == []


def test_tests_weigh_more_than_what_they_test() -> None:
    """Test lines to source lines, at least 1.3; what is shipped for tests counts with neither."""
    product = [path for room in ("studio_tools", "telemetry", "dcc") for path in (HOUSE / room).rglob("*.py")]
    source = sum(count(path) for path in product if "testing" not in path.parts)

    assert sum(count(path) for path in every_test_file()) >= 1.3 * source


def count(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")
