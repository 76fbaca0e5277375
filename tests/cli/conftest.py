"""Fixtures of the command line's tests: a shell in an environment of its own, and a home with a small show."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio_tools.media.write import write_exr
from studio_tools.testing.shell import Shell


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder below which there is no home, and with nothing of the house in the environment."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def bare(nowhere: Path, tmp_path: Path) -> Shell:
    """A shell without a home."""
    return Shell(environ={"HOME": str(tmp_path / "user"), "STUDIO_TOOLS_USER": "ada"})


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Homes that were made once and are copied for each test: `bare` with a project, `show` with a small show."""
    top = tmp_path_factory.mktemp("homes")
    for name in ("bare", "show"):
        shell = Shell(environ={"HOME": str(top), "STUDIO_TOOLS_USER": "ada"})
        shell.json("init", top / name, "--project", "demo").result  # noqa: B018 - it asserts that it went well
    shell = shell.at(top / "show")
    shots = ("demo/sq010/sh0010", "demo/sq010/sh0020")
    shell.json("create", "shot", *shots, "--cut", "1001-1003").result  # noqa: B018
    shell.json("create", "asset", "demo/assets/dragon", "--type", "Character").result  # noqa: B018
    _make_busy(top, shell)
    return top


def _make_busy(top: Path, show: Shell) -> None:
    """A show in which a plate was published twice, a render of the first plate, and a model below an asset."""
    shell = show.at(Path(shutil.copytree(top / "show", top / "busy")))
    work, shot = top / "work", ("--to", "demo/sq010/sh0010")
    scene = top / "dragon.ma"
    scene.write_text('//Maya ASCII 2026 scene\nrequires maya "2026";\n')
    plates = [f"plate={write_frames(work, 'plate')}", *shot]
    shell.json("publish", *plates).result  # noqa: B018
    uses = ("--uses", "demo/sq010/sh0010:plate.main@v001")
    shell.json("publish", write_frames(work), *shot, *uses, "--kind", "render").result  # noqa: B018
    write_frames(work, "plate", value=0.8)
    shell.json("publish", *plates).result  # noqa: B018
    shell.json("publish", scene, "--to", "demo/assets/dragon", "--kind", "model").result  # noqa: B018


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A home with the project demo."""
    return Path(shutil.copytree(made / "bare", tmp_path / "home"))


@pytest.fixture
def shell(bare: Shell, home: Path) -> Shell:
    """A shell in the home of the project demo."""
    return bare.at(home)


@pytest.fixture
def show(bare: Shell, made: Path, tmp_path: Path) -> Shell:
    """A shell in a home with two shots of three frames, and an asset."""
    return bare.at(Path(shutil.copytree(made / "show", tmp_path / "show")))


@pytest.fixture
def busy(bare: Shell, made: Path, tmp_path: Path) -> Shell:
    """A shell in a home where some things were published."""
    return bare.at(Path(shutil.copytree(made / "busy", tmp_path / "busy")))


@pytest.fixture
def away() -> dict[str, str]:
    """Settings under which the site does not answer."""
    return {
        "STUDIO_TOOLS__TRACKER__SITE": f"http://127.0.0.1:{closed_port()}",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "studio",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "no-key",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def frames(tmp_path: Path) -> Callable[..., str]:
    """Writes small real EXR frames, and answers their pattern."""
    return partial(write_frames, tmp_path / "renders")


def write_frames(
    folder: Path, name: str = "beauty", first: int = 1001, last: int = 1003, *, value: float = 0.5, skip: int = 0
) -> str:
    folder.mkdir(exist_ok=True)
    for frame in range(first, last + 1):
        if frame != skip:
            image = np.full((9, 16, 3), value + frame * 1e-4, dtype=np.float32)
            write_exr(folder / f"{name}.{frame:04}.exr", image)
    return str(folder / f"{name}.%04d.exr")


@pytest.fixture
def registered() -> Callable[[Shell], list[dict[str, Any]]]:
    """Answers what a ShotGrid script would find on the site of a shell's home."""
    return published_files


