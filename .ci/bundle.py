"""Build what a studio deploys to Maya and Nuke: one folder and one zip, the same bytes from the same sources.

Ours comes from our own wheel. The two clients come from the environment that was installed from requirements.lock by
hash; their versions are held to the lock, and each of their files to the digest that its wheel gave.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
CLIENTS = ("shotgun_api3", "netflix-spectator-py")
HOSTS = {"maya": HOUSE / "dcc" / "maya" / "startup", "nuke": HOUSE / "dcc" / "nuke" / "startup"}
COMPILED = frozenset({".so", ".pyd", ".dylib", ".dll", ".a", ".lib", ".exe", ".pyc", ".pyo"})
NEVER = ("pyside", "shiboken", "qt", "numpy", "opencolorio", "openimageio", "openexr", "pxr", "click", "rich")
"""How packages begin that a host has in its own build, or that it must not be handed."""
OF_THE_INSTALLER = frozenset({"INSTALLER", "REQUESTED", "direct_url.json", "RECORD", "uv_cache.json"})
EPOCH = (1980, 1, 1, 0, 0, 0)


class Refused(SystemExit):
    """What must not be bundled; ends the program with its words."""

    def __init__(self, words: str) -> None:
        super().__init__(f"bundle: {words}")


def build(into: Path) -> tuple[Path, Path]:
    """Build the folder and the zip into *into*; what was built there before is replaced."""
    with tempfile.TemporaryDirectory() as place:
        wheel = own_wheel(Path(place))
        version = wheel.name.split("-")[1]
        folder = into / f"studio-tools-{version}-bundle"
        shutil.rmtree(folder, ignore_errors=True)
        packages = folder / "python"
        unpack(wheel, packages)
    for name in CLIENTS:
        copy_distribution(distribution(name), packages)
    for host, source in HOSTS.items():
        copy_tree(source, folder / host)
    shutil.copyfile(HOUSE / "LICENSE", folder / "LICENSE")
    (folder / "README.md").write_text((HOUSE / ".ci" / "bundle-readme.md").read_text("utf-8"), "utf-8")
    refuse_strangers(folder)
    settle_modes(folder)
    return folder, pack(folder)


def own_wheel(place: Path) -> Path:
    """Build our wheel, without asking the network."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(HOUSE)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        raise Refused(f"our own wheel cannot be built:\n{built.stdout}{built.stderr}")
    return next(place.glob("*.whl"))


def unpack(wheel: Path, into: Path) -> None:
    into.mkdir(parents=True)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            target = (into / name).resolve()
            if not target.is_relative_to(into.resolve()):
                raise Refused(f"{wheel.name} would write to {name}")
        archive.extractall(into)


def copy_distribution(found: Distribution, into: Path) -> None:
    """Copy an installed package with its metadata; every file must be what its wheel said it is."""
    name = found.metadata["Name"]
    locked = locked_version(name)
    if found.version != locked:
        raise Refused(f"{name} {found.version} is installed, and the lock says {locked}; run `make setup`")
    for file in found.files or ():
        path, source = Path(str(file)), Path(str(file.locate()))
        is_ours = path.name not in OF_THE_INSTALLER and path.suffix not in COMPILED and path.parts[0] != ".."
        if not is_ours:
            continue
        content = source.read_bytes()
        if file.hash is None or digest(content, file.hash.mode) != file.hash.value:
            raise Refused(f"{path} of {name} is not what its wheel brought; run `make clean setup`")
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    write_record(into, next(each for each in into.glob("*.dist-info") if spelled(each.name).startswith(spelled(name))))


def spelled(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_version(name: str) -> str:
    for line in (HOUSE / "requirements.lock").read_text("utf-8").splitlines():
        package, equals, rest = line.partition("==")
        if equals and spelled(package) == spelled(name):
            return rest.split()[0]
    raise Refused(f"{name} is not in requirements.lock")


def digest(content: bytes, mode: str = "sha256") -> str:
    """As wheels write it: without its padding, so that letters alone are left."""
    return base64.urlsafe_b64encode(hashlib.new(mode, content).digest()).rstrip(b"=").decode()


def write_record(packages: Path, info: Path) -> None:
    """List what is there of a package, anew: without what its installer added."""
    roots = [info, *(packages / name for name in (info / "top_level.txt").read_text("utf-8").split())]
    files = sorted({path for root in roots for path in root.rglob("*") if path.is_file()} - {info / "RECORD"})
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path in files:
        content = path.read_bytes()
        rows.writerow([path.relative_to(packages).as_posix(), f"sha256={digest(content)}", len(content)])
    rows.writerow([(info / "RECORD").relative_to(packages).as_posix(), "", ""])
    (info / "RECORD").write_text(text.getvalue(), "utf-8")


def copy_tree(source: Path, into: Path) -> None:
    shutil.copytree(source, into, ignore=shutil.ignore_patterns("__pycache__", ".*"))


def refuse_strangers(folder: Path) -> None:
    """Raise where something is in it that a host must not be handed."""
    for path in folder.rglob("*"):
        below = path.relative_to(folder)
        if path.suffix in COMPILED or ".so." in path.name:
            raise Refused(f"{below} is compiled")
        if len(below.parts) == 2 and below.parts[0] == "python" and spelled(path.name).startswith(NEVER):
            raise Refused(f"{below} must not be on the path of a host")


def settle_modes(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def pack(folder: Path) -> Path:
    """Zip the folder: sorted, dated alike, with one mode, so that equal content makes equal bytes."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=HOUSE / "dist", metavar="DIR")
    folder, archive = build(parser.parse_args().into.absolute())
    sys.stdout.write(f"{folder}\n{archive}\n{hashlib.sha256(archive.read_bytes()).hexdigest()}\n")


if __name__ == "__main__":
    main()
