"""What is in the bundle: our packages, two clients, their metadata; nothing compiled, no Qt, always the same bytes."""

from __future__ import annotations

import ast
import base64
import csv
import hashlib
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

import pytest

import studio_tools

HOUSE = Path(__file__).parents[2]
PACKAGES = {"studio_tools", "telemetry", "dcc", "shotgun_api3", "spectator"}
QT_AND_THE_LIKE = ("pyside", "shiboken", "numpy", "pxr", "opencolorio", "openimageio", "openexr", "qtpy", "qt.py")


def files(bundle: Path) -> list[Path]:
    return sorted(path for path in bundle.rglob("*") if path.is_file())


def test_it_holds_three_folders_a_readme_and_the_licence(bundle: Path) -> None:
    assert {path.name for path in bundle.iterdir()} == {"maya", "nuke", "python", "README.md", "LICENSE"}


def test_its_packages_are_ours_and_two_clients(bundle: Path) -> None:
    folders = {path.name for path in (bundle / "python").iterdir()}

    assert {name for name in folders if not name.endswith(".dist-info")} == PACKAGES
    assert len([name for name in folders if name.endswith(".dist-info")]) == 3


def test_nothing_in_it_is_compiled(bundle: Path) -> None:
    """By name, and by what files of machine code begin with."""
    magic = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe", b"!<arch>")
    endings = {".so", ".pyd", ".dylib", ".dll", ".a", ".lib", ".exe", ".pyc"}

    assert [path for path in files(bundle) if path.suffix in endings or ".so." in path.name] == []
    assert [path for path in files(bundle) if path.read_bytes()[:8].startswith(magic)] == []


def test_no_qt_and_nothing_else_of_a_hosts_own_is_in_it(bundle: Path) -> None:
    tops = [path.name.lower() for path in (bundle / "python").iterdir()]

    assert [name for name in tops if name.startswith(QT_AND_THE_LIKE)] == []


def test_the_metadata_says_what_is_there(bundle: Path) -> None:
    known = {each.metadata["Name"]: each for each in distributions(path=[str(bundle / "python")])}

    assert {name.lower().replace("_", "-") for name in known} == {
        "studio-tools",
        "shotgun-api3",
        "netflix-spectator-py",
    }
    assert known["studio-tools"].version == studio_tools.__version__
    groups = {point.group for point in known["studio-tools"].entry_points}
    assert {"studio_tools.steps", "studio_tools.observers"} <= groups


def test_every_file_of_a_package_is_what_its_record_says(bundle: Path) -> None:
    packages = bundle / "python"
    listed = set()
    for record in packages.glob("*.dist-info/RECORD"):
        for name, digest, _ in csv.reader(record.read_text("utf-8").splitlines()):
            listed.add(packages / name)
            if digest:
                found = hashlib.sha256((packages / name).read_bytes()).digest()
                assert digest == f"sha256={base64.urlsafe_b64encode(found).rstrip(b'=').decode()}", name

    assert listed == set(files(packages))


def test_what_the_packages_import_is_there_or_is_pythons_own(bundle: Path) -> None:
    """What shotgun_api3 and spectator need is in them, or in the standard library; they ask for nothing else."""
    packages = bundle / "python"
    sources = [path for client in ("shotgun_api3", "spectator") for path in (packages / client).rglob("*.py")]
    strangers = {
        (path.relative_to(packages).as_posix(), name)
        for path in sources
        for name in imported(path)
        if name not in sys.stdlib_module_names and name not in PACKAGES
    }

    assert len(sources) > 20
    assert strangers <= ASKED_FOR_AND_DONE_WITHOUT


ASKED_FOR_AND_DONE_WITHOUT = {
    ("shotgun_api3/lib/certifi/__main__.py", "certifi"),
    ("shotgun_api3/lib/httplib2/__init__.py", "socks"),
    ("shotgun_api3/lib/httplib2/certs.py", "ca_certs_locater"),
    ("shotgun_api3/lib/httplib2/certs.py", "certifi"),
    ("shotgun_api3/lib/pyparsing.py", "__builtin__"),
    ("shotgun_api3/lib/pyparsing.py", "ordereddict"),
}
"""Each within a `try`, with another way behind it; the interpreters without all of them prove it."""


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    inner = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | inner}


