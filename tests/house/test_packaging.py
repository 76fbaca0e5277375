"""The wheel: what is in it, what it asks for, and that what it installs runs without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(HOUSE)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel alone; its dependencies are lent from the one that runs the tests."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    site = next((folder / "lib").glob("python*")) / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    mine = [path for path in map(Path, sys.path) if path.name == "site-packages"]
    lent = next(path for path in mine if path.is_relative_to(sys.prefix))
    (site / "zz_lent.pth").write_text(f"{lent}\n")
    return folder


def run(environment: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STUDIO_TOOLS"))}
    command = [str(environment / "bin" / "python"), "-P", *words]
    return subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, timeout=120, check=False)


def test_the_wheel_holds_the_product_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"studio_tools", "telemetry", "dcc"}
    assert [name for name in names if "/tests/" in name or name.rpartition("/")[2].startswith("test_")] == []
    assert "studio_tools/py.typed" in names


def test_the_wheel_holds_every_file_of_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rooms = ("studio_tools", "telemetry", "dcc")
    data = [path for room in rooms for path in (HOUSE / room).rglob("*") if path.suffix in {".json", ".toml", ".typed"}]

    assert {path.relative_to(HOUSE).as_posix() for path in data} <= names


def test_the_types_of_the_hosts_travel_with_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    typings = HOUSE / "studio_tools" / "testing" / "typings"
    stubs = [path.relative_to(HOUSE).as_posix() for path in typings.rglob("*.pyi")]

    assert stubs
    assert set(stubs) <= names


def test_the_licence_travels_with_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("LICENSE"))

        assert archive.read(name) == (HOUSE / "LICENSE").read_bytes()


def test_a_host_is_asked_for_two_pure_packages_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("METADATA"))
        asked = [line for line in archive.read(name).decode().splitlines() if line.startswith("Requires-Dist: ")]

    without = sorted(line.split()[1].split(">")[0].replace("-", "_") for line in asked if "extra ==" not in line)
    assert without == ["netflix_spectator_py", "shotgun_api3"]


def test_what_is_installed_is_the_wheel_and_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = run(installed, "-c", "import studio_tools, telemetry, dcc; print(studio_tools.__file__)", cwd=tmp_path)

    assert Path(where.stdout.strip()).is_relative_to(installed), where.stderr


def test_the_installed_command_answers(installed: Path, tmp_path: Path) -> None:
    helped = run(installed, "-m", "studio_tools.cli", "--help", cwd=tmp_path)

    assert helped.returncode == 0, helped.stderr
    assert "publish" in helped.stdout


def test_the_installed_product_publishes(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("what the director said\n")
    made = [
        ("init", "home", "--project", "demo"),
        ("create", "shot", "demo/sq010/sh0010", "--home", "home"),
        ("publish", "notes.txt", "--to", "demo/sq010/sh0010", "--kind", "other", "--home", "home", "--json"),
        ("verify", "--home", "home", "--json"),
    ]

    ended = [run(installed, "-m", "studio_tools.cli", *words, cwd=tmp_path) for words in made]

    assert [each.returncode for each in ended] == [0, 0, 0, 0], [each.stdout + each.stderr for each in ended]
    assert '"PUBLISHED"' in ended[2].stdout


def test_the_entry_points_are_there(installed: Path, tmp_path: Path) -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"console_scripts": project["scripts"], **project["entry-points"]}
    code = (
        "from importlib.metadata import distribution as of\n"
        "print(sorted((p.group, p.name, p.value, callable(p.load()) or len(p.load()) > 0) "
        "for p in of('studio-tools').entry_points))"
    )

    told = run(installed, "-c", code, cwd=tmp_path)

    wanted = sorted((group, name, value, True) for group, points in groups.items() for name, value in points.items())
    assert told.stdout.strip() == str(wanted), told.stderr