def published_files(shell: Shell) -> list[dict[str, Any]]:
    """What a ShotGrid script would find."""
    from studio_tools.config import Secret
    from studio_tools.site import open_site
    from studio_tools.site.transport import EMBEDDED_URL
    from studio_tools.tracker.inprocess import EmbeddedClient
    from studio_tools.tracker.shotgrid import Access

    with open_site(Path(shell.environ["STUDIO_TOOLS_HOME"]) / "site" / "site.db") as site:
        name, key = site.local_credentials()
        access = Access(url=EMBEDDED_URL, script_name=name, script_key=Secret(key))
        client = EmbeddedClient(access, site_app=site.app())
        wanted = ["code", "name", "version_number", "path", "sg_status_list", "published_file_type", "entity"]
        found = client.find("PublishedFile", [], [*wanted, "upstream_published_files"])
        client.close()
    return [dict(row) for row in found]


# -- several projects

SHOT, SIDE = "demo/sq010/sh0010", "side/sq010/sh0010"
PLATE = f"{SHOT}:other.plate@v001"


@dataclass(frozen=True)
class Several:
    """The projects demo, in the home's storage, and side, whose comp was made from demo's plate, on its own disk."""

    shell: Shell
    offline: Shell
    home: Path
    disk: Path

    def publish(self, address: str, name: str, *, offline: bool = False) -> str:
        """Publish a note, and answer its run."""
        path = self.home.with_name(f"{name}.txt")
        path.write_text(name)
        shell = self.offline if offline else self.shell
        run: str = shell.json("publish", f"other.{name}={path}", "--to", address).result["run"]
        return run

    def settings(self, code: str, text: str) -> Path:
        path = self.home / "projects" / f"{code}.toml"
        path.write_text(text)
        return path

    def take_the_disk_away(self) -> None:
        """What is left is an empty mount point."""
        self.disk.rename(self.disk.with_name("unplugged"))
        self.disk.mkdir()

    def make_beats_unreadable(self) -> None:
        """Which runs of side are unsettled cannot be read any more, not even by root."""
        beats = self.disk / "side" / ".studio" / "beats"
        shutil.rmtree(beats)
        beats.symlink_to(beats)

    def wrong_settings(self) -> None:
        self.settings("broken", "[storage]\nroot = 5\n")


@pytest.fixture(scope="session")
def furnished_two(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the two projects, made once: side still lies with demo."""
    top = tmp_path_factory.mktemp("two")
    home = Path(shutil.copytree(made / "show", top / "home"))
    shell = Shell(environ={"HOME": str(top), "STUDIO_TOOLS_USER": "ada"}).at(home)
    plate, comp = top / "plate.txt", top / "comp.txt"
    plate.write_text("plate")
    comp.write_text("comp")
    for words in (
        ("create", "project", "side"),
        ("create", "shot", SIDE),
        ("publish", f"other.plate={plate}", "--to", SHOT),
        ("publish", f"other.comp={comp}", "--to", SIDE, "--uses", PLATE),
    ):
        shell.json(*words).result  # noqa: B018
    return home


@pytest.fixture(scope="session")
def furnished_apart(furnished_two: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same home beside a disk to which side has moved, made once."""
    top = tmp_path_factory.mktemp("apart")
    home, disk = Path(shutil.copytree(furnished_two, top / "home")), top / "disk"
    disk.mkdir()
    shutil.move(home / "storage" / "side", disk / "side")
    live_on(home, disk)
    shell = Shell(environ={"HOME": str(top), "STUDIO_TOOLS_USER": "ada"}).at(home)
    shell.json("init", home, "--project", "side", "--storage", disk).result  # noqa: B018
    return top


def live_on(home: Path, disk: Path) -> None:
    (home / "projects" / "side.toml").write_text(f'[storage]\nroot = "{disk}"\n')


@pytest.fixture
def make_several(bare: Shell, away: dict[str, str], tmp_path: Path) -> Callable[[], Several]:
    """Opens the home that lies below this test's folder, with a disk beside it."""

    def make() -> Several:
        home, disk = tmp_path / "home", tmp_path / "disk"
        disk.mkdir(exist_ok=True)
        shell = bare.at(home)
        return Several(shell=shell, offline=Shell(environ={**shell.environ, **away}), home=home, disk=disk)

    return make


@pytest.fixture
def several(furnished_two: Path, make_several: Callable[[], Several], tmp_path: Path) -> Several:
    shutil.copytree(furnished_two, tmp_path / "home")
    return make_several()


@pytest.fixture
def moved(furnished_apart: Path, make_several: Callable[[], Several], tmp_path: Path) -> Several:
    """The same, after side has moved to its own disk."""
    shutil.copytree(furnished_apart, tmp_path, dirs_exist_ok=True)
    live_on(tmp_path / "home", tmp_path / "disk")
    return make_several()