def test_the_start_up_folders_are_those_of_the_house(bundle: Path) -> None:
    for host in ("maya", "nuke"):
        source = HOUSE / "dcc" / host / "startup"
        wanted = {p.relative_to(source): p.read_bytes() for p in files(source) if "__pycache__" not in p.parts}

        assert {p.relative_to(bundle / host): p.read_bytes() for p in files(bundle / host)} == wanted


@pytest.mark.parametrize("host", ["maya", "nuke"])
def test_the_wheel_holds_the_start_up_files_too(bundle: Path, host: str) -> None:
    """`studio launch` points at them where no bundle is configured."""
    within = bundle / "python" / "dcc" / host / "startup"

    assert {p.relative_to(within) for p in files(within)} == {
        p.relative_to(bundle / host) for p in files(bundle / host)
    }


def test_the_same_sources_make_the_same_bytes(builder: ModuleType, built: tuple[Path, Path], tmp_path: Path) -> None:
    _, again = builder.build(tmp_path)

    assert again.read_bytes() == built[1].read_bytes()


def test_the_zip_holds_the_folder(built: tuple[Path, Path]) -> None:
    folder, packed = built
    with zipfile.ZipFile(packed) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    assert held == {f"{folder.name}/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in files(folder)}


def test_everybody_may_read_it(bundle: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in files(bundle)} == {0o644}


@pytest.mark.parametrize("name", ["thing.so", "thing.cpython-311-x86_64-linux-gnu.so", "lib.so.6", "a.pyd", "b.dylib"])
def test_a_compiled_file_is_refused(builder: ModuleType, tmp_path: Path, name: str) -> None:
    (tmp_path / "python" / "spectator").mkdir(parents=True)
    (tmp_path / "python" / "spectator" / name).write_bytes(b"")

    with pytest.raises(SystemExit, match="is compiled"):
        builder.refuse_strangers(tmp_path)


@pytest.mark.parametrize("name", ["PySide6", "shiboken6", "numpy", "numpy-2.0.0.dist-info", "PySide6_Essentials"])
def test_a_package_of_a_host_is_refused(builder: ModuleType, tmp_path: Path, name: str) -> None:
    (tmp_path / "python" / name).mkdir(parents=True)

    with pytest.raises(SystemExit, match="must not be on the path"):
        builder.refuse_strangers(tmp_path)


def test_a_client_that_was_changed_is_refused(builder: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "thing").mkdir()
    (tmp_path / "thing" / "__init__.py").write_text("changed = True\n")
    info = tmp_path / "shotgun_api3-3.10.3.dist-info"
    info.mkdir()
    version = builder.locked_version("shotgun_api3")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: shotgun_api3\nVersion: {version}\n")
    (info / "RECORD").write_text("thing/__init__.py,sha256=AAAA,1\n")
    (found,) = distributions(path=[str(tmp_path)])

    with pytest.raises(SystemExit, match="is not what its wheel brought"):
        builder.copy_distribution(found, tmp_path / "python")


def test_a_client_of_another_version_than_the_locks_is_refused(builder: ModuleType, tmp_path: Path) -> None:
    info = tmp_path / "shotgun_api3-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shotgun_api3\nVersion: 1.0\n")
    (found,) = distributions(path=[str(tmp_path)])

    with pytest.raises(SystemExit, match=r"1\.0 is installed, and the lock says"):
        builder.copy_distribution(found, tmp_path / "python")


def test_a_wheel_that_writes_outside_is_refused(builder: ModuleType, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.whl", "w") as archive:
        archive.writestr("../outside.py", "")

    with pytest.raises(SystemExit, match="would write to"):
        builder.unpack(tmp_path / "bad.whl", tmp_path / "python")
